import type { PlainRecord } from './types';

export interface Structure {
	readonly code: string;
	readonly delimiter: string;
}

/** An account of the segments given, main account first; `slots` are the numbers of its segments. */
export const account = (
	parts: readonly string[], description: string, { code, delimiter }: Structure, more: Readonly<Record<string, string>> = {},
	slots: readonly number[] = parts.map((_, at) => at + 1),
): PlainRecord => {
	const main = parts[0] ?? '';
	const balance = /^[123]/.test(main);
	return {
		UnformattedAccount: parts.join(''), AccountNumber: parts.join(delimiter), Description: [...description].slice(0, 60).join(''),
		AccountType: balance ? 'BalanceSheet' : 'IncomeStatement', NormalBalanceDRCR: /^[234]/.test(main) ? 'Credit' : 'Debit', StructureCode: code,
		...Object.fromEntries(parts.map((part, at) => [`AccountSegmentCode${slots[at] ?? at + 1}`, part])), DateCreated: '2024-01-02', ...more,
	};
};
