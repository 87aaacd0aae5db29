import { ControlRefused, ControlStream, type SimRequest } from '../../harness/server';
import type { World } from '../world';
import { ControlProblem, isRecord, numberIn, textIn, type ControlCall } from './call';
import {
	clearJournals, disturb, expire, finishPosting, lock, period, post, recycle, removeRecord, saveRecord, scale, seats, unlock,
} from './changes';
import { batches, facts, recordTexts, sessions, totals } from './queries';

type Act = (call: ControlCall) => unknown;

const isRefused = (error: unknown): error is Error => error instanceof ControlProblem || error instanceof TypeError || error instanceof SyntaxError;

/** Things that happen to the system; all of them can be had later too. */
const ACTS: Readonly<Record<string, Act>> = {
	switches: ({ world, body }) => world.switches.change(body),
	records: saveRecord, delete: removeRecord, period, lock, unlock, post, disturb, 'finish-posting': finishPosting,
		'clear-journals': clearJournals, seats,
	'sessions/expire': expire, recycle, scale,
	reset: ({ world }) => {
		world.reset();
		return { reset: true };
	},
};

/**
 * POST later {"requests":1,"match":"GLPostedTransactions","route":"post","body":{…}}: between two requests of a client. What makes no
 * sense by then, such as a record that is gone, is noted and spoils nobody's request.
 */
const later: Act = ({ world, query, body }) => {
	const act = ACTS[textIn(body, 'route')];
	if (act === undefined) throw new ControlProblem(`route takes ${Object.keys(ACTS).join(', ')}`);
	const inner = isRecord(body.body) ? body.body : {};
	world.later.schedule(textIn(body, 'match', ''), numberIn(body, 'requests', 1), () => {
		try {
			act({ world, query, body: inner });
			world.effect('later', { route: body.route });
		} catch (error) {
			if (!isRefused(error)) throw error;
			world.effect('later-refused', { route: body.route, why: error.message });
		}
	});
	return { scheduled: true };
};

/** Control routes below /__sim/, by verb and name. */
const ROUTES: Readonly<Record<string, Act>> = {
	'GET company': facts,
	'GET switches': ({ world }) => world.switches.list(),
	'GET records': (call) => new ControlStream('application/json', recordTexts(call)),
	'GET batches': batches,
	'GET totals': totals,
	'GET sessions': sessions,
	'GET disturb': ({ world }) => world.armed.list(),
	'DELETE disturb': ({ world }) => ({ disarmed: world.armed.clear() }),
	'POST later': later,
	...Object.fromEntries(Object.entries(ACTS).map(([name, act]) => [`POST ${name}`, act])),
};

const bodyOf = (request: SimRequest): Readonly<Record<string, unknown>> => {
	if (request.body.length === 0) return {};
	const raw: unknown = JSON.parse(request.body.toString('utf8'));
	if (!isRecord(raw)) throw new ControlProblem('the body must be a JSON object');
	return raw;
};

/** A wrong request is answered with 400 and a reason, so that a test cannot set nothing unnoticed. */
export const control = (world: World, route: string, request: SimRequest): unknown => {
	const act = ROUTES[`${request.method} ${route}`];
	if (act === undefined) return undefined;
	try {
		const result = act({ world, query: request.query, body: bodyOf(request) });
		if (request.method === 'POST') world.effect('control', { route });
		return result;
	} catch (error) {
		throw isRefused(error) ? new ControlRefused(error.message) : error;
	}
};
