import { FatalError } from '../../../src/core/errors';
import { endpointProblem, readEndpoints } from '../../../src/systems/acumatica';
import { collect, rejection } from '../../doubles/results';
import { json, jsonText } from '../../doubles/scripted-http';
import { clientOn, PLACE, scripted } from './fakes/client';
import { Site } from './fakes/site';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const schema = (properties: object): object => ({ allOf: [ref('Entity'), { type: 'object', properties }] });
const OPEN_API = {
	openapi: '3.0.1', info: { title: 'Default/24.200.001' },
	paths: { '/JournalTransaction': {}, '/JournalTransaction/{ids}': {}, '/JournalTransaction/$adHocSchema': {}, '/JournalTransaction/ReleaseJournalTransaction': {}, '/Vendor': {}, '/Widget': {}, '/Plain': {} },
	components: { schemas: {
		Entity: { type: 'object', properties: { id: { type: 'string' }, note: ref('StringValue') } },
		JournalTransaction: schema({ BatchNbr: ref('StringValue'), Hold: ref('BooleanValue'), LastModifiedDateTime: ref('DateTimeValue'), Details: { type: 'array', items: ref('JournalTransactionDetail') }, _workflowActions: { type: 'object' } }),
		JournalTransactionDetail: schema({ LineNbr: ref('IntValue'), DebitAmount: ref('DecimalValue'), Splits: { type: 'array', items: ref('Contact') } }),
		Vendor: schema({ VendorID: ref('StringValue'), MainContact: ref('Contact') }),
		Contact: schema({ Email: ref('StringValue'), Address: ref('Address'), Deeper: ref('Contact') }),
		Address: schema({ City: ref('StringValue') }),
		Widget: schema({ Name: ref('StringValue'), Price: ref('DecimalValue'), LastModified: ref('DateTimeValue'), Parts: { type: 'array', items: ref('Address') } }),
		Plain: schema({ Name: ref('StringValue') }),
	} },
};
const site = (tables = {}): Site => Object.assign(new Site(tables), { openApi: OPEN_API });

describe('the site\'s own document', () => {
	it('lists entities, fields, details and actions', async () => {
		const client = clientOn(site());
		expect(await client.entities()).toEqual(['JournalTransaction', 'Plain', 'Vendor', 'Widget']);
		expect(await client.describe('JournalTransaction')).toEqual({
			entity: 'JournalTransaction', details: ['Details'], linked: [], actions: ['ReleaseJournalTransaction'],
			fields: [
				{ path: 'BatchNbr', type: 'text', detail: '' }, { path: 'Hold', type: 'flag', detail: '' }, { path: 'LastModifiedDateTime', type: 'moment', detail: '' },
				{ path: 'Details/LineNbr', type: 'whole', detail: 'Details' }, { path: 'Details/DebitAmount', type: 'decimal', detail: 'Details' },
			],
		});
	});

	it('linked entities two levels deep', async () => {
		const { linked, fields } = await clientOn(site()).describe('Vendor');
		expect(linked).toEqual(['MainContact', 'MainContact/Address', 'MainContact/Deeper']);
		expect(fields.map(({ path }) => path)).toContain('MainContact/Address/City');
	});

	it('is fetched once, by tenant, and again after a failure', async () => {
		const { client, http } = scripted([json({}), json(OPEN_API)]);
		expect(await rejection(client.entities())).toBeInstanceOf(FatalError);
		await client.entities();
		await client.describe('Vendor');
		expect(http.lines).toEqual(Array(2).fill('GET /site/entity/Default/24.200.001/swagger.json?company=HarborMills'));
	});

	it('says what there is instead of an unknown entity', async () => {
		expect(await rejection(clientOn(site()).describe('Journal'))).toMatchObject({ facts: { said: 'this endpoint has no entity Journal; it has JournalTransaction' } });
	});
});

