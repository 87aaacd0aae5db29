import type { SourceParts } from './source-options';
import { propertyOf } from '../metadata/module-model';
import { listRecords } from '../reading/list-records';
import { planReading } from '../resources/reading-plan';
import { allOf, type Filter } from '../wire/filter';
import { aboveSequence, belowSequence } from './posting-source';

export const LEDGER_LINES = 'GLPostedTransactions';
const SEQUENCE = 'PostingSequenceNumber';

/** Accounts by fiscal year. */
export type TouchedAccounts = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether ledger lines have the formatted or the plain account is inferred only (reference sage-300 14), so both become the plain one. */
export const plainAccount = (account: string): string => account.replace(/[-/\\.* ]/g, '').toUpperCase();

export const isTouched = (accounts: TouchedAccounts, account: string, year: string): boolean => accounts.get(year.trim())?.has(plainAccount(account)) ?? false;

/** The accounts and years that were posted to from `first` on, up to `end` exclusive. */
export const touchedAccounts = async (parts: SourceParts, first: number, end: number | undefined): Promise<TouchedAccounts> => {
	const description = await parts.catalogue.describe(LEDGER_LINES);
	const sequence = propertyOf(description, SEQUENCE);
	const plan = planReading(description, { resource: LEDGER_LINES, fields: ['AccountNumber', 'FiscalYear'] }, [sequence.name]);
	const filter: Filter | undefined = allOf(aboveSequence(sequence, first - 1), end === undefined ? undefined : belowSequence(sequence, end));
	const touched = new Map<string, Set<string>>();
	for await (const page of listRecords(parts, { plan, ...(filter && { filter }) })) {
		for (const { fields } of page) {
			const year = (fields.FiscalYear ?? '').trim();
			touched.set(year, (touched.get(year) ?? new Set()).add(plainAccount(fields.AccountNumber ?? '')));
		}
	}
	return touched;
};
