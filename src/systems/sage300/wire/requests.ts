import { FatalError } from '../../../core/errors';
import { writeExactJson, type JsonDraft } from '../../../core/json';
import { moduleUrl, SYSTEM, type CompletePlace } from '../identity';
import { keyText, type KeyValue } from './keys';
import { queryText } from './query-text';

/** One request as text, before anybody has signed it. */
export interface Sage300Request {
	readonly method: 'GET' | 'POST' | 'PATCH';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly purpose: string;
	readonly repeatable: boolean;
	readonly expected: 'json' | 'xml' | 'nothing';
	/** Ends this one request; beside the signal of the gateway. */
	readonly signal?: AbortSignal;
}

/** A resource with its module: `GL`, `GLAccounts`. */
export interface ResourceName {
	readonly module: string;
	readonly resource: string;
}

const NAME = /^[A-Za-z]\w*$/;

/**
 * `GLAccounts` or, where the module is not the first two letters, `XX/Accounts`.
 *
 * @throws FatalError when it cannot be the name of a resource
 */
export const resourceName = (text: string): ResourceName => {
	const name = text.trim();
	const [first = '', second] = name.split('/');
	const found = second === undefined ? { module: name.slice(0, 2).toUpperCase(), resource: name } : { module: first.toUpperCase(), resource: second };
	if (name.split('/').length <= 2 && NAME.test(found.resource) && /^[A-Z][A-Z0-9]$/.test(found.module)) return found;
	throw new FatalError({
		system: SYSTEM, operation: 'name the resource', said: `"${name}" is not the name of a resource`,
		remedy: 'Choose it from the list, or write it as the web API spells it: GLAccounts. Where the module is not its first two letters, write XX/Name.',
	});
};

export interface ListRequest extends ResourceName {
	/** Names as the server spells them; without any, everything comes, details included. */
	readonly select?: readonly string[];
	/** In the server's language, not escaped. */
	readonly filter?: string;
	readonly skip?: number;
	readonly top?: number;
}

const JSON_ANSWER = { accept: 'application/json' };

const addressOf = (place: CompletePlace, { module, resource }: ResourceName): string => `${moduleUrl(place, module)}/${resource}`;

const counted = (value: number | undefined): string | undefined => (value === undefined || value === 0 ? undefined : String(value));

const read = (url: string, purpose: string): Sage300Request => ({ method: 'GET', url, headers: JSON_ANSWER, purpose, repeatable: true, expected: 'json' });

/** The module's document; its own form is XML whatever is asked for. */
export const metadataRequest = (place: CompletePlace, module: string): Sage300Request => ({
	method: 'GET', url: `${moduleUrl(place, module)}/$metadata`, headers: { accept: 'application/xml, application/json' },
	purpose: `read the field lists of ${module}`, repeatable: true, expected: 'xml',
});

export const listQuery = ({ select, filter, skip, top }: Omit<ListRequest, keyof ResourceName>): string =>
	queryText([['$select', select?.join(',')], ['$filter', filter], ['$skip', counted(skip)], ['$top', counted(top)]]);

export const listRequest = (place: CompletePlace, { module, resource, ...query }: ListRequest): Sage300Request =>
	read(`${addressOf(place, { module, resource })}${listQuery(query)}`, `read ${resource}`);

export interface RecordRequest extends ResourceName {
	readonly keys: readonly KeyValue[];
	readonly select?: readonly string[];
}

export const recordRequest = (place: CompletePlace, { keys, select, ...name }: RecordRequest): Sage300Request => read(
	`${addressOf(place, name)}${keyText(name.resource, keys)}${queryText([['$select', select?.join(',')]])}`,
	`read ${name.resource} ${keys.map(({ value }) => value).join(', ')}`,
);

export interface WriteRequest extends ResourceName {
	readonly body: JsonDraft;
	readonly purpose: string;
}

/** Inserts one record with its details. Never sent a second time by itself: there is no idempotency key (reference sage-300 8.1). */
export const insertRequest = (place: CompletePlace, { body, purpose, ...name }: WriteRequest): Sage300Request =>
	({ method: 'POST', url: addressOf(place, name), headers: JSON_ANSWER, body: writeExactJson(body), purpose, repeatable: false, expected: 'json' });

/** Changes what is sent and no more, to the same values however often; answers without a body (reference sage-300 8.1). */
export const changeRequest = (place: CompletePlace, { body, purpose, keys, ...name }: WriteRequest & Pick<RecordRequest, 'keys'>): Sage300Request => ({
	method: 'PATCH', url: `${addressOf(place, name)}${keyText(name.resource, keys)}`, headers: JSON_ANSWER, body: writeExactJson(body), purpose,
	repeatable: true, expected: 'nothing',
});

/** The parameters that a process takes, with their defaults. Changes nothing. */
export const templateRequest = (place: CompletePlace, name: ResourceName): Sage300Request => ({
	method: 'POST', url: `${addressOf(place, name)}('$template')`, headers: JSON_ANSWER, body: '{}', purpose: `ask for the parameters of ${name.resource}`,
	repeatable: true, expected: 'json',
});

/** Runs a process. A good answer says that it ran, not that it did all (reference sage-300 8.3). */
export const processRequest = (place: CompletePlace, { body, purpose, ...name }: WriteRequest): Sage300Request => ({
	method: 'POST', url: `${addressOf(place, name)}('$process')`, headers: JSON_ANSWER, body: writeExactJson(body), purpose, repeatable: false, expected: 'nothing',
});
