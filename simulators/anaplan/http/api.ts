import { gzipSync } from 'node:zlib';
import type { SimRequest, SimResponse } from '../../harness/server';
import type { UserDefinition } from '../model/types';
import type { ModelWorld, World } from '../world';
import { accepts, type Call, type ModelCall } from './call';
import { ApiError, errorResponse, found, notFound } from './reply';
import { findRoute, type Match, type ModelRoute, type TenantRoute } from './router';
import { MODEL_ROUTES, TENANT_ROUTES } from './routes';

const MODE_REASON: Readonly<Record<number, string>> = {
	423: 'Model is locked', 422: 'Model is archived', 424: 'Model is offline or in maintenance mode',
};

const ACCEPTS_JSON = /\*\/\*|application\/(\*|json)/i;

const chosen = <R extends ModelRoute | TenantRoute>(call: Call, match: Match<R>): { route: R; params: Record<string, string> } => {
	if (match === 'wrong-verb') throw new ApiError(405);
	const { route, params } = found(match);
	if (route.json && !ACCEPTS_JSON.test(accepts(call))) throw new ApiError(406);
	return { route, params };
};

/** Segments below /2/0, decoded. `imports/` is accepted with and without its slash (reference anaplan 4), nothing else is. */
const segmentsOf = (path: string): string[] => {
	const below = path.slice('/2/0/'.length).replace(/\/imports\/$/, '/imports');
	try {
		return below.split('/').map(decodeURIComponent);
	} catch {
		throw notFound();
	}
};

const takeToken = (world: World): void => {
	const wait = world.bucket.take();
	if (wait === undefined) return;
	const form = world.switches.values.retryAfterForm;
	const value = form === 'date' ? new Date(Date.now() + wait * 1000).toUTCString() : String(wait);
	throw new ApiError(429, undefined, form === 'absent' ? {} : { 'retry-after': value });
};

/** Both prefixes are accepted, for both kinds of token (reference anaplan 3). */
const authorised = (world: World, request: SimRequest): UserDefinition => {
	const [, token = ''] = /^(?:AnaplanAuthToken|Bearer) +(\S+)$/.exec(String(request.headers.authorization ?? '')) ?? [];
	const email = world.sessions.userOf(token);
	const user = email === undefined ? undefined : world.user(email);
	if (user === undefined) throw new ApiError(401);
	return user;
};

const waitUntilFree = async (call: ModelCall, route: ModelRoute): Promise<void> => {
	const { tasks, state } = call.model;
	const { busyFiles, loadMs } = call.world.switches.values;
	// An idle model must load first; the call that wakes it simply takes that long.
	if (!route.anyMode && route.whenBusy !== 'answers') await state.presence.awake(loadMs);
	if (route.whenBusy === 'waits' || (route.whenBusy === 'file' && busyFiles === 'wait')) await tasks.whenFree();
};

const inModel = async (base: Call, model: ModelWorld, segments: readonly string[]): Promise<SimResponse> => {
	const { route, params } = chosen(base, findRoute(MODEL_ROUTES, base.request.method, segments));
	const call: ModelCall = { ...base, model, params };
	if (call.world.hasNoAccess(call.user)) {
		if (route.noAccess === undefined) throw notFound();
		return route.noAccess(call);
	}
	const { mode } = model.state;
	const refused = route.anyMode ? undefined : mode.refusal;
	if (refused !== undefined) throw new ApiError(refused, MODE_REASON[refused]);
	if (route.structural?.(call) === true && mode.deployed) throw new ApiError(425, 'Model is in deployed mode');
	await waitUntilFree(call, route);
	return route.handle(call);
};

const dispatch = async (world: World, request: SimRequest): Promise<SimResponse> => {
	const user = authorised(world, request);
	takeToken(world);
	let segments = segmentsOf(request.path);
	const call: Call = { world, request, user, params: {} };
	const tenant = findRoute(TENANT_ROUTES, request.method, segments);
	if (tenant !== undefined) {
		const { route, params } = chosen(call, tenant);
		return route.handle({ ...call, params });
	}
	let workspace: string | undefined;
	if (segments[0] === 'workspaces') {
		workspace = segments[1];
		segments = segments.slice(2);
	}
	if (segments[0] !== 'models' || segments.length < 3) throw notFound();
	const model = found(world.model(segments[1] ?? ''));
	if (workspace !== undefined && workspace !== model.definition.workspaceId) throw notFound();
	return inModel(call, model, segments.slice(2));
};

const HTML = { 'content-type': 'text/html' } as const;

/** Bodies that nobody has shown: 401 and 429 on this host (reference anaplan 12). */
const bareBody = (world: World, { status, headers }: ApiError): Partial<SimResponse> => {
	const { unauthorizedBody, tooManyBody } = world.switches.values;
	if (status === 401 && unauthorizedBody === 'auth') return { body: JSON.stringify({ status: 'FAILURE_BAD_CREDENTIAL', statusMessage: 'Invalid credentials' }) };
	if (status === 429 && tooManyBody === 'html') return { headers: { ...HTML, ...headers }, body: '<html><body>Too many requests</body></html>' };
	const empty = (status === 401 && unauthorizedBody === 'empty') || (status === 429 && tooManyBody === 'empty');
	return empty ? { headers, body: '' } : {};
};

const packed = (world: World, request: SimRequest, reply: SimResponse): SimResponse => {
	const wanted = world.switches.values.gzipReplies === 'all' && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
	if (!wanted || reply.body === undefined || reply.body.length === 0 || reply.headers?.['content-encoding'] !== undefined) return reply;
	return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, body: gzipSync(reply.body) };
};

/** The Integration API 2.0. */
export const integrationApi = async (world: World, request: SimRequest): Promise<SimResponse> => {
	world.later.seen(request);
	try {
		return packed(world, request, await dispatch(world, request));
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const reply = errorResponse(error, request.path, world.context.clock.now());
		return packed(world, request, { ...reply, ...bareBody(world, error) });
	}
};
