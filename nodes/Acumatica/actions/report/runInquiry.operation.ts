import type { IExecuteFunctions } from 'n8n-workflow';
import type { SourceRecord } from '../../../../src/contracts';
import type { AcumaticaClient, InquiryAnswer, RecordFields } from '../../../../src/systems/acumatica';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

interface Parameter {
	readonly name?: string;
	readonly value?: unknown;
}

/** A tick is no text (reference acumatica 4); which of the parameters are ticks only the site's own field list says. */
const typed = async (client: AcumaticaClient, entity: string, given: readonly Parameter[]): Promise<Record<string, string | boolean>> => {
	const texts = given.map(({ name = '', value = '' }) => [name.trim(), String(value ?? '').trim()] as const).filter(([name]) => name !== '');
	if (!texts.some(([, value]) => /^(?:true|false)$/i.test(value))) return Object.fromEntries(texts);
	const { fields } = await client.describe(entity);
	const flags = new Set(fields.filter(({ type }) => type === 'flag').map(({ path }) => path));
	return Object.fromEntries(texts.map(([name, value]) => [name, flags.has(name) ? value.toLowerCase() === 'true' : value]));
};

const ABOUT_THE_ANSWER = new Set(['id', 'note']);

/** What was asked, beside what each row says itself: rows of an inventory do not even repeat their item (reference acumatica 5.3). */
const withParameters = ({ header, rows }: InquiryAnswer): readonly RecordFields[] => {
	const asked = Object.entries(header).filter(([name, value]) => value !== '' && !ABOUT_THE_ANSWER.has(name));
	return rows.map((row) => ({ ...Object.fromEntries(asked), ...row, ...Object.fromEntries(asked.filter(([name]) => !row[name])) }));
};

/** Rows have no key of their own; here their place stands for one. */
const numbered = async function* (rows: readonly RecordFields[]): AsyncGenerator<SourceRecord[]> {
	yield rows.map((fields, index) => ({ key: String(index + 1), stamp: null, fields }));
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const entity = (context.getNodeParameter('inquiry', itemIndex, '', { extractValue: true }) as string).trim();
	const { parameter = [] } = context.getNodeParameter('parameters', itemIndex, {}) as { parameter?: Parameter[] };
	const { results = '', withParameters: beside = true } = context.getNodeParameter('options', itemIndex, {}) as { results?: string; withParameters?: boolean };
	const answer = await client.inquire({ entity, parameters: await typed(client, entity, parameter), ...(results.trim() ? { results: results.trim() } : {}) });
	const rows = beside ? withParameters(answer) : answer.rows;
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return [await recordsOut(context, itemIndex, { pages: numbered(rows), columns: async () => columns, object: entity })];
};
