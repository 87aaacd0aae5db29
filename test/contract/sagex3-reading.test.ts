/** What the client reads from the simulated server is what the server holds, in both APIs and under all names. */
import { RetryableError } from '../../src/core/errors';
import { PartialDataError } from '../../src/systems/sagex3';
import { collect, keysOf, rejection } from '../doubles/results';
import { ContractSite, FLAVOURS, LINES, Load, sumsOf, type Sums } from './sagex3-site';

/** GraphQL shows no category of entries, so simulations are left out by their type. */
const ACTUAL = { ...LINES, exceptEntryTypes: ['SIM'] };

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
afterAll(() => site.close());

describe.each(FLAVOURS)('$name', ({ api, switches }) => {
	let rows: ReadonlyArray<Readonly<Record<string, string>>>;
	beforeAll(async () => {
		await site.reset(switches);
		rows = await collect(site.client(api).records({ ...ACTUAL, dimensionTypes: ['CCT', 'BUS'] }));
	}, 120_000);

	it('is found out where nobody chose', async () => {
		expect(await site.client('find out', { signIn: api === 'classic' ? site.basic() : site.application() }).api()).toBe(api);
	});

	it('the ledger by company, account, cost centre and month', async () => {
		const months = rows.map((row) => ({ ...row, month: (row.accountingDate ?? '').slice(0, 7) }));
		expect(sumsOf(months, ['company', 'chart', 'account', 'dimension_CCT', 'dimension_BUS', 'month'])).toEqual(await site.totals(['Company', 'Chart', 'Account', 'CCT', 'BUS', 'Period'], { match: '^(?!SIM)' }));
	});

	it.each([['analytical', '2'], ['ias', '3']])('the %s ledger', async (ledgerType, ledger) => {
		const ofLedger = await collect(site.client(api).records({ ...ACTUAL, ledgerType, dimensionTypes: ['CCT'] }));
		expect(sumsOf(ofLedger, ['chart', 'account', 'dimension_CCT', 'ledgerCurrency'])).toEqual(await site.totals(['Chart', 'Account', 'CCT', 'Currency'], { ledger, match: '^(?!SIM)' }));
	}, 60_000);

	it('entries without the simulations', async () => {
		expect(new Set(rows.map(({ entryType }) => entryType))).toEqual(new Set(['PUR', 'MIS']));
		expect(sumsOf(rows, ['account'])).toEqual(await site.totals(['Account'], { match: '^(PUR|MIS)' }));
	});

	it('lines of 27, of 640, and 45 parts of a line', () => {
		const linesOf = (number: string): number => new Set(rows.filter(({ entryNumber }) => entryNumber === number).map(({ lineNumber }) => lineNumber)).size;
		expect([linesOf('LM1-2603-0027'), linesOf('LM1-2603-0640')]).toEqual([27, 640]);
		expect(rows.filter(({ entryNumber, analyticalLine }) => entryNumber === 'LM1-2604-0045' && analyticalLine !== '').length).toBeGreaterThanOrEqual(45);
	});

	it('amounts are sign × amount, digit for digit', async () => {
		const lines = await collect(site.client(api).records({ ...ACTUAL, rows: 'journal lines' }));
		const stored = (await site.stored('GACCENTRYD', '^(PUR|MIS)')).filter(({ LEDTYP }) => LEDTYP === '1');
		const asNumbers = (amount = ''): string => amount.replace(/^-(?=[0.]+$)/, '');
		const signed = (sign: string | undefined, amount: string | undefined): string => asNumbers(`${sign === '-1' ? '-' : ''}${amount}`);
		expect(new Map(lines.map((row) => [`${row.entryNumber} ${row.lineNumber}`, [asNumbers(row.amount), asNumbers(row.transactionAmount), row.ledgerCurrency, row.transactionCurrency]])))
			.toEqual(new Map(stored.map((row) => [`${row.NUM} ${row.LIN}`, [signed(row.SNS, row.AMTLED), signed(row.SNS, row.AMTCUR), row.CURLED, row.CUR]])));
		expect(lines.map(({ amount }) => amount)).toEqual(expect.arrayContaining(['98765432109876.54', '-98765432109876.54']));
		expect(lines.map(({ transactionAmount }) => transactionAmount)).toEqual(expect.arrayContaining(['12.345', '-12.345', '125000']));
	});

	it('every row names its entry, its stamp and its account', () => {
		for (const { entryId, account, chart, updateStamp, entryNumber } of rows) {
			expect([entryId, account, chart]).not.toContain('');
			expect(updateStamp === '').toBe(entryNumber === 'LM1-2604-0103');
		}
	});

	it('cost centres of their type alone, accounts by chart', async () => {
		const client = site.client(api);
		const centres = await collect(client.records({ resource: 'dimensions', ofTypes: ['CCT'] }));
		expect(centres.map(({ code }) => code).sort()).toEqual((await site.stored('CACCE', '^CCT')).map(({ CCE }) => CCE).sort());
		expect(new Set(centres.map(({ dimensionType }) => dimensionType))).toEqual(new Set(['CCT']));
		const accounts = keysOf(await collect(client.keyedRecords({ resource: 'accounts' })));
		expect(accounts.sort()).toEqual((await site.stored('GACCOUNT')).map(({ COA, ACC }) => `${COA}|${ACC}`).sort());
	});

	it('dimension types of the folder', async () => {
		const types = async (endpoint: string, signIn = api === 'classic' ? site.basic() : site.application()) =>
			(await site.client(api, { place: { endpoint }, signIn }).dimensionTypes()).map(({ code }) => code).sort();
		expect(await types('LINDEN')).toEqual(['BUS', 'CCT', 'PRJ', 'REG']);
		expect(await types('PILOTX3')).toEqual(['AXE', 'SEC']);
	});

	it('suppliers, companies, sites and charts', async () => {
		const client = site.client(api);
		const keys = async (resource: string): Promise<string[]> => keysOf(await collect(client.keyedRecords({ resource }))).sort();
		const held = async (table: string, column: string): Promise<string[]> => (await site.stored(table)).map((row) => row[column] ?? '').sort();
		expect(await keys('suppliers')).toEqual(await held('BPSUPPLIER', 'BPSNUM'));
		expect(await keys('companies')).toEqual(await held('COMPANY', 'CPY'));
		expect(await keys('sites')).toEqual(await held('FACILITY', 'FCY'));
		expect(await keys('chartsOfAccounts')).toEqual(await held('GCOA', 'COA'));
		const names = new Map((await collect(client.records({ resource: 'suppliers' }))).map(({ supplier, name }) => [supplier, name]));
		expect(names).toEqual(new Map((await site.stored('BPSUPPLIER')).map(({ BPSNUM, BPSNAM }) => [BPSNUM, BPSNAM])));
	});

	it('purchase orders of 0, 3 and 501 lines', async () => {
		const client = site.client(api);
		const lines = await collect(client.records({ resource: 'purchaseOrders' }));
		const count = (order: string): number => lines.filter((row) => row.order === order && row.lineNumber !== '').length;
		expect([count('POLM10001'), count('POLM10002'), count('POLM10003')]).toEqual([3, 0, 501]);
		expect(keysOf(await collect(client.keyedRecords({ resource: 'purchaseOrders', headers: true }))).sort()).toEqual((await site.stored('PORDER')).map(({ POHNUM }) => POHNUM).sort());
	});

	it('columns are what records have', async () => {
		const client = site.client(api);
		for (const resource of ['journalLines', 'journalEntries', 'accounts', 'dimensions', 'suppliers', 'purchaseOrders', 'companies', 'sites']) {
			const [first] = await collect(client.records({ resource, limit: 1 }));
			expect([resource, Object.keys(first ?? {})]).toEqual([resource, await client.columns({ resource })]);
		}
	});
});

