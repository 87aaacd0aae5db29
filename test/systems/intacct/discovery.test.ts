import { knownObjects } from '../../../src/systems/intacct';
import { equalTo } from '../../../src/systems/intacct/wire/filter';
import { collect, rejection } from '../../doubles/results';
import { answer, failure, loginAnswer, lookupAnswer, success } from './fakes/answers';
import { bench } from './fakes/client';
import { TableServer } from './fakes/table-server';

describe('discovery', () => {
	it('reads fields and relationships', async () => {
		const { client } = bench([loginAnswer(), lookupAnswer('APBILL', ['RECORDNO', '+REGION'])]);
		const description = await client.describe('APBILL');
		expect(description.object).toBe('APBILL');
		expect(description.fields.map(({ id, custom, type }) => [id, custom, type])).toEqual([['RECORDNO', false, 'TEXT'], ['REGION', true, 'TEXT']]);
		expect(description.relationships).toEqual([{ path: 'VENDOR', object: 'VENDOR', label: 'Vendor', kind: 'MANY2ONE' }]);
	});

	it('takes the name of an object from the attribute, its label from the text', async () => {
		const { client } = bench([loginAnswer(), answer({ result: success('inspect', '<data listtype="All" count="2"><type typename="asset_class">Asset Class</type><type typename="APBILL"></type></data>') })]);
		expect(await client.objects()).toEqual([{ object: 'asset_class', label: 'Asset Class' }, { object: 'APBILL', label: 'APBILL' }]);
	});

	it('lists the fields of inspect, with detail or without', async () => {
		const { client } = bench([loginAnswer(),
			answer({ result: success('inspect', '<data><Type Name="EMPLOYEE"><Fields><Field>RECORDNO</Field><Field>TITLE</Field></Fields></Type></data>') }),
			answer({ result: success('inspect', '<data><Type Name="APBILL"><Attributes/><Fields><Field><Name>RECORDNO</Name><DisplayLabel>x</DisplayLabel></Field></Fields></Type></data>') })]);
		expect(await client.inspect('EMPLOYEE')).toEqual(['RECORDNO', 'TITLE']);
		expect(await client.inspect('APBILL')).toEqual(['RECORDNO']);
	});

	it('a failed look-up is not remembered', async () => {
		const { client } = bench([loginAnswer(), failure('lookup', { code: 'X', description2: 'bad moment' }), lookupAnswer('APBILL', ['RECORDNO'])]);
		await rejection(client.describe('APBILL'));
		expect((await client.describe('APBILL')).fields).toHaveLength(1);
	});

	it('an object without fields or without a key says so', async () => {
		const { client } = bench([loginAnswer(), lookupAnswer('NOPE', []), lookupAnswer('VIEWX', ['AMOUNT'])]);
		expect(await rejection(collect(client.records({ object: 'NOPE' })))).toMatchObject({ facts: { said: 'Intacct lists no fields for this object' } });
		expect(await rejection(collect(client.records({ object: 'VIEWX' })))).toMatchObject({ facts: { said: expect.stringContaining('neither RECORDNO nor id') } });
	});
});

describe('records by filter', () => {
	const table = () => new TableServer({ VENDOR: Array.from({ length: 7 }, (_, index) => ({ RECORDNO: String(index + 1), VENDORID: `V-${index + 1}`, STATUS: index === 2 ? 'inactive' : 'active' })) });
	const read = async (request: Parameters<ReturnType<typeof bench>['client']['records']>[0]) => {
		const server = table();
		const { client } = bench(Array.from({ length: 20 }, () => server.answer));
		return { ids: (await collect(client.records(request))).map(({ VENDORID }) => VENDORID), server };
	};

	it('come once each, in the order of their key', async () => {
		const { ids } = await read({ object: 'VENDOR', fields: ['RECORDNO', 'VENDORID'], filter: equalTo('STATUS', 'active'), pageSize: 2 });
		expect(ids).toEqual(['V-1', 'V-2', 'V-4', 'V-5', 'V-6', 'V-7']);
	});

	it.each([[0, 0, 0], [1, 1, 1], [3, 3, 2], [7, 7, 4], [99, 7, 4]])('at most %d of them', async (limit, count, queries) => {
		const { ids, server } = await read({ object: 'VENDOR', fields: ['RECORDNO', 'VENDORID'], limit, pageSize: 2 });
		expect(ids).toHaveLength(count);
		expect(server.queries.length).toBe(queries);
	});
});

describe('the table of objects', () => {
	it('knows every entity that planning needs', () => {
		expect(knownObjects().map(({ object }) => object)).toEqual(expect.arrayContaining(['GLACCOUNT', 'DEPARTMENT', 'LOCATION', 'CLASS', 'PROJECT', 'VENDOR', 'APBILL', 'APBILLITEM', 'APPYMT', 'APPYMTDETAIL', 'GLDETAIL', 'GLENTRY', 'GLBATCH']));
	});

	it('says when a payable was made by another field than its document date', () => {
		const created = Object.fromEntries(knownObjects().map(({ object, createdField }) => [object, createdField]));
		expect(created).toMatchObject({ APBILL: 'AUWHENCREATED', APPYMT: 'AUWHENCREATED', GLACCOUNT: 'WHENCREATED' });
	});

	it('wants no field that the server computes anew every day, and none twice', () => {
		for (const { wanted, object } of knownObjects()) {
			expect([object, wanted.includes('DUE_IN_DAYS')]).toEqual([object, false]);
			expect([object, new Set(wanted).size]).toEqual([object, wanted.length]);
		}
	});
});
