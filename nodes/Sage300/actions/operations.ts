import { operationsOf, type OperationTable } from '../../shared/routing/operation';
import { apAdjustment } from './apAdjustment';
import * as cursorGet from './cursor/get.operation';
import * as endpointGetMany from './endpoint/getMany.operation';
import * as endpointRunQuery from './endpoint/runQuery.operation';
import { journalEntry } from './journalEntry';
import { record } from './record';
import { report } from './report';

export const operations: OperationTable = operationsOf({
	apAdjustment,
	cursor: { get: cursorGet },
	endpoint: { getMany: endpointGetMany, runQuery: endpointRunQuery },
	journalEntry,
	record,
	report,
});