describe('a record that does not come whole', () => {
	const rejections = async (api: 'graphql' | 'classic'): Promise<{ readonly said: string; readonly rows: ReadonlyArray<Readonly<Record<string, string>>> }> => {
		const rejected: string[] = [];
		const rows = await collect(site.client(api).records({ ...LINES, onRejected: (records) => rejected.push(...records.map((each) => JSON.stringify(each))) }));
		return { said: rejected.join('\n'), rows };
	};
	const REASON = 'Entry LM1-2603-0027 is locked';
	const others = (): Promise<Sums> => site.totals(['Account'], { match: '^(?!SIM|MIS.LM1-2603-0027)' });
	const withoutSimulations = (rows: ReadonlyArray<Readonly<Record<string, string>>>) => rows.filter(({ entryType }) => entryType !== 'SIM');

	describe.each([['the line', 'journalEntryLine MIS.LM1-2603-0027'], ['its analysis', 'journalEntryLine.analyticalLines MIS.LM1-2603-0027']])('GraphQL: %s', (_what, match) => {
		beforeEach(async () => {
			await site.reset();
			await site.control('disturb', { kind: 'diagnosis', severity: 3, match, times: -1, message: REASON });
		});

		it('fails the read that takes no rejections', async () => {
			expect(await rejection(collect(site.client('graphql').records(LINES)))).toBeInstanceOf(PartialDataError);
		});

		it.each([200, 400, 500])('is rejected with its reason, and all others come (status %s)', async (failureStatus) => {
			await site.switches({ failureStatus });
			const { said, rows } = await rejections('graphql');
			expect(said.split('\n')).toHaveLength(27);
			expect(said).toContain(REASON);
			expect(sumsOf(withoutSimulations(rows), ['account'])).toEqual(await others());
		});
	});

	it('GraphQL: nothing of a refused record is confirmed by Get Changes', async () => {
		await site.reset();
		const load = new Load(site, 'graphql', LINES);
		await load.run();
		await site.control('touch', { table: 'GACCENTRYD', key: 'MIS|LM1-2603-0027|5|1' });
		await site.control('disturb', { kind: 'diagnosis', severity: 4, match: 'journalEntryLine MIS.LM1-2603-0027.5', times: 1, message: REASON });
		expect(await rejection(load.run())).toBeInstanceOf(PartialDataError);
		expect(new Set((await load.run()).map(({ fields }) => fields.lineNumber))).toEqual(new Set(['5']));
	});

	it('GraphQL: a record whose analysis is refused on its second page is rejected, and all others come', async () => {
		await site.reset({ maxFirst: 20 });
		await site.control('disturb', { kind: 'diagnosis', severity: 3, match: 'journalEntryLine.analyticalLines MIS.LM1-2604-0045.1.1', skip: 1, message: REASON });
		const { said, rows } = await rejections('graphql');
		expect(said).toContain(REASON);
		expect(said).toContain('MIS|LM1-2604-0045|1|1');
		expect(rows.filter(({ entryNumber }) => entryNumber === 'LM1-2604-0045').map(({ lineNumber }) => lineNumber)).toEqual(['2']);
	});

	it('GraphQL: a warning takes nothing away', async () => {
		await site.reset();
		await site.control('disturb', { kind: 'diagnosis', severity: 2, match: 'journalEntryLine MIS.LM1-2603-0027', times: -1 });
		const { said, rows } = await rejections('graphql');
		expect([said, sumsOf(withoutSimulations(rows), ['account'])]).toEqual(['', await site.totals(['Account'], { match: '^(?!SIM)' })]);
	});

	it('GraphQL: a user who may not see the analysis gets no lines without it', async () => {
		await site.reset();
		const signIn = site.application({ clientId: 'limited-connected-app', secret: 'limited-connected-secret', user: 'LIMITED' });
		expect(String(await rejection(collect(site.client('graphql', { signIn }).records(LINES))))).toContain('access refused');
	});

	it('classic REST: an entry whose details fail is rejected, and all others come', async () => {
		await site.reset({ surfaces: 'classic' });
		await site.control('disturb', { kind: 'diagnosis', severity: 3, match: 'GACCENTRY MIS.LM1-2603-0027', skip: 1 });
		const { said, rows } = await rejections('classic');
		expect(said).toContain('MIS|LM1-2603-0027');
		expect(sumsOf(withoutSimulations(rows), ['account'])).toEqual(await others());
	});

	it('classic REST: a list with an error is none', async () => {
		await site.reset({ surfaces: 'classic' });
		await site.control('disturb', { kind: 'diagnosis', severity: 3, match: 'GACCENTRY MIS.LM1-2603-0027', message: 'Record is locked' });
		expect(String(await rejection(collect(site.client('classic').records(LINES))))).toContain('Record is locked');
	});
});

