import type { LineItemDefinition } from '../model/types';
import { parseDecimal } from './decimal';
import type { Dimension } from './dimension';
import { own } from './list-store';

/** A stored cell: canonical text, or the index of the item it points to, or nothing. */
export type Stored = string | number | undefined;

export type CellProblem =
	| 'moduleImportNumberFormat' | 'moduleImportDateFormat' | 'moduleImportBooleanFormat'
	| 'moduleImportInvalidListIdentifier' | 'moduleImportInvalidTimeEntityIdentifier';

export type Parsed = { readonly ok: true; readonly value: Stored } | { readonly ok: false; readonly problem: CellProblem };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** YYYY-MM-DD that exists in the calendar. */
export const isDate = (text: string): boolean => {
	const found = DATE.exec(text);
	if (!found) return false;
	const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const good = (value: Stored): Parsed => ({ ok: true, value });
const bad = (problem: CellProblem): Parsed => ({ ok: false, problem });

const pointer = (problem: CellProblem) => (text: string, context: { target?: Dimension }): Parsed => {
	const index = context.target?.find(text);
	return index === undefined ? bad(problem) : good(index);
};

const BOOLEANS: Readonly<Record<string, string>> = {
	true: 'true', TRUE: 'true', True: 'true', '1': 'true', false: 'false', FALSE: 'false', False: 'false', '0': 'false',
};

type Reader = (text: string, context: { target?: Dimension; decimalSeparator: string }) => Parsed;

const READERS: Readonly<Record<LineItemDefinition['format'], Reader>> = {
	NUMBER: (text, { decimalSeparator }) => {
		const value = parseDecimal(text, decimalSeparator);
		return value === undefined ? bad('moduleImportNumberFormat') : good(value);
	},
	TEXT: (text) => good(own(text)),
	NONE: (text) => good(own(text)),
	DATE: (text) => (isDate(text) ? good(own(text)) : bad('moduleImportDateFormat')),
	BOOLEAN: (text) => {
		const value = BOOLEANS[text];
		return value === undefined ? bad('moduleImportBooleanFormat') : good(value);
	},
	ENTITY: pointer('moduleImportInvalidListIdentifier'),
	TIME_ENTITY: pointer('moduleImportInvalidTimeEntityIdentifier'),
};

/** Text as a value of a line item; an empty text is "no value" for every format. */
export const parseCell = (
	text: string, format: LineItemDefinition['format'], target: Dimension | undefined, decimalSeparator = '.',
): Parsed => (text === '' ? good(undefined) : READERS[format](text, { target, decimalSeparator }));

/** What an API read shows for a cell nobody has filled. */
export const BLANK: Readonly<Record<LineItemDefinition['format'], string>> = {
	NUMBER: '0', TEXT: '', NONE: '', DATE: '', BOOLEAN: 'false', ENTITY: '', TIME_ENTITY: '',
};
