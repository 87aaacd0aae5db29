import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';

/** Those that the vendor lists (reference sage-300 5.3). `ge` and `le` are not among them and are written as `gt or eq`, `lt or eq`. */
export const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export const TEXT_TESTS = ['startswith', 'endswith', 'substringof'] as const;

/** `enum`: an enumeration is compared as quoted text. `day`: a plain day such as 2026-03-31. */
export type LiteralType = 'text' | 'enum' | 'number' | 'flag' | 'day';

/** How the document of the module says that literals are written: OData 3 marks types, OData 4 does not (reference sage-300 2). */
export interface LiteralStyle {
	readonly type: LiteralType;
	/** The type in the metadata, `Edm.Decimal`; decides about marks in OData 3, and about the form of days. */
	readonly edmType?: string;
}

export interface Comparison {
	readonly operator: (typeof COMPARISONS)[number];
	readonly field: string;
	readonly style: LiteralStyle;
	readonly value: string;
}
export interface TextTest { readonly operator: (typeof TEXT_TESTS)[number]; readonly field: string; readonly text: string }
export interface Junction { readonly operator: 'and' | 'or'; readonly filters: readonly Filter[] }
/** The user's own text in the server's language; put into brackets, otherwise sent as it is. */
export interface OwnText { readonly operator: 'own'; readonly text: string }

export type Filter = Comparison | TextTest | Junction | OwnText;

const wrong = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'build the filter', said,
	remedy: 'Correct the filter. A field is a name of the resource itself, like Status: fields of its lines cannot be filtered. Texts stand in ' +
		'single quotes, numbers are plain, days are written 2026-03-31.',
});

const checkedField = (field: string): string => {
	if (/^[A-Za-z_]\w*$/.test(field)) return field;
	throw wrong(`"${field}" is not the name of a field`);
};

/** A quotation mark inside of a text is doubled; nothing else has a meaning in there. */
export const quoted = (text: string): string => `'${text.replace(/'/g, '\'\'')}'`;

const matching = (form: RegExp, what: string, value: string): string => {
	if (form.test(value)) return value;
	throw wrong(`"${value}" is not ${what}`);
};

/** What OData 3 puts behind a number of this type (reference sage-300 2). Whole numbers need no mark there: they widen by themselves. */
const MARKS: Readonly<Record<string, string>> = { 'Edm.Decimal@3': 'm' };

const dayLiteral = (day: string, edmType: string): string => {
	matching(/^\d{4}-\d{2}-\d{2}$/, 'a day like 2026-03-31', day);
	if (edmType.startsWith('Edm.Date@')) return day;
	return edmType.startsWith('Edm.DateTime@3') ? `datetime'${day}T00:00:00'` : `${day}T00:00:00Z`;
};

const LITERALS: Readonly<Record<LiteralType, (value: string, edmType: string) => string>> = {
	text: quoted,
	enum: quoted,
	flag: (value) => matching(/^(?:true|false)$/, 'true or false', value),
	number: (value, edmType) => `${matching(/^-?\d+(?:\.\d+)?$/, 'a number', value)}${MARKS[edmType] ?? ''}`,
	day: dayLiteral,
};

const literal = ({ type, edmType = '' }: LiteralStyle, value: string): string => LITERALS[type](value, edmType);

export const TEXT: LiteralStyle = { type: 'text' };
export const compare = (operator: Comparison['operator'], field: string, style: LiteralStyle, value: string): Filter => ({ operator, field, style, value });
export const equalTo = (field: string, value: string): Filter => compare('eq', field, TEXT, value);
export const startsWith = (field: string, text: string): Filter => ({ operator: 'startswith', field, text });
export const ownText = (text: string | undefined): Filter | undefined => (text?.trim() ? { operator: 'own', text: text.trim() } : undefined);

/** A junction needs two; one stands for itself, none is no filter at all. */
const joined = (operator: Junction['operator'], filters: ReadonlyArray<Filter | undefined>): Filter | undefined => {
	const present = filters.filter((filter) => filter !== undefined);
	return present.length > 1 ? { operator, filters: present } : present[0];
};
export const allOf = (...filters: ReadonlyArray<Filter | undefined>): Filter | undefined => joined('and', filters);
export const anyOf = (...filters: ReadonlyArray<Filter | undefined>): Filter | undefined => joined('or', filters);

/** An own text must close what it opens: otherwise it could swallow the range that this client adds behind it. */
const closedText = (text: string): string => {
	let depth = 0;
	const outside = text.replace(/'(?:[^']|'')*'/g, '');
	for (const letter of outside) {
		depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
		if (depth < 0) break;
	}
	if (depth !== 0 || outside.includes('\'')) throw wrong('a bracket or a quotation mark of the filter is not closed');
	return `(${text})`;
};

const inBrackets = (filter: Filter): string => ('filters' in filter ? `(${filterText(filter)})` : filterText(filter));

/** `ge` as `gt or eq`: the vendor lists only the latter two. */
const comparisonText = ({ operator, field, style, value }: Comparison): string => {
	const [name, written] = [checkedField(field), literal(style, value)];
	const strict = operator === 'ge' ? 'gt' : operator === 'le' ? 'lt' : undefined;
	return strict === undefined ? `${name} ${operator} ${written}` : `(${name} ${strict} ${written} or ${name} eq ${written})`;
};

/**
 * A filter as the server reads it, not yet escaped for an address.
 *
 * **A value is never more than a value.** Texts stand in quotation marks and double their own, all other literals have to match the form
 * of their type, and field names are names. So whatever comes out of a table or an expression, the server reads the filter that was
 * built and no other.
 *
 * @throws FatalError for a field, a literal or an own text that cannot be that
 */
export const filterText = (filter: Filter): string => {
	if ('filters' in filter) return filter.filters.map(inBrackets).join(` ${filter.operator} `);
	if (filter.operator === 'own') return closedText(filter.text);
	if ('value' in filter) return comparisonText(filter);
	const field = checkedField(filter.field);
	return filter.operator === 'substringof' ? `substringof(${quoted(filter.text)},${field})` : `${filter.operator}(${field},${quoted(filter.text)})`;
};
