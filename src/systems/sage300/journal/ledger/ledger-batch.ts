import type { Journal, JournalLine } from '../../../../contracts';
import { exactNumber, type ExactNumber, type JsonDraft, type JsonObject } from '../../../../core/json';
import { dayIn, rowsOf, textOf } from '../../values/flat-record';
import type { BatchKind, StoredBatch } from '../batch-kind';
import { batchText, entryText, lineReference, ownReference } from '../header-text';
import { dayText, type JournalSettings } from '../journal-settings';

/** A source code is a ledger and a type: `GL-JE`. */
export const USUAL_SOURCE_CODE = 'GL-JE';

const amount = (text: string | undefined): ExactNumber | undefined => (text === undefined || text === '' ? undefined : exactNumber(text));
const filled = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

/** Place-holders that link children to parents; the server gives its own (reference sage-300 8.1). Lines count in steps of 20. */
const ENTRY = '00001';
const transactionNumber = (index: number): string => String((index + 1) * 20).padStart(10, '0');

/**
 * Properties are applied in the order in which they are written (reference sage-300 8.1): what the account and the currency decide comes
 * before the amounts. The reference begins with that of the journal: the line that is posted has it as well (reference sage-300 7.3), so the
 * ledger tells of a journal whose batch was cleared.
 */
const lineBody = (line: JournalLine, index: number, { reference: ofJournal }: Journal, settings: JournalSettings): JsonDraft => {
	const { sourceCurrency, sourceAmount, rateType, rateDate, rate, reference } = line.fields;
	return {
		TransactionNumber: transactionNumber(index), AccountNumber: line.account,
		SourceCurrency: filled(sourceCurrency), CurrencyRateTable: filled(rateType),
		CurrencyRateDate: filled(rateDate && dayText(rateDate, settings)), CurrencyRate: amount(rate),
		Amount: exactNumber(line.amount), SourceCurrencyAmount: amount(sourceAmount) ?? exactNumber(line.amount),
		Description: filled(line.description), Reference: lineReference(ofJournal, reference),
	};
};

const entryBody = (journal: Journal, settings: JournalSettings, usualSource: string): JsonDraft => {
	const { date = '', period, sourceCode = usualSource } = journal.head;
	const [ledger = '', type = ''] = sourceCode.split('-');
	const [year, number] = period === undefined ? [] : period.split('-');
	return {
		EntryNumber: ENTRY, SourceLedger: ledger, SourceType: type, Description: entryText(journal),
		DocumentDate: dayText(date, settings), PostingDate: dayText(date, settings), FiscalYear: filled(year), FiscalPeriod: filled(number),
		JournalDetails: journal.lines.map((line, index) => lineBody(line, index, journal, settings)),
	};
};

const BATCH = 'BatchNumber';

const lineOf = (row: JsonObject, description: string): StoredBatch['lines'][number] => {
	const [ofJournal = ''] = description.split(' ');
	const reference = ownReference(textOf(row, 'Reference').trim(), ofJournal);
	return { account: textOf(row, 'AccountNumber').trim(), amount: textOf(row, 'Amount'), fields: reference === '' ? {} : { reference } };
};

const joined = (left: string, right: string): string => (left === '' || right === '' ? '' : `${left}-${right}`);

/** Of one entry; several entries were not made by this client, and their lines tell that already. */
const headOf = (entry: JsonObject | undefined): Readonly<Record<string, string>> => {
	if (!entry) return {};
	const head = {
		date: dayIn(entry, 'PostingDate') || dayIn(entry, 'DocumentDate'), sourceCode: joined(textOf(entry, 'SourceLedger').trim(), textOf(entry, 'SourceType').trim()),
		period: joined(textOf(entry, 'FiscalYear').trim(), textOf(entry, 'FiscalPeriod').trim().padStart(2, '0')),
	};
	return Object.fromEntries(Object.entries(head).filter(([, value]) => value !== ''));
};

const isYes = (text: string): boolean => /^(?:yes|true|1|readytopost)$/i.test(text.trim());

/** A number of zeros is none. */
const errorBatchIn = (row: JsonObject): string => {
	const number = textOf(row, 'ErrorBatch').trim();
	return /^0*$/.test(number) ? '' : number.padStart(6, '0');
};

const readBatch = (row: JsonObject): StoredBatch => {
	const description = textOf(row, 'Description');
	const entries = rowsOf(row, 'JournalHeaders');
	const moved = entries.map(errorBatchIn);
	return {
		number: textOf(row, BATCH).trim(), status: textOf(row, 'Status').trim(), description,
		isMarkedReady: isYes(textOf(row, 'ReadyToPost')), errorBatches: [...new Set(moved.filter((number) => number !== ''))],
		isMovedInPart: moved.some((number) => number !== '') && moved.includes(''),
		head: headOf(entries[0]), lines: entries.flatMap((entry) => rowsOf(entry, 'JournalDetails')).map((line) => lineOf(line, description)),
	};
};

/** Journal batches of the general ledger; their number is text with leading zeros (reference sage-300 5.2). */
export const ledgerBatches = (settings: JournalSettings, usualSource: string): BatchKind => ({
	label: 'G/L batch',
	name: { module: 'GL', resource: 'GLJournalBatches' },
	keyOf: (number) => [{ name: BATCH, type: 'text', value: number }],
	within: undefined,
	select: [BATCH, 'Description', 'Status'],
	readyBodies: [
		(number) => ({ [BATCH]: number, Status: 'ReadyToPost' }),
		(number) => ({ [BATCH]: number, ReadyToPost: 'Yes' }),
	],
	process: { module: 'GL', resource: 'GLPostJournal' },
	processValues: {},
	bodyOf: (journal) => ({ Description: batchText(journal), JournalHeaders: [entryBody(journal, settings, usualSource)] }),
	read: readBatch,
});
