import type { HttpRequest } from '../../../src/contracts';
import { CancelledError, FatalError } from '../../../src/core/errors';
import { cellMark, cellTooLarge, cellValue, findDimensionItems, TIME_ID, type CellDraft } from '../../../src/systems/anaplan';
import { MODEL, REF, bench, failureOf, json, lost, plain, refusal, type Bench } from './fake-anaplan';

const MODULE = '102000000031';
const ROUTE = `POST /models/${MODEL}/modules/${MODULE}/data`;

const cell = (value: string, item = '201000000007'): CellDraft => ({
	lineItemId: '206000000044', json: value, places: [{ dimensionId: '101000000012', by: 'itemId', item }, { dimensionId: TIME_ID, by: 'itemName', item: 'Aug 26' }],
});
const cells = (count: number): CellDraft[] => Array.from({ length: count }, (_, index) => cell(String(index), String(index)));
/** Small enough for the number to be the limit, and not the size. */
const smallCells = (count: number): CellDraft[] => Array.from({ length: count }, (_, index) => ({ lineItemId: String(index), json: '1', places: [] }));
const write = ({ client }: Bench, all: readonly CellDraft[]) => client.writeCells({ ...REF, moduleId: MODULE, cells: all });
const sizeOf = ({ body }: HttpRequest): number => (JSON.parse(String(body)) as unknown[]).length;
const answer = (numberOfCellsChanged: number, ...failures: readonly object[]) => json(200, { meta: {}, numberOfCellsChanged, ...(failures.length > 0 ? { failures } : {}) });
const calculated = (requestIndex: number) => ({ requestIndex, failureType: 'cellIsCalculated', failureMessageDetails: 'the cell is a calculated/aggregate cell and is not writeable' });

describe('the value of a cell', () => {
	it.each([
		['1200.50', 'NUMBER', '1200.50'], ['-0.10', 'NUMBER', '-0.10'], ['12345678901234567890.123456789', 'NUMBER', '12345678901234567890.123456789'], ['1E3', 'NUMBER', '1000'],
		['true', 'BOOLEAN', 'true'], ['FALSE', 'BOOLEAN', 'false'], ['1', 'BOOLEAN', 'true'], ['2026-08-31', 'DATE', '"2026-08-31"'], ['', 'DATE', '""'],
		['007', 'TEXT', '"007"'], ['6100', 'ENTITY', '"6100"'], ['Aug 26', 'TIME_ENTITY', '"Aug 26"'], ['as "it" is\n', 'SOMETHING_NEW', '"as \\"it\\" is\\n"'],
	])('%j as %s is %s', (text, dataType, expected) => {
		expect(cellValue(text, dataType)).toEqual({ json: expected });
	});

	it.each([
		['1,000', 'NUMBER', /not a number/], ['', 'NUMBER', /not a number/], ['NaN', 'NUMBER', /not a number/], ['yes', 'BOOLEAN', /neither|true or false/], ['', 'BOOLEAN', /true or false/],
		['31.08.2026', 'DATE', /date like/], ['2026-02-30', 'DATE', /date like/], ['2026-08-31T00:00:00Z', 'DATE', /date like/], ['x', 'NONE', /holds no data/],
	])('%j is not of type %s', (text, dataType, expected) => {
		expect(cellValue(text, dataType)).toEqual({ problem: expect.stringMatching(expected) as string });
	});
});

