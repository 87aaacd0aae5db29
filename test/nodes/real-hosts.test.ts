import nock from 'nock';
import type { IRun } from 'n8n-workflow';
import { AnaplanApi } from '../../credentials/AnaplanApi.credentials';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { errorOf, outputOf, runWorkflow } from './engine/run-workflow';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const BASIC = `Basic ${Buffer.from('integration@example.com:secret-of-the-user').toString('base64')}`;

const list = async (): Promise<IRun> => await runWorkflow(workflowOf([anaplan('List', 'workspace', 'getMany')]), {
	nodeTypes: { 'n8n-nodes-erp-anaplan.anaplan': new Anaplan() },
	credentialTypes: { anaplanApi: new AnaplanApi() },
	credentials: { anaplanApi: { token: '', user: 'integration@example.com', password: 'secret-of-the-user', apiUrl: 'https://api.anaplan.com', authUrl: 'https://auth.anaplan.com' } },
	startNode: 'Test this workflow',
});

/** The simulators listen on this machine only; here n8n's own HTTP goes to the hosts that a customer has, as far as the wire. */
describe('Anaplan\'s own hosts, through n8n\'s own HTTP', () => {
	beforeAll(() => nock.disableNetConnect());
	afterEach(() => nock.cleanAll());
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});

	const login = (): nock.Scope => nock('https://auth.anaplan.com', { reqheaders: { authorization: BASIC } })
		.post('/token/authenticate').reply(201, { status: 'SUCCESS', tokenInfo: { tokenValue: 'token-of-the-user', expiresAt: Date.now() + 2_100_000 } });

	it('the password goes to the authentication host, the token to the API host, each to no other', async () => {
		const auth = login();
		const api = nock('https://api.anaplan.com', { reqheaders: { authorization: 'AnaplanAuthToken token-of-the-user', accept: 'application/json' } })
			.get('/2/0/workspaces').reply(200, { status: { code: 200 }, meta: { paging: { currentPageSize: 1, totalSize: 1, offset: 0 } }, workspaces: [{ id: '8a868cd97f1c22d5018120c4d3e70b51', name: 'Finance', active: true }] });
		const run = await list();
		expect(errorOf(run, 'List')).toBeUndefined();
		expect(outputOf(run, 'List').map(({ json }) => json.name)).toEqual(['Finance']);
		auth.done();
		api.done();
	});

	it('a redirect is not followed, so a token never leaves for another host', async () => {
		login();
		nock('https://api.anaplan.com').get('/2/0/workspaces').reply(302, '', { location: 'https://elsewhere.example.com/2/0/workspaces' });
		const elsewhere = nock('https://elsewhere.example.com').get('/2/0/workspaces').reply(200, {});
		expect(errorOf(await list(), 'List')?.message).toContain('302');
		expect(elsewhere.isDone()).toBe(false);
	});
});