describe('any entity by name', () => {
	const WIDGETS = { Widget: [{ Name: 'A', Price: { digits: '1.50' }, LastModified: '2026-03-04T09:00:00+00:00' }], Plain: [{ Name: 'A' }] };

	it('is keyed by id unless told otherwise, and its stamp is found', async () => {
		const client = clientOn(site(WIDGETS));
		expect(await client.columns({ entity: 'Widget' })).toEqual(['id', 'Name', 'Price', 'LastModified']);
		const [record] = await collect(client.source({ entity: 'Widget', keyFields: ['Name'] }).records(null, '2026-03-05T00:00:00Z'));
		expect(record).toEqual({ key: 'A', stamp: '2026-03-04T09:00:00Z', fields: { Name: 'A', Price: '1.50', LastModified: '2026-03-04T09:00:00+00:00' } });
		expect((await collect(client.source({ entity: 'Widget' }).records(null, '2026-03-05T00:00:00Z')))[0]?.key).toMatch(/^0{8}-/);
	});

	it('without a stamp it is read whole', async () => {
		expect((await collect(clientOn(site(WIDGETS)).source({ entity: 'Plain', keyFields: ['Name'] }).unstamped())).map(({ key }) => key)).toEqual(['A']);
	});

	it('all fields of a known one, with a detail', async () => {
		expect(await clientOn(site()).columns({ entity: 'JournalTransaction', fields: 'all' }))
			.toEqual(['Module', 'BatchNbr', 'Details/LineNbr', 'Hold', 'LastModifiedDateTime', 'Details/DebitAmount']);
	});

	it('linked and custom fields are expanded and asked for', async () => {
		const server = site({ Vendor: [{ VendorID: 'V1', LastModifiedDateTime: '2026-03-04T09:00:00+00:00', MainContact: { Email: 'a@b', Address: { City: 'Riga' } } }] });
		const [record] = await collect(clientOn(server).records({ entity: 'Vendor', fields: ['MainContact/Address/City', 'BAccount.AttributeREGION'] }));
		expect(server.lists[0]?.query).toMatchObject({
			$expand: 'MainContact,MainContact/Address', $select: 'VendorID,MainContact/Address/City,LastModifiedDateTime', $custom: 'BAccount.AttributeREGION',
		});
		expect(record).toEqual({ VendorID: 'V1', 'MainContact/Address/City': 'Riga', 'BAccount.AttributeREGION': '', LastModifiedDateTime: '2026-03-04T09:00:00+00:00' });
	});

	it('a limit ends the reading early', async () => {
		const server = site({ Plain: ['A', 'B', 'C'].map((Name) => ({ Name })) });
		expect((await collect(clientOn(server).records({ entity: 'Plain', keyFields: ['Name'], limit: 2 }))).map(({ Name }) => Name)).toEqual(['A', 'B']);
		expect(server.lists.map(({ query }) => query.$top)).toEqual(['3']);
	});

	it.each(['../Account', 'Account/10', '', 'A b'])('refuses "%s" as a name', async (entity) => {
		expect(await rejection(collect(clientOn(site()).records({ entity, fields: ['X'], keyFields: ['X'], stampField: null })))).toBeInstanceOf(FatalError);
	});
});

describe('custom fields', () => {
	it('with the names by which they are selected and filtered', async () => {
		const schemaAnswer = '{"BatchNbr":{"type":"String"},"custom":{"BatchModule":{"AttributeSOURCE":{"type":"CustomStringField"},"CuryControlTotal":{"type":"CustomDecimalField"}}},"Details":[{"custom":{"GLTranModuleBatNbr":{"UsrX":{"type":"CustomBooleanField"}}}}]}';
		expect(await scripted([jsonText(schemaAnswer)]).client.customFields('JournalTransaction')).toEqual([
			{ path: 'BatchModule.AttributeSOURCE', type: 'CustomStringField', filterName: 'cf.String(f=\'BatchModule.AttributeSOURCE\')' },
			{ path: 'BatchModule.CuryControlTotal', type: 'CustomDecimalField', filterName: 'cf.Decimal(f=\'BatchModule.CuryControlTotal\')' },
			{ path: 'Details/GLTranModuleBatNbr.UsrX', type: 'CustomBooleanField', filterName: '' },
		]);
	});
});

describe('one record', () => {
	const server = () => new Site({ Account: [{ AccountCD: '10', Description: null }] });

	it('by key, unwrapped', async () => {
		expect(await clientOn(server()).record({ entity: 'Account', keys: ['10'] })).toMatchObject({ AccountCD: '10', Description: null });
		expect(await clientOn(server()).record({ entity: 'Account', keys: ['11'] })).toBeUndefined();
	});

	it.each(['a/b', 'a\\b', '..', '.', ''])('a key like "%s" never reaches the address', async (key) => {
		const http = server();
		expect(await rejection(clientOn(http).record({ entity: 'Account', keys: [key] }))).toBeInstanceOf(FatalError);
		expect(http.sent).toEqual([]);
	});
});

describe('endpoints of a site', () => {
	it('newest first, in either shape', () => {
		const rows: Array<Record<string, string>> = [{ name: 'Default', version: '9.200.001' }, { name: 'Default', version: '24.200.001', href: '/x' }, { name: 'Custom', version: '1' }];
		expect(readEndpoints(rows).endpoints.map(({ version }) => version)).toEqual(['1', '24.200.001', '9.200.001']);
		expect(readEndpoints({ version: { acumaticaBuildVersion: '25.1' }, endpoints: rows })).toMatchObject({ build: '25.1', endpoints: { length: 3 } });
		expect(() => readEndpoints({})).toThrow(FatalError);
	});

	it('a missing one is told by name or by version', () => {
		const has = readEndpoints([{ name: 'Default', version: '24.200.001' }]);
		expect(endpointProblem(has, { ...PLACE })).toBeUndefined();
		expect(endpointProblem(has, { ...PLACE, version: '26.200.001' })?.facts.said).toContain('of Default it has 24.200.001');
		expect(endpointProblem(has, { ...PLACE, endpoint: 'default' })?.facts.said).toContain('it has the endpoints Default');
	});

	it.each([[{ siteUrl: 'http://erp.example.com' }], [{ siteUrl: '' }], [{ version: '' }], [{ version: '../x' }], [{ endpoint: 'a/b' }]])('refuses the place %j', (part) => {
		expect(() => clientOn(new Site(), part)).toThrow(FatalError);
	});
});
