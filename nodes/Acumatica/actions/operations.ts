import type { OperationTable } from '../../shared/routing/operation';
import * as cursorGet from './cursor/get.operation';
import { endpoint } from './endpoint';
import { journalEntry } from './journalEntry';
import { record } from './record';
import { report } from './report';

/** Resource → its operations, by the names that workflows hold. */
const resources: Readonly<Record<string, OperationTable>> = {
	cursor: { get: cursorGet },
	endpoint,
	journalEntry,
	record,
	report,
};

export const operations: OperationTable = Object.fromEntries(
	Object.entries(resources).flatMap(([resource, table]) => Object.entries(table).map(([name, operation]) => [`${resource}.${name}`, operation])),
);
