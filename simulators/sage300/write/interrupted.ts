import type { EntityType } from '../contract/types';
import type { Children, Stored } from '../data/row';

/** The nested rows of a type that have rows of their own to lose: entries of a batch, lines of an entry. */
const firstRows = (type: EntityType): { readonly field: string; readonly type: EntityType } | undefined => {
	const property = type.properties.find((one) => one.type !== undefined && one.type.properties.some(({ field }) => field === 'EntryNumber'))
		?? type.properties.find((one) => one.type !== undefined && !one.name.includes('Optional'));
	return property?.type === undefined ? undefined : { field: property.field, type: property.type };
};

/**
 * What is there of a batch when its insert was interrupted: the entries up to so many details, the last of them without the rest of its
 * own. Nobody has checked that it balances.
 */
export const partOf = (type: EntityType, row: Stored, lines: number): Stored => {
	const entries = firstRows(type);
	const details = entries === undefined ? undefined : firstRows(entries.type);
	if (entries === undefined) return row;
	if (details === undefined) return row.with({}, { [entries.field]: row.rows(entries.field).slice(0, lines) });
	let left = lines;
	const kept: Stored[] = [];
	for (const entry of row.rows(entries.field)) {
		if (left <= 0) break;
		const own = entry.rows(details.field).slice(0, left);
		left -= own.length;
		kept.push(entry.with({}, { [details.field]: own } as Children));
	}
	return row.with({}, { [entries.field]: kept });
};
