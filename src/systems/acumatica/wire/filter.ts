import { FatalError } from '../../../core/errors';
import { filterWriter, outsideQuotes, quoted, type ComparisonOperator, type ODataFilter } from '../../../core/odata/filter';
import { SYSTEM } from '../identity';
import { stampLiteral } from '../values/stamps';

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
export interface Comparison { readonly operator: ComparisonOperator; readonly field: string; readonly literal: Literal }
export interface Negation { readonly operator: 'not'; readonly filter: Filter }

export type Filter = ODataFilter<Comparison | Negation>;

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

/** Names of linked entities, by which a path in an own text is known; what stands in quotation marks is no name. */
const LINKED_PATH = /[A-Za-z_]\w*\/[A-Za-z_]/;

/** Whether it names a field of a linked entity, such as `MainContact/Email`, which comes out of another view than the record's own fields. */
export const namesLinked = (filter: Filter): boolean => {
	if ('filters' in filter) return filter.filters.some(namesLinked);
	if ('filter' in filter) return namesLinked(filter.filter);
	return LINKED_PATH.test(outsideQuotes(filter.operator === 'own' ? filter.text : filter.field));
};

/**
 * A filter as the server reads it, not yet escaped for an address.
 *
 * @throws FatalError for a field, a literal or an own text that cannot be that
 */
export const filterText = filterWriter<Comparison | Negation>({
	part: (part, write) => ('filter' in part
		? `not (${write(part.filter)})`
		: `${checkedField(part.field)} ${part.operator} ${LITERALS[part.literal.type](part.literal.value)}`),
	field: checkedField,
	refuse: wrong,
});
