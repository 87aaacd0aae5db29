import { operationsOf, type OperationTable } from '../../shared/routing/operation';
import * as cursorGet from './cursor/get.operation';
import { endpoint } from './endpoint';
import { journalEntry } from './journalEntry';
import { record } from './record';
import { report } from './report';

export const operations: OperationTable = operationsOf({
	cursor: { get: cursorGet },
	endpoint,
	journalEntry,
	record,
	report,
});
