import type { Clock, Http, Instant, RecordSource, SourceRecord } from '../../contracts';
import type { ExactJson } from '../../core/json';
import type { RetryPolicy } from '../../core/http/retry';
import { errorOf, verdictInside } from './answers/classify-answer';
import { classicProblems, graphqlProblems } from './answers/error-body';
import { findApi } from './api-choice';
import { listFolders, type Folder } from './folders';
import { SageX3Gateway } from './gateway';
import { graphqlReader } from './graphql/graphql-reader';
import { completePlace, type CompletePlace, type SageX3Place } from './identity';
import type { ResourceChoice } from './resources/choice';
import type { DimensionType, Reader, ResourceDescription } from './resources/reader';
import type { OnRejected } from './resources/slice';
import { classicReader } from './rest/classic-reader';
import { Catalogue, type KnownSchemas } from './schema/catalogue';
import { signedHttp, signerOf, type SignIn } from './session/sign-in';
import { resourceSource } from './sources/resource-source';
import type { RecordFields } from './values/texts';
import { ownQueryRequest, type OwnQuery } from './wire/own-query';

export interface SageX3ClientOptions {
	/** Decides about TLS: own authority, or none. Signs by itself only with `way: 'carried'`. */
	readonly http: Http;
	readonly clock: Clock;
	readonly place: SageX3Place;
	readonly signIn: SignIn;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** Keeps the field lists, which have megabytes, between clients of one process. */
	readonly schemas?: KnownSchemas;
}

export interface RecordsRequest extends ResourceChoice {
	/** At most so many records. */
	readonly limit?: number;
	/** Takes the records that did not come whole; without it they fail the read. */
	readonly onRejected?: OnRejected;
}

export interface SageX3Client {
	/** Which API is used: as chosen, or as found. */
	api(): Promise<'graphql' | 'classic'>;
	/** Names that this server has: those of the table first, then all nodes that it publishes. */
	resources(): Promise<readonly string[]>;
	describe(resource: string): Promise<ResourceDescription>;
	/** Names of the fields that the records of this choice have, in their order: the header of a file. */
	columns(choice: ResourceChoice): Promise<readonly string[]>;
	/** The folder's dimension types with their labels: which of them is the cost centre is the customer's choice. */
	dimensionTypes(): Promise<readonly DimensionType[]>;
	/** Names for `ledgerType`; empty where the server does not tell. */
	ledgerTypes(): Promise<readonly string[]>;
	/** @throws FatalError for lines while it is not known which API is used: each finds them in another way, so `api` has to be asked before */
	source(choice: ResourceChoice): RecordSource;
	/** Records by filter, without a cursor. */
	records(request: RecordsRequest): AsyncGenerator<readonly RecordFields[]>;
	/** The same with what makes each record unique, as changes name it; without a stamp. */
	keyedRecords(request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]>;
	/** Whatever else either API answers, as it came, numbers as text. Errors inside of a good answer are errors here too. */
	query(query: OwnQuery): Promise<ExactJson>;
	/** The folders of a cloud gateway. */
	folders(): Promise<readonly Folder[]>;
	/** The server's clock, from a fresh answer. */
	serverTime(resource?: string): Promise<Instant>;
	readonly gateway: SageX3Gateway;
	/** The checked place, for request builders. */
	readonly place: CompletePlace;
}

async function* keyedRecords(reader: () => Promise<Reader>, { limit = Number.POSITIVE_INFINITY, onRejected, ...choice }: RecordsRequest): AsyncGenerator<readonly SourceRecord[]> {
	if (limit < 1) return;
	// A small limit spares the server a whole page; a record may have no row at all, so the size is no promise.
	const sized = limit < 100 ? { ...choice, pageSize: Math.min(choice.pageSize ?? limit, limit) } : choice;
	let given = 0;
	for await (const page of (await reader()).pages(sized, { kind: 'all' }, onRejected)) {
		const records = page.slice(0, limit - given);
		given += records.length;
		yield records.map(({ key, fields }) => ({ key, stamp: null, fields }));
		if (given >= limit) return;
	}
}

