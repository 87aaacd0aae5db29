import type { Clock, Http, Instant, NamedLock, RecordSource, SourceRecord } from '../../contracts';
import { FatalError } from '../../core/errors';
import { isJsonObject, type ExactJson } from '../../core/json';
import { FifoLock } from '../../core/limits/fifo-lock';
import { CookieJar } from '../../core/http/cookies';
import type { RetryPolicy } from '../../core/http/retry';
import { errorOf, unreadable } from './answers/classify-answer';
import { lockWords } from './answers/lock-words';
import { Sage300Gateway, serverTimeOf } from './gateway';
import { completePlace, ownerOf, type CompletePlace, type Sage300Identity, type Sage300Place } from './identity';
import { Catalogue, type KnownDocuments } from './metadata/catalogue';
import { propertyOf, type ResourceDescription } from './metadata/module-model';
import type { ListParts } from './reading/list-records';
import { readKeyedRecords, readRecords, type RecordsRequest } from './reading/read-records';
import { applyNarrowing } from './reading/narrowing';
import { planReading } from './resources/reading-plan';
import { USUAL_MODULES } from './resources/resource-table';
import { signedHttp } from './session/signed-http';
import { resourceSource } from './sources/resource-source';
import { cursorOf, type SourceOptions, type SourceParts } from './sources/source-options';
import { fieldsOfCursor } from './sources/cursor-fields';
import type { RecordFields } from './values/flat-record';
import type { KeyValue } from './wire/keys';
import { nextQueryOf } from './wire/next-link';
import { ownQueryRequest, type OwnQuery } from './wire/own-query';
import { listRequest, recordRequest } from './wire/requests';

export interface Sage300ClientOptions {
	/** Decides about TLS: own authority, pinned certificate, or none of them. */
	readonly http: Http;
	readonly clock: Clock;
	readonly place: Sage300Place;
	readonly identity: Sage300Identity;
	readonly signal?: AbortSignal;
	/** One request at a time for one user; of this client alone unless a shared one is given. */
	readonly lock?: NamedLock;
	/** What a server of another language says of records that another user has locked. */
	readonly lockPhrases?: readonly string[];
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** Goes on in the session that other clients of this user and company have opened; one of its own unless given. */
	readonly session?: Sage300Session;
	/** Keeps the documents of the modules between clients of one process. */
	readonly documents?: KnownDocuments;
	/** Keeps the last posting sequences between clients of one process; a wrong or lost one costs some questions. */
	readonly sequenceHints?: Map<string, number>;
}

export interface Sage300Client {
	/** Names of all resources, of the usual modules unless others are named; modules that the user may not use are left out. */
	resources(modules?: readonly string[]): Promise<readonly string[]>;
	/** The same by module; undefined for one that the user may not use, or that is not installed. */
	resourcesByModule(modules?: readonly string[]): Promise<ReadonlyMap<string, readonly string[] | undefined>>;
	/** Keys, fields, lines and the texts of enumerations, from the server's own metadata. */
	describe(resource: string): Promise<ResourceDescription>;
	/** Names of the fields that the records of this choice have, in their order: the header of a file. */
	columns(options: SourceOptions): Promise<readonly string[]>;
	source(options: SourceOptions): RecordSource;
	/** Records by filter, without a cursor. */
	records(request: RecordsRequest): AsyncGenerator<readonly RecordFields[]>;
	/** The same with what makes each record unique, as changes name it; without a stamp. */
	keyedRecords(request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]>;
	/** One record as it came, numbers as text; `undefined` when there is none. Key values in the order of the metadata. */
	record(resource: string, keys: readonly string[]): Promise<ExactJson | undefined>;
	/** Whatever else the web API answers to a GET, as it came, numbers as text; of a list one page. */
	query(query: OwnQuery): Promise<ExactJson>;
	/** The page behind one that `query` gave, by the query of its link; `undefined` behind the last. */
	nextPage(query: OwnQuery, page: ExactJson): Promise<ExactJson | undefined>;
	/** The server's clock, from a fresh answer. */
	serverTime(resource: string): Promise<Instant>;
	readonly gateway: Sage300Gateway;
	/** The same without the signal of the client: for what must not be stopped in the middle. */
	readonly lasting: Sage300Gateway;
	readonly catalogue: Catalogue;
	/** The checked place, for request builders. */
	readonly place: CompletePlace;
}

/** Not for this user, or not installed: other modules may still be read. */
const isClosed = (error: unknown): boolean => error instanceof FatalError && (error.facts.status === 403 || error.facts.status === 404);

/**
 * The session of one user in one company. Nobody can sign out of it, and it may take a licence (reference sage-300 3), so clients in one
 * process share it: each would open another. Any of them renews it for all; requests of one user never overlap where they share a lock,
 * so an ended session is replaced by one and not by several.
 */
export type Sage300Session = CookieJar;
export const createSage300Session = (): Sage300Session => new CookieJar();

