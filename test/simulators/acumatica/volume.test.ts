import { rows, Site, value, wrap, type Caller, type Entity } from './driver';

const LINES = 100_000;
const units = (text: string): bigint => BigInt(text.replace('.', ''));

describe('a hundred thousand generated lines', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start({ seeds: { ledger: { lines: LINES } } });
		caller = await site.caller();
	});
	afterAll(() => site.close());

	it('are paged in key order, every line once, and their sum is the announced one', async () => {
		const { generated } = await site.control<{ generated: { batches: number; lines: number; debit: string; firstBatch: string } }>('company');
		expect(generated).toMatchObject({ batches: 5000, lines: LINES });
		const ids = new Set<unknown>();
		let [sum, pages] = [0n, 0];
		for (let after = generated.firstBatch, more = true; more; pages += 1) {
			const filter = encodeURIComponent(`Module eq 'GL' and BatchNbr ${pages === 0 ? 'ge' : 'gt'} '${after}'`);
			const answer = await caller.list(`JournalTransaction?$filter=${filter}&$expand=Details&$select=BatchNbr,Details/LineNbr,Details/DebitAmount&$top=1000`);
			for (const [, amount = ''] of answer.text.matchAll(/"DebitAmount":\{"value":([\d.]+)\}/g)) sum += units(amount);
			const batches = answer.json<Entity[]>();
			for (const batch of batches) for (const line of rows(batch, 'Details')) ids.add(line.id);
			more = batches.length === 1000;
			after = String(value(batches[batches.length - 1], 'BatchNbr'));
		}
		expect([ids.size, sum, pages]).toEqual([LINES, units(generated.debit), 6]);
	}, 60_000);

	it('cost what their headers cost: no line is kept in memory', async () => {
		const own = await Site.start();
		const before = process.memoryUsage().heapUsed;
		await own.control('scale', { lines: LINES });
		const grown = process.memoryUsage().heapUsed - before;
		await own.close();
		// A stored line takes more than a kilobyte.
		expect(grown).toBeLessThan(LINES * 400);
	});

	it('sum up in AccountSummaryInquiry, and balance', async () => {
		const answer = await caller.put('AccountSummaryInquiry?$expand=Results', wrap({ Ledger: 'ACTUAL', Period: '122026', Branch: 'MILL1' }));
		const results = rows(answer.json(), 'Results');
		expect(results.length).toBeGreaterThan(35);
		const texts = (name: string): bigint => [...answer.text.matchAll(new RegExp(`"${name}":\\{"value":(-?[\\d.]+)\\}`, 'g'))].reduce((sum, [, text = '']) => sum + units(text), 0n);
		expect(texts('DebitTotal')).toBe(texts('CreditTotal'));
		const [total] = await site.control<{ debit: string }[]>('totals?by=Ledger&ledger=ACTUAL&status=Posted&match=Generated');
		expect(total?.debit).toBe((await site.control<{ generated: { debit: string } }>('company')).generated.debit);
	}, 60_000);

	it('are there again after a reset, the same', async () => {
		const first = (await caller.list('JournalTransaction/GL/GL0000100?$expand=Details')).text;
		await site.control('reset', { keepSessions: true });
		expect((await caller.list('JournalTransaction/GL/GL0000100?$expand=Details')).text).toBe(first);
	});
});
