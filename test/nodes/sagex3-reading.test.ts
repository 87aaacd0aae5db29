import type { ICredentialDataDecryptedObject, IDataObject, IRun } from 'n8n-workflow';
import { SageX3Api } from '../../credentials/SageX3Api.credentials';
import { SageX3BasicApi } from '../../credentials/SageX3BasicApi.credentials';
import { byName } from '../../examples/source/workflow-builder';
import { SageX3 } from '../../nodes/SageX3/SageX3.node';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startSageX3 } from '../../simulators/sagex3';
import { errorsOf, forgetHighest, outputOf, runWorkflow, type EngineWorkflow } from './engine/run-workflow';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const TYPE = 'n8n-nodes-erp-anaplan.sageX3';
const NODE = 'Ask';
const WAYS = [['connectedApplication', 'sageX3Api'], ['basic', 'sageX3BasicApi']] as const;

let simulator: RunningSimulator;
let credentials: Record<string, ICredentialDataDecryptedObject>;
beforeAll(async () => {
	simulator = await startSageX3();
	const place = { serverUrl: simulator.url, endpoint: 'LINDEN' };
	credentials = {
		sageX3Api: { ...place, clientId: 'linden-connected-app', clientSecret: 'linden-connected-secret', user: 'ANAPLAN', audience: '', validitySeconds: 300 },
		sageX3BasicApi: { ...place, user: 'ANAPLAN', password: 'anaplan-secret', api: 'find out' },
	};
});
beforeEach(() => forgetHighest());
afterAll(async () => await simulator.close());

const workflowOf = (authentication: string, credential: string, resource: string, operation: string, parameters: IDataObject): EngineWorkflow => ({
	id: 'sagex3', name: 'sagex3', connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	nodes: [
		{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: 'ask', name: NODE, type: TYPE, typeVersion: 1, position: [0, 0], parameters: { authentication, resource, operation, ...parameters } as never, credentials: { [credential]: { id: '1', name: credential } } },
	],
});

const run = async (way: (typeof WAYS)[number], resource: string, operation: string, parameters: IDataObject = {}): Promise<IRun> =>
	await runWorkflow(workflowOf(way[0], way[1], resource, operation, parameters), {
		nodeTypes: { [TYPE]: new SageX3() }, credentialTypes: { sageX3Api: new SageX3Api(), sageX3BasicApi: new SageX3BasicApi() }, credentials, startNode: 'Start',
	});

const ask = async (way: (typeof WAYS)[number], resource: string, operation: string, parameters: IDataObject = {}): Promise<IDataObject[]> => {
	const done = await run(way, resource, operation, parameters);
	expect(errorsOf(done)).toEqual({});
	return outputOf(done, NODE).map(({ json }) => json);
};

describe.each(WAYS)('signed in by %s', (authentication, credential) => {
	const way = [authentication, credential] as (typeof WAYS)[number];

	it('changes of suppliers, each with the key and stamp that a load confirms', async () => {
		const rows = await ask(way, 'record', 'getChanges', { object: byName('suppliers') });
		expect(rows.map(({ supplier }) => supplier)).toHaveLength(12);
		expect(rows[0]).toMatchObject({ _source: { key: rows[0]?.supplier, stream: expect.stringMatching(/^sagex3\/.*\/LINDEN\/suppliers/) as string }, _batch: { count: 12 } });
	});

	it('dimensions of one type, with a condition', async () => {
		const centres = await ask(way, 'record', 'getMany', { object: byName('dimensions'), ofTypes: ['CCT'], returnAll: true });
		expect(centres.map(({ code }) => code)).toEqual(['D10', 'D20', 'D30', 'D40', 'D50', 'D90']);
		const conditions = { condition: [{ field: authentication === 'basic' ? 'BPSNUM' : 'code.code', operator: 'in', value: 'S0001, S0003' }] };
		expect((await ask(way, 'record', 'getMany', { object: byName('suppliers'), conditions, returnAll: true })).map(({ supplier }) => supplier)).toEqual(['S0001', 'S0003']);
	});

	it('one record: an account, and an order with its lines', async () => {
		expect(await ask(way, 'record', 'get', { object: byName('accounts'), recordKey: 'LUK|62000' })).toMatchObject([{ chart: 'LUK', account: '62000' }]);
		expect(await ask(way, 'record', 'get', { object: byName('purchaseOrders'), recordKey: 'POLM10001' })).toHaveLength(3);
		expect(errorsOf(await run(way, 'record', 'get', { object: byName('accounts'), recordKey: 'LUK|NONE' }))).toEqual({ [NODE]: expect.stringContaining('LUK|NONE') as string });
	});

	it('dimension types with the columns that they become, fields, and an own query', async () => {
		expect((await ask(way, 'dimensionType', 'getMany')).map(({ id, column }) => `${String(id)} ${String(column)}`).sort()).toEqual(['BUS dimension_BUS', 'CCT dimension_CCT', 'PRJ dimension_PRJ', 'REG dimension_REG']);
		expect((await ask(way, 'record', 'getFields', { object: byName('accounts') })).filter(({ key }) => key === true).map(({ id }) => id)).toEqual(['chart', 'account']);
		const own = authentication === 'basic' ? { queryApi: 'classic', queryClass: 'COMPANY' } : { queryApi: 'graphql', query: '{ x3System { company { query { totalCount } } } }' };
		expect(await ask(way, 'endpoint', 'runQuery', own)).toHaveLength(authentication === 'basic' ? 2 : 1);
	});
});

it('a wrong secret is explained and not shown', async () => {
	credentials.sageX3Api = { ...credentials.sageX3Api, clientSecret: 'Canary-Secret-77' };
	const failed = await run(WAYS[0], 'record', 'getMany', { object: byName('companies') });
	expect(errorsOf(failed)[NODE]).toMatch(/Error 50/);
	expect(JSON.stringify(failed.data.resultData)).not.toContain('Canary');
});
