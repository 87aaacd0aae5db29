import { writeAudit } from './audit';
import type { ObjectDefinition } from './catalogue';
import type { Row } from './table';
import type { World } from './world';
import { isoFromIso, isoOf, usDateOf } from './zone';

/** Who changed something and by which way. */
export interface Author {
	readonly user: string;
	readonly source: 'api' | 'csv' | 'system' | 'ui';
}

export interface ChangeOptions {
	readonly author: Author;
	/** Milliseconds; null leaves the stamp empty; absent takes the simulated clock. */
	readonly stamp?: number | null;
	/** Overrides the switch visibilityLagSeconds. */
	readonly visibleAfterSeconds?: number;
}

/** Text from outside to text as stored: stamps to UTC, dates to MM/DD/YYYY. */
export const storedText = (world: World, object: string, field: string, text: string): string => {
	const type = world.database.catalogue.field(object, field)?.type;
	if (type === 'DATE') return usDateOf(text.trim());
	if (type !== 'TIMESTAMP') return text;
	const trimmed = text.trim();
	if (trimmed === '') return '';
	return world.zone().parse(trimmed) ?? isoFromIso(trimmed) ?? trimmed;
};

const stampValues = (definition: ObjectDefinition, before: Row | undefined, now: number, stamp: number | null): Record<string, string> => {
	const values: Record<string, string> = {};
	if (definition.stampField) values[definition.stampField] = stamp === null ? '' : isoOf(stamp);
	if (definition.createdField && !before) values[definition.createdField] = isoOf(stamp ?? now);
	if (definition.fields.some(({ name }) => name === 'MODIFIED')) values.MODIFIED = isoOf(stamp ?? now);
	return values;
};

const visibleAt = (world: World, now: number, stamp: number | null, options: ChangeOptions): number => {
	const lag = options.visibleAfterSeconds ?? world.switches.number('visibilityLagSeconds');
	return lag === 0 ? now : (stamp ?? now) + lag * 1000;
};

/** Creates or updates by key. The stamp in `changes` is ignored: the server stamps. */
export const saveRecord = (
	world: World,
	definition: ObjectDefinition,
	key: string | undefined,
	changes: Readonly<Record<string, string>>,
	options: ChangeOptions,
): Row => {
	const { database, effects } = world;
	const now = world.now();
	const stamp = options.stamp === undefined ? now : options.stamp;
	const chosen = key ?? String(database.table(definition.name).nextKey());
	const before = database.truth(definition.name, chosen);
	const texts = Object.fromEntries(
		Object.entries(changes).map(([field, text]) => [field, storedText(world, definition.name, field, text)]),
	);
	const created =
		definition.createdField && !before && texts[definition.createdField]
			? { [definition.createdField]: texts[definition.createdField]! }
			: {};
	const row: Row = {
		key: chosen,
		values: { ...before?.values, ...texts, [definition.keyField]: chosen, ...stampValues(definition, before, now, stamp), ...created },
	};
	const visible = visibleAt(world, now, stamp, options);
	database.change(definition.name, chosen, row, visible, now);
	writeAudit(world, before ? 'M' : 'C', definition, row, options.author, visible);
	effects.add(before ? 'record-changed' : 'record-created', {
		object: definition.name,
		recordno: chosen,
		stamp: definition.stampField ? row.values[definition.stampField] || null : null,
	});
	return row;
};

const linesOf = (world: World, definition: ObjectDefinition, key: string): readonly { definition: ObjectDefinition; row: Row }[] => {
	const parents = [
		...(definition.lines ? [[definition.lines.object, definition.lines.parentField] as const] : []),
		...(definition.name === 'GLBATCH' ? [['GLDETAIL', 'BATCHKEY'] as const] : []),
	];
	return parents.flatMap(([object, field]) => {
		const line = world.database.definition(object);
		return line
			? world.database
					.truths(object)
					.filter((row) => row.values[field] === key)
					.map((row) => ({ definition: line, row }))
			: [];
	});
};

/** Removes a record with its lines; only the record itself reaches the audit history (reference 11.8). False when there is none. */
export const removeRecord = (world: World, definition: ObjectDefinition, key: string, options: ChangeOptions): boolean => {
	const { database, effects } = world;
	const now = world.now();
	const row = database.truth(definition.name, key);
	if (!row) return false;
	const visible = visibleAt(world, now, now, options);
	for (const line of linesOf(world, definition, key)) {
		database.change(line.definition.name, line.row.key, null, visible, now);
		effects.add('record-deleted', { object: line.definition.name, recordno: line.row.key, parent: key });
	}
	database.change(definition.name, key, null, visible, now);
	writeAudit(world, 'D', definition, row, options.author, visible);
	effects.add('record-deleted', { object: definition.name, recordno: key });
	return true;
};
