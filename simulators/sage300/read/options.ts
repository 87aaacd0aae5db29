import type { EntityType, Property } from '../contract/types';
import { Refusal } from '../http/failure';
import type { SwitchValues } from '../switches';

export interface ListOptions {
	readonly skip: number;
	readonly top: number | undefined;
	readonly count: boolean;
	readonly filter: string | undefined;
	readonly select: readonly Property[] | undefined;
	readonly orderBy: readonly { readonly property: Property; readonly descending: boolean }[];
	/** As they were given, in their order. */
	readonly given: readonly (readonly [name: string, value: string])[];
}

const bad = (message: string): Refusal => new Refusal('InvalidParameters', message);

const DOCUMENTED: ReadonlySet<string> = new Set(['$skip', '$top', '$count', '$filter', '$select']);
const UNLISTED: ReadonlySet<string> = new Set(['$orderby', '$expand']);

/** Each option at most once, and only those that some source documents (reference sage-300 5.1). Throws Refusal. */
const checkNames = (names: readonly string[], unlisted: SwitchValues['unlistedOptions']): void => {
	for (const name of names) {
		if (!name.startsWith('$')) continue;
		if (names.indexOf(name) !== names.lastIndexOf(name)) {
			throw bad(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
		}
		if (DOCUMENTED.has(name) || (unlisted === 'honour' && UNLISTED.has(name))) continue;
		throw bad(`The query parameter '${name}' is not supported.`);
	}
};

const wholeNumber = (name: string, text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw bad(`Invalid value '${text}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`);
};

const properties = (text: string, type: EntityType): readonly Property[] => text.split(',').map((one) => {
	const name = one.trim();
	const property = type.byName.get(name);
	if (property === undefined) throw bad(`Could not find a property named '${name}' on type '${type.name}'.`);
	return property;
});

const orderOf = (text: string, type: EntityType): ListOptions['orderBy'] => text.split(',').map((one) => {
	const [name = '', direction = 'asc'] = one.trim().split(/\s+/);
	const [property] = properties(name, type);
	return { property: property!, descending: direction === 'desc' };
});

export const listOptions = (query: URLSearchParams, type: EntityType, { unlistedOptions }: SwitchValues): ListOptions => {
	const given = [...query.entries()];
	checkNames(given.map(([name]) => name), unlistedOptions);
	const text = (name: string): string | undefined => query.get(name) ?? undefined;
	const count = text('$count') ?? 'false';
	if (count !== 'true' && count !== 'false') throw bad(`'${count}' is not a valid count option.`);
	const [select, order] = [text('$select'), text('$orderby')];
	return {
		skip: wholeNumber('$skip', text('$skip')) ?? 0, top: wholeNumber('$top', text('$top')), count: count === 'true', filter: text('$filter'),
		select: select === undefined ? undefined : properties(select, type), orderBy: order === undefined ? [] : orderOf(order, type), given,
	};
};
