import { amountText, converted, unitsOf } from '../data/amount';
import type { Company } from '../data/company';
import { type Stored } from '../data/row';
import { invalidField, refused } from '../http/failure';
import type { Draft, Effect, Form, WriteContext } from './form';
import { checkAccount, checkPeriod } from './ledger-checks';

const ONE = '1.0000000';
const pad = (digits: number) => (number: number): string => String(number).padStart(digits, '0');

const periodOf = (company: Company, day: string): Draft => {
	const found = company.calendar.of(day);
	return { FiscalYear: found?.year ?? day.slice(0, 4), FiscalPeriod: found?.period ?? day.slice(5, 7) };
};

const setPostingDate: Effect = (draft, value, { company }) => {
	Object.assign(draft, { PostingDate: value, ...periodOf(company, value) });
};

/** Whether the document date alone sets the others is not confirmed. */
const setDocumentDate: Effect = (draft, value, context, parents) => {
	draft.DocumentDate = value;
	if (context.world.switches.values.documentDateSetsPeriod) setPostingDate(draft, value, context, parents);
};

const clearAmounts = (draft: Draft): void => {
	Object.assign(draft, { Amount: '0.000', SourceCurrencyAmount: '0.000' });
};

const setCurrency: Effect = (draft, value, { company }) => {
	const { homeCurrency, rates } = company.definition;
	Object.assign(draft, { SourceCurrency: value, CurrencyRate: value === homeCurrency ? ONE : (rates[value] ?? ONE) });
	clearAmounts(draft);
};

/** An account brings its currency with it and starts the amounts anew: amounts that stood before it are lost. */
const setAccount: Effect = (draft, value, context, parents) => {
	const { company, world } = context;
	const { delimiter, homeCurrency } = company.definition;
	draft.AccountNumber = world.switches.values.formattedAccounts === 'accept' ? value.split(delimiter).join('') : value;
	const account = company.table('GLAccounts').find([draft.AccountNumber]);
	const own = account?.get('Multicurrency') === 'Yes' ? account.get('DefaultCurrencyCode') : '';
	setCurrency(draft, own === '' ? homeCurrency : own, context, parents);
};

const isHome = (draft: Draft, { company }: WriteContext): boolean => draft.SourceCurrency === company.definition.homeCurrency;

const setAmount: Effect = (draft, value, context) => {
	draft.Amount = value;
	if (isHome(draft, context)) draft.SourceCurrencyAmount = value;
};

const setSourceAmount: Effect = (draft, value, context) => {
	draft.SourceCurrencyAmount = value;
	draft.Amount = isHome(draft, context) ? value : amountText(converted(unitsOf(value), draft.CurrencyRate ?? ONE));
};

const setRate: Effect = (draft, value, context) => {
	draft.CurrencyRate = value;
	if (!isHome(draft, context)) draft.Amount = amountText(converted(unitsOf(draft.SourceCurrencyAmount ?? '0'), value));
};

const requestStatus = (field: 'Status' | 'ReadyToPost'): Effect => (_, value, context) => {
	const { glReadyField } = context.world.switches.values;
	const ready = field === 'Status' ? value : value === 'Yes' ? 'ReadyToPost' : 'Open';
	// The other field is taken and has no effect: only reading back tells.
	if (value === 'Deleted' || glReadyField === 'both' || glReadyField === field) context.requested = ready;
};

const sums = (details: readonly Stored[]): { readonly debits: bigint; readonly credits: bigint; readonly quantity: bigint } => {
	let [debits, credits, quantity] = [0n, 0n, 0n];
	for (const line of details) {
		const units = unitsOf(line.get('Amount'));
		if (units > 0n) debits += units;
		else credits -= units;
		quantity += unitsOf(line.get('Quantity'));
	}
	return { debits, credits, quantity };
};

const headerTotals = (header: Stored): Stored => {
	const details = header.rows('JournalDetails');
	const { debits, credits, quantity } = sums(details);
	return header.with({
		NumberOfDetails: String(details.length), Debits: amountText(debits), Credits: amountText(credits), Quantity: amountText(quantity),
		OutOfBalanceBy: amountText(debits - credits),
	});
};

const totals = ({ today }: WriteContext, batch: Stored): Stored => {
	const headers = batch.rows('JournalHeaders').map(headerTotals);
	const { debits, credits, quantity } = sums(headers.flatMap((header) => header.rows('JournalDetails')));
	const last = headers[headers.length - 1];
	return batch.with({
		Debits: amountText(debits), Credits: amountText(credits), QuantityTotal: amountText(quantity), NumberOfEntries: String(headers.length),
		NextEntryNumber: String(Number(last?.get('EntryNumber') ?? 0) + 1), DateLastEdited: today,
	}, { JournalHeaders: headers });
};

