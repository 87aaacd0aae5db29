import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { ageDocuments, bucketNames, bucketOf, compareWithVendors, type AgingOptions, type OpenDocument } from '../../../src/systems/intacct/payables/aging';
import { rejection } from '../../doubles/results';
import { failure, loginAnswer } from './fakes/answers';
import { bench } from './fakes/client';
import { TableServer } from './fakes/table-server';

const OPTIONS: AgingOptions = { asOf: '2026-03-02', by: 'dueDate', amounts: 'base' };
const doc = (vendor: string, due: string, amount: string, kind: OpenDocument['kind'] = 'bill', more: Record<string, string> = {}): OpenDocument =>
	({ kind, fields: { RECORDNO: '1', VENDORID: vendor, WHENCREATED: '01/01/2026', WHENDUE: due, TOTALDUE: amount, TRX_TOTALDUE: amount, BASECURR: 'USD', CURRENCY: 'EUR', ...more } });

describe('buckets', () => {
	it.each([[-5, 'Current'], [0, 'Current'], [1, '1-30'], [30, '1-30'], [31, '31-60'], [60, '31-60'], [61, '61-90'], [90, '61-90'], [91, 'Over 90'], [3124, 'Over 90']])('%d days past due is %s', (days, bucket) => {
		expect(bucketOf(days)).toBe(bucket);
	});

	it('can have other limits', () => {
		expect(bucketNames([15, 45])).toEqual(['Current', '1-15', '16-45', 'Over 45']);
		expect(bucketOf(16, [15, 45])).toBe('16-45');
	});
});

describe('aging', () => {
	it('sums exactly by vendor and age', () => {
		expect(ageDocuments([doc('V-2', '03/02/2026', '0.1'), doc('V-2', '03/05/2026', '0.2'), doc('V-1', '02/14/2026', '8400'), doc('V-1', '12/01/2025', '1E2'), doc('V-3', '', '0.00')], OPTIONS)).toEqual([
			{ vendorId: 'V-1', currency: 'USD', buckets: { Current: '0', '1-30': '8400', '31-60': '0', '61-90': '0', 'Over 90': '100' }, total: '8500' },
			{ vendorId: 'V-2', currency: 'USD', buckets: { Current: '0.3', '1-30': '0', '31-60': '0', '61-90': '0', 'Over 90': '0' }, total: '0.3' },
		]);
	});

	it('counts from the bill date when asked, and when there is no due date', () => {
		const documents = [doc('V', '03/01/2026', '5', 'bill', { WHENCREATED: '12/25/2025' }), doc('V', '', '7', 'bill', { WHENCREATED: '12/25/2025' })];
		expect(ageDocuments(documents, { ...OPTIONS, by: 'billDate' })[0]?.buckets).toMatchObject({ '61-90': '12' });
		expect(ageDocuments(documents, OPTIONS)[0]?.buckets).toMatchObject({ '1-30': '5', '61-90': '7' });
	});

	it('keeps transaction currencies apart', () => {
		const rows = ageDocuments([doc('V', '', '1'), doc('V', '', '2', 'bill', { CURRENCY: 'GBP' })], { ...OPTIONS, amounts: 'transaction' });
		expect(rows.map(({ currency, total }) => [currency, total])).toEqual([['EUR', '1'], ['GBP', '2']]);
	});

	it('takes adjustments and advances off, or adds them as they stand', () => {
		const documents = [doc('V', '', '100'), doc('V', '', '30', 'adjustment'), doc('V', '', '-5', 'adjustment'), doc('V', '', '20', 'advance')];
		expect(ageDocuments(documents, OPTIONS)[0]?.total).toBe('55');
		expect(ageDocuments(documents, { ...OPTIONS, credits: 'signed' })[0]?.total).toBe('145');
	});

	it.each([[doc('V', '2026-01-01', '5')], [doc('V', '02/30/2026', '5')], [doc('V', '', '1,000')]])('refuses what it cannot read instead of leaving it out: %#', (document) => {
		expect(() => ageDocuments([document], OPTIONS)).toThrow(FatalError);
	});

	it('refuses an as-of day that is none', () => {
		expect(() => ageDocuments([], { ...OPTIONS, asOf: '03/02/2026' })).toThrow('is not a day');
	});

	it('loses no cent: buckets add up to the total and the totals to the documents', () => {
		const cents = (written: string): bigint => BigInt(Math.round(Number(written) * 100));
		fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: -99_999, max: 99_999 }))), (entries) => {
			const documents = entries.map(([vendor, day, amount]) => doc(`V-${vendor}`, `0${(day % 3) + 1}/${String(day).padStart(2, '0')}/2026`, (amount / 100).toFixed(2)));
			const rows = ageDocuments(documents, OPTIONS);
			for (const { buckets, total } of rows) expect(Object.values(buckets).reduce((sum, bucket) => sum + cents(bucket), 0n)).toBe(cents(total));
			expect(rows.reduce((sum, { total }) => sum + cents(total), 0n)).toBe(entries.reduce((sum, [, , amount]) => sum + BigInt(amount), 0n));
		}));
	});
});

