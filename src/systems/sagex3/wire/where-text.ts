import { classicMoment } from '../values/stamps';
import {
	checkedField, checkedValue, isClosedText, writerOf, wrongFilter, type Comparison, type Filter, type FilterOf, type FilterWriters, type LiteralType, type OwnText,
} from './filter';

/** A quotation mark inside of a text is doubled. */
const quoted = (text: string): string => `'${text.replace(/'/g, '\'\'')}'`;

const LITERALS: Readonly<Record<LiteralType, (value: string) => string>> = {
	text: quoted,
	number: (value) => value,
	flag: (value) => value,
	day: (value) => `@${value}@`,
	moment: classicMoment,
	// A blank text; the database knows no other nothing (reference sage-x3 3.5).
	nothing: () => '\' \'',
};

/** What is written with `and` or `or` between. */
const SEVERAL: ReadonlySet<Filter['operator']> = new Set<Filter['operator']>(['and', 'or', 'not in', 'range']);

const inBrackets = (filter: Filter): string => (SEVERAL.has(filter.operator) ? `(${whereText(filter)})` : whereText(filter));

const compared = (each: Comparison): string => `${checkedField(each.field)} ${each.operator} ${LITERALS[each.type](checkedValue(each))}`;

const junction = ({ operator, filters }: FilterOf<'and' | 'or'>): string => filters.map(inBrackets).join(` ${operator} `);

const ownPart = ({ text }: OwnText): string => {
	if (isClosedText(text, '\'', false)) return `(${text})`;
	throw wrongFilter('a bracket or a quotation mark of the own condition is not closed', 'Write it like left(BPSNAM,4) eq \'Test\'.');
};

const oneOf = ({ field, values }: FilterOf<'in'>): string => {
	if (values.length === 0) throw wrongFilter(`no value is given for ${field}`, 'Give at least one.');
	const each = values.map((value) => `${checkedField(field)} eq ${quoted(value)}`).join(' or ');
	return values.length === 1 ? each : `(${each})`;
};

const WRITERS: FilterWriters = {
	eq: compared, ne: compared, gt: compared, ge: compared, lt: compared, le: compared, and: junction, or: junction, own: ownPart, in: oneOf,
	'not in': ({ field, values }) => values.map((value) => `${checkedField(field)} ne ${quoted(value)}`).join(' and '),
	'starts with': ({ field, text }) => `left(${checkedField(field)},${text.length}) eq ${quoted(text)}`,
	range: ({ field, from, to }) => {
		const name = checkedField(field);
		return `${from === null ? '' : `${name} ge ${classicMoment(from)} and `}${name} lt ${classicMoment(to)}`;
	},
	'at least one': () => {
		throw wrongFilter('classic REST has no condition on members of collections', 'Use another condition, or choose GraphQL.');
	},
};

const write = writerOf(WRITERS);

/**
 * A predicate as `where` takes it, not yet escaped for an address (reference sage-x3 8.3). Only what Sage's own pages show is used, besides
 * comparisons other than `eq`, `and`, `or`, days and moments, which the grammar that X3 follows has.
 *
 * @throws FatalError for a field, a value or an own text that cannot be that
 */
export function whereText(filter: Filter): string {
	return write(filter);
}
