import { guidOf } from '../data/guid';
import { record, rowsOf, type Stored } from '../data/record';
import { customField } from '../contract/custom-fields';
import type { Incoming } from './incoming';

/** Fields of one customisation place that may be written; others are dropped as computed fields are (reference acumatica 3). */
export const writtenCustom = (place: string, incoming: Incoming): Record<string, string> =>
	Object.fromEntries([...incoming.custom].filter(([path]) => {
		const known = customField(place, path);
		return known !== undefined && known.readOnly !== true;
	}));

export const merged = (
	values: Readonly<Record<string, string>>, changes: ReadonlyMap<string, string>, kept: readonly string[] = [],
): Record<string, string> => {
	const found = { ...values };
	for (const [name, text] of changes) {
		if (kept.includes(name)) continue;
		if (text === '') delete found[name];
		else found[name] = text;
	}
	return found;
};

interface RowRules {
	/** As the caller knows the row. */
	shownId(row: Stored): string;
	/** Field by which a row without id is known, if any. */
	readonly key?: string;
	changed(row: Stored, incoming: Incoming): Stored;
	added(incoming: Incoming): Stored;
}

/**
 * Rows with an id are updated, or removed with `delete`; rows without are added, so that an array sent twice doubles its lines
 * (reference acumatica 6.1).
 */
export const withRowChanges = (rows: readonly Stored[], incoming: readonly Incoming[], rules: RowRules): readonly Stored[] => {
	const found = [...rows];
	for (const one of incoming) {
		const key = rules.key === undefined ? undefined : one.values.get(rules.key);
		const at = found.findIndex((row) =>
			(one.id !== undefined ? rules.shownId(row) === one.id.toLowerCase() : key !== undefined && row.values[rules.key ?? ''] === key));
		const known = found[at];
		if (known === undefined) {
			if (!one.remove) found.push(rules.added(one));
		} else if (one.remove) found.splice(at, 1);
		else found[at] = rules.changed(known, one);
	}
	return found;
};

/** A row or linked entity without rules of its own. */
export const plainRow = (base: Stored | undefined, id: string, incoming: Incoming, place: string): Stored => {
	const from = base ?? record(id, {});
	const children: Record<string, readonly Stored[]> = { ...from.children };
	for (const [name, link] of incoming.links) children[name] = [plainRow(rowsOf(from, name)[0], guidOf(id, name), link, `${place}/${name}`)];
	return {
		...from, values: merged(from.values, incoming.values), children, custom: { ...from.custom, ...writtenCustom(place, incoming) },
		...(incoming.note === undefined ? {} : { note: incoming.note }),
	};
};
