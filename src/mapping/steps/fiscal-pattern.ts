import { Info } from 'luxon';
import type { FiscalYear } from '../spec';
import { periodOfMonth } from './fiscal-year';

/**
 * Patterns in braces speak of fiscal years and periods: `FY{yy} P{MM}`. A pattern without braces is a calendar format of
 * luxon. Read: {yyyy} {yy} (20yy) {MM} {M}, and {MMM} the name of the calendar month, short or long (`FY26 Jan`); where a date is
 * wanted also {Q} the quarter and {H} the half of the fiscal year, or the year alone. Written: {yyyy} {yy} {MM} {M}, {Q} the
 * fiscal quarter and {MMM} the short name of the calendar month.
 */

export const PERIOD_TOKENS = ['yyyy', 'yy', 'MM', 'M', 'MMM'];
export const SPAN_TOKENS = [...PERIOD_TOKENS, 'Q', 'H'];
export const OUTPUT_TOKENS = ['yyyy', 'yy', 'MM', 'M', 'Q', 'MMM'];

const TOKEN = /\{([^{}]*)\}/g;

const READ_AS: Readonly<Record<string, string>> = {
	yyyy: '(?<yyyy>\\d{4})',
	yy: '(?<yy>\\d{2})',
	MM: '(?<MM>\\d{2})',
	M: '(?<M>\\d{1,2})',
	MMM: '(?<MMM>\\p{L}+)\\.?',
	Q: '(?<Q>[1-4])',
	H: '(?<H>[12])',
};

export interface FiscalPeriod {
	readonly year: number;
	readonly period: number;
}

/** A stretch of a fiscal year: it begins with `period` and has `months` of them, so a whole year begins with 1 and has 12. */
export interface FiscalSpan extends FiscalPeriod {
	readonly months: 1 | 3 | 6 | 12;
}

export function isFiscal(pattern: string): boolean {
	return pattern.includes('{');
}

export function fiscalTokensOf(pattern: string): string[] {
	return [...pattern.matchAll(TOKEN)].map((found) => found[1] ?? '');
}

/** Calendar months by name in the language, short and long, whatever the case. */
const monthNames = (locale: string): ReadonlyMap<string, number> => {
	const named = (['short', 'long'] as const).flatMap((length) => Info.months(length, { locale }).map((name, index) => [plain(name), index + 1] as const));
	return new Map(named);
};

const plain = (name: string): string => name.replace(/\.$/, '').toLowerCase();

/** A reader for texts of a pattern with one year and at most one part of it; it gives undefined for a text that does not fit. */
export function fiscalReader(pattern: string, fiscal: FiscalYear, locale: string): (text: string) => FiscalSpan | undefined {
	const source = pattern.split(/(\{[^{}]*\})/).map((piece) => {
		const token = /^\{(.*)\}$/.exec(piece)?.[1];
		if (token === undefined) return piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
		return READ_AS[token] ?? '';
	});
	const shape = new RegExp(`^${source.join('')}$`, 'u');
	const months = monthNames(locale);
	const spanIn = (groups: Readonly<Record<string, string | undefined>>): Pick<FiscalSpan, 'period' | 'months'> | undefined => {
		const { MM, M = MM, MMM, Q, H } = groups;
		if (M !== undefined) return { period: Number(M), months: 1 };
		if (Q !== undefined) return { period: Number(Q) * 3 - 2, months: 3 };
		if (H !== undefined) return { period: Number(H) * 6 - 5, months: 6 };
		if (MMM === undefined) return { period: 1, months: 12 };
		const month = months.get(plain(MMM));
		return month === undefined ? undefined : { period: periodOfMonth(month, fiscal), months: 1 };
	};
	return (text) => {
		const groups = shape.exec(text.trim())?.groups;
		const year = groups?.yyyy ?? (groups?.yy === undefined ? undefined : `20${groups.yy}`);
		const span = groups && spanIn(groups);
		return year === undefined || span === undefined ? undefined : { year: Number(year), ...span };
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
