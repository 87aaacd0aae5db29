import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IRun } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { errorsOf, forgetHighest } from './engine/run-workflow';
import { Site } from './site';
import { everything, spellings } from './spellings';
import { anaplan, intacct, TARGET, vendorFlow, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Unmistakable, and with characters that XML, URLs and JSON write in other ways. */
const CANARIES = {
	senderPassword: 'Canary<Sender>&"1"+/=é', userPassword: 'Canary<User>&\'2\' %41\\u', anaplanPassword: 'Canary{Anaplan}:3@?#ß',
};

/** Long random words that only a session id looks like: 40 characters or more of letters in both cases and digits. */
const OPAQUE = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{40,}/g;

describe('no secret leaves the credential', () => {
	let site: Site;
	/** Tokens that n8n keeps in the credential, where they belong. */
	let tokens: Set<string>;
	beforeEach(async () => {
		forgetHighest();
		const [user, ...others] = DEFAULT_TENANT.users;
		if (!user) throw new Error('the default tenant has no user');
		site = await Site.open({
			intacct: { profile: { senderPassword: CANARIES.senderPassword, userPassword: CANARIES.userPassword } },
			anaplan: { model: { ...DEFAULT_TENANT, users: [{ ...user, password: CANARIES.anaplanPassword }, ...others] } },
		});
		Object.assign(site.credentials.sageIntacctApi, { senderPassword: CANARIES.senderPassword, userPassword: CANARIES.userPassword });
		site.credentials.anaplanApi.password = CANARIES.anaplanPassword;
		tokens = new Set();
	});
	afterEach(async () => await site.close());

	/** Where a secret might have gone: the whole execution, what is kept, what the other side has noted. */
	const places = async (run: IRun): Promise<Record<string, string>> => ({
		run: everything(run.data.resultData), 'static data': JSON.stringify(site.staticData),
		'history of Sage Intacct': JSON.stringify(await site.history('intacct')), 'history of Anaplan': JSON.stringify(await site.history('anaplan')),
	});

	const expectClean = async (run: IRun): Promise<void> => {
		if (site.credentials.anaplanApi.token !== '') tokens.add(String(site.credentials.anaplanApi.token));
		const secrets = [...Object.values(CANARIES).flatMap(spellings), ...tokens];
		for (const [place, text] of Object.entries(await places(run))) {
			for (const secret of secrets) expect({ place, secret, found: text.includes(secret) }).toEqual({ place, secret, found: false });
			const sealedLeftOut = text.replace(/"sealed":"[^"]*"/g, '');
			expect({ place, opaque: sealedLeftOut.match(OPAQUE) ?? [] }).toEqual({ place, opaque: [] });
		}
	};

	it('the canaries are what the systems ask for, so a run that works has used them', async () => {
		const run = await site.run(vendorFlow());
		expect(errorsOf(run)).toEqual({});
		expect(site.credentials.anaplanApi.token).not.toBe('');
		await expectClean(run);
		expect(JSON.stringify(site.staticData)).toContain('"sealed":');
	});

	it('with files from end to end', async () => {
		const run = await site.run(vendorFlow({ asFile: true }));
		expect(errorsOf(run)).toEqual({});
		await expectClean(run);
	});

	it('every operation that only looks', async () => {
		const run = await site.run(workflowOf([
			anaplan('Workspaces', 'workspace', 'getMany'), anaplan('Models', 'model', 'getMany'), anaplan('Imports', 'import', 'getMany', TARGET), intacct('Vendors', 'record', 'getMany', { object: byName('VENDOR') }),
			intacct('Session', 'gateway', 'runFunction', { functionXml: '<getDimensions/>' }),
		]));
		expect(errorsOf(run)).toEqual({});
		await expectClean(run);
	});

	const HTML = { 'content-type': 'text/html' };
	const echo = (secret: string) => ({ kind: 'answer', status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ status: { code: 400, message: `bad request: ${secret}` } }) });

	it.each<[what: string, spoil: () => Promise<unknown> | unknown]>([
		['a wrong sender password', () => (site.credentials.sageIntacctApi.senderId = 'nobody')],
		['a wrong user', () => (site.credentials.sageIntacctApi.userId = 'nobody')],
		['a wrong company', () => (site.credentials.sageIntacctApi.companyId = 'Nowhere')],
		['a wrong Anaplan user', () => (site.credentials.anaplanApi.user = 'nobody@example.com')],
		['a gateway that nobody answers', () => (site.credentials.sageIntacctApi.gatewayUrl = 'http://127.0.0.1:9/ia/xml/xmlgw.phtml')],
		['an authentication service that nobody answers', () => (site.credentials.anaplanApi.authUrl = 'http://127.0.0.1:9')],
		['an API that nobody answers', () => (site.credentials.anaplanApi.apiUrl = 'http://127.0.0.1:9')],
		['a gateway over plain http elsewhere', () => (site.credentials.sageIntacctApi.gatewayUrl = 'http://gateway.example.com/x')],
		['connections that break', () => site.intacct.post('faults', { kind: 'reset-before', match: 'POST', times: -1 })],
		['answers that break', () => site.anaplan.post('faults', { kind: 'truncate', match: 'GET', times: -1, keep: 0.5 })],
		['an answer to the login that breaks', () => site.intacct.post('faults', { kind: 'cut-body', match: 'POST', times: -1, keep: 0.8 })],
		['an answer to the sign-in that breaks', () => site.anaplan.post('faults', { kind: 'cut-body', match: 'POST /token', times: -1, keep: 0.8 })],
		['maintenance', () => site.anaplan.post('faults', { kind: 'answer', status: 503, match: 'GET', times: -1, headers: HTML, body: '<html/>' })],
		['a server that quotes the password in its answer', () => site.anaplan.post('faults', { match: 'GET', times: -1, ...echo(CANARIES.anaplanPassword) })],
		['a session that the server calls invalid by its id, again and again', async () => {
			await site.run(vendorFlow(), { mode: 'manual' });
			await site.intacct.post('switches', { sessionDurationSeconds: 0 });
			await site.intacct.post('sessions/expire', {});
		}],
	])('a run that fails: %s', async (_what, spoil) => {
		await spoil();
		const run = await site.run(vendorFlow());
		expect(Object.keys(errorsOf(run))).not.toEqual([]);
		await expectClean(run);
	});

	it('recordings of requests in test/wire hold invented passwords and sessions only, and no sign-in header in clear', () => {
		const folder = join(__dirname, '../wire');
		const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
		expect(files.length).toBeGreaterThan(20);
		const found = files.flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').match(/<(?:password|sessionid)>[^<]*|authorization: .*/gi) ?? []);
		expect([...new Set(found)].sort()).toEqual([
			'<password>sender-secret', '<password>user-secret &amp; &lt;more&gt;', '<sessionid>k3Qz0example1..', 'authorization: AnaplanAuthToken ***', 'authorization: Basic ***', 'authorization: CACertificate ***',
		]);
	});
});
