import { scaled } from '../../harness/decimal';
import type { EntityType, Property } from '../contract/types';
import { amountText, toCents } from '../data/amount';
import { Stored } from '../data/row';
import { invalidField, Refusal } from '../http/failure';
import type { Draft, Form, RowRules, WriteContext } from './form';
import { sentValue, type Incoming } from './incoming';

const NO_RULES: RowRules = {};

/** The value as the field takes it: length of text, decimals of amounts. Throws Refusal. */
const fitted = ({ world }: WriteContext, property: Property, value: string): string => {
	const { longText, extraDecimals } = world.switches.values;
	if (property.kind === 'text' && [...value].length > property.length) {
		if (longText === 'cut') return [...value].slice(0, property.length).join('');
		throw invalidField(`${property.name} is longer than ${property.length} characters.`);
	}
	if (property.kind !== 'amount') return value;
	const units = toCents(value);
	if (extraDecimals === 'refuse' && scaled(value, 8) !== units * 100_000n) throw invalidField(`${property.name} has too many decimals.`);
	return amountText(units);
};

/** Fields of a row that say where it belongs: the keys of those above it. */
const placeOf = (type: EntityType, parents: readonly Draft[], parentKeys: ReadonlySet<string>): Draft => {
	const place: Draft = {};
	for (const parent of parents) {
		for (const { field } of type.properties) if (parentKeys.has(field) && parent[field] !== undefined) place[field] = parent[field];
	}
	return place;
};

/** Makes and changes records as their form says. */
export class Builder {
	constructor(private readonly context: WriteContext, private readonly form: Form) {}

	insert(type: EntityType, incoming: Incoming, key: Draft): Stored {
		const draft = { ...this.rules(type).start?.(this.context, []), ...key };
		this.apply(type, draft, incoming, [], new Set(Object.keys(key)));
		return new Stored(draft, this.inserted(type, incoming, [draft], new Set(type.key.map(({ field }) => field))));
	}

	/** Only what is sent changes; rows by their UpdateOperation. */
	patch(type: EntityType, before: Stored, incoming: Incoming): Stored {
		return this.patched(type, before, incoming, [], new Set(type.key.map(({ field }) => field)));
	}

	/** Deletes and inserts: rows that are not sent are gone (reference sage-300 8.1). */
	put(type: EntityType, before: Stored, incoming: Incoming): Stored {
		const key = Object.fromEntries(type.key.map(({ field }) => [field, before.get(field)]));
		const keeps = this.context.world.switches.values.putHeader === 'kept';
		const draft: Draft = keeps ? { ...before.values } : { ...this.rules(type).start?.(this.context, []), ...key };
		this.apply(type, draft, incoming, [], new Set(Object.keys(key)));
		return new Stored(draft, this.inserted(type, incoming, [draft], new Set(Object.keys(key))));
	}

	private rules(type: EntityType): RowRules {
		return this.form.rules[type.name] ?? NO_RULES;
	}

	private apply(type: EntityType, draft: Draft, incoming: Incoming, parents: readonly Draft[], fixed: ReadonlySet<string>): void {
		const { effects, owned } = this.rules(type);
		for (const [property, value] of incoming.fields) {
			const { field } = property;
			if (fixed.has(field) || owned?.has(field) === true || field === 'UpdateOperation') continue;
			const fits = fitted(this.context, property, value);
			const effect = effects?.[field];
			if (effect === undefined) draft[field] = fits;
			else effect(draft, fits, this.context, parents);
		}
	}

	private inserted(type: EntityType, incoming: Incoming, parents: readonly Draft[], keys: ReadonlySet<string>): Record<string, readonly Stored[]> {
		const children: Record<string, readonly Stored[]> = {};
		for (const [field, rows] of incoming.rows) {
			const inner = type.properties.find((property) => property.field === field)?.type;
			if (inner !== undefined) children[field] = rows.map((row, at) => this.insertedRow(inner, row, parents, keys, at + 1));
		}
		return children;
	}

	private insertedRow(type: EntityType, incoming: Incoming, parents: readonly Draft[], parentKeys: ReadonlySet<string>, position: number): Stored {
		const { number, start } = this.rules(type);
		const place = { ...placeOf(type, parents, parentKeys), ...(number === undefined ? {} : { [number.field]: number.text(position) }) };
		const draft = { ...start?.(this.context, parents), ...place };
		this.apply(type, draft, incoming, parents, new Set(Object.keys(place)));
		const keys = new Set([...parentKeys, ...type.key.map(({ field }) => field)]);
		return new Stored(draft, this.inserted(type, incoming, [...parents, draft], keys));
	}

	private patched(type: EntityType, before: Stored, incoming: Incoming, parents: readonly Draft[], keys: ReadonlySet<string>): Stored {
		const draft: Draft = { ...before.values };
		this.apply(type, draft, incoming, parents, keys);
		const children: Record<string, readonly Stored[]> = { ...before.children };
		for (const [field, rows] of incoming.rows) {
			const inner = type.properties.find((property) => property.field === field)?.type;
			if (inner === undefined) continue;
			let kept = before.rows(field);
			for (const row of rows) kept = this.merged(inner, kept, row, [...parents, draft], keys);
			children[field] = kept;
		}
		return new Stored(draft, children);
	}

	/**
	 * One sent row among those that are there. Unspecified updates the row with this key, or inserts it; Insert, Update and Delete do what
	 * they say or fail (reference sage-300 8.1).
	 */
	private merged(type: EntityType, rows: readonly Stored[], incoming: Incoming, parents: readonly Draft[],
		parentKeys: ReadonlySet<string>): readonly Stored[] {
		const keyField = type.key[0]?.field ?? '';
		const same = (a: string, b: string): boolean => a === b || (/^\d+$/.test(a) && /^\d+$/.test(b) && Number(a) === Number(b));
		const sent = sentValue(incoming, keyField);
		const at = sent === undefined ? -1 : rows.findIndex((row) => same(row.get(keyField), sent));
		const operation = sentValue(incoming, 'UpdateOperation') ?? 'Unspecified';
		const old = rows[at];
		if (operation === 'Insert' && old !== undefined) throw new Refusal('RecordDuplicate', `${type.name} "${sent}" already exists.`);
		if ((operation === 'Update' || operation === 'Delete') && old === undefined) {
			throw new Refusal('RecordNotFound', `${type.name} "${sent ?? ''}" was not found.`);
		}
		if (operation === 'Delete') return rows.filter((_, place) => place !== at);
		const keys = new Set([...parentKeys, keyField]);
		if (old !== undefined) {
			const changed = this.patched(type, old, incoming, parents, keys);
			return rows.map((row, place) => (place === at ? changed : row));
		}
		return [...rows, this.insertedRow(type, incoming, parents, parentKeys, this.nextPosition(type, rows))];
	}

	private nextPosition(type: EntityType, rows: readonly Stored[]): number {
		const { number } = this.rules(type);
		const last = rows[rows.length - 1];
		if (number === undefined || last === undefined) return rows.length + 1;
		let position = rows.length;
		while (Number(number.text(position)) <= Number(last.get(number.field))) position += 1;
		return position;
	}
}
