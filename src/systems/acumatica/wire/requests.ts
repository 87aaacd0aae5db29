import { FatalError } from '../../../core/errors';
import { writeExactJson, type JsonDraft } from '../../../core/json';
import { baseOf, SYSTEM, type AcumaticaPlace } from '../identity';
import { queryText } from './query-text';

/** One request as text, before anybody has signed it. */
export interface AcumaticaRequest {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly purpose: string;
	readonly repeatable: boolean;
	readonly expected: 'json' | 'nothing';
	/** Ends this one request; the signal of the gateway, where it has one, takes its place. */
	readonly signal?: AbortSignal;
}

/** What of an entity is asked for; names as the server spells them. Empty lists are left out. */
export interface Selection {
	/** `Status`, `Details/Account`; without any, all fields of the top level come. */
	readonly select?: readonly string[];
	/** `Details`, `MainContact/Address` */
	readonly expand?: readonly string[];
	/** `Document.UsrRegion`, `Details/Transactions.UsrRegion` (needs its expansion too) */
	readonly custom?: readonly string[];
}

export interface ListRequest extends Selection {
	readonly entity: string;
	/** In the server's language, not escaped. */
	readonly filter?: string;
	readonly skip?: number;
	readonly top?: number;
	/** Archived records too; they are hidden by default (reference acumatica 4). */
	readonly archived?: boolean;
}

const ENTITY = /^[A-Za-z_]\w*$/;

/** @throws FatalError when it cannot be the name of an entity */
export const entityName = (entity: string): string => {
	if (ENTITY.test(entity)) return entity;
	throw new FatalError({
		system: SYSTEM, operation: 'name the entity', said: `"${entity}" is not the name of an entity`,
		remedy: 'Choose an entity from the list, or write its name as the endpoint spells it: JournalTransaction.',
	});
};

const JSON_ANSWER = { accept: 'application/json' };
const JSON_BOTH = { ...JSON_ANSWER, 'content-type': 'application/json' };

/** A header holds Latin-1 at best; other letters of a branch name would make the request unsendable. */
export const branchHeader = ({ branch }: AcumaticaPlace): Readonly<Record<string, string>> => {
	if (branch === undefined) return {};
	if (/^[\x20-\x7e]+$/.test(branch)) return { 'px-cbapibranch': branch };
	throw new FatalError({
		system: SYSTEM, operation: 'use the credential', said: `the branch name "${branch}" holds letters that a header cannot carry`,
		remedy: 'Leave the branch empty in the credential and make it the default branch of the user in Acumatica.',
	});
};

const joined = (names: readonly string[] | undefined): string | undefined => (names && names.length > 0 ? names.join(',') : undefined);

const selectionParts = ({ select, expand, custom }: Selection): ReadonlyArray<readonly [string, string | undefined]> =>
	[['$expand', joined(expand)], ['$select', joined(select)], ['$custom', joined(custom)]];

const read = (url: string, purpose: string, headers: Readonly<Record<string, string>> = {}): AcumaticaRequest =>
	({ method: 'GET', url, headers: { ...JSON_ANSWER, ...headers }, purpose, repeatable: true, expected: 'json' });

/** Build number, and the endpoints that this site has. */
export const endpointsRequest = ({ siteUrl }: AcumaticaPlace): AcumaticaRequest =>
	read(`${siteUrl}/entity`, 'ask which endpoints the site has', { 'cache-control': 'no-cache' });

/** The OpenAPI document of the endpoint, about 3 MB. */
export const openApiRequest = (place: AcumaticaPlace): AcumaticaRequest =>
	read(`${baseOf(place)}/swagger.json${queryText([['company', place.tenant]])}`, 'read the field lists');

export const adHocSchemaRequest = (place: AcumaticaPlace, entity: string): AcumaticaRequest =>
	read(`${baseOf(place)}/${entityName(entity)}/$adHocSchema`, `list the custom fields of ${entity}`);

export const listRequest = (place: AcumaticaPlace, { entity, filter, skip, top, archived, ...selection }: ListRequest): AcumaticaRequest =>
	read(
		`${baseOf(place)}/${entityName(entity)}${queryText([
			...selectionParts(selection), ['$filter', filter],
			['$skip', skip === undefined || skip === 0 ? undefined : String(skip)], ['$top', top === undefined ? undefined : String(top)],
		])}`,
		`read ${entity}`, { ...branchHeader(place), ...(archived ? { 'px-apiarchive': 'SHOW' } : {}) },
	);

