import type { CreatedJournal, Journal } from '../../../contracts';
import { AmbiguousError, RejectedError } from '../../../core/errors';
import { isJsonObject, type JsonObject } from '../../../core/json';
import { errorOf } from '../answers/classify-answer';
import { SYSTEM } from '../identity';
import { rowsOf, textOf } from '../values/flat-record';
import { insertRequest, type Sage300Request } from '../wire/requests';
import type { BatchKind } from './batch-kind';
import type { JournalSettings } from './journal-settings';

const FIND_OUT = 'Look in Sage 300 for a batch whose description begins with the reference.';

export const createRequest = (journal: Journal, { client: { place } }: Pick<JournalSettings, 'client'>, kind: BatchKind): Sage300Request =>
	insertRequest(place, { ...kind.name, body: kind.bodyOf(journal), purpose: `create the ${kind.label} ${journal.reference}` });

/** A success may carry remarks; whether they are served is not confirmed (reference sage-300 8.1). */
const warningsOf = (row: JsonObject): string[] => rowsOf(row, 'Warnings').map((warning) => textOf(warning, 'Message')).filter((words) => words !== '');

/**
 * One POST, sent once. A refusal that says it did nothing (429, no licence) is repeated below for about a minute; nothing else is. What was
 * refused with a reason stored nothing as far as is known; the posting looks for it all the same.
 *
 * @throws RejectedError, FatalError, RetryableError as `JournalTarget.create` says; AmbiguousError and ConnectionLostError when nobody
 *   knows whether it was stored
 */
export const createBatch = async (journal: Journal, settings: JournalSettings, kind: BatchKind): Promise<CreatedJournal> => {
	const request = createRequest(journal, settings, kind);
	const { verdict, json } = await settings.client.lasting.attempt(request);
	if (verdict && (verdict.action === 'reject' || verdict.meaning === 'wrong-request')) {
		const { said, remedy, status, code } = verdict;
		throw new RejectedError({ system: SYSTEM, operation: request.purpose, said, remedy, status, ...(code && { code }) }, []);
	}
	if (verdict) throw errorOf(verdict, request.purpose, false);
	const row = isJsonObject(json) ? rowsOf(json, 'value')[0] ?? json : undefined;
	const stored = row && kind.read(row);
	if (!row || !stored || stored.number === '') {
		const remedy = 'Look for the batch before you send it again.';
		throw new AmbiguousError({ system: SYSTEM, operation: request.purpose, said: 'the answer names no batch', remedy }, FIND_OUT);
	}
	const warnings = warningsOf(row);
	return { number: stored.number, status: stored.status, ...(warnings.length > 0 && { warnings }) };
};
