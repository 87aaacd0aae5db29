import { Caller, Site } from './driver';

describe('the way in', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.caller();
	});
	afterAll(() => site.close());

	it('1. a path without /v1.0/-/{COMPANY}/{MODULE}/ is 404 ResourceNotFound', async () => {
		for (const path of ['/Sage300WebApi/-/NORDIX/GL/GLAccounts', '/Sage300WebApi/v1.0/-/NORDIX/GLAccounts',
			'/Sage300WebApi/v1.0/lepepe/NORDIX/GL/GLAccounts', '/']) {
			const answer = await caller.raw('GET', path);
			expect([path, answer.status, answer.code]).toEqual([path, 404, 'ResourceNotFound']);
		}
		await site.switches({ tenantSegment: 'lepepe' });
		expect((await caller.raw('GET', '/Sage300WebApi/v1.0/lepepe/NORDIX/GL/GLAccounts?$top=1')).status).toBe(200);
	});

	it('2. an unknown company is an error, an unknown resource 404 ResourceNotFound', async () => {
		const nobody = new Caller(site, 'PLANNER', 'PLANNER-SECRET', 'NOBODY');
		expect((await nobody.get('GL/GLAccounts')).code).toBe('ResourceNotFound');
		await site.switches({ unknownCompany: 'DBLinkError' });
		const broken = await nobody.get('GL/GLAccounts');
		expect([broken.status, broken.code]).toEqual([500, 'DBLinkError']);
		for (const path of ['GL/GLBalances', 'AP/APAdjustmentBatches', 'AP/GLAccounts', 'ZZ/GLAccounts', 'CS/CSCompanyProfiles']) {
			const answer = await caller.get(path);
			expect([path, answer.status, answer.code]).toEqual([path, 404, 'ResourceNotFound']);
		}
		await site.switches({ companyProfileName: 'CSCompanyProfiles' });
		expect((await caller.rows('CS/CSCompanyProfiles'))[0]).toMatchObject({ OrgID: 'NORDIX', FunctionalCurrency: 'USD' });
	});

	it('3. no Authorization is 401 with an Unauthorized body', async () => {
		const answer = await caller.get('GL/GLAccounts', { authorization: undefined });
		expect([answer.status, answer.code, answer.headers.get('www-authenticate')]).toEqual([401, 'Unauthorized', 'Basic realm="Sage 300"']);
	});

	it('4. a lower-case user or password is 401', async () => {
		const status = async (user: string, password: string): Promise<number> => (await site.caller(user, password).get('GL/GLAccounts?$top=1')).status;
		expect([await status('planner', 'PLANNER-SECRET'), await status('PLANNER', 'planner-secret'),
			await status('PLANNER', 'PLANNER-SECRET')]).toEqual([401, 401, 200]);
		await site.switches({ passwordCase: 'sensitive' });
		expect([await status('PLANNER', 'PLANNER-SECRET'), await status('PLANNER', 'Planner-Secret'),
			await status('planner', 'Planner-Secret')]).toEqual([401, 200, 401]);
		await site.switches({ securityOff: true });
		expect(await status('PLANNER', '')).toBe(200);
	});

	it('5. ADMIN with the allow switch off is 403, or 401', async () => {
		const admin = site.caller('ADMIN', 'ADMIN');
		const answer = await admin.get('GL/GLAccounts');
		expect([answer.status, answer.code]).toEqual([403, 'Forbidden']);
		await site.switches({ adminRefusal: 401 });
		expect((await admin.get('GL/GLAccounts')).code).toBe('Unauthorized');
		await site.switches({ adminAllowed: true });
		expect((await admin.get('GL/GLAccounts')).status).toBe(200);
	});

	it('6. a user without the module\'s right is 403 Forbidden on that module only', async () => {
		const ledger = site.caller('LEDGER', 'LEDGER-SECRET');
		const refused = await ledger.get('AP/APVendors');
		expect([refused.status, refused.code]).toEqual([403, 'Forbidden']);
		expect([(await ledger.get('AP/$metadata')).status, (await ledger.get('GL/GLAccounts')).status,
			(await ledger.get('CS/CSFiscalCalendars')).status]).toEqual([403, 200, 200]);
	});

	it('7. any request without Content-Type: application/json is 500', async () => {
		for (const type of [undefined, 'text/plain', 'application/xml']) {
			const answer = await caller.get('GL/GLAccounts', { 'content-type': type });
			expect([type, answer.status, answer.code]).toEqual([type, 500, 'InternalServerError']);
		}
		await site.switches({ missingContentType: 415 });
		expect((await caller.get('GL/GLAccounts', { 'content-type': undefined })).status).toBe(415);
		expect((await caller.get('GL/$metadata', { 'content-type': undefined })).status).toBe(415);
	});

	it('8. application/json; charset=utf-8 is accepted', async () => {
		expect((await caller.get('GL/GLAccounts', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
	});

	it('9. error bodies have code and message.lang/value; a switch serves them as text/plain', async () => {
		const first = await caller.get('GL/GLAccounts(\'NONE\')');
		expect(first.json()).toEqual({ error: { code: 'RecordNotFound', message: { lang: 'en-US', value: expect.any(String) as string } } });
		expect(first.headers.get('content-type')).toContain('application/json');
		await site.switches({ errorType: 'text/plain' });
		const second = await caller.get('GL/GLAccounts(\'NONE\')');
		expect(second.headers.get('content-type')).toContain('text/plain');
		expect(second.json()).toEqual(first.json());
	});

	it('52. a session cookie is issued; a stale one gives SessionError once', async () => {
		await caller.get('GL/GLAccounts?$top=1');
		expect(caller.cookie).toMatch(/^ASP\.NET_SessionId=\w+$/);
		expect((await caller.get('GL/GLAccounts?$top=1')).headers.getSetCookie()).toEqual([]);
		await site.control('sessions/expire', {});
		const stale = caller.cookie;
		const refused = await caller.get('GL/GLAccounts?$top=1', { cookie: stale });
		expect([refused.status, refused.code]).toEqual([500, 'SessionError']);
		expect((await caller.get('GL/GLAccounts?$top=1', { cookie: stale })).status).toBe(200);
		await site.switches({ staleCookie: 'always' });
		await site.control('recycle', {});
		const codes = [await caller.get('GL/GLAccounts', { cookie: 'ASP.NET_SessionId=gone' }),
			await caller.get('GL/GLAccounts', { cookie: 'ASP.NET_SessionId=gone' })];
		expect(codes.map(({ code }) => code)).toEqual(['SessionError', 'SessionError']);
	});

	it('52. a cookie alone does for some connectors, as a switch says', async () => {
		await caller.get('GL/GLAccounts?$top=1');
		expect((await caller.get('GL/GLAccounts?$top=1', { authorization: undefined })).status).toBe(401);
		await site.switches({ cookieOnly: 'accept' });
		expect((await caller.get('GL/GLAccounts?$top=1', { authorization: undefined })).status).toBe(200);
	});

	it('licences: a caller without cookie takes one seat after the other, until they are idle long enough', async () => {
		await site.switches({ seats: 2 });
		caller.keepsCookie = false;
		const status = async (): Promise<number> => (await caller.get('GL/GLAccounts?$top=1')).status;
		expect([await status(), await status(), await status()]).toEqual([200, 200, 500]);
		expect(await site.control('sessions')).toMatchObject({ seats: 2, taken: 2, peak: 2, foreign: 0 });
		await site.control('clock', { advanceMs: 21 * 60_000 });
		expect(await status()).toBe(200);
		await site.control('seats', { taken: 2 });
		await site.switches({ licenceRefusal: 'TooManyRequests' });
		expect(await status()).toBe(429);
	});

	it('$metadata is per company and module and agrees with the names served', async () => {
		const document = (await caller.get('GL/$metadata')).text;
		expect(document).toContain('Type="Edm.DateTimeOffset"');
		for (const set of ['GLAccounts', 'GLAccountFiscalSets', 'GLPostedTransactions',
			'GLPostJournal']) expect(document).toContain(`<EntitySet Name="${set}"`);
		expect(document).not.toContain('APVendors');
		const [account] = await caller.rows('GL/GLAccounts?$top=1');
		const type = document.slice(document.indexOf('<EntityType Name="Account">'), document.indexOf('</EntityType>'));
		expect([...type.matchAll(/<Property Name="(\w+)"/g)].map(([, name]) => name)).toEqual(Object.keys(account ?? {}));
		await site.switches({ metadata: 'odata3', renamed: 'GLAccounts.Description=AccountDescription' });
		const old = (await caller.get('GL/$metadata')).text;
		expect(old).toContain('<Property Name="AccountDescription" Type="Edm.String"');
		expect(old).not.toContain('EnumType');
		expect((await caller.rows('GL/GLAccounts?$select=AccountDescription&$filter=UnformattedAccount eq \'10100\''))[0]).toEqual({ AccountDescription: 'Operating bank' });
	});
});
