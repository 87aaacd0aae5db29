import type { IExecuteFunctions } from 'n8n-workflow';
import { DumpIndex, type DumpRow, type LoadStep } from '../../../src/systems/anaplan';
import type { Ancestor } from '../data/ancestors';
import type { SentRow, SentRows } from '../data/loaded-rows';
import type { Origin } from '../data/origin';
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
export type DumpedStep = Pick<LoadStep, 'importId' | 'importName' | 'taskId' | 'dumps' | 'outcome'>;

/**
 * A single list counts rows, and each rejected one is a row of its dump; line items count cells, of which a row has many, and
 * an import into several lists counts a row in each.
 */
const countsRows = ({ steps }: DumpedStep['outcome']): boolean => {
	const codes = steps.flatMap(({ messages }) => messages.map(({ code }) => code)).filter((code) => code.includes('RowsProcessed'));
	return codes.length === 1 && codes[0]?.startsWith('hierarchyRowsProcessed') === true;
};

const isShort = ({ dumps, outcome }: Pick<DumpedStep, 'dumps' | 'outcome'>): boolean => {
	const listed = dumps.flatMap(({ rows }) => rows.filter(({ status }) => status === 'E')).length;
	return listed < (countsRows(outcome) ? outcome.counts.failed : Math.min(outcome.counts.failed, 1));
};

/** Anaplan counts rejected rows, and its list of them is missing, empty, broken or too short: nobody can name those rows. */
export const unlisted = (steps: ReadonlyArray<Pick<DumpedStep, 'dumps' | 'outcome'>>): boolean =>
	steps.some(({ dumps, outcome }) => {
		const isBroken = dumps.some(({ problem }) => problem !== undefined);
		// Without counts a dump that was announced and is gone may have held rejected rows as well as warnings.
		return outcome.counts.failed > 0 ? isBroken || isShort({ dumps, outcome }) : isBroken && !outcome.counted;
	});

const joinAll = async (steps: ReadonlyArray<{ step: DumpedStep; rows: readonly DumpRow[] }>, supply: () => Promise<SentRows>): Promise<Joining> => {
	const sent = await supply();
	const found: Found[] = [];
	for (const { step, rows } of steps) found.push({ step, joined: await joinStep(rows, sent) });
	const origins = await sent.origins(new Set(found.flatMap(({ joined }) => joined.map((entry) => entry.sent?.record ?? 0))));
	return { found, header: await sent.header(), origins, itemOf: (record) => sent.itemOf(record), problem: undefined };
};

interface Found {
	readonly step: DumpedStep;
	readonly joined: readonly Joined[];
}

interface Joining {
	readonly found: readonly Found[];
	readonly header: readonly string[];
	readonly origins: ReadonlyMap<number, Origin>;
	readonly itemOf: (record: number) => number;
	/** Why the rows of the dump could not be joined to the rows that were sent. */
	readonly problem: string | undefined;
}

/** A dump that cannot be joined is still told: the outcome is known, and hiding its rows would be the worse lie. */
const unjoined = (steps: ReadonlyArray<{ step: DumpedStep; rows: readonly DumpRow[] }>, caught: unknown): Joining => ({
	found: steps.map(({ step, rows }) => ({ step, joined: rows.map((dump) => ({ dump, sent: undefined })) })),
	header: [], origins: new Map(), itemOf: () => 0, problem: caught instanceof Error ? caught.message : String(caught),
});

/**
 * Every row of the failure dumps as a rejection: joined to the row that was sent, to its source key and stamp, and to
 * the ERP record behind it. A dump row that fits no row that was sent is reported with what the dump says of it.
 */
export const joinRejections = async (context: Pick<IExecuteFunctions, 'helpers'>, steps: readonly DumpedStep[], supply: () => Promise<SentRows>, sources: readonly Ancestor[]): Promise<Rejection[]> => {
	const dumped = steps.map((step) => ({ step, rows: step.dumps.flatMap((dump) => dump.rows) })).filter(({ rows }) => rows.length > 0);
	if (dumped.length === 0) return [];
	const { found, header, origins, itemOf, problem } = await joinAll(dumped, supply).catch((caught: unknown) => unjoined(dumped, caught));
	const records = await recordsBehind(context, sources, origins.values());

	return found.flatMap(({ step, joined }) => joined.map(({ dump, sent: row }): Rejection => {
		const origin = row && origins.get(row.record);
		return {
			stage: 'import',
			reasons: dump.errors,
			row: row ? Object.fromEntries(header.map((column, at) => [column, row.values[at] ?? ''])) : { ...dump.columns },
			origin,
			record: records.of(origin),
			facts: {
				import: { id: step.importId, name: step.importName }, taskId: step.taskId, line: dump.line, loaded: dump.status === 'W' ? 'with a warning' : 'no',
				...(problem === undefined ? {} : { notJoined: problem }),
			},
			counts: dump.status === 'E',
			item: row ? itemOf(row.record) : 0,
		};
	}));
};
