import { FatalError } from '../../../core/errors';
import type { JsonDraft } from '../../../core/json';
import { allOf, anyOf, startsWith } from '../../../core/odata/filter';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import { wrapCustom, wrapDecimal, wrapFlag, wrapText, type CustomValue } from '../values/wrap';
import { periodOf } from '../values/periods';
import { equalTo, filterText, type Filter } from '../wire/filter';
import { actionRequest, listRequest, recordRequest, writeRequest, type AcumaticaRequest } from '../wire/requests';

export const JOURNAL = 'JournalTransaction';
/** Only this module's batches can be made from outside (reference acumatica 5.2). */
export const JOURNAL_MODULE = 'GL';

/** Amounts in the currency of the batch, as exact decimal text. Exactly one of debit and credit is given. */
export interface JournalLineDraft {
	readonly branch?: string;
	readonly account: string;
	readonly subaccount?: string;
	readonly debit?: string;
	readonly credit?: string;
	readonly description?: string;
	/** Not filterable (reference acumatica 6.3). */
	readonly reference?: string;
	readonly project?: string;
	readonly projectTask?: string;
	readonly costCode?: string;
	readonly quantity?: string;
	readonly unit?: string;
}

export interface JournalDraft {
	readonly ledger: string;
	readonly branch: string;
	readonly currency?: string;
	/** `2026-04-30` */
	readonly date: string;
	/** `04-2026` or `042026`; the period of the date unless given. */
	readonly period?: string;
	/** The one header text that can be searched: it has to begin with the reference. */
	readonly description: string;
	/** Always sent: the default is a preference of the site (reference acumatica 6.2). */
	readonly hold: boolean;
	readonly custom?: readonly CustomValue[];
	readonly lines: readonly JournalLineDraft[];
}

const HEADER_FIELDS = [
	'Module', 'BatchNbr', 'Status', 'LedgerID', 'BranchID', 'CurrencyID', 'TransactionDate', 'PostPeriod', 'Description', 'Hold', 'LastModifiedDateTime',
];
const LINE_FIELDS = [
	'LineNbr', 'BranchID', 'Account', 'Subaccount', 'DebitAmount', 'CreditAmount', 'TransactionDescription', 'ReferenceNbr',
	'Project', 'ProjectTask', 'CostCode', 'Qty', 'UOM',
].map((name) => `Details/${name}`);

/** Header and lines: what a later comparison needs. Asked for on writing too, as an answer may hold only what was sent (reference acumatica 14.1). */
const WITH_LINES = { select: [...HEADER_FIELDS, ...LINE_FIELDS], expand: ['Details'] };

const optional = (value: string | undefined): JsonDraft | undefined => (value === undefined || value === '' ? undefined : wrapText(value));
const amount = (value: string | undefined): JsonDraft | undefined => (value === undefined || value === '' ? undefined : wrapDecimal(value));

const refuse = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'build the journal transaction', said, remedy });

const lineBody = (line: JournalLineDraft, index: number): JsonDraft => {
	const sides = [line.debit, line.credit].filter((side) => side !== undefined && side !== '');
	if (sides.length !== 1) {
		throw refuse(`line ${index + 1} has ${sides.length === 0 ? 'neither debit nor credit' : 'debit and credit'}`, 'Give each line one of the two.');
	}
	return {
		BranchID: optional(line.branch), Account: wrapText(line.account), Subaccount: optional(line.subaccount),
		DebitAmount: amount(line.debit), CreditAmount: amount(line.credit),
		TransactionDescription: optional(line.description), ReferenceNbr: optional(line.reference),
		Project: optional(line.project), ProjectTask: optional(line.projectTask), CostCode: optional(line.costCode),
		Qty: amount(line.quantity), UOM: optional(line.unit),
	};
};

