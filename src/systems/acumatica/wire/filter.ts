import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { stampLiteral } from '../values/stamps';

export const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export const TEXT_TESTS = ['startswith', 'endswith', 'substringof'] as const;
/**
 * What a literal is: the server refuses a quoted boolean or number (reference acumatica 4). `date` is a day of a field of
 * moments, `dateOnly` one of the fields without a time that newer builds may have.
 */
export const LITERAL_TYPES = ['text', 'flag', 'whole', 'decimal', 'moment', 'date', 'dateOnly'] as const;

export type LiteralType = (typeof LITERAL_TYPES)[number];

export interface Literal {
	readonly type: LiteralType;
	readonly value: string;
}
export interface Comparison { readonly operator: (typeof COMPARISONS)[number]; readonly field: string; readonly literal: Literal }
export interface TextTest { readonly operator: (typeof TEXT_TESTS)[number]; readonly field: string; readonly text: string }
export interface Junction { readonly operator: 'and' | 'or'; readonly filters: readonly Filter[] }
export interface Negation { readonly operator: 'not'; readonly filter: Filter }
/** The user's own text in the server's language (OData 3); put into brackets, otherwise sent as it is. */
export interface OwnText { readonly operator: 'own'; readonly text: string }

export type Filter = Comparison | TextTest | Junction | Negation | OwnText;

const wrong = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'build the filter', said,
	remedy: 'Correct the filter. A field is a name like Status, a linked one like MainContact/Email, a custom one like ' +
		'cf.String(f=\'Document.UsrRegion\'). Fields of details cannot be filtered.',
});

const FIELD = /^[A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*$/;
/** A field outside of the contract with its type (reference acumatica 4). */
const CUSTOM_FIELD = /^cf\.[A-Z][A-Za-z]+\(f='[A-Za-z_][\w./]*'\)$/;

const checkedField = (field: string): string => {
	if (FIELD.test(field) || CUSTOM_FIELD.test(field)) return field;
	throw wrong(`"${field}" is not the name of a field`);
};

const matching = (form: RegExp, what: string, write: (value: string) => string) => (value: string): string => {
	if (!form.test(value)) throw wrong(`"${value}" is not ${what}`);
	return write(value);
};

/** A quotation mark inside of a text is doubled; nothing else has a meaning in there. */
const quoted = (text: string): string => `'${text.replace(/'/g, '\'\'')}'`;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const LITERALS: Readonly<Record<LiteralType, (value: string) => string>> = {
	text: quoted,
	flag: matching(/^(?:true|false)$/, 'true or false', (value) => value),
	whole: matching(/^-?\d+$/, 'a whole number', (value) => value),
	decimal: matching(/^-?\d+(?:\.\d+)?$/, 'a number', (value) => `${value}M`),
	moment: (value) => stampLiteral(value),
	date: matching(DAY, 'a day like 2026-03-31', (value) => `datetimeoffset'${value}'`),
	dateOnly: matching(DAY, 'a day like 2026-03-31', (value) => `date'${value}'`),
};

export const textLiteral = (value: string): Literal => ({ type: 'text', value });
export const compare = (operator: Comparison['operator'], field: string, literal: Literal): Filter => ({ operator, field, literal });
export const equalTo = (field: string, value: string): Filter => compare('eq', field, textLiteral(value));
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

/** Names of linked entities, by which a path in an own text is known; what stands in quotation marks is no name. */
const LINKED_PATH = /[A-Za-z_]\w*\/[A-Za-z_]/;

/** Whether it names a field of a linked entity, such as `MainContact/Email`, which comes out of another view than the record's own fields. */
export const namesLinked = (filter: Filter): boolean => {
	if ('filters' in filter) return filter.filters.some(namesLinked);
	if ('filter' in filter) return namesLinked(filter.filter);
	return LINKED_PATH.test((filter.operator === 'own' ? filter.text : filter.field).replace(/'(?:[^']|'')*'/g, ''));
};

const inBrackets = (filter: Filter): string => ('filters' in filter ? `(${filterText(filter)})` : filterText(filter));

/**
 * A filter as the server reads it, not yet escaped for an address.
 *
 * **A value is never more than a value.** Texts stand in quotation marks and double their own, all other literals have
 * to match the form of their type, and field names are names. So whatever comes out of a table or an expression, the
 * server reads the filter that was built and no other.
 *
 * @throws FatalError for a field, a literal or an own text that cannot be that
 */
export const filterText = (filter: Filter): string => {
	if ('filters' in filter) return filter.filters.map(inBrackets).join(` ${filter.operator} `);
	if ('filter' in filter) return `not (${filterText(filter.filter)})`;
	if (filter.operator === 'own') return closedText(filter.text);
	if ('literal' in filter) return `${checkedField(filter.field)} ${filter.operator} ${LITERALS[filter.literal.type](filter.literal.value)}`;
	const field = checkedField(filter.field);
	return filter.operator === 'substringof' ? `substringof(${quoted(filter.text)},${field})` : `${filter.operator}(${field},${quoted(filter.text)})`;
};
