import { specError } from './spec-error';
import { SpecFields } from './spec-fields';
import type { AmountStep, DateStep, LookupStep, PeriodStep, Step, TextStep, Use } from './spec';
import { fiscalTokensOf, isFiscal, INPUT_TOKENS, OUTPUT_TOKENS } from './steps/fiscal-pattern';

const READERS: Readonly<Record<Step['kind'], (fields: SpecFields) => Step>> = {
	lookup: readLookup,
	period: readPeriod,
	date: readDate,
	amount: readAmount,
	text: readText,
};

const KINDS: readonly Step['kind'][] = ['lookup', 'period', 'date', 'amount', 'text'];

/** Reads one step. @throws FatalError naming the place. */
export function readStep(place: string, value: unknown): Step {
	const fields = new SpecFields(place, value);
	const step = READERS[fields.oneOf('kind', KINDS)](fields);
	fields.end();
	return step;
}

export function readUse(fields: SpecFields): Use {
	return { use: fields.text('use') };
}

/** `table`: an object code → member, or rows with the columns `key` and `value` (default names `from` and `to`). */
function readLookup(fields: SpecFields): LookupStep {
	const keyName = fields.text('key', 'from');
	const valueName = fields.text('value', 'to');
	const table = fields.raw('table');
	const pairs = Array.isArray(table) ? rowsOf(fields.place, table, keyName, valueName) : entriesOf(fields.place, table);
	return {
		kind: 'lookup',
		table: withoutContradiction(fields.place, pairs),
		otherwise: fields.choiceOr('otherwise', ['reject', 'keep', 'empty'], 'reject', readUse),
	};
}

function rowsOf(place: string, rows: readonly unknown[], keyName: string, valueName: string): Array<readonly [string, string]> {
	return rows.map((row, index) => {
		const fields = new SpecFields(`${place}, row ${index + 1} of the table`, row);
		return [fields.text(keyName), fields.text(valueName)];
	});
}

function entriesOf(place: string, table: unknown): Array<readonly [string, string]> {
	if (typeof table !== 'object' || table === null) throw specError(place, '"table" must be an object or a list of rows');
	return Object.entries(table).map(([from, to]: [string, unknown]) => {
		if (typeof to !== 'string') throw specError(place, `the table's value for "${from}" must be a text`);
		return [from, to];
	});
}

function withoutContradiction(place: string, pairs: ReadonlyArray<readonly [string, string]>): Map<string, string> {
	const table = new Map<string, string>();
	for (const [from, to] of pairs) {
		const before = table.get(from);
		if (before !== undefined && before !== to) throw specError(place, `the table says both "${before}" and "${to}" for "${from}"`);
		table.set(from, to);
	}
	return table;
}

function readPeriod(fields: SpecFields): PeriodStep {
	const [from, to] = [fields.filledText('from'), fields.filledText('to')];
	checkTokens(fields.place, 'from', from, INPUT_TOKENS);
	checkTokens(fields.place, 'to', to, OUTPUT_TOKENS);
	if (isFiscal(from) && !/^(y+ M+|M+ y+)$/.test(fiscalTokensOf(from).join(' '))) {
		throw specError(fields.place, '"from" needs one year ({yyyy} or {yy}) and one period ({MM} or {M})');
	}
	return {
		kind: 'period',
		from,
		to,
		locale: fields.filledText('locale', 'en'),
		fiscalYearStart: fields.whole('fiscalYearStart', 1, 12) ?? 1,
		fiscalYearNamedBy: fields.oneOf('fiscalYearNamedBy', ['end', 'start'], 'end'),
		adjustments: new Map(entriesOf(fields.place, fields.raw('adjustments') ?? {})),
	};
}

function checkTokens(place: string, name: string, pattern: string, known: readonly string[]): void {
	const unknown = fiscalTokensOf(pattern).find((token) => !known.includes(token));
	if (unknown !== undefined) throw specError(place, `"${name}" has {${unknown}}; known: ${known.map((token) => `{${token}}`).join(' ')}`);
}

function readDate(fields: SpecFields): DateStep {
	return {
		kind: 'date',
		from: fields.filledText('from', 'iso'),
		to: fields.filledText('to', 'yyyy-MM-dd'),
		locale: fields.filledText('locale', 'en'),
	};
}

function readAmount(fields: SpecFields): AmountStep {
	const step: AmountStep = {
		kind: 'amount',
		decimal: fields.oneOf('decimal', ['.', ','], '.'),
		thousands: fields.oneOf('thousands', ['', '.', ',', ' ', '\''], ''),
		sign: fields.choiceOr('sign', ['keep', 'flip'], 'keep', (sign) => ({
			field: sign.filledText('field'),
			flipWhen: new Set(sign.texts('flipWhen')),
		})),
		decimals: fields.whole('decimals', 0, 30),
		rounding: fields.oneOf('rounding', ['refuse', 'half away from zero'], 'refuse'),
		scale: fields.whole('scale', -30, 30) ?? 0,
	};
	if (step.decimal === step.thousands) throw specError(fields.place, '"decimal" and "thousands" must differ');
	return step;
}

function readText(fields: SpecFields): TextStep {
	return {
		kind: 'text',
		lineBreaks: fields.oneOf('lineBreaks', ['keep', 'space'], 'keep'),
		trim: fields.flag('trim'),
		upper: fields.flag('upper'),
		padLeft: fields.whole('padLeft', 0, 1000) ?? 0,
		prefix: fields.text('prefix', ''),
		maxLength: fields.whole('maxLength', 1, 1_000_000),
	};
}
