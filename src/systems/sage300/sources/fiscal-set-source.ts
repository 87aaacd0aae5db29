import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import type { JsonObject } from '../../../core/json';
import { styleOf, type ResourceDescription } from '../metadata/module-model';
import { listRecords } from '../reading/list-records';
import { applyNarrowing } from '../reading/narrowing';
import { planReading } from '../resources/reading-plan';
import { textOf } from '../values/flat-record';
import { allOf, anyOf, compare, type Filter } from '../wire/filter';
import { balanceFields } from './cursor-fields';
import { PostingClock } from './posting-clock';
import { readPosition, since, type PostingPosition } from './posting-position';
import { streamOf, type SourceOptions, type SourceParts } from './source-options';
import { isTouched, LEDGER_LINES, touchedAccounts, type TouchedAccounts } from './touched-accounts';

/** Accounts in one question, so that the address stays short. */
const TOGETHER = 15;
/** Beyond so many accounts of one year all of that year are read: fewer questions, and shorter ones. */
const MOST_NAMED = 150;

const portions = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/**
 * Balances by account, year and period. They have no mark of change, so they are read again when the ledger lines say that somebody has
 * posted to their account and year (reference sage-300 9).
 *
 * A place is the last posting sequence L, as for the ledger lines. Sets that lines of L touch stand among the records without a stamp and
 * are compared by their contents; the range holds those that lines before L touch, and those only. The first read takes all.
 *
 * **Each set once.** The accounts of L are collected once per read and kept, so a set is in the range or among the compared ones, never in
 * both. **No posting is missed**: a set changes with a line, and every line after a cursor's L has this or a higher sequence.
 *
 * What changes sets without a line, closing a year and provisional posting, is not seen: a second, full read by night finds it
 * (`cursor: { kind: 'whole' }`).
 */
export const fiscalSetSource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	const stream = streamOf(parts.place, options);
	const clock = new PostingClock(parts, LEDGER_LINES, 'PostingSequenceNumber', stream);
	let boundary: PostingPosition | undefined;
	let latest: { readonly sequence: number; readonly accounts: Promise<TouchedAccounts> } | undefined;

	const touchedLast = (sequence: number): Promise<TouchedAccounts> => {
		if (latest?.sequence !== sequence) latest = { sequence, accounts: touchedAccounts(parts, sequence, undefined) };
		return latest.accounts;
	};

	async function* sets(wanted: TouchedAccounts | 'all', without: TouchedAccounts | undefined): AsyncGenerator<readonly SourceRecord[]> {
		const description = await parts.catalogue.describe(options.resource);
		const { filter, keep, needs, check } = applyNarrowing(description, options);
		const { account, year } = balanceFields(description);
		const plan = planReading(description, options, [...needs, account.name, year.name]);
		const isWanted = (row: JsonObject): boolean => {
			const [number, ofYear] = [textOf(row, account.name), textOf(row, year.name)];
			if (wanted !== 'all' && !isTouched(wanted, number, ofYear)) return false;
			if (without && isTouched(without, number, ofYear)) return false;
			return keep === undefined || keep(row);
		};
		const { pageSize, paging } = options;
		for (const range of wanted === 'all' ? [undefined] : rangesOf(wanted, description)) {
			const whole = allOf(filter, range);
			const read = { plan, keep: isWanted, ...(whole && { filter: whole }), ...(pageSize !== undefined && { pageSize }), ...(paging && { paging }) };
			for await (const page of listRecords(parts, read)) yield page.map(({ key, fields }) => ({ key, stamp: null, fields }));
		}
		check();
	}

	return {
		stream,

		async now(): Promise<Instant> {
			const { instant, position } = await clock.read();
			boundary = position;
			return instant;
		},

		async *marks(): AsyncGenerator<readonly RecordMark[]> {},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			const end = readPosition(to);
			boundary = end;
			const begin = from === null ? undefined : since(from, end.sequence);
			if (begin && begin.sequence >= end.sequence) return;
			const wanted = begin ? await touchedAccounts(parts, begin.sequence, end.sequence) : 'all';
			yield* sets(wanted, await touchedLast(end.sequence));
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const place = boundary ?? (await clock.read()).position;
			boundary = place;
			yield* sets(await touchedLast(place.sequence), undefined);
		},
	};
};

const rangesOf = (wanted: TouchedAccounts, description: ResourceDescription): ReadonlyArray<Filter | undefined> => {
	const { account, year } = balanceFields(description);
	return [...wanted].flatMap(([ofYear, accounts]) => {
		const inYear = compare('eq', year.name, styleOf(year), ofYear);
		if (accounts.size > MOST_NAMED) return [inYear];
		return portions([...accounts], TOGETHER).map((some) => allOf(inYear, anyOf(...some.map((one) => compare('eq', account.name, styleOf(account), one)))));
	});
};
