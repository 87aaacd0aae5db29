import type { CreatedJournal, Journal, JournalLine } from '../../../contracts';
import { AmbiguousError, RejectedError, type RejectedRecord } from '../../../core/errors';
import { jsonObject, parseExactBody } from '../../../core/json';
import { errorOf, type Verdict } from '../answers/classify-answer';
import { readErrorBody, sayFieldError, type FieldError } from '../answers/error-body';
import { SYSTEM } from '../identity';
import { detailRows } from '../values/detail-records';
import type { CustomValue } from '../values/wrap';
import { stageOf } from './found-batch';
import { formLink } from './form-link';
import { headerText } from './header-text';
import { readJournal, type StoredJournal } from './journal-answers';
import { createJournalRequest, readJournalByIdRequest, type JournalDraft, type JournalLineDraft } from './journal-requests';
import type { JournalSettings } from './journal-settings';
import { debitTotal } from './totals';

/** A line has one side; one of nothing is a debit of nothing (reference acumatica 6.2). */
const sideOf = ({ amount, debit, credit }: JournalLine): Pick<JournalLineDraft, 'debit' | 'credit'> => (amount.startsWith('-') ? { credit } : { debit });

const lineDraft = (line: JournalLine, branch: string): JournalLineDraft => {
	const { subaccount, lineBranch = branch, project, projectTask, costCode, reference, quantity, unit } = line.fields;
	return { account: line.account, ...sideOf(line), description: line.description, branch: lineBranch, subaccount, project, projectTask, costCode, reference, quantity, unit };
};

const customOf = (journal: Journal, { searchField, controlTotal }: JournalSettings): readonly CustomValue[] => [
	...(searchField === undefined ? [] : [{ field: searchField, value: journal.reference }]),
	...(controlTotal ? [{ field: 'BatchModule.CuryControlTotal', type: 'CustomDecimalField', value: debitTotal(journal) } as const] : []),
];

/** A journal as it is sent. @throws FatalError for values that the rules would not have let through */
export const draftOf = (journal: Journal, settings: JournalSettings): JournalDraft => {
	const { ledger = '', branch = '', currency, date = '', period } = journal.head;
	return {
		ledger, branch, currency, date, period, hold: settings.hold, description: headerText(journal, settings.longestHeaderText),
		custom: customOf(journal, settings), lines: journal.lines.map((line) => lineDraft(line, branch)),
	};
};

/** Says nothing beside the errors that it announces. */
const withoutAnnouncement = (said: string): string =>
	said.replace(/(?:Inserting|Updating)\s+'[^']*' record raised at least one error\.\s*Please review the errors\.\s*/i, '').trim();

/** Whether the rows of the answer are the lines that were sent, in their order; no source says that they have to be. */
const keepsOrder = (body: Buffer, { lines }: Journal): boolean => {
	const rows = detailRows(jsonObject(parseExactBody(body)), 'Details');
	return rows.length === lines.length && rows.every((row, at) => ['', lines[at]?.account].includes((row['Details/Account'] ?? '').trim()));
};

const ROW = /^Details\[(\d+)\](?:\.(.*))?$/;

/** Errors by line, and those about the batch as a whole. */
const sorted = (errors: readonly FieldError[]): { readonly byLine: ReadonlyMap<number, string[]>; readonly ofAll: readonly string[] } => {
	const byLine = new Map<number, string[]>();
	const ofAll: string[] = [];
	for (const { path, said } of errors) {
		const [, row, field = ''] = ROW.exec(path) ?? [];
		if (row === undefined) ofAll.push(sayFieldError({ path, said }));
		else byLine.set(Number(row), [...(byLine.get(Number(row)) ?? []), sayFieldError({ path: field, said })]);
	}
	return { byLine, ofAll: ofAll.map(withoutAnnouncement).filter((said) => said !== '') };
};

/** What the site refused: lines by their position where it is sure, otherwise the batch as a whole with all that was said. */
export const refusalOf = (verdict: Verdict, body: Buffer, journal: Journal, operation: string): RejectedError => {
	const { byLine, ofAll } = sorted(verdict.fieldErrors);
	const positioned = byLine.size > 0 && keepsOrder(body, journal);
	const records: RejectedRecord[] = positioned
		? [...byLine].map(([index, reasons]) => ({ index, key: journal.lines[index]?.key ?? undefined, reasons: [...reasons, ...ofAll] })) : [];
	const said = positioned || byLine.size > 0 || ofAll.length === 0 ? verdict.said : ofAll.join('; ');
	return new RejectedError({ system: SYSTEM, operation, said, remedy: verdict.remedy, status: verdict.status, ...(verdict.code && { code: verdict.code }) }, records);
};

const warningsOf = (stored: StoredJournal, body: Buffer, { hold }: JournalSettings): string[] => [
	...readErrorBody(body).fieldErrors.map(sayFieldError),
	...(!hold && stored.status !== '' && stageOf(stored) === 'held' ? [`its status is "${stored.status}", although it was not sent as held`] : []),
];

/**
 * One PUT, stored as a whole or not at all. A refusal that says it did nothing (429, 409, no seat) is repeated below for about a minute,
 * as the request was not begun; nothing else is.
 *
 * @throws RejectedError, FatalError, RetryableError as `JournalTarget.create` says; AmbiguousError and ConnectionLostError when nobody
 *   knows whether it was stored
 */
export const createBatch = async (journal: Journal, settings: JournalSettings): Promise<CreatedJournal> => {
	const { client: { lasting, place } } = settings;
	const operation = `create the journal entry ${journal.reference}`;
	const request = { ...createJournalRequest(place, draftOf(journal, settings)), purpose: operation };
	const { response, verdict, json } = await lasting.attempt(request);
	if (verdict?.action === 'reject') throw refusalOf(verdict, response.body, journal, operation);
	if (verdict) throw verdict.meaning === 'not-there' ? await lasting.refusal(verdict, request) : errorOf(verdict, operation, false);
	const stored = await numbered(readJournal(json, operation), operation, settings);
	const warnings = warningsOf(stored, response.body, settings);
	return { number: stored.number, status: stored.status, link: formLink(place, stored.number), ...(warnings.length > 0 && { warnings }) };
};

/**
 * Some builds answer with nothing but what was sent (reference acumatica 14.1), and the number is read by the id then. Whatever goes
 * wrong with that, the batch may be stored: it must not look like a refusal.
 */
const numbered = async (stored: StoredJournal, operation: string, { client: { lasting, place } }: JournalSettings): Promise<StoredJournal> => {
	if (stored.number !== '') return stored;
	const nameless = (cause?: unknown): AmbiguousError => new AmbiguousError(
		{ system: SYSTEM, operation, said: 'the answer names no batch', remedy: 'Look for the batch before you send it again.', cause },
		'Look in Acumatica (GL301000) for a batch whose description begins with the reference.',
	);
	const read = await lasting.call(readJournalByIdRequest(place, stored.id)).catch((error: unknown) => {
		throw nameless(error);
	});
	const found = readJournal(read.json, operation);
	if (found.number === '') throw nameless();
	return found;
};