/** A key as a part of a path. A slash splits keys even when it is escaped, and dots are resolved away (reference acumatica 1). */
export const canStandInAddress = (key: string): boolean => key !== '' && !/[/\\|]/.test(key) && !/^\.{1,2}$/.test(key);

const keySegment = (entity: string, key: string): string => {
	if (canStandInAddress(key)) return encodeURIComponent(key);
	throw new FatalError({
		system: SYSTEM, operation: `read ${entity} by key`, said: `the key "${key}" cannot stand in an address`,
		remedy: 'Read this record by its id (a GUID), or find it with a filter.',
	});
};

export interface RecordRequest extends Selection {
	readonly entity: string;
	/** The values of the key fields in the order of the form, or the record's id alone. */
	readonly keys: readonly string[];
	readonly archived?: boolean;
}

/** One record. By key nothing is optimised, so computed fields and details work that lists refuse (reference acumatica 4.1). */
export const recordRequest = (place: AcumaticaPlace, { entity, keys, archived, ...selection }: RecordRequest): AcumaticaRequest => {
	if (keys.length === 0) {
		throw new FatalError({ system: SYSTEM, operation: `read ${entity} by key`, said: 'no key was given', remedy: 'Give the values of all key fields.' });
	}
	return read(
		`${baseOf(place)}/${entityName(entity)}/${keys.map((key) => keySegment(entity, key)).join('/')}${queryText(selectionParts(selection))}`,
		`read ${entity} ${keys.join('/')}`, { ...branchHeader(place), ...(archived ? { 'px-apiarchive': 'SHOW' } : {}) },
	);
};

export interface InquiryRequest {
	readonly entity: string;
	/** Wrapped parameters of the form. */
	readonly parameters: { readonly [name: string]: JsonDraft };
	readonly expand: readonly string[];
	readonly select?: readonly string[];
	readonly custom?: readonly string[];
}

/** PUT is the reading verb of inquiries (reference acumatica 5.3); it stores nothing, so it may be sent again. */
export const inquiryRequest = (place: AcumaticaPlace, { entity, parameters, ...selection }: InquiryRequest): AcumaticaRequest => ({
	method: 'PUT', url: `${baseOf(place)}/${entityName(entity)}${queryText(selectionParts(selection))}`,
	headers: { ...JSON_BOTH, ...branchHeader(place) }, body: writeExactJson(parameters), purpose: `ask ${entity}`, repeatable: true, expected: 'json',
});

export interface WriteRequest extends Selection {
	readonly entity: string;
	readonly body: JsonDraft;
	readonly purpose: string;
}

/** Creates or updates; never sent a second time by itself, there is no idempotency key (reference acumatica 6.1, 6.3). */
export const writeRequest = (place: AcumaticaPlace, { entity, body, purpose, ...selection }: WriteRequest): AcumaticaRequest => ({
	method: 'PUT', url: `${baseOf(place)}/${entityName(entity)}${queryText(selectionParts(selection))}`,
	headers: { ...JSON_BOTH, ...branchHeader(place) }, body: writeExactJson(body), purpose, repeatable: false, expected: 'json',
});

export interface ActionRequest {
	readonly entity: string;
	readonly action: string;
	readonly body: JsonDraft;
	readonly purpose: string;
}

/** Starts an action; its answer has no body that matters. */
export const actionRequest = (place: AcumaticaPlace, { entity, action, body, purpose }: ActionRequest): AcumaticaRequest => ({
	method: 'POST', url: `${baseOf(place)}/${entityName(entity)}/${entityName(action)}`,
	headers: { ...JSON_BOTH, ...branchHeader(place) }, body: writeExactJson(body), purpose, repeatable: false, expected: 'nothing',
});

/** Where a started action tells how it goes. Takes an address that has been checked to lie within the site. */
export const statusRequest = (url: string, purpose: string): AcumaticaRequest =>
	({ method: 'GET', url, headers: JSON_ANSWER, purpose, repeatable: true, expected: 'nothing' });
