/** Changes as Get Changes reads them, in both APIs: what is found, what comes again, and what moves while it is read. */
import { collect, keysOf } from '../doubles/results';
import { BOTH, ContractSite, LINES, Load, smallServer, sumsOf } from './sagex3-site';

const PUR_ONE = 'LM1-2605-0001';
const ACTUAL = { ...LINES, exceptEntryTypes: ['SIM'], dimensionTypes: ['CCT'] };

// Ledgers are read again and again.
jest.setTimeout(60_000);

let site: ContractSite;
let batchSite: ContractSite;
beforeAll(async () => {
	[site, batchSite] = [await ContractSite.start({ model: smallServer() }), await ContractSite.start({ model: smallServer({ batch: true }) })];
});
afterAll(async () => {
	await site.close();
	await batchSite.close();
});

/** Names of the entries among keys. */
const entriesOf = (load: Load, keys: readonly string[]): string[] => [...new Set(keys.map((key) => load.held.get(key)?.entryNumber ?? key))].sort();

describe.each(BOTH)('$name', ({ api, switches }) => {
	beforeEach(() => site.reset(switches));

	it('everything first, then nothing, then what was posted', async () => {
		const load = new Load(site, api, ACTUAL);
		await load.run();
		expect(sumsOf(load.held.values(), ['chart', 'account', 'dimension_CCT'])).toEqual(await site.totals(['Chart', 'Account', 'CCT'], { match: '^(?!SIM)' }));
		expect(await load.keys()).toEqual([]);
		await site.control('records', { entry: {
			type: 'MIS', number: 'LM1-2605-9001', site: 'LM1', date: '2026-01-31', journal: 'GEN', status: 'final',
			lines: [
				{ account: '62000', sign: 1, amount: '30.10', splits: [{ amount: '10.05', slots: [['BUS', 'FOOD'], ['CCT', 'D10']] }, { amount: '20.05', slots: [['CCT', 'D20']] }] },
				{ account: '10100', sign: -1, amount: '30.10' },
			],
		} });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2605-9001']);
		expect(sumsOf(load.held.values(), ['chart', 'account', 'dimension_CCT'])).toEqual(await site.totals(['Chart', 'Account', 'CCT'], { match: '^(?!SIM)' }));
		expect(await load.keys()).toEqual([]);
	});

	it('a supplier that is renamed, and one that is new', async () => {
		const load = new Load(site, api, { resource: 'suppliers' });
		await load.run();
		expect(await load.keys()).toEqual([]);
		await site.save('BPSUPPLIER', { BPSNUM: 'S0003', BPSNAM: 'Renamed, "Ltd"' });
		await site.save('BPSUPPLIER', { BPSNUM: 'S0099', BPSNAM: 'Zoë & Co' });
		expect(await load.keys()).toEqual(['S0003', 'S0099']);
		expect(await load.keys()).toEqual([]);
	});

	it('a cost centre and an account, whether their class shows stamps or not', async () => {
		const [centres, accounts] = [new Load(site, api, { resource: 'dimensions', ofTypes: ['CCT'] }), new Load(site, api, { resource: 'accounts' })];
		await centres.run();
		await accounts.run();
		expect([await centres.keys(), await accounts.keys()]).toEqual([[], []]);
		await site.save('CACCE', { DIE: 'CCT', CCE: 'D60', DES: 'New one' });
		await site.save('GACCOUNT', { COA: 'LUK', ACC: '62999', DES: 'New account' });
		const [newCentres, newAccounts] = [await centres.keys(), await accounts.keys()];
		// Classic REST compares these lists whole, so that they come again whole.
		if (api === 'graphql') expect([newCentres, newAccounts]).toEqual([['CCT|D60'], ['LUK|62999']]);
		expect([newCentres.includes('CCT|D60'), newAccounts.includes('LUK|62999')]).toEqual([true, true]);
		expect([await centres.keys(), await accounts.keys()]).toEqual([[], []]);
	});

	it('a record without a stamp that is changed past the product', async () => {
		const load = new Load(site, api, LINES);
		await load.run();
		await site.control('records', { table: 'GACCENTRYD', key: 'MIS|LM1-2604-0103|1|1', record: { DES: 'Corrected by script' }, touch: false });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2604-0103']);
		expect(await load.keys()).toEqual([]);
	});

	it('450 lines of one second over many pages, each once, one of them changed and one deleted between two pages', async () => {
		await batchSite.reset(switches);
		const load = new Load(batchSite, api, { ...LINES, pageSize: 40 });
		const match = api === 'classic' ? 'GACCENTRY\\?' : 'nodes=journalEntryLine';
		await batchSite.later(2, 'touch', { table: 'GACCENTRY', key: `MIS|${PUR_ONE}` }, match);
		await batchSite.later(2, 'touch', { table: 'GACCENTRYD', key: `MIS|${PUR_ONE}|1|1` }, match);
		await batchSite.later(3, 'delete', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0001' }, match);
		await load.run();
		await load.run();
		const all = keysOf(await collect(batchSite.client(api).keyedRecords(LINES)));
		const gone = [...load.held].filter(([, { entryNumber }]) => entryNumber === 'LM1-2606-0001').map(([key]) => key);
		expect([...load.held.keys()].sort()).toEqual([...all, ...gone].sort());
		expect(await load.keys()).toEqual([]);
	});

	it('what becomes visible late, with a stamp of before the last read, is found within the overlap', async () => {
		const load = new Load(site, api, { resource: 'suppliers' }, 600);
		await load.run();
		const before = (minutes: number): string => new Date(Date.UTC(2026, 6, 20, 12) - minutes * 60_000).toISOString();
		await site.save('BPSUPPLIER', { BPSNUM: 'S0090', BPSNAM: 'Late', UPDDATTIM: before(8) });
		await site.save('BPSUPPLIER', { BPSNUM: 'S0091', BPSNAM: 'Too late', UPDDATTIM: before(15) });
		expect(await load.keys()).toEqual(['S0090']);
		expect(await load.keys()).toEqual([]);
	});

	it('suppliers whose stamp is nothing, or the first day of the database, are compared by their contents', async () => {
		await site.save('BPSUPPLIER', { BPSNUM: 'S0093', BPSNAM: 'No stamp', UPDDATTIM: '' });
		await site.save('BPSUPPLIER', { BPSNUM: 'S0094', BPSNAM: 'First day', UPDDATTIM: '1753-01-01T00:00:00.000Z' });
		const load = new Load(site, api, { resource: 'suppliers' });
		expect(await load.keys()).toEqual(expect.arrayContaining(['S0093', 'S0094']));
		expect(await load.keys()).toEqual([]);
		await site.control('records', { table: 'BPSUPPLIER', record: { BPSNUM: 'S0093', BPSNAM: 'Another name' }, touch: false });
		expect(await load.keys()).toEqual(['S0093', 'S0094']);
		expect(load.held.get('S0093')?.name).toBe('Another name');
		expect(await load.keys()).toEqual([]);
	});

	it('a temporary entry that is deleted: nothing comes, nothing fails, and what is held is for a full read to compare', async () => {
		const load = new Load(site, api, ACTUAL);
		await load.run();
		await site.control('delete', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0001' });
		expect(await load.keys()).toEqual([]);
		const all = new Set(keysOf(await collect(site.client(api).keyedRecords(ACTUAL))));
		// Of its two lines one is split: its part and its own row.
		expect([...load.held.keys()].filter((key) => !all.has(key)).map((key) => key.split('|')[1])).toEqual(Array(3).fill('LM1-2606-0001'));
	});

	it('an entry that is changed within the overlap and deleted before the next read', async () => {
		const load = new Load(site, api, ACTUAL);
		await load.run();
		await site.control('touch', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0002' });
		await site.control('touch', { table: 'GACCENTRYD', key: 'MIS|LM1-2606-0002|1|1' });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2606-0002']);
		await site.control('delete', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0002' });
		// It is gone from the tail, so the tail is read again, and nothing is in it.
		expect(await load.keys()).toEqual([]);
	});

	it('a temporary entry that becomes final, which touches its header alone', async () => {
		const load = new Load(site, api, ACTUAL);
		await load.run();
		const [temporary, final] = api === 'graphql' ? ['temporary', 'final'] : ['1', '2'];
		const key = 'MIS|LM1-2606-0001|1|1#1';
		expect(load.held.get(key)?.entryStatus).toBe(temporary);
		await site.control('records', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0001', record: { STA: '2' } });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2606-0001']);
		expect(load.held.get(key)?.entryStatus).toBe(final);
		expect(await load.keys()).toEqual([]);
	});

	it('a closed order line: the order comes again with its lines', async () => {
		const load = new Load(site, api, { resource: 'purchaseOrders' });
		await load.run();
		await site.control('touch', { table: 'PORDER', key: 'POLM10001' });
		expect(await load.keys()).toEqual(['POLM10001|1000|1', 'POLM10001|2000|1', 'POLM10001|3000|1']);
		expect(await load.keys()).toEqual([]);
	});
});

describe.each([
	['_updateStamp is refused in orders', { stampOrder: 'refuse' }],
	['stamps without milliseconds', { stampForm: 's' }],
	['line ids in another order', { lineIdParts: 'ledger-line' }],
	['ids that sort as text', { idOrder: 'text' }],
	['introspection is closed', { introspection: false }],
	['introspection is closed and names are older', { introspection: false, generation: 'xtremX3' }],
	['introspection is closed and names are those of 2019', { introspection: false, generation: 'sage2019', dimensionNames: 'code' }],
	['names are older', { generation: 'xtremX3', dimensionNames: 'code' }],
	['names are those of 2019', { generation: 'sage2019' }],
	['pages of at most 100', { maxFirst: 100 }],
	['errors of resolvers with status 400', { failureStatus: 400, stampOrder: 'refuse' }],
])('GraphQL where %s', (_what, switches) => {
	it('lines change and are found once', async () => {
		await site.reset(switches);
		const load = new Load(site, 'graphql', ACTUAL);
		await load.run();
		expect(sumsOf(load.held.values(), ['account', 'dimension_CCT'])).toEqual(await site.totals(['Account', 'CCT'], { match: '^(?!SIM)' }));
		await site.control('touch', { table: 'GACCENTRYD', key: 'MIS|LM1-2603-0027|5|1' });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2603-0027']);
		expect(await load.keys()).toEqual([]);
	});
});

describe.each([
	['a where of what is documented', { whereGrammar: 'documented' }],
	['decimals as text', { classicDecimals: 'text' }],
	['slots as columns', { slotForm: 'columns' }],
	['slots as rows', { slotForm: 'rows' }],
	['links to a host of the inside', { nextHost: 'http://x3-internal.example' }],
])('classic REST with %s', (_what, switches) => {
	it('entries change and are found once', async () => {
		await site.reset({ surfaces: 'classic', ...switches });
		const load = new Load(site, 'classic', ACTUAL);
		await load.run();
		expect(sumsOf(load.held.values(), ['account', 'dimension_CCT'])).toEqual(await site.totals(['Account', 'CCT'], { match: '^(?!SIM)' }));
		await site.control('records', { table: 'GACCENTRYD', key: 'MIS|LM1-2603-0027|5|1', record: { DES: 'Other words' } });
		await site.control('touch', { table: 'GACCENTRY', key: 'MIS|LM1-2603-0027' });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2603-0027']);
		expect(await load.keys()).toEqual([]);
	});
});

it('classic REST where no list shows stamps: everything again when anything has changed, otherwise nothing', async () => {
	await site.reset({ surfaces: 'classic', hidden: 'GACCENTRY.UPDDATTIM' });
	const load = new Load(site, 'classic', ACTUAL);
	const all = (await load.keys()).length;
	expect(sumsOf(load.held.values(), ['account', 'dimension_CCT'])).toEqual(await site.totals(['Account', 'CCT'], { match: '^(?!SIM)' }));
	await site.control('records', { table: 'GACCENTRYD', key: 'MIS|LM1-2603-0027|5|1', record: { DES: 'Other words' } });
	expect((await load.run()).length).toBe(all);
	expect(load.held.get('MIS|LM1-2603-0027|5|1#1')?.description ?? load.held.get('MIS|LM1-2603-0027|5|1')?.description).toBe('Other words');
	expect(await load.keys()).toEqual([]);
});

it('classic REST: an entry that is deleted between the list and its lines is left out', async () => {
	await site.reset({ surfaces: 'classic' });
	await site.later(1, 'delete', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0001' }, 'GACCENTRY\\?.*count=500');
	const load = new Load(site, 'classic', ACTUAL);
	expect(entriesOf(load, await load.keys())).not.toContain('LM1-2606-0001');
	expect(await site.requests("GACCENTRY\\('MIS~LM1-2606-0001'\\)")).toHaveLength(1);
	expect(sumsOf(load.held.values(), ['account'])).toEqual(await site.totals(['Account'], { match: '^(?!SIM)' }));
});

it('classic REST: a run without changes asks for lists alone, and for few', async () => {
	await site.reset({ surfaces: 'classic' });
	const load = new Load(site, 'classic', ACTUAL);
	await load.run();
	await site.control('history', undefined, 'DELETE');
	expect(await load.keys()).toEqual([]);
	// The entry without a stamp and its analysis are looked at each time.
	expect((await site.requests("\\('")).map(({ path }) => path)).toEqual([expect.stringContaining('MIS~LM1-2604-0103')]);
	expect((await site.requests('GACCENTRY\\?')).length).toBeLessThanOrEqual(6);
});

it('classic REST by a class of lines: the same records, and a line that was touched alone comes again', async () => {
	await site.reset({ surfaces: 'classic' });
	const place = { classes: { journalLines: { class: 'GACCENTRYD' } } };
	const load = new Load(site, 'classic', ACTUAL);
	const client = () => site.client('classic', { place });
	await load.run(client());
	// Lines do not tell whether their entry is a simulation, so these are left out by their type.
	expect([...load.held.keys()].sort()).toEqual(keysOf(await collect(site.client('classic').keyedRecords(ACTUAL))).sort());
	expect(sumsOf(load.held.values(), ['account', 'dimension_CCT'])).toEqual(await site.totals(['Account', 'CCT'], { match: '^(?!SIM)' }));
	await site.control('touch', { table: 'GACCENTRYD', key: 'MIS|LM1-2603-0027|5|1' });
	expect(new Set((await load.run(client())).map(({ fields }) => `${fields.entryNumber} ${fields.lineNumber}`))).toEqual(new Set(['LM1-2603-0027 5']));
	expect(await load.run(client())).toEqual([]);
});
