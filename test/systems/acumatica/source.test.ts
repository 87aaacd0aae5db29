import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { readChanges } from '../../../src/sync/changes';
import { confirm } from '../../../src/sync/cursor';
import { equalTo, ownText } from '../../../src/systems/acumatica';
import { collect, rejection } from '../../doubles/results';
import { NOW } from '../../doubles/scripted-http';
import { clientOn } from './fakes/client';
import { Site, type Entity } from './fakes/site';

const at = (second: number, milliseconds = 0): string => new Date(Date.UTC(2026, 2, 4, 9, 0, second, milliseconds)).toISOString().replace('Z', '+00:00');
const instant = (second: number): string => `${at(second).slice(0, 19)}Z`;
const account = (code: string, second: number | null, more: Entity = {}): Entity =>
	({ AccountCD: code, Description: `Account ${code}`, Type: 'Expense', Active: true, AccountGroup: null, LastModifiedDateTime: second === null ? null : at(second, 717), ...more });
const line = (number: number, amount: string): Entity => ({ LineNbr: { digits: String(number) }, Account: '52000', DebitAmount: { digits: amount }, CreditAmount: { digits: '0.0000' } });
const batch = (number: string, second: number, ...lines: readonly Entity[]): Entity =>
	({ Module: 'GL', BatchNbr: number, LedgerID: 'ACTUAL', PostPeriod: '022026', Status: 'Posted', Description: 'Accrual', LastModifiedDateTime: at(second), Details: lines });
const FIELDS = ['AccountCD', 'Description'];

const served = (tables: Record<string, Entity[]>) => {
	const site = new Site(tables);
	return { site, client: clientOn(site) };
};

describe('reading changes', () => {
	it('is half open to the second, in the order of the keys', async () => {
		const { client } = served({ Account: [account('10', 19), account('20', 9), account('30', 20), account('40', 10)] });
		const records = await collect(client.source({ entity: 'Account', fields: FIELDS }).records(instant(10), instant(20)));
		expect(records).toEqual([
			{ key: '10', stamp: instant(19), fields: { AccountCD: '10', Description: 'Account 10', LastModifiedDateTime: at(19, 717) } },
			{ key: '40', stamp: instant(10), fields: { AccountCD: '40', Description: 'Account 40', LastModifiedDateTime: at(10, 717) } },
		]);
	});

	it('asks for a lower bound alone and leaves out here what is stamped later', async () => {
		const { client, site } = served({ Account: [account('10', 1), account('20', 30)] });
		expect((await collect(client.source({ entity: 'Account', fields: FIELDS }).records(instant(0), instant(20)))).map(({ key }) => key)).toEqual(['10']);
		expect(site.lists[0]?.query.$filter).toBe('LastModifiedDateTime ge datetimeoffset\'2026-03-04T09:00:00.000+00:00\'');
	});

	it('marks ask for both bounds and for key and stamp alone', async () => {
		const { client, site } = served({ Account: [account('10', 1), account('20', 30)] });
		expect(await collect(client.source({ entity: 'Account' }).marks(instant(0), instant(20)))).toEqual([{ key: '10', stamp: instant(1) }]);
		expect(site.lists[0]?.query).toEqual({
			$select: 'AccountCD,LastModifiedDateTime', $top: '1020',
			$filter: 'LastModifiedDateTime ge datetimeoffset\'2026-03-04T09:00:00.000+00:00\' and LastModifiedDateTime lt datetimeoffset\'2026-03-04T09:00:20.000+00:00\'',
		});
	});

	it('needs no filter from the beginning', async () => {
		const { client, site } = served({ Account: [account('10', 1)] });
		await collect(client.source({ entity: 'Account' }).records(null, instant(20)));
		expect(site.lists[0]?.query.$filter).toBeUndefined();
	});

	it('adds the user\'s filter to every page, in brackets', async () => {
		const { client, site } = served({ Account: [account('10', 1), account('20', 2, { Type: 'Asset' }), account('30', 3)] });
		const source = client.source({ entity: 'Account', filter: ownText('Type eq \'Expense\'')!, pageSize: 1 });
		expect((await collect(source.records(instant(0), instant(9)))).map(({ key }) => key)).toEqual(['10', '30']);
		expect(site.lists.map(({ query }) => query.$filter)).toEqual(Array(site.lists.length).fill('(Type eq \'Expense\') and LastModifiedDateTime ge datetimeoffset\'2026-03-04T09:00:00.000+00:00\''));
	});

	it('reads the moment whatever offset the server writes', async () => {
		const { client } = served({ Account: [{ ...account('10', 1), LastModifiedDateTime: '2026-03-04T05:00:01.16-04:00' }] });
		expect((await collect(client.source({ entity: 'Account' }).marks(null, instant(9)))).map(({ stamp }) => stamp)).toEqual([instant(1)]);
	});

	it.each([[null, /has no LastModifiedDateTime/], ['12/14/2023 19:57:08', /which is no moment/]])('refuses a record whose stamp is %s rather than losing it', async (stamp, said) => {
		const { client } = served({ Account: [{ ...account('10', 1), LastModifiedDateTime: stamp }] });
		const error = await rejection(collect(client.source({ entity: 'Account' }).records(null, instant(9))));
		expect(error).toBeInstanceOf(FatalError);
		expect(String(error)).toMatch(said);
	});

	it('names the stream by site, tenant, endpoint and what narrows it, and not by version', () => {
		const { client } = served({});
		const name = (options: Parameters<typeof client.source>[0]): string => client.source(options).stream;
		expect(name({ entity: 'Account' })).toBe('acumatica/erp.example.com/site/HarborMills/Default/Account');
		expect(name({ entity: 'JournalTransaction', detail: null })).toBe('acumatica/erp.example.com/site/HarborMills/Default/JournalTransaction/headers');
		expect(name({ entity: 'Account', filter: equalTo('Type', 'Asset') })).toMatch(/Account\/[0-9a-f]{12}$/);
		expect(clientOn(new Site(), { version: '25.200.001' }).source({ entity: 'Account' }).stream).toBe(name({ entity: 'Account' }));
	});
});

