import type { ICredentialType, IDataObject } from 'n8n-workflow';
import { AnaplanApi } from '../../credentials/AnaplanApi.credentials';
import { AnaplanCertificateApi } from '../../credentials/AnaplanCertificateApi.credentials';
import { SageIntacctApi } from '../../credentials/SageIntacctApi.credentials';
import { certificateFor, type Signed } from '../simulators/anaplan/certificate';
import { errorsOf } from './engine/run-workflow';
import { pressTest } from './pressed-test';
import { Site } from './site';
import { anaplan, intacct, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Made once: keys take their time. */
let signed: Signed;
let stranger: Signed;
let site: Site;
beforeAll(() => {
	signed = certificateFor('integration@example.com');
	stranger = certificateFor('integration@example.com');
});
beforeEach(async () => {
	site = await Site.open();
	const { anaplan: url } = site.urls;
	site.credentials.anaplanCertificateApi = { token: '', ...fieldsOf(signed), passphrase: '', messageVersion: 'v2', apiUrl: url, authUrl: url };
});
afterEach(async () => await site.close());

const fieldsOf = ({ pem, key }: Signed): { certificate: string; privateKey: string } => ({ certificate: pem, privateKey: String(key.export({ type: 'pkcs8', format: 'pem' })) });

interface Case {
	readonly title: string;
	readonly type: ICredentialType;
	/** What was changed in the form after a test that has passed. */
	readonly wrong: () => IDataObject;
	readonly said: RegExp;
	/** The most sign-ins that one press may cost: users are locked after a few. */
	readonly refused: number;
}

const CASES: readonly Case[] = [
	{ title: 'Sage Intacct, user password', type: new SageIntacctApi(), wrong: () => ({ userPassword: 'wrong' }), said: /Sign-in information is incorrect/, refused: 1 },
	{ title: 'Sage Intacct, sender password', type: new SageIntacctApi(), wrong: () => ({ senderPassword: 'wrong' }), said: /Partner ID or password/, refused: 1 },
	{ title: 'Sage Intacct, company', type: new SageIntacctApi(), wrong: () => ({ companyId: 'Elsewhere' }), said: /Sign-in information is incorrect/, refused: 1 },
	{ title: 'Anaplan, password', type: new AnaplanApi(), wrong: () => ({ password: 'wrong' }), said: /log in/, refused: 1 },
	{ title: 'Anaplan, user', type: new AnaplanApi(), wrong: () => ({ user: 'nobody@example.com' }), said: /log in/, refused: 1 },
	{ title: 'Anaplan, authentication URL', type: new AnaplanApi(), wrong: () => ({ authUrl: 'http://127.0.0.1:9' }), said: /./, refused: 0 },
	{ title: 'Anaplan, key of another certificate', type: new AnaplanCertificateApi(), wrong: () => ({ privateKey: fieldsOf(stranger).privateKey }), said: /belong together/, refused: 0 },
	{ title: 'Anaplan, no certificate', type: new AnaplanCertificateApi(), wrong: () => ({ certificate: '' }), said: /certificate/i, refused: 0 },
];

/** Every request that asks a system to sign somebody in. */
const signIns = async (name: string): Promise<number> => {
	const system = name === 'sageIntacctApi' ? 'intacct' : 'anaplan';
	const requests = (await site.history(system)).filter(({ kind }) => kind === 'request');
	if (system === 'anaplan') return requests.filter(({ path }) => path === '/token/authenticate').length;
	return (await site.effects('intacct')).filter((what) => what.startsWith('login')).length;
};

describe.each(CASES)('the test of a credential that has passed before: $title', ({ type, wrong, said, refused }) => {
	it('does not pass with what is wrong, passes again with what is right, and each press signs in once', async () => {
		await pressTest(site, type);
		const stored = { ...site.credentials[type.name] };
		const once = await signIns(type.name);
		await expect(pressTest(site, type, wrong())).rejects.toThrow(said);
		expect(await signIns(type.name)).toBeLessThanOrEqual(once + refused);
		expect(site.credentials[type.name]).toEqual(stored);
		const before = await signIns(type.name);
		await pressTest(site, type);
		expect([once, await signIns(type.name) - before]).toEqual([1, 1]);
	});

	it('does not pass with what is wrong when it is the first one, either', async () => {
		await expect(pressTest(site, type, wrong())).rejects.toThrow(said);
		expect(await signIns(type.name)).toBeLessThanOrEqual(refused);
	});
});

describe('the test of a credential', () => {
	it.each([['anaplanApi', new AnaplanApi()], ['anaplanCertificateApi', new AnaplanCertificateApi()]] as const)('%s: a token that has ended is no obstacle, and the new one is stored', async (name, type) => {
		await pressTest(site, type);
		const before = site.credentials[name]?.token;
		await site.anaplan.post('sessions/expire', {});
		await pressTest(site, type);
		expect(site.credentials[name]?.token).not.toBe(before);
		expect(site.schemes).toEqual(['POST /token/authenticate', 'GET /2/0/users/me', 'POST /token/authenticate', 'GET /2/0/users/me'].map((line, index) =>
			`${line} ${index % 2 === 1 ? 'AnaplanAuthToken' : name === 'anaplanApi' ? 'Basic' : 'CACertificate'}`));
	});

	it('Anaplan: a user that was changed and saved is who is signed in after the test, although the token of the one before lives', async () => {
		await pressTest(site, new AnaplanApi());
		const { token } = site.credentials.anaplanApi;
		Object.assign(site.credentials.anaplanApi, { user: 'planner@example.com', password: 'planner-password' });
		await pressTest(site, new AnaplanApi());
		const me = await site.ask(workflowOf([anaplan('Node', 'workspace', 'getMany')]), 'Node', async (_type, context) =>
			(await context.helpers.httpRequestWithAuthentication.call(context as never, 'anaplanApi', { url: `${site.urls.anaplan}/2/0/users/me` })) as { user: IDataObject });
		expect(me.user).toMatchObject({ email: 'planner@example.com' });
		expect(site.credentials.anaplanApi.token).not.toBe(token);
	});

	it('the header that asks for the sign-in never leaves the machine, and a run asks for none', async () => {
		const seen: string[] = [];
		site.onRequest = (headers) => seen.push(...Object.keys(headers).filter((name) => name.startsWith('x-')));
		await pressTest(site, new AnaplanApi());
		await pressTest(site, new AnaplanApi());
		const signedIn = await signIns('anaplanApi');
		expect(errorsOf(await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')])))).toEqual({});
		expect([seen, signedIn, await signIns('anaplanApi')]).toEqual([[], 2, 2]);
	});

	it('Sage Intacct: a credential from before, in which the time of its last test is stored, is tried', async () => {
		Object.assign(site.credentials.sageIntacctApi, { checkedAt: '2024-03-01T08:00:00Z' });
		await expect(pressTest(site, new SageIntacctApi(), { userPassword: 'wrong' })).rejects.toThrow(/Sign-in information is incorrect/);
	});

	it('Sage Intacct: a request of an HTTP node that names the credential leaves as it is, after a sign-in', async () => {
		const sent = { method: 'POST' as const, url: `${site.urls.intacct}/ia/xml/xmlgw.phtml`, headers: { 'content-type': 'application/xml' }, body: '<request/>', ignoreHttpStatusErrors: true };
		const answer = await site.ask(workflowOf([intacct('Node', 'record', 'getMany')]), 'Node', async (_type, context) =>
			(await context.helpers.httpRequestWithAuthentication.call(context as never, 'sageIntacctApi', sent)) as unknown);
		expect(String(answer)).toContain('<response');
		expect(await signIns('sageIntacctApi')).toBe(1);
		expect(site.credentials.sageIntacctApi.alwaysEmpty).toBe('');
	});
});
