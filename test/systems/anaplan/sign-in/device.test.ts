import type { Http, HttpResponse } from '../../../../src/contracts';
import { FatalError, RetryableError } from '../../../../src/core/errors';
import { RotationChain } from '../../../../src/core/sessions/rotation-chain';
import {
	DeviceSignedOut, DeviceSignInPending, OAuthRefusal, SIGNED_OUT, nextStep, notSignedIn, readDeviceCode, readDeviceState, readGrant,
	secretsOfDeviceState, wantsCode, writeDeviceState, type DeviceSession, type DeviceState, type Wish,
} from '../../../../src/systems/anaplan';
import { failureOf, json, LeapingClock, plain } from '../fake-anaplan';

const CLIENT = { appUrl: 'https://us1a.app.anaplan.com', clientId: '0de71ce00000000000000000000000d1' };
const DATE = { date: 'Fri, 20 Nov 2026 08:00:00 GMT' };

const CODE_ANSWER = {
	device_code: 'secret-device-code', user_code: 'QKMR-VHTB', verification_uri: 'https://iam.anaplan.com/activate',
	verification_uri_complete: 'https://iam.anaplan.com/activate?user_code=QKMR-VHTB', expires_in: 900, interval: 5,
};
const codeAnswer = (): HttpResponse => json(200, CODE_ANSWER, DATE);
const grantAnswer = (number = 1): HttpResponse => json(200, { access_token: `access-${number}`, refresh_token: `refresh-${number}`, expires_in: 2100, token_type: 'Bearer' });
const word = (error: string, status = 400): HttpResponse => json(status, { error, error_description: `about ${error}` });

interface Desk extends Http {
	readonly asked: string[];
}

const desk = (...answers: HttpResponse[]): Desk => {
	const asked: string[] = [];
	return {
		asked,
		async send({ url, body }) {
			asked.push(`${new URL(url).pathname} ${new URLSearchParams(String(body)).get('grant_type')?.split(':').at(-1) ?? ''}`.trim());
			const answer = answers.shift();
			if (!answer) throw new Error('nothing scripted');
			return answer;
		},
	};
};

const bench = (...answers: HttpResponse[]) => {
	const [http, clock] = [desk(...answers), new LeapingClock()];
	clock.nowMs = Date.parse(DATE.date);
	const tools = { http, clock, chain: new RotationChain(clock) };
	const step = (session: Partial<DeviceSession>, wish?: Wish) => nextStep(tools, CLIENT, { token: '', state: SIGNED_OUT, ...session }, wish);
	return { http, clock, step };
};

const CODE = readDeviceCode(codeAnswer(), 0);
const PENDING: DeviceState = { step: 'pending', code: CODE, askedAtMs: 0, nextPollAtMs: 0 };
const SIGNED_IN: DeviceState = { step: 'signedIn', refreshToken: 'refresh-0' };

