import type { IExecuteFunctions } from 'n8n-workflow';
import type { SourceRecord } from '../../../../src/contracts';
import type { RecordFields } from '../../../../src/systems/intacct';
import { asFile } from '../../../shared/reading/record-output';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { selectionOf } from './selection';

export const scope = 'item';

const records = async function* (pages: AsyncIterable<readonly RecordFields[]>): AsyncGenerator<SourceRecord[]> {
	for await (const page of pages) yield page.map((fields) => ({ key: fields.RECORDNO ?? '', stamp: null, fields }));
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const selection = selectionOf(context, itemIndex);
	const limit = context.getNodeParameter('returnAll', itemIndex, false) ? undefined : (context.getNodeParameter('limit', itemIndex, 50) as number);
	const pages = client.records({ ...selection, ...(limit === undefined ? {} : { limit }) });
	if (context.getNodeParameter('output', itemIndex, 'items') === 'file') {
		const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
		const output = { property, fileName: `${selection.object}.csv`, columns: () => client.columns(selection), facts: () => ({ object: selection.object }) };
		return [await asFile(context, records(pages), output, () => ({ stream: selection.object, batchId: '' }))];
	}
	const all: RecordFields[] = [];
	for await (const page of pages) all.push(...page);
	return [all.map((fields) => ({ json: { ...fields } }))];
};
