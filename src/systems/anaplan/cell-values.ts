import { formatDecimal, parseDecimal } from '../../core/decimal';

/** The value of a cell as it stands in the body, or why there is none. */
export type CellValue = { readonly json: string } | { readonly problem: string };

type Read = (text: string) => CellValue;

const bad = (text: string, what: string): CellValue => ({ problem: `${JSON.stringify(text)} is not ${what}` });

const asText: Read = (text) => ({ json: JSON.stringify(text) });

/** The digits go into the body as they are: the wire wants a number, and no digit of it passes through a floating-point one. */
const asNumber: Read = (text) => {
	const number = parseDecimal(text);
	return number ? { json: formatDecimal(number) } : bad(text, 'a number: digits with a point, like -1234.50');
};

const FLAGS: Readonly<Record<string, string>> = { true: 'true', false: 'false', '1': 'true', '0': 'false' };

const asFlag: Read = (text) => {
	const key = text.trim().toLowerCase();
	const json = Object.hasOwn(FLAGS, key) ? FLAGS[key] : undefined;
	return json === undefined ? bad(text, 'true or false') : { json };
};

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

const isDay = (text: string): boolean => {
	const [, year = 0, month = 0, day = 0] = (DAY.exec(text) ?? []).map(Number);
	const date = new Date(Date.UTC(year, month - 1, day));
	return DAY.test(text) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const asDay: Read = (text) => (text === '' || isDay(text) ? asText(text) : bad(text, 'a date like 2026-08-31'));

const nothing: Read = () => ({ problem: 'the line item holds no data: its format is NONE' });

const READERS: Readonly<Record<string, Read>> = { NUMBER: asNumber, BOOLEAN: asFlag, DATE: asDay, NONE: nothing };

/**
 * @param dataType of the line item; of an unknown one, of texts and of references to items Anaplan judges the text itself
 */
export const cellValue = (text: string, dataType: string): CellValue => (Object.hasOwn(READERS, dataType) ? READERS[dataType] : undefined)?.(text) ?? asText(text);