describe('lines as records with the fields of their header', () => {
	it('keeps every digit, and names columns as $select does', async () => {
		const { client, site } = served({ JournalTransaction: [batch('GL01', 5, line(1, '1820.5500'), line(2, '9007199254740993.10'))] });
		const fields = ['Status', 'Details/Account', 'Details/DebitAmount'];
		const records = await collect(client.source({ entity: 'JournalTransaction', fields }).records(null, instant(9)));
		expect(records[1]).toEqual({
			key: 'GL/GL01/2', stamp: instant(5),
			fields: {
				Module: 'GL', BatchNbr: 'GL01', 'Details/LineNbr': '2', Status: 'Posted', 'Details/Account': '52000',
				'Details/DebitAmount': '9007199254740993.10', LastModifiedDateTime: at(5),
			},
		});
		expect(records[0]?.fields['Details/DebitAmount']).toBe('1820.5500');
		expect(site.lists[0]?.query).toMatchObject({
			$expand: 'Details', $select: 'Module,BatchNbr,Details/LineNbr,Status,Details/Account,Details/DebitAmount,LastModifiedDateTime', $top: '204',
		});
	});

	it('marks have the keys of the records, in the same order', async () => {
		const { client } = served({ JournalTransaction: [batch('GL01', 5, line(1, '1'), line(2, '1')), batch('GL02', 6), batch('GL03', 7, line(4, '1'))] });
		const source = client.source({ entity: 'JournalTransaction' });
		const keys = (await collect(source.marks(null, instant(9)))).map(({ key }) => key);
		expect(keys).toEqual(['GL/GL01/1', 'GL/GL01/2', 'GL/GL03/4']);
		expect((await collect(source.records(null, instant(9)))).map(({ key }) => key)).toEqual(keys);
	});

	it('100 % of 5,000 lines in as many requests as pages', async () => {
		const lines = Array.from({ length: 5 }, (_, index) => line(index + 1, '1.00'));
		const { client, site } = served({ JournalTransaction: Array.from({ length: 1_000 }, (_, index) => batch(`GL${String(index).padStart(6, '0')}`, 5, ...lines)) });
		const records = await collect(client.source({ entity: 'JournalTransaction', fields: ['Details/DebitAmount'] }).records(null, instant(9)));
		expect(new Set(records.map(({ key }) => key)).size).toBe(5_000);
		expect(site.sent.length / (1_000 / 200)).toBeLessThanOrEqual(1.1);
	});

	it('a detail without a number of its own is keyed by its position', async () => {
		const bill: Entity = { Type: 'Credit Adj.', ReferenceNbr: '00/1', LastModifiedDateTime: at(3), Details: [{ Account: '1' }, { Account: '2' }] };
		const { client } = served({ Bill: [bill] });
		const source = client.source({ entity: 'Bill', detail: 'Details', fields: ['Details/Account'] });
		const records = await collect(source.records(null, instant(9)));
		expect(records.map(({ key, fields }) => [key, fields['Details/rowNumber'], fields['Details/Account']]))
			.toEqual([['Credit Adj./00%2F1/1', '1', '1'], ['Credit Adj./00%2F1/2', '2', '2']]);
		expect((await collect(source.marks(null, instant(9)))).map(({ key }) => key)).toEqual(records.map(({ key }) => key));
	});

	it('headers alone on request', async () => {
		const { client, site } = served({ JournalTransaction: [batch('GL01', 5, line(1, '1'))] });
		expect((await collect(client.source({ entity: 'JournalTransaction', detail: null }).marks(null, instant(9)))).map(({ key }) => key)).toEqual(['GL/GL01']);
		expect(site.lists[0]?.query.$expand).toBeUndefined();
	});
});

