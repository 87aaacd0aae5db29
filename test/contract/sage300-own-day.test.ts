/** A day of one's own choice as the mark of change, in a field that can stay empty. */
import { ContractSite } from './sage300-site';
import { Load } from './sage300-load';

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
beforeEach(() => site.reset());
afterAll(() => site.close());

const DAY_MS = 86_400_000;
const orders = (): Load => new Load(site, { resource: 'POPurchaseOrders', detail: null, cursor: { kind: 'day', dayField: 'LastPostingDate' } });
const add = async (key: string, day: string | null, more: object = {}): Promise<unknown> => {
	const [like] = await site.records('POPurchaseOrders');
	return await site.save('POPurchaseOrders', { ...like, PurchaseOrderSequenceKey: key, PurchaseOrderNumber: `PO-${key}`, LastPostingDate: day ?? '', ...more });
};

it('hides nothing that has none: what is new comes, and so do its edits', async () => {
	const load = orders();
	await load.run();
	await site.control('clock', { advanceMs: 5 * DAY_MS });
	await add('9001', null);
	expect(await load.keys()).toContain('9001');
	await site.control('clock', { advanceMs: DAY_MS });
	expect(await load.keys()).not.toContain('9002');
	await add('9001', null, { Description: 'Edited' });
	await load.run();
	expect(load.held.get('9001')).toMatchObject({ Description: 'Edited' });
	await site.control('clock', { advanceMs: DAY_MS });
	await load.run();
	expect(await load.keys()).toEqual([]);
	await add('9001', '2026-05-27', { Description: 'Posted' });
	await load.run();
	expect(load.held.get('9001')).toMatchObject({ Description: 'Posted', LastPostingDate: expect.stringContaining('2026-05-27') });
});

it('that no record lacks on the first day is no promise for the next', async () => {
	const load = orders();
	for (const { PurchaseOrderSequenceKey } of await site.records('POPurchaseOrders')) await add(String(PurchaseOrderSequenceKey), '2026-04-20');
	await load.run();
	await add('9001', null);
	expect(await load.keys()).toContain('9001');
});

it('of edits is asked for by a filter: every record has it', async () => {
	const load = new Load(site, { resource: 'APVendors', cursor: { kind: 'day', dayField: 'DateLastMaintained' } });
	await load.run();
	site.sent.length = 0;
	await load.run();
	const lists = site.sent.filter(({ url }) => url.includes('/APVendors?') && !url.includes('$top=1'));
	expect(lists.length).toBeGreaterThan(0);
	expect(lists.every(({ url }) => (new URL(url).searchParams.get('$filter') ?? '').includes('DateLastMaintained'))).toBe(true);
});
