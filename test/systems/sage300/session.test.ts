import { AmbiguousError, ConnectionLostError, FatalError, RejectedError, RetryableError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { basicAuthorization, completePlace, type Sage300ClientOptions } from '../../../src/systems/sage300';
import { changeRequest, insertRequest, listRequest } from '../../../src/systems/sage300/wire/requests';
import { PassingClock } from '../../doubles/passing-clock';
import { rejection } from '../../doubles/results';
import { answer, json, jsonText, type Step } from '../../doubles/scripted-http';
import { BASE, clientOn, IDENTITY, PLACE, scripted } from './fakes/client';
import { fault } from './fakes/fault';

const place = completePlace(PLACE);
const READ = listRequest(place, { module: 'GL', resource: 'GLAccounts', top: 1 });
const POST = insertRequest(place, { module: 'GL', resource: 'GLJournalBatches', body: {}, purpose: 'create a batch' });
const PATCH = changeRequest(place, {
	module: 'GL', resource: 'GLJournalBatches', keys: [{ name: 'BatchNumber', type: 'text', value: '000490' }], body: {}, purpose: 'change a batch',
});
const EMPTY = json({ value: [] });
const html = (status: number): Step => answer(status, '<!DOCTYPE html><html><head><title>502 - Bad Gateway</title></head></html>', { 'content-type': 'text/html' });
const LOCKED = fault(409, 'General', 'Batch 000490 cannot be edited because it is locked by another user.');

const outcome = async (request: typeof READ, steps: readonly Step[], overrides: Partial<Sage300ClientOptions> = {}) => {
	const parts = scripted(steps, overrides);
	const error = await parts.client.lasting.call(request).then(() => undefined, (caught: unknown) => caught);
	return { ...parts, error };
};

describe('signing in', () => {
	it('sends the user in capitals, and the password too unless its case is kept', () => {
		const decoded = (options: object) => Buffer.from(basicAuthorization({ ...IDENTITY, ...options }).slice('Basic '.length), 'base64').toString();
		expect(decoded({})).toBe('PLANNER:SECRET');
		expect(decoded({ keepPasswordCase: true })).toBe('PLANNER:Secret');
		expect(decoded({ password: '' })).toBe('PLANNER:');
		expect(() => basicAuthorization({ user: ' ', password: 'x' })).toThrow(FatalError);
	});

	it('carries credentials and type on every call, GET too, and the cookies of its session', async () => {
		const first = answer(200, '{"value":[]}', {}, ['ASP.NET_SessionId=abc; path=/; HttpOnly', 'route=1; secure']);
		const { client, http } = scripted([first, EMPTY, answer(200, '{"value":[]}', {}, ['route=; expires=Thu, 01 Jan 1970 00:00:00 GMT']), EMPTY]);
		for (let call = 0; call < 4; call += 1) await client.gateway.call(READ);
		for (const { headers } of http.sent) expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Basic UExBTk5FUjpTRUNSRVQ=' });
		expect(http.sent.map(({ headers }) => headers?.cookie)).toEqual([undefined, 'ASP.NET_SessionId=abc; route=1', 'ASP.NET_SessionId=abc; route=1', 'ASP.NET_SessionId=abc']);
	});

	it('renews the session once when it ended, and never sends a POST again', async () => {
		const ended = fault(500, 'SessionError', 'Your session has expired.');
		const read = await outcome(READ, [answer(200, '{"value":[]}', {}, ['s=old'])]);
		expect(read.error).toBeUndefined();
		const { client, http } = scripted([answer(200, '{"value":[]}', {}, ['s=old']), ended, EMPTY]);
		await client.gateway.call(READ);
		await client.gateway.call(READ);
		expect(http.sent.map(({ headers }) => headers?.cookie)).toEqual([undefined, 's=old', undefined]);
		expect((await outcome(READ, [ended, ended])).error).toBeInstanceOf(RetryableError);
		const post = await outcome(POST, [ended]);
		expect(post.error).toBeInstanceOf(AmbiguousError);
		expect(post.http.sent).toHaveLength(1);
	});

	it('reads address and company as people write them', () => {
		const url = (baseUrl: string) => completePlace({ baseUrl, company: ' samltd ' }).baseUrl;
		expect(url('https://h.example.com')).toBe('https://h.example.com/Sage300WebApi');
		expect(url('https://h.example.com/Sage300WebApi/')).toBe('https://h.example.com/Sage300WebApi');
		expect(url('https://h.example.com/erp/api/v1.0/-/SAMLTD/GL/GLAccounts')).toBe('https://h.example.com/erp/api');
		expect(completePlace({ baseUrl: 'https://h.example.com', company: ' samltd ', tenantSegment: '' })).toMatchObject({ company: 'SAMLTD', tenantSegment: '-' });
		expect(() => completePlace({ baseUrl: 'http://h.example.com', company: 'SAMLTD' })).toThrow('unencrypted');
		expect(() => completePlace({ baseUrl: 'https://h.example.com', company: '../X' })).toThrow('not the ID of a company');
	});
});

describe('answers', () => {
	it.each([
		['401', fault(401, 'Unauthorized', 'no'), FatalError, 'capitals'],
		['403', fault(403, 'Forbidden', 'no'), FatalError, 'AllowWebApiAccessForAdmin'],
		['404 of a record', fault(404, 'RecordNotFound', 'none'), FatalError, 'no such record'],
		['404 page of the web server', answer(404, '<html><title>404</title></html>'), FatalError, 'address'],
		['405', fault(405, 'MethodNotAllowed', 'no'), FatalError, 'does not offer'],
		['400', fault(400, 'InvalidParameters', 'Field X'), FatalError, 'Correct'],
		['409 to a read', fault(409, 'General', 'no period'), FatalError, 'Correct'],
		['500 InternalServerError', fault(500, 'InternalServerError', 'oops'), FatalError, 'log'],
		['a redirect', answer(302, '', { location: 'https://elsewhere.example' }), FatalError, 'Redirects'],
		['an error as text/plain', fault(403, 'Forbidden', 'no', 'text/plain'), FatalError, 'AllowWebApiAccessForAdmin'],
		['an error inside of 200', fault(200, 'RecordInvalid', 'bad'), FatalError, 'Correct'],
		['an error of the old generation', jsonText('{"odata.error":{"code":"Forbidden","message":{"value":"no"}}}', 403), FatalError, 'AllowWebApiAccessForAdmin'],
		['a web page instead of data', html(200) as Step, FatalError, 'web page'],
	])('%s is final', async (_name, step, kind, remedy) => {
		const { error, http } = await outcome(READ, [step]);
		expect(error).toBeInstanceOf(kind);
		expect((error as FatalError).facts.remedy).toContain(remedy);
		expect(http.sent).toHaveLength(1);
	});

	it('decides by the code and not by the status or the text', async () => {
		const { error } = await outcome(READ, [fault(500, 'RecordNotFound', 'Datensatz fehlt')]);
		expect((error as FatalError).facts).toMatchObject({ code: 'RecordNotFound', said: 'Datensatz fehlt', status: 500 });
	});

	it.each([['502 with a web page', html(502)], ['503', answer(503)], ['504', answer(504)], ['a lost answer', 'LOST' as const], ['an answer that broke off', jsonText('{"value":[')]])(
		'%s is asked again, five times at most, but never after a POST', async (_name, step) => {
			expect((await outcome(READ, [step, EMPTY])).error).toBeUndefined();
			const all = await outcome(READ, [step, step, step, step, step, EMPTY]);
			expect(all.error).toBeDefined();
			expect(all.http.sent).toHaveLength(5);
			const post = await outcome(POST, [step]);
			expect(post.http.sent).toHaveLength(1);
			expect(post.error instanceof AmbiguousError || post.error instanceof ConnectionLostError).toBe(true);
		},
	);

	it.each([['429', answer(429, '', { 'retry-after': '7' })], ['TooManyRequests', fault(500, 'TooManyRequests', 'full')], ['no licence for a session', fault(500, 'SessionError', 'You do not have a license to use this product.')], ['licence full', fault(403, 'General', 'You do not have a license to use this product.')]])(
		'%s was refused before anything was done, so a POST may wait for it too', async (_name, step) => {
			expect((await outcome(POST, [step, json({ BatchNumber: '1' }, 201)])).error).toBeUndefined();
			expect((await outcome(POST, [step, step, step, step, step])).error).toBeInstanceOf(RetryableError);
		},
	);

	it('obeys Retry-After', async () => {
		const { clock } = await outcome(READ, [answer(429, '', { 'retry-after': '7' }), EMPTY]);
		expect(clock.slept).toEqual([7_000]);
	});

	it('never repeats a 409: it is a refusal with a reason', async () => {
		for (const code of ['General', 'FieldInvalid', 'RecordDuplicate', 'RecordInvalid']) {
			const { error, http } = await outcome(POST, [fault(409, code, 'Account 9999 does not exist.')]);
			expect(error).toBeInstanceOf(RejectedError);
			expect(http.sent).toHaveLength(1);
		}
	});

	it('waits twice for a lock of another user where that is harmless, in the words of the product or of the administrator', async () => {
		expect((await outcome(PATCH, [LOCKED, LOCKED, answer(204)])).error).toBeUndefined();
		const held = await outcome(PATCH, [LOCKED, LOCKED, LOCKED]);
		expect([held.error, held.http.sent.length]).toEqual([expect.any(RetryableError), 3]);
		const post = await outcome(POST, [LOCKED]);
		expect([post.error, post.http.sent.length]).toEqual([expect.any(RetryableError), 1]);
		const german = fault(409, 'General', 'Der Stapel ist durch einen anderen Benutzer gesperrt.');
		expect((await outcome(PATCH, [german])).error).toBeInstanceOf(FatalError);
		expect((await outcome(PATCH, [german, answer(204)], { lockPhrases: ['anderen Benutzer gesperrt', ' '] })).error).toBeUndefined();
	});

	it('never says a secret', async () => {
		const { error } = await outcome(READ, [fault(401, 'Unauthorized', 'no')]);
		expect(JSON.stringify((error as FatalError).facts)).not.toMatch(/secret|UExBTk5FUj/i);
	});
});

describe('pace', () => {
	it('gives the first call, and one after a long pause, time to start the server', async () => {
		const { client, http, clock } = scripted([EMPTY, EMPTY, EMPTY, json({ BatchNumber: '1' }, 201)]);
		await client.gateway.call(READ);
		await client.gateway.call(READ);
		clock.pass(20 * 60_000);
		await client.gateway.call(READ);
		await client.gateway.call(POST);
		const [first, second, third, write] = http.sent.map(({ timeoutMs = 0 }) => timeoutMs);
		expect(first).toBeGreaterThanOrEqual(120_000);
		expect(second).toBeLessThan(first ?? 0);
		expect([third, write]).toEqual([first, first]);
	});

	it('sends one request at a time for one user, over all clients that share a lock', async () => {
		let [running, most] = [0, 0];
		const http = {
			send: async () => {
				most = Math.max(most, running += 1);
				await new Promise((resolve) => setImmediate(resolve));
				running -= 1;
				return EMPTY;
			},
		};
		const lock = new FifoLock(new PassingClock());
		const clients = [clientOn(http, { lock }), clientOn(http, { lock })];
		await Promise.all([...clients, ...clients].map((client) => client.gateway.call(READ)));
		expect(most).toBe(1);
	});

	it('stops at once when the execution is stopped', async () => {
		const { client } = scripted([], { signal: AbortSignal.abort() });
		expect(await rejection(client.gateway.call(READ))).toMatchObject({ name: 'CancelledError' });
	});
});

it('addresses one company', () => {
	expect(READ.url).toBe(`${BASE}/GL/GLAccounts?$top=1`);
});
