import type { SourceRecord } from '../../src/contracts';

const TEXTS = ['Office supplies', 'Travel, hotel and meals', 'Licence "Standard", 12 months', 'Freight', 'Rent', 'Consulting'];
const two = (value: number): string => String(value).padStart(2, '0');

/** A general ledger of any size, always the same one: the page of records from `first` on. */
export const ledgerLines = (first: number, count: number): SourceRecord[] => Array.from({ length: count }, (_, at) => {
	const line = first + at;
	// A multiplicative sequence: spread out, and the same on every machine.
	const draw = (line * 2_654_435_761) % 4_294_967_296;
	const cents = (draw % 20_000_000) - 10_000_000;
	return {
		key: `${line}`,
		stamp: '2026-03-01T08:10:11Z',
		fields: {
			RECORDNO: `${line}`,
			ACCOUNTNO: `${40_000 + (draw % 500) * 10}`,
			DEPARTMENTID: `D-${two(draw % 40)}`,
			LOCATIONID: `L-${two(draw % 25)}`,
			ENTRY_DATE: `${two((line % 12) + 1)}/${two((draw % 28) + 1)}/2026`,
			DESCRIPTION: `${TEXTS[draw % TEXTS.length]} ${draw % 9_999}`,
			AMOUNT: `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${two(Math.abs(cents) % 100)}`,
		},
	};
});

export const PAGE = 2_000;

/** Pages as an ERP hands them out, one at a time. */
export async function* ledgerPages(lines: number): AsyncGenerator<readonly SourceRecord[]> {
	for (let at = 0; at < lines; at += PAGE) yield ledgerLines(at + 1, Math.min(PAGE, lines - at));
}
