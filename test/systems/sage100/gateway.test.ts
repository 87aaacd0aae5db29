import { AmbiguousError, ConnectionLostError, FatalError, RejectedError, RetryableError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { NoStampsError, completePlace, type Sage100ClientOptions } from '../../../src/systems/sage100';
import { clockRequest, createEntryRequest, runRegisterRequest, validateEntryRequest, type Sage100Request } from '../../../src/systems/sage100/wire/requests';
import { COMPANY, FakeAgent } from './fakes/agent';
import { clientOn, HEALTH, IDENTITY, PLACE, rejection, scripted } from './fakes/client';
import { answer, FakeClock, fault, json, ScriptedHttp, type Step } from './fakes/scripted-http';
import { serverTimeAt } from './fakes/wall-clock';

const place = completePlace(PLACE);
const READ = clockRequest(place);
const POST = createEntryRequest(place, { naturalKey: 'ANP-1', body: {}, purpose: 'create' });
const CHECK = validateEntryRequest(place, { naturalKey: 'ANP-1', body: {}, purpose: 'check' });
const REGISTER = runRegisterRequest(place, { body: {}, purpose: 'run the register' });
const GOOD = json({ ok: true });
const html = (status: number): Step => answer(status, '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>');

const outcome = async (request: Sage100Request, steps: readonly Step[], overrides: Partial<Sage100ClientOptions> = {}) => {
	const parts = scripted(steps, overrides);
	const error = await parts.client.lasting.call(request).then(() => undefined, (caught: unknown) => caught);
	return { ...parts, error, tries: parts.http.sent.length - 1 };
};

describe('every request', () => {
	it('carries key, company and an id of its own, which comes back in errors', async () => {
		const { http, error } = await outcome(READ, [fault(404, 'COMPANY_NOT_FOUND', { message: 'No company ABC.' })]);
		expect(http.sent[1]?.headers).toEqual({ accept: 'application/json', 'x-api-key': IDENTITY.apiKey, 'x-sage-company': 'ABC', 'x-request-id': 'n8n-2' });
		expect(http.sent[0]?.headers).not.toHaveProperty('x-sage-company');
		expect(error).toMatchObject({ facts: { said: 'No company ABC. (request agent-1)', code: 'COMPANY_NOT_FOUND', status: 404 } });
	});

	it('names its own id where the answer, or the lack of one, has none', async () => {
		expect((await outcome(READ, Array.from({ length: 6 }, () => html(502)))).error).toMatchObject({ facts: { said: '502 Bad Gateway (request n8n-2)' } });
		expect((await outcome(POST, ['LOST'])).error).toMatchObject({ facts: { said: 'reset (request n8n-2)' } });
	});

	it('goes one at a time per company, whoever sends it', async () => {
		let [running, most] = [0, 0];
		const http = { async send() {
			running += 1;
			most = Math.max(most, running);
			await new Promise((resolve) => setImmediate(resolve));
			running -= 1;
			return HEALTH;
		} };
		const lock = new FifoLock(new FakeClock());
		await Promise.all([1, 2, 3].map(() => clientOn(http, { lock }).gateway.call(READ)));
		expect(most).toBe(1);
	});

	it('never shows the key', async () => {
		for (const step of [fault(401, 'UNAUTHORIZED'), html(403), 'LOST'] as const) {
			const { error } = await outcome(POST, [step]);
			expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(IDENTITY.apiKey);
		}
		expect(() => clientOn(new ScriptedHttp(), { identity: { apiKey: 'ein Schlüssel' } })).toThrow(/^(?!.*Schlüssel)/);
	});

	it('stops with the execution, unless it must not', async () => {
		const controller = new AbortController();
		controller.abort();
		const http = new ScriptedHttp(HEALTH, GOOD);
		const client = clientOn(http, { signal: controller.signal });
		expect(await rejection(client.gateway.call(READ))).toMatchObject({ name: 'CancelledError' });
		expect(http.sent).toEqual([]);
	});
});

describe('the contract', () => {
	const refusal = async (version: string) => rejection(clientOn(new ScriptedHttp(json({ agentVersion: '9', contractVersion: version }))).gateway.call(READ));

	it('is agreed on once, before anything else', async () => {
		const { http, client } = scripted([GOOD, GOOD]);
		await client.gateway.call(READ);
		await client.lasting.call(READ);
		expect(http.sent.map(({ url }) => url.replace(/.*\/v1/, ''))).toEqual(['/health', '/clock', '/clock']);
	});

	it.each([['2.0.0', 'Update this node'], ['1.0.0', 'Update the agent'], ['0.9', 'Update the agent'], ['', 'Check the address'], ['latest', 'Check the address']])(
		'is refused in version "%s"', async (version, remedy) => {
			expect(await refusal(version)).toMatchObject({ name: 'FatalError', facts: { remedy: expect.stringContaining(remedy) } });
		},
	);

	it.each(['1.1.0', '1.7.2', '1.12'])('is good in version %s', async (version) => {
		const agent = Object.assign(new FakeAgent(), { contractVersion: version });
		expect(await clientOn(agent).health()).toEqual({ agentVersion: '0.1.0', contractVersion: version });
	});

	it('is asked for again after a failure', async () => {
		const http = new ScriptedHttp(fault(401, 'UNAUTHORIZED'), HEALTH, GOOD);
		const client = clientOn(http);
		expect(await rejection(client.gateway.call(READ))).toBeInstanceOf(FatalError);
		await client.gateway.call(READ);
	});
});

const kinds = { FatalError, RetryableError, RejectedError, AmbiguousError, NoStampsError, ConnectionLostError } as const;
type Kind = keyof typeof kinds;

describe('codes of the contract', () => {
	const TABLE: ReadonlyArray<readonly [status: number, code: string, retryable: boolean, ofRead: Kind, triesOfRead: number, ofPost: Kind]> = [
		[400, 'BAD_REQUEST', false, 'FatalError', 1, 'FatalError'], [400, 'COMPANY_REQUIRED', false, 'FatalError', 1, 'FatalError'],
		[400, 'FILTER_NOT_SUPPORTED', false, 'NoStampsError', 1, 'NoStampsError'], [400, 'CURSOR_INVALID', false, 'FatalError', 1, 'FatalError'],
		[401, 'UNAUTHORIZED', false, 'FatalError', 1, 'FatalError'], [403, 'FORBIDDEN', false, 'FatalError', 1, 'FatalError'],
		[404, 'COMPANY_NOT_FOUND', false, 'FatalError', 1, 'FatalError'], [404, 'RECORD_NOT_FOUND', false, 'FatalError', 1, 'FatalError'],
		[404, 'PATH_NOT_FOUND', false, 'FatalError', 1, 'FatalError'], [405, 'METHOD_NOT_ALLOWED', false, 'FatalError', 1, 'FatalError'],
		[409, 'DUPLICATE_KEY_MISMATCH', false, 'AmbiguousError', 1, 'AmbiguousError'], [409, 'IN_PROGRESS', true, 'RetryableError', 1, 'RetryableError'],
		[409, 'IN_DOUBT', false, 'RetryableError', 1, 'RetryableError'], [410, 'CURSOR_EXPIRED', false, 'RetryableError', 1, 'RetryableError'],
		[422, 'UNBALANCED', false, 'FatalError', 1, 'RejectedError'], [422, 'ACCOUNT_INVALID', false, 'FatalError', 1, 'RejectedError'],
		[422, 'PERIOD_CLOSED', false, 'FatalError', 1, 'RejectedError'], [422, 'VALIDATION', false, 'FatalError', 1, 'RejectedError'],
		[423, 'RECORD_LOCKED', true, 'RetryableError', 6, 'RetryableError'], [429, 'RATE_LIMITED', true, 'RetryableError', 5, 'RetryableError'],
		[500, 'AGENT_ERROR', false, 'FatalError', 1, 'AmbiguousError'], [502, 'SAGE_ERROR', true, 'RetryableError', 5, 'RetryableError'],
		[502, 'SAGE_ERROR', false, 'FatalError', 1, 'AmbiguousError'], [503, 'SAGE_UNAVAILABLE', true, 'RetryableError', 2, 'RetryableError'],
		[503, 'EXCLUSIVE_TASK', true, 'RetryableError', 5, 'RetryableError'], [504, 'SAGE_TIMEOUT', true, 'RetryableError', 5, 'RetryableError'],
		[504, 'SAGE_TIMEOUT', false, 'FatalError', 1, 'AmbiguousError'], [418, 'NEW_CODE', true, 'RetryableError', 5, 'RetryableError'], [418, 'NEW_CODE', false, 'FatalError', 1, 'FatalError'],
	];

	it.each(TABLE)('%i %s, retryable %s: a read ends as %s after %i tries, a POST as %s after one', async (status, code, retryable, ofRead, tries, ofPost) => {
		const steps = Array.from({ length: 8 }, () => fault(status, code, { retryable }));
		const [read, post] = [await outcome(READ, steps), await outcome(POST, steps)];
		expect(read.error).toBeInstanceOf(kinds[ofRead]);
		expect(read.tries).toBe(tries);
		expect(post.error).toBeInstanceOf(kinds[ofPost]);
		expect(post.tries).toBe(1);
	});

	it('knows every code of the contract', () => {
		expect(new Set(TABLE.map(([, code]) => code)).size).toBe(26);
	});

	it('retry nothing that the agent calls final', async () => {
		for (const code of ['RECORD_LOCKED', 'RATE_LIMITED', 'EXCLUSIVE_TASK', 'SAGE_UNAVAILABLE']) expect((await outcome(READ, [fault(429, code, { retryable: false })])).tries).toBe(1);
	});
});

describe('pauses', () => {
	const locked = (retryAfterSeconds?: number): Step => fault(423, 'RECORD_LOCKED', { retryable: true, ...(retryAfterSeconds && { retryAfterSeconds }) });
	const LOCKS = Array.from({ length: 9 }, () => locked());

	it('of a lock: six tries in two minutes, and no more', async () => {
		const { clock, tries, error } = await outcome(READ, LOCKS);
		expect([tries, clock.slept.reduce((sum, ms) => sum + ms, 0)]).toEqual([6, 120_000]);
		expect(error).toMatchObject({ facts: { remedy: expect.stringContaining('master console') } });
	});

	it('of a lock that clears: the third try is good', async () => {
		expect(await outcome(REGISTER, [locked(15), locked(15), GOOD])).toMatchObject({ error: undefined, tries: 3, clock: { slept: [15_000, 15_000] } });
		expect((await outcome(CHECK, [locked(15), locked(15), GOOD])).error).toBeUndefined();
	});

	it('are as long as the agent asks for, within bounds', async () => {
		expect((await outcome(READ, [locked(50), locked(50), locked(50)])).clock.slept).toEqual([50_000, 50_000]);
		expect((await outcome(READ, [fault(503, 'EXCLUSIVE_TASK', { retryable: true, retryAfterSeconds: 300 }), GOOD])).clock.slept).toEqual([300_000]);
		expect((await outcome(READ, [fault(503, 'EXCLUSIVE_TASK', { retryable: true, retryAfterSeconds: 301 })])).tries).toBe(1);
		expect((await outcome(READ, [answer(429, '', { 'retry-after': '7' }), GOOD])).clock.slept).toEqual([7_000]);
	});

	it('of a locked user: one more try', async () => {
		const steps = Array.from({ length: 3 }, () => fault(503, 'SAGE_UNAVAILABLE', { retryable: true, retryAfterSeconds: 30 }));
		expect(await outcome(READ, steps)).toMatchObject({ tries: 2, clock: { slept: [30_000] } });
	});

	it('are told to the caller of what is sent once', async () => {
		expect((await outcome(POST, [locked(15)])).error).toMatchObject({ afterMs: 15_000 });
	});
});

describe('what did not come from the agent', () => {
	it.each<readonly [step: Step, ofRead: Kind, ofPost: Kind]>([
		[html(404), 'FatalError', 'FatalError'], [answer(302), 'FatalError', 'FatalError'], [answer(403), 'FatalError', 'FatalError'], [html(503), 'RetryableError', 'AmbiguousError'],
		[answer(200, '<html></html>'), 'FatalError', 'AmbiguousError'], [answer(201, '{"naturalKey":"A'), 'RetryableError', 'AmbiguousError'], [answer(200, '[]'), 'RetryableError', 'AmbiguousError'],
		[answer(429), 'RetryableError', 'RetryableError'], ['LOST', 'ConnectionLostError', 'ConnectionLostError'], [answer(500, 'oops'), 'RetryableError', 'AmbiguousError'],
	])('%#: is judged by its status', async (step, ofRead, ofPost) => {
		const steps = Array.from({ length: 8 }, () => step);
		expect((await outcome(READ, steps)).error).toBeInstanceOf(kinds[ofRead]);
		const post = await outcome(POST, steps);
		expect(post.error).toBeInstanceOf(kinds[ofPost]);
		expect(post.tries).toBe(1);
	});

	it('says what Sage said', async () => {
		const { error } = await outcome(POST, [fault(422, 'VALIDATION', { message: 'Refused.', sage: { text: 'The account is not on file.' } })]);
		expect(error).toMatchObject({ facts: { said: 'Refused. Sage 100 says: The account is not on file. (request agent-1)' } });
	});
});

describe('places and companies', () => {
	it('are read as people write them', () => {
		const url = (agentUrl: string) => completePlace({ agentUrl, company: ' a1b ' });
		expect(url(' https://h.example.com:8443/ ')).toEqual({ agentUrl: 'https://h.example.com:8443', company: 'A1B' });
		expect(url('https://h.example.com/sage/v1/gl/accounts').agentUrl).toBe('https://h.example.com/sage');
		expect(url('http://127.0.0.1:8443').agentUrl).toBe('http://127.0.0.1:8443');
	});

	it.each([['http://h.example.com', 'ABC'], ['', 'ABC'], ['https://h.example.com', ''], ['https://h.example.com', 'ABCD'], ['https://h.example.com', 'A-C']])('are refused: "%s" with "%s"', (agentUrl, company) => {
		expect(() => completePlace({ agentUrl, company })).toThrow(FatalError);
	});

	it('are known to the agent', async () => {
		const agent = new FakeAgent();
		expect(await clientOn(agent).company()).toMatchObject({ code: 'ABC', segments: [{ segmentNo: '01' }, { segmentNo: '02' }], limits: { journalComment: 2048, lineComment: 30, journalLines: undefined }, canRunRegister: false });
		expect(await rejection(clientOn(agent, { place: { ...PLACE, company: 'XYZ' } }).company())).toMatchObject({ facts: { said: 'the API key may not use the company XYZ, or the agent does not have it' } });
		expect(agent.asked.filter((asked) => asked.startsWith('/companies'))).toEqual(['/companies?code=ABC', '/companies?code=XYZ']);
		agent.companies = [];
		expect(await rejection(clientOn(agent).company())).toBeInstanceOf(FatalError);
	});

	it('are ready', async () => {
		expect(await clientOn(new FakeAgent()).ready()).toMatchObject({
			agent: { agentVersion: '0.1.0' }, company: { name: COMPANY.name }, checks: [{ name: 'com', ok: true, detail: '' }, { name: 'company', ok: true, detail: 'ABC' }],
		});
	});

	it('tell the time', async () => {
		const http = new ScriptedHttp(HEALTH, json(serverTimeAt(Date.parse('2025-04-01T13:15:00.900Z'), 'America/Chicago')));
		expect(await clientOn(http).serverTime()).toBe('2025-04-01T13:15:00Z');
	});
});
