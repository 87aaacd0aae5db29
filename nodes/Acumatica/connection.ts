import type { ICredentialDataDecryptedObject, IDataObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http } from '../../src/contracts';
import { FatalError } from '../../src/core/errors';
import type { RetryPolicy } from '../../src/core/http/retry';
import { redactor, withRedaction } from '../../src/core/http/redaction';
import type { SessionStore } from '../../src/core/sessions/stored-session';
import { CookieSessions, createAcumaticaClient, createCookieSignIn, type AcumaticaClient, type AcumaticaClientOptions, type CookieSignIn } from '../../src/systems/acumatica';
import { learning } from '../shared/sign-in/learned-secrets';
import { withSecondRenewal } from '../shared/sign-in/second-renewal';
import { cookieIdentity, placeIn } from '../shared/acumatica/sign-in/site-fields';
import { keepSecret } from '../shared/context/discretion';
import { nodeClock } from '../shared/context/node-clock';
import { credentialHttp, nodeHttp } from '../shared/context/node-http';
import { sessionStore } from '../shared/context/static-data';
import { documentsOf } from './sign-in/documents';
import { wayOf, type Way } from './sign-in/ways';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** One per process: all runs of one identity share a seat. */
const sessions = new CookieSessions(nodeClock);

interface Connection {
	readonly way: Way;
	readonly credentials: ICredentialDataDecryptedObject;
	/** Signs its requests. */
	readonly http: Http;
	/** See `CookieSignIn`. */
	readonly openingTime?: CookieSignIn['openingTime'];
	/** Gives the seat back; never rejects. */
	end(): Promise<void>;
}

/** How a cookie session is used. */
interface Use {
	/** Where a copy for the next run lies. */
	readonly store?: SessionStore;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
}

const byCookie = (context: Context, credentials: ICredentialDataDecryptedObject, { store, signal, retryPolicy }: Use): Omit<Connection, 'way' | 'credentials'> => {
	const { http, openingTime, end } = createCookieSignIn({
		http: learning(context, nodeHttp(context)), clock: nodeClock, sessions, identity: cookieIdentity(credentials),
		...(store && { store }), ...(signal && { signal }), ...(retryPolicy && { retryPolicy }),
	});
	// What a stopped run has written into static data is thrown away (reference n8n-platform 3.8): nobody would find its session.
	return { http, openingTime, end: async () => await end(credentials.keepSession === true && !signal?.aborted ? 'keep' : undefined) };
};

/** A run with many items asks for each; a user whose password is refused that often is locked. */
const refusedOnce = ({ http, openingTime }: Pick<Connection, 'http' | 'openingTime'>): Pick<Connection, 'http' | 'openingTime'> => {
	let refusal: FatalError | undefined;
	const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
		if (refusal) throw refusal;
		return await call().catch((caught: unknown) => {
			// An answer is never thrown here: what is final comes from signing in.
			if (caught instanceof FatalError) refusal = caught;
			throw caught;
		});
	};
	return { http: { send: (request) => guarded(() => http.send(request)) }, ...(openingTime && { openingTime: () => guarded(openingTime) }) };
};

const byToken = (context: Context, { credential, secrets }: Way): Omit<Connection, 'way' | 'credentials'> => {
	const signed = withSecondRenewal(credentialHttp(context, credential));
	return { http: learning(context, signed, async () => secrets(await context.getCredentials(credential))), end: async () => undefined };
};

const connect = async (context: Context, useOf: (credentials: ICredentialDataDecryptedObject) => Use): Promise<Connection> => {
	const way = wayOf(context);
	const credentials = await context.getCredentials(way.credential);
	const secrets = way.secrets(credentials);
	keepSecret(context, ...secrets);
	const signed = way.signs === 'cookie' ? byCookie(context, credentials, useOf(credentials)) : byToken(context, way);
	return { way, credentials, ...refusedOnce({ ...signed, http: withRedaction(signed.http, redactor(secrets)) }), end: signed.end };
};

const clientOf = (context: Context, { way, credentials, http, openingTime }: Connection, options: IDataObject, asking: Pick<AcumaticaClientOptions, 'signal' | 'retryPolicy'>): AcumaticaClient => {
	const { endpointVersion } = options;
	const place = placeIn(credentials);
	const version = typeof endpointVersion === 'string' && endpointVersion.trim() !== '' ? endpointVersion : place.version;
	return createAcumaticaClient({
		...place, version, tenant: way.tenant(credentials), http, clock: nodeClock, ...(openingTime && { openingTime }), documents: documentsOf(context, way, credentials), ...asking,
	});
};

/** The session of each run of a node, made when the first client is asked for. */
const runs = new WeakMap<object, { connection?: Promise<Connection> }>();

const useInRun = (context: IExecuteFunctions) => ({ keepSession }: ICredentialDataDecryptedObject): Use => {
	const signal = context.getExecutionCancelSignal();
	return { ...(keepSession === true && { store: sessionStore(context, 'global') }), ...(signal && { signal }) };
};

/**
 * Runs a node's work with one sign-in for all its items: lazily, at the first request, and given back in the end,
 * whatever happened.
 */
export const inSession = async <T>(context: IExecuteFunctions, work: () => Promise<T>): Promise<T> => {
	const run: { connection?: Promise<Connection> } = {};
	runs.set(context, run);
	try {
		return await work();
	} finally {
		runs.delete(context);
		await run.connection?.then(async ({ end }) => await end(), () => undefined);
	}
};

/** A client of this run's session. @throws what a wrong credential says */
export const executionClient = async (context: IExecuteFunctions, itemIndex = 0): Promise<AcumaticaClient> => {
	const run = runs.get(context);
	if (!run) throw new Error('executionClient is only for work inside of inSession: nobody would sign out');
	run.connection ??= connect(context, useInRun(context));
	return clientOf(context, await run.connection, context.getNodeParameter('options', itemIndex, {}) as IDataObject, { signal: context.getExecutionCancelSignal() });
};

/** Nobody looks at a pick list for a minute: a seat that is not there is told instead of waited for. */
const EDITOR_PATIENCE: RetryPolicy = { maxAttempts: 2, firstStepMs: 1_000, longestStepMs: 2_000, longestRetryAfterMs: 5_000 };

/** For pick lists; signs out afterwards. */
export const withEditorClient = async <T>(context: ILoadOptionsFunctions, work: (client: AcumaticaClient) => Promise<T>): Promise<T> => {
	const connection = await connect(context, () => ({ retryPolicy: EDITOR_PATIENCE }));
	try {
		return await work(clientOf(context, connection, (context.getCurrentNodeParameter('options') ?? {}) as IDataObject, { retryPolicy: EDITOR_PATIENCE }));
	} finally {
		await connection.end();
	}
};
