import { randomUUID } from 'node:crypto';
import type { Clock, Http, Instant, NamedLock, RecordSource, SourceRecord } from '../../contracts';
import { isJsonObject, jsonText, type JsonObject } from '../../core/json';
import { FifoLock } from '../../core/limits/fifo-lock';
import type { RetryPolicy } from '../../core/http/retry';
import { companyNamed, readCompanies, type Company } from './facts/company';
import { checkContract, type AgentHealth } from './facts/contract-check';
import { readServerTime, ServerClock, type ServerTime } from './facts/server-clock';
import { Sage100Gateway } from './gateway';
import { apiKeyOf, completePlace, type CompletePlace, type Sage100Identity, type Sage100Place } from './identity';
import { factsOf, hasSegments } from './lists/list-table';
import type { RecordFields } from './lists/planned-records';
import { planReading, type ListChoice, type ReadingPlan } from './lists/reading-plan';
import { readKeyedRecords, readRecords, type RecordsRequest } from './reading/read-records';
import { listSource } from './sources/list-source';
import type { SourceOptions, SourceParts } from './sources/source-options';
import { instantOf } from './stamps/instants';
import { ownQueryRequest, type OwnQuery } from './wire/own-query';
import { clockRequest, companiesRequest, companyRequest, healthRequest, readyRequest } from './wire/requests';

export interface Sage100ClientOptions {
	/** Decides about TLS: own authority, pinned certificate, or none of them. */
	readonly http: Http;
	readonly clock: Clock;
	readonly place: Sage100Place;
	readonly identity: Sage100Identity;
	readonly signal?: AbortSignal;
	/** One request at a time for one company; of this client alone unless a shared one is given. */
	readonly lock?: NamedLock;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** Names each call in the log of the agent; tests replace it. */
	readonly requestId?: () => string;
}

export interface Readiness {
	readonly agent: AgentHealth;
	readonly company: Company;
	/** `com`, `logon`, `company` … with what the agent says of each. */
	readonly checks: ReadonlyArray<{ readonly name: string; readonly ok: boolean; readonly detail: string }>;
}

export interface Sage100Client {
	/** Version of the agent and of the contract. @throws FatalError for an agent of another contract */
	health(): Promise<AgentHealth>;
	/** Agent, key, company and Sage 100 itself: what a test of the credential asks. @throws when one of them is not there */
	ready(): Promise<Readiness>;
	/** Companies that the key may use. */
	companies(): Promise<readonly Company[]>;
	/** That of the client; asked for once. */
	company(): Promise<Company>;
	/** Names of the fields that the records of this choice have, in their order: the header of a file. */
	columns(choice: ListChoice): Promise<readonly string[]>;
	source(options: SourceOptions): RecordSource;
	/** Records by filter, without a cursor. */
	records(request: RecordsRequest): AsyncGenerator<readonly RecordFields[]>;
	/** The same with what makes each record unique, as changes name it; without a stamp. */
	keyedRecords(request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]>;
	/** Whatever else the agent answers to a GET, as it came, numbers as text; of a list one page. */
	query(query: OwnQuery): Promise<JsonObject>;
	/** The page behind one that `query` gave; `undefined` behind the last. */
	nextPage(query: OwnQuery, page: JsonObject): Promise<JsonObject | undefined>;
	/** The clock of the Sage server, from a fresh answer. */
	serverTime(): Promise<Instant>;
	readonly gateway: Sage100Gateway;
	/** The same without the signal of the client: for what must not be stopped in the middle. */
	readonly lasting: Sage100Gateway;
	/** The checked place, for request builders. */
	readonly place: CompletePlace;
}

/** Asks once; a failure is not remembered. */
const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
	let known: Promise<T> | undefined;
	return () => (known ??= ask().catch((error: unknown) => {
		known = undefined;
		throw error;
	}));
};