describe.each(FLAVOURS)('$name: pages as small as a server may make them', ({ api, switches }) => {
	beforeEach(() => site.reset({ ...switches, maxFirst: 20, classicCap: 7 }));

	it('every nested collection to its end: 45 parts of a line, 25 slots of a part, 501 lines of an order', async () => {
		const slots = Array.from({ length: 24 }, (_, slot) => (slot % 2 === 0 ? ['', ''] : [`T${slot}`, `V${slot}`]));
		await site.control('records', { entry: {
			type: 'MIS', number: 'LM1-2606-2525', site: 'LM1', date: '2026-06-30', journal: 'OD', status: 'final',
			lines: [
				{ account: '62000', sign: 1, amount: '25.00', splits: Array.from({ length: 25 }, (_, part) => ({ amount: '1.00', slots: [...slots, ['CCT', part % 2 === 0 ? 'D10' : 'D20']] })) },
				{ account: '10100', sign: -1, amount: '25.00' },
			],
		} });
		await site.save('GDIE', { DIE: 'T23', DES: 'A type of many' });
		const client = site.client(api);
		const rows = await collect(client.records({ ...ACTUAL, dimensionTypes: ['CCT', 'T23'] }));
		expect(sumsOf(rows, ['account', 'dimension_CCT'])).toEqual(await site.totals(['Account', 'CCT'], { match: '^(?!SIM)' }));
		const parts = rows.filter(({ entryNumber, lineNumber, analyticalLine }) => entryNumber === 'LM1-2606-2525' && lineNumber === '1' && analyticalLine !== '');
		expect(parts.map((row) => [row.analyticalLine, row.dimension_T23])).toEqual(Array.from({ length: 25 }, (_, part) => [String(part + 1), 'V23']));
		expect(rows.filter(({ entryNumber, lineNumber }) => entryNumber === 'LM1-2604-0045' && lineNumber === '1')).toHaveLength(46);
		const stored = (await site.stored('PORDERQ')).map(({ POHNUM, POPLIN, POQSEQ }) => `${POHNUM}|${POPLIN}|${POQSEQ}`);
		expect(keysOf(await collect(client.keyedRecords({ resource: 'purchaseOrders' }))).sort()).toEqual(stored.sort());
		expect(stored.length).toBeGreaterThan(501);
	});
});

