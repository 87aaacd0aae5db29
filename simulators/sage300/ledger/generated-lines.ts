import { scaledText } from '../../harness/decimal';
import { amountText } from '../data/amount';
import type { Company } from '../data/company';
import type { Row } from '../data/row';
import { PERIODS } from '../model/years';

export interface Scale {
	readonly lines: number;
	readonly linesPerPosting?: number;
	/** `2026`. */
	readonly year?: string;
}

export interface Scaled {
	readonly postings: number;
	readonly lines: number;
	readonly firstSequence: number;
	readonly lastSequence: number;
	/** Exact sum of all positive amounts, which is that of the negative ones without their sign. */
	readonly debit: string;
}

/** Thousandths, whole cents; the same for the same place for ever. */
const unitsAt = (posting: number, line: number): bigint =>
	BigInt(((posting * 7919 + line * 104_729) % 9_999_901) + 100) * (line % 3 === 2 ? -10n : 10n);

/** What the lines of a generated ledger have in common. */
class Plan {
	/** Amount of the last line of every posting, which balances it. */
	readonly lasts: bigint[] = [];

	constructor(
		readonly accounts: readonly string[], readonly offset: string, readonly year: string, readonly company: string, readonly currency: string,
		readonly firstSequence: number,
	) {}
}

/** A line that knows its place only; its fields are computed when somebody asks for them. */
class GeneratedLine implements Row {
	constructor(private readonly plan: Plan, readonly posting: number, readonly line: number, readonly last: boolean) {}

	get(field: string): string {
		return FIELDS[field]?.(this) ?? '';
	}

	rows(): readonly Row[] {
		return [];
	}

	get account(): string {
		const { accounts, offset } = this.plan;
		return this.last ? offset : (accounts[(this.posting * 31 + this.line * 7) % accounts.length] ?? offset);
	}

	get period(): string {
		return PERIODS[this.posting % 12] ?? '01';
	}

	get units(): bigint {
		return this.last ? (this.plan.lasts[this.posting] ?? 0n) : unitsAt(this.posting, this.line);
	}

	get common(): Plan {
		return this.plan;
	}
}

const day = (one: GeneratedLine): string => `${one.common.year}-${one.period}-15`;
const amount = (one: GeneratedLine): string => amountText(one.units);

const FIELDS: Readonly<Record<string, (line: GeneratedLine) => string>> = {
	AccountNumber: (one) => one.account, FiscalYear: (one) => one.common.year, FiscalPeriod: (one) => one.period,
	SourceCurrencyCode: (one) => one.common.currency, HomeCurrencyCode: (one) => one.common.currency,
	SourceLedgerCode: () => 'GL', SourceTypeCode: () => 'JE', PostingSequenceNumber: (one) => String(one.common.firstSequence + one.posting),
	DetailCount: (one) => String(one.line + 1), JournalDate: day, PostingDate: day, DocumentDate: day,
	BatchNumber: (one) => String(100_000 + one.posting), JournalEntryNumber: () => '00001',
		JournalTransactionNumber: (one) => String((one.line + 1) * 20),
	CompanyID: (one) => one.common.company, JournalDetailDescription: (one) => `Line ${one.posting + 1}/${one.line + 1}`,
	JournalDetailReference: (one) => `G${one.posting + 1}`, JournalTransactionAmount: amount, SourceCurrencyAmount: amount,
	NbrOfSourceCurrencyDecimals: () => '2', CurrencyRateForConversion: () => '1',
};

const accountsFor = (company: Company): { readonly accounts: readonly string[]; readonly offset: string } => {
	const usable = company.table('GLAccounts').list().filter((row) => row.get('Status') !== 'Inactive' && row.get('PostToAccount') !== 'Prohibited'
		&& row.get('Multicurrency') !== 'Yes' && row.get('AccountType') !== 'RetainedEarnings');
	const names = (type: string): string[] => usable.filter((row) => row.get('AccountType') === type).map((row) => row.get('UnformattedAccount'));
	const [accounts, offsets] = [names('IncomeStatement'), names('BalanceSheet')];
	return { accounts, offset: offsets[offsets.length - 1] ?? accounts[0] ?? '' };
};

/** Posted lines that take no more memory than their place does; balances take them all in. Every posting balances. */
export const generateLines = (company: Company, { lines, linesPerPosting = 100, year }: Scale): Scaled => {
	const { accounts, offset } = accountsFor(company);
	const years = company.definition.years.map((one) => one.year);
	const of = year ?? years[years.length - 1] ?? '';
	const firstSequence = company.numbers.peek('GL/posting') + 1;
	const plan = new Plan(accounts, offset, of, company.definition.id, company.definition.homeCurrency, firstSequence);
	const made: GeneratedLine[] = [];
	let debit = 0n;
	const postings = Math.ceil(lines / linesPerPosting);
	for (let posting = 0; posting < postings; posting += 1) {
		company.numbers.next('GL/posting');
		const count = Math.max(2, Math.min(linesPerPosting, lines - posting * linesPerPosting));
		let total = 0n;
		for (let line = 0; line < count - 1; line += 1) total += unitsAt(posting, line);
		plan.lasts.push(-total);
		for (let line = 0; line < count; line += 1) {
			const one = new GeneratedLine(plan, posting, line, line === count - 1);
			made.push(one);
			const { account, period, units } = one;
			if (units > 0n) debit += units;
			company.sets.add({ account, year: of, period, currency: plan.currency, amount: units, sourceAmount: units, quantity: 0n });
		}
	}
	company.posted.add(made);
	return { postings, lines: made.length, firstSequence, lastSequence: firstSequence + postings - 1, debit: scaledText(debit, 3) };
};
