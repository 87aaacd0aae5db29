import type { OperationTable } from '../../../shared/routing/operation';
import * as redeemCode from './redeemCode.operation';
import * as requestCode from './requestCode.operation';

export const signIn: OperationTable = { redeemCode, requestCode };
