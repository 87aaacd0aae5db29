import { amountText, centsOf } from '../data/amount';
import type { Company, Period } from '../data/company';
import { keyOf, Row, type Table } from '../data/table';
import type { Stamp } from '../data/stamp';

export interface LedgerLine {
	readonly accountKey: string;
	readonly debit: bigint;
	readonly credit: bigint;
	readonly comment: string;
}

export interface Posting {
	readonly source: string;
	readonly register: string;
	readonly date: string;
	readonly lines: readonly LedgerLine[];
	readonly created: Stamp;
	readonly userKey: string;
	readonly module?: string;
	readonly batchNo?: string;
	readonly documentNo?: string;
	/** Number of the first line within the register; 1 when absent. */
	readonly firstSequence?: number;
}

const history = (company: Company): Table => company.table('GL_PeriodPostingHistory');

const balanceRow = (company: Company, accountKey: string, year: string, period: string): Row => {
	const table = history(company);
	const key = keyOf(table.schema, [accountKey, year, period]);
	return table.find(key) ?? table.put(Row.of(table.schema, { AccountKey: accountKey, FiscalYear: year, FiscalPeriod: period }));
};

const add = (row: Row, column: string, cents: bigint): void => row.set(column, amountText(centsOf(row.get(column)) + cents));

/** The account whose opening balance moves: income and expense are cleared to retained earnings at year end. */
const carriedTo = (company: Company, accountKey: string): string | undefined => {
	const account = company.accountByKey(accountKey);
	if (account?.get('ClearBalance') !== 'Y') return accountKey;
	return company.options().get('RetainedEarningsAcctKey') || undefined;
};

/** Years behind this one that have been opened by a year end. */
const openedAfter = (company: Company, year: string): string[] =>
	[...company.table('GL_FiscalYear').all()].map((row) => row.get('FiscalYear'))
		.filter((one) => one > year && one <= company.options().get('CurrentFiscalYr'));

const carry = (company: Company, accountKey: string, year: string, cents: bigint): void => {
	const target = carriedTo(company, accountKey);
	if (target === undefined || cents === 0n) return;
	for (const later of openedAfter(company, year)) add(balanceRow(company, target, later, '01'), 'BeginningBalance', cents);
};

/**
 * What a register update does: ledger lines with the stamp of now, sums in the period of the posting date, opening balances of years that
 * have begun since. Lines are never changed afterwards (reference sage-100 6.2).
 */
export const postLines = (company: Company, posting: Posting): Period => {
	const period = company.periodOf(posting.date);
	if (period === undefined) throw new TypeError(`${posting.date} is in no period of ${company.code}`);
	const ledger = company.table('GL_DetailPosting');
	posting.lines.forEach((line, at) => {
		ledger.put(Row.of(ledger.schema, {
			AccountKey: line.accountKey, PostingDate: posting.date, SourceJournal: posting.source, JournalRegisterNo: posting.register,
			SequenceNo: String(at + (posting.firstSequence ?? 1)).padStart(6, '0'), DebitAmount: amountText(line.debit), CreditAmount: amountText(line.credit),
			PostingComment: line.comment, SourceModule: posting.module ?? 'G/L', BatchNo: posting.batchNo ?? '00000', DocumentNo: posting.documentNo ?? '',
			LineDate: posting.date, DateCreated: posting.created.date, TimeCreated: posting.created.time, UserCreatedKey: posting.userKey,
		}));
		const row = balanceRow(company, line.accountKey, period.year, period.period);
		add(row, 'DebitAmount', line.debit);
		add(row, 'CreditAmount', line.credit);
		carry(company, line.accountKey, period.year, line.debit - line.credit);
	});
	return period;
};

/** Opens the next fiscal year: balances of balance sheet accounts, and the result in retained earnings. */
export const endYear = (company: Company): { year: string } => {
	const options = company.options();
	const ended = options.get('CurrentFiscalYr');
	const year = String(Number(ended) + 1);
	if (company.table('GL_FiscalYear').find(year) === undefined) throw new TypeError(`${company.code} has no calendar for ${year}`);
	const ending = new Map<string, bigint>();
	for (const row of history(company).all()) {
		if (row.get('FiscalYear') !== ended) continue;
		const target = carriedTo(company, row.get('AccountKey'));
		const cents = centsOf(row.get('BeginningBalance')) + centsOf(row.get('DebitAmount')) - centsOf(row.get('CreditAmount'));
		if (target !== undefined) ending.set(target, (ending.get(target) ?? 0n) + cents);
	}
	options.set('CurrentFiscalYr', year);
	options.set('CurrentPeriod', '01');
	for (const [accountKey, cents] of ending) if (cents !== 0n) add(balanceRow(company, accountKey, year, '01'), 'BeginningBalance', cents);
	return { year };
};
