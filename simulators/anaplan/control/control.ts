import { controlBody, refusing } from '../../harness/control';
import { ControlProblem } from '../../harness/control-call';
import { ControlStream, type SimRequest } from '../../harness/server';
import { ApiError } from '../http/reply';
import type { World } from '../world';
import { defaultFile, device, expireSessions, modelState, seed, storm, type ControlCall } from './changes';
import { cellRows, listItems, modelSummary, tasks, totals, uploads } from './queries';
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

/** A wrong request to the control surface is answered with 400 and a reason, so that a test cannot set nothing unnoticed. */
export const control = (world: World, route: string, request: SimRequest): unknown => {
	const act = ROUTES[`${request.method} ${route}`];
	if (act === undefined) return undefined;
	return refusing(() => {
		const id = request.query.get('model');
		const model = id === null ? world.models[0] : world.model(id);
		if (model === undefined) throw new ControlProblem(`unknown model ${id ?? ''}`);
		try {
			const result = act({ world, model, query: request.query, body: controlBody(request) });
			if (request.method === 'POST') world.context.history.effect('control', { route });
			return result;
		} catch (error) {
			throw error instanceof ApiError ? new ControlProblem('the model has not what this needs') : error;
		}
	});
};