describe('the control total', () => {
	const rows = ageDocuments([doc('V-1', '', '10'), doc('V-2', '', '5.50'), doc('V-3', '', '1'), doc('V-3', '', '1', 'bill', { BASECURR: 'GBP' })], OPTIONS);

	it('reports differences, both ways, and what cannot be compared', () => {
		expect(compareWithVendors(rows, [{ VENDORID: 'V-1', TOTALDUE: '10.00' }, { VENDORID: 'V-2', TOTALDUE: '5' }, { VENDORID: 'V-3', TOTALDUE: '2' }, { VENDORID: 'V-4', TOTALDUE: '7' }, { VENDORID: 'V-5', TOTALDUE: '' }])).toEqual({
			differences: [
				{ vendorId: 'V-2', aged: '5.50', vendorTotal: '5', difference: '0.50' },
				{ vendorId: 'V-4', aged: '0', vendorTotal: '7', difference: '-7' },
			],
			notCompared: ['V-3'],
		});
	});
});

describe('reading the aging', () => {
	const bill = (number: string, amount: string, state = 'Posted') => ({ RECORDNO: number, VENDORID: 'V-1', WHENCREATED: '01/15/2026', WHENDUE: '02/14/2026', STATE: state, TOTALDUE: amount, BASECURR: 'USD' });
	const tables = () => ({
		APBILL: [bill('1', '100'), bill('2', '0'), bill('3', '40', 'Draft'), bill('4', '7', 'Selected')],
		APADJUSTMENT: [bill('9', '20')], APADVANCE: [{ ...bill('11', '5'), WHENDUE: '' }], VENDOR: [{ RECORDNO: '1', VENDORID: 'V-1', TOTALDUE: '82' }],
	});

	it('takes open bills less credits and agrees with the vendor', async () => {
		const server = new TableServer(tables());
		const { client } = bench(Array.from({ length: 20 }, () => server.answer));
		const aging = await client.apAging({ by: 'dueDate', amounts: 'base', asOf: '2026-03-02' });
		expect(aging.rows).toEqual([{ vendorId: 'V-1', currency: 'USD', buckets: { Current: '0', '1-30': '87', '31-60': '-5', '61-90': '0', 'Over 90': '0' }, total: '82' }]);
		expect(aging.control).toEqual({ differences: [], notCompared: [] });
		expect(aging.leftOut).toEqual([]);
	});

	it('says which credits it could not read', async () => {
		const server = new TableServer(tables());
		server.before = (query) => {
			if (query === 3) server.instead = [failure('query', { code: 'PL04000005', description2: 'You may not read APADVANCE' })];
		};
		const { client } = bench(Array.from({ length: 20 }, () => server.answer));
		const aging = await client.apAging({ by: 'dueDate', amounts: 'base', asOf: '2026-03-02' });
		expect(aging.leftOut).toEqual([{ object: 'APADVANCE', said: 'You may not read APADVANCE' }]);
		expect(aging.control?.differences).toEqual([{ vendorId: 'V-1', aged: '87', vendorTotal: '82', difference: '5' }]);
	});

	it('takes the server\'s today, where the user is, when no day is given', async () => {
		const server = new TableServer({ APBILL: [{ ...bill('1', '1'), WHENDUE: '03/02/2026' }], VENDOR: [] });
		const { client } = bench(Array.from({ length: 20 }, () => server.answer));
		expect((await client.apAging({ by: 'dueDate', amounts: 'base' })).rows[0]?.buckets.Current).toBe('1');
	});

	it('fails when bills cannot be read', async () => {
		const { client } = bench([loginAnswer(), failure('query', { code: 'PL04000005', description2: 'no' })]);
		expect(await rejection(client.apAging({ by: 'dueDate', amounts: 'base', asOf: '2026-03-02' }))).toBeInstanceOf(FatalError);
	});
});
