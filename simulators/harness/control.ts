import type { Armed, AnyDisturbance } from './armed';
import { ControlProblem, isRecord, numberIn, textIn, type ControlBody, type ControlCall } from './control-call';
import type { LaterActs } from './later';
import { ControlRefused, type SimRequest } from './server';
import type { SwitchBoard, SwitchTable } from './switches';

/**
 * The control surface of a system below /__sim/, by verb and name. A system gives two tables: its acts, which are things that happen to
 * it (POST) and can all be had later too, and its routes, which are all others (`GET records`). Every system has besides:
 *
 *   GET switches   POST switches {…}   GET disturb   DELETE disturb
 *   POST later {"requests":1,"match":"JournalTransaction","route":"touch","body":{…}}
 *
 * The last is an act between two requests of a client. What makes no sense by then, such as a record that is gone, is noted in the
 * history and spoils nobody's request.
 */
export type ControlAct<World> = (call: ControlCall<World>) => unknown;
export type ControlTable<World> = Readonly<Record<string, ControlAct<World>>>;

/** What a system must have for it. */
export interface ControlledWorld {
	readonly switches: Pick<SwitchBoard<SwitchTable>, 'list' | 'change'>;
	readonly later: LaterActs;
	readonly armed: Pick<Armed<AnyDisturbance>, 'list' | 'clear'>;
	/** Notes in the history that something happened. */
	effect(what: string, note?: Record<string, unknown>): void;
}

export interface ControlTables<World> {
	readonly acts: ControlTable<World>;
	readonly routes: ControlTable<World>;
	/** Runs before each of them: what is due by the clock. */
	readonly settle?: (world: World) => void;
}

const isRefused = (error: unknown): error is Error => error instanceof ControlProblem || error instanceof TypeError || error instanceof SyntaxError;

/** The body as a JSON object; none is an empty one. */
export const controlBody = (request: SimRequest): ControlBody => {
	if (request.body.length === 0) return {};
	const raw: unknown = JSON.parse(request.body.toString('utf8'));
	if (!isRecord(raw)) throw new ControlProblem('the body must be a JSON object');
	return raw;
};

/** A request that makes no sense is answered with 400 and the reason, so that a test cannot set nothing unnoticed. */
export const refusing = <T>(work: () => T): T => {
	try {
		return work();
	} catch (error) {
		throw isRefused(error) ? new ControlRefused(error.message) : error;
	}
};

const laterWith = <World extends ControlledWorld>(acts: ControlTable<World>): ControlAct<World> => ({ world, query, body }) => {
	const route = textIn(body, 'route');
	const act = Object.hasOwn(acts, route) ? acts[route] : undefined;
	if (act === undefined) throw new ControlProblem(`route takes ${Object.keys(acts).join(', ')}`);
	const inner = isRecord(body.body) ? body.body : {};
	world.later.schedule(textIn(body, 'match', ''), numberIn(body, 'requests', 1), () => {
		try {
			act({ world, query, body: inner });
			world.effect('later', { route });
		} catch (error) {
			if (!isRefused(error)) throw error;
			world.effect('later-refused', { route, why: error.message });
		}
	});
	return { scheduled: true };
};

/** What `Simulator.control` calls: undefined for a route that there is not. */
export const controlWith = <World extends ControlledWorld>({ acts, routes, settle }: ControlTables<World>) => {
	const all: ControlTable<World> = { switches: ({ world, body }) => world.switches.change(body), ...acts };
	const table: ControlTable<World> = {
		'GET switches': ({ world }) => world.switches.list(),
		'GET disturb': ({ world }) => world.armed.list(),
		'DELETE disturb': ({ world }) => ({ disarmed: world.armed.clear() }),
		...routes,
		'POST later': laterWith(all),
		...Object.fromEntries(Object.entries(all).map(([name, act]) => [`POST ${name}`, act])),
	};
	return (world: World, route: string, request: SimRequest): unknown => {
		const name = `${request.method} ${route}`;
		const act = Object.hasOwn(table, name) ? table[name] : undefined;
		if (act === undefined) return undefined;
		settle?.(world);
		return refusing(() => {
			const result = act({ world, query: request.query, body: controlBody(request) });
			if (request.method === 'POST') world.effect('control', { route });
			return result;
		});
	};
};
