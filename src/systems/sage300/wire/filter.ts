import { FatalError } from '../../../core/errors';
import { filterWriter, quoted, type ComparisonOperator, type ODataFilter } from '../../../core/odata/filter';
import { SYSTEM } from '../identity';

/** `enum`: an enumeration is compared as quoted text. `day`: a plain day such as 2026-03-31. */
export type LiteralType = 'text' | 'enum' | 'number' | 'flag' | 'day';

/** How the document of the module says that literals are written: OData 3 marks types, OData 4 does not (reference sage-300 2). */
export interface LiteralStyle {
	readonly type: LiteralType;
	/** The type in the metadata, `Edm.Decimal`; decides about marks in OData 3, and about the form of days. */
	readonly edmType?: string;
}

export interface Comparison {
	readonly operator: ComparisonOperator;
	readonly field: string;
	readonly style: LiteralStyle;
	readonly value: string;
}

export type Filter = ODataFilter<Comparison>;

const wrong = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'build the filter', said,
	remedy: 'Correct the filter. A field is a name of the resource itself, like Status: fields of its lines cannot be filtered. Texts stand in ' +
		'single quotes, numbers are plain, days are written 2026-03-31.',
});

const checkedField = (field: string): string => {
	if (/^[A-Za-z_]\w*$/.test(field)) return field;
	throw wrong(`"${field}" is not the name of a field`);
};

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

/** `ge` as `gt or eq`, `le` as `lt or eq`: the vendor lists only the latter (reference sage-300 5.3). */
const comparisonText = ({ operator, field, style, value }: Comparison): string => {
	const [name, written] = [checkedField(field), literal(style, value)];
	const strict = operator === 'ge' ? 'gt' : operator === 'le' ? 'lt' : undefined;
	return strict === undefined ? `${name} ${operator} ${written}` : `(${name} ${strict} ${written} or ${name} eq ${written})`;
};

/**
 * A filter as the server reads it, not yet escaped for an address.
 *
 * @throws FatalError for a field, a literal or an own text that cannot be that
 */
export const filterText = filterWriter<Comparison>({ part: comparisonText, field: checkedField, refuse: wrong });
