import type { IExecuteFunctions } from 'n8n-workflow';
import type { SourceRecord } from '../../../../src/contracts';
import type { IntacctClient, RecordFields, SourceOptions } from '../../../../src/systems/intacct';
import { asFile } from '../../../shared/reading/record-output';
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
	for await (const page of pages) yield page.map((fields) => ({ key: fields[columns[0] ?? ''] ?? '', stamp: null, fields }));
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const selection = selectionOf(context, itemIndex);
	const limit = context.getNodeParameter('returnAll', itemIndex, false) ? undefined : (context.getNodeParameter('limit', itemIndex, 50) as number);
	const columns = await columnsOf(client, selection);
	const pages = client.records({ ...selection, ...(limit === undefined ? {} : { limit }) });
	if (context.getNodeParameter('output', itemIndex, 'items') === 'file') {
		const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
		const output = { property, fileName: `${selection.object}.csv`, columns: async () => columns, facts: () => ({ object: selection.object }) };
		return [await asFile(context, records(pages, columns), output, () => ({ stream: selection.object, batchId: '' }))];
	}
	const all: RecordFields[] = [];
	for await (const page of pages) all.push(...page);
	return [all.map((fields) => ({ json: completed(fields, columns) }))];
};