describe('entities without a stamp', () => {
	it('are read whole, as unstamped records only', async () => {
		const { client, site } = served({ Subaccount: [{ SubaccountCD: '000000', Description: 'Default', Active: true }, { SubaccountCD: '100EAST', Description: null, Active: false }] });
		const source = client.source({ entity: 'Subaccount', fields: ['Description', 'Active'] });
		expect(await collect(source.records(null, instant(9)))).toEqual([]);
		expect(await collect(source.marks(null, instant(9)))).toEqual([]);
		expect(await collect(source.unstamped())).toEqual([
			{ key: '000000', stamp: null, fields: { SubaccountCD: '000000', Description: 'Default', Active: 'true' } },
			{ key: '100EAST', stamp: null, fields: { SubaccountCD: '100EAST', Description: '', Active: 'false' } },
		]);
		expect(site.lists.length).toBe(1);
	});

	it('stamped entities have no unstamped records', async () => {
		const { client, site } = served({ Account: [account('10', 1)] });
		expect(await collect(client.source({ entity: 'Account' }).unstamped())).toEqual([]);
		expect(site.lists.length).toBe(0);
	});

	it.each([['23.200.001', 'LastModified'], ['24.200.001', 'LastModifiedDateTime']])('a stock item of %s has the stamp %s', async (version, stamp) => {
		const site = new Site({ StockItem: [{ InventoryID: 'A', LastModified: at(1), LastModifiedDateTime: at(1) }] });
		const source = clientOn(site, { version }).source({ entity: 'StockItem', fields: ['InventoryID'] });
		expect(Object.keys((await collect(source.records(null, instant(9))))[0]?.fields ?? {})).toEqual(['InventoryID', stamp]);
	});
});

