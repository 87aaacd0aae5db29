import type { HttpRequest } from '../../../src/contracts';
import { CancelledError, ConnectionLostError, FatalError, RetryableError } from '../../../src/core/errors';
import { withRetry } from '../../../src/core/http/retry-http';
import { createAnaplanClient } from '../../../src/systems/anaplan';
import { afterSilence, heldUpIn, whenModelBusy } from '../../../src/systems/anaplan/model-busy';
import type { ModelCondition } from '../../../src/systems/anaplan/model-state';
import { FakeAnaplan, LeapingClock, MODEL, REF, WORKSPACE, failureOf, json, lost, refusal } from './fake-anaplan';

const STATUS = 'GET /status';
const MODE = `GET /models/${MODEL}`;
const IMPORTS = 'GET /imports';

const busy = (progress = 0.4) => json(200, { requestStatus: { currentStep: 'Processing ...', progress, tooltip: 'Import GL Balances by jo@example.com' } });
const open = () => json(200, { requestStatus: { currentStep: 'Open', progress: -1 } });
const mode = (activeState: string) => json(200, { model: { id: MODEL, activeState } });

/** Everything that a client has around its wire, on a clock that leaps; a call that is `hung` takes its whole timeout. */
const site = (patienceMs = 3_600_000) => {
	const http = new FakeAnaplan();
	const clock = new LeapingClock();
	const waits: number[] = [];
	const controller = new AbortController();
	const stack = withRetry(whenModelBusy(http, { clock, patienceMs, onBusy: ({ ms }) => waits.push(ms) }), { clock, random: () => 0 });
	const client = createAnaplanClient({ http: stack, clock, apiUrl: 'https://api.anaplan.com', signal: controller.signal, timeouts: { modelMs: 60_000 } });
	http.on(MODE, mode('UNLOCKED'));
	const hung = (request: HttpRequest): Error => {
		clock.nowMs += request.timeoutMs ?? 0;
		return lost();
	};
	return { http, clock, client, waits, controller, stack, hung, asked: (line: string) => http.lines().filter((each) => each === line).length };
};

describe('which calls a busy model holds up', () => {
	const api = 'https://api.anaplan.com/2/0';
	const model = `/workspaces/${WORKSPACE}/models/${MODEL}`;
	it.each([`${model}/imports`, `${model}/imports/112000000034`, `/models/${MODEL}/views/1/data?format=v1`, `${model}/lists/101/items`, `${model}/files/113/chunks/0`])('%s', (place) => {
		expect(heldUpIn(api + place)?.modelUrl).toBe(`${api}/models/${MODEL}`);
	});
	it.each([
		'/users/me', '/workspaces', `/workspaces/${WORKSPACE}/models`, `/models/${MODEL}`, `/models/${MODEL}?modelDetails=true`, `${model}/status`, `${model}/open`, `${model}/close`,
		`${model}/imports/112/tasks`, `${model}/imports/112/tasks?sort=-creationTime`, `${model}/processes/118/tasks/A/dumps/112/chunks/0`, `${model}/exports/116/tasks/A`,
	])('not %s', (place) => {
		expect(heldUpIn(api + place)).toBeUndefined();
	});
	it('asks for the status in the form in which the call was made', () => {
		expect(heldUpIn(`${api}${model}/imports`)?.statusUrl).toBe(`${api}${model}/status`);
		expect(heldUpIn(`${api}/models/${MODEL}/modules`)?.statusUrl).toBe(`${api}/models/${MODEL}/status`);
	});
});

describe('afterSilence', () => {
	const ask = (kind: ModelCondition | undefined, more: { looks?: number; repeatable?: boolean; leftMs?: number } = {}) =>
		afterSilence({ model: kind && { kind, said: '' }, looks: 0, repeatable: true, leftMs: 60_000, ...more });

	it.each<[ModelCondition | undefined, object, string]>([
		['busy', {}, 'wait'], ['loading', {}, 'wait'], ['busy', { leftMs: 0 }, 'tell'], ['busy', { repeatable: false }, 'tell'],
		['locked', {}, 'refuse'], ['archived', {}, 'refuse'], ['offline', {}, 'refuse'], ['locked', { repeatable: false }, 'tell'],
		['ready', {}, 'lose'], ['ready', { looks: 1 }, 'send'], ['closed', { looks: 3 }, 'send'], ['ready', { looks: 1, repeatable: false }, 'lose'],
		['unknown', {}, 'lose'], ['unknown', { looks: 2 }, 'lose'], [undefined, {}, 'lose'], [undefined, { looks: 5 }, 'lose'],
	])('%s %j: %s', (kind, more, then) => {
		expect(ask(kind, more).then).toBe(then);
	});

	it('looks less and less often, and never beyond what the caller waits', () => {
		expect([0, 1, 2, 3, 9].map((looks) => ask('busy', { looks }))).toEqual([5_000, 10_000, 20_000, 30_000, 30_000].map((ms) => ({ then: 'wait', ms })));
		expect(ask('busy', { looks: 9, leftMs: 700 })).toEqual({ then: 'wait', ms: 700 });
	});
});

