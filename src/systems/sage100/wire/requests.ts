import { writeExactJson, type JsonDraft } from '../../../core/json';
import { addressOf, type CompletePlace } from '../identity';
import { queryText, type QueryParts } from './query-text';

/** One request as text, before anybody has signed it. */
export interface Sage100Request {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly purpose: string;
	readonly repeatable: boolean;
	/** Names the company in its header. */
	readonly ofCompany: boolean;
	/** Sent once, whatever comes: whoever sends it looks before it is sent again. */
	readonly single?: boolean;
	/** The question after the contract itself. */
	readonly beforeContract?: boolean;
}

const read = (place: CompletePlace, path: string, purpose: string, query: QueryParts = []): Sage100Request =>
	({ method: 'GET', url: `${addressOf(place, path)}${queryText(query)}`, headers: {}, purpose, repeatable: true, ofCompany: true });

export const healthRequest = (place: CompletePlace): Sage100Request =>
	({ ...read(place, '/health', 'ask the agent for its version'), ofCompany: false, beforeContract: true });

/** Of all companies the agent opens a session in each. */
export const companiesRequest = (place: CompletePlace): Sage100Request => ({ ...read(place, '/companies', 'read the companies'), ofCompany: false });

export const companyRequest = (place: CompletePlace): Sage100Request =>
	({ ...read(place, '/companies', `read the facts of the company ${place.company}`, [['code', place.company]]), ofCompany: false });

export const readyRequest = (place: CompletePlace): Sage100Request => read(place, '/health/ready', 'ask whether Sage 100 can be reached');

export const clockRequest = (place: CompletePlace): Sage100Request => read(place, '/clock', 'ask for the time of the Sage server');

export interface ListRequest {
	/** `/gl/accounts` */
	readonly path: string;
	readonly label: string;
	readonly query: QueryParts;
	/** A stamp as Sage writes it; inclusive. */
	readonly updatedSince?: string;
	/** Undefined for a list that is never paged. */
	readonly pageSize?: number;
	readonly cursor?: string;
}

export const listRequest = (place: CompletePlace, { path, label, query, updatedSince, pageSize, cursor }: ListRequest): Sage100Request =>
	read(place, path, `read ${label}`, [...query, ['updatedSince', updatedSince], ['pageSize', pageSize === undefined ? undefined : String(pageSize)], ['cursor', cursor]]);

const ENTRIES = '/gl/journal-entries';

export const findEntriesRequest = (place: CompletePlace, naturalKey: string): Sage100Request =>
	read(place, ENTRIES, `look up the journal entry ${naturalKey}`, [['naturalKey', naturalKey]]);

interface EntryRequest {
	readonly naturalKey: string;
	readonly body: JsonDraft;
	readonly purpose: string;
}

/** Sent once. The key makes a second one harmless; the look-up that comes before it all the same tells what became of the first. */
export const createEntryRequest = (place: CompletePlace, { naturalKey, body, purpose }: EntryRequest): Sage100Request => ({
	method: 'POST', url: addressOf(place, ENTRIES), headers: { 'idempotency-key': naturalKey }, body: writeExactJson(body), purpose, repeatable: false,
	single: true, ofCompany: true,
});

/** Runs the checks and writes nothing. */
export const validateEntryRequest = (place: CompletePlace, { naturalKey, body, purpose }: EntryRequest): Sage100Request => ({
	method: 'POST', url: `${addressOf(place, ENTRIES)}${queryText([['validateOnly', 'true']])}`, headers: { 'idempotency-key': naturalKey },
	body: writeExactJson(body), purpose, repeatable: true, ofCompany: true,
});

/** Posts every entry of the journal and batch that is ready. Locks are waited for; whatever leaves the end open is not repeated. */
export const runRegisterRequest = (place: CompletePlace, { body, purpose }: Omit<EntryRequest, 'naturalKey'>): Sage100Request =>
	({ method: 'POST', url: addressOf(place, '/gl/journal-registers'), headers: {}, body: writeExactJson(body), purpose, repeatable: false, ofCompany: true });
