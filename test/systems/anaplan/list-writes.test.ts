import type { HttpRequest } from '../../../src/contracts';
import { CancelledError, FatalError } from '../../../src/core/errors';
import type { ItemDraft, ItemKey, ListWriteKind, ListWriteResult } from '../../../src/systems/anaplan';
import { REF, bench, failureOf, json, lost, plain, refusal, type Bench } from './fake-anaplan';

const LIST = '101000000012';
const ITEMS = `/lists/${LIST}/items`;
const ROUTES: Readonly<Record<ListWriteKind, string>> = { add: `POST ${ITEMS}?action=add`, update: `PUT ${ITEMS}`, delete: `POST ${ITEMS}?action=delete` };

const write = ({ client }: Bench, kind: ListWriteKind, drafts: readonly ItemDraft[], by: ItemKey = 'code'): Promise<ListWriteResult> =>
	client.writeItems({ ...REF, kind, listId: LIST, drafts, by });
const freight: ItemDraft = { code: '6105', name: '6105 Freight out', parent: 'Opex', properties: { 'Account type': 'Expense' }, subsets: { 'P&L only': true } };
const travel: ItemDraft = { code: '6100', name: '6100 Travel' };
const shown = (draft: ItemDraft, more: object = {}) => ({ id: `2${draft.code ?? '0'}`, parent: '', ...draft, ...more });
const listed = (...items: readonly object[]) => json(200, { listItems: items });
const failure = (requestIndex: number, failureMessageDetails: string, failureType = 'INCOMPLETE_DATA') => ({ requestIndex, failureType, failureMessageDetails });
const answer = (counts: object, ...failures: readonly object[]) => json(200, { meta: {}, status: { code: 200, message: 'Success' }, ...counts, ...(failures.length > 0 ? { failures } : {}) });
const sentIn = ({ http }: Bench, method = 'POST'): unknown[] => http.sent.filter((request) => request.method === method).map(({ body }) => JSON.parse(String(body)) as unknown);
const many = (count: number): ItemDraft[] => Array.from({ length: count }, (_, index) => ({ code: `C${index}`, name: `N${index}` }));
const echo = ({ body }: HttpRequest) => answer({ added: (JSON.parse(String(body)) as { items: unknown[] }).items.length, ignored: 0 });

describe('every draft ends in exactly one way', () => {
	it('missing failures = none', async () => {
		const all = bench();
		all.http.on(ROUTES.add, answer({ added: 1, ignored: 0, total: 1 }));
		expect(await write(all, 'add', [freight])).toEqual({ refusals: [], confirmedByReading: [], calls: 1 });
		expect(sentIn(all)).toEqual([{ items: [{ name: '6105 Freight out', code: '6105', parent: 'Opex', properties: { 'Account type': 'Expense' }, subsets: { 'P&L only': true } }] }]);
	});

	it('HTTP 200 although every item failed', async () => {
		const all = bench();
		all.http.on(ROUTES.add, answer({ added: 0, ignored: 2, total: 2 }, failure(0, 'incorrect format', 'INCORRECT_FORMAT'), failure(1, 'exists already')));
		expect((await write(all, 'add', [freight, travel])).refusals).toEqual([
			{ index: 0, type: 'INCORRECT_FORMAT', said: 'incorrect format', state: 'refused' }, { index: 1, type: 'INCOMPLETE_DATA', said: 'exists already', state: 'refused' },
		]);
	});

	it.each([
		['counts', { deleted: 1, ignored: 1, total: 2, failures: [failure(1, 'Code \'X9\' not found', 'Not found')] }],
		['result', { result: { numberOfItemsDeleted: 1, failures: [failure(1, 'Code \'X9\' not found', 'Not found')] } }],
	])('both shapes of the answer to a deletion are read (%s)', async (_shape, body) => {
		const all = bench();
		all.http.on(ROUTES.delete, json(200, body));
		expect((await write(all, 'delete', [{ code: '6100' }, { code: 'X9' }])).refusals).toEqual([{ index: 1, type: 'Not found', said: 'Code \'X9\' not found', state: 'refused' }]);
		expect(sentIn(all)).toEqual([{ items: [{ code: '6100' }, { code: 'X9' }] }]);
	});

	it('items that are counted as ignored without a word are found by reading the list', async () => {
		const all = bench();
		all.http.on(ROUTES.update, answer({ updated: 1, ignored: 1, total: 2 })).on(`GET ${ITEMS}`, listed(shown(freight), shown(travel, { name: 'Old name' })));
		expect(await write(all, 'update', [freight, travel])).toMatchObject({ refusals: [{ index: 1, type: 'IGNORED', state: 'refused' }], confirmedByReading: [0] });
	});

	it('a failure that names no item does not pass as done', async () => {
		const all = bench();
		all.http.on(ROUTES.add, answer({ ignored: 1 }, { failureType: 'ODD', failureMessageDetails: 'odd' })).on(`GET ${ITEMS}`, listed(shown(travel)));
		expect((await write(all, 'add', [travel, freight])).refusals.map(({ index }) => index)).toEqual([1]);
	});

	it('100,001 items go in two calls, and failures of the second belong to its items', async () => {
		const all = bench();
		all.http.on(ROUTES.add, echo, answer({ added: 0, ignored: 1 }, failure(0, 'no')));
		const result = await write(all, 'add', many(100_001));
		expect(sentIn(all).map((body) => (body as { items: unknown[] }).items.length)).toEqual([100_000, 1]);
		expect(result.refusals).toEqual([{ index: 100_000, type: 'INCOMPLETE_DATA', said: 'no', state: 'refused' }]);
	});

	it('a call is never larger than 15 MB', async () => {
		const all = bench();
		all.http.on(ROUTES.add, echo);
		const large = Array.from({ length: 5 }, (_, index) => ({ code: `C${index}`, name: `${'ü'.repeat(2_500_000)}${index}` }));
		await write(all, 'add', large);
		expect(all.http.sent.map(({ body }) => (body as Buffer).length <= 15_000_000)).toEqual([true, true, true]);
	});
});

