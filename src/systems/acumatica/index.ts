import type { Clock, Http, Instant, RecordSource, SourceRecord } from '../../contracts';
import type { FatalError } from '../../core/errors';
import { isJsonObject, type ExactJson } from '../../core/json';
import type { RetryPolicy } from '../../core/http/retry';
import { errorOf, unreadable } from './answers/classify-answer';
import { readCustomFields, type CustomField } from './entities/custom-fields';
import { endpointProblem, readEndpoints, type SiteEndpoints } from './entities/endpoints';
import { readOpenApi, type EntityDescription, type OpenApi } from './entities/open-api';
import { planReading, type EntityChoice } from './entities/reading-plan';
import { AcumaticaGateway, serverTimeOf } from './gateway';
import { completePlace, type AcumaticaPlace } from './identity';
import { askInquiry, type Inquiry, type InquiryAnswer } from './inquiries/inquiry';
import { readKeyedRecords, readRecords, type RecordsRequest } from './reading/read-records';
import type { ListParts } from './reading/list-pages';
import { balancesSource, type BalancesOptions } from './sources/balances-source';
import { entitySource, type SourceOptions } from './sources/entity-source';
import { unwrapRecord, type PlainRecord, type RecordFields } from './values/unwrap';
import { ownQueryRequest, type OwnQuery } from './wire/own-query';
import { adHocSchemaRequest, endpointsRequest, openApiRequest, recordRequest, type RecordRequest } from './wire/requests';

export interface AcumaticaClientOptions extends AcumaticaPlace {
	/** Signs its requests: n8n's OAuth2, or `createCookieSignIn(…).http`. */
	readonly http: Http;
	readonly clock: Clock;
	/** The server's time where signing in has just told it, see `CookieSignIn.openingTime`. */
	readonly openingTime?: () => Promise<Instant | undefined>;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** Keeps the endpoint's document, which has megabytes, between clients of one process. */
	readonly documents?: Map<string, Promise<OpenApi>>;
}

export interface AcumaticaClient {
	/** The endpoints of the site and its build, newest first. */
	endpoints(): Promise<SiteEndpoints>;
	/** @throws FatalError that says which versions the site has, when it has not this one */
	checkEndpoint(): Promise<SiteEndpoints>;
	/** Names of all entities of the endpoint. */
	entities(): Promise<readonly string[]>;
	/** Fields, details, linked entities and actions, from the site's own OpenAPI document. */
	describe(entity: string): Promise<EntityDescription>;
	/** Fields outside of the contract, user-defined ones among them. */
	customFields(entity: string): Promise<readonly CustomField[]>;
	source(options: SourceOptions): RecordSource;
	/** Names of the fields that the records of this choice have, in their order: the header of a file. */
	columns(choice: EntityChoice): Promise<readonly string[]>;
	balances(options: BalancesOptions): RecordSource;
	/** Records by filter, without a cursor, in the server's order. */
	records(request: RecordsRequest): AsyncGenerator<readonly RecordFields[]>;
	/** The same with what makes each record unique, as changes name it; without a stamp. */
	keyedRecords(request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]>;
	/** One record by its keys or its id, unwrapped; `undefined` when there is none. */
	record(request: RecordRequest): Promise<PlainRecord | undefined>;
	inquire(inquiry: Inquiry): Promise<InquiryAnswer>;
	/** Whatever else the endpoint answers to a GET, as it came: wrapped, numbers as text. */
	query(query: OwnQuery): Promise<ExactJson>;
	/** The server's clock, from a fresh answer. */
	serverTime(): Promise<Instant>;
	/** For what is sent beyond reading: journals. */
	readonly gateway: AcumaticaGateway;
	/** The same without the signal of the client: for what must not be stopped in the middle. */
	readonly lasting: AcumaticaGateway;
	/** The checked place, for request builders. */
	readonly place: AcumaticaPlace;
}

/** The 404 of a missing version says nothing; the site's own list does. The first error stays when the list cannot be read. */
const explainBy = (endpoints: () => Promise<SiteEndpoints>, place: AcumaticaPlace) => async (error: FatalError): Promise<FatalError> => {
	try {
		return endpointProblem(await endpoints(), place) ?? error;
	} catch {
		return error;
	}
};

