import type { FieldType, ObjectDefinition } from '../catalogue';
import { isDecimal } from '../money';
import type { Row } from '../table';
import type { World } from '../world';
import { isoFromIso, isoOf, usDateOf } from '../zone';
import { companySeeds } from './company';
import { readSeedDirectory, saysEmpty, type SeedFile } from './seed-files';
import { DAY, type SeedRecord } from './seed-record';

export type SeedMode = 'replace' | 'only';

export interface SeedChoice {
	/** Directory of CSV files; absent for the default company. */
	readonly directory?: string;
	/** `only`: objects without a file are empty. `replace`: they keep the default records. */
	readonly mode: SeedMode;
}

const putRows = (world: World, object: string, rows: readonly Row[], stampField: string | undefined): void => {
	const { database } = world;
	const now = world.now();
	const lag = world.switches.number('visibilityLagSeconds') * 1000;
	const late = (row: Row): number => (lag > 0 && stampField && row.values[stampField] ? Date.parse(row.values[stampField]!) + lag : 0);
	database.table(object).replaceAll(rows.filter((row) => late(row) <= now));
	for (const row of rows) if (late(row) > now) database.change(object, row.key, row, late(row), now);
};

const defaultRow = (definition: ObjectDefinition, now: number, { values, age, createdAge }: SeedRecord): Row => {
	const stamp = age === null ? '' : isoOf(now - age * 1000);
	const key = values[definition.keyField] ?? '';
	return {
		key,
		values: {
			...values,
			...(definition.stampField ? { [definition.stampField]: stamp } : {}),
			...(definition.createdField ? { [definition.createdField]: isoOf(now - (createdAge ?? age ?? 0) * 1000) } : {}),
			...(definition.fields.some(({ name }) => name === 'MODIFIED') ? { MODIFIED: isoOf(now - (age ?? createdAge ?? 0) * 1000) } : {}),
		},
	};
};

const loadDefaults = (world: World): void => {
	for (const [object, records] of companySeeds()) {
		const definition = world.database.definition(object)!;
		putRows(
			world,
			object,
			records.map((record) => defaultRow(definition, world.now(), record)),
			definition.stampField,
		);
	}
};

const DATE = /^(\d{2}\/\d{2}\/\d{4}|\d{4}-\d{2}-\d{2})$/;
const STAMP = /^(\d{2}\/\d{2}\/\d{4}|\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}:\d{2}/;

/** Type of a column that the catalogue does not know: codes stay text, so numbers only where the name speaks of money. */
const guessType = (name: string, sample: readonly string[]): FieldType => {
	const filled = sample.filter((text) => text !== '');
	if (filled.length === 0) return 'TEXT';
	if (filled.every((text) => DATE.test(text))) return 'DATE';
	if (filled.every((text) => STAMP.test(text))) return 'TIMESTAMP';
	return /AMOUNT|TOTAL|BAL|PRICE|QUANTITY/i.test(name) && filled.every(isDecimal) ? 'CURRENCY' : 'TEXT';
};

const definitionFor = (world: World, file: SeedFile): ObjectDefinition => {
	const { catalogue } = world.database;
	const definition = catalogue.object(file.object) ?? catalogue.addObject(file.object.toUpperCase());
	for (const [at, name] of file.header.entries()) {
		if (catalogue.field(definition.name, name)) continue;
		const sample = file.records.slice(0, 1000).map((record) => record[at] ?? '');
		catalogue.addField(catalogue.object(definition.name)!, name, guessType(name, sample));
	}
	return catalogue.object(definition.name)!;
};

/** Turns one cell into stored text. Equal texts are shared, which keeps 200,000 rows small. */
const converter = (world: World, type: FieldType | undefined): ((text: string) => string) => {
	const known = new Map<string, string>();
	const convert = (text: string): string => {
		if (type === 'DATE') return usDateOf(text.trim());
		if (type !== 'TIMESTAMP') return text;
		const trimmed = text.trim();
		return trimmed === '' ? '' : (world.zone().parse(trimmed) ?? isoFromIso(trimmed) ?? trimmed);
	};
	return (text) => {
		const shared = known.get(text);
		if (shared !== undefined) return shared;
		const converted = convert(text);
		if (known.size < 20_000) known.set(text, converted);
		return converted;
	};
};

const loadFile = (world: World, file: SeedFile): void => {
	const definition = definitionFor(world, file);
	const { name: object, keyField, stampField, createdField } = definition;
	const converters = file.header.map((name) => converter(world, world.database.catalogue.field(object, name)?.type));
	const has = (field: string | undefined): boolean => field !== undefined && file.header.includes(field);
	const seeded = isoOf(world.now() - 3 * DAY * 1000);
	const rows = file.records.map((record, at): Row => {
		const values: Record<string, string> = {};
		for (const [column, name] of file.header.entries()) values[name] = converters[column]!(record[column] ?? '');
		if (!has(keyField) || values[keyField] === '') values[keyField] = String(at + 1);
		if (stampField && !has(stampField)) values[stampField] = seeded;
		if (createdField && !has(createdField)) values[createdField] = (stampField && values[stampField]) || seeded;
		return { key: values[keyField]!, values };
	});
	putRows(world, object, rows, stampField);
};

/** Fills the emptied database. */
export const loadSeeds = (world: World, { directory, mode }: SeedChoice): void => {
	world.database.clear();
	const only = directory !== undefined && (mode === 'only' || saysEmpty(directory));
	if (!only) loadDefaults(world);
	if (directory !== undefined) for (const file of readSeedDirectory(directory)) loadFile(world, file);
};
