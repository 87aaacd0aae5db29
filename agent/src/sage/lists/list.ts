import type { Company } from '../company';
import { SageFault, type ListFilter, type Row, type RowKey, type StampText } from '../port';
import type { TableName } from '../names';
import type { Condition } from '../read/conditions';
import { keyId, type Bounds, type Found, type Table, type Values } from '../read/table';
import { compareStamps, isoDay, NO_STAMP, readDay, readStampText, stampOf, type Stamp } from '../stamps';

/** A list of the contract over the tables of a company. */
export interface List {
	scan(company: Company, filter: ListFilter, since: StampText | undefined): RowKey[];
	fetch(company: Company, filter: ListFilter, keys: readonly string[]): Row[];
}

export const AUDIT_ROLES = ['dateUpdated', 'timeUpdated', 'dateCreated', 'timeCreated'] as const;

/** A key of one part is that part, so that it can be told from outside; one of several parts is a JSON array. */
export const keyText = (parts: readonly string[]): string => (parts.length === 1 ? parts[0] ?? '' : JSON.stringify(parts));

/** undefined for a text that no scan has made. */
export const keyParts = (text: string, width: number): readonly string[] | undefined => {
	if (width === 1) return [text];
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) && parsed.length === width && parsed.every((part): part is string => typeof part === 'string') ? parsed : undefined;
	} catch {
		return undefined;
	}
};

export const knownKeys = (texts: readonly string[], width: number): ReadonlyArray<readonly string[]> =>
	texts.map((text) => keyParts(text, width)).filter((parts) => parts !== undefined);

export const filterText = (filter: ListFilter, name: string): string | undefined => {
	const value = filter[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
};

export const dateOf = (value: string | undefined): string | null => {
	const day = readDay(value ?? '');
	return day === null ? null : isoDay(day);
};

/** For days that the contract requires; a blank one is as old as can be. */
export const dayOf = (value: string | undefined): string => dateOf(value) ?? '1900-01-01';

/** Optional texts: absent when the release has no such column, so that the contract's optional property is absent too. */
export const texts = (table: Table, values: Values, names: Readonly<Record<string, string>>): Row =>
	Object.fromEntries(Object.entries(names).filter(([, role]) => table.columns.has(role)).map(([name, role]) => [name, values[role] ?? '']));

export const blankIsNull = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

const compareKeys = (left: readonly string[], right: readonly string[]): number => {
	for (let place = 0; place < left.length; place += 1) {
		const [one = '', other = ''] = [left[place], right[place]];
		if (one !== other) return one < other ? -1 : 1;
	}
	return 0;
};

export interface Keyed {
	readonly key: readonly string[];
	readonly stamp: Stamp | null;
}

/** Rows not before `since`, by stamp and key; all of them by key without it. */
export const ordered = (rows: readonly Keyed[], since: Stamp | undefined): RowKey[] => {
	const stampsOf = ({ stamp }: Keyed): Stamp => stamp ?? NO_STAMP;
	const wanted = since === undefined ? [...rows] : rows.filter((row) => compareStamps(stampsOf(row), since) >= 0);
	wanted.sort((left, right) => (since === undefined ? 0 : compareStamps(stampsOf(left), stampsOf(right))) || compareKeys(left.key, right.key));
	return wanted.map(({ key }) => keyText(key));
};

/** @throws SageFault FILTER_NOT_SUPPORTED for a text that is no stamp */
export const sinceOf = (text: StampText | undefined): Stamp | undefined => {
	if (text === undefined) return undefined;
	const stamp = readStampText(text);
	if (stamp === null) throw new SageFault('FILTER_NOT_SUPPORTED', `updatedSince "${text}" is no stamp.`);
	return stamp;
};

/**
 * Records of that day or later by either date; the time of the day is compared here, as a number.
 *
 * **A record that was never stamped is not lost.** Its blank dates are before every day for Sage, and stand for `NO_STAMP` here. So whoever asks
 * from there or from before it, as a first read does, is answered without a condition.
 */
export const changedSince = (table: Table, since: Stamp | undefined): Condition => {
	if (since === undefined || compareStamps(since, NO_STAMP) <= 0) return { all: [] };
	const roles = ['dateUpdated', 'dateCreated'].filter((role) => table.columns.has(role));
	return { any: roles.map((role) => ({ role, is: '>=', value: since.day })) };
};

/** @throws SageFault FILTER_NOT_SUPPORTED when the release keeps no stamps in this table */
export const requireStamps = (table: Table, since: Stamp | undefined): void => {
	if (since !== undefined && !table.columns.has('dateUpdated') && !table.columns.has('dateCreated')) {
		throw new SageFault('FILTER_NOT_SUPPORTED', `${table.object.name} keeps no date of change on this release, so updatedSince cannot be answered. Read in full.`);
	}
};

export interface RecordList {
	readonly table: TableName;
	/** Filters that Sage itself applies, and the part of the key that they fix. */
	readonly narrowed?: (filter: ListFilter, company: Company, since: Stamp | undefined) => { condition: Condition; bounds?: Bounds };
	/** Roles that `rows` needs beside the key. */
	readonly rows: (company: Company, table: Table, records: readonly Values[], filter: ListFilter) => Row[];
}

const stampIn = (table: Table, { values }: Found): Stamp | null =>
	table.columns.has('dateUpdated') || table.columns.has('dateCreated') ? stampOf(values) ?? NO_STAMP : null;

/**
 * Keys of a full read, in their order: stamps are not asked for. There may be as many as the table has records, so each is kept as its text alone; Sage gives
 * them in order as a rule, and only where it did not are they taken apart again and sorted.
 */
const allKeys = (table: Table, condition: Condition, bounds: Bounds | undefined): RowKey[] => {
	let before: readonly string[] = [];
	let inOrder = true;
	const texts = table.gather([], condition, bounds, ({ key }) => {
		inOrder &&= compareKeys(before, key) <= 0;
		before = key;
		return keyText(key);
	});
	return inOrder ? texts : knownKeys(texts, table.names.key.length).slice().sort(compareKeys).map(keyText);
};

/** A list whose rows are records of one table with stamps of their own. */
export const recordList = ({ table: name, narrowed, rows }: RecordList): List => ({
	scan(company, filter, sinceText) {
		const table = company.table(name);
		const since = sinceOf(sinceText);
		requireStamps(table, since);
		const { condition, bounds } = narrowed?.(filter, company, since) ?? { condition: { all: [] } };
		if (since === undefined) return allKeys(table, condition, bounds);
		const found = table.gather(AUDIT_ROLES, { all: [condition, changedSince(table, since)] }, bounds, (record) => ({ key: record.key, stamp: stampIn(table, record) }));
		return ordered(found, since);
	},
	fetch(company, filter, texts) {
		const table = company.table(name);
		const keys = knownKeys(texts, table.names.key.length);
		const records = table.byKeys(table.columns.roles(), keys);
		return rows(company, table, keys.map((key) => records.get(keyId(key))).filter((record) => record !== undefined), filter);
	},
});
