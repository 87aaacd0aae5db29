import { knownEntities, type AcumaticaClient } from '../../src/systems/acumatica';
import { collect } from '../doubles/results';
import { ContractSite, VERSIONS } from './acumatica-site';

const END = '2027-01-01T00:00:00Z';
/** Those whose list needs no condition. */
const LISTED = knownEntities().filter(({ emptyWithout }) => emptyWithout === undefined);

describe.each(VERSIONS)('every entity of the table in Default/%s', (version) => {
	let site: ContractSite;
	let client: AcumaticaClient;

	beforeAll(async () => {
		site = await ContractSite.start();
		client = site.client({ version });
	});
	afterAll(() => site.close());

	const readAll = async (options: Parameters<AcumaticaClient['source']>[0]) => {
		const source = client.source(options);
		return [...await collect(source.records(null, END)), ...await collect(source.unstamped())];
	};

	/** What the site holds and shows: rows of the detail that is read, or the records themselves. */
	const held = async (entity: string, detail: string | null): Promise<number> => {
		const records = (await site.records(entity)).filter(({ archived }) => archived !== true);
		return detail === null ? records.length : records.reduce((sum, record) => sum + ((record[detail] ?? []) as unknown[]).length, 0);
	};

	it.each(LISTED.map((facts) => [facts.entity, facts] as const))('%s: planning fields', async (entity, facts) => {
		const before = site.sent.length;
		const records = await readAll({ entity });
		const detail = facts.lines?.usual ? facts.lines.detail : null;
		expect(records.length).toBe(await held(entity, detail));
		expect(records.length).toBeGreaterThan(0);
		expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
		const columns = await client.columns({ entity });
		for (const { fields, stamp } of records) {
			expect(Object.keys(fields)).toEqual(columns);
			expect(stamp === null).toBe(facts.stamps.length === 0);
		}
		// The table knows these versions: nothing has to be looked up, nothing is refused.
		expect(site.sent.slice(before).filter(({ url }) => url.includes('swagger.json'))).toEqual([]);
	});

	it.each(LISTED.map((facts) => [facts.entity, facts] as const))('%s: all fields', async (entity, facts) => {
		const records = await readAll({ entity, fields: 'all' });
		const columns = await client.columns({ entity, fields: 'all' });
		const described = (await client.describe(entity)).fields.map(({ path }) => path);
		expect(columns.filter((name) => !['id', 'rowNumber'].includes(name) && !name.endsWith('/rowNumber')).every((name) => described.includes(name))).toBe(true);
		expect(columns.length).toBeGreaterThanOrEqual(facts.keys.length + facts.stamps.length);
		expect(records.every(({ fields }) => Object.keys(fields).join() === columns.join())).toBe(true);
		expect(records.length).toBe((await readAll({ entity })).length);
	});

	it.each(LISTED.flatMap(({ entity, lines }) => (lines ? [[entity, lines] as const] : [])))('%s: rows of its detail', async (entity, lines) => {
		const records = await readAll({ entity, detail: lines.detail });
		expect(records.length).toBe(await held(entity, lines.detail));
		const stored = (await site.records(entity)).filter(({ archived }) => archived !== true).flatMap((record) => record[lines.detail] as Array<Record<string, string>>);
		const shared = lines.wanted.map((path) => path.slice(lines.detail.length + 1)).filter((name) => stored.some((row) => row[name] !== undefined) && !/Date|Promised|Requested/.test(name));
		expect(shared.length).toBeGreaterThan(2);
		records.forEach(({ fields }, at) => {
			for (const name of shared) expect([name, fields[`${lines.detail}/${name}`]]).toEqual([name, stored[at]?.[name] ?? '']);
		});
	});

	it.each(LISTED.map(({ entity, keys }) => [entity, keys] as const))('%s: the headers alone, and one of them by its keys and by its id', async (entity, keys) => {
		const headers = await readAll({ entity, detail: null, fields: [...keys, 'id'] });
		const fields = headers[0]?.fields ?? {};
		const values = keys.map((name) => fields[name] ?? '');
		const byId = await client.record({ entity, keys: [fields.id ?? ''] });
		for (const name of [...keys, 'id']) expect(byId?.[name]).toBe(fields[name]);
		const byKeys = client.record({ entity, keys: values });
		// `<N/A>`, the item of a project budget without one: the id has to be used (reference acumatica 1).
		if (values.some((value) => value.includes('/'))) await expect(byKeys).rejects.toThrow(/cannot stand in an address/);
		else expect(await byKeys).toEqual(byId);
	});
});