describe('a record that changes while its collections are read', () => {
	it('GraphQL: an order that is touched between the pages of its lines: all its lines, each once', async () => {
		await site.reset({ maxFirst: 100 });
		const load = new Load(site, 'graphql', { resource: 'purchaseOrders' });
		await site.later(2, 'touch', { table: 'PORDER', key: 'POLM10003' }, 'nodes=purchaseOrder');
		await load.run();
		await load.run();
		expect([...load.held.keys()].filter((key) => key.startsWith('POLM10003'))).toHaveLength(501);
	});

	it('GraphQL: an entry that is deleted before the rest of its analysis: nothing is confirmed, and the next run is whole', async () => {
		await site.reset({ maxFirst: 20 });
		await site.control('records', { entry: {
			type: 'MIS', number: 'LM1-2501-0001', site: 'LM1', date: '2025-01-30', journal: 'OD', status: 'temporary', stamp: '2025-01-30T10:00:00.000Z',
			lines: [
				{ account: '62000', sign: 1, amount: '25.00', splits: Array.from({ length: 25 }, () => ({ amount: '1.00', slots: [['CCT', 'D10']] })) },
				{ account: '10100', sign: -1, amount: '25.00' },
			],
		} });
		await site.later(1, 'delete', { table: 'GACCENTRY', key: 'MIS|LM1-2501-0001' }, 'nodes=journalEntryLine');
		const load = new Load(site, 'graphql', ACTUAL);
		expect(await rejection(load.run())).toBeInstanceOf(RetryableError);
		await load.run();
		expect(sumsOf(load.held.values(), ['account'])).toEqual(await site.totals(['Account'], { match: '^(?!SIM)' }));
	});
});

it('no licence token of /sdata/ is burnt', async () => {
	const { licences } = await site.control<{ readonly licences: number }>('facts');
	expect(licences).toBe(0);
});