describe('the device sign-in', () => {
	describe('signed out', () => {
		it('nothing happens without a wish', async () => {
			const { http, step } = bench();
			expect(await step({})).toEqual({ token: '', state: SIGNED_OUT });
			expect(http.asked).toEqual([]);
		});

		it('a wish gets a code, which ends by the server\'s clock', async () => {
			const { clock, step } = bench(codeAnswer());
			expect(await step({}, 'code')).toEqual({ token: '', state: { step: 'pending', code: { ...CODE, expiresAt: '2026-11-20T08:15:00.000Z' }, askedAtMs: clock.nowMs, nextPollAtMs: clock.nowMs + 5_000 } });
		});

		it.each([{ ...CODE_ANSWER, user_code: '' }, { ...CODE_ANSWER, device_code: undefined }, 'text'])('an answer that holds no code is told', async (answer) => {
			await failureOf(bench(json(200, answer)).step({}, 'code'), FatalError);
		});

		it.each(['http://evil.example.com/activate', 'javascript:alert(1)', 'https://a:b@example.com/'])('people are not sent to %s', async (address) => {
			await failureOf(bench(json(200, { ...CODE_ANSWER, verification_uri: address })).step({}, 'code'), FatalError);
			await failureOf(bench(json(200, { ...CODE_ANSWER, verification_uri_complete: address })).step({}, 'code'), FatalError);
		});

		it('an authorization-code client is told what is wrong with it', async () => {
			expect((await failureOf(bench(word('unauthorized_client', 401)).step({}, 'code'), OAuthRefusal)).facts.remedy).toContain('device clients are different registrations');
		});
	});

	describe('pending', () => {
		it('granted: both tokens are there to be stored', async () => {
			const { http, step } = bench(grantAnswer());
			expect(await step({ state: PENDING })).toEqual({ token: 'access-1', state: { step: 'signedIn', refreshToken: 'refresh-1' } });
			expect(http.asked).toEqual(['/oauth/token device_code']);
		});

		it.each([400, 401, 403, 428, 500])('not yet, whatever the status (%d)', async (status) => {
			const { clock, step } = bench(word('authorization_pending', status), word('slow_down', status));
			const once = await step({ state: PENDING });
			expect(once.state).toEqual({ ...PENDING, nextPollAtMs: clock.nowMs + 5_000 });
			clock.nowMs += 5_000;
			expect((await step(once)).state).toMatchObject({ code: { intervalSeconds: 10 }, nextPollAtMs: clock.nowMs + 10_000 });
		});

		it('is not asked before its time, by nobody, and is asked when the clock was set back', async () => {
			const { http, clock, step } = bench(word('authorization_pending'));
			const early: DeviceState = { ...PENDING, nextPollAtMs: clock.nowMs + 1 };
			expect(await step({ state: early })).toEqual({ token: '', state: early });
			expect(http.asked).toEqual([]);
			await step({ state: { ...PENDING, nextPollAtMs: clock.nowMs + 3_600_000 } });
			expect(http.asked).toHaveLength(1);
		});

		it.each([['expired_token', /expired/], ['access_denied', /denied/], ['invalid_grant', /no longer good/]])('%s ends the code and is kept as the reason', async (error, problem) => {
			for (const status of [400, 401, 403, 500]) {
				const { state } = await bench(word(error, status)).step({ state: PENDING });
				expect(state).toEqual({ step: 'signedOut', problem: expect.stringMatching(problem) as string });
			}
		});

		it('a wish after the end of a code gets another one; a code with enough time left is shown again', async () => {
			const ended = bench(word('expired_token'), codeAnswer());
			expect((await ended.step({ state: PENDING }, 'code')).state.step).toBe('pending');
			expect(ended.http.asked).toEqual(['/oauth/token device_code', '/oauth/device/code']);
			const waiting = bench(word('authorization_pending'));
			const state = { ...PENDING, askedAtMs: waiting.clock.nowMs - 779_000 };
			expect((await waiting.step({ state }, 'code')).state).toMatchObject({ code: CODE, askedAtMs: state.askedAtMs });
		});

		it('an outage leaves everything as it is', async () => {
			await failureOf(bench(plain(503, '<html>')).step({ state: PENDING }), RetryableError);
		});

		it('a grant without a refresh token is no sign-in', async () => {
			const { state, token } = await bench(json(200, { access_token: 'a', expires_in: 2100 })).step({ state: PENDING });
			expect([token, state]).toEqual(['', { step: 'signedOut', problem: expect.stringContaining('offline_access') as string }]);
		});
	});

	describe('signed in', () => {
		it('the refresh token is exchanged, and the new pair is there to be stored', async () => {
			const { http, step } = bench(grantAnswer());
			expect(await step({ token: 'access-0', state: SIGNED_IN })).toEqual({ token: 'access-1', state: { step: 'signedIn', refreshToken: 'refresh-1' } });
			expect(http.asked).toEqual(['/oauth/token refresh_token']);
		});

		it.each([400, 401, 403])('a dead one says to sign in again and why, and stores nothing (%d)', async (status) => {
			const failure = await failureOf(bench(word('invalid_grant', status)).step({ token: 'access-0', state: SIGNED_IN }), DeviceSignedOut);
			expect(failure.facts).toMatchObject({ code: 'invalid_grant', remedy: expect.stringMatching(/Request Code.*rotate/s) as string });
		});

		it('a dead one and a wish: a new code at once', async () => {
			const { http, step } = bench(word('invalid_grant'), codeAnswer());
			expect((await step({ token: 'access-0', state: SIGNED_IN }, 'code')).state.step).toBe('pending');
			expect(http.asked).toEqual(['/oauth/token refresh_token', '/oauth/device/code']);
		});

		it('a new sign-in on request, without a look at the old one', async () => {
			const { http, step } = bench(codeAnswer());
			expect((await step({ token: 'access-0', state: SIGNED_IN }, 'afresh')).state.step).toBe('pending');
			expect(http.asked).toEqual(['/oauth/device/code']);
		});

		it('other refusals and outages are no end of the sign-in', async () => {
			expect((await failureOf(bench(word('unauthorized_client')).step({ state: SIGNED_IN }), OAuthRefusal)).word).toBe('unauthorized_client');
			await failureOf(bench(plain(500)).step({ state: SIGNED_IN }), RetryableError);
			expect((await failureOf(bench(plain(404, '<html>')).step({ state: SIGNED_IN }), FatalError)).facts.remedy).toContain('app host');
		});
	});

	describe('as stored', () => {
		it.each<DeviceState>([SIGNED_OUT, { step: 'signedOut', problem: 'why' }, PENDING, SIGNED_IN])('%j comes back as it was', (state) => {
			expect(readDeviceState(writeDeviceState(state, CLIENT), CLIENT)).toEqual(state);
		});

		it.each([{ ...CLIENT, clientId: 'another' }, { ...CLIENT, appUrl: 'https://elsewhere.example.com' }])('a token goes to nobody else than who has issued it', (other) => {
			expect(readDeviceState(writeDeviceState(SIGNED_IN, CLIENT), other)).toEqual({ step: 'signedOut', problem: expect.stringContaining('has changed') as string });
		});

		it.each(['', undefined, 7, '{', '[]', '{"v":2,"step":"signedIn"}', '{"v":1,"step":"constructor"}'])('%j is signed out and no crash', (text) => {
			expect(readDeviceState(text, CLIENT).step).toBe('signedOut');
		});

		it('tells what must not be shown', () => {
			expect(secretsOfDeviceState(writeDeviceState(PENDING, CLIENT))).toEqual(['secret-device-code']);
			expect(secretsOfDeviceState(writeDeviceState(SIGNED_IN, CLIENT))).toEqual(['refresh-0']);
			expect(secretsOfDeviceState('')).toEqual([]);
		});
	});

	it('shows address and user code, and never the device code', () => {
		const pending = notSignedIn({ step: 'pending', code: CODE, askedAtMs: 0, nextPollAtMs: 0 });
		expect(pending).toBeInstanceOf(DeviceSignInPending);
		expect(pending.message).toContain('https://iam.anaplan.com/activate?user_code=QKMR-VHTB, enter the code QKMR-VHTB and confirm; then close the credential');
		expect(JSON.stringify([pending, pending.message, pending.stack])).not.toContain('secret-device-code');
		expect(notSignedIn({ step: 'signedOut', problem: '' }).facts.remedy).toContain('Request Code');
		expect(notSignedIn({ step: 'signedOut', problem: 'the sign-in was denied' }).message).toContain('denied');
	});

	it('wants a code when there is none or it is about to end', () => {
		expect([wantsCode(SIGNED_OUT, 0), wantsCode(PENDING, 781_000), wantsCode(PENDING, 779_000), wantsCode(SIGNED_IN, 0)]).toEqual([true, true, false, false]);
	});

	it('an answer without a token or a life', () => {
		expect(() => readGrant(json(200, {}), 'refresh the sign-in')).toThrow('holds no token');
		expect(readGrant(json(200, { access_token: 'a' }), 'x')).toEqual({ accessToken: 'a', refreshToken: '', expiresInSeconds: 2_100 });
	});
});