describe('writing cells', () => {
	it('puts the digits of a number into the body as they are', async () => {
		const all = bench();
		all.http.on(ROUTE, answer(1));
		expect(await write(all, [cell('12345678901234567890.10')])).toEqual({ refusals: [], cellsChanged: 1, calls: 1 });
		expect(String(all.http.sent[0]?.body)).toBe('[{"lineItemId":"206000000044","value":12345678901234567890.10,"dimensions":['
			+ '{"dimensionId":"101000000012","itemId":"201000000007"},{"dimensionId":"20000000003","itemName":"Aug 26"}]}]');
	});

	it('calculated cells are refused one by one although HTTP is 200', async () => {
		const all = bench();
		all.http.on(ROUTE, answer(1, calculated(1)));
		expect((await write(all, cells(2))).refusals).toEqual([{ index: 1, type: 'cellIsCalculated', said: expect.stringContaining('not writeable') as string, state: 'refused' }]);
	});

	it('100,001 cells go in two calls; failures of the second belong to its cells, and changes are added up', async () => {
		const all = bench();
		all.http.on(ROUTE, answer(100_000), answer(0, calculated(0)));
		const result = await write(all, smallCells(100_001));
		expect(all.http.sent.map(sizeOf)).toEqual([100_000, 1]);
		expect(result).toMatchObject({ calls: 2, cellsChanged: 100_000, refusals: [{ index: 100_000 }] });
	});

	it('more than 15 MB go in several calls, and a single value of that size is told before', async () => {
		const all = bench();
		all.http.on(ROUTE, answer(1));
		const large = JSON.stringify('x'.repeat(6_000_000));
		await write(all, [cell(large, '1'), cell(large, '2'), cell(large, '3')]);
		expect(all.http.sent.map(sizeOf)).toEqual([2, 1]);
		expect(cellTooLarge(cell(large))).toBe(false);
		expect(cellTooLarge(cell(JSON.stringify('x'.repeat(15_000_000))))).toBe(true);
	});

	it('the first call refused as a whole fails the run', async () => {
		const all = bench();
		all.http.on(ROUTE, refusal(400, 'Request body must be an array'));
		expect((await failureOf(write(all, cells(1)), FatalError)).message).toContain('must be an array');
	});

	it('a later one rejects its cells and those behind it, and keeps what is written', async () => {
		const all = bench();
		all.http.on(ROUTE, answer(100_000), refusal(400, 'Odd'));
		const { refusals, calls } = await write(all, smallCells(200_001));
		expect({ calls, count: refusals.length, first: refusals[0], last: refusals.at(-1) }).toMatchObject({
			calls: 2, count: 100_001, first: { index: 100_000, state: 'refused', said: 'Odd (HTTP 400)' }, last: { index: 200_000, state: 'not sent' },
		});
	});

	it.each([['a lost answer', lost()], ['an answer that is no JSON', plain(200, '{')]])('%s leaves its cells unknown', async (_what, reply) => {
		const all = bench();
		all.http.on(ROUTE, reply);
		expect((await write(all, cells(2))).refusals).toMatchObject([{ index: 0, state: 'unknown' }, { index: 1, state: 'unknown' }]);
	});

	it('a failure that names no cell leaves the cells of its call unknown', async () => {
		const all = bench();
		all.http.on(ROUTE, answer(1, { failureType: 'odd' }));
		expect((await write(all, cells(2))).refusals.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
	});

	it('a stop says that something may be applied', async () => {
		const all = bench();
		all.http.on(ROUTE, () => {
			all.controller.abort();
			return lost();
		});
		expect((await failureOf(write(all, cells(1)), CancelledError)).facts.said).toContain('may be applied');
	});

	it('two drafts of one cell have the same mark', () => {
		expect(cellMark(cell('1'))).toBe(cellMark(cell('2')));
		expect(cellMark(cell('1'))).not.toBe(cellMark(cell('1', 'other')));
	});
});

describe('items of a dimension, found by what a user writes', () => {
	const ACCOUNTS = { id: '101000000012', name: 'GL Accounts' };
	const LOOKUP = `POST /models/${MODEL}/dimensions/${ACCOUNTS.id}/items`;
	const WHOLE = (id: string): string => `GET /models/${MODEL}/lineItems/206000000044/dimensions/${id}/items`;
	const find = ({ client }: Bench, texts: readonly string[], dimension = ACCOUNTS) => findDimensionItems(client.modules, REF, '206000000044', dimension, texts);
	const found = json(200, { items: [{ id: '1', name: 'Travel', code: '6100' }, { id: '2', name: '6105', code: 'F' }, { id: '3', name: 'Both', code: '6105' }] });

	it('by code, by name and by ID; what does not exist is named', async () => {
		const all = bench();
		all.http.on(LOOKUP, found);
		expect(Object.fromEntries(await find(all, ['6100', 'Travel', '201000000099', 'Nowhere', '', '6100']))).toEqual({
			6100: { id: '1' }, Travel: { id: '1' }, 201000000099: { id: '201000000099' }, Nowhere: { problem: expect.stringContaining('GL Accounts has no item "Nowhere"') as string },
		});
		expect(JSON.parse(String(all.http.sent[0]?.body))).toEqual({ names: ['6100', 'Travel', '201000000099', 'Nowhere'], codes: ['6100', 'Travel', '201000000099', 'Nowhere'] });
	});

	it('the code of one and the name of another is not guessed at', async () => {
		const all = bench();
		all.http.on(LOOKUP, found);
		expect((await find(all, ['6105'])).get('6105')).toEqual({ problem: expect.stringContaining('code of one item of GL Accounts and the name of another') as string });
	});

	it('Time is listed, because it refuses to be looked up', async () => {
		const all = bench();
		all.http.on(WHOLE(TIME_ID), json(200, { items: [{ id: '208000202608', name: 'Aug 26' }] }));
		expect(Object.fromEntries(await find(all, ['Aug 26', '208000209999'], { id: TIME_ID, name: 'Time' }))).toEqual({ 'Aug 26': { id: '208000202608' }, 208000209999: { problem: expect.stringContaining('no item') as string } });
	});

	it('a dimension that refuses the lookup is listed; another failure is one', async () => {
		const all = bench();
		all.http.on(LOOKUP, refusal(400, 'not supported')).on(WHOLE(ACCOUNTS.id), found);
		expect((await find(all, ['Travel'])).get('Travel')).toEqual({ id: '1' });
		all.http.on(LOOKUP, refusal(403, 'no'));
		await failureOf(find(all, ['Travel']), FatalError);
	});

	it('nothing to find asks nothing', async () => {
		const all = bench();
		expect((await find(all, ['', ''])).size).toBe(0);
		expect(all.http.sent).toEqual([]);
	});
});
