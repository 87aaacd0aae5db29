import { allOf } from '../../../core/odata/filter';
import type { SourceParts } from './source-options';
import { propertyOf } from '../metadata/module-model';
import { listRecords } from '../reading/list-records';
import { planReading } from '../resources/reading-plan';
import type { Filter } from '../wire/filter';
import { aboveSequence, belowSequence } from './posting-source';

export const LEDGER_LINES = 'GLPostedTransactions';
const SEQUENCE = 'PostingSequenceNumber';

/**
 * Accounts, as they stand without delimiters, with the first fiscal year that was posted to. A line of an earlier year moves the beginning
 * balances of all later ones, so an account is touched from its year on.
 */
export type TouchedAccounts = ReadonlyMap<string, string>;

/** Whether ledger lines have the formatted or the plain account is inferred only (reference sage-300 14), so both become the plain one. */
export const plainAccount = (account: string): string => account.replace(/[-/\\.* ]/g, '').toUpperCase();

export const isTouched = (accounts: TouchedAccounts, account: string, year: string): boolean => {
	const first = accounts.get(plainAccount(account));
	return first !== undefined && first <= year.trim();
};

/** Accounts by the year that they are touched from. */
export const byFirstYear = (accounts: TouchedAccounts): ReadonlyMap<string, readonly string[]> => {
	const years = new Map<string, string[]>();
	for (const [account, year] of accounts) years.set(year, [...(years.get(year) ?? []), account]);
	return years;
};

/** The accounts that were posted to from `first` on, up to `end` exclusive. */
export const touchedAccounts = async (parts: SourceParts, first: number, end: number | undefined): Promise<TouchedAccounts> => {
	const description = await parts.catalogue.describe(LEDGER_LINES);
	const sequence = propertyOf(description, SEQUENCE);
	const plan = planReading(description, { resource: LEDGER_LINES, fields: ['AccountNumber', 'FiscalYear'] }, [sequence.name]);
	const filter: Filter | undefined = allOf(aboveSequence(sequence, first - 1), end === undefined ? undefined : belowSequence(sequence, end));
	const touched = new Map<string, string>();
	for await (const page of listRecords(parts, { plan, ...(filter && { filter }) })) {
		for (const { fields } of page) {
			const [account, year] = [plainAccount(fields.AccountNumber ?? ''), (fields.FiscalYear ?? '').trim()];
			const before = touched.get(account);
			if (before === undefined || year < before) touched.set(account, year);
		}
	}
	return touched;
};
