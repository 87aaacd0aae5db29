import { AmbiguousError, ConnectionLostError, FatalError, RetryableError } from '../../../src/core/errors';
import { SessionCache } from '../../../src/core/sessions/session-cache';
import { createIntacctClient, readLoginAnswer, type IntacctSession } from '../../../src/systems/intacct';
import { usableMs } from '../../../src/systems/intacct/session/login';
import { PassingClock } from '../../doubles/passing-clock';
import { rejection } from '../../doubles/results';
import { answer, authenticationFailure, ENDPOINT, IDENTITY, INVALID_SESSION, loginAnswer, success } from './fakes/answers';
import { bench } from './fakes/client';
import { GatewayHttp } from './fakes/gateway-http';

const DIMENSIONS = answer({ result: success('getDimensions', '<data><dimensions><dimension><objectName>PROJECT</objectName><objectLabel>Project</objectLabel><termLabel>Vehicle</termLabel><userDefinedDimension>false</userDefinedDimension><enabledInGL>true</enabledInGL></dimension></dimensions></data>') });
const WRONG_PASSWORD = authenticationFailure({ code: 'XL03000006', description2: 'Sign-in information is incorrect' });
const MINUTE = 60_000;

describe('logging in', () => {
	it('asks for the session alone, then goes to the endpoint that came back', async () => {
		const { client, http } = bench([loginAnswer(), DIMENSIONS]);
		await client.dimensions();
		expect(http.functions).toEqual(['getAPISession', 'getDimensions']);
		expect(http.sent.map(({ url }) => url)).toEqual([IDENTITY.gatewayUrl, ENDPOINT]);
		expect(http.bodies[0]).toContain('<userid>ws_anaplan</userid><companyid>BluefinTools</companyid><password>user-secret</password>');
		expect(http.bodies[1]).toContain('<authentication><sessionid>k3Qz0example1..</sessionid></authentication>');
		expect(http.bodies[1]).not.toContain('user-secret');
		expect(http.sent[1]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/xml' }, repeatable: true });
	});

	it.each(['https://evil.example/ia', 'https://evilintacct.com/ia', 'http://na12.intacct.com/ia', 'https://intacct.com.evil.example/', 'https://na12.intacct.com:8443/ia'])(
		'does not follow the endpoint %s outside of the trusted domain', async (endpoint) => {
			const { client, http } = bench([loginAnswer({ endpoint })]);
			expect(await rejection(client.dimensions())).toBeInstanceOf(FatalError);
			expect(http.sent).toHaveLength(1);
		});

	it('follows another path on the same loopback host', async () => {
		const gatewayUrl = 'http://127.0.0.1:4010/ia/xml/xmlgw.phtml';
		const { client, http } = bench([loginAnswer({ endpoint: 'http://127.0.0.1:4010/ia/xml/na12/xmlgw.phtml' }), DIMENSIONS], { identity: { ...IDENTITY, gatewayUrl } });
		await client.dimensions();
		expect(http.sent[1]?.url).toBe('http://127.0.0.1:4010/ia/xml/na12/xmlgw.phtml');
	});

	it('never repeats a refused login', async () => {
		const { client, http } = bench([WRONG_PASSWORD]);
		const error = await rejection(client.dimensions());
		expect(error).toBeInstanceOf(FatalError);
		expect(http.sent).toHaveLength(1);
		expect(error).toMatchObject({ facts: { code: 'XL03000006', remedy: expect.stringContaining('user password') } });
	});

	it('never repeats a login refused with a server status', async () => {
		const { client, http } = bench([{ status: 500, body: WRONG_PASSWORD }]);
		expect(await rejection(client.dimensions())).toBeInstanceOf(FatalError);
		expect(http.sent).toHaveLength(1);
	});

	it('asks again after a lost answer or a busy gateway', async () => {
		const { client, http } = bench(['LOST', { status: 503, body: '<html></html>' }, loginAnswer(), DIMENSIONS]);
		await client.dimensions();
		expect(http.functions).toEqual(['getAPISession', 'getAPISession', 'getAPISession', 'getDimensions']);
	});

	it('tells what the credential lacks before anything is sent', () => {
		expect(() => bench([], { identity: { ...IDENTITY, senderPassword: '', userId: '' } })).toThrow('the credential lacks the sender password, the user id');
	});

	it('refuses a session in another entity than the one asked for', async () => {
		const { client } = bench([loginAnswer({ entity: 'E200' })], { identity: { ...IDENTITY, entityId: 'E100' } });
		expect(await rejection(client.dimensions())).toMatchObject({ facts: { said: 'the session is for entity "E200" and not for "E100"' } });
	});

	it('keeps passwords and session ids out of every error', async () => {
		const scripts = [[WRONG_PASSWORD], [loginAnswer(), INVALID_SESSION, WRONG_PASSWORD], ['LOST', 'LOST', 'LOST', 'LOST', 'LOST', 'LOST'], [loginAnswer({ endpoint: 'https://x.example' })]] as const;
		for (const script of scripts) {
			const error = await rejection(bench(script).client.dimensions());
			const told = error instanceof Error ? JSON.stringify([error.message, { ...error }, String(error.stack)]) : String(error);
			expect(told).not.toMatch(/user-secret|sender-secret|k3Qz0/);
		}
	});
});

describe('the life of a session', () => {
	it('is one for all calls while it lives', async () => {
		const { client, http } = bench([loginAnswer(), DIMENSIONS, DIMENSIONS]);
		await client.dimensions();
		await client.dimensions();
		expect(http.functions).toEqual(['getAPISession', 'getDimensions', 'getDimensions']);
	});

	it('is one login for callers at the same time', async () => {
		const { client, http } = bench([loginAnswer(), DIMENSIONS, DIMENSIONS, DIMENSIONS]);
		await Promise.all([client.dimensions(), client.dimensions(), client.dimensions()]);
		expect(http.functions.filter((name) => name === 'getAPISession')).toHaveLength(1);
	});

	it('ends before the server ends it, and never lasts beyond 50 minutes', async () => {
		const { client, http, clock } = bench([loginAnswer(), DIMENSIONS, loginAnswer(), DIMENSIONS]);
		await client.dimensions();
		clock.pass(50 * MINUTE);
		await client.dimensions();
		expect(http.functions).toEqual(['getAPISession', 'getDimensions', 'getAPISession', 'getDimensions']);
	});

	it.each([
		['2026-03-02T09:00:00+00:00', '2026-03-02T15:00:00+00:00', 50 * MINUTE],
		['2026-03-02T09:00:00+00:00', '2026-03-02T09:30:00+00:00', 25 * MINUTE],
		['2026-03-02T09:00:00+00:00', '2026-03-02T09:08:00+00:00', 4 * MINUTE],
		['2026-03-02T09:00:00+00:00', '2026-03-02T01:30:00-08:00', 25 * MINUTE],
		['2026-03-02T09:00:00+00:00', '2026-03-02T08:00:00+00:00', 0],
		[undefined, undefined, 50 * MINUTE],
	])('from %s to %s it is usable for %d ms, whatever the worker\'s clock shows', (from, to, usable) => {
		expect(usableMs(from, to)).toBe(usable);
	});

	it('belongs to company, user, entity, sender and address', async () => {
		const clock = new PassingClock();
		const sessions = new SessionCache<IntacctSession>(clock);
		const http = new GatewayHttp(...Array.from({ length: 8 }, () => [loginAnswer(), DIMENSIONS]).flat());
		const variants = [{}, { companyId: 'Other' }, { userId: 'other' }, { senderId: 'other' }, { clientCompanyId: 'Child' }, { userPassword: 'new' }, { gatewayUrl: 'https://api2.intacct.com/x' }];
		for (const variant of variants) await createIntacctClient({ http, clock, sessions, identity: { ...IDENTITY, ...variant } }).dimensions();
		expect(http.functions.filter((name) => name === 'getAPISession')).toHaveLength(variants.length);
	});
});

describe('an invalid session', () => {
	it('costs one new login and one repetition', async () => {
		const { client, http } = bench([loginAnswer(), INVALID_SESSION, loginAnswer({ sessionId: 'second..' }), DIMENSIONS]);
		await client.dimensions();
		expect(http.functions).toEqual(['getAPISession', 'getDimensions', 'getAPISession', 'getDimensions']);
		expect(http.bodies[3]).toContain('<sessionid>second..</sessionid>');
	});

	it('twice in a row is an error, not a loop of logins', async () => {
		const { client, http } = bench([loginAnswer(), INVALID_SESSION, loginAnswer({ sessionId: 'second..' }), INVALID_SESSION]);
		expect(await rejection(client.dimensions())).toBeInstanceOf(RetryableError);
		expect(http.unused).toBe(0);
	});

	it('at the login itself is final', async () => {
		const { client, http } = bench([INVALID_SESSION]);
		expect(await rejection(client.dimensions())).toBeInstanceOf(FatalError);
		expect(http.sent).toHaveLength(1);
	});
});

describe('answers that cannot be used', () => {
	it('a truncated answer of a read is asked for again', async () => {
		const { client, http, clock } = bench([loginAnswer(), DIMENSIONS.slice(0, -30), DIMENSIONS]);
		expect(await client.dimensions()).toEqual([{ object: 'PROJECT', label: 'Project', term: 'Vehicle', userDefined: false, enabledInGl: true }]);
		expect(http.functions).toEqual(['getAPISession', 'getDimensions', 'getDimensions']);
		expect(clock.slept.length).toBe(1);
	});

	it('again and again is a clear error after a bounded number of tries', async () => {
		const { client, http } = bench([loginAnswer(), ...Array.from({ length: 6 }, () => DIMENSIONS.slice(0, -30))]);
		expect(await rejection(client.dimensions())).toMatchObject({ facts: { said: expect.stringContaining('is not a complete document'), operation: 'list the dimensions' } });
		expect(http.unused).toBe(0);
	});

	it('backs off when there is no free slot, also inside HTTP 200', async () => {
		const refusal = '<response><control><status>failure</status></control><errormessage><error><errorno>GW-0010</errorno><description>API rate limit exceeded</description></error></errormessage></response>';
		const { client, clock } = bench([loginAnswer(), { status: 429, headers: { 'retry-after': '7' }, body: refusal }, refusal, DIMENSIONS]);
		await client.dimensions();
		expect(clock.slept[0]).toBe(7_000);
		expect(clock.slept).toHaveLength(2);
	});

	it('an answer to another request is not taken', async () => {
		const { client } = bench([loginAnswer(), answer({ result: success('getDimensions', '<data/>', 'somebody-else') })]);
		expect(await rejection(client.dimensions())).toMatchObject({ facts: { said: 'the answer belongs to another request' } });
	});
});

describe('a function of one\'s own', () => {
	it('is sent as it was written and gives its result', async () => {
		const { client, http } = bench([loginAnswer(), answer({ result: success('get_list', '<listtype>x</listtype>') })]);
		const result = await client.run('\n<?xml version="1.0"?>\n<get_list object="vendor" maxitems="3"><b>1 &amp; 2</b></get_list>\n');
		expect(http.bodies[1]).toContain('<function controlid="get_list-1"><get_list object="vendor" maxitems="3"><b>1 &amp; 2</b></get_list></function>');
		expect(result.name).toBe('result');
	});

	it.each(['', 'x', '<a></a><b/>', '<a/></function><function>', '<a', '<getAPISession/>', '<function><a/></function>', '<!DOCTYPE a><a/>'])('refuses %j before anything is sent', async (xml) => {
		const { client, http } = bench([]);
		expect(await rejection(client.run(xml))).toBeInstanceOf(FatalError);
		expect(http.sent).toHaveLength(0);
	});

	it('that may write is not sent again when its answer was lost', async () => {
		const { client, http } = bench([loginAnswer(), 'LOST']);
		expect(await rejection(client.run('<create><VENDOR/></create>'))).toBeInstanceOf(ConnectionLostError);
		expect(http.sent).toHaveLength(2);
	});

	it('that may write leaves an unreadable answer to a person', async () => {
		const { client, http } = bench([loginAnswer(), DIMENSIONS.slice(0, -30)]);
		expect(await rejection(client.run('<create><VENDOR/></create>'))).toBeInstanceOf(AmbiguousError);
		expect(http.sent).toHaveLength(2);
	});

	it('that may write is repeated after an invalid session, which is refused before the function is looked at', async () => {
		const { client, http } = bench([loginAnswer(), INVALID_SESSION, loginAnswer({ sessionId: 's2' }), answer({ result: success('create', '') })]);
		await client.run('<create><VENDOR/></create>');
		expect(http.unused).toBe(0);
	});
});

describe('the test of a credential', () => {
	it('says who logged in, without the session', async () => {
		const { client } = bench([loginAnswer({ entity: 'E100' })], { identity: { ...IDENTITY, entityId: 'E100' } });
		expect(await client.testLogin()).toEqual({
			companyId: 'BluefinTools', userId: 'ws_anaplan', entityId: 'E100', endpoint: ENDPOINT,
			serverTime: '2026-03-02T09:15:01Z', sessionTimeout: '2026-03-02T15:15:01Z',
		});
	});

	it('reads the text of an answer alone', () => {
		expect(readLoginAnswer(loginAnswer())).not.toHaveProperty('sessionId');
		expect(() => readLoginAnswer(WRONG_PASSWORD)).toThrow('Sign-in information is incorrect');
		expect(() => readLoginAnswer('<html></html>')).toThrow(RetryableError);
		expect(() => readLoginAnswer(answer({ result: success('getAPISession', '<data/>') }))).toThrow('holds no session');
	});
});