describe('a lost answer is resolved by reading', () => {
	it.each([['a cut connection', lost()], ['a 502', plain(502, '<html>')], ['an answer that is no JSON', plain(200, '{"added"')]])('%s: what the list shows as wanted is done, and is not sent again', async (_what, loss) => {
		const all = bench();
		all.http.on(ROUTES.add, loss).on(`GET ${ITEMS}`, listed(shown(freight), shown(travel)));
		expect(await write(all, 'add', [freight, travel])).toEqual({ refusals: [], confirmedByReading: [0, 1], calls: 1 });
	});

	it('only what is not there is sent again', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost(), answer({ added: 1, ignored: 0 })).on(`GET ${ITEMS}`, listed(shown(freight)));
		expect(await write(all, 'add', [freight, travel])).toEqual({ refusals: [], confirmedByReading: [0], calls: 2 });
		expect(sentIn(all)[1]).toEqual({ items: [{ name: '6100 Travel', code: '6100' }] });
	});

	it('a repeat that reports "exists already" about our own doing is not believed', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost(), answer({ added: 0, ignored: 1 }, failure(0, 'Code \'6100\' exists already'))).on(`GET ${ITEMS}`, listed(), listed(shown(travel)));
		expect(await write(all, 'add', [travel])).toEqual({ refusals: [], confirmedByReading: [0], calls: 2 });
	});

	it('what is there with other values is unknown: it may have been there before', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost()).on(`GET ${ITEMS}`, listed(shown(freight, { properties: { 'Account type': 'Asset' } })));
		const { refusals } = await write(all, 'add', [freight]);
		expect(refusals).toEqual([expect.objectContaining({ index: 0, state: 'unknown', said: expect.stringMatching(/answer was lost.*another Account type/) as string })]);
	});

	it('a number that Anaplan writes in another form is no other value', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost()).on(`GET ${ITEMS}`, listed(shown(travel, { properties: { Rate: '1.5', On: 'TRUE' } })));
		expect((await write(all, 'add', [{ ...travel, properties: { Rate: '1.50', On: 'true' } }])).confirmedByReading).toEqual([0]);
	});

	it('an item of a numbered list without a code is never sent twice', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost()).on(`GET ${ITEMS}`, listed());
		const result = await write(all, 'add', [{ parent: 'Opex' }]);
		expect(result).toMatchObject({ calls: 1, refusals: [{ index: 0, state: 'unknown', said: expect.stringContaining('cannot be found again') as string }] });
	});

	it('a deletion: gone is done, what is still there is deleted again', async () => {
		const all = bench();
		all.http.on(ROUTES.delete, lost(), answer({ deleted: 1, ignored: 0 })).on(`GET ${ITEMS}`, listed(shown(travel)));
		expect(await write(all, 'delete', [{ code: '6105' }, { code: '6100' }])).toEqual({ refusals: [], confirmedByReading: [0], calls: 2 });
		expect(sentIn(all)[1]).toEqual({ items: [{ code: '6100' }] });
	});

	it('answers that stay lost end as unknown after three calls', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost()).on(`GET ${ITEMS}`, listed());
		expect(await write(all, 'add', [travel])).toMatchObject({ calls: 3, refusals: [{ index: 0, state: 'unknown' }] });
	});

	it('a list that cannot be read leaves everything unknown, in words', async () => {
		const all = bench();
		all.http.on(ROUTES.add, lost()).on(`GET ${ITEMS}`, refusal(403, 'No'));
		expect((await write(all, 'add', [travel])).refusals[0]).toMatchObject({ state: 'unknown', said: expect.stringContaining('No (HTTP 403)') as string });
	});

	it('a stop says that something may be applied', async () => {
		const all = bench();
		all.http.on(ROUTES.add, () => {
			all.controller.abort();
			return lost();
		});
		const error = await failureOf(write(all, 'add', [travel]), CancelledError);
		expect(error.facts).toMatchObject({ said: expect.stringContaining('may be applied') as string });
	});
});

describe('a call refused as a whole is never silent', () => {
	it('the first one fails the run: nothing was done', async () => {
		const all = bench();
		all.http.on(ROUTES.add, refusal(400, 'Maximum number of items'));
		expect((await failureOf(write(all, 'add', [travel]), FatalError)).message).toContain('Maximum number of items');
	});

	it('a later one rejects its items and those behind it, and keeps what is done', async () => {
		const all = bench();
		all.http.on(ROUTES.add, echo, refusal(400, 'Odd'));
		const { refusals, calls } = await write(all, 'add', many(200_001));
		expect(calls).toBe(2);
		expect(refusals).toHaveLength(100_001);
		expect(refusals[0]).toMatchObject({ index: 100_000, state: 'refused', said: 'Odd (HTTP 400)' });
		expect(refusals.at(-1)).toMatchObject({ index: 200_000, state: 'not sent' });
	});
});