/** A client of one tenant through one endpoint version. Needs no n8n; knows nothing of who is signed in. */
export const createAcumaticaClient = (options: AcumaticaClientOptions): AcumaticaClient => {
	const { http, clock, openingTime, signal, retryPolicy, random, documents = new Map<string, Promise<OpenApi>>() } = options;
	const place = completePlace(options);
	const parts = { http, clock, ...(signal && { signal }), ...(retryPolicy && { retryPolicy }), ...(random && { random }) };
	const plain = new AcumaticaGateway(parts);
	const endpoints = async (): Promise<SiteEndpoints> => readEndpoints((await plain.call(endpointsRequest(place))).json);
	const explainMissing = explainBy(endpoints, place);
	const gateway = new AcumaticaGateway({ ...parts, explainMissing });
	const lasting = new AcumaticaGateway({ http, clock, ...(retryPolicy && { retryPolicy }), ...(random && { random }), explainMissing });

	const document = (): Promise<OpenApi> => {
		const { url } = openApiRequest(place);
		const known = documents.get(url) ?? gateway.call(openApiRequest(place)).then(({ json }) => readOpenApi(json));
		documents.set(url, known);
		known.catch(() => documents.delete(url));
		return known;
	};
	const describe = async (entity: string): Promise<EntityDescription> => (await document()).describe(entity);
	const serverTime = async (): Promise<Instant> => (await openingTime?.()) ?? serverTimeOf((await plain.call(endpointsRequest(place))).response);
	const lists: ListParts = { place, gateway, describe };

	return {
		endpoints,
		async checkEndpoint() {
			const found = await endpoints();
			const problem = endpointProblem(found, place);
			if (problem) throw problem;
			return found;
		},
		entities: async () => (await document()).entities,
		describe,
		customFields: async (entity) => readCustomFields((await gateway.call(adHocSchemaRequest(place, entity))).json),
		source: (request) => entitySource({ ...lists, serverTime }, request),
		columns: async (choice) => (await planReading(place, choice, () => describe(choice.entity))).columns,
		balances: (request) => balancesSource({ ...lists, serverTime }, request),
		records: (request) => readRecords(lists, request),
		keyedRecords: (request) => readKeyedRecords(lists, request),
		async record(request) {
			const asked = recordRequest(place, request);
			const { response, verdict, json } = await gateway.attempt(asked);
			if (verdict?.meaning === 'no-record') return undefined;
			if (verdict) throw await gateway.refusal(verdict, asked);
			if (!isJsonObject(json)) throw errorOf(unreadable(response.status, 'the answer is no record'), asked.purpose, true);
			return unwrapRecord(json);
		},
		inquire: (inquiry) => askInquiry(place, gateway, inquiry),
		query: async (query) => (await gateway.call(ownQueryRequest(place, query))).json,
		serverTime,
		gateway,
		lasting,
		place,
	};
};

export { BALANCE_COLUMNS, type BalancesOptions } from './sources/balances-source';
export type { SourceOptions } from './sources/entity-source';
export type { RecordsRequest } from './reading/read-records';
export { DEFAULT_DETAIL_PAGE_SIZE, DEFAULT_PAGE_SIZE } from './reading/list-pages';
export { factsOf, knownEntities, type EntityFacts } from './entities/entity-table';
export type { EntityChoice, FieldChoice } from './entities/reading-plan';
export type { CustomField } from './entities/custom-fields';
export type { EntityDescription, FieldDescription, FieldType, OpenApi } from './entities/open-api';
export { endpointProblem, readEndpoints, type EndpointVersion, type SiteEndpoints } from './entities/endpoints';
export { knownInquiries, type Inquiry, type InquiryAnswer, type InquiryFacts } from './inquiries/inquiry';
export { unwrapRecord, type PlainRecord, type PlainValue, type RecordFields } from './values/unwrap';
export { periodOf, periodRank } from './values/periods';
export { dayOf, readStamp } from './values/stamps';
export { allOf, anyOf, COMPARISONS, ownText, startsWith, TEXT_TESTS } from '../../core/odata/filter';
export { compare, equalTo, filterText, LITERAL_TYPES, textLiteral, type Filter, type Literal, type LiteralType } from './wire/filter';
export type { AcumaticaRequest, RecordRequest } from './wire/requests';
export type { OwnQuery } from './wire/own-query';
export { AcumaticaGateway, ACUMATICA_RETRY_POLICY } from './gateway';
export { EntityRejectedError, type Verdict } from './answers/classify-answer';
export { sayFieldError, type FieldError } from './answers/error-body';
export { completePlace, DEFAULT_ENDPOINT, type AcumaticaPlace } from './identity';
export { loginRequest, logoutRequest, readLogin, type CookieIdentity, type CookieSession } from './session/cookie-login';
export { CookieSessions, type SeatCount } from './session/cookie-sessions';
export { createCookieSignIn, type CookieSignIn, type CookieSignInParts } from './session/cookie-sign-in';
export { clientIdWithTenant, OAUTH_SCOPE, oauthFacts, tenantOf, type OAuthFacts } from './oauth/oauth-facts';
export { grantOwner, renewGrant, type HeldGrant, type PasswordSignIn } from './oauth/password-session';
export { passwordTokenRequest, readTokenAnswer, refreshTokenRequest, type AccessGrant, type OAuthClient, type PasswordGrant } from './oauth/token-grants';
export * from './journal/journal-requests';
export * from './journal/journal-answers';
export { createAcumaticaJournalTarget } from './journal/target';
export type { AcumaticaJournalOptions } from './journal/journal-settings';
