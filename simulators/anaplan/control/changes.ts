import { ControlProblem, type ControlCall as HarnessCall } from '../../harness/control-call';
import { isModeWord } from '../engine/mode';
import { isSeedName, SEEDS } from '../seeds';
import type { ModelWorld, World } from '../world';

/** One request to the control surface. */
export interface ControlCall extends HarnessCall<World> {
	readonly model: ModelWorld;
}

/** At once, or { afterRequests: N, match?: regular expression over "METHOD path" } between two requests of a client. */
const when = ({ world, body }: ControlCall, act: () => unknown): unknown => {
	const { afterRequests, match } = body;
	if (afterRequests === undefined) return act();
	if (typeof afterRequests !== 'number' || !Number.isInteger(afterRequests) || afterRequests < 0) {
		throw new ControlProblem('afterRequests must be a whole number from 0');
	}
	world.later.add(typeof match === 'string' ? match : '.*', afterRequests, () => void act());
	return { afterRequests };
};

/** { activeState, refuses? }: the mode's word, and with which status it refuses calls (null = with none) when not as usual. */
export const modelState = (call: ControlCall): unknown => {
	const { activeState, refuses } = call.body;
	if (!isModeWord(activeState)) throw new ControlProblem('activeState must be a word of capital letters, such as LOCKED');
	if (refuses !== undefined && refuses !== null && (typeof refuses !== 'number' || refuses < 400 || refuses > 599)) {
		throw new ControlProblem('refuses must be an HTTP status from 400, or null');
	}
	// By id, not by reference: a reset in between makes a new model.
	const { id } = call.model.state;
	return when(call, () => {
		const mode = call.world.model(id)?.state.mode;
		mode?.change(activeState, refuses);
		return { activeState, refuses: mode?.refusal ?? null };
	});
};

/** { user?, refreshTokens? }: the tokens of everybody, or of one user, are dead from now on; refresh tokens of OAuth only when asked for. */
export const expireSessions = (call: ControlCall): unknown => {
	const { user, refreshTokens } = call.body;
	if (user !== undefined && typeof user !== 'string') throw new ControlProblem('user must be an e-mail address');
	return when(call, () => ({ ...call.world.sessions.expire(user), ...(refreshTokens === true ? call.world.oauth.revoke(user) : {}) }));
};

/** { requests, retryAfter? }: so many requests to the Integration API get 429, whatever the budget says. */
export const storm = ({ world, body }: ControlCall): unknown => {
	const { requests = 10, retryAfter = 1 } = body;
	if (typeof requests !== 'number' || typeof retryAfter !== 'number') throw new ControlProblem('requests and retryAfter must be numbers');
	world.bucket.refuse(requests, retryAfter);
	return { requests, retryAfter };
};

export const defaultFile = ({ model, body }: ControlCall): unknown => {
	const file = model.files.byId(String(body.file));
	if (file === undefined) throw new ControlProblem(`unknown file ${String(body.file)}`);
	file.defaultContent = typeof body.content === 'string' ? Buffer.from(body.content, 'utf8') : undefined;
	file.defaultAccess = body.access === 'admins' ? 'admins' : 'everyone';
	return { file: file.id, bytes: file.defaultContent?.length ?? 0, access: file.defaultAccess };
};

export const device = ({ world, body }: ControlCall): unknown => {
	const email = typeof body.user === 'string' ? body.user : (world.tenant.users[0]?.email ?? '');
	return { done: world.oauth.devices.decide(String(body.userCode), body.decision === 'deny' ? 'denied' : 'approved', email) };
};

/** { what }: fills the model with the data of that name. */
export const seed = ({ model, body }: ControlCall): unknown => {
	const { what } = body;
	if (!isSeedName(what)) throw new ControlProblem(`what must be one of ${Object.keys(SEEDS).join(', ')}`);
	return SEEDS[what](model);
};