const readChecks = ({ checks }: JsonObject): Readiness['checks'] => (Array.isArray(checks) ? checks : []).filter(isJsonObject)
	.map((check) => ({ name: jsonText(check.name), ok: check.ok === true, detail: jsonText(check.detail) }));

/** A client of one company behind one agent. Needs no n8n. @throws FatalError for a place or a key that cannot be used */
export const createSage100Client = (options: Sage100ClientOptions): Sage100Client => {
	const { http, clock, signal, retryPolicy, random, requestId = randomUUID } = options;
	const place = completePlace(options.place);
	const agreed = once(async (): Promise<AgentHealth> => checkContract((await gateway.call(healthRequest(place))).json));
	const parts = {
		http, place, clock, apiKey: apiKeyOf(options.identity), lock: options.lock ?? new FifoLock(clock), requestId,
		agreed: async () => {
			await agreed();
		},
		...(retryPolicy && { retryPolicy }), ...(random && { random }),
	};
	const gateway = new Sage100Gateway({ ...parts, ...(signal && { signal }) });
	const lasting = new Sage100Gateway(parts);

	const companies = async (): Promise<readonly Company[]> => readCompanies((await gateway.call(companiesRequest(place))).json);
	const company = once(async () => companyNamed(readCompanies((await gateway.call(companyRequest(place))).json), place.company));
	const askClock = async (): Promise<ServerTime> => readServerTime((await gateway.call(clockRequest(place))).json);
	const planFor = async (choice: ListChoice, pageSize?: number): Promise<ReadingPlan> => {
		const facts = factsOf(choice.list);
		return planReading(choice, facts && hasSegments(facts) ? await company() : undefined, pageSize);
	};
	const records = { place, gateway, planFor };

	return {
		health: agreed,
		async ready() {
			const agent = await agreed();
			// First: of a company that Sage 100 does not let the agent into this says why, and the list of companies leaves it out.
			const checks = readChecks((await gateway.call(readyRequest(place))).json);
			return { agent, company: await company(), checks };
		},
		companies,
		company,
		columns: async (choice) => (await planFor(choice)).columns,
		source: (choice) => listSource({ ...records, clock: new ServerClock(askClock) } satisfies SourceParts, choice),
		records: (request) => readRecords(records, request),
		keyedRecords: (request) => readKeyedRecords(records, request),
		query: async (query) => (await gateway.call(ownQueryRequest(place, query))).json,
		async nextPage(query, { page }) {
			const cursor = isJsonObject(page) && page.hasMore === true ? jsonText(page.nextCursor) : '';
			return cursor === '' ? undefined : (await gateway.call(ownQueryRequest(place, { ...query, parameters: { ...query.parameters, cursor } }))).json;
		},
		serverTime: async () => instantOf((await askClock()).utcMs),
		gateway,
		lasting,
		place,
	};
};

export type { SourceOptions } from './sources/source-options';
export { periodSource } from './sources/period-source';
export type { BalanceWindow, RecordsRequest } from './reading/read-records';
export { knownLists, factsOf, type CursorKind, type LinesFacts, type ListFacts, type ListName } from './lists/list-table';
export type { ListChoice } from './lists/reading-plan';
export { joinKey, type RecordFields } from './lists/planned-records';
export type { Company, SegmentDefinition } from './facts/company';
export { CONTRACT, type AgentHealth } from './facts/contract-check';
export { OVERLAP_SECONDS, ServerZone } from './stamps/server-zone';
export { NoStampsError } from './answers/classify-answer';
export { apiKeyOf, completePlace, SYSTEM, type Sage100Identity, type Sage100Place } from './identity';
export { Sage100Gateway } from './gateway';
export { SAGE100_RETRY_POLICY } from './patience';
export type { OwnQuery } from './wire/own-query';
export { createSage100JournalTarget } from './journal/target';
export type { JournalClient, Sage100JournalOptions } from './journal/journal-settings';
