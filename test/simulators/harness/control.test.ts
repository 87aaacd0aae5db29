import { Armed, disturbWith } from '../../../simulators/harness/armed';
import { controlWith } from '../../../simulators/harness/control';
import { ControlProblem, numberIn, textIn } from '../../../simulators/harness/control-call';
import { LaterActs } from '../../../simulators/harness/later';
import { ControlRefused, type SimRequest } from '../../../simulators/harness/server';
import { entry, SwitchBoard } from '../../../simulators/harness/switches';

type Disturbance = { readonly kind: 'refuse'; readonly line: number } | { readonly kind: 'vanish' };

class World {
	readonly switches = new SwitchBoard({ seats: entry(0, 'seats') });
	readonly later = new LaterActs();
	readonly armed = new Armed<Disturbance>();
	readonly effects: unknown[] = [];
	records = ['a', 'b'];

	effect(what: string, note: Record<string, unknown> = {}): void {
		this.effects.push({ what, ...note });
	}
}

const control = controlWith<World>({
	acts: {
		remove: ({ world, body }) => {
			const name = textIn(body, 'name');
			if (!world.records.includes(name)) throw new ControlProblem(`no ${name}`);
			world.records = world.records.filter((one) => one !== name);
			return { removed: name };
		},
		disturb: disturbWith<Disturbance>({ refuse: (body) => ({ kind: 'refuse', line: numberIn(body, 'line') }), vanish: () => ({ kind: 'vanish' }) }),
		broken: () => {
			throw new RangeError('a defect');
		},
	},
	routes: { 'GET records': ({ world, query }) => world.records.filter((one) => one.startsWith(query.get('match') ?? '')) },
});

const request = (method: string, path: string, body: unknown = undefined): SimRequest => {
	const url = new URL(path, 'http://simulator');
	return { method, path: url.pathname, query: url.searchParams, headers: {}, body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)) };
};
const ask = (world: World, method: string, route: string, body?: unknown): unknown => control(world, route.split('?')[0] ?? '', request(method, `/${route}`, body));

describe('the control surface', () => {
	let world: World;
	beforeEach(() => {
		world = new World();
	});

	it('has the routes of the system and those of every system, and notes what was done', () => {
		expect(ask(world, 'GET', 'records?match=b')).toEqual(['b']);
		expect(ask(world, 'POST', 'remove', { name: 'a' })).toEqual({ removed: 'a' });
		expect(ask(world, 'POST', 'switches', { seats: 4 })).toEqual({ seats: 4 });
		expect(ask(world, 'GET', 'switches')).toEqual([{ name: 'seats', value: 4, default: 0, meaning: 'seats' }]);
		expect(world.effects).toEqual([{ what: 'control', route: 'remove' }, { what: 'control', route: 'switches' }]);
	});

	it.each([['GET', 'remove'], ['POST', 'records'], ['POST', 'constructor'], ['PUT', 'switches']])('knows no %s %s', (method, route) => {
		expect(ask(world, method, route)).toBeUndefined();
	});

	it.each<[string, unknown, string]>([
		['remove', { name: 'z' }, 'no z'], ['remove', {}, 'name must be text'], ['remove', [], 'the body must be a JSON object'], ['remove', '{', 'JSON'],
		['switches', { seats: 'x' }, 'switch seats does not take'], ['disturb', { kind: 'other' }, 'kind takes refuse, vanish'], ['disturb', { kind: 'refuse' }, 'line must be a number'],
		['disturb', { kind: 'vanish', match: '(' }, 'Invalid regular expression'], ['later', { route: 'toString' }, 'route takes switches, remove'],
	])('refuses %s %j with its reason', (route, body, said) => {
		expect(() => ask(world, 'POST', route, body)).toThrow(ControlRefused);
		expect(() => ask(world, 'POST', route, body)).toThrow(said);
		expect([world.records, world.armed.list()]).toEqual([['a', 'b'], []]);
	});

	it('hides no defect of its own', () => {
		expect(() => ask(world, 'POST', 'broken')).toThrow(RangeError);
	});

	it('does an act later, once, after so many answers that match; what makes no sense by then is noted', () => {
		ask(world, 'POST', 'later', { requests: 2, match: 'GET /list\\?\\$filter=A\\+eq', route: 'remove', body: { name: 'a' } });
		ask(world, 'POST', 'later', { match: 'POST', route: 'remove', body: { name: 'z' } });
		const list = request('GET', '/list?$filter=A%20eq%201');
		world.later.answered(list);
		expect(world.records).toEqual(['a', 'b']);
		world.later.answered(request('GET', '/other'));
		world.later.answered(list);
		world.later.answered(list);
		world.later.answered(request('POST', '/list'));
		expect(world.records).toEqual(['b']);
		expect(world.effects.slice(2)).toEqual([{ what: 'later', route: 'remove' }, { what: 'later-refused', route: 'remove', why: 'no z' }]);
	});

	it('a disturbance lets some pass, is spent by those that match, and can be taken back', () => {
		ask(world, 'POST', 'disturb', { kind: 'refuse', line: 3, match: '^PLAN', skip: 1, times: 1 });
		ask(world, 'POST', 'disturb', { kind: 'vanish', times: -1 });
		expect([world.armed.take('refuse', 'other'), world.armed.take('refuse', 'x', 'PLAN-1'), world.armed.take('refuse', 'PLAN-1'), world.armed.take('refuse', 'PLAN-1')])
			.toEqual([undefined, undefined, { kind: 'refuse', line: 3 }, undefined]);
		expect([world.armed.take('vanish', ''), world.armed.take('vanish', '')]).toEqual([{ kind: 'vanish' }, { kind: 'vanish' }]);
		expect(ask(world, 'DELETE', 'disturb')).toEqual({ disarmed: 2 });
		expect(world.armed.take('vanish', '')).toBeUndefined();
	});
});
