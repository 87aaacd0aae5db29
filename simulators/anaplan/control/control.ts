import { ControlRefused, ControlStream, type SimRequest } from '../../harness/server';
import { isRecord } from '../http/call';
import { ApiError } from '../http/reply';
import type { World } from '../world';
import { defaultFile, device, expireSessions, modelState, seed, storm, type ControlCall } from './changes';
import { cellRows, ControlProblem, listItems, modelSummary, tasks, totals, uploads } from './queries';
import { addScale } from './scale';

/** Control routes below /__sim/, by verb and name. `?model=ID` picks another model than the first. */
const ROUTES: Readonly<Record<string, (call: ControlCall) => unknown>> = {
	'GET switches': ({ world }) => world.switches.list(),
	'POST switches': ({ world, body }) => world.switches.change(body),
	'POST reset': ({ world, body }) => {
		world.reset(body.keepSessions === true);
		return { reset: true };
	},
	'GET model': ({ model }) => modelSummary(model),
	'GET list': ({ model, query }) => listItems(model, query),
	'GET cells': ({ model, query }) => new ControlStream('application/json', cellRows(model, query)),
	'GET totals': ({ model, query }) => totals(model, query),
	'GET tasks': ({ model }) => tasks(model),
	'GET uploads': ({ model }) => uploads(model),
	'GET dumps': ({ model }) => model.dumps.list(),
	'POST model-state': modelState,
	'POST default-file': defaultFile,
	'POST busy': ({ model, body }) => {
		model.tasks.occupy(typeof body.ms === 'number' ? body.ms : 1000);
		return { busy: true };
	},
	'POST device': device,
	'GET sessions': ({ world }) => world.sessions.living(),
	'POST sessions/expire': expireSessions,
	'POST storm': storm,
	'POST seed': seed,
	'POST scale': ({ model, body }) => addScale(model, body),
};

const bodyOf = (request: SimRequest): Record<string, unknown> => {
	if (request.body.length === 0) return {};
	const raw: unknown = JSON.parse(request.body.toString('utf8'));
	if (!isRecord(raw)) throw new ControlProblem('the body must be a JSON object');
	return raw;
};

/** A wrong request to the control surface is answered with 400 and a reason, so that a test cannot set nothing unnoticed. */
export const control = (world: World, route: string, request: SimRequest): unknown => {
	const act = ROUTES[`${request.method} ${route}`];
	if (act === undefined) return undefined;
	try {
		const id = request.query.get('model');
		const model = id === null ? world.models[0] : world.model(id);
		if (model === undefined) throw new ControlProblem(`unknown model ${id ?? ''}`);
		const result = act({ world, model, query: request.query, body: bodyOf(request) });
		if (request.method === 'POST') world.context.history.effect('control', { route });
		return result;
	} catch (error) {
		if (error instanceof ApiError) throw new ControlRefused('the model has not what this needs');
		if (error instanceof ControlProblem || error instanceof TypeError || error instanceof SyntaxError) throw new ControlRefused(error.message);
		throw error;
	}
};