describe('a site that lacks fields', () => {
	const openApi = {
		paths: { '/Account': {} },
		components: { schemas: { Account: { allOf: [{ properties: Object.fromEntries(['AccountCD', 'Description', 'LastModifiedDateTime'].map((name) => [name, { $ref: '#/components/schemas/StringValue' }])) }] } } },
	};

	it('planning leaves them out and keeps their columns empty, found out once', async () => {
		const { client, site } = served({ Account: [account('10', 1)] });
		Object.assign(site, { lacking: ['PostOption'], openApi });
		const source = client.source({ entity: 'Account' });
		const [record] = await collect(source.records(null, instant(9)));
		expect(record?.fields).toMatchObject({ AccountCD: '10', PostOption: '', Description: 'Account 10' });
		expect(Object.keys(record?.fields ?? {})).toEqual(await client.columns({ entity: 'Account' }));
		await collect(source.records(null, instant(9)));
		expect(site.sent.filter(({ url }) => url.includes('swagger.json')).length).toBe(1);
		expect(site.lists.length).toBe(2);
	});

	it('names that somebody has given are said, not dropped', async () => {
		const { client, site } = served({ Account: [account('10', 1)] });
		Object.assign(site, { lacking: ['PostOptions'], openApi });
		const error = await rejection(collect(client.source({ entity: 'Account', fields: ['Description', 'PostOptions'] }).records(null, instant(9))));
		expect(error).toMatchObject({ facts: { said: expect.stringContaining('has no PostOptions') as string } });
	});
});

describe('together with the reading of changes', () => {
	const twoReads = async (site: Site, change: () => void, entity: string) => {
		const source = clientOn(site).source({ entity, pageSize: 2 });
		const options = { overlapSeconds: 7_200, generation: 'g', startFrom: null, now: NOW };
		const first = readChanges(source, undefined, options);
		const firstKeys = (await collect(first.pages)).map(({ key }) => key);
		const cursor = confirm(undefined, first.finish()).cursor;
		change();
		const requests = site.sent.length;
		const second = readChanges(source, cursor, { ...options, now: '2026-03-04T10:30:00Z' });
		const secondKeys = (await collect(second.pages)).map(({ key }) => key);
		second.finish();
		return { firstKeys, secondKeys, requests: site.sent.length - requests };
	};

	it('a run without changes hands out nothing', async () => {
		const site = new Site({ JournalTransaction: [batch('GL01', 5, line(1, '1'), line(2, '1')), batch('GL02', 6, line(1, '1')), batch('GL03', 7, line(1, '1'))] });
		const { firstKeys, secondKeys } = await twoReads(site, () => undefined, 'JournalTransaction');
		expect(firstKeys.length).toBe(4);
		expect(secondKeys).toEqual([]);
	});

	it('a record that became visible late is found in the overlap', async () => {
		const table = [account('10', 5), account('30', 7)];
		const { secondKeys } = await twoReads(new Site({ Account: table }), () => table.splice(1, 0, account('20', 6)), 'Account');
		expect(secondKeys).toEqual(['10', '20', '30']);
	});

	it('whatever is changed between and within two reads is in the second', async () => {
		await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 25 }), fc.array(fc.tuple(fc.nat({ max: 24 }), fc.integer({ min: 1, max: 12 })), { maxLength: 8 }), async (count, edits) => {
			const table = Array.from({ length: count }, (_, index) => account(String(100 + index), index % 60));
			const site = new Site({ Account: table });
			const edited = new Set<string>();
			let stamp = 0;
			const edit = (index: number): void => {
				const found = table[index];
				if (!found) return;
				stamp += 1;
				table[index] = { ...found, LastModifiedDateTime: new Date(Date.parse(NOW) + stamp * 1_000).toISOString().replace('Z', '+00:00') };
				edited.add(String(found.AccountCD));
			};
			site.before = (list) => edits.filter(([, when]) => when === list).forEach(([index]) => edit(index));
			const { firstKeys, secondKeys } = await twoReads(site, () => {
				edits.forEach(([index]) => edit(index));
				site.before = () => undefined;
			}, 'Account');
			const never = table.map(({ AccountCD }) => String(AccountCD)).filter((key) => !edited.has(key));
			for (const key of never) expect(firstKeys.filter((each) => each === key)).toEqual([key]);
			for (const key of edited) expect(secondKeys).toContain(key);
		}), { numRuns: 150 });
	});
});
