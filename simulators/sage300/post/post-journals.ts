import { unitsOf } from '../data/amount';
import type { Company } from '../data/company';
import { Stored } from '../data/row';
import { Refusal } from '../http/failure';
import type { WriteContext } from '../write/form';
import { checkBalance, checkEntry, JOURNAL_FORM } from '../write/journal-form';
import type { Range } from './range';
import { isIn } from './range';

const isReady = (batch: Stored): boolean => batch.get('Status') === 'ReadyToPost' || batch.get('ReadyToPost') === 'Yes';

const due = (context: WriteContext, range: Range): readonly Stored[] => {
	const { postOnlyReady } = context.world.switches.values;
	return context.company.table('GLJournalBatches').list().filter((batch) => isIn(range, batch) && (isReady(batch)
		|| (!postOnlyReady && (batch.get('Status') || 'Open') === 'Open')));
};

/** Why an entry cannot be posted now; undefined when it can. */
const problem = (context: WriteContext, header: Stored): string | undefined => {
	try {
		checkEntry(context, header);
		checkBalance(header);
		return undefined;
	} catch (error) {
		if (error instanceof Refusal) return error.message;
		throw error;
	}
};

const postedLine = (company: Company, sequence: number, count: number, batch: Stored, header: Stored, line: Stored): Stored => new Stored({
	AccountNumber: line.get('AccountNumber'), FiscalYear: header.get('FiscalYear'), FiscalPeriod: header.get('FiscalPeriod'),
	SourceCurrencyCode: line.get('SourceCurrency'), SourceLedgerCode: header.get('SourceLedger'), SourceTypeCode: header.get('SourceType'),
	PostingSequenceNumber: String(sequence), DetailCount: String(count), JournalDate: header.get('PostingDate'),
		PostingDate: header.get('PostingDate'),
	DocumentDate: header.get('DocumentDate'), BatchNumber: batch.get('BatchNumber'), JournalEntryNumber: header.get('EntryNumber'),
	JournalTransactionNumber: String(Number(line.get('TransactionNumber'))), CompanyID: company.definition.id,
	JournalDetailDescription: line.get('Description'), JournalDetailReference: line.get('Reference'), JournalTransactionAmount: line.get('Amount'),
	JournalTransactionQuantity: line.get('Quantity') || '0', NbrOfSourceCurrencyDecimals: '2', SourceCurrencyAmount: line.get('SourceCurrencyAmount'),
	HomeCurrencyCode: company.definition.homeCurrency, CurrencyRateTableType: line.get('CurrencyRateTable'),
	DateOfCurrencyRateSelected: line.get('CurrencyRateDate'), CurrencyRateForConversion: line.get('CurrencyRate'), CodeForRateDateMatching: '',
	CurrencyRateOperator: line.get('CurrencyRateOperator'),
});

const move = (company: Company, line: Stored): void => company.sets.add({
	account: line.get('AccountNumber'), year: line.get('FiscalYear'), period: line.get('FiscalPeriod'), currency: line.get('SourceCurrencyCode'),
	amount: unitsOf(line.get('JournalTransactionAmount')), sourceAmount: unitsOf(line.get('SourceCurrencyAmount')),
	quantity: unitsOf(line.get('JournalTransactionQuantity')),
});

/** Entries that cannot be posted go to a new open batch, which the old headers name (reference sage-300 8.3). */
const moveErrors = (context: WriteContext, batch: Stored, bad: readonly (readonly [header: Stored, why: string])[]): string => {
	const { company, today } = context;
	const number = String(company.numbers.next('GL/batch')).padStart(6, '0');
	const headers = bad.map(([header], at) => {
		const entry = String(at + 1).padStart(5, '0');
		return header.with({ BatchNumber: number, EntryNumber: entry }, {
			JournalDetails: header.rows('JournalDetails').map((line) => line.with({ BatchNumber: number, EntryNumber: entry })),
		});
	});
	const base = new Stored({
		...batch.values, BatchNumber: number, Description: `Error batch created from ${batch.get('BatchNumber')}`, DateCreated: today,
			Status: 'Open', ReadyToPost: 'No',
		NumberOfErrors: String(bad.length),
	}, { JournalHeaders: headers });
	company.table('GLJournalBatches').put(JOURNAL_FORM.totals?.(context, base) ?? base);
	bad.forEach(([, why], at) => company.table('GLProvisionalPostingErrors').put(new Stored({
		BatchNumber: number, EntryNumber: String(at + 1).padStart(5, '0'), ErrorMessage: why,
	})));
	return number;
};

const postBatch = (context: WriteContext, batch: Stored, sequence: number, from: number): readonly Stored[] => {
	const { company } = context;
	const judged = batch.rows('JournalHeaders').map((header) => [header, problem(context, header)] as const);
	const bad = judged.flatMap(([header, why]) => (why === undefined ? [] : [[header, why] as const]));
	const errorBatch = bad.length === 0 ? '' : moveErrors(context, batch, bad);
	let count = from;
	const lines = judged.flatMap(([header, why]) => (why !== undefined ? [] : header.rows('JournalDetails').map((line) => {
		count += 1;
		return postedLine(company, sequence, count, batch, header, line);
	})));
	company.table('GLJournalBatches').put(batch.with({
		Status: 'Posted', ReadyToPost: 'No', PostingSequence: String(sequence), NumberOfErrors: String(bad.length), DateLastEdited: context.today,
		EligibleForEditSwitch: 'No', EligibleForDeleteSwitch: 'No', EligibleForPostingSwitch: 'No',
	}, {
		JournalHeaders: judged.map(([header, why]) => (why === undefined ? header : header.with({
			ErrorBatch: errorBatch, ErrorEntry: String(bad.findIndex(([one]) => one === header) + 1).padStart(5, '0'),
		}))),
	}));
	return lines;
};

/** A run posts its batches under one new sequence, which is the ledger's natural cursor (reference sage-300 7.3). Undefined when nothing was due. */
export const postJournals = (context: WriteContext, range: Range): number | undefined => {
	const { company, world } = context;
	const batches = due(context, range);
	if (batches.length === 0) return undefined;
	const sequence = company.numbers.next('GL/posting');
	const lines: Stored[] = [];
	for (const batch of batches) lines.push(...postBatch(context, batch, sequence, lines.length));
	for (const line of lines) move(company, line);
	const slow = world.armed.take('slow-posting', ...batches.map((batch) => batch.get('Description')));
	company.posted.add(lines, slow?.lines);
	world.effect('posted', { company: company.definition.id, sequence, batches: batches.map((batch) => batch.get('BatchNumber')),
		lines: lines.length });
	return sequence;
};
