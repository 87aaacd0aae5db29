import fc from 'fast-check';
import { highWaterOf } from '../../../agent/src/paging/high-water';
import { endAll, errorOf, gateway, TestSite, until } from './fakes/running';
import { type Reply } from './fakes/call-agent';

afterEach(endAll);

interface Page {
	readonly items: ReadonlyArray<{ readonly accountKey: string }>;
	readonly page: { readonly hasMore: boolean; readonly nextCursor: string | null; readonly highWater: string; readonly serverTime: { readonly stamp: string } };
}
const pageOf = ({ body }: Reply): Page => body as unknown as Page;

const walk = async (site: TestSite, query = '', between?: (page: number) => void): Promise<Page[]> => {
	const pages: Page[] = [];
	for (let cursor = ''; ;) {
		const page = pageOf(await site.call(`/gl/accounts?pageSize=100${query}${cursor}`));
		pages.push(page);
		if (!page.page.hasMore || page.page.nextCursor === null) return pages;
		between?.(pages.length);
		cursor = `&cursor=${encodeURIComponent(page.page.nextCursor)}`;
	}
};
const keysOf = (pages: readonly Page[]): string[] => pages.flatMap(({ items }) => items.map(({ accountKey }) => accountKey));

describe('walking a list', () => {
	it('gives 200 rows unless told, and cuts what is larger than 1000 (checklist 7)', async () => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 1500);
		expect(pageOf(await site.call('/gl/accounts')).items).toHaveLength(200);
		expect(pageOf(await site.call('/gl/accounts?pageSize=5000')).items).toHaveLength(1000);
	});

	it('gives each row once, 500 with the same stamp too (checklist 8, 11)', async () => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 500);
		const keys = keysOf(await walk(site));
		expect(keys).toEqual(site.sage.keys.get('accounts'));
	});

	it('is not moved by rows that come and go meanwhile; one that vanished is left out (checklist 9, 16)', async () => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 300);
		const keys = keysOf(await walk(site, '', () => {
			site.sage.keys.set('accounts', ['000000000', ...(site.sage.keys.get('accounts') ?? [])]);
			site.sage.gone.add('000000250');
		}));
		expect(keys).toHaveLength(299);
		expect(new Set(keys).size).toBe(299);
		expect(keys).not.toContain('000000000');
	});

	it('has more as long as keys are left, even when a whole page vanished', async () => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 300);
		for (let number = 101; number <= 200; number += 1) site.sage.gone.add(String(number).padStart(9, '0'));
		expect((await walk(site)).map(({ items, page }) => [items.length, page.hasMore])).toEqual([[100, true], [0, true], [100, false]]);
	});

	it('tells the same server time and high water mark on every page, one step before the start', async () => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 250);
		const pages = await walk(site);
		expect(new Set(pages.map(({ page }) => `${page.highWater} ${page.serverTime.stamp}`))).toEqual(new Set(['20250401T8.24999 20250401T8.25000']));
		expect(site.sage.calls.filter((call) => call.startsWith('clock'))).toHaveLength(1);
		expect(site.sage.calls.indexOf('clock ABC')).toBeLessThan(site.sage.calls.indexOf('scan ABC'));
	});

	it('reads in groups that the port takes', async () => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 1000);
		await site.call('/gl/accounts?pageSize=1000');
		expect(site.sage.calls.filter((call) => call.startsWith('fetch'))).toHaveLength(4);
	});

	it('passes filters on as the document types them, with their defaults, and the stamp apart', async () => {
		const site = await new TestSite().start();
		await site.call('/gl/accounts?status=A,I&updatedSince=20250331T15.5');
		expect([site.sage.lastFilter, site.sage.lastSince]).toEqual([{ status: ['A', 'I'] }, '20250331T15.5']);
		await site.call('/gl/segments/02/values');
		expect([site.sage.lastFilter, site.sage.lastSince]).toEqual([{ segmentNo: '02' }, undefined]);
		await site.call('/po/purchase-orders?openOnly=true');
		expect(site.sage.lastFilter).toEqual({ openOnly: true, includeLines: true });
		await site.call('/gl/balances?fiscalYear=2025');
		expect(site.sage.lastFilter).toEqual({ fiscalYear: '2025', fillGaps: false });
	});
});

