import { RetryableError } from '../../src/core/errors';
import { readChanges } from '../../src/sync/changes';
import { confirm, type Cursor } from '../../src/sync/cursor';
import { equalTo, ownText, startsWith, type SourceOptions } from '../../src/systems/acumatica';
import { collect, keysOf } from '../doubles/results';
import { ContractSite } from './acumatica-site';

const END = '2027-01-01T00:00:00Z';
const MARCH = '2026-03-01T10:00:';
const OURS = startsWith('AccountCD', 'Z');
const FIELDS = ['Description'];

describe('changes', () => {
	let site: ContractSite;
	beforeEach(async () => {
		site = await ContractSite.start();
	});
	afterEach(() => site.close());

	const save = (code: string, stamp: string, description = code) => site.save('Account', { AccountCD: code, Description: description }, stamp);
	const source = (more: Partial<SourceOptions> = {}) => site.client().source({ entity: 'Account', filter: OURS, fields: FIELDS, ...more });
	const filters = (): string[] => site.sent.map(({ url }) => new URL(url).searchParams.get('$filter') ?? '').filter((text) => text !== '');

	it.each(['+00:00', '-04:00', '+05:30'])('ranges are half open to the second, whatever offset the server writes (%s)', async (serverOffset) => {
		await site.switches({ serverOffset });
		const stamps = ['09.997', '10.000', '10.003', '10.990', '19.000', '19.997', '20.000', '20.003'];
		for (const [at, stamp] of stamps.entries()) await save(`Z${at}`, `${MARCH}${stamp}Z`);
		expect(keysOf(await collect(source({ pageSize: 2 }).records(`${MARCH}10Z`, `${MARCH}20Z`)))).toEqual(['Z1', 'Z2', 'Z3', 'Z4', 'Z5']);
		expect(keysOf(await collect(source({ pageSize: 2 }).marks(`${MARCH}10Z`, `${MARCH}20Z`)))).toEqual(['Z1', 'Z2', 'Z3', 'Z4', 'Z5']);
		const all = await collect(source({ pageSize: 3 }).records(null, END));
		expect(all.map(({ stamp }) => stamp)).toEqual(stamps.map((stamp) => `${MARCH}${stamp.slice(0, 2)}Z`));
		expect(all.every(({ fields }) => fields.LastModifiedDateTime?.endsWith(serverOffset))).toBe(true);
	});

	it('neighbouring ranges have every record once, a thousand of one second among them', async () => {
		for (let at = 0; at < 60; at += 1) await save(`Z${String(at).padStart(2, '0')}`, `${MARCH}${at % 3 === 0 ? '09.997' : '10.500'}Z`);
		const reading = source({ pageSize: 7 });
		const parts = await Promise.all([[null, `${MARCH}10Z`], [`${MARCH}10Z`, `${MARCH}11Z`], [`${MARCH}11Z`, END]].map(async ([from = null, to = END]) => keysOf(await collect(reading.records(from, to ?? END)))));
		expect(parts.map(({ length }) => length)).toEqual([20, 40, 0]);
		expect(new Set(parts.flat()).size).toBe(60);
	});

	it('a pure date stays the day that the server wrote', async () => {
		await site.switches({ serverOffset: '-04:00' });
		const batches = await collect(site.client().source({ entity: 'JournalTransaction', detail: null, fields: ['TransactionDate'] }).records(null, END));
		expect(batches.map(({ fields }) => fields.TransactionDate)).toContain('2026-02-28T00:00:00-04:00');
	});

	it('rows that enter, leave and change between the pages: what stays is given once', async () => {
		for (let at = 0; at < 40; at += 1) await save(`Z${String(at).padStart(2, '0')}`, `${MARCH}10Z`);
		await site.later(1, 'delete', { entity: 'Account', key: 'Z03' }, 'Account\\?');
		await site.later(2, 'records', { entity: 'Account', record: { AccountCD: 'Z000', Description: 'entered' } }, 'Account\\?');
		await site.later(2, 'touch', { entity: 'Account', key: 'Z05' }, 'Account\\?');
		await site.later(3, 'touch', { entity: 'Account', key: 'Z39' }, 'Account\\?');
		for (const key of ['Z10', 'Z11', 'Z12', 'Z13', 'Z14', 'Z15', 'Z16', 'Z17', 'Z18']) await site.later(3, 'delete', { entity: 'Account', key }, 'Account\\?');
		const keys = keysOf(await collect(source({ pageSize: 5 }).records(`${MARCH}00Z`, `${MARCH}30Z`)));
		expect(new Set(keys).size).toBe(keys.length);
		const untouched = (await site.records('Account')).filter(({ AccountCD, LastModifiedDateTime }) => String(AccountCD).startsWith('Z') && String(LastModifiedDateTime).startsWith('2026-03'));
		expect(untouched.length).toBe(28);
		for (const { AccountCD } of untouched) expect(keys).toContain(AccountCD);
		// Edited behind the page that was to bring it: it has left the range, and the next range begins before its new stamp.
		expect(keys).not.toContain('Z39');
	});

	it('marks shrink while they are read, and lose nothing that stays', async () => {
		for (let at = 0; at < 40; at += 1) await save(`Z${String(at).padStart(2, '0')}`, `${MARCH}10Z`);
		for (let at = 0; at < 12; at += 1) await site.later(2 + (at % 3), 'touch', { entity: 'Account', key: `Z${String(at).padStart(2, '0')}` }, 'Account\\?');
		const keys = keysOf(await collect(source({ pageSize: 5 }).marks(`${MARCH}00Z`, `${MARCH}30Z`)));
		for (let at = 12; at < 40; at += 1) expect(keys.filter((key) => key === `Z${at}`)).toEqual([`Z${at}`]);
	});

	it('key fields that somebody chose and that do not tell records apart are found out, however far apart the records stand', async () => {
		for (let at = 0; at < 30; at += 1) await save(`Z${String(at).padStart(2, '0')}`, `${MARCH}10Z`, at % 20 === 3 ? 'same' : `own ${at}`);
		const named = source({ keyFields: ['Description'], pageSize: 5 });
		await expect(collect(named.records(null, END))).rejects.toThrow(/same is the name of two records/);
		await save('Z23', `${MARCH}10Z`, 'another');
		expect((await collect(source({ keyFields: ['Description'], pageSize: 5 }).records(null, END))).length).toBe(30);
	});

	it('an order that is not fixed is found out', async () => {
		await site.switches({ orderBy: 'apply' });
		const { http } = site.signIn();
		const shuffled = site.client({ http: { send: (request) => http.send({
			...request, url: request.url.includes('$skip') ? `${request.url}&$orderby=Description%20desc` : request.url,
		}) } });
		for (let at = 0; at < 120; at += 1) await save(`Z${String(at).padStart(3, '0')}`, `${MARCH}10Z`, `${(at * 37) % 120}`);
		await expect(collect(shuffled.source({ entity: 'Account', filter: OURS, fields: FIELDS, pageSize: 50 }).records(null, END))).rejects.toBeInstanceOf(RetryableError);
	});

	it('the same page twice in a detail: two states of one batch are never mixed, and the newer is read next', async () => {
		const lines = (text: string) => ['1', '2'].map((LineNbr) => ({ LineNbr, Account: '52000', TransactionDescription: text, DebitAmount: '1.0000' }));
		const batch = (text: string) => ({ Module: 'GL', BatchNbr: 'GL9000001', LedgerID: 'REPORT', Description: text, Details: lines(text) });
		await site.save('JournalTransaction', batch('first'), `${MARCH}10Z`);
		const reading = site.client().source({ entity: 'JournalTransaction', filter: equalTo('LedgerID', 'REPORT'), pageSize: 1 });
		const first = readChanges(reading, undefined, { overlapSeconds: 60, generation: 'g', startFrom: null });
		await site.later(1, 'records', { entity: 'JournalTransaction', record: batch('second') }, 'JournalTransaction\\?');
		expect((await collect(first.pages)).map(({ fields }) => fields['Details/TransactionDescription'])).toEqual(['first', 'first']);
		const { cursor } = confirm(undefined, first.finish());
		await site.control('clock', { advanceMs: 5_000 });
		const second = readChanges(reading, cursor, { overlapSeconds: 60, generation: 'g', startFrom: null });
		expect((await collect(second.pages)).map(({ fields }) => fields['Details/TransactionDescription'])).toEqual(['second', 'second']);
	});

	describe('a filter over another view than the stamp', () => {
		const condition = ownText('MainContact/Email eq \'office@v213.example\'')!;

		it.each(['match', 'empty'])('loses nothing, whether the site can join the two or answers with an empty list (%s)', async (crossViewFilter) => {
			await site.switches({ crossViewFilter });
			const vendors = site.client().source({ entity: 'Vendor', filter: condition, fields: ['VendorName'] });
			let cursor: Cursor | undefined;
			const read = async (): Promise<string[]> => {
				const changes = readChanges(vendors, cursor, { overlapSeconds: 60, generation: 'g', startFrom: '2026-01-01T00:00:00Z' });
				const keys = keysOf(await collect(changes.pages));
				cursor = confirm(cursor, changes.finish()).cursor;
				return keys;
			};
			expect(await read()).toEqual(['V00213']);
			await site.control('clock', { advanceMs: 3_600_000 });
			expect(await read()).toEqual([]);
			await site.control('touch', { entity: 'Vendor', key: 'V00213' });
			await site.control('clock', { advanceMs: 5_000 });
			expect(await read()).toEqual(['V00213']);
		});

		it('of one view keeps its range at the server', async () => {
			await collect(site.client().source({ entity: 'Vendor', filter: ownText('VendorName eq \'a/b\' and cf.String(f=\'BAccount.AttributeREGION\') eq \'NORTH\'')! }).records(`${MARCH}00Z`, END));
			expect(filters().at(-1)).toMatch(/ and LastModifiedDateTime ge /);
		});
	});

	describe('without a stamp', () => {
		it('a change anywhere hands out all, and none hands out nothing', async () => {
			const reading = site.client().source({ entity: 'Subaccount', pageSize: 3 });
			let cursor: Cursor | undefined;
			const read = async (): Promise<number> => {
				const changes = readChanges(reading, cursor, { overlapSeconds: 60, generation: 'g', startFrom: null });
				const count = (await collect(changes.pages)).length;
				cursor = confirm(cursor, changes.finish()).cursor;
				await site.control('clock', { advanceMs: 2_000 });
				return count;
			};
			expect([await read(), await read()]).toEqual([11, 0]);
			await site.save('Subaccount', { SubaccountCD: 'D300000', Description: 'Forschung' });
			expect([await read(), await read()]).toEqual([11, 0]);
			await site.control('delete', { entity: 'Subaccount', key: 'D300000' });
			expect([await read(), await read()]).toEqual([10, 0]);
		});

		it('the calendar of a company that nobody names is refused where it would be an empty list', async () => {
			const client = site.client();
			const work = collect(client.source({ entity: 'CompanyFinancialPeriod' }).unstamped());
			await expect(work).rejects.toThrow(/Company/);
			const named = await collect(client.source({ entity: 'CompanyFinancialPeriod', filter: equalTo('Company', 'HARBOR') }).unstamped());
			expect(keysOf(named).slice(0, 2)).toEqual(['HARBOR/2024/012024', 'HARBOR/2024/022024']);
			expect(named.length).toBe(48);
		});
	});

	it('a limit asks for no more than a usual page at a time', async () => {
		await site.control('scale', { lines: 5_000, linesPerBatch: 2 });
		const records = await collect(site.client().records({ entity: 'JournalTransaction', fields: ['Details/Account'], limit: 1_500 }));
		expect(records.length).toBe(1_500);
		const tops = site.sent.map(({ url }) => Number(new URL(url).searchParams.get('$top'))).filter((top) => top > 0);
		expect(Math.max(...tops)).toBeLessThan(300);
	});
});
