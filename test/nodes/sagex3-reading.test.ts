import type { IDataObject } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { forgetHighest } from './engine/run-workflow';
import { askSageX3, pairAnew, SAGEX3_WAYS } from './sagex3-asking';
import { Site } from './site';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

let site: Site;
beforeAll(async () => {
	site = await Site.open({ sagex3: {} });
});
beforeEach(() => forgetHighest());
afterAll(async () => await site.close());

const ask = async (authentication: string, resource: string, operation: string, parameters: IDataObject = {}): Promise<IDataObject[]> => {
	const { told, json } = await askSageX3(site, resource, operation, { authentication, ...parameters });
	expect(told).toBe('');
	return json;
};

const reset = async (switches: IDataObject = {}): Promise<void> => {
	await site.sagex3.post('reset', {});
	await site.sagex3.post('switches', switches);
	await pairAnew(site);
};

describe.each(SAGEX3_WAYS)('signed in by %s', (authentication) => {
	const isClassic = authentication === 'basic';
	beforeAll(async () => await reset());

	it('changes of suppliers, each with the key and stamp that a load confirms', async () => {
		const rows = await ask(authentication, 'record', 'getChanges', { object: byName('suppliers') });
		expect(rows.map(({ supplier }) => supplier)).toHaveLength(12);
		expect(rows[0]).toMatchObject({ _source: { key: rows[0]?.supplier, stream: expect.stringMatching(/^sagex3\/.*\/LINDEN(?:@v1\/service\/LINDEN\/graphql)?\/suppliers$/) as string }, _batch: { count: 12 } });
	});

	it('dimensions of one type, with a condition', async () => {
		const centres = await ask(authentication, 'record', 'getMany', { object: byName('dimensions'), ofTypes: ['CCT'], returnAll: true });
		expect(centres.map(({ code }) => code)).toEqual(['D10', 'D20', 'D30', 'D40', 'D50', 'D90']);
		const conditions = { condition: [{ field: isClassic ? 'BPSNUM' : 'code.code', operator: 'in', value: 'S0001, S0003' }] };
		expect((await ask(authentication, 'record', 'getMany', { object: byName('suppliers'), conditions, returnAll: true })).map(({ supplier }) => supplier)).toEqual(['S0001', 'S0003']);
	});

	it('one record: an account, and an order with its lines', async () => {
		expect(await ask(authentication, 'record', 'get', { object: byName('accounts'), recordKey: 'LUK|62000' })).toMatchObject([{ chart: 'LUK', account: '62000' }]);
		expect(await ask(authentication, 'record', 'get', { object: byName('purchaseOrders'), recordKey: 'POLM10001' })).toHaveLength(3);
		expect((await askSageX3(site, 'record', 'get', { authentication, object: byName('accounts'), recordKey: 'LUK|NONE' })).told).toContain('LUK|NONE');
		expect((await askSageX3(site, 'record', 'get', { authentication, object: byName('accounts'), recordKey: 'LUK|' })).told).toContain('is no key');
	});

	it('one record whose key has a letter that stands before analytical lines elsewhere', async () => {
		await site.sagex3.post('records', { folder: 'LINDEN', table: 'GACCOUNT', record: { COA: 'LUK', ACC: '6#1', DES: 'Odd' } });
		expect(await ask(authentication, 'record', 'get', { object: byName('accounts'), recordKey: 'LUK|6#1' })).toMatchObject([{ account: '6#1' }]);
	});

	it('dimension types with the columns that they become, fields, and an own query', async () => {
		expect((await ask(authentication, 'dimensionType', 'getMany')).map(({ id, column }) => `${String(id)} ${String(column)}`).sort()).toEqual(['BUS dimension_BUS', 'CCT dimension_CCT', 'PRJ dimension_PRJ', 'REG dimension_REG']);
		expect((await ask(authentication, 'record', 'getFields', { object: byName('accounts') })).filter(({ key }) => key === true).map(({ id }) => id)).toEqual(['chart', 'account']);
		const own = isClassic ? { queryApi: 'classic', queryClass: 'COMPANY' } : { queryApi: 'graphql', query: '{ x3System { company { query { totalCount } } } }' };
		expect(await ask(authentication, 'endpoint', 'runQuery', own)).toHaveLength(isClassic ? 2 : 1);
	});

	it('the lines of one entry, all of them', async () => {
		const rows = await ask(authentication, 'record', 'getMany', {
			object: byName('journalLines'), ledgerType: 'legal', rows: 'journal lines', returnAll: true,
			conditions: { condition: [{ field: isClassic ? 'NUM' : 'journalEntry.journalEntryNumber', operator: 'equalto', value: 'LM1-2603-0027' }] },
		});
		// Numbers count by type: a purchase has the same one.
		const lines = rows.filter(({ entryType }) => entryType === 'MIS').map(({ lineNumber }) => Number(lineNumber));
		expect([rows.length > 27, lines.sort((one, other) => one - other)]).toEqual([true, Array.from({ length: 27 }, (_, index) => index + 1)]);
	});

	it('no cursor as long as nothing was confirmed', async () => {
		expect(await ask(authentication, 'cursor', 'get')).toEqual([]);
	});
});

describe.each([[1, { generation: 'xtremX3' }], [2, { generation: 'sage2019' }], [3, { dimensionNames: 'code' }], [4, { introspection: false }]])('server %i of GraphQL, with %j', (number, switches) => {
	beforeAll(async () => await reset(switches));

	it('suppliers and cost centres come under the same names', async () => {
		// Field lists are kept for ten minutes by what the credential says.
		Object.assign(site.credentials.sageX3Api ?? {}, { serverUrl: `${site.urls.sagex3}${'/'.repeat(number)}` });
		const rows = await ask('connectedApplication', 'record', 'getMany', { object: byName('dimensions'), ofTypes: ['CCT'], returnAll: true });
		expect(rows.map(({ code }) => code)).toEqual(['D10', 'D20', 'D30', 'D40', 'D50', 'D90']);
		expect(await ask('connectedApplication', 'record', 'getMany', { object: byName('suppliers'), returnAll: true })).toHaveLength(12);
	});
});