describe('cursors', () => {
	const begun = async (query = ''): Promise<{ site: TestSite; cursor: string }> => {
		const site = await new TestSite().start();
		site.sage.fill('accounts', 300);
		site.sage.fill('vendors', 300);
		return { site, cursor: pageOf(await site.call(`/gl/accounts?pageSize=100${query}`)).page.nextCursor ?? '' };
	};

	it('are not bound to the page size', async () => {
		const { site, cursor } = await begun();
		expect(pageOf(await site.call(`/gl/accounts?pageSize=1000&cursor=${cursor}`)).items).toHaveLength(200);
	});

	it('are bound to company, list and parameters', async () => {
		const { site, cursor } = await begun('&status=A');
		for (const reply of [
			await site.call(`/gl/accounts?cursor=${cursor}`), await site.call(`/gl/accounts?status=I&cursor=${cursor}`), await site.call(`/ap/vendors?cursor=${cursor}`),
			await site.call(`/gl/accounts?status=A&cursor=${cursor}`, { company: 'XYZ' }), await site.call(`/gl/accounts?status=A&updatedSince=20250331T1&cursor=${cursor}`),
		]) expect([reply.status, errorOf(reply).code]).toEqual([400, 'CURSOR_INVALID']);
		expect((await site.call(`/gl/accounts?status=A&cursor=${cursor}`)).status).toBe(200);
	});

	it('are refused when the agent did not make them (checklist 41)', async () => {
		const { site, cursor } = await begun();
		for (const wrong of ['abc', `${cursor}0000000`, cursor.replace(/\d+$/, '99999')]) expect(errorOf(await site.call(`/gl/accounts?cursor=${wrong}`)).code).toBe('CURSOR_INVALID');
	});

	it('may be used again, for an answer that was lost', async () => {
		const { site, cursor } = await begun();
		const [first, second] = [await site.call(`/gl/accounts?pageSize=100&cursor=${cursor}`), await site.call(`/gl/accounts?pageSize=100&cursor=${cursor}`)];
		expect(pageOf(second)).toEqual(pageOf(first));
	});

	it('live an hour from when they were given (checklist 41)', async () => {
		const { site, cursor } = await begun();
		site.clock.advance(59 * 60_000);
		const later = pageOf(await site.call(`/gl/accounts?pageSize=100&cursor=${cursor}`)).page.nextCursor ?? '';
		site.clock.advance(59 * 60_000);
		expect((await site.call(`/gl/accounts?pageSize=100&cursor=${later}`)).status).toBe(200);
		site.clock.advance(61 * 60_000);
		const dead = await site.call(`/gl/accounts?cursor=${later}`);
		expect([dead.status, errorOf(dead).code]).toEqual([410, 'CURSOR_EXPIRED']);
	});

	it('are gone after a restart (checklist 48)', async () => {
		const { site, cursor } = await begun();
		await site.restart();
		expect((await site.call(`/gl/accounts?cursor=${cursor}`)).status).toBe(410);
	});
});

describe('one request at a time per company (checklist 42)', () => {
	it('lets the second wait shortly, then turns it away with 429, and never asks Sage twice at once', async () => {
		const site = await new TestSite().start({ waitSeconds: 5 });
		const { wait, open } = gateway();
		site.sage.next('scan', () => wait);
		const first = site.call('/gl/accounts');
		await until(() => site.sage.calls.includes('scan ABC'));
		let answer: Reply | undefined;
		const second = site.call('/ap/vendors').then((reply) => {
			answer = reply;
			return reply;
		});
		expect((await site.call('/gl/accounts', { company: 'XYZ' })).status).toBe(200);
		await until(() => {
			site.clock.advance(5000);
			return answer !== undefined;
		});
		const turnedAway = await second;
		expect([turnedAway.status, turnedAway.headers['retry-after'], errorOf(turnedAway).retryable]).toEqual([429, '2', true]);
		open();
		expect((await first).status).toBe(200);
		expect(site.sage.mostAtOnce).toBe(1);
	});

	it('serves the waiting one when its turn comes', async () => {
		const site = await new TestSite().start();
		const { wait, open } = gateway();
		site.sage.next('scan', () => wait);
		const both = [site.call('/gl/accounts'), site.call('/ap/vendors')];
		await until(() => site.sage.calls.includes('scan ABC'));
		open();
		expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
		expect(site.sage.mostAtOnce).toBe(1);
	});

	it('lets the running request end when the agent stops, and closes Sage', async () => {
		const site = await new TestSite().start();
		const { wait, open } = gateway();
		site.sage.next('scan', () => wait);
		const first = site.call('/gl/accounts');
		await until(() => site.sage.calls.includes('scan ABC'));
		const stopped = site.agent.stop();
		open();
		expect((await first).status).toBe(200);
		await stopped;
		expect(site.sage.closed).toBe(true);
	});
});

describe('the high water mark', () => {
	it('is one step before, over the hour and over midnight', () => {
		expect(['20250401T8.25000', '20250401T9.00000', '20250401T9', '20250401T0.0', '20240301T0.00000', '20250101T0'].map(highWaterOf)).toEqual([
			'20250401T8.24999', '20250401T8.99999', '20250401T8.99999', '20250331T23.99999', '20240229T23.99999', '20241231T23.99999',
		]);
	});

	it('is exactly 0.00001 of an hour earlier, whatever the time', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 24 * 100_000 - 1 }), (step) => {
			const text = (at: number): string => `20250401T${Math.floor(at / 100_000)}.${String(at % 100_000).padStart(5, '0')}`;
			expect(highWaterOf(text(step))).toBe(text(step - 1));
		}));
	});
});
