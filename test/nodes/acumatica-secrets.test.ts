import type { IDataObject, IRun } from 'n8n-workflow';
import { guidOf } from '../../simulators/acumatica/data/guid';
import { ACUMATICA_CREDENTIALS, ACUMATICA_WAYS, connectAcumatica, itemsOf, openAcumatica, readAccounts, seatsOf, sentTo } from './acumatica-ways';
import { errorsOf } from './engine/run-workflow';
import type { Site } from './site';
import { everything, spellings } from './spellings';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const JSON_TYPE = { 'content-type': 'application/json' };

describe('no secret leaves the credential, however one signs in to Acumatica', () => {
	let site: Site;
	/** Also those that have been replaced since. */
	let known: Set<string>;
	beforeEach(async () => {
		known = new Set();
		site = await openAcumatica();
		site.supply('Rows', itemsOf(2));
	});
	afterEach(async () => await site.close());

	const secretsOf = (way: string): string[] => {
		const { password, clientSecret, accessToken, signInSecret, oauthTokenData } = site.credentials[ACUMATICA_CREDENTIALS[way] ?? ''] ?? {};
		const { access_token, refresh_token } = (oauthTokenData ?? {}) as IDataObject;
		const { refreshToken } = JSON.parse(String(signInSecret || '{}')) as IDataObject;
		return [password, clientSecret, accessToken, refreshToken, access_token, refresh_token].filter((value): value is string => typeof value === 'string' && value !== '');
	};
	const learn = (...more: readonly string[]): void => {
		for (const secret of [...ACUMATICA_WAYS.flatMap(secretsOf), ...more]) known.add(secret);
	};
	/** Session id and ticket, which are cookies. */
	const cookies = async (): Promise<string[]> => (await seatsOf(site)).open.flatMap(({ id }) => [id, guidOf('ticket', id).replaceAll('-', '').toUpperCase()]);

	const run = async (way: string, more: IDataObject = {}): Promise<IRun> => {
		learn();
		const ended = await site.run(readAccounts(way, more));
		learn();
		return ended;
	};
	const expectClean = (ended: IRun): void => {
		expect(known.size).toBeGreaterThanOrEqual(2);
		for (const [place, text] of Object.entries({ run: everything(ended.data.resultData), 'static data': JSON.stringify(site.staticData) })) {
			for (const secret of known) for (const spelling of spellings(secret)) expect({ place, spelling, found: text.includes(spelling) }).toEqual({ place, spelling, found: false });
		}
	};
	const quote = async (match: string, status: number, secrets: readonly string[], times = -1): Promise<void> => {
		const all = secrets.join(' | ');
		const body = JSON.stringify({ message: `refused: ${all}`, exceptionMessage: all, error: 'invalid_request', error_description: all });
		await site.acumatica.post('faults', { kind: 'answer', match, status, times, headers: JSON_TYPE, body });
	};

	it.each(ACUMATICA_WAYS)('%s: a run that goes well', async (way) => {
		if (way === 'oAuth2') await connectAcumatica(site);
		Object.assign(site.credentials.acumaticaApi ?? {}, { keepSession: true });
		const ended = await run(way);
		learn(...(await cookies()));
		expect(errorsOf(ended)).toEqual({});
		expectClean(ended);
	});

	it.each([
		['cookie', 'POST .*/login'], ['cookie', 'GET .*/Account'], ['password', 'POST .*/token'], ['password', 'GET .*/Account'], ['oAuth2', 'POST .*/token'], ['oAuth2', 'GET .*/Account'],
	])('%s: a server that quotes secrets in its answer to %s', async (way, match) => {
		if (way === 'oAuth2') await connectAcumatica(site);
		if (match.startsWith('GET')) await run(way);
		else await site.acumatica.post('sessions/expire', { tokens: true });
		await quote(match, 400, secretsOf(way));
		const ended = await run(way);
		expect(Object.keys(errorsOf(ended))).toEqual(['Ask']);
		expectClean(ended);
	});

	it('cookie: a server that quotes the cookies of the session', async () => {
		await site.acumatica.post('faults', { kind: 'delay', match: 'GET .*/Account', delayMs: 150 });
		learn();
		const running = site.run(readAccounts('cookie'));
		while ((await sentTo(site, /login$/)).length === 0) await new Promise((resolve) => setTimeout(resolve, 3));
		const own = await cookies();
		learn(...own);
		await quote('GET .*/Account', 400, own);
		const ended = await running;
		expect(errorsOf(ended)).toEqual({ Ask: expect.stringContaining('•••') as string });
		expectClean(ended);
	});

	it.each(['password', 'oAuth2'])('%s: a token that was renewed in this very run and is quoted at once', async (way) => {
		if (way === 'oAuth2') await connectAcumatica(site);
		await run(way);
		await site.acumatica.post('sessions/expire', { tokens: true });
		await site.acumatica.post('faults', { kind: 'delay', match: 'POST .*/token', delayMs: 1 });
		await site.acumatica.post('faults', { kind: 'delay', match: 'GET .*/Account', skip: 1, delayMs: 150 });
		const before = new Set(secretsOf(way));
		const running = run(way);
		const fresh = (): string[] => secretsOf(way).filter((secret) => !before.has(secret));
		while (fresh().length === 0) await new Promise((resolve) => setTimeout(resolve, 3));
		await quote('GET .*/Account', 400, fresh());
		const ended = await running;
		expect(errorsOf(ended)).toEqual({ Ask: expect.stringContaining('•••') as string });
		expectClean(ended);
	});
});
