/** Pages of a list that other people change, through a proxy that fails. */
import fc from 'fast-check';
import { RetryableError } from '../../src/core/errors';
import type { RecordsRequest } from '../../src/systems/sage300';
import { collect, keysOf, rejection } from '../doubles/results';
import { ContractSite } from './sage300-site';

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.close());

const CODES: RecordsRequest = { resource: 'GLSegmentCodes', filter: { operator: 'own', text: 'SegmentNumber eq \'000009\'' } };
const code = (number: number, text = 'untouched') =>
	({ SegmentNumber: '000009', SegmentCode: `Z${String(number).padStart(2, '0')}`, Description: text });
const keyOf = (number: number): string => `000009/Z${String(number).padStart(2, '0')}`;

const read = (request: RecordsRequest) => collect(site.client().keyedRecords(request));

describe('pages', () => {
	it.each(['by key', 'by position'] as const)('%s: what nobody touches comes exactly once, whatever is inserted and deleted between them', async (paging) => {
		const edit = fc.record({ number: fc.nat({ max: 29 }), isDelete: fc.boolean(), afterPages: fc.integer({ min: 1, max: 5 }) });
		await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 29 }), { minLength: 6 }), fc.array(edit, { maxLength: 8 }), fc.constantFrom(5, 6, 9), async (there, edits, pageSize) => {
			await site.reset();
			await site.switches({ pageSize });
			for (const number of there) await site.save('GLSegmentCodes', code(number));
			for (const { number, isDelete, afterPages } of edits) {
				if (isDelete) await site.later(afterPages, 'delete', { resource: 'GLSegmentCodes', key: keyOf(number) }, 'GLSegmentCodes');
				else await site.later(afterPages, 'records', { resource: 'GLSegmentCodes', record: code(number, 'touched') }, 'GLSegmentCodes');
			}
			let records: Awaited<ReturnType<typeof read>>;
			try {
				records = await read({ ...CODES, paging });
			} catch (error) {
				// Where all that was given is gone, a position has nothing left to hold on to: it says so, and nothing is confirmed.
				expect(paging).toBe('by position');
				expect(error).toBeInstanceOf(RetryableError);
				expect(error).toMatchObject({ facts: { said: expect.stringContaining('the place in it was lost') } });
				return;
			}
			const keys = keysOf(records);
			expect(new Set(keys).size).toBe(keys.length);
			const left = (await site.records('GLSegmentCodes')).filter(({ SegmentNumber, Description }) => SegmentNumber === '000009' && Description === 'untouched');
			for (const { SegmentCode } of left) expect(keys).toContain(`000009/${String(SegmentCode)}`);
		}), { numRuns: 40 });
	}, 60_000);

	it('one question for each full page, and one more', async () => {
		await site.control('scale', { lines: 1_000 });
		const before = site.sent.length;
		const lines = await read({ resource: 'GLPostedTransactions' });
		const asked = site.sent.slice(before).filter(({ url }) => url.includes('GLPostedTransactions'));
		expect(asked).toHaveLength(Math.floor(lines.length / 100) + 1);
		expect(asked.every(({ url }) => url.length < 2_048)).toBe(true);
	});

	it.each([{ topAbovePage: 'link' }, { topAbovePage: 'capped' }])('larger than the server gives (%j): all rows come', async (switches) => {
		await site.control('scale', { lines: 1_000 });
		await site.switches(switches);
		for (const paging of ['by key', 'by position'] as const) expect(await read({ resource: 'GLPostedTransactions', pageSize: 500, paging })).toHaveLength(1_000 + 18);
	});

	it.each([1, 2, 3])('of %i: balances, whose key can be compared by its beginning only, because an enumeration follows', async (pageSize) => {
		await site.switches({ pageSize });
		const fiscalSets = { designator: 'any', currencyType: 'any' };
		const keys = keysOf(await read({ resource: 'GLAccountFiscalSets', fiscalSets }));
		expect([keys.length, new Set(keys).size]).toEqual(Array(2).fill((await site.records('GLAccountFiscalSets')).length));
	});

	it.each([2, 3, 5])('of which every %i. fails at the proxy: each is asked for again, no row is lost or doubled', async (badGatewayEvery) => {
		await site.control('scale', { lines: 500 });
		await site.switches({ badGatewayEvery });
		const keys = keysOf(await read({ resource: 'GLPostedTransactions' }));
		expect([keys.length, new Set(keys).size]).toEqual([518, 518]);
	});

	it('that all fail: an error after five tries, with what can be done', async () => {
		await site.switches({ badGatewayEvery: 1 });
		const error = await rejection(read({ resource: 'GLAccounts' }));
		expect(error).toBeInstanceOf(RetryableError);
		expect(error).toMatchObject({ facts: { status: 502, remedy: expect.stringContaining('large pages can be made smaller') } });
		expect(await site.requests('GET .*/GLAccounts$')).toHaveLength(5);
	});

	it.each([
		['a body that breaks off', { kind: 'truncate', keep: 0.5 }], ['a body that is cut short', { kind: 'cut-body', keep: 0.5 }],
		['a lost answer', { kind: 'reset-after' }], ['no connection', { kind: 'reset-before' }],
		['an error in a good answer', { kind: 'answer', status: 200, headers: {}, body: '{"error":{"code":"TooManyRequests","message":{"lang":"en-US","value":"Busy."}}}' }],
		['429', { kind: 'answer', status: 429, headers: { 'retry-after': '7' }, body: '' }],
	])('%s between them is asked for again', async (_name, fault) => {
		const whole = keysOf(await read({ resource: 'GLAccounts' }));
		await site.control('faults', { match: 'GET .*/GLAccounts', skip: 1, ...fault });
		expect(keysOf(await read({ resource: 'GLAccounts' }))).toEqual(whole);
	});

	it('nothing is sent to the host of a link, and no link is followed there', async () => {
		await site.switches({ nextLinkHost: 'http://127.0.0.1:9', pageSize: 9 });
		for (const paging of ['by key', 'by position'] as const) expect(await read({ resource: 'GLAccounts', paging })).toHaveLength((await site.records('GLAccounts')).length);
		expect(site.sent.every(({ url }) => url.startsWith(`${site.simulator.url}/Sage300WebApi/v1.0/-/NORDIX/`))).toBe(true);
	});

	it('of lines that are posted meanwhile', async () => {
		await site.control('scale', { lines: 600 });
		const before = new Set(keysOf(await read({ resource: 'GLPostedTransactions' })));
		await site.later(2, 'post', { batch: 8 }, 'GLPostedTransactions');
		await site.later(3, 'scale', { lines: 300 }, 'GLPostedTransactions');
		const keys = keysOf(await read({ resource: 'GLPostedTransactions' }));
		expect(new Set(keys).size).toBe(keys.length);
		for (const key of before) expect(keys).toContain(key);
	});
});