export const checkBalance = (header: Stored): void => {
	const by = header.get('OutOfBalanceBy');
	if (unitsOf(by) !== 0n) throw refused(`Entry ${header.get('EntryNumber')} is out of balance by ${by}.`);
};

/** Throws Refusal: source code, period, accounts, balance. */
export const checkEntry = (context: WriteContext, header: Stored): void => {
	const { company, world } = context;
	const [ledger, type] = [header.get('SourceLedger'), header.get('SourceType')];
	if (company.table('GLSourceCodes').find([ledger, type]) === undefined) throw invalidField(`Cannot find Source Code "${ledger}-${type}".`);
	checkPeriod(world, company, 'GL', { year: header.get('FiscalYear'), period: header.get('FiscalPeriod') });
	for (const line of header.rows('JournalDetails')) checkAccount(company, line.get('AccountNumber'), line.get('SourceCurrency'));
	if (world.switches.values.unbalanced === 'refuse') checkBalance(header);
};

const OWNED = new Set([
	'ActiveSwitch', 'DateCreated', 'DateLastEdited', 'PostingSequence', 'Debits', 'Credits', 'QuantityTotal', 'NumberOfEntries', 'NextEntryNumber',
	'NumberOfErrors', 'OriginalStatus', 'Printed', 'ICTRelated', 'RevaluationRecognizedBatch', 'EligibleForEditSwitch', 'EligibleForDeleteSwitch',
	'EligibleForPostingSwitch', 'EligibleForPrintingSwitch', 'EligibleForProvisionalPostSwitch', 'JournalBatchType',
]);

/** GL journal batches (reference sage-300 8.2). Nothing looks for a batch with the same description. */
export const JOURNAL_FORM: Form = {
	numbered: { field: 'BatchNumber', sequence: () => 'GL/batch', text: pad(6) },
	rules: {
		JournalBatch: {
			start: ({ today }) => ({
				DateCreated: today, DateLastEdited: today, SourceLedger: 'GL', ActiveSwitch: 'Yes', EligibleForEditSwitch: 'Yes',
					EligibleForDeleteSwitch: 'Yes',
				EligibleForPostingSwitch: 'Yes', EligibleForPrintingSwitch: 'Yes', Status: 'Open',
			}),
			owned: OWNED, effects: { Status: requestStatus('Status'), ReadyToPost: requestStatus('ReadyToPost') },
		},
		JournalHeader: {
			number: { field: 'EntryNumber', text: pad(5) },
			start: ({ today, company, user }) =>
				({ SourceLedger: 'GL', SourceType: 'JE', DocumentDate: today, PostingDate: today, ...periodOf(company, today), EnteredBy: user }),
			owned: new Set(['NumberOfDetails', 'Debits', 'Credits', 'Quantity', 'OutOfBalanceBy', 'EnteredBy', 'ErrorBatch', 'ErrorEntry']),
			effects: {
				DocumentDate: setDocumentDate, PostingDate: setPostingDate,
				FiscalPeriod: (draft, value) => {
					draft.FiscalPeriod = value.padStart(2, '0');
				},
			},
		},
		JournalDetail: {
			number: { field: 'TransactionNumber', text: (position) => pad(10)(position * 20) },
			start: ({ company }, parents) => {
				const { homeCurrency, id } = company.definition;
				const header = parents[parents.length - 1];
				return {
					JournalDate: header?.PostingDate ?? '', SourceLedger: header?.SourceLedger ?? '', SourceType: header?.SourceType ?? '', CompanyID: id,
					HomeCurrency: homeCurrency, SourceCurrency: homeCurrency, CurrencyRate: ONE, CurrencyRateDate: header?.PostingDate ?? '',
						SourceCurrencyDecimals: '2',
					CurrencyRateTable: 'SP', CurrencyRateOperator: '1', Amount: '0.000', SourceCurrencyAmount: '0.000',
				};
			},
			effects: { AccountNumber: setAccount, SourceCurrency: setCurrency, CurrencyRate: setRate, Amount: setAmount,
				SourceCurrencyAmount: setSourceAmount },
		},
	},
	totals,
	check: (context, batch) => {
		for (const header of batch.rows('JournalHeaders')) checkEntry(context, header);
	},
	batch: {
		statusField: 'Status', nameOf: (row) => String(Number(row.get('BatchNumber'))),
		ready: ({ world }, ready) => ({
			Status: ready && world.switches.values.glReadyField !== 'ReadyToPost' ? 'ReadyToPost' : 'Open', ReadyToPost: ready ? 'Yes' : 'No',
		}),
	},
};
