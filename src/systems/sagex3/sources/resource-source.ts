import { createHash } from 'node:crypto';
import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { realmOf, type CompletePlace } from '../identity';
import { refuseChoice, trimmed, type ResourceChoice } from '../resources/choice';
import { ledgerRank, USUAL_LEDGER } from '../resources/ledger-types';
import type { Reader } from '../resources/reader';
import { factsOf } from '../resources/resource-table';
import type { Slice } from '../resources/slice';
import { classOf } from '../rest/class-plan';

export interface SourceParts {
	readonly place: CompletePlace;
	/** Undefined as long as nobody has found out. */
	readonly api: Reader['api'] | undefined;
	/** Known only when the server was asked which API it has. */
	readonly reader: () => Promise<Reader>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** One ledger has one name in the stream, however it was written. */
const ledgerName = (wanted: string): string => {
	try {
		return ledgerRank(wanted);
	} catch {
		return wanted.trim();
	}
};

/**
 * **No API's cursor passes over what only the other one finds.** Lines are found by the later stamp of the line and its header in GraphQL, in
 * classic REST by that of the class that is listed, which is the header's as a rule. Were it one stream, a day of classic REST would move the
 * cursor past lines that were touched alone, and GraphQL would never ask for them. So classic REST has streams of its own for lines, by class;
 * whoever changes the API or the class reads once from the beginning.
 *
 * @throws FatalError where nobody has found out yet which API is used
 */
const foundBy = (place: CompletePlace, resource: string, api: Reader['api'] | undefined): readonly string[] => {
	if (api === undefined) throw refuseChoice(resource, 'it is not known yet which API the server has', 'Ask for the API first: lines are found in another way by each.');
	return api === 'classic' ? [`classic-${classOf(place, resource).class}`] : [];
};

/** Names the stream for ever: system, server, endpoint, resource, ledger, and what narrows it or names its records. */
export const streamOf = (place: CompletePlace, choice: ResourceChoice, api: Reader['api'] | undefined): string => {
	const { resource, filter, headers, cursor, keyFields, ofTypes, rows, exceptEntryTypes, ledgerType } = choice;
	const facts = factsOf(resource);
	const hasLines = facts?.id === 'journalLines' || (facts?.id === 'purchaseOrders' && !headers);
	const isLines = facts?.id === 'journalLines';
	const narrowing = [filter ?? null, [...trimmed(ofTypes)].sort(), [...trimmed(exceptEntryTypes)].sort()];
	const isNarrowed = filter !== undefined || trimmed(ofTypes).length > 0 || trimmed(exceptEntryTypes).length > 0;
	return [
		'sagex3', realmOf(place), facts?.id ?? resource.trim(), ...(isLines ? [`ledger-${ledgerName(ledgerType ?? USUAL_LEDGER)}`] : []), ...(hasLines ? foundBy(place, resource, api) : []),
		...(rows === 'journal lines' ? ['unsplit'] : []), ...(headers ? ['headers'] : []), ...(cursor ? [cursor] : []), ...(keyFields && keyFields.length > 0 ? [`by-${keyFields.join('+')}`] : []),
		...(isNarrowed ? [digest(JSON.stringify(narrowing))] : []),
	].join('/');
};

const asRecord = ({ key, stamp, fields }: SourceRecord): SourceRecord => ({ key, stamp, fields });

/**
 * One resource as a stream of changes.
 *
 * **Ranges** are half open on the server's stamp, which is UTC; bounds are whole seconds and stamps are cut to them, so each record is in
 * exactly one range, and a thousand lines of one posting run, which share a second, are in it together (reference sage-x3 6). Both bounds are
 * asked of the server: an edit moves a record out of a range that ends in the past, and cursors hold values, so no other record moves.
 *
 * **Records without a stamp** are a range of their own, asked for as such, and compared by their contents. What writes data past the product may
 * leave no stamp or an old one; of the latter nobody can know, and `cursor: 'whole'`, now and then, finds it.
 *
 * **Marks are the keys and stamps of the records themselves**, read in the same way, because one journal line is several rows, and how many
 * is known only when its amounts are. They are read for the tail alone, which is minutes long.
 *
 * **No stamps at all**: everything is compared by its contents. Where a class begins to show stamps, or ceases to, the rows change their place,
 * and contents or marks differ from what was confirmed, so they are read again.
 */
export const resourceSource = ({ place, api, reader }: SourceParts, choice: ResourceChoice): RecordSource => {
	let stamped: Promise<boolean> | undefined;
	const hasStamps = (): Promise<boolean> => {
		stamped ??= (async () => {
			if (choice.cursor === 'whole') return false;
			const has = await (await reader()).hasStamps(choice);
			if (choice.cursor !== 'stamps' || has) return has;
			throw refuseChoice(choice.resource, `${choice.resource} shows no stamps here`, 'Read it whole, without stamps.');
		})().catch((error: unknown) => {
			stamped = undefined;
			throw error;
		});
		return stamped;
	};

	async function* read(slice: Slice): AsyncGenerator<readonly SourceRecord[]> {
		for await (const page of (await reader()).pages(choice, slice)) yield page.map(asRecord);
	}

	async function* range(from: Instant | null, to: Instant): AsyncGenerator<readonly SourceRecord[]> {
		if (await hasStamps()) yield* read({ kind: 'changed', from, to });
	}

	return {
		stream: streamOf(place, choice, api),
		now: async () => await (await reader()).serverTime(choice.resource),

		async *marks(from, to): AsyncGenerator<readonly RecordMark[]> {
			for await (const page of range(from, to)) yield page.map(({ key, stamp }) => ({ key, stamp }));
		},

		records: range,

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			if (await hasStamps()) yield* read({ kind: 'unstamped' });
			else for await (const page of read({ kind: 'all' })) yield page.map((record) => ({ ...record, stamp: null }));
		},
	};
};
