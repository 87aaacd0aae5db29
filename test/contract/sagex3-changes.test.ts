/** Changes as Get Changes reads them, in both APIs: what is found, what comes again, and what moves while it is read. */
import { collect, keysOf } from '../doubles/results';
import { BOTH, ContractSite, LINES, Load, sumsOf } from './sagex3-site';

const PUR_ONE = 'LM1-2605-0001';

// Whole ledgers are read again and again.
jest.setTimeout(120_000);

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
afterAll(() => site.close());

/** Names of the entries among keys. */
const entriesOf = (load: Load, keys: readonly string[]): string[] => [...new Set(keys.map((key) => load.held.get(key)?.entryNumber ?? key))].sort();

describe.each(BOTH)('$name', ({ api, switches }) => {
	beforeEach(() => site.reset(switches));

	it('everything first, then nothing, then what was posted', async () => {
		const load = new Load(site, api, { ...LINES, exceptEntryTypes: ['SIM'], dimensionTypes: ['CCT'] });
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
		const load = new Load(site, api, { ...LINES, pageSize: 40 });
		const match = api === 'classic' ? 'GACCENTRY\\?' : 'nodes=journalEntryLine';
		await site.later(2, 'touch', { table: 'GACCENTRY', key: `MIS|${PUR_ONE}` }, match);
		await site.later(2, 'touch', { table: 'GACCENTRYD', key: `MIS|${PUR_ONE}|1|1` }, match);
		await site.later(3, 'delete', { table: 'GACCENTRY', key: 'MIS|LM1-2606-0001' }, match);
		await load.run();
		await load.run();
		const all = keysOf(await collect(site.client(api).keyedRecords(LINES)));
		const gone = [...load.held].filter(([, { entryNumber }]) => entryNumber === 'LM1-2606-0001').map(([key]) => key);
		expect([...load.held.keys()].sort()).toEqual([...all, ...gone].sort());
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
	['pages of at most 100', { maxFirst: 100 }],
	['errors of resolvers with status 400', { failureStatus: 400, stampOrder: 'refuse' }],
])('GraphQL where %s', (_what, switches) => {
	it('lines change and are found once', async () => {
		await site.reset(switches);
		const load = new Load(site, 'graphql', { ...LINES, exceptEntryTypes: ['SIM'], dimensionTypes: ['CCT'] });
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
	['stamps that no list shows', { hidden: 'GACCENTRY.UPDDATTIM' }],
	['links to a host of the inside', { nextHost: 'http://x3-internal.example' }],
])('classic REST with %s', (_what, switches) => {
	it('entries change and are found once', async () => {
		await site.reset({ surfaces: 'classic', ...switches });
		const load = new Load(site, 'classic', { ...LINES, exceptEntryTypes: ['SIM'], dimensionTypes: ['CCT'] });
		await load.run();
		expect(sumsOf(load.held.values(), ['account', 'dimension_CCT'])).toEqual(await site.totals(['Account', 'CCT'], { match: '^(?!SIM)' }));
		await site.control('records', { table: 'GACCENTRYD', key: 'MIS|LM1-2603-0027|5|1', record: { DES: 'Other words' } });
		await site.control('touch', { table: 'GACCENTRY', key: 'MIS|LM1-2603-0027' });
		expect(entriesOf(load, await load.keys())).toEqual(['LM1-2603-0027']);
		expect(await load.keys()).toEqual([]);
	});
});
