import type { Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { TokenSession, basicLoginRequest, readTokenAnswer, withAnaplanToken } from '../../../src/systems/anaplan';
import { LeapingClock, failureOf, json, lost, plain } from './fake-anaplan';

const NOW = 1_795_140_000_000;
const MINUTE = 60_000;
const DATE = { date: new Date(NOW).toUTCString() };

const tokenAnswer = (value: string, lifeMs = 35 * MINUTE, status = 201, headers: Record<string, string> = DATE): HttpResponse =>
	json(status, { meta: {}, status: 'SUCCESS', statusMessage: 'Login successful', tokenInfo: { expiresAt: NOW + lifeMs, tokenId: 't', tokenValue: value, refreshTokenId: 'r' } }, headers);

interface Desk extends Http {
	readonly calls: string[];
	replies: Array<HttpResponse | Error>;
}

const desk = (...replies: Array<HttpResponse | Error>): Desk => ({
	calls: [], replies,
	async send(request: HttpRequest) {
		this.calls.push(`${request.url.split('/').pop()} ${request.headers?.authorization ?? ''}`.trim());
		await new Promise((resolve) => setImmediate(resolve));
		const reply = this.replies.shift();
		if (!reply || reply instanceof Error) throw reply ?? new Error('the script has ended');
		return reply;
	},
});

const session = (http: Http, clock = new LeapingClock()): TokenSession =>
	new TokenSession({ http, clock, authUrl: 'https://auth.anaplan.com', login: () => basicLoginRequest('https://auth.anaplan.com/', 'me', 'pass') });

const LOGIN = `authenticate Basic ${Buffer.from('me:pass').toString('base64')}`;

describe('reading a token answer', () => {
	it.each([200, 201])('accepts %d', (status) => {
		expect(readTokenAnswer(tokenAnswer('abc', 35 * MINUTE, status))).toEqual({ value: 'abc', expiresAtMs: NOW + 35 * MINUTE, lifeMs: 35 * MINUTE });
	});

	it('takes the life from the server\'s own clock', () => {
		const behind = { date: new Date(NOW - 3 * 3_600_000).toUTCString() };
		expect(readTokenAnswer(tokenAnswer('abc', 35 * MINUTE, 201, behind)).lifeMs).toBe(35 * MINUTE + 3 * 3_600_000);
		expect(readTokenAnswer(tokenAnswer('abc', 35 * MINUTE, 201, {})).lifeMs).toBeUndefined();
	});

	it.each([
		['wrong password', json(401, { status: 'FAILURE_BAD_CREDENTIAL', statusMessage: 'anything' }), /Exception User.*basic login off/],
		['malformed header', json(401, { status: 'FAILURE_BAD_HEADER', statusMessage: 'anything' }), /malformed/],
		['an unknown word with 401', json(401, { status: 'FAILURE_OTHER' }), /Exception User/],
		['another host', plain(404, '<html>'), /authentication URL/],
		['no token inside', json(200, { status: 'SUCCESS' }), /authentication URL/],
	])('explains %s', (_, response, remedy) => {
		const failure = (() => {
			try {
				return readTokenAnswer(response);
			} catch (error) {
				return error;
			}
		})();
		expect(failure).toBeInstanceOf(FatalError);
		expect((failure as FatalError).facts.remedy).toMatch(remedy);
	});

	it('calls an outage passing', () => {
		expect(() => readTokenAnswer(plain(503, '<html>maintenance</html>'))).toThrow(RetryableError);
	});
});

describe('the token session', () => {
	it('asks for one token and reuses it', async () => {
		const http = desk(tokenAnswer('one'));
		const tokens = session(http);
		expect([await tokens.token(), await tokens.token()]).toEqual(['one', 'one']);
		expect(http.calls).toEqual([LOGIN]);
	});

	it('single flight: a crowd costs one login', async () => {
		const http = desk(tokenAnswer('one'));
		const tokens = session(http);
		expect(new Set(await Promise.all(Array.from({ length: 20 }, () => tokens.token())))).toEqual(new Set(['one']));
		expect(http.calls).toHaveLength(1);
	});

	it('refreshes five minutes before the end and takes the token of the reply', async () => {
		const clock = new LeapingClock();
		const http = desk(tokenAnswer('one'), tokenAnswer('two', 70 * MINUTE));
		const tokens = session(http, clock);
		await tokens.token();
		clock.nowMs += 30 * MINUTE - 1;
		expect(await tokens.token()).toBe('one');
		clock.nowMs += 1;
		expect(await tokens.token()).toBe('two');
		expect(http.calls).toEqual([LOGIN, 'refresh AnaplanAuthToken one']);
	});

	it('counts by durations, so a worker clock that is hours off does no harm', async () => {
		const clock = new LeapingClock();
		clock.nowMs -= 9 * 3_600_000;
		const http = desk(tokenAnswer('one'), tokenAnswer('two'));
		const tokens = session(http, clock);
		await tokens.token();
		clock.nowMs += 31 * MINUTE;
		expect(await tokens.token()).toBe('two');
	});

	it('logs in when the refresh is refused, and when the token is past its end', async () => {
		const clock = new LeapingClock();
		const http = desk(tokenAnswer('one'), json(401, { status: 'FAILURE_BAD_CREDENTIAL' }), tokenAnswer('two'), tokenAnswer('three'));
		const tokens = session(http, clock);
		await tokens.token();
		clock.nowMs += 31 * MINUTE;
		expect(await tokens.token()).toBe('two');
		clock.nowMs += 36 * MINUTE;
		expect(await tokens.token()).toBe('three');
		expect(http.calls.map((call) => call.split(' ')[0])).toEqual(['authenticate', 'refresh', 'authenticate', 'authenticate']);
	});

	it('keeps to the old token for its last minutes while the login service is away', async () => {
		const clock = new LeapingClock();
		const tokens = session(desk(tokenAnswer('one'), lost(), lost(), lost(), lost(), lost()), clock);
		await tokens.token();
		clock.nowMs += 31 * MINUTE;
		expect(await tokens.token()).toBe('one');
		await expect(tokens.replace('one')).rejects.toThrow('socket hang up');
	});

	it('does not keep a failed login', async () => {
		const http = desk(lost(), tokenAnswer('one'));
		const tokens = session(http);
		await expect(tokens.token()).rejects.toThrow('socket hang up');
		expect(await tokens.token()).toBe('one');
	});

	it('logs out once, and survives a failure of it', async () => {
		const http = desk(tokenAnswer('one'), lost());
		const tokens = session(http);
		await tokens.token();
		await tokens.logout();
		await tokens.logout();
		expect(http.calls).toEqual([LOGIN, 'logout AnaplanAuthToken one']);
	});
});

describe('requests with a token', () => {
	const request: HttpRequest = { method: 'POST', url: 'https://api.anaplan.com/2/0/x', body: '{}', purpose: 'start', repeatable: false };

	it('renews once on 401 and repeats once, even what must not be sent twice', async () => {
		const auth = desk(tokenAnswer('one'), tokenAnswer('two'));
		const api = desk(plain(401), json(200, {}));
		const response = await withAnaplanToken(api, session(auth)).send(request);
		expect(response.status).toBe(200);
		expect(api.calls).toEqual(['x AnaplanAuthToken one', 'x AnaplanAuthToken two']);
		expect(auth.calls).toEqual([LOGIN, LOGIN]);
	});

	it('hands a second 401 on', async () => {
		const api = desk(plain(401), plain(401), plain(401));
		expect((await withAnaplanToken(api, session(desk(tokenAnswer('one'), tokenAnswer('two')))).send(request)).status).toBe(401);
		expect(api.calls).toHaveLength(2);
	});

	it('single flight: many 401 for the same dead token cost one login', async () => {
		const auth = desk(tokenAnswer('one'), tokenAnswer('two'));
		const api: Http = { send: async ({ headers }) => plain(headers?.authorization === 'AnaplanAuthToken two' ? 200 : 401) };
		const http = withAnaplanToken(api, session(auth));
		const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await http.send(request)).status));
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(auth.calls).toHaveLength(2);
	});

	it('a token that somebody replaced already is not replaced again', async () => {
		const auth = desk(tokenAnswer('one'), tokenAnswer('two'));
		const tokens = session(auth);
		await tokens.token();
		expect([await tokens.replace('one'), await tokens.replace('one')]).toEqual(['two', 'two']);
	});

	it('never puts a secret into an error', async () => {
		const failure = await failureOf(session(desk(json(401, { status: 'FAILURE_BAD_CREDENTIAL', statusMessage: 'x' }))).token(), FatalError);
		expect(JSON.stringify([failure.message, failure.facts])).not.toMatch(/bWU6cGFzcw|me:pass/);
	});
});
