import type { PlainRecord } from './types';

type Line = readonly [account: string, subaccount: string, debit: string, credit: string, text: string];

const batch = (
	module: string, period: string, date: string, description: string, status: string, lines: readonly Line[],
	more: Record<string, string> = {},
): PlainRecord => ({
	Module: module, BranchID: 'MILL1', LedgerID: 'ACTUAL', CurrencyID: 'USD', PostPeriod: period, TransactionDate: date, Description: description,
	Hold: String(status === 'On Hold'), Status: status, ...more,
	Details: lines.map(([Account, Subaccount, DebitAmount, CreditAmount, TransactionDescription], at) =>
		({ Account, Subaccount, DebitAmount, CreditAmount, TransactionDescription, ReferenceNbr: `R-${at + 1}` })),
});

/** One batch of every state, two with the same description, one archived. The system refuses no reference that comes twice. */
export const JOURNAL_RECORDS: readonly PlainRecord[] = [
	batch('GL', '122025', '2025-12-31', 'Opening balances', 'Posted', [
		['10100', '0000000', '25000.0000', '0.0000', 'Bank'], ['15000', '0000000', '90000.0000', '0.0000', 'Machinery'],
		['30000', '0000000', '0.0000', '100000.0000', 'Capital'], ['40100', '0000000', '0.0000', '15000.0000', 'Sales 2025'],
	]),
	batch('GL', '012026', '2026-01-31', 'Sales January', 'Posted', [
		['11000', '0000000', '4210.0000', '0.0000', 'Receivables'], ['40100', '100EAST', '0.0000', '4210.0000', 'Mill sales'],
	]),
	batch('GL', '022026', '2026-02-28', 'Accrual freight Feb', 'Posted', [
		['52000', '100EAST', '1820.5500', '0.0000', 'Carrier K-12'], ['21500', '0000000', '0.0000', '1820.5500', 'Accrual'],
	]),
	batch('AP', '022026', '2026-02-27', 'Bill 001245', 'Posted', [
		['52000', '100WEST', '1824.5500', '0.0000', 'Carrier K-5'], ['20000', '0000000', '0.0000', '1824.5500', 'V00211'],
	]),
	batch(
		'GL', '032026', '2026-03-31', 'Rent, export', 'Posted',
		[['62000', 'D100000', '900.0000', '0.0000', 'Rent'], ['10100', '0000000', '0.0000', '900.0000', 'Bank']], { CurrencyID: 'EUR' },
	),
	batch('GL', '042026', '2026-04-15', 'Cleaning', 'Unposted', [
		['62020', 'D200000', '75.2500', '0.0000', 'Cleaning'], ['20000', '0000000', '0.0000', '75.2500', 'Payable'],
	]),
	batch('GL', '042026', '2026-04-16', 'Telephony', 'Balanced', [
		['63020', 'D300000', '33.1000', '0.0000', 'Telephony'], ['20000', '0000000', '0.0000', '33.1000', 'Payable'],
	]),
	batch('GL', '042026', '2026-04-17', 'Telephony', 'On Hold', [['63020', 'D300000', '12.0000', '0.0000', 'Telephony, half entered']]),
	batch('GL', '042026', '2026-04-18', 'Draft for approval', 'Pending Approval', [
		['64000', 'D100000', '5.0000', '0.0000', 'Flight'], ['20000', '0000000', '0.0000', '5.0000', 'Payable'],
	]),
	batch('GL', '012026', '2026-01-31', 'Headcount', 'Posted', [['61000', 'D200000', '17.0000', '0.0000', 'Heads']], { LedgerID: 'STATPLAN' }),
	{
		...batch('GL', '012026', '2026-01-05', 'Old correction', 'Posted', [
			['69000', '0000000', '1.0000', '0.0000', 'Sundry'], ['10100', '0000000', '0.0000', '1.0000', 'Bank'],
		]),
		archived: 'true',
	},
	{
		...batch('GL', '032026', '2026-03-15', 'Board fees', 'Posted', [
			['69900', '0000000', '800.0000', '0.0000', 'Fees'], ['10100', '0000000', '0.0000', '800.0000', 'Bank'],
		]),
		restricted: 'true',
	},
];
