import type { IExecuteFunctions } from 'n8n-workflow';
import { parseMappingSpec, type MappingSpec } from '../../src/mapping';
import { parameterError } from '../shared/context/node-errors';

/** One entry of the Columns collection, as the panel saves it: what is at its default may be absent. */
type Entry = Readonly<Record<string, unknown>>;

const text = (entry: Entry, name: string, fallback = ''): string => (entry[name] === undefined || entry[name] === null ? fallback : String(entry[name]));
const listed = (value: string): string[] => value.split(',').map((part) => part.trim()).filter((part) => part !== '');

const SOURCES: Readonly<Record<string, (entry: Entry) => object>> = {
	constant: (entry) => ({ kind: 'constant', value: text(entry, 'constant') }),
	field: (entry) => ({ kind: 'field', field: text(entry, 'field') }),
	join: (entry) => ({ kind: 'join', fields: listed(text(entry, 'joinFields')), with: text(entry, 'joinWith', ' '), emptyParts: 'leave out' }),
};

const number = (entry: Entry, name: string): number => Number(text(entry, name, '0'));

const json = (context: IExecuteFunctions, entry: Entry, name: string): unknown => {
	const value = entry[name] ?? {};
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value === '' ? '{}' : value);
	} catch {
		throw parameterError(context, `Column "${text(entry, 'column')}": the table is not JSON`, 'Write it like {"ENG": "Engineering"}.');
	}
};

const sign = (entry: Entry): unknown =>
	(text(entry, 'sign', 'keep') === 'byField' ? { field: text(entry, 'signField'), flipWhen: listed(text(entry, 'signValues', '-1')) } : text(entry, 'sign', 'keep'));

const STEPS: Readonly<Record<string, (entry: Entry, context: IExecuteFunctions) => object[]>> = {
	none: () => [],
	amount: (entry) => [{ kind: 'amount', decimal: text(entry, 'decimalSeparator', '.'), thousands: text(entry, 'thousandsSeparator'), sign: sign(entry) }],
	date: (entry) => [{ kind: 'date', from: text(entry, 'inputFormat', 'MM/dd/yyyy'), to: text(entry, 'dateFormat', 'yyyy-MM-dd') }],
	lookup: (entry, context) => [{
		kind: 'lookup', table: json(context, entry, 'lookupTable'),
		otherwise: text(entry, 'otherwise', 'reject') === 'use' ? { use: text(entry, 'otherwiseUse') } : text(entry, 'otherwise', 'reject'),
	}],
	period: (entry, context) => [{
		kind: 'period', from: text(entry, 'inputFormat', 'MM/dd/yyyy'), to: text(entry, 'periodFormat', 'MMM yy'),
		fiscalYearStart: Number(text(entry, 'fiscalYearStart', '1')), adjustments: json(context, entry, 'specialPeriods'),
	}],
	text: (entry) => [{
		kind: 'text', trim: entry.trim !== false, padLeft: number(entry, 'padLeft'), prefix: text(entry, 'prefix'),
		lineBreaks: entry.replaceLineBreaks === true ? 'space' : 'keep', ...(number(entry, 'maxLength') > 0 ? { maxLength: number(entry, 'maxLength') } : {}),
	}],
};

const column = (context: IExecuteFunctions, entry: Entry): object => ({
	column: text(entry, 'column'),
	from: SOURCES[text(entry, 'from', 'field')]?.(entry),
	steps: STEPS[text(entry, 'transform', 'none')]?.(entry, context),
	whenEmpty: text(entry, 'whenEmpty', 'keep') === 'use' ? { use: text(entry, 'whenEmptyUse') } : text(entry, 'whenEmpty', 'keep'),
});

interface Options {
	readonly requiredMembers?: { readonly check?: ReadonlyArray<{ readonly column?: string; readonly list?: string }> };
	readonly rejectedLimit?: number;
	readonly sumChanges?: boolean;
}

const optionsOf = (context: IExecuteFunctions): Options => context.getNodeParameter('options', 0, {}) as Options;

/** The mapping as the panel describes it. @throws FatalError naming the column that is wrong */
export const specOf = (context: IExecuteFunctions): MappingSpec => {
	const { column: entries = [] } = context.getNodeParameter('columns', 0, {}) as { column?: Entry[] };
	if (entries.length === 0) throw parameterError(context, 'The mapping has no columns', 'Add one for each column of the import under "Columns".');
	const names = (parameter: string): string[] => listed(String(context.getNodeParameter(parameter, 0, '') ?? ''));
	return parseMappingSpec({
		columns: entries.map((entry) => column(context, entry)),
		duplicates: { policy: context.getNodeParameter('duplicates', 0, 'keep'), key: names('keyColumns'), sum: names('sumColumns') },
		requiredMembers: (optionsOf(context).requiredMembers?.check ?? []).map(({ column: name = '', list = '' }) => ({ column: name, listName: list })),
	});
};

export const rejectedLimitOf = (context: IExecuteFunctions): number => optionsOf(context).rejectedLimit ?? 10_000;

export const sumsChanges = (context: IExecuteFunctions): boolean => optionsOf(context).sumChanges ?? false;