/** A client of one company for one user. Needs no n8n. */
export const createSage300Client = (options: Sage300ClientOptions): Sage300Client => {
	const { http, clock, identity, signal, retryPolicy, random, documents, sequenceHints = new Map<string, number>() } = options;
	const place = completePlace(options.place);
	const jar = options.session ?? createSage300Session();
	const parts = {
		http: signedHttp(http, identity, jar), jar, clock, lock: options.lock ?? new FifoLock(clock), owner: ownerOf(place, identity),
		tellsOfLock: lockWords(options.lockPhrases), pace: { lastMs: undefined }, ...(retryPolicy && { retryPolicy }), ...(random && { random }),
	};
	const gateway = new Sage300Gateway({ ...parts, ...(signal && { signal }) });
	const lasting = new Sage300Gateway(parts);
	const catalogue = new Catalogue(place, gateway, documents);
	const lists: ListParts = { place, gateway, catalogue };

	const serverTime = async (text: string): Promise<Instant> => {
		const { module, resource, keys } = await catalogue.describe(text);
		return serverTimeOf((await gateway.call(listRequest(place, { module, resource, top: 1, ...(keys.length > 0 && { select: keys }) }))).response);
	};
	const sources: SourceParts = { ...lists, serverTime, sequenceHints };

	const resourcesByModule = async (modules: readonly string[] = USUAL_MODULES): Promise<ReadonlyMap<string, readonly string[] | undefined>> => {
		const found = new Map<string, readonly string[] | undefined>();
		for (const module of modules.map((name) => name.trim().toUpperCase())) {
			const { resources } = await catalogue.module(module).catch((error: unknown) => {
				if (isClosed(error)) return { resources: undefined };
				throw error;
			});
			found.set(module, resources);
		}
		return found;
	};

	return {
		resources: async (modules) => [...(await resourcesByModule(modules)).values()].flatMap((names) => names ?? []),
		resourcesByModule,
		describe: (resource) => catalogue.describe(resource),
		async columns(choice) {
			const description = await catalogue.describe(choice.resource);
			const { needs } = applyNarrowing(description, choice);
			return planReading(description, choice, [...needs, ...fieldsOfCursor(description, cursorOf(choice), choice.cursor !== undefined)]).columns;
		},
		source: (choice) => resourceSource(sources, choice),
		records: (request) => readRecords(lists, request),
		keyedRecords: (request) => readKeyedRecords(lists, request),
		async record(text, values) {
			const description = await catalogue.describe(text);
			const keys = description.keys.map((name, index): KeyValue => ({
				name, type: propertyOf(description, name).kind === 'number' ? 'number' : 'text', value: values[index] ?? '',
			}));
			const request = recordRequest(place, { module: description.module, resource: description.resource, keys });
			const { response, verdict, json } = await gateway.attempt(request);
			if (verdict?.meaning === 'no-record') return undefined;
			if (verdict) throw errorOf(verdict, request.purpose, true);
			if (!isJsonObject(json)) throw errorOf(unreadable(response.status, 'the answer is no record'), request.purpose, true);
			return json;
		},
		query: async (query) => (await gateway.call(ownQueryRequest(place, query))).json,
		async nextPage(query, page) {
			const next = isJsonObject(page) ? nextQueryOf(page) : undefined;
			if (next === undefined) return undefined;
			const request = ownQueryRequest(place, { path: query.path });
			return (await gateway.call({ ...request, url: `${request.url}?${next}` })).json;
		},
		serverTime,
		gateway,
		lasting,
		catalogue,
		place,
	};
};

export type { SourceOptions } from './sources/source-options';
export { startAtSequence, readPosition } from './sources/posting-position';
export { BALANCES, checkedRange, PERIOD_BALANCE_COLUMNS, periodPages, periodSource, type PeriodRange } from './balances/period-balances';
export type { RecordsRequest } from './reading/read-records';
export type { DayWindow, Narrowing } from './reading/narrowing';
export type { FiscalSetChoice } from './reading/fiscal-set-choice';
export type { Paging } from './reading/list-records';
export { factsOf, knownResources, USUAL_MODULES, type CursorChoice, type CursorKind, type ResourceFacts } from './resources/resource-table';
export type { FieldChoice, ResourceChoice } from './resources/reading-plan';
export type { ModuleModel, PropertyDescription, PropertyKind, ResourceDescription } from './metadata/module-model';
export type { KnownDocuments } from './metadata/catalogue';
export { readMetadata } from './metadata/read-metadata';
export { nearestNames } from './metadata/nearest-name';
export { allOf, anyOf, COMPARISONS, ownText, startsWith, TEXT_TESTS } from '../../core/odata/filter';
export { compare, equalTo, filterText, type Filter, type LiteralStyle, type LiteralType } from './wire/filter';
export type { OwnQuery } from './wire/own-query';
export { resourceName, type ResourceName, type Sage300Request } from './wire/requests';
export { countOf } from './wire/next-link';
export { Sage300Gateway, SAGE300_RETRY_POLICY } from './gateway';
export { basicAuthorization, completePlace, SYSTEM, type Sage300Identity, type Sage300Place } from './identity';
export type { RecordFields } from './values/flat-record';
export { createLedgerJournalTarget, type LedgerJournalOptions } from './journal/ledger/target';
export { createAdjustmentJournalTarget, type AdjustmentJournalOptions } from './journal/payables/target';
export type { JournalClient, JournalOptions } from './journal/journal-settings';
