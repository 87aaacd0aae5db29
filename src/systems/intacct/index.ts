import type { Clock, Http, Instant, RecordSource } from '../../contracts';
import { RetryableError } from '../../core/errors';
import type { RetryPolicy } from '../../core/http/retry';
import type { SessionCache } from '../../core/sessions/session-cache';
import type { SessionStore } from '../../core/sessions/stored-session';
import type { XmlElement } from '../../core/xml';
import {
	readBalancesByDimensions, readTrialBalance, rawBalances, type AccountBalanceRow, type RawBalancesRequest, type TrialBalanceRow,
} from './balances/trial-balance';
import { summaryOf, type LoginSummary } from './credential-login';
import { IntacctGateway, type FunctionAnswer } from './gateway';
import { completeIdentity, SYSTEM, type IntacctIdentity } from './identity';
import {
	describeObject, inspectFields, listDimensions, listObjects, type DimensionDescription, type ObjectDescription, type ObjectName,
} from './objects/discovery';
import { planReading } from './objects/reading-plan';
import type { AgingOptions } from './payables/aging';
import { readApAging, type ApAging } from './payables/read-aging';
import { frozenPages } from './reading/frozen-pages';
import { readRecords, type RecordsRequest } from './reading/read-records';
import type { RecordFields } from './reading/record-page';
import type { IntacctSession } from './session/login';
import { openSession, SessionKeeper } from './session/session-keeper';
import { deletionsSource, type DeletionsOptions } from './sources/deletions-source';
import { serverTimeOf } from './session/server-time';
import { columnsOf, intacctSource, type SourceOptions, type SourceParts } from './sources/intacct-source';
import { UserStamps } from './stamps/user-stamps';
import type { UserFormatting } from './stamps/user-formatting';
import { IntacctTransport } from './transport';
import type { BalancesByDimensionsRequest, ReadByQuery, TrialBalanceRequest } from './wire/functions';
import { rawFunction } from './wire/raw-function';

export interface IntacctClientOptions {
	readonly http: Http;
	readonly clock: Clock;
	/** Shared by all clients of the process, so that they share sessions. */
	readonly sessions: SessionCache<IntacctSession>;
	/** Keeps a sealed copy of the session between runs. */
	readonly store?: SessionStore;
	readonly identity: IntacctIdentity;
	readonly signal?: AbortSignal;
	/** `-08:00`: instead of asking for the user's preferences. Its format must then be MM/DD/YYYY, 24 hours. */
	readonly gmtOffset?: string;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
}

export interface IntacctClient {
	/** Logs in anew, past all caches: for the test of a credential. */
	testLogin(): Promise<LoginSummary>;
	source(options: SourceOptions): RecordSource;
	/** Names of the fields that the records of this source have, in their order: the header of a file. */
	columns(options: SourceOptions): Promise<readonly string[]>;
	deletions(options: DeletionsOptions): RecordSource;
	/** Records by filter, without a cursor, ordered by their key. */
	records(request: RecordsRequest): AsyncGenerator<readonly RecordFields[]>;
	/** The same from a set that the server freezes, in the server's own filter language. */
	readByQuery(request: ReadByQuery): AsyncGenerator<readonly RecordFields[]>;
	describe(object: string): Promise<ObjectDescription>;
	inspect(object: string): Promise<readonly string[]>;
	objects(): Promise<readonly ObjectName[]>;
	dimensions(): Promise<readonly DimensionDescription[]>;
	trialBalance(request: TrialBalanceRequest): Promise<readonly TrialBalanceRow[]>;
	balancesByDimensions(request: BalancesByDimensionsRequest): Promise<readonly AccountBalanceRow[]>;
	rawBalances(request: RawBalancesRequest): AsyncGenerator<readonly RecordFields[]>;
	/** Open payables by vendor and age. Without `asOf` the server's today counts. */
	apAging(options: Omit<AgingOptions, 'asOf'> & { readonly asOf?: string }): Promise<ApAging>;
	userFormatting(): Promise<UserFormatting>;
	/** The server's clock, from a fresh answer. */
	serverTime(): Promise<Instant>;
	/** One function in the user's own XML; its `<result>`. */
	run(functionXml: string, repeatable?: boolean): Promise<XmlElement>;
}

