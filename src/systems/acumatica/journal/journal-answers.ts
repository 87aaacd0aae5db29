import type { HttpResponse } from '../../../contracts';
import { AmbiguousError, FatalError } from '../../../core/errors';
import { followWithin } from '../../../core/http/trusted-hosts';
import { isJsonObject, jsonList, type ExactJson, type JsonObject } from '../../../core/json';
import { classifyAnswer, errorOf } from '../answers/classify-answer';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import { detailRows } from '../values/detail-records';
import { dayOf } from '../values/stamps';
import { fieldText, flattenRecord, type RecordFields } from '../values/unwrap';
import { statusRequest, type AcumaticaRequest } from '../wire/requests';

/** A batch as Acumatica holds it; every value its own text. */
export interface StoredJournal {
	readonly id: string;
	/** '' where the answer does not hold it, or the batch was not saved (`<NEW>`). */
	readonly number: string;
	/** `On Hold`, `Balanced`, `Pending Approval`, `Unposted`, `Posted` … in the language of the session. */
	readonly status: string;
	readonly ledger: string;
	readonly branch: string;
	readonly currency: string;
	/** `2026-04-30` */
	readonly date: string;
	/** `042026` */
	readonly period: string;
	readonly description: string;
	readonly hold: boolean;
	readonly modified: string;
	/** Custom fields that were asked for, by `View.Field`. */
	readonly custom: RecordFields;
	/** In the server's order, named `Account`, `DebitAmount` …; empty where lines were not asked for. */
	readonly lines: readonly RecordFields[];
}

const NOT_SAVED = '<NEW>';

const storedJournal = (row: JsonObject): StoredJournal => {
	const number = fieldText(row, 'BatchNbr').trim();
	return {
		id: fieldText(row, 'id'), number: number === NOT_SAVED ? '' : number, status: fieldText(row, 'Status'),
		ledger: fieldText(row, 'LedgerID'), branch: fieldText(row, 'BranchID'), currency: fieldText(row, 'CurrencyID'),
		date: dayOf(fieldText(row, 'TransactionDate')), period: fieldText(row, 'PostPeriod'), description: fieldText(row, 'Description'),
		hold: fieldText(row, 'Hold') === 'true', modified: fieldText(row, 'LastModifiedDateTime'),
		custom: Object.fromEntries(Object.entries(flattenRecord(row)).filter(([name]) => name.includes('.'))),
		lines: detailRows(row, 'Details').map((line) => Object.fromEntries(Object.entries(line).map(([name, value]) => [name.slice('Details/'.length), value]))),
	};
};

const FIND_OUT = 'Look for the batch in Acumatica (GL301000) by its description before you post it again.';

/**
 * The good answer to a create or to a read by number.
 *
 * @throws AmbiguousError when it holds no batch: it may have been stored
 */
export const readJournal = (answer: ExactJson, operation: string): StoredJournal => {
	const journal = isJsonObject(answer) ? storedJournal(answer) : undefined;
	if (journal && (journal.number !== '' || journal.id !== '')) return journal;
	throw new AmbiguousError({ system: SYSTEM, operation, said: 'the answer names no batch', remedy: 'Look for the batch before you send it again.' }, FIND_OUT);
};

/** The good answer to a search. @throws FatalError when it is no list, which must not be taken for "none" */
export const readJournals = (answer: ExactJson): readonly StoredJournal[] => {
	if (!Array.isArray(answer)) {
		throw new FatalError({ system: SYSTEM, operation: 'look for the journal transaction', said: 'the answer is no list', remedy: 'Check the endpoint in the credential.' });
	}
	return jsonList(answer).filter(isJsonObject).map(storedJournal);
};

/** How far a started release is. What it came to, posted or not, only the batch itself tells. */
export type Progress =
	| { readonly state: 'ended' }
	| { readonly state: 'running'; readonly status: AcumaticaRequest };

/** Relative to the origin, with the virtual directory in it (reference acumatica 6.2); followed within the site's host only. */
const statusOf = ({ siteUrl }: AcumaticaPlace, location: string, purpose: string): AcumaticaRequest =>
	statusRequest(followWithin(siteUrl, location, { domain: new URL(siteUrl).hostname, system: SYSTEM }).href, purpose);

/**
 * The answer to the start of a release: 204 is done at once, and its `Location` leads nowhere; 202 runs on and tells at
 * its `Location` how it goes. The status is asked for in the same session, as another one does not know it (reference
 * acumatica 6.2).
 *
 * @throws FatalError or EntityRejectedError when it was refused, AmbiguousError when nobody knows whether it was started
 */
export const readReleaseStart = (place: AcumaticaPlace, response: HttpResponse, operation: string): Progress => {
	const verdict = classifyAnswer(response, 'nothing');
	if (verdict) throw errorOf(verdict, operation, false);
	if (response.status !== 202) return { state: 'ended' };
	const location = response.headers.location ?? '';
	if (location === '') {
		throw new AmbiguousError(
			{ system: SYSTEM, operation, status: 202, said: 'it was started, but the answer does not say where to ask how it goes', remedy: 'Look at the batch.' },
			'Look at the status of the batch in Acumatica (GL301000): Posted or Unposted means released.',
		);
	}
	return { state: 'running', status: statusOf(place, location, `${operation}: ask how it goes`) };
};

/**
 * The answer to a question for the status: 202 runs on, 204 or another good one has ended.
 *
 * @throws what a failed release answers: FatalError, EntityRejectedError, RetryableError; the batch is `Balanced` then
 */
export const readReleaseStatus = (response: HttpResponse, asked: AcumaticaRequest): Progress => {
	const verdict = classifyAnswer(response, 'nothing');
	if (verdict) throw errorOf(verdict, asked.purpose, true);
	return response.status === 202 ? { state: 'running', status: asked } : { state: 'ended' };
};
