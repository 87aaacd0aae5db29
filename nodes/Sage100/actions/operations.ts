import { operationsOf, type OperationTable } from '../../shared/routing/operation';
import * as companyGetMany from './company/getMany.operation';
import * as cursorGet from './cursor/get.operation';
import * as endpointRunQuery from './endpoint/runQuery.operation';
import { journalEntry } from './journalEntry';
import { record } from './record';
import { report } from './report';

export const operations: OperationTable = operationsOf({
	company: { getMany: companyGetMany },
	cursor: { get: cursorGet },
	endpoint: { runQuery: endpointRunQuery },
	journalEntry,
	record,
	report,
});
