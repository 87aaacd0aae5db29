import type { OperationTable } from '../../../shared/routing/operation';
import * as getMany from './getMany.operation';

export const workspace: OperationTable = { getMany };
