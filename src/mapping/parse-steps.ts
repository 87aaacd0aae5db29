import { codeRanges } from './code-ranges';
import { specError } from './spec-error';
import { SpecFields } from './spec-fields';
import type { AmountStep, DateStep, FiscalYear, LookupStep, MemberStep, PeriodStep, Step, TextStep, Use } from './spec';
import { fiscalTokensOf, isFiscal, OUTPUT_TOKENS, PERIOD_TOKENS, SPAN_TOKENS } from './steps/fiscal-pattern';

const READERS: Readonly<Record<Step['kind'], (fields: SpecFields) => Step>> = {
	lookup: readLookup,
	member: readMember,
	period: readPeriod,
	date: readDate,
	amount: readAmount,
	text: readText,
};

const KINDS: readonly Step['kind'][] = ['lookup', 'member', 'period', 'date', 'amount', 'text'];

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

function readMember(fields: SpecFields): MemberStep {
	return {
		kind: 'member',
		list: fields.filledText('list'),
		by: fields.oneOf('by', ['name', 'code'], 'name'),
		gives: fields.choiceOr('gives', ['code', 'name'], 'code', (gives) => ({ property: gives.filledText('property') })),
		otherwise: fields.choiceOr('otherwise', ['reject', 'keep', 'empty'], 'reject', readUse),
		book: undefined,
	};
}

function readFiscalYear(fields: SpecFields): FiscalYear {
	return {
		fiscalYearStart: fields.whole('fiscalYearStart', 1, 12) ?? 1,
		fiscalYearNamedBy: fields.oneOf('fiscalYearNamedBy', ['end', 'start'], 'end'),
	};
}

function readPeriod(fields: SpecFields): PeriodStep {
	const [from, to] = [fields.filledText('from'), fields.filledText('to')];
	checkTokens(fields.place, 'from', from, PERIOD_TOKENS);
	checkTokens(fields.place, 'to', to, OUTPUT_TOKENS);
	if (isFiscal(from) && !/^(y+ M+|M+ y+)$/.test(fiscalTokensOf(from).join(' '))) {
		throw specError(fields.place, '"from" needs one year ({yyyy} or {yy}) and one period ({MM}, {M} or {MMM})');
	}
	return {
		kind: 'period',
		from,
		to,
		locale: fields.filledText('locale', 'en'),
		...readFiscalYear(fields),
		adjustments: new Map(entriesOf(fields.place, fields.raw('adjustments') ?? {})),
	};
}

function checkTokens(place: string, name: string, pattern: string, known: readonly string[]): void {
	const unknown = fiscalTokensOf(pattern).find((token) => !known.includes(token));
	if (unknown !== undefined) throw specError(place, `"${name}" has {${unknown}}; known: ${known.map((token) => `{${token}}`).join(' ')}`);
}

function readDate(fields: SpecFields): DateStep {
	const step: DateStep = {
		kind: 'date',
		from: fields.filledText('from', 'iso'),
		to: fields.filledText('to', 'yyyy-MM-dd'),
		locale: fields.filledText('locale', 'en'),
		day: fields.oneOf('day', ['keep', 'first', 'last'], 'keep'),
		...readFiscalYear(fields),
		adjustments: new Map(entriesOf(fields.place, fields.raw('adjustments') ?? {})),
	};
	if (!isFiscal(step.from)) return step;
	checkTokens(fields.place, 'from', step.from, SPAN_TOKENS);
	if (!/^(y+( (M+|Q|H))?|(M+|Q|H) y+)$/.test(fiscalTokensOf(step.from).join(' '))) {
		throw specError(fields.place, '"from" needs one year ({yyyy} or {yy}) and at most one period ({MM}, {M}, {MMM}, {Q} or {H})');
	}
	if (step.day === 'keep') throw specError(fields.place, `"${step.from}" names a period and no day; choose "first" or "last" for "day"`);
	return step;
}

function readAmount(fields: SpecFields): AmountStep {
	const step: AmountStep = {
		kind: 'amount',
		decimal: fields.oneOf('decimal', ['.', ','], '.'),
		thousands: fields.oneOf('thousands', ['', '.', ',', ' ', '\''], ''),
		sign: fields.choiceOr('sign', ['keep', 'flip'], 'keep', readSign),
		decimals: fields.whole('decimals', 0, 30),
		rounding: fields.oneOf('rounding', ['refuse', 'half away from zero'], 'refuse'),
		scale: fields.whole('scale', -30, 30) ?? 0,
	};
	if (step.decimal === step.thousands) throw specError(fields.place, '"decimal" and "thousands" must differ');
	return step;
}

function readSign(fields: SpecFields): Exclude<AmountStep['sign'], string> {
	if (fields.raw('column') !== undefined) {
		const column = fields.filledText('column');
		const codes = codeRanges(fields.texts('codes'));
		if ('problem' in codes) throw specError(fields.place, codes.problem);
		return { column, codes };
	}
	if (fields.raw('negativeWhen') !== undefined) {
		const negative = { field: fields.filledText('field'), negativeWhen: new Set(fields.texts('negativeWhen')) };
		if (negative.negativeWhen.size === 0) throw specError(fields.place, '"negativeWhen" names no value that makes it negative');
		return negative;
	}
	const byField = { field: fields.filledText('field'), flipWhen: new Set(fields.texts('flipWhen')) };
	if (fields.raw('list') === undefined) return byField;
	if (byField.flipWhen.size === 0) throw specError(fields.place, '"flipWhen" names no value that turns the sign');
	return { ...byField, list: fields.filledText('list'), property: fields.filledText('property'), book: undefined };
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
