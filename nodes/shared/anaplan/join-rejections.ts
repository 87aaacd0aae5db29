import type { IExecuteFunctions } from 'n8n-workflow';
import { DumpIndex, type DumpRow, type LoadStep } from '../../../src/systems/anaplan';
import type { Ancestor } from '../data/ancestors';
import type { SentRow, SentRows } from '../data/loaded-rows';
import { recordsBehind } from '../data/record-lookup';
import type { Rejection } from '../data/rejected-output';

interface Joined {
	readonly dump: DumpRow;
	readonly sent: Pick<SentRow, 'record' | 'values'> | undefined;
}

const joinStep = async (rows: readonly DumpRow[], sent: SentRows): Promise<Joined[]> => {
	const index = new DumpIndex(rows, await sent.header());
	const joined: Joined[] = [];
	for await (const batch of sent.rows()) {
		for (const row of batch) for (const dump of index.match(row.record, row.line, row.values)) joined.push({ dump, sent: row });
	}
	for (const { dump, recordNumber, row } of index.late()) joined.push({ dump, sent: { record: recordNumber, values: row } });
	for (const dump of index.unmatched()) joined.push({ dump, sent: undefined });
	return joined;
};

/** The import step as far as its rejected rows are concerned; `runAction` and `loadFile` both give it. */
export type DumpedStep = Pick<LoadStep, 'importId' | 'importName' | 'taskId' | 'dumps'>;

/**
 * Every row of the failure dumps as a rejection: joined to the row that was sent, to its source key and stamp, and to
 * the ERP record behind it. A dump row that fits no row that was sent is reported with what the dump says of it.
 */
export const joinRejections = async (context: Pick<IExecuteFunctions, 'helpers'>, steps: readonly DumpedStep[], supply: () => Promise<SentRows>, sources: readonly Ancestor[]): Promise<Rejection[]> => {
	const dumped = steps.map((step) => ({ step, rows: step.dumps.flatMap((dump) => dump.rows) })).filter(({ rows }) => rows.length > 0);
	if (dumped.length === 0) return [];
	const sent = await supply();
	const found: Array<{ step: DumpedStep; joined: Joined[] }> = [];
	for (const { step, rows } of dumped) found.push({ step, joined: await joinStep(rows, sent) });
	const header = await sent.header();
	const origins = await sent.origins(new Set(found.flatMap(({ joined }) => joined.map((entry) => entry.sent?.record ?? 0))));
	const records = await recordsBehind(context, sources, new Set([...origins.values()].map(({ key }) => key)));

	return found.flatMap(({ step, joined }) => joined.map(({ dump, sent: row }): Rejection => {
		const origin = row && origins.get(row.record);
		return {
			stage: 'import',
			reasons: dump.errors,
			row: row ? Object.fromEntries(header.map((column, at) => [column, row.values[at] ?? ''])) : { ...dump.columns },
			origin,
			record: origin && records.get(origin.key),
			facts: { import: { id: step.importId, name: step.importName }, taskId: step.taskId, line: dump.line, loaded: dump.status === 'W' ? 'with a warning' : 'no' },
			counts: dump.status === 'E',
			item: row ? sent.itemOf(row.record) : 0,
		};
	}));
};
