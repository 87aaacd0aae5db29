import type { FieldDefinition } from './catalogue';
import { derivedField } from './derived';
import { isDecimal } from './money';
import type { Row, Table } from './table';
import type { World } from './world';
import { dayNumber } from './zone';

/** How one (possibly dotted) field of an object is read. */
export interface Accessor {
	readonly path: string;
	readonly field: FieldDefinition;
	/** Stored text, '' for null. */
	read(row: Row): string;
	/** Part of cache names: what this value depends on besides the row itself. */
	readonly token: string;
}

/** Finds a field by name or by a path over many-to-one relationships; undefined when there is none (reference 8). */
export const accessor = (world: World, object: string, path: string): Accessor | undefined => {
	const { database } = world;
	const field = database.catalogue.field(object, path);
	if (field) {
		const derived = derivedField(object, path);
		if (derived) return { path, field, token: derived.token(world), read: (row) => derived.value(row, world) };
		return { path, field, token: '', read: (row) => row.values[path] ?? '' };
	}
	const dot = path.indexOf('.');
	if (dot < 0) return undefined;
	const [step, rest] = [path.slice(0, dot), path.slice(dot + 1)];
	const relationship = database.definition(object)?.relationships.find((candidate) => candidate.path === step);
	// A hierarchy can be crossed once only.
	if (!relationship || (step === 'PARENT' && rest.startsWith('PARENT.'))) return undefined;
	const inner = accessor(world, relationship.object, rest);
	if (!inner) return undefined;
	const target = database.table(relationship.object);
	const index = target.by(relationship.key);
	return {
		path,
		field: inner.field,
		token: `${relationship.object}${target.version}${inner.token}`,
		read: (row) => {
			const value = row.values[relationship.via] ?? '';
			const found = value === '' ? undefined : index.get(value)?.[0];
			return found ? inner.read(found) : '';
		},
	};
};

/** One field of all rows, ready to compare. Null is NaN or ''. */
export type Column =
	{ readonly kind: 'number'; readonly values: Float64Array } | { readonly kind: 'text'; readonly values: readonly string[] };

const NUMERIC: ReadonlySet<string> = new Set(['INTEGER', 'DECIMAL', 'CURRENCY', 'PERCENT', 'SEQUENCE']);

const timestampNumber = (text: string): number => (text === '' ? Number.NaN : Date.parse(text) / 1000);
const integerOnly = /^\d{1,15}$/;

/**
 * Stamps compare as instants, dates as days, numbers as numbers. RECORDNO and any numeric field compare numerically
 * where all their values are numbers (RECORDNO: integers), else as text, for filter and order alike.
 */
const numbersOf = (field: FieldDefinition, texts: readonly string[]): Float64Array | undefined => {
	const convert = (one: (text: string) => number): Float64Array =>
		Float64Array.from(texts, (text) => (text === '' ? Number.NaN : one(text)));
	if (field.type === 'TIMESTAMP') return convert(timestampNumber);
	if (field.type === 'DATE') return convert(dayNumber);
	if (field.name === 'RECORDNO') return texts.every((text) => text === '' || integerOnly.test(text)) ? convert(Number) : undefined;
	if (!NUMERIC.has(field.type)) return undefined;
	return texts.every((text) => text === '' || isDecimal(text)) ? convert(Number) : undefined;
};

export const column = (table: Table, access: Accessor): Column =>
	table.cached(`column:${access.path}:${access.token}`, () => {
		const texts = table.list().map((row) => access.read(row));
		const values = numbersOf(access.field, texts);
		return values ? { kind: 'number', values } : { kind: 'text', values: texts };
	});

export const lowerCaseColumn = (table: Table, access: Accessor): readonly string[] =>
	table.cached(`lower:${access.path}:${access.token}`, () => table.list().map((row) => access.read(row).toLowerCase()));

/** Stored text to what the user sees in an answer. */
export const renderer = (world: World, access: Accessor, bare = false): ((row: Row) => string) => {
	const { field } = access;
	const { switches } = world;
	if (field.type === 'TIMESTAMP') {
		const utc =
			(bare && switches.text('bareTimestampZone') === 'utc') ||
			(field.name === 'AUWHENCREATED' && switches.text('auWhenCreatedZone') === 'utc');
		if (!utc) return (row) => world.zone().render(access.read(row));
		return (row) => {
			const iso = access.read(row);
			return iso === '' ? '' : `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
		};
	}
	if (field.name === 'ACCESSMODE' && switches.text('auditModeInResults') === 'word')
		return (row) => field.codes?.[access.read(row)] ?? access.read(row);
	if (field.name === 'OBJECTKEY' && switches.text('auditKeySuffix') !== '')
		return (row) => access.read(row) + switches.text('auditKeySuffix');
	return access.read;
};
