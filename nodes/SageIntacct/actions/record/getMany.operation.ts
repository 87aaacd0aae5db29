import type { IExecuteFunctions } from 'n8n-workflow';
import type { SourceRecord } from '../../../../src/contracts';
import type { IntacctClient, RecordFields, SourceOptions } from '../../../../src/systems/intacct';
import { limitOf } from '../../../shared/reading/record-choice';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { selectionOf } from './selection';

export const scope = 'item';

/** What the records have, the key first. Of chosen fields only these: no stamp is read with them. */
const columnsOf = async (client: IntacctClient, selection: SourceOptions): Promise<readonly string[]> => {
	const [key = '', ...others] = await client.columns(selection);
	return [...new Set([key, ...(Array.isArray(selection.fields) ? (selection.fields as readonly string[]) : others)])];
};

/** The server may leave empty fields out of a record; here every record has all of them. */
const completed = (fields: RecordFields, columns: readonly string[]): Record<string, string> => Object.fromEntries(columns.map((name) => [name, fields[name] ?? '']));

const records = async function* (pages: AsyncIterable<readonly RecordFields[]>, columns: readonly string[]): AsyncGenerator<SourceRecord[]> {
	for await (const page of pages) yield page.map((fields) => ({ key: fields[columns[0] ?? ''] ?? '', stamp: null, fields: completed(fields, columns) }));
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const selection = selectionOf(context, itemIndex);
	const columns = await columnsOf(client, selection);
	const pages = client.records({ ...selection, ...limitOf(context, itemIndex) });
	return [await recordsOut(context, itemIndex, { pages: records(pages, columns), columns: async () => columns, object: selection.object })];
};
