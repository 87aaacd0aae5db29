import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { intacct, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const supply = { name: 'Rows', type: 'supply' } as const;
const VENDOR = { object: byName('VENDOR') };
const condition = (field: string, operator: string, value: string) => ({ conditions: { condition: [{ field, operator, value }] } });

describe('operations of the Sage Intacct node, through n8n\'s own engine', () => {
	let site: Site;
	const single = async (resource: string, operation: string, parameters: Record<string, unknown> = {}, onError?: 'continueRegularOutput') => {
		const run = await site.run(workflowOf([supply, intacct('Ask', resource, operation, parameters, { onError })]));
		const items = outputOf(run, 'Ask');
		return { items, json: items.map(({ json }) => json), error: errorOf(run, 'Ask'), hints: hintsOf(run, 'Ask') };
	};

	beforeAll(async () => {
		site = await Site.open();
	});
	beforeEach(() => site.supply('Rows', [{}]));
	afterAll(async () => await site.close());

	describe('Get Many', () => {
		it('returns records up to the limit, as text', async () => {
			const { json } = await single('record', 'getMany', { ...VENDOR, limit: 2 });
			expect(json.map(({ VENDORID }) => VENDORID)).toEqual(['V-10', 'V-11']);
			for (const value of Object.values(json[0] ?? {})) expect(typeof value).toBe('string');
		});

		it('returns all of them, leading zeros and letters of all languages untouched', async () => {
			const { json } = await single('record', 'getMany', { ...VENDOR, returnAll: true });
			expect(json.map(({ VENDORID, NAME }) => [VENDORID, NAME])).toEqual(expect.arrayContaining([['0042', 'Zero Leading Ltd'], ['V-14', 'Łódź Systems Sp. z o.o.'], ['V-16', 'Bright <Lights> 株式会社']]));
			expect(json).toHaveLength(8);
		});

		it('filters by all conditions, lists separated by commas', async () => {
			expect((await single('record', 'getMany', { ...VENDOR, ...condition('VENDORID', 'in', 'V-10, 0042') })).json.map(({ VENDORID }) => VENDORID)).toEqual(['V-10', '0042']);
			expect((await single('record', 'getMany', { ...VENDOR, ...condition('VENDORID', 'like', 'V-1_') })).json).toHaveLength(6);
			const both = { conditions: { condition: [{ field: 'VENDORID', operator: 'like', value: 'V-%' }, { field: 'CURRENCY', operator: 'notequalto', value: 'USD' }] } };
			expect((await single('record', 'getMany', { ...VENDOR, ...both })).json.map(({ VENDORID }) => VENDORID)).toEqual(['V-14', 'V-20']);
		});

		it('returns chosen fields or all of them', async () => {
			const chosen = await single('record', 'getMany', { ...VENDOR, limit: 1, fieldChoice: 'chosen', fields: ['VENDORID', 'TERMNAME'] });
			expect(chosen.json).toEqual([{ RECORDNO: '33', VENDORID: 'V-10', TERMNAME: 'Net 30' }]);
			const all = await single('record', 'getMany', { ...VENDOR, limit: 1, fieldChoice: 'all' });
			expect(Object.keys(all.json[0] ?? {}).length).toBeGreaterThan(10);
		});

		it('has every field in every record, although the server leaves empty ones out', async () => {
			await site.intacct.post('switches', { omitNullElements: true });
			const { json } = await single('record', 'getMany', { ...VENDOR, returnAll: true });
			await site.intacct.post('switches', { omitNullElements: false });
			for (const record of json) expect(Object.keys(record)).toEqual(Object.keys(json[0] ?? {}));
			expect(json.find(({ VENDORID }) => VENDORID === '0042')?.WHENMODIFIED).toBe('');
		});

		it('leaves records out that are private to entities when told so', async () => {
			const { json } = await single('record', 'getMany', { ...VENDOR, returnAll: true, options: { includePrivate: false } });
			expect(json.map(({ VENDORID }) => VENDORID)).not.toContain('V-20');
		});

		it('writes a file', async () => {
			const { items } = await single('record', 'getMany', { ...VENDOR, returnAll: true, output: 'file', outputProperty: 'sheet', fieldChoice: 'chosen', fields: ['VENDORID', 'NAME'] });
			expect(items).toHaveLength(1);
			expect(items[0]?.binary?.sheet).toMatchObject({ fileName: 'VENDOR.csv', mimeType: 'text/csv' });
			const lines = (await binaryText(items[0], 'sheet')).trim().split('\n');
			expect(lines).toHaveLength(9);
			expect(lines[0]).toBe('_key,_stamp,RECORDNO,VENDORID,NAME');
			expect(lines[3]).toBe('35,,35,V-12,"O\'Brien ""Fast"" Couriers"');
		});

		it('takes the object from an expression, once for each input item', async () => {
			site.supply('Rows', [{ json: { what: 'DEPARTMENT' } }, { json: { what: 'LOCATION' } }]);
			const { items } = await single('record', 'getMany', { object: byName('={{ $json.what }}'), returnAll: true });
			expect(items.filter(({ json }) => json.DEPARTMENTID !== undefined).map(({ pairedItem }) => pairedItem)).toEqual(Array(5).fill({ item: 0 }));
			expect(items.filter(({ json }) => json.LOCATIONID !== undefined && json.DEPARTMENTID === undefined).map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 1 }));
		});

		it('goes on with the next item after one that failed, when the user wants that', async () => {
			site.supply('Rows', [{ json: { what: 'NOSUCHTHING' } }, { json: { what: 'LOCATION' } }]);
			const { items } = await single('record', 'getMany', { object: byName('={{ $json.what }}'), returnAll: true }, 'continueRegularOutput');
			expect(items[0]).toMatchObject({ json: { error: expect.stringContaining('NOSUCHTHING') as string }, pairedItem: { item: 0 } });
			expect(items.slice(1)).toHaveLength(3);
		});
	});

	describe('Get Changes', () => {
		it('announces the batch with the first record and the origin with each', async () => {
			const { json, hints } = await single('record', 'getChanges', VENDOR);
			expect(json).toHaveLength(8);
			expect(json[0]?._batch).toMatchObject({ v: 1, stream: 'intacct/BluefinTools/top/VENDOR', from: null, count: 8 });
			expect(json.slice(1).every((item) => item._batch === undefined)).toBe(true);
			const [first] = json;
			expect(first?._source).toEqual({ stream: 'intacct/BluefinTools/top/VENDOR', key: first?.RECORDNO, stamp: expect.stringMatching(/Z$/) as string, batch: (first?._batch as { id: string }).id });
			expect(hints).toEqual([expect.stringMatching(/^VENDOR: 8 records from the beginning, up to .*Z\.$/), expect.stringContaining('No Anaplan load follows this node')]);
		});

		it('writes a file with key and stamp columns, and tells the batch beside it', async () => {
			const { items } = await single('record', 'getChanges', { ...VENDOR, output: 'file', fieldChoice: 'chosen', fields: ['VENDORID'] });
			expect(items[0]?.json).toMatchObject({ object: 'VENDOR', records: 8, changedFrom: 'beginning', _batch: { count: 8 } });
			const lines = (await binaryText(items[0], 'data')).trim().split('\n');
			expect(lines[0]).toBe('_key,_stamp,RECORDNO,VENDORID,WHENMODIFIED');
			expect(lines).toHaveLength(9);
		});

		it('reads since a given moment without touching a cursor', async () => {
			const before = site.cursors();
			await site.intacct.post('records', { object: 'LOCATION', record: { LOCATIONID: 'E100', NAME: 'Home' }, stamp: '2026-03-05T00:00:00Z' });
			const { json } = await single('record', 'getChanges', { object: byName('LOCATION'), options: { changedSince: '2026-03-05T00:00:00Z' } });
			expect(json.length).toBeGreaterThan(0);
			const { error } = await single('record', 'getChanges', { object: byName('LOCATION'), options: { changedSince: '2100-01-01T00:00:00Z' } });
			expect(error?.message).toContain('the server\'s clock says');
			expect(json.every((item) => item._batch === undefined)).toBe(true);
			expect(site.cursors()).toBe(before);
		});

		it('refuses a moment that is none', async () => {
			const { error } = await single('record', 'getChanges', { ...VENDOR, options: { changedSince: 'yesterday' } });
			expect(error).toMatchObject({ message: '"Changed Since" is not a moment: yesterday', description: expect.stringContaining('2026-03-01T00:00:00Z') as string });
		});
	});

	it('Get Deletions tells what was deleted, by the record\'s own key', async () => {
		await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-GONE', NAME: 'Gone' } });
		const { records } = await site.intacct.get<{ records: Array<Record<string, string>> }>('records?object=VENDOR');
		await site.intacct.post('delete', { object: 'VENDOR', recordno: records.find(({ VENDORID }) => VENDORID === 'V-GONE')?.RECORDNO });
		await site.intacct.post('clock', { advanceMs: 5_000 });
		await site.intacct.post('sessions/expire', {});
		const { json } = await single('record', 'getDeletions', VENDOR);
		expect(json.at(-1)).toMatchObject({ DELETEDKEY: 'V-GONE', OBJECTTYPE: 'vendor', ACCESSMODE: expect.stringMatching(/^D/) as string });
	});

	it('Get Fields tells the fields as this company has them', async () => {
		const { json } = await single('record', 'getFields', VENDOR);
		expect(json).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'VENDORID', label: expect.any(String) as string })]));
	});

	describe('reports', () => {
		it('account balances by period and by dates are the same text amounts', async () => {
			const options = { options: { locationId: 'E100', showDepartments: true } };
			const named = await single('report', 'getAccountBalances', { period: 'name', periodName: 'Month Ended February 2026', ...options });
			expect(named.error).toBeUndefined();
			expect(named.json.length).toBeGreaterThan(0);
			const dated = await single('report', 'getAccountBalances', { period: 'dates', startDate: '2026-02-01', endDate: '2026-02-28', ...options });
			expect(dated.json).toEqual(named.json);
			for (const row of named.json) for (const value of Object.values(row)) expect(typeof value).not.toBe('number');
		});

		it('an unknown reporting period is refused in the server\'s words', async () => {
			const { error } = await single('report', 'getAccountBalances', { period: 'name', periodName: 'Month Ended Smarch 2026', options: { locationId: 'E100' } });
			expect(error?.message).toContain('Sage Intacct');
			expect(error?.description).toBeTruthy();
		});

		it('aging adds up to the open bills of the vendors', async () => {
			const { json, error } = await single('report', 'getApAging', { asOf: '2026-02-28', ageBy: 'billDate', amounts: 'transaction' });
			expect(error).toBeUndefined();
			expect(json.length).toBeGreaterThan(0);
			expect(json.every(({ controlDifference }) => typeof controlDifference === 'string')).toBe(true);
		});
	});

	it('Run Function returns the result of the user\'s own XML', async () => {
		const { json, error } = await single('gateway', 'runFunction', { functionXml: '<getDimensions/>' });
		expect(error).toBeUndefined();
		expect(JSON.stringify(json[0])).toContain('DEPARTMENT');
	});

	it('Run Function refuses text that is no XML, before it is sent', async () => {
		const before = await site.mark('intacct');
		const { error } = await single('gateway', 'runFunction', { functionXml: '<getDimensions>' });
		expect(error).toBeDefined();
		expect((await site.history('intacct', before)).filter(({ kind }) => kind === 'request')).toEqual([]);
	});
});