/** @throws FatalError for a draft that cannot be written */
export const journalBody = (draft: JournalDraft): JsonDraft => {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.date)) throw refuse(`"${draft.date}" is no date`, 'Give the date like 2026-04-30.');
	return {
		Module: wrapText(JOURNAL_MODULE), LedgerID: wrapText(draft.ledger), BranchID: wrapText(draft.branch), CurrencyID: optional(draft.currency),
		// Without an offset: it is the site's day, and is not converted.
		TransactionDate: wrapText(`${draft.date}T00:00:00`), PostPeriod: optional(draft.period && periodOf(draft.period)),
		Description: wrapText(draft.description), Hold: wrapFlag(draft.hold),
		Details: draft.lines.map(lineBody),
		...(draft.custom && draft.custom.length > 0 ? { custom: wrapCustom(draft.custom) } : {}),
	};
};

/**
 * Creates a batch. Not repeatable: there is no idempotency key, and a number that is sent is ignored, so nothing but a
 * search tells whether it was stored (reference acumatica 6.1, 6.3).
 */
export const createJournalRequest = (place: AcumaticaPlace, draft: JournalDraft): AcumaticaRequest =>
	writeRequest(place, { entity: JOURNAL, body: journalBody(draft), purpose: `create the journal transaction "${draft.description}"`, ...WITH_LINES });

/** The batch that this one reverses, or was made from: a reversal carries the description of what it reverses. */
export const ORIGINAL_NUMBER = 'BatchModule.OrigBatchNbr';

interface Wanted {
	readonly withLines?: boolean;
	/** Custom fields to be given back. */
	readonly custom?: readonly string[];
}

export interface JournalSearch extends Wanted {
	readonly references: readonly string[];
	/** A user-defined header field that holds the reference, instead of the description: `BatchModule.AttributeSOURCE`. */
	readonly customField?: string;
}

const journalList = (place: AcumaticaPlace, filter: Filter | undefined, { withLines = false, custom = [] }: Wanted): AcumaticaRequest => listRequest(place, {
	entity: JOURNAL, ...(filter && { filter: filterText(filter) }), archived: true, ...(withLines ? WITH_LINES : { select: HEADER_FIELDS }), custom,
});

const inModule = (filter: Filter | undefined): Filter | undefined => allOf(equalTo('Module', JOURNAL_MODULE), filter);

/**
 * All batches under these references, archived ones too: whoever posts must not overlook one. In all ledgers and branches: a batch that
 * somebody has moved is still this one. Without a `$top`, so everything comes (reference acumatica 4).
 */
export const findJournalsRequest = (place: AcumaticaPlace, { references, customField, ...wanted }: JournalSearch): AcumaticaRequest => {
	if (references.length === 0 || references.some((reference) => reference.trim() === '')) {
		throw refuse('the reference is empty', 'Give the reference by which the batch is found again.');
	}
	const named = references.map((reference) =>
		(customField === undefined ? startsWith('Description', reference) : equalTo(`cf.String(f='${customField}')`, reference)));
	return journalList(place, inModule(anyOf(...named)), { ...wanted, custom: [...(wanted.custom ?? []), ...(customField === undefined ? [] : [customField])] });
};

/** Batches by number, with their lines. */
export const linesOfJournalsRequest = (place: AcumaticaPlace, numbers: readonly string[]): AcumaticaRequest =>
	journalList(place, inModule(anyOf(...numbers.map((number) => equalTo('BatchNbr', number)))), { withLines: true });

/** One batch by its record's id, where the answer to its creation left out the number. */
export const readJournalByIdRequest = (place: AcumaticaPlace, id: string): AcumaticaRequest =>
	recordRequest(place, { entity: JOURNAL, keys: [id], select: HEADER_FIELDS });

export const readJournalRequest = (place: AcumaticaPlace, batchNumber: string): AcumaticaRequest =>
	recordRequest(place, { entity: JOURNAL, keys: [JOURNAL_MODULE, batchNumber], archived: true, ...WITH_LINES });

/** Release of one batch; only `Balanced` ones can be (reference acumatica 6.3). */
export const releaseJournalRequest = (place: AcumaticaPlace, batchNumber: string): AcumaticaRequest => actionRequest(place, {
	entity: JOURNAL, action: 'ReleaseJournalTransaction', purpose: `release batch ${batchNumber}`,
	body: { entity: { Module: wrapText(JOURNAL_MODULE), BatchNbr: wrapText(batchNumber) } },
});
