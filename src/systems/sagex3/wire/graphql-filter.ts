import { exactNumber, writeExactJson, type JsonDraft } from '../../../core/json';
import { graphqlMoment } from '../values/stamps';
import { checkedField, checkedValue, isClosedText, writerOf, wrongFilter, type Comparison, type ComparisonOperator, type Filter, type FilterOf, type FilterWriters, type LiteralType, type OwnText } from './filter';

/** What operators begin with: a dollar in the generation of 2019 (reference sage-x3 3.3). */
export type OperatorMark = '_' | '$';

const OPERATORS: Readonly<Record<ComparisonOperator, string>> = { eq: 'eq', ne: 'ne', gt: 'gt', ge: 'gte', lt: 'lt', le: 'lte' };

const LITERALS: Readonly<Record<LiteralType, (value: string) => JsonDraft>> = {
	text: (value) => value,
	number: (value) => exactNumber(value),
	flag: (value) => value === 'true',
	day: (value) => value,
	moment: graphqlMoment,
	nothing: () => null,
};

const literal = (comparison: Comparison): JsonDraft => LITERALS[comparison.type](checkedValue(comparison));

/** `account.code` → `{ account: { code: … } }` */
const nested = (field: string, condition: JsonDraft): JsonDraft =>
	checkedField(field).split('.').reduceRight<JsonDraft>((inner, name) => ({ [name]: inner }), condition);

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/** An own text cannot be put into a JSON value, so it is kept apart and joined as text. */
const ownPart = ({ text }: OwnText): string => {
	if (/^\{[^]*\}$/.test(text) && isClosedText(text, '\'"', true) && isOneObject(text)) return text;
	throw wrongFilter('the own condition is not one object, or does not close what it opens', 'Write it like {code: {_gte: \'A\'}}: one object in braces.');
};

/** `{…}` and not `{…}, {…}`: the first brace closes at the very end. */
const isOneObject = (text: string): boolean => {
	for (let at = text.indexOf('}'); at >= 0 && at < text.length - 1; at = text.indexOf('}', at + 1)) {
		if (isClosedText(text.slice(0, at + 1), '\'"', true)) return false;
	}
	return true;
};

const writersWith = (mark: OperatorMark): FilterWriters => {
	const compared = (filter: Comparison): string => writeExactJson(nested(filter.field, { [`${mark}${OPERATORS[filter.operator]}`]: literal(filter) }));
	const junction = ({ operator, filters }: FilterOf<'and' | 'or'>): string => `{"${mark}${operator}":[${filters.map((each) => graphqlFilter(each, mark)).join(',')}]}`;
	return {
		eq: compared, ne: compared, gt: compared, ge: compared, lt: compared, le: compared, and: junction, or: junction, own: ownPart,
		in: ({ field, values }) => writeExactJson(nested(field, { [`${mark}in`]: values })),
		'not in': ({ field, values }) => writeExactJson(nested(field, { [`${mark}nin`]: values })),
		'starts with': ({ field, text }) => writeExactJson(nested(field, { [`${mark}regex`]: `^${text.replace(ESCAPED, '\\$&')}` })),
		range: ({ field, from, to }) => writeExactJson(nested(field, { ...(from !== null && { [`${mark}gte`]: graphqlMoment(from) }), [`${mark}lt`]: graphqlMoment(to) })),
		// The conditions stand beside the quantifier (reference sage-x3 3.3).
		'at least one': ({ field, filter }) => `{"${checkedField(field)}":{"${mark}atLeast":1,${graphqlFilter(filter, mark).slice(1)}}`,
	};
};

const WRITE = { _: writerOf(writersWith('_')), $: writerOf(writersWith('$')) } as const;

/**
 * A filter as the server reads it: an object in JSON, handed over as a text variable (reference sage-x3 3.3). The relaxed form, with names
 * that stand bare, is for people; written out, JSON leaves no choice of how a value ends.
 *
 * @throws FatalError for a field, a value or an own text that cannot be that
 */
export function graphqlFilter(filter: Filter, mark: OperatorMark = '_'): string {
	return WRITE[mark](filter);
}