/** A client of one endpoint. Needs no n8n. */
export const createSageX3Client = (options: SageX3ClientOptions): SageX3Client => {
	const { http, clock, signIn, signal, retryPolicy, random, schemas } = options;
	const place = completePlace(options.place);
	const gateway = new SageX3Gateway({
		http: signedHttp(http, signerOf(http, clock, signIn)), clock, ...(signal && { signal }), ...(retryPolicy && { retryPolicy }), ...(random && { random }),
	});
	const readers: Readonly<Record<Reader['api'], () => Reader>> = {
		graphql: () => graphqlReader({ place, gateway, catalogue: new Catalogue(place, gateway, schemas) }),
		classic: () => classicReader({ place, gateway }),
	};
	let api: Reader['api'] | undefined = place.api === 'find out' ? undefined : place.api;
	let found: Promise<Reader> | undefined;
	const reader = (): Promise<Reader> => {
		found ??= findApi(place, gateway, signIn.way).then((chosen) => {
			api = chosen;
			return readers[chosen]();
		}).catch((error: unknown) => {
			found = undefined;
			throw error;
		});
		return found;
	};

	return {
		api: async () => (await reader()).api,
		resources: async () => await (await reader()).resources(),
		describe: async (resource) => await (await reader()).describe(resource),
		columns: async (choice) => await (await reader()).columns(choice),
		dimensionTypes: async () => await (await reader()).dimensionTypes(),
		ledgerTypes: async () => await (await reader()).ledgerTypes(),
		source: (choice) => resourceSource({ place, api, reader }, choice),
		async *records(request) {
			for await (const page of keyedRecords(reader, request)) yield page.map(({ fields }) => fields);
		},
		keyedRecords: (request) => keyedRecords(reader, request),
		async query(query) {
			const request = ownQueryRequest(place, query);
			const { response, json } = await gateway.call(request);
			const problems = query.api === 'graphql' ? graphqlProblems(json) : classicProblems(json);
			if (problems.length > 0) throw errorOf(verdictInside(response), request.purpose);
			return json;
		},
		folders: async () => await listFolders(gateway, place.serverUrl),
		serverTime: async (resource = 'companies') => await (await reader()).serverTime(resource),
		gateway,
		place,
	};
};

export { chooseApi } from './api-choice';
export { PartialDataError } from './answers/classify-answer';
export { tokenErrorOf, type TokenError } from './answers/token-errors';
export { listFolders, type Folder } from './folders';
export { SageX3Gateway, SAGEX3_RETRY_POLICY } from './gateway';
export { completePlace, SYSTEM, type ApiChoice, type ClassChoice, type CompletePlace, type SageX3Place } from './identity';
export type { FieldChoice, LedgerChoice, ResourceChoice } from './resources/choice';
export type { DimensionType, FieldDescription, ResourceDescription } from './resources/reader';
export { dimensionColumn, factsOf, knownResources, STAMP_COLUMN, type ColumnFacts, type CursorKind, type ResourceFacts, type ResourceId } from './resources/resource-table';
export type { OnRejected } from './resources/slice';
export type { KnownSchemas } from './schema/catalogue';
export type { ConnectedApplication } from './session/connected-application';
export { exchangeCode, pairingOwner, readPairingCallback, renewPairing, type Pairing, type PairingCallback, type PairingParts } from './session/pairing';
export { askForToken } from './session/api-key-client';
export { signerOf, type SignIn } from './session/sign-in';
export { PairingRefused, tokenMark } from './session/token-answer';
export { sealedKeeper, type HeldTokens, type TokenKeeper } from './session/token-keeper';
export { pairingAddress, type ApiKeyClient, type PairedApplication, type PairingWish } from './session/token-requests';
export type { RecordFields } from './values/texts';
export { allOf, anyOf, compare, COMPARISONS, equalTo, LITERAL_TYPES, oneOf, ownText, startsWith, within, type ComparisonOperator, type Filter, type LiteralType } from './wire/filter';
export { graphqlFilter } from './wire/graphql-filter';
export { whereText } from './wire/where-text';
export type { OwnQuery } from './wire/own-query';