const timeOf = (answer: FunctionAnswer, clock: Clock): Instant => {
	const time = serverTimeOf(answer.authentication, answer.login, clock.now());
	if (time !== undefined) return time;
	throw new RetryableError({
		system: SYSTEM, operation: 'ask for the server\'s time', said: 'the answer carries no session time',
		remedy: 'Run it again; without the server\'s own time no range of changes can be read safely.',
	});
};

/** A client of one company, user and entity. Reads only, apart from `run`. Needs no n8n. */
export const createIntacctClient = (options: IntacctClientOptions): IntacctClient => {
	const { http, clock, sessions, store, signal, gmtOffset } = options;
	const identity = completeIdentity(options.identity);
	const transport = new IntacctTransport(http, clock, options.retryPolicy, options.random);
	const logins = new SessionKeeper({ identity, transport, clock, sessions, store, signal });
	const gateway = new IntacctGateway({ identity, transport, logins, signal });
	const userStamps = new UserStamps(gateway, identity.userId, gmtOffset);

	const descriptions = new Map<string, Promise<ObjectDescription>>();
	const describe = (object: string): Promise<ObjectDescription> => {
		const known = descriptions.get(object) ?? describeObject(gateway, object);
		descriptions.set(object, known);
		known.catch(() => descriptions.delete(object));
		return known;
	};
	const serverTime = async (): Promise<Instant> => timeOf(await userStamps.ask(), clock);
	const parts: SourceParts = { identity, gateway, describe, stamps: () => userStamps.format(), serverTime };

	return {
		testLogin: async () => summaryOf(await openSession({ identity, transport, clock, signal })),
		source: (request) => intacctSource(parts, request),
		columns: async ({ object, fields = 'planning', keyField }) => columnsOf(await planReading(object, fields, () => describe(object)), keyField),
		deletions: (request) => deletionsSource(parts, request),
		records: (request) => readRecords(gateway, describe, request),
		readByQuery: (request) => frozenPages(gateway, request),
		describe,
		inspect: (object) => inspectFields(gateway, object),
		objects: () => listObjects(gateway),
		dimensions: () => listDimensions(gateway),
		trialBalance: (request) => readTrialBalance(gateway, request),
		balancesByDimensions: (request) => readBalancesByDimensions(gateway, request),
		rawBalances: (request) => rawBalances(gateway, request),
		apAging: async (request) => readApAging(gateway, { ...request, asOf: request.asOf || (await userStamps.today(await serverTime())) }),
		userFormatting: () => userStamps.formatting(),
		serverTime,
		run: async (functionXml, repeatable) => (await gateway.call(rawFunction(functionXml, repeatable))).result.element,
	};
};

export type { IntacctIdentity } from './identity';
export type { IntacctSession } from './session/login';
export type { LoginSummary } from './credential-login';
export { loginRequestXml, readLoginAnswer } from './credential-login';
export type { SourceOptions } from './sources/intacct-source';
export { DELETED_KEY, type DeletionsOptions } from './sources/deletions-source';
export type { FieldChoice } from './objects/reading-plan';
export { knownObjects, factsOf, type ObjectFacts } from './objects/object-table';
export type { DimensionDescription, FieldDescription, ObjectDescription, ObjectName } from './objects/discovery';
export type { RecordsRequest } from './reading/read-records';
export type { RecordFields } from './reading/record-page';
export type { Filter } from './wire/filter';
export { readFilter } from './wire/read-filter';
export type { AccountSelector, BalancePeriod, BalancesByDimensionsRequest, ReadByQuery, TrialBalanceRequest } from './wire/functions';
export type { AccountBalanceRow, RawBalancesRequest, TrialBalanceRow } from './balances/trial-balance';
export { bucketNames, type AgingDifference, type AgingOptions, type AgingRow, type ControlTotals } from './payables/aging';
export type { ApAging } from './payables/read-aging';
export type { UserFormatting } from './stamps/user-formatting';
