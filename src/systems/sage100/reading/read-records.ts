import type { SourceRecord } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { jsonText, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { keyOf, plannedRecords, type RecordFields } from '../lists/planned-records';
import type { ListChoice, ReadingPlan } from '../lists/reading-plan';
import type { QueryParts } from '../wire/query-text';
import { KeyProgress } from './walk-progress';
import { walk, type ListParts } from './walk';

/** Of balances. */
export interface BalanceWindow {
	/** All years of the calendar unless set. */
	readonly fiscalYears?: readonly string[];
	/** `01` to `13`. */
	readonly periodFrom?: string;
	readonly periodTo?: string;
	/** Rows of zeros for periods without activity. */
	readonly fillGaps?: boolean;
}

export interface RecordsRequest extends ListChoice, BalanceWindow {
	/** At most so many records. */
	readonly limit?: number;
	readonly pageSize?: number;
}

export interface RecordParts extends ListParts {
	readonly planFor: (choice: ListChoice, pageSize?: number) => Promise<ReadingPlan>;
}

/** The years of the company's calendar, in its order. */
export const fiscalYears = async (parts: RecordParts): Promise<readonly string[]> => {
	const plan = await parts.planFor({ list: 'fiscalCalendars', rows: 'headers' });
	const years: string[] = [];
	for await (const { rows } of walk(parts, { plan }, new KeyProgress((row) => keyOf(row, plan)))) years.push(...rows.map((row) => jsonText(row.fiscalYear)));
	return years;
};

const YEAR = /^\d{4}$/;
const PERIOD = /^(?:0[1-9]|1[0-3])$/;

/** @throws FatalError for what is no year or no period */
export const checkWindow = ({ fiscalYears: years = [], periodFrom, periodTo }: BalanceWindow): void => {
	const strange = years.find((year) => !YEAR.test(year)) ?? [periodFrom, periodTo].find((period) => period !== undefined && !PERIOD.test(period));
	if (strange === undefined) return;
	throw new FatalError({
		system: SYSTEM, operation: 'read balances', said: `"${strange}" is no fiscal year or period`, remedy: 'Write years with four digits and periods with two, 01 to 13.',
	});
};

/** One question for each year of balances, otherwise one. */
const questions = async (parts: RecordParts, { list, fiscalYears: years, periodFrom, periodTo, fillGaps }: RecordsRequest): Promise<readonly QueryParts[]> => {
	if (list !== 'balances') return [[]];
	const wanted = years && years.length > 0 ? years : await fiscalYears(parts);
	return wanted.map((year): QueryParts => [['fiscalYear', year], ['periodFrom', periodFrom], ['periodTo', periodTo], ['fillGaps', fillGaps ? 'true' : undefined]]);
};

/** Ledger lines may be millions. */
const checkBounds = ({ list, postingDateFrom, postingDateTo }: RecordsRequest): void => {
	if (list !== 'postings' || (postingDateFrom && postingDateTo)) return;
	throw new FatalError({
		system: SYSTEM, operation: 'read the ledger lines', said: 'no range of days was named', remedy: 'Give the first and the last posting date, or read changes.',
	});
};

/** Records by filter under their keys, in the order of keys, without a cursor. Ends early when the limit is reached. */
export async function* readKeyedRecords(parts: RecordParts, request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]> {
	const { limit = Number.POSITIVE_INFINITY, pageSize } = request;
	if (limit < 1) return;
	checkBounds(request);
	checkWindow(request);
	// A small limit spares the agent a whole page.
	const plan = await parts.planFor(request, Math.min(pageSize ?? limit, limit) < Number.POSITIVE_INFINITY ? Math.min(pageSize ?? limit, limit) : undefined);
	let given = 0;
	for (const query of await questions(parts, request)) {
		for await (const { rows } of walk(parts, { plan, query }, new KeyProgress((row: JsonObject) => keyOf(row, plan)))) {
			const records = rows.flatMap((row) => plannedRecords(row, plan)).slice(0, limit - given);
			given += records.length;
			if (records.length > 0) yield records.map(({ key, fields }) => ({ key, stamp: null, fields }));
			if (given >= limit) return;
		}
	}
}

/** The same without the keys. */
export async function* readRecords(parts: RecordParts, request: RecordsRequest): AsyncGenerator<readonly RecordFields[]> {
	for await (const page of readKeyedRecords(parts, request)) yield page.map(({ fields }) => fields);
}
