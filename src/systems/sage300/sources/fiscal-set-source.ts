import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import type { JsonObject } from '../../../core/json';
import { allOf, anyOf } from '../../../core/odata/filter';
import { styleOf, type ResourceDescription } from '../metadata/module-model';
import { listRecords } from '../reading/list-records';
import { applyNarrowing } from '../reading/narrowing';
import { planReading } from '../resources/reading-plan';
import { textOf } from '../values/flat-record';
import { compare, type Filter } from '../wire/filter';
import { balanceFields } from './cursor-fields';
import { PostingClock } from './posting-clock';
import { readPosition, recentFrom, since, type PostingPosition } from './posting-position';
import { streamOf, type SourceOptions, type SourceParts } from './source-options';
import { byFirstYear, isTouched, LEDGER_LINES, touchedAccounts, type TouchedAccounts } from './touched-accounts';

/** Accounts in one question, so that the address stays short. */
const TOGETHER = 15;
/** Beyond so many accounts from one year on all from that year on are read: fewer questions, and shorter ones. */
const MOST_NAMED = 150;

const portions = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/**
 * Balances by account, year and period. They have no mark of change, so they are read again when the ledger lines say that somebody has
 * posted to their account, in their year or in one before it (reference sage-300 9).
 *
 * A place is the last posting sequence L, as for the ledger lines. Sets that lines of L touch stand among the records without a stamp and
 * are compared by their contents; the range holds those that lines before L touch, and those only. The first read takes all.
 *
 * **Each set once.** The accounts of L are collected once per read and kept, so a set is in the range or among the compared ones, never in
 * both; and each account is asked for from one year on, so no two questions give the same set. **No posting is missed**: a set changes with
 * a line of its account in its year or an earlier one, and every line after a cursor's L has this or a higher sequence.
 *
 * What changes sets without a line of their account is not seen: closing a year, provisional posting, and retained earnings, which take in
 * what is posted to the income of a year that is closed. A second, full read by night finds it (`cursor: { kind: 'whole' }`).
 */
export const fiscalSetSource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	const stream = streamOf(parts.place, options);
	const recent = (sequence: number): number => recentFrom(sequence, options.overlapRuns);
	const clock = new PostingClock(parts, LEDGER_LINES, 'PostingSequenceNumber', stream);
	let boundary: PostingPosition | undefined;
	let latest: { readonly sequence: number; readonly accounts: Promise<TouchedAccounts> } | undefined;

	const touchedLast = (sequence: number): Promise<TouchedAccounts> => {
		if (latest?.sequence !== sequence) latest = { sequence, accounts: touchedAccounts(parts, recent(sequence), undefined) };
		return latest.accounts;
	};

	async function* sets(wanted: TouchedAccounts | 'all', without: TouchedAccounts | undefined): AsyncGenerator<readonly SourceRecord[]> {
		const description = await parts.catalogue.describe(options.resource);
		const { filter, keep, needs, check } = applyNarrowing(description, options);
		const { account, year } = balanceFields(description);
		const plan = planReading(description, options, [...needs, account.name, year.name]);
		const { pageSize, paging } = options;
		for (const { range, accounts } of wanted === 'all' ? [{ range: undefined, accounts: wanted }] : rangesOf(wanted, description)) {
			const isWanted = (row: JsonObject): boolean => {
				const [number, ofYear] = [textOf(row, account.name), textOf(row, year.name)];
				if (accounts !== 'all' && !isTouched(accounts, number, ofYear)) return false;
				if (without && isTouched(without, number, ofYear)) return false;
				return keep === undefined || keep(row);
			};
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

		readAt: () => clock.readAt,

		async *marks(): AsyncGenerator<readonly RecordMark[]> {},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			const end = readPosition(to);
			boundary = end;
			const begin = from === null ? undefined : since(from, end.sequence);
			if (begin && begin.sequence >= end.sequence) return;
			const wanted = begin ? await touchedAccounts(parts, recent(begin.sequence), recent(end.sequence)) : 'all';
			yield* sets(wanted, await touchedLast(end.sequence));
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const place = boundary ?? (await clock.read()).position;
			boundary = place;
			yield* sets(await touchedLast(place.sequence), undefined);
		},
	};
};

interface Range {
	readonly range: Filter | undefined;
	/** What this question is for; others of the same years belong to another one. */
	readonly accounts: TouchedAccounts;
}

const rangesOf = (wanted: TouchedAccounts, description: ResourceDescription): readonly Range[] => {
	const { account, year } = balanceFields(description);
	return [...byFirstYear(wanted)].flatMap(([first, accounts]): Range[] => {
		const years = compare('ge', year.name, styleOf(year), first);
		const some = accounts.length > MOST_NAMED ? [accounts] : portions(accounts, TOGETHER);
		return some.map((named) => ({
			range: accounts.length > MOST_NAMED ? years : allOf(years, anyOf(...named.map((one) => compare('eq', account.name, styleOf(account), one)))),
			accounts: new Map(named.map((one) => [one, first])),
		}));
	});
};