describe('a call that a busy model keeps waiting', () => {
	it('is sent again only when the model is free', async () => {
		const { http, client, hung, waits, clock, asked } = site();
		http.on(IMPORTS, hung, json(200, { imports: [{ id: '1', name: 'GL' }] })).on(STATUS, busy(0.1), busy(0.5), busy(0.9), open());
		expect(await client.metadata.imports(REF)).toHaveLength(1);
		expect(asked(IMPORTS)).toBe(2);
		expect(clock.slept).toEqual([5_000, 10_000, 20_000]);
		expect(waits).toEqual([35_000]);
	});

	it('is waited for again when something else has begun meanwhile, within the same time in all', async () => {
		const { http, client, hung, asked } = site(200_000);
		http.on(IMPORTS, hung).on(STATUS, busy(), open(), busy(), open(), busy());
		const failure = await failureOf(client.metadata.imports(REF), RetryableError);
		expect(failure.message).toContain('the model is busy: Import GL Balances by jo@example.com, 40 %');
		expect(asked(IMPORTS)).toBe(3);
	});

	it('says that this is no failure when the caller waits no longer, and is not repeated blindly', async () => {
		const { http, client, hung, asked } = site(0);
		http.on(IMPORTS, hung).on(STATUS, busy());
		const failure = await failureOf(client.metadata.imports(REF), RetryableError);
		expect(failure.facts.remedy).toMatch(/Nothing is wrong with the call.*Allow more time/);
		expect(asked(IMPORTS)).toBe(1);
	});

	it('must not be sent twice: its loss stays a loss, and the reader is told that it may still be carried out', async () => {
		const { http, stack, hung, clock } = site();
		http.on('POST /x', hung).on(STATUS, busy());
		const request: HttpRequest = { method: 'POST', url: `https://api.anaplan.com/2/0/workspaces/${WORKSPACE}/models/${MODEL}/x`, purpose: 'write cells', repeatable: false, timeoutMs: 60_000 };
		const failure = await failureOf(stack.send(request), ConnectionLostError);
		expect(failure.facts.said).toContain('the model is busy');
		expect(failure.facts.remedy).toContain('may still do so when the model is free');
		expect(clock.slept).toEqual([]);
	});

	it.each([['LOCKED', FatalError, /unlock it/], ['ARCHIVED', FatalError, /unarchive it/], ['MAINTENANCE', RetryableError, /brought it back/]])(
		'in mode %s is refused with the remedy for it', async (state, type, remedy) => {
			const { http, client, hung, asked } = site();
			http.on(IMPORTS, hung).on(STATUS, open()).on(MODE, mode(state));
			const failure = await failureOf<FatalError | RetryableError>(client.metadata.imports(REF), type as typeof FatalError);
			expect(failure.message).toContain(state);
			expect(failure.facts.remedy).toMatch(remedy);
			expect(asked(IMPORTS)).toBe(1);
		});

	it('ends when the execution is stopped', async () => {
		const { http, client, hung, clock, controller } = site();
		http.on(IMPORTS, hung).on(STATUS, busy());
		clock.beforeSleep = (pauses) => {
			if (pauses === 2) controller.abort();
		};
		await failureOf(client.metadata.imports(REF), CancelledError);
	});
});

describe('a silence that the model does not explain', () => {
	it('a connection cut at once is no silence: nobody asks for the status', async () => {
		const { http, client, asked } = site();
		http.on(IMPORTS, lost(), json(200, {}));
		await client.metadata.imports(REF);
		expect(asked(STATUS)).toBe(0);
	});

	it.each([['an idle model', open()], ['a status that cannot be read', refusal(500, 'boom')], ['a status of another form', json(200, [])]])('%s: repeated as any lost answer', async (_, reply) => {
		const { http, client, hung, asked } = site();
		http.on(IMPORTS, hung, json(200, {})).on(STATUS, reply);
		await client.metadata.imports(REF);
		expect(asked(IMPORTS)).toBe(2);
	});

	it('an unknown word is passed on', async () => {
		const { http, client, hung } = site();
		http.on(IMPORTS, hung).on(STATUS, json(200, { requestStatus: { currentStep: 'Hibernating', progress: -1 } })).on(MODE, mode('SOMETHING_NEW'));
		const failure = await failureOf(client.metadata.imports(REF), ConnectionLostError);
		expect(failure.message).toContain('the status of the model is "Hibernating" (its mode is SOMETHING_NEW)');
	});

	it('calls about tasks are none of its business', async () => {
		const { http, client, asked } = site();
		http.on('GET /imports/112000000034/tasks', lost(), json(200, {}));
		await client.listTasks({ ...REF, kind: 'imports', actionId: '112000000034' });
		expect(asked(STATUS)).toBe(0);
	});
});

describe('a model that refuses', () => {
	it.each([
		[423, 'LOCKED', FatalError, /locked mode \(not merely busy\)/], [422, 'ARCHIVED', FatalError, /archived/],
		[424, 'MAINTENANCE', RetryableError, /maintenance/], [425, 'PRODUCTION', FatalError, /deployed mode/],
	])('%d names the mode %s and the remedy, at once', async (status, state, type, remedy) => {
		const { http, client, clock, asked } = site();
		http.on(IMPORTS, refusal(status, 'refused')).on(MODE, mode(state));
		const failure = await failureOf<FatalError | RetryableError>(client.metadata.imports(REF), type as typeof FatalError);
		expect(failure.facts.said).toBe(`refused (HTTP ${status}); the mode of the model is ${state}`);
		expect(failure.facts.remedy).toMatch(remedy);
		expect([asked(IMPORTS), clock.slept]).toEqual([1, []]);
	});

	it.each([['an unknown mode is passed on', mode('BRAND_NEW'), 'refused (HTTP 423); the mode of the model is BRAND_NEW'], ['a mode that cannot be read hides nothing', refusal(404, 'no'), 'refused (HTTP 423)']])(
		'%s', async (_, reply, said) => {
			const { http, client } = site();
			http.on(IMPORTS, refusal(423, 'refused')).on(MODE, reply);
			expect((await failureOf(client.metadata.imports(REF), FatalError)).facts.said).toBe(said);
		});
});
