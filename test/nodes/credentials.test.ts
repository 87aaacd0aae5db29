import type { ICredentialType, IDataObject } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { AnaplanApi } from '../../credentials/AnaplanApi.credentials';
import { SageIntacctApi } from '../../credentials/SageIntacctApi.credentials';
import { errorOf, errorsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, intacct, vendorFlow, vendorsMissing, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** A port on which nobody listens. */
const NOBODY = 'http://127.0.0.1:9';

describe('credentials', () => {
	let site: Site;
	beforeEach(async () => {
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	/** What n8n does when a credential is tested or its token is missing. */
	const signIn = async (credential: ICredentialType, name: keyof Site['credentials'], changes: IDataObject = {}): Promise<IDataObject> =>
		await site.ask(workflowOf([anaplan('Node', 'workspace', 'getMany')]), 'Node', async (_type, context) =>
			(await credential.preAuthentication?.call({ helpers: context.helpers } as never, { ...site.credentials[name], ...changes } as never)) as IDataObject);

	describe('Sage Intacct', () => {
		const login = (changes: IDataObject = {}) => signIn(new SageIntacctApi(), 'sageIntacctApi', changes);

		it('signs in and keeps nothing, so that n8n asks again the next time', async () => {
			expect(await login()).toEqual({});
			expect(await site.effects('intacct')).toContain('login');
		});

		it.each([
			['a wrong sender id', { senderId: 'somebody' }, 'Partner ID or password', 'sender id and sender password'],
			['a wrong sender password', { senderPassword: 'wrong' }, 'Partner ID or password', 'sender id and sender password'],
			['a wrong company', { companyId: 'Elsewhere' }, 'Sign-in information is incorrect', 'company id'],
			['a wrong user', { userId: 'nobody' }, 'Sign-in information is incorrect', 'user id'],
			['a wrong user password', { userPassword: 'wrong' }, 'Sign-in information is incorrect', 'user password'],
			['a wrong entity', { entityId: 'E999' }, 'Invalid location ID', 'entity'],
			['a missing part', { userPassword: '' }, 'lacks the user password', 'Fill in'],
		])('%s is told in the server\'s words with what to do, and is tried once', async (_what, changes, said, remedy) => {
			await expect(login(changes)).rejects.toMatchObject({ message: expect.stringContaining(said) as string, facts: { remedy: expect.stringContaining(remedy) as string } });
			expect((await site.history('intacct')).filter(({ kind }) => kind === 'request').length).toBeLessThanOrEqual(1);
		});

		it.each([['gw0011', 'does not know this company or this sender'], ['jpp0002', 'sender id and sender password first']])('a wrong sender in the form %s', async (form, remedy) => {
			await site.intacct.post('switches', { wrongSender: form });
			await expect(login({ senderId: 'somebody' })).rejects.toMatchObject({ facts: { remedy: expect.stringContaining(remedy) as string } });
		});

		it('a sender that the company has not authorised', async () => {
			await site.intacct.post('switches', { senderAuthorised: false });
			await expect(login()).rejects.toMatchObject({ facts: { remedy: expect.stringContaining('Web Services authorizations') as string } });
		});

		it('a wrong address, and one that answers with something else', async () => {
			await expect(login({ gatewayUrl: `${NOBODY}/ia/xml/xmlgw.phtml` })).rejects.toThrow();
			await expect(login({ gatewayUrl: `${site.urls.anaplan}/ia/xml/xmlgw.phtml` })).rejects.toMatchObject({ facts: { remedy: expect.stringContaining('gateway address') as string } });
		});

		it('plain http to another machine is refused before anything is sent', async () => {
			await expect(login({ gatewayUrl: 'http://gateway.example.com/ia/xml/xmlgw.phtml' })).rejects.toMatchObject({ message: expect.stringContaining('unencrypted') as string });
		});

		it('an endpoint outside of the trusted domain is not followed', async () => {
			await site.intacct.post('switches', { endpointUrl: 'https://collector.example.com/ia/xml/xmlgw.phtml' });
			const run = await site.run(workflowOf([intacct('Ask', 'record', 'getMany', { object: byName('VENDOR') })]));
			expect(errorOf(run, 'Ask')?.message).toContain('collector.example.com is outside of intacct.com, so nothing was sent there');
		});

		it('a wrong password in a run is one login and no more', async () => {
			site.credentials.sageIntacctApi.userPassword = 'wrong';
			const run = await site.run(workflowOf([intacct('Ask', 'record', 'getMany', { object: byName('VENDOR') })]));
			expect(errorOf(run, 'Ask')).toMatchObject({ message: expect.stringContaining('Sign-in information is incorrect') as string, description: expect.stringContaining('user password') as string });
			expect((await site.effects('intacct')).filter((what) => what === 'login-refused')).toHaveLength(1);
		});
	});

	describe('Anaplan', () => {
		const login = (changes: IDataObject = {}) => signIn(new AnaplanApi(), 'anaplanApi', changes);

		it('signs in and gives the token', async () => {
			expect(await login()).toEqual({ token: expect.stringMatching(/^.{40,}$/) as string });
		});

		it('a wrong password and a wrong user are told with what to do', async () => {
			for (const changes of [{ password: 'wrong' }, { user: 'nobody@example.com' }]) {
				await expect(login(changes)).rejects.toMatchObject({ message: expect.stringContaining('Anaplan: log in') as string, facts: { status: 401, remedy: expect.stringContaining('Check user and password') as string } });
			}
		});

		it('a wrong address, plain http to another machine, and a password in the address', async () => {
			await expect(login({ authUrl: NOBODY })).rejects.toThrow();
			await expect(login({ authUrl: `${site.urls.intacct}` })).rejects.toMatchObject({ message: expect.stringContaining('Anaplan') as string });
			await expect(login({ authUrl: 'http://auth.example.com' })).rejects.toMatchObject({ message: expect.stringContaining('unencrypted') as string });
			await expect(login({ authUrl: 'https://user:secret@auth.example.com' })).rejects.toMatchObject({ message: expect.not.stringContaining('secret') as string });
		});

		it('a wrong password in a run is told like that, and is tried once, because users can be locked', async () => {
			site.credentials.anaplanApi.password = 'wrong';
			const run = await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			expect(errorOf(run, 'Ask')).toMatchObject({ description: expect.stringContaining('Check user and password') as string });
			expect((await site.history('anaplan')).filter(({ path }) => path === '/token/authenticate')).toHaveLength(1);
		});

		it('a sign-in service that is away for a moment is asked again', async () => {
			await site.anaplan.post('faults', { kind: 'answer', match: 'POST /token/authenticate', status: 503, times: 2, body: '' });
			const run = await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			expect(errorsOf(run)).toEqual({});
			expect(outputOf(run, 'Ask')).toHaveLength(1);
		});

		it('a token that somebody else uses up is renewed, and the call is repeated', async () => {
			await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			const { token } = site.credentials.anaplanApi;
			await site.anaplan.post('sessions/expire', {});
			const run = await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			expect(errorsOf(run)).toEqual({});
			expect(outputOf(run, 'Ask')).toHaveLength(1);
			expect(site.credentials.anaplanApi.token).not.toBe(token);
		});

		it('a password that was changed meanwhile ends the run with what to do', async () => {
			await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			await site.anaplan.post('sessions/expire', {});
			site.credentials.anaplanApi.password = 'changed';
			const run = await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			expect(errorOf(run, 'Ask')?.description).toMatch(/user must be active|Check user and password/);
			expect((await site.history('anaplan')).filter(({ path }) => path === '/token/authenticate').length).toBeLessThanOrEqual(2);
		});

		it('a plain http API address of another machine is refused', async () => {
			site.credentials.anaplanApi.apiUrl = 'http://api.example.com';
			const run = await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
			expect(errorOf(run, 'Ask')?.message).toContain('unencrypted');
		});

		it('a token that ends in the middle of an upload is renewed between two chunks', async () => {
			const lines = Array.from({ length: 90_000 }, (_, index) => `C-${index},A vendor with quite a long name, number ${index},active`.replace(', number', ' number'));
			site.supply('Rows', [{ files: { data: ['Code,Name,Status', ...lines, ''].join('\n') } }]);
			await site.anaplan.post('faults', { kind: 'delay', match: 'PUT .*/chunks/3$', delayMs: 250 });
			const running = site.run(workflowOf([
				{ name: 'Rows', type: 'supply' },
				anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT), options: { chunkMegabytes: 1, parallelChunks: 1, gzip: false } }),
			]));
			const reached = async (): Promise<boolean> => (await site.history('anaplan')).some(({ path }) => path?.endsWith('/chunks/3'));
			while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 5));
			await site.anaplan.post('sessions/expire', {});
			const run = await running;
			expect(errorsOf(run)).toEqual({});
			expect(outputOf(run, 'Load')[0]?.json).toMatchObject({ status: 'success', steps: [{ counts: { created: 90_000 } }] });
			const chunks = (await site.history('anaplan')).filter(({ path }) => path?.includes('/chunks/')).map(({ path, status }) => `${path?.split('/').at(-1)} ${status}`);
			expect(chunks).toEqual(['0 204', '1 204', '2 204', '3 401', '3 204', ...chunks.slice(5)]);
		});
	});

	it('a session of Sage Intacct that ends in the middle is renewed, and everything arrives', async () => {
		await site.run(workflowOf([intacct('Ask', 'record', 'getMany', { object: byName('VENDOR') })]));
		await site.intacct.post('sessions/expire', {});
		const run = await site.run(vendorFlow());
		expect(errorsOf(run)).toEqual({});
		expect(await vendorsMissing(site)).toEqual([]);
	});
});
