import type { JournalField, JournalRules } from '../../../src/contracts';
import type { JournalRow, PostingWishes } from '../../../src/sync/journal';

export const FIELDS: readonly JournalField[] = [
	{ name: 'ledger', place: 'head', required: true, longest: 10 },
	{ name: 'date', place: 'head', required: true, pattern: /^\d{4}-\d\d-\d\d$/, like: '2026-03-31' },
	{ name: 'currency', place: 'head' },
	{ name: 'branch', place: 'line' },
	{ name: 'project', place: 'line' },
];

export const RULES: JournalRules = {
	system: 'Model ledger',
	book: 'model',
	fields: FIELDS,
	longestAccount: 10,
	longestDescription: 30,
	places: 2,
	mostLines: 500,
	balancedBy: [],
	reference: { alphabet: '0123456789ABCDEFGHJKMNPQRSTVWXYZ', longest: 15, prefix: 'ANP-' },
	mark: { alphabet: '0123456789abcdef', longest: 20 },
	settleMs: 800,
};

export const WISHES: PostingWishes = { name: 'Budget 2026 v1', groupBy: [] };

export interface RowParts {
	readonly key?: string;
	readonly account?: string;
	readonly amount?: JournalRow['amount'];
	readonly description?: string;
	readonly fields?: Readonly<Record<string, string>>;
}

export function row({ key = '', account = '6000', amount = '1.00', description = '', fields = {} }: RowParts = {}): JournalRow {
	return { key, account, amount, description, fields: { ledger: 'PLAN', date: '2026-03-31', currency: 'EUR', ...fields } };
}

/** A debit and a credit that cancel each other. */
export function pair(key: string, amount = '10.00', fields: Readonly<Record<string, string>> = {}): JournalRow[] {
	return [
		row({ key: `${key}-d`, account: '6000', amount, fields }),
		row({ key: `${key}-c`, account: '9000', amount: `-${amount}`, fields }),
	];
}

export const MARCH = pair('march');
export const TWO_MONTHS = [...pair('march'), ...pair('april', '7.50', { date: '2026-04-30' })];
