import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http, HttpResponse } from '../../src/contracts';
import { redactor, withRedaction } from '../../src/core/http/redaction';
import type { RetryPolicy } from '../../src/core/http/retry';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { createSage300Client, createSage300Session, type KnownDocuments, type Sage300Client, type Sage300Session } from '../../src/systems/sage300';
import { keepSecret } from '../shared/context/discretion';
import { hint } from '../shared/context/execution-hints';
import { KeptByOwner } from '../shared/context/kept-by-owner';
import { nodeClock } from '../shared/context/node-clock';
import { nodeHttp } from '../shared/context/node-http';
import { identityIn, lockPhrasesIn, placeIn, SAGE300_SERVER, secretsIn } from '../shared/sage300/sign-in/site-fields';
import { learning } from '../shared/sign-in/learned-secrets';
import { believing, connectionOf, uncheckedWarning } from '../shared/sign-in/server-certificate';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

const CREDENTIAL = 'sage300Api';

/** One per process: the requests of all runs of one user wait for each other (reference sage-300 11). */
const lock = new FifoLock(nodeClock);

/** Where the postings of each stream ended last; numbers and no data. A wrong one costs a question. */
const sequenceHints = new Map<string, number>();

/** Field lists hold the names of one company's modules as one user may see them. */
const documents = new KeptByOwner<KnownDocuments>(nodeClock, () => new Map(), { keptMs: 10 * 60_000, mostOwners: 20 });

/**
 * One session for all runs and pick lists of one user in one company: nobody can sign out, and each may take a licence until it has been idle
 * for long enough. One that has ended is replaced when a request meets that; so a day is no limit of the server's.
 */
const sessions = new KeptByOwner<Sage300Session>(nodeClock, createSage300Session, { keptMs: 24 * 60 * 60_000, mostOwners: 50 });

const ownerOf = (context: Context, credentials: ICredentialDataDecryptedObject): ReadonlyArray<string | null> => {
	const { baseUrl, tenantSegment = '', company } = placeIn(credentials);
	const { user, password, keepPasswordCase = false } = identityIn(credentials);
	return [context.getNode().credentials?.[CREDENTIAL]?.id ?? null, baseUrl, tenantSegment, company, user, password, String(keepPasswordCase)];
};

/** All licences taken may be told with the same status, and passes. */
const tellsOfLicence = ({ body }: HttpResponse): boolean => /licen[sc]e|lanpak/i.test(body.toString('utf8'));

/** A run with many items asks for each; a user whose password is refused that often is locked. Later requests get the first refusal. */
const refusedOnce = (http: Http): Http => {
	let refusal: HttpResponse | undefined;
	return {
		async send(request) {
			if (refusal) return refusal;
			const response = await http.send(request);
			if (response.status === 401 && !tellsOfLicence(response)) refusal = response;
			return response;
		},
	};
};

const clientFor = async (context: Context, more: { readonly signal?: AbortSignal; readonly retryPolicy?: RetryPolicy }): Promise<Sage300Client> => {
	const credentials = await context.getCredentials(CREDENTIAL);
	const secrets = secretsIn(credentials);
	const owner = ownerOf(context, credentials);
	keepSecret(context, ...secrets);
	const warning = uncheckedWarning(credentials, SAGE300_SERVER);
	if (warning !== undefined && 'addExecutionHints' in context) hint(context, warning, 'warning');
	const http = believing(learning(context, nodeHttp(context, connectionOf(credentials, SAGE300_SERVER))));
	return createSage300Client({
		http: refusedOnce(withRedaction(http, redactor(secrets))), clock: nodeClock, place: placeIn(credentials), identity: identityIn(credentials), lock,
		lockPhrases: lockPhrasesIn(credentials), session: sessions.of(owner), documents: documents.of(owner), sequenceHints, ...more,
	});
};

/** The client of each run of a node. The context lives as long as the run. */
const runs = new WeakMap<object, Promise<Sage300Client>>();

/** @throws what a wrong credential says */
export const executionClient = async (context: IExecuteFunctions): Promise<Sage300Client> => {
	const signal = context.getExecutionCancelSignal();
	const client = runs.get(context) ?? clientFor(context, { ...(signal && { signal }) });
	runs.set(context, client);
	return await client;
};

/** Nobody looks at a pick list for a minute. */
const EDITOR_PATIENCE: RetryPolicy = { maxAttempts: 2, firstStepMs: 1_000, longestStepMs: 2_000, longestRetryAfterMs: 5_000 };

/** For pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions): Promise<Sage300Client> => await clientFor(context, { retryPolicy: EDITOR_PATIENCE });