describe('chosen fields', () => {
	let site: ContractSite;
	beforeAll(async () => {
		site = await ContractSite.start();
	});
	afterAll(() => site.close());

	it('of linked entities, two deep', async () => {
		const vendors = await collect(site.client().source({ entity: 'Vendor', fields: ['VendorName', 'MainContact/Email', 'MainContact/Address/City'] }).records(null, END));
		expect(vendors[2]?.fields).toEqual({
			VendorID: 'V00213', VendorName: 'Möwe Papier GmbH', 'MainContact/Email': 'office@v213.example', 'MainContact/Address/City': 'Harbor',
			LastModifiedDateTime: expect.any(String) as string,
		});
	});

	it('outside of the contract: user-defined ones of the header, and of the rows of a detail', async () => {
		await site.save('Bill', { Type: 'Bill', ReferenceNbr: '001241', custom: { 'Document.AttributePROJCODE': 'P-7' } });
		const bills = await collect(site.client().source({
			entity: 'Bill', detail: 'Details',
			fields: ['Document.UsrContract', 'Document.AttributePROJCODE', 'Document.CuryLineTotal', 'Details/Account', 'Details/Transactions.UsrAllocation'],
		}).records(null, END));
		expect(bills[0]?.fields).toMatchObject({
			'Document.UsrContract': 'C-0', 'Document.AttributePROJCODE': 'P-7', 'Document.CuryLineTotal': '', 'Details/Account': '52000', 'Details/Transactions.UsrAllocation': '',
		});
		const projects = await collect(site.client().source({ entity: 'Project', fields: ['Project.AttributePHASE'] }).records(null, END));
		expect(projects.map(({ fields }) => fields['Project.AttributePHASE'])).toEqual(['BUILD']);
	});

	it('the lists of custom fields name what can be read and how it is filtered', async () => {
		const client = site.client();
		const fields = await client.customFields('JournalTransaction');
		expect(fields).toEqual(expect.arrayContaining([
			{ path: 'BatchModule.CuryControlTotal', type: 'CustomDecimalField', filterName: 'cf.Decimal(f=\'BatchModule.CuryControlTotal\')' },
			{ path: 'Details/GLTranModuleBatNbr.UsrPlanRow', type: 'CustomStringField', filterName: '' },
		]));
		const readable = await collect(client.source({ entity: 'JournalTransaction', fields: fields.map(({ path }) => path) }).records(null, END));
		expect(readable.length).toBeGreaterThan(10);
		const totals = readable.map(({ fields: { 'BatchModule.CuryDebitTotal': total } }) => total);
		expect(totals.every((total) => /^\d+\.\d{4}$/.test(total ?? ''))).toBe(true);
		for (const { filterName } of fields.filter((each) => each.filterName.startsWith('cf.Decimal'))) {
			const found = await collect(client.records({ entity: 'JournalTransaction', detail: null, filter: { operator: 'own', text: `${filterName} gt 1000M` } }));
			expect(found.length).toBeGreaterThan(0);
		}
	});

	it('of a detail that nothing is read from are refused, because they would be empty without a word', async () => {
		const work = collect(site.client().source({ entity: 'Bill', fields: ['Vendor', 'Details/Account'] }).records(null, END));
		await expect(work).rejects.toThrow(/Details/);
	});

	it('the fields that swagger.json lists can all be asked for, in any entity', async () => {
		const client = site.client();
		for (const entity of ['CostCode', 'Employee', 'VendorClass', 'PurchaseReceipt', 'Customer', 'Currency', 'CompanyFinancialPeriod', 'Payment']) {
			const { fields } = await client.describe(entity);
			const own = fields.filter(({ detail }) => detail === '').map(({ path }) => path);
			const source = client.source({ entity, fields: own, ...(entity === 'CompanyFinancialPeriod' && { filter: { operator: 'own', text: 'Company eq \'HARBOR\'' } as const }) });
			const records = [...await collect(source.records(null, END)), ...await collect(source.unstamped())];
			expect([entity, records.length > 0]).toEqual([entity, true]);
		}
	});

	it('an endpoint made on the site, with a date-only key', async () => {
		const client = site.client({ endpoint: 'PlanConnect', version: '1.0' });
		const days = await collect(client.source({ entity: 'PlanCalendar', keyFields: ['PlanDate'], fields: 'all' }).records(null, END));
		expect(days.map(({ key, fields }) => [key, fields.WorkingDays])).toEqual([['2026-04-30', '21'], ['2026-05-31', '21']]);
		expect((await client.describe('PlanCalendar')).fields.find(({ path }) => path === 'PlanDate')?.type).toBe('date');
		expect((await collect(client.source({ entity: 'StockItem' }).records(null, END))).length).toBe(3);
	});
});
