import { amountText } from '../data/amount';
import type { Transfer } from '../data/company';
import { Stored } from '../data/row';
import type { WriteContext } from '../write/form';
import { JOURNAL_FORM } from '../write/journal-form';

const pad = (number: number, digits: number): string => String(number).padStart(digits, '0');

const header = ({ company, today, user }: WriteContext, batch: string, { kind, description, date, lines, sequence }: Transfer,
	at: number): Stored => {
	const EntryNumber = pad(at + 1, 5);
	const { homeCurrency, id } = company.definition;
	const period = company.calendar.of(date);
	return new Stored({
		BatchNumber: batch, EntryNumber, SourceLedger: 'AP', SourceType: kind, Description: description, DocumentDate: date, PostingDate: date,
		FiscalYear: period?.year ?? '', FiscalPeriod: period?.period ?? '', EnteredBy: user,
	}, { JournalDetails: lines.map(([account, units], line) => new Stored({
		BatchNumber: batch, EntryNumber, TransactionNumber: pad((line + 1) * 20, 10), JournalDate: date, SourceLedger: 'AP', SourceType: kind,
			AccountNumber: account,
		CompanyID: id, Amount: amountText(units), SourceCurrencyAmount: amountText(units), HomeCurrency: homeCurrency,
			SourceCurrency: homeCurrency, CurrencyRate: '1.0000000',
		CurrencyRateDate: today, SourceCurrencyDecimals: '2', Description: description, Reference: `${kind}-${sequence}`,
	})) });
};

/** Makes one subledger batch of what AP posted and GL has not seen, up to these sequences (reference sage-300 8.3). */
export const createGlBatch = (context: WriteContext, through: Readonly<Record<Transfer['kind'], number>>): string | undefined => {
	const { company, today, world } = context;
	const taken = company.transfers.filter(({ kind, sequence }) => sequence <= through[kind]);
	if (taken.length === 0) return undefined;
	company.transfers = company.transfers.filter((one) => !taken.includes(one));
	const number = pad(company.numbers.next('GL/batch'), 6);
	const batch = new Stored({
		BatchNumber: number, Description: 'A/P postings', SourceLedger: 'AP', JournalBatchType: 'Subledger', Status: 'Open', DateCreated: today,
			ActiveSwitch: 'Yes',
	}, { JournalHeaders: taken.map((one, at) => header(context, number, one, at)) });
	company.table('GLJournalBatches').put(JOURNAL_FORM.totals?.(context, batch) ?? batch);
	world.effect('gl-batch-created', { company: company.definition.id, batch: number, entries: taken.length });
	return number;
};
