import { FatalError, RetryableError } from '../../src/core/errors';
import { ownText } from '../../src/systems/acumatica';
import { collect, keysOf, rejection } from '../doubles/results';
import { NOON } from './simulated-site';
import { ContractSite, CONTROLLER } from './acumatica-site';

const END = '2027-01-01T00:00:00Z';

describe('what a site answers', () => {
	let site: ContractSite;
	beforeEach(async () => {
		site = await ContractSite.start();
	});
	afterEach(() => site.close());

	it.each([{ bareEndpointList: false, absoluteLinks: false }, { bareEndpointList: true, absoluteLinks: true }])('its endpoints, own ones for those who are signed in (%j)', async (switches) => {
		await site.switches(switches);
		const client = site.client();
		// Only who is signed in sees the own ones, and the sign-in comes with the first request.
		expect((await client.endpoints()).endpoints).toEqual([
			{ name: 'Default', version: '25.200.001' }, { name: 'Default', version: '24.200.001' }, { name: 'PlanConnect', version: '1.0' },
		]);
		expect((await site.client({ http: site.http }).endpoints()).endpoints.map(({ name }) => name)).toEqual(['Default', 'Default']);
		expect((await client.checkEndpoint()).build).toBe(switches.bareEndpointList ? '' : '25.201.0111');
	});

	it('a wrong version says which ones the site has, whatever was asked', async () => {
		await site.switches({ endpoints: '24.200.001' });
		const client = site.client({ version: '25.200.001' });
		for (const work of [
			() => client.checkEndpoint(), () => collect(client.source({ entity: 'Account' }).records(null, END)), () => client.describe('Account'),
			() => client.record({ entity: 'Account', keys: ['52000'] }), () => client.inquire({ entity: 'CompaniesStructure', parameters: {} }),
		]) {
			const error = await rejection(work());
			expect(error).toBeInstanceOf(FatalError);
			expect(String(error)).toMatch(/has no Default\/25\.200\.001; of Default it has 24\.200\.001/);
		}
		await expect(site.client({ endpoint: 'PlanConnekt', version: '1.0' }).checkEndpoint()).rejects.toThrow(/PlanConnect/);
	});

	it('a wrong virtual directory is a wrong address', async () => {
		await expect(site.client({ siteUrl: site.simulator.url, http: site.http }).checkEndpoint()).rejects.toMatchObject({ facts: { remedy: expect.stringContaining('virtual directory') as string } });
	});

	it('a wrong entity', async () => {
		const client = site.client();
		await expect(client.describe('Department')).rejects.toThrow(/no entity Department/);
		await expect(collect(client.source({ entity: 'Department', fields: ['X'], stampField: null }).unstamped())).rejects.toBeInstanceOf(FatalError);
	});

	it('a wrong field is named, in the selection and in the filter', async () => {
		const client = site.client();
		await expect(collect(client.source({ entity: 'Account', fields: ['Descriptoin'] }).records(null, END))).rejects.toThrow(/has no Descriptoin/);
		await expect(collect(client.source({ entity: 'JournalTransaction', fields: ['Details/AccountID'] }).records(null, END))).rejects.toThrow(/has no Details\/AccountID/);
		await expect(collect(client.source({ entity: 'Account', filter: ownText('Tpye eq \'Asset\'')! }).records(null, END))).rejects.toThrow(/Tpye/);
		await expect(collect(client.source({ entity: 'Account', fields: ['AccountRecords.UsrNothing'] }).records(null, END))).rejects.toThrow(/UsrNothing/);
	});

	it('a planning field that this version lacks is left out, in every form of the 500', async () => {
		for (const body of [
			{ message: 'An error has occurred.', exceptionMessage: 'The given key was not present in the dictionary.', exceptionType: 'System.Collections.Generic.KeyNotFoundException' },
			{ message: 'An error has occurred.', exceptionMessage: 'The given key \'PostOption\' was not present in the dictionary.' },
			{ message: 'An error has occurred.', exceptionMessage: 'Export failed.', exceptionType: 'PX.Data.PXException', innerException: {
				message: 'x', exceptionMessage: 'The given key was not present in the dictionary.', exceptionType: 'System.Collections.Generic.KeyNotFoundException',
			} },
		]) {
			const fault = { kind: 'answer', status: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), match: 'Account\\?.*PostOption', times: -1 };
			await site.control('faults', fault);
			const swagger = { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, match: 'swagger', times: -1, body: await withoutField('Account', 'PostOption') };
			await site.control('faults', swagger);
			const records = await collect(site.client().source({ entity: 'Account' }).records(null, END));
			expect(records[0]?.fields).toMatchObject({ AccountCD: '10100', PostOption: '', Description: 'Operating bank' });
			expect(records.length).toBe((await site.records('Account')).length);
			await site.control('faults', undefined, 'DELETE');
		}
	});

	const withoutField = async (entity: string, field: string): Promise<string> => {
		const document = JSON.parse(await (await fetch(`${site.url}/entity/Default/25.200.001/swagger.json`)).text()) as { components: { schemas: Record<string, { allOf: Array<{ properties?: Record<string, unknown> }> }> } };
		for (const part of document.components.schemas[entity]?.allOf ?? []) delete part.properties?.[field];
		return JSON.stringify(document);
	};

	it('a filter whose value has another type than its field', async () => {
		await expect(collect(site.client().records({ entity: 'Account', filter: ownText('Active eq \'true\'')! }))).rejects.toMatchObject({ facts: { remedy: expect.stringContaining('another type') as string } });
	});

	it('a record that is not there is undefined, by key and by id', async () => {
		const client = site.client();
		expect(await client.record({ entity: 'Account', keys: ['99999'] })).toBeUndefined();
		expect(await client.record({ entity: 'JournalTransaction', keys: ['GL', 'GL9999999'] })).toBeUndefined();
		expect(await client.record({ entity: 'Account', keys: ['00000000-0000-0000-0000-000000000000'] })).toBeUndefined();
	});

	it('what cannot be listed is said and not repeated', async () => {
		const client = site.client();
		for (const entity of ['AccountSummaryInquiry', 'CompaniesStructure']) {
			const before = site.sent.length;
			const error = await rejection(collect(client.records({ entity, fields: ['id'] })));
			expect(error).toMatchObject({ facts: { said: expect.stringContaining('Optimization cannot be performed.') as string, remedy: expect.stringContaining('inquiries are asked') as string } });
			expect(site.sent.slice(before).filter(({ url }) => url.includes(`/${entity}?`)).length).toBe(1);
		}
	});

	describe('a list that is refused because something of it is computed', () => {
		it('is narrowed to its keys, and each record is read by its address: by id where the keys are not known', async () => {
			const client = site.client();
			const history = await collect(client.source({ entity: 'Payment', detail: 'ApplicationHistory', fields: ['ReferenceNbr', 'ApplicationHistory/AmountPaid'] }).records(null, END));
			expect(history.map(({ fields }) => [fields.ReferenceNbr, fields['ApplicationHistory/AmountPaid']])).toEqual([['000001', '500.0000']]);
			expect((await client.record({ entity: 'Payment', keys: ['Payment', '000001'], expand: ['ApplicationHistory'] }))?.ApplicationHistory).toMatchObject([{ AmountPaid: '500.0000' }]);
		});

		const SITES = ['Bill/Details', 'JournalTransaction/Details', 'JournalTransaction/Status', 'ProjectBudget/ActualAmount'];
		it.each(SITES)('gives the same records, keys and stamps as elsewhere (%s)', async (delegate) => {
			const [entity = '', part] = delegate.split('/');
			const client = site.client();
			const options = { entity, pageSize: 4, ...(part === 'Details' && { detail: part }) };
			const usual = await collect(client.source(options).records(null, END));
			await site.switches({ delegates: delegate });
			expect(await collect(client.source(options).records(null, END))).toEqual(usual);
			// Marks of lines need the lines; those of headers can be listed as ever.
			expect(keysOf(await collect(client.source(options).marks(null, END)))).toEqual(keysOf(usual));
		});

		it('leaves out only what was deleted since it was listed', async () => {
			await site.switches({ delegates: 'JournalTransaction/Details' });
			const client = site.client();
			const all = await collect(client.source({ entity: 'JournalTransaction' }).records(null, END));
			await site.later(1, 'delete', { entity: 'JournalTransaction', key: 'GL/GL0000003' }, 'JournalTransaction/');
			const rest = keysOf(await collect(client.source({ entity: 'JournalTransaction' }).records(null, END)));
			expect(rest).toEqual(keysOf(all).filter((key) => !key.startsWith('GL/GL0000003/')));
		});

		it('an id that is not found any more proves nothing, so the read ends', async () => {
			await site.later(1, 'delete', { entity: 'Payment', key: 'Payment/000001' }, 'Payment/');
			const work = collect(site.client().source({ entity: 'Payment', detail: 'ApplicationHistory', fields: ['ApplicationHistory/AmountPaid'] }).records(null, END));
			expect(await rejection(work)).toBeInstanceOf(RetryableError);
		});
	});

	it('rights, features and set-up that are missing are named', async () => {
		await site.switches({ denied: 'Subaccount', notConfigured: 'JournalTransaction' });
		const client = site.client();
		await expect(collect(client.source({ entity: 'Subaccount' }).unstamped())).rejects.toThrow(/Subaccounts \(GL203000\)/);
		await expect(collect(client.source({ entity: 'JournalTransaction' }).records(null, END))).rejects.toMatchObject({ facts: { remedy: expect.stringContaining('preferences form') as string } });
	});

	it('too many fields outside of the contract', async () => {
		await site.switches({ wideSelect: 1 });
		const before = site.sent.length;
		const fields = ['BatchModule.BatchType', 'BatchModule.CuryDebitTotal'];
		const error = await rejection(collect(site.client().source({ entity: 'JournalTransaction', fields }).records(null, END)));
		expect(error).toMatchObject({ facts: { remedy: expect.stringMatching(/fewer/) as string } });
		expect(site.sent.slice(before).filter(({ url }) => url.includes('JournalTransaction?')).length).toBe(1);
	});

	it('the server\'s time is the site\'s, in whole seconds, and that of its stamps', async () => {
		const now = await site.client().serverTime();
		expect(Math.abs(Date.parse(now) - NOON)).toBeLessThan(60_000);
		expect(now).toMatch(/^2026-05-20T12:00:\d\dZ$/);
		await site.control('clock', { setMs: Date.UTC(2026, 11, 31, 23, 59, 58) });
		const { stamp } = await site.save('Account', { AccountCD: '52000', Description: 'now' });
		const later = await site.client().serverTime();
		expect(later >= `${stamp.slice(0, 19)}Z`).toBe(true);
		expect(later.slice(0, 16)).toMatch(/^2026-12-31T23:59|^2027-01-01T00:00/);
	});

	it('archived records come only when they are asked for', async () => {
		const client = site.client();
		const source = (archived: boolean) => client.source({ entity: 'JournalTransaction', detail: null, archived });
		const [shown, all] = await Promise.all([false, true].map(async (archived) => keysOf(await collect(source(archived).records(null, END)))));
		expect(all?.length).toBe((shown?.length ?? 0) + 1);
		expect(all?.filter((key) => !shown?.includes(key))).toEqual(['GL/GL0000010']);
		expect(source(true).stream).not.toBe(source(false).stream);
		expect((await client.record({ entity: 'JournalTransaction', keys: ['GL', 'GL0000010'] }))).toBeUndefined();
		expect((await client.record({ entity: 'JournalTransaction', keys: ['GL', 'GL0000010'], archived: true }))?.Description).toBe('Old correction');
	});

	it('records in a restriction group are not there for this user, and are for another', async () => {
		await site.switches({ restrictionGroups: true });
		const read = async (who: Parameters<ContractSite['signIn']>[0]) => keysOf(await collect(site.client({ http: site.signIn(who).http }).source({ entity: 'JournalTransaction', detail: null }).records(null, END)));
		const [mine, theirs] = [await read({}), await read(CONTROLLER)];
		expect(theirs.filter((key) => !mine.includes(key)).length).toBe(1);
	});

	it('swagger.json and the custom fields are there for every entity of the endpoint', async () => {
		const client = site.client();
		const entities = await client.entities();
		expect(entities.length).toBeGreaterThan(100);
		for (const entity of entities) expect((await client.describe(entity)).fields.length).toBeGreaterThan(0);
		expect((await client.describe('JournalTransaction')).actions).toContain('ReleaseJournalTransaction');
		expect((await site.requests('swagger')).length).toBe(1);
		for (const entity of ['JournalTransaction', 'Vendor', 'Bill', 'StockItem', 'Ledger']) expect(Array.isArray(await client.customFields(entity))).toBe(true);
	});

	it('swagger.json needs a sign-in on some sites', async () => {
		await site.switches({ anonymousSwagger: false });
		expect((await site.client().describe('Account')).fields.length).toBeGreaterThan(10);
	});

	it('cold start: a gateway that gives up again and again ends as retryable', async () => {
		const client = site.client();
		await client.serverTime();
		await site.control('faults', { kind: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<html><title>Service Unavailable</title></html>', match: 'Account\\?', times: -1 });
		expect(await rejection(collect(client.source({ entity: 'Account' }).records(null, END)))).toBeInstanceOf(RetryableError);
	});
});
