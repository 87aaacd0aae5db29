import type { IExecuteFunctions } from 'n8n-workflow';
import { parameterError } from '../shared/context/node-errors';

/** One entry of the Columns collection, as the panel saves it: what is at its default may be absent. */
export type Entry = Readonly<Record<string, unknown>>;

/** What an absent value of an entry means; it differs between the operations, as in their panels. */
export interface EntryDefaults {
	readonly inputFormat: string;
	readonly periodFormat: string;
	readonly day: string;
}

/** What an entry is read with. */
export interface Reading {
	readonly context: IExecuteFunctions;
	readonly defaults: EntryDefaults;
	/** The table that the chosen workspace has under a name. @throws FatalError when it has none */
	readonly workspaceTable: (name: string) => unknown;
}

const text = (entry: Entry, name: string, fallback = ''): string => (entry[name] === undefined || entry[name] === null ? fallback : String(entry[name]));
const number = (entry: Entry, name: string, fallback = '0'): number => Number(text(entry, name, fallback));

export const listed = (value: string): string[] => value.split(',').map((part) => part.trim()).filter((part) => part !== '');

/** A choice of which `use` takes its text from another field. */
const orUse = (entry: Entry, name: string, useName: string, fallback: string): unknown => {
	const choice = text(entry, name, fallback);
	return choice === 'use' ? { use: text(entry, useName) } : choice;
};

const SOURCES: Readonly<Record<string, (entry: Entry) => object>> = {
	columns: (entry) => ({ kind: 'columns', columns: listed(text(entry, 'joinColumns')), with: text(entry, 'joinWith', ' '), emptyParts: 'empty' }),
	constant: (entry) => ({ kind: 'constant', value: text(entry, 'constant') }),
	difference: (entry) => ({ kind: 'difference', field: text(entry, 'field'), minus: text(entry, 'minusField') }),
	field: (entry) => ({ kind: 'field', field: text(entry, 'field') }),
	join: (entry) => ({ kind: 'join', fields: listed(text(entry, 'joinFields')), with: text(entry, 'joinWith', ' '), emptyParts: 'leave out' }),
};

/** `place` says in errors where the table stands. */
export const tableIn = (context: IExecuteFunctions, value: unknown, place: string): unknown => {
	if (typeof value !== 'string') return value ?? {};
	try {
		return JSON.parse(value.trim() === '' ? '{}' : value);
	} catch {
		throw parameterError(context, `${place}: the table is not JSON`, 'Write it like {"ENG": "Engineering"}.');
	}
};

const json = (context: IExecuteFunctions, entry: Entry, name: string): unknown => tableIn(context, entry[name], `Column "${text(entry, 'column')}"`);

const signValues = (entry: Entry): object => ({ field: text(entry, 'signField'), flipWhen: listed(text(entry, 'signValues', '-1')) });

const SIGNS: Readonly<Record<string, (entry: Entry) => object>> = {
	byColumn: (entry) => ({ column: text(entry, 'signColumn'), codes: listed(text(entry, 'signCodes')) }),
	byField: signValues,
	negativeByField: (entry) => ({ field: text(entry, 'signField'), negativeWhen: listed(text(entry, 'negativeValues')) }),
	byList: (entry) => ({ ...signValues(entry), list: text(entry, 'signList'), property: text(entry, 'signProperty') }),
};

const sign = (entry: Entry): unknown => {
	const choice = text(entry, 'sign', 'keep');
	return SIGNS[choice]?.(entry) ?? choice;
};

const DECIMALS: Readonly<Record<string, object>> = { refuse: { rounding: 'refuse' }, round: { rounding: 'half away from zero' } };

const decimals = (entry: Entry): object => {
	const chosen = DECIMALS[text(entry, 'decimals', 'keep')];
	return chosen ? { ...chosen, decimals: number(entry, 'decimalPlaces', '2') } : {};
};

const otherwise = (entry: Entry): unknown => orUse(entry, 'otherwise', 'otherwiseUse', 'reject');

const LOOKUPS: Readonly<Record<string, (entry: Entry, reading: Reading) => object>> = {
	list: (entry) => {
		const gives = text(entry, 'lookupGives', 'code');
		return {
			kind: 'member', list: text(entry, 'lookupList'), by: text(entry, 'lookupBy', 'name'), otherwise: otherwise(entry),
			gives: gives === 'property' ? { property: text(entry, 'lookupProperty') } : gives,
		};
	},
	table: (entry, { context }) => ({ kind: 'lookup', table: json(context, entry, 'lookupTable'), otherwise: otherwise(entry) }),
	workspace: (entry, { workspaceTable }) => ({ kind: 'lookup', table: workspaceTable(text(entry, 'lookupMapping')), otherwise: otherwise(entry) }),
};

const time = (entry: Entry, { context, defaults }: Pick<Reading, 'context' | 'defaults'>): object => ({
	from: text(entry, 'inputFormat', defaults.inputFormat), fiscalYearStart: number(entry, 'fiscalYearStart', '1'), adjustments: json(context, entry, 'specialPeriods'),
});

const STEPS: Readonly<Record<string, (entry: Entry, reading: Reading) => ReadonlyArray<object | undefined>>> = {
	none: () => [],
	amount: (entry) => [{ kind: 'amount', decimal: text(entry, 'decimalSeparator', '.'), thousands: text(entry, 'thousandsSeparator'), sign: sign(entry), ...decimals(entry) }],
	date: (entry, reading) => [{ kind: 'date', ...time(entry, reading), to: text(entry, 'dateFormat', 'yyyy-MM-dd'), day: text(entry, 'day', reading.defaults.day) }],
	lookup: (entry, reading) => [LOOKUPS[text(entry, 'lookupFrom', 'table')]?.(entry, reading)],
	period: (entry, reading) => [{ kind: 'period', ...time(entry, reading), to: text(entry, 'periodFormat', reading.defaults.periodFormat) }],
	text: (entry) => [{
		kind: 'text', trim: entry.trim !== false, padLeft: number(entry, 'padLeft'), prefix: text(entry, 'prefix'),
		lineBreaks: entry.replaceLineBreaks === true ? 'space' : 'keep', ...(number(entry, 'maxLength') > 0 ? { maxLength: number(entry, 'maxLength') } : {}),
	}],
};

/** One column of the mapping, still to be checked by `parseMappingSpec`. */
export const columnOf = (entry: Entry, reading: Reading): object => ({
	column: text(entry, 'column'),
	from: SOURCES[text(entry, 'from', 'field')]?.(entry),
	steps: STEPS[text(entry, 'transform', 'none')]?.(entry, reading),
	whenEmpty: orUse(entry, 'whenEmpty', 'whenEmptyUse', 'keep'),
});
