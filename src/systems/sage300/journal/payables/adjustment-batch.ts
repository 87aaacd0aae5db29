import type { Journal, JournalLine } from '../../../../contracts';
import { exactNumber, type JsonDraft, type JsonObject } from '../../../../core/json';
import { rowsOf, dayIn, textOf } from '../../values/flat-record';
import { equalTo } from '../../wire/filter';
import type { BatchKind, StoredBatch } from '../batch-kind';
import { batchText, entryText } from '../header-text';
import { dayText } from '../journal-settings';
import type { AdjustmentSettings } from './adjustment-settings';

/** Adjustments live among the payments and are told apart by this selector (reference sage-300 8.4). */
const SELECTOR = 'AD';
const BATCH = 'BatchNumber';

const number = (value: number | string): JsonDraft => exactNumber(String(value));
const filled = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

/** In the order of their first line. */
const groupedBy = (lines: readonly JournalLine[], field: string): ReadonlyArray<readonly [value: string, lines: readonly JournalLine[]]> => {
	const groups = new Map<string, JournalLine[]>();
	for (const line of lines) groups.set(line.fields[field] ?? '', [...(groups.get(line.fields[field] ?? '') ?? []), line]);
	return [...groups];
};

const withoutSign = (text: string): string => text.replace(/^-/, '');

/** Selector, kind and dates first, then vendor and document, then account and amount: the order counts (reference sage-300 8.1). */
export const adjustmentBody = (journal: Journal, settings: AdjustmentSettings): JsonDraft => {
	const day = dayText(journal.head.date ?? '', settings);
	const { debitType, creditType, amounts } = settings;

	const distribution = (line: JournalLine, entry: number, applied: number, sequence: number): JsonDraft => ({
		BatchType: SELECTOR, EntryNumber: number(entry), LineNumber: number(applied), SequenceNumber: number(sequence),
		TransactionType: number(line.fields.transactionType || (line.amount.startsWith('-') ? creditType : debitType)),
		DistributionAmount: number(amounts === 'absolute' ? withoutSign(line.amount) : line.amount),
		DistributionCode: filled(line.fields.distributionCode), DistributionGLAccount: line.account,
		DocumentLineNumber: number(line.fields.documentLine || 1),
	});
	const applied = (vendor: string, document: string, lines: readonly JournalLine[], entry: number, index: number): JsonDraft => {
		const lineNumber = (index + 1) * 20;
		return {
			BatchType: SELECTOR, EntryNumber: number(entry), LineNumber: number(lineNumber), VendorNumber: vendor, DocumentNumber: document,
			PaymentType: 'Adjustment', DocumentDate: day, AdjustmentGLDistributions: lines.map((line, at) => distribution(line, entry, lineNumber, at + 1)),
		};
	};
	return {
		BatchSelector: SELECTOR, BatchDate: day, Description: batchText(journal),
		PaymentsAdjustments: groupedBy(journal.lines, 'vendor').map(([vendor, ofVendor], at): JsonDraft => ({
			BatchType: SELECTOR, EntryNumber: number(at + 1), VendorNumber: vendor, PaymentDateAdjustmentDate: day, EntryDescription: entryText(journal),
			AppliedPayments: groupedBy(ofVendor, 'document').map(([document, lines], index) => applied(vendor, document, lines, at + 1, index)),
		})),
	};
};

const isZeroAmount = (text: string): boolean => /^-?0*(?:\.0*)?$/.test(text);

const lineOf = (row: JsonObject, vendor: string, document: string, { amounts, creditType }: AdjustmentSettings): StoredBatch['lines'][number] => {
	const told = textOf(row, 'DistributionAmount');
	const isCredit = amounts === 'absolute' && textOf(row, 'TransactionType').trim() === String(creditType) && !isZeroAmount(told);
	return { account: textOf(row, 'DistributionGLAccount').trim(), amount: isCredit ? `-${withoutSign(told)}` : told, fields: { vendor, document } };
};

const linesOf = (entry: JsonObject, settings: AdjustmentSettings): StoredBatch['lines'] => rowsOf(entry, 'AppliedPayments').flatMap((applied) => {
	const vendor = (textOf(applied, 'VendorNumber') || textOf(entry, 'VendorNumber')).trim();
	const document = textOf(applied, 'DocumentNumber').trim();
	return rowsOf(applied, 'AdjustmentGLDistributions').map((row) => lineOf(row, vendor, document, settings));
});

/** A number of zeros is none; `3.0000` is written `3`. */
const plainNumber = (text: string): string => {
	const digits = text.trim().replace(/\.0*$/, '');
	return /^0*$/.test(digits) ? '' : digits;
};

const readBatch = (row: JsonObject, settings: AdjustmentSettings): StoredBatch => {
	const entries = rowsOf(row, 'PaymentsAdjustments');
	const date = dayIn(row, 'BatchDate');
	const moved = entries.map((entry) => plainNumber(textOf(entry, 'ErrorBatch') || textOf(entry, 'ErrorBatchNumber')));
	return {
		number: plainNumber(textOf(row, BATCH)), status: textOf(row, 'BatchStatus').trim(), description: textOf(row, 'Description'), isMarkedReady: false,
		errorBatches: [...new Set(moved.filter((one) => one !== ''))], isMovedInPart: moved.some((one) => one !== '') && moved.includes(''),
		head: date === '' ? {} : { date }, lines: entries.flatMap((entry) => linesOf(entry, settings)),
	};
};

/** Adjustment batches of accounts payable; their number is a number, and the selector is part of the key (reference sage-300 5.2). */
export const adjustmentBatches = (settings: AdjustmentSettings): BatchKind => ({
	label: 'A/P adjustment batch',
	name: { module: 'AP', resource: 'APPaymentAndAdjustmentBatches' },
	keyOf: (value) => [{ name: 'BatchSelector', type: 'text', value: SELECTOR }, { name: BATCH, type: 'number', value }],
	within: equalTo('BatchSelector', SELECTOR),
	select: ['BatchSelector', BATCH, 'Description', 'BatchStatus'],
	readyBodies: [(value) => ({ BatchSelector: SELECTOR, [BATCH]: number(value), BatchStatus: 'ReadyToPost' })],
	process: { module: 'AP', resource: 'APPostPaymentsAndAdjustments' },
	processValues: { BatchType: SELECTOR },
	bodyOf: (journal) => adjustmentBody(journal, settings),
	read: (row) => readBatch(row, settings),
});
