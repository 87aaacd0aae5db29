import type { SimRequest, SimResponse } from '../../harness/server';
import type { UserDefinition } from '../model/types';
import type { ModelWorld, World } from '../world';
import { accepts, type Call, type ModelCall } from './call';
import { ApiError, errorResponse, found, notFound } from './reply';
import { findRoute, type Match, type ModelRoute, type TenantRoute } from './router';
import { MODEL_ROUTES, TENANT_ROUTES } from './routes';

const MODE_STATUS: Readonly<Record<string, number>> = { LOCKED: 423, ARCHIVED: 422, MAINTENANCE: 424, PRODUCTION_MAINTENANCE: 424 };
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
	if (wait === 0) return;
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
	if (!state.open && !route.anyMode && route.whenBusy !== 'answers') {
		// An idle model must load first; the call that wakes it simply takes that long.
		if (loadMs > 0) await new Promise((resolve) => setTimeout(resolve, loadMs));
		state.open = true;
	}
	if (route.whenBusy === 'waits' || (route.whenBusy === 'file' && busyFiles === 'wait')) await tasks.whenFree();
};

const inModel = async (base: Call, model: ModelWorld, segments: readonly string[]): Promise<SimResponse> => {
	const { route, params } = chosen(base, findRoute(MODEL_ROUTES, base.request.method, segments));
	const call: ModelCall = { ...base, model, params };
	if (call.world.hasNoAccess(call.user)) {
		if (route.noAccess === undefined) throw notFound();
		return route.noAccess(call);
	}
	const refused = route.anyMode ? undefined : MODE_STATUS[model.state.activeState];
	if (refused !== undefined) throw new ApiError(refused, MODE_REASON[refused]);
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

/** The Integration API 2.0. */
export const integrationApi = async (world: World, request: SimRequest): Promise<SimResponse> => {
	try {
		return await dispatch(world, request);
	} catch (error) {
		if (error instanceof ApiError) return errorResponse(error, request.path, world.context.clock.now());
		throw error;
	}
};
