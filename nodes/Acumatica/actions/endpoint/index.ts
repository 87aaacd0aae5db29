import type { OperationTable } from '../../../shared/routing/operation';
import * as getMany from './getMany.operation';
import * as runQuery from './runQuery.operation';

export const endpoint: OperationTable = { getMany, runQuery };
