import type { Instant } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';

/** A condition in the words of both APIs; graphql-filter.ts and where-text.ts write it. */
export const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type ComparisonOperator = (typeof COMPARISONS)[number];

export const LITERAL_TYPES = ['text', 'number', 'flag', 'day', 'moment', 'nothing'] as const;
export type LiteralType = (typeof LITERAL_TYPES)[number];

interface Compared {
	/** A property; in GraphQL also one of a reference: `account.code`. */
	readonly field: string;
	readonly type: LiteralType;
	readonly value: string;
}
interface Several { readonly field: string; readonly values: readonly string[] }
interface Junction { readonly filters: readonly Filter[] }

interface Parts {
	readonly eq: Compared; readonly ne: Compared; readonly gt: Compared; readonly ge: Compared; readonly lt: Compared; readonly le: Compared;
	/** One of several texts, or none of them. */
	readonly in: Several;
	readonly 'not in': Several;
	readonly 'starts with': { readonly field: string; readonly text: string };
	/** Half open; `from: null` means from the beginning. */
	readonly range: { readonly field: string; readonly from: Instant | null; readonly to: Instant };
	/** At least one member of a collection that fulfils all of them (GraphQL). */
	readonly 'at least one': { readonly field: string; readonly filter: Filter };
	/** The user's own text in the server's language; must close what it opens. */
	readonly own: { readonly text: string };
	readonly and: Junction;
	readonly or: Junction;
}

export type FilterOf<O extends keyof Parts> = { readonly [K in O]: { readonly operator: K } & Parts[K] }[O];
export type Filter = FilterOf<keyof Parts>;
export type Comparison = FilterOf<ComparisonOperator>;
export type OwnText = FilterOf<'own'>;

/** How a language writes each kind of condition. */
export type FilterWriters = { readonly [O in keyof Parts]: (filter: FilterOf<O>) => string };

/** Writes a condition by the table of its language. */
export const writerOf = (writers: FilterWriters) => <O extends keyof Parts>(filter: FilterOf<O>): string => writers[filter.operator](filter);

export const compare = (operator: ComparisonOperator, field: string, type: LiteralType, value: string): Comparison => ({ operator, field, type, value });
export const equalTo = (field: string, value: string): Comparison => compare('eq', field, 'text', value);
export const oneOf = (field: string, values: readonly string[]): Filter => ({ operator: 'in', field, values });
export const startsWith = (field: string, text: string): Filter => ({ operator: 'starts with', field, text });
export const within = (field: string, from: Instant | null, to: Instant): Filter => ({ operator: 'range', field, from, to });
export const ownText = (text: string | undefined): OwnText | undefined => (text?.trim() ? { operator: 'own', text: text.trim() } : undefined);

/** A junction needs two; one stands for itself, none is no filter at all. */
const joined = (operator: 'and' | 'or', filters: ReadonlyArray<Filter | undefined>): Filter | undefined => {
	const present = filters.filter((filter) => filter !== undefined);
	return present.length > 1 ? { operator, filters: present } : present[0];
};
export const allOf = (...filters: ReadonlyArray<Filter | undefined>): Filter | undefined => joined('and', filters);
export const anyOf = (...filters: ReadonlyArray<Filter | undefined>): Filter | undefined => joined('or', filters);

export const wrongFilter = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'build the filter', said, remedy });

const FORMS: Readonly<Record<LiteralType, readonly [form: RegExp, like: string]>> = {
	text: [/^[^]*$/, 'a text'],
	number: [/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/, 'a number like -12.50'],
	flag: [/^(?:true|false)$/, 'true or false'],
	day: [/^\d{4}-\d{2}-\d{2}$/, 'a day like 2026-03-31'],
	moment: [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'a moment like 2026-03-31T08:00:00Z'],
	nothing: [/^$/, 'empty'],
};

/** **A value is never more than a value**: what has another form than its type is refused. @throws FatalError */
export const checkedValue = ({ type, value }: Pick<Comparison, 'type' | 'value'>): string => {
	const [form, like] = FORMS[type];
	if (form.test(value)) return value;
	throw wrongFilter(`"${value}" is not ${like}`, 'Correct the value of the condition, or choose another type for it.');
};

/** @throws FatalError when it cannot be the name of a property */
export const checkedField = (field: string): string => {
	if (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(field)) return field;
	throw wrongFilter(`"${field}" is not the name of a property`, 'Write the property as the server spells it: accountingDate, account.code, or BPSNUM for classic REST.');
};

/** Where each kind of bracket closes what it opened, outside of quotation marks. Backslashes escape within them if the language says so. */
export const isClosedText = (text: string, quotes: string, hasEscapes: boolean): boolean => {
	const closing: string[] = [];
	let quote = '';
	for (let at = 0; at < text.length; at += 1) {
		const letter = text[at] ?? '';
		if (quote !== '') {
			if (hasEscapes && letter === '\\') at += 1;
			else if (letter === quote) quote = '';
		} else if (quotes.includes(letter)) quote = letter;
		else if (letter === '(' || letter === '{' || letter === '[') closing.push({ '(': ')', '{': '}', '[': ']' }[letter]);
		else if (letter === ')' || letter === '}' || letter === ']') {
			if (closing.pop() !== letter) return false;
		}
	}
	return quote === '' && closing.length === 0;
};
