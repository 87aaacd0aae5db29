import { certificateFor, proof, type Signed } from './certificate';
import { Driver, PLANNER, type Reply } from './driver';

describe('certificate login', () => {
	let driver: Driver;
	let signed: Signed;
	beforeAll(() => {
		signed = certificateFor('planner@example.com');
	});
	beforeEach(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.close());

	const pemHeader = (one: Signed): string => Buffer.from(one.pem).toString('base64');
	const login = (header: string, body: unknown): Promise<Reply> =>
		driver.raw('POST', '/token/authenticate', { json: body, headers: { authorization: `CACertificate ${header}` } });
	const seconds = (offset: number): bigint => BigInt(Math.floor(Date.now() / 1000) + offset);

	it('3a. PEM text and DER are both accepted after CACertificate, and the certificate says who it is', async () => {
		for (const header of [pemHeader(signed), signed.der.toString('base64')]) {
			const { status, json } = await login(header, proof(signed.key, 'v2'));
			expect([status, json.status]).toEqual([201, 'SUCCESS']);
			const authorization = `AnaplanAuthToken ${String(json.tokenInfo?.tokenValue)}`;
			expect((await driver.raw('GET', '/2/0/users/me', { headers: { authorization } })).json.user?.email).toBe(PLANNER[0]);
		}
		expect(await driver.effects('session')).toHaveLength(2);
	});

	it('3b. the signature is verified over the decoded message', async () => {
		const good = proof(signed.key, 'v2');
		const changed = Buffer.from(good.encodedData ?? '', 'base64');
		changed[100] = (changed[100] ?? 0) ^ 1;
		expect((await login(pemHeader(signed), { ...good, encodedData: changed.toString('base64') })).status).toBe(401);
		const stranger = certificateFor('somebody@example.com');
		const foreign = await login(pemHeader(signed), proof(stranger.key, 'v2'));
		expect([foreign.status, foreign.json.status]).toEqual([401, 'FAILURE_BAD_CREDENTIAL']);
	});

	it('3c. version 1 is accepted or refused by switch', async () => {
		expect((await login(pemHeader(signed), proof(signed.key, 'v1'))).status).toBe(201);
		await driver.set({ certificateVersions: 'v2' });
		expect((await login(pemHeader(signed), proof(signed.key, 'v1'))).status).toBe(401);
		expect((await login(pemHeader(signed), proof(signed.key, 'v2'))).status).toBe(201);
		await driver.set({ certificateVersions: 'v1' });
		expect((await login(pemHeader(signed), proof(signed.key, 'v2'))).status).toBe(401);
	});

	it('3d. a v2 stamp more than five minutes away is refused, in both directions', async () => {
		for (const [offset, status] of [[-280, 201], [280, 201], [-320, 401], [320, 401]] as const) {
			expect([offset, (await login(pemHeader(signed), proof(signed.key, 'v2', seconds(offset)))).status]).toEqual([offset, status]);
		}
	});

	it('3e. the tolerance is configurable, and a stamp in milliseconds is refused', async () => {
		expect((await login(pemHeader(signed), proof(signed.key, 'v2', BigInt(Date.now())))).status).toBe(401);
		await driver.set({ certificateToleranceMs: 600_000 });
		expect((await login(pemHeader(signed), proof(signed.key, 'v2', seconds(-500)))).status).toBe(201);
	});

	it('3f. at least 100 bytes, RSA only, not expired; self-signed refused by switch', async () => {
		expect((await login(pemHeader(signed), proof(signed.key, 'v1', 0n, 99))).status).toBe(401);
		const curve = certificateFor('planner@example.com', 'ec');
		expect((await login(pemHeader(curve), proof(signed.key, 'v2'))).status).toBe(401);
		const old = certificateFor('planner@example.com', 'rsa', '20210101000000Z');
		expect((await login(pemHeader(old), proof(old.key, 'v2'))).status).toBe(401);
		await driver.set({ certificateSelfSigned: 'refuse' });
		expect((await login(pemHeader(signed), proof(signed.key, 'v2'))).status).toBe(401);
	});
});
