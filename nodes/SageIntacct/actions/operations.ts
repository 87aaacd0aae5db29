import { operationsOf, type OperationTable } from '../../shared/routing/operation';
import * as cursorGet from './cursor/get.operation';
import * as runFunction from './gateway/runFunction.operation';
import * as getChanges from './record/getChanges.operation';
import * as getDeletions from './record/getDeletions.operation';
import * as getFields from './record/getFields.operation';
import * as getMany from './record/getMany.operation';
import * as getAccountBalances from './report/getAccountBalances.operation';
import * as getApAging from './report/getApAging.operation';

export const operations: OperationTable = operationsOf({
	cursor: { get: cursorGet },
	gateway: { runFunction },
	record: { getChanges, getDeletions, getFields, getMany },
	report: { getAccountBalances, getApAging },
});
