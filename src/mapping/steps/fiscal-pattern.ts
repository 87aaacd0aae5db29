/**
 * Patterns in braces speak of fiscal years and periods: `FY{yy} P{MM}`. A pattern without braces is a calendar format of
 * luxon. Read: {yyyy} {yy} (20yy) {MM} {M}. Written, besides these: {Q} the fiscal quarter and {MMM} the short name of the
 * calendar month.
 */

export const INPUT_TOKENS = ['yyyy', 'yy', 'MM', 'M'];
export const OUTPUT_TOKENS = ['yyyy', 'yy', 'MM', 'M', 'Q', 'MMM'];

const TOKEN = /\{([^{}]*)\}/g;

const READ_AS: Readonly<Record<string, string>> = {
	yyyy: '(?<yyyy>\\d{4})',
	yy: '(?<yy>\\d{2})',
	MM: '(?<MM>\\d{2})',
	M: '(?<M>\\d{1,2})',
};

export interface FiscalPeriod {
	readonly year: number;
	readonly period: number;
}

export function isFiscal(pattern: string): boolean {
	return pattern.includes('{');
}

export function fiscalTokensOf(pattern: string): string[] {
	return [...pattern.matchAll(TOKEN)].map((found) => found[1] ?? '');
}

/** A reader for texts of a pattern with one year and one period; it gives undefined for a text that does not fit. */
export function fiscalReader(pattern: string): (text: string) => FiscalPeriod | undefined {
	const source = pattern.split(/(\{[^{}]*\})/).map((piece) => {
		const token = /^\{(.*)\}$/.exec(piece)?.[1];
		if (token === undefined) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return READ_AS[token] ?? '';
	});
	const shape = new RegExp(`^${source.join('')}$`);
	return (text) => {
		const groups = shape.exec(text.trim())?.groups;
		const year = groups?.yyyy ?? (groups?.yy === undefined ? undefined : `20${groups.yy}`);
		const period = groups?.MM ?? groups?.M;
		return year === undefined || period === undefined ? undefined : { year: Number(year), period: Number(period) };
	};
}

/** Writes the pattern; `monthName` is asked only where {MMM} stands. */
export function writeFiscal(pattern: string, { year, period }: FiscalPeriod, monthName: () => string): string {
	const written: Readonly<Record<string, () => string>> = {
		yyyy: () => String(year).padStart(4, '0'),
		yy: () => String(year % 100).padStart(2, '0'),
		MM: () => String(period).padStart(2, '0'),
		M: () => String(period),
		Q: () => String(Math.ceil(period / 3)),
		MMM: monthName,
	};
	return pattern.replace(TOKEN, (whole, token: string) => written[token]?.() ?? whole);
}
