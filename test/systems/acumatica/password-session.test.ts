import { FatalError, RetryableError } from '../../../src/core/errors';
import { RotationChain } from '../../../src/core/sessions/rotation-chain';
import { grantOwner, renewGrant, type HeldGrant } from '../../../src/systems/acumatica';
import { PassingClock } from '../../doubles/passing-clock';
import { rejection } from '../../doubles/results';
import { answer, json, ScriptedHttp, type Step } from '../../doubles/scripted-http';
import { SITE } from './fakes/client';

const GRANT = { siteUrl: SITE, clientId: 'GUID@HarborMills', clientSecret: 'of the client', user: 'plan api', password: 'pä"ss' };
const NOTHING: HeldGrant = { accessToken: '', refreshToken: '' };
const tokens = (name: string) => json({ access_token: `a-${name}`, refresh_token: `r-${name}`, expires_in: 3600, token_type: 'Bearer', scope: 'api offline_access' });
const REFUSED = json({ error: 'invalid_grant' }, 400);
const OUT = answer(204);

const bench = (...steps: readonly Step[]) => {
	const [http, clock] = [new ScriptedHttp(...steps), new PassingClock()];
	const chain = new RotationChain(clock);
	return { http, clock, renew: (held: HeldGrant, changes: Partial<typeof GRANT> = {}) => renewGrant({ http, chain }, { ...GRANT, ...changes }, held) };
};
/** What each request was: its grant type, or its address. */
const story = ({ sent }: ScriptedHttp): string[] => sent.map(({ url, body }) => new URLSearchParams(String(body)).get('grant_type') ?? String(url.split('/').at(-1)));

describe('one seat', () => {
	it('the first sign-in is by password, all later ones by refresh token', async () => {
		const { http, renew } = bench(tokens('1'), tokens('2'));
		const first = await renew(NOTHING);
		expect(await renew(first)).toMatchObject({ accessToken: 'a-2', refreshToken: 'r-2' });
		expect(story(http)).toEqual(['password', 'refresh_token']);
	});

	it('first runs at the same time: one grant', async () => {
		const { http, renew } = bench(tokens('1'));
		expect((await Promise.all([renew(NOTHING), renew(NOTHING), renew(NOTHING)])).map(({ accessToken }) => accessToken)).toEqual(['a-1', 'a-1', 'a-1']);
		expect(story(http)).toEqual(['password']);
	});

	it('who has lost what was stored gets the newest token, and no new seat', async () => {
		const { http, clock, renew } = bench(tokens('1'), tokens('2'));
		await renew(NOTHING);
		expect((await renew(NOTHING)).accessToken).toBe('a-1');
		clock.pass(3_600_000);
		expect((await renew(NOTHING)).accessToken).toBe('a-2');
		expect(story(http)).toEqual(['password', 'refresh_token']);
	});

	it.each([['user', 'second api'], ['password', 'other'], ['clientSecret', 'other'], ['clientId', 'OTHER@HarborMills'], ['siteUrl', 'https://other.example.com']])('another %s is another sign-in', async (name, value) => {
		const { http, renew } = bench(tokens('1'), tokens('2'));
		await renew(NOTHING);
		await renew(NOTHING, { [name]: value });
		expect(story(http)).toEqual(['password', 'password']);
		expect(grantOwner({ ...GRANT, [name]: value })).not.toBe(grantOwner(GRANT));
	});

	it('the same sign-in in other spellings has the same owner', () => {
		expect(grantOwner({ ...GRANT, siteUrl: `${SITE}/`, tenant: 'HarborMills' })).toBe(grantOwner(GRANT));
		expect(grantOwner({ ...GRANT, clientId: 'GUID', tenant: 'HarborMills' })).toBe(grantOwner(GRANT));
	});
});

describe('nobody is locked out', () => {
	const HELD: HeldGrant = { accessToken: 'a-0', refreshToken: 'r-0' };

	it('a refresh token that another process has used: the old session is signed out and the password asked, once', async () => {
		const { http, renew } = bench(REFUSED, OUT, tokens('1'));
		const all = await Promise.all([renew(HELD), renew(HELD)]);
		expect(all.map(({ accessToken }) => accessToken)).toEqual(['a-1', 'a-1']);
		expect(story(http)).toEqual(['refresh_token', 'logout', 'password']);
		expect(http.sent[1]?.headers?.authorization).toBe('Bearer a-0');
	});

	it.each<[string, Step]>([['refused', json({ message: 'You are not logged in.' }, 401)], ['lost', 'LOST']])('a sign-out that is %s changes nothing', async (_how, out) => {
		expect((await bench(REFUSED, out, tokens('1')).renew(HELD)).accessToken).toBe('a-1');
	});

	it('a password that is refused as well is the answer, and is asked once', async () => {
		const { http, renew } = bench(REFUSED, OUT, json({ error: 'invalid_grant', error_description: 'invalid_username_or_password' }, 400));
		const error = await rejection(renew(HELD));
		expect(error).toBeInstanceOf(FatalError);
		expect(error).toMatchObject({ facts: { said: expect.stringContaining('invalid_username_or_password') as string } });
		expect(String(error)).not.toContain(GRANT.password);
		expect(http.unused).toBe(0);
	});

	it.each<[string, Step]>([
		['a wrong client', json({ error: 'invalid_client' }, 400)], ['a site that is away', answer(503, '')], ['a lost answer', 'LOST'],
		['no seat', json({ error: 'invalid_grant', error_description: 'API Login Limit' }, 400)],
	])('%s at the refresh does not ask the password', async (_what, step) => {
		const { http, renew } = bench(step);
		await rejection(renew(HELD));
		expect(story(http)).toEqual(['refresh_token']);
	});

	it('a failure is nobody\'s future', async () => {
		const { renew } = bench(answer(503, ''), tokens('1'));
		expect(await rejection(renew(HELD))).toBeInstanceOf(RetryableError);
		expect((await renew(HELD)).accessToken).toBe('a-1');
	});

	it('without a refresh token each renewal is by password', async () => {
		const alone = (name: string) => json({ access_token: `a-${name}`, expires_in: 3600 });
		const { http, renew } = bench(alone('1'), alone('2'));
		const first = await renew(NOTHING);
		expect(await renew(first)).toMatchObject({ accessToken: 'a-2', refreshToken: '' });
		expect(story(http)).toEqual(['password', 'password']);
	});
});
