import { FatalError, RetryableError } from '../../../src/core/errors';
import { ownText, PartialDataError } from '../../../src/systems/sagex3';
import { collect, keysOf, rejection } from '../../doubles/results';
import { answer, json } from '../../doubles/scripted-http';
import { served } from './fakes/client';
import { analytical, at, line, order, TYPES } from './fakes/ledger';
import type { Generation } from './fakes/x3-schema';

const entry = (count: number, name = 'E1') => Array.from({ length: count }, (_, index) => line({ entry: name, number: index + 1, amount: '10.00', sign: index % 2 === 0 ? 1 : -1 }));
const LINES = { resource: 'journalLines', dimensionTypes: ['DPT'] } as const;

describe('names of three generations', () => {
	it.each<[Generation, string]>([['current', 'x3Finance'], ['by code', 'x3Finance'], ['older', 'xtremX3Finance'], ['first', 'sage { x3Finance']])('%s, found by one introspection', async (generation, root) => {
		const { client, server } = served({ journalEntryLine: [line({ entry: 'E1', number: 1, amount: '12.50', sign: -1 }, generation)], dimensionType: TYPES, dimension: [{ _id: 'DPT|SALES', dimensionType: { _id: 'DPT' }, dimension: 'SALES', code: 'SALES' }] }, generation);
		const [first] = await collect(client.records({ resource: 'journalLines' }));
		expect(first).toMatchObject({ amount: '-12.50', account: '606100', chart: 'UKC', entryId: 'MIS|E1', entryType: 'MIS', ledgerType: generation === 'older' ? '1' : 'legal', controlAccount: '' });
		expect(server.queries.at(-1)?.query).toContain(`{ ${root} { journalEntryLine`);
		expect(await collect(client.records({ resource: 'dimensions', fields: [] }))).toMatchObject([{ dimensionType: 'DPT', code: 'SALES' }]);
		expect(await client.dimensionTypes()).toEqual([{ code: 'BUS', label: 'BUS' }, { code: 'DPT', label: 'Department' }, { code: 'PRJ', label: 'PRJ' }]);
		expect(server.sent.filter(({ body }) => String(body).includes('__schema'))).toHaveLength(1);
	});

	it.each<Generation>(['current', 'by code', 'older', 'first'])('%s, tried out where the lists are closed, and what the server lacks is left out', async (generation) => {
		const { client, server } = served({
			journalEntryLine: [line({ entry: 'E1', number: 1, amount: '12.50', sign: -1 }, generation)], dimensionType: TYPES, purchaseOrder: [order('P1', at(1), [[1000, at(1)]])],
		}, generation);
		server.isOpen = false;
		expect(await collect(client.records(LINES))).toMatchObject([{ amount: '-12.50', account: '606100', dimension_DPT: '' }]);
		if (generation !== 'older') expect(await collect(client.records({ resource: 'purchaseOrders' }))).toMatchObject([{ order: 'P1', lineNumber: '1000', supplier: 'S1', expectedReceiptDate: '' }]);
	});

	it('says what it has, and refuses what it has not', async () => {
		const { client } = served({ dimensionType: TYPES });
		expect((await client.resources()).slice(0, 5)).toEqual(['dimensions', 'dimensionTypes', 'accounts', 'chartsOfAccounts', 'journalLines']);
		expect(await client.resources()).toContain('x3System/site');
		expect(await client.ledgerTypes()).toEqual(['legal', 'analytical', 'ias', 'management']);
		expect((await client.describe('accounts')).fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['chart', 'account', 'chartOfAccounts._id', 'localizedDescription']));
		expect(await client.columns({ resource: 'accounts' })).toEqual(['chart', 'account', 'description', 'shortDescription', 'isActive', 'updateStamp']);
		expect((await client.columns({ resource: 'journalLines' })).slice(-4)).toEqual(['dimension_BUS', 'dimension_DPT', 'dimension_PRJ', 'updateStamp']);
		expect(await rejection(client.columns({ resource: 'x3Sales/salesOrder' }))).toBeInstanceOf(FatalError);
		expect(String(await rejection(client.columns({ resource: 'accounts', fields: ['colour'] })))).toContain('no field "colour"');
	});

	it('columns are the header of the records', async () => {
		const { client } = served({ journalEntryLine: entry(1), dimensionType: TYPES, purchaseOrder: [order('P1', at(1), [[1, null]])], supplier: [{ _id: 'S1', code: { _id: 'S1', code: 'S1' }, companyName1: 'A, "B"\nC', _updateStamp: at(1) }] });
		for (const resource of ['journalLines', 'purchaseOrders', 'suppliers', 'x3MasterData/supplier']) {
			const [first] = await collect(client.records({ resource }));
			expect(Object.keys(first ?? {})).toEqual(await client.columns({ resource }));
		}
	});
});

describe('every collection is read to its end', () => {
	it('lines beyond the server\'s 20, in as few requests as pages', async () => {
		const { client, server } = served({ journalEntryLine: entry(27), dimensionType: TYPES });
		expect(await collect(client.records({ ...LINES, dimensionTypes: [] }))).toHaveLength(27);
		expect(server.queries).toHaveLength(1);
	});

	it('1,300 lines in three pages, each once', async () => {
		const { client, server } = served({ journalEntryLine: entry(1_300), dimensionType: TYPES });
		const keys = keysOf(await collect(client.keyedRecords({ ...LINES, dimensionTypes: [] })));
		expect([keys.length, new Set(keys).size, server.queries.length]).toEqual([1_300, 1_300, 3]);
	});

	it('a line of 245 analytical lines, and one of those with 130 dimensions', async () => {
		const many = Array.from({ length: 130 }, (_, index) => [`T${String(index).padStart(3, '0')}`, `V${index}`] as const);
		const analysis = Array.from({ length: 245 }, (_, index) => analytical(index + 1, '1.00', ...(index === 242 ? many : [['DPT', `C${index}`] as const])));
		const { client } = served({ journalEntryLine: [line({ entry: 'E1', number: 1, amount: '245.00', analysis })] });
		const records = await collect(client.records({ resource: 'journalLines', dimensionTypes: ['DPT', 'T129'] }));
		expect(records).toHaveLength(246);
		expect(new Set(records.map(({ dimension_DPT: value }) => value)).size).toBe(245);
		expect(records.filter(({ dimension_T129: value }) => value === 'V129')).toHaveLength(1);
	});

	it('an order of 1,201 lines', async () => {
		const { client } = served({ purchaseOrder: [order('P1', at(1), Array.from({ length: 1_201 }, (_, index) => [1000 * (index + 1), at(1)])), order('P2', at(1), [])] });
		const keys = keysOf(await collect(client.keyedRecords({ resource: 'purchaseOrders' })));
		expect([new Set(keys).size, keys.includes('P1|1201000|1')]).toEqual([1_201, true]);
		expect(keysOf(await collect(client.keyedRecords({ resource: 'purchaseOrders', headers: true })))).toEqual(['P1', 'P2']);
	});

	it('refuses a place that comes again, and "more" without a place', async () => {
		const { client, server } = served({ journalEntryLine: entry(3), dimensionType: TYPES });
		server.after = (body) => JSON.parse(JSON.stringify(body).replace('"hasNextPage":false', '"hasNextPage":true')) as unknown;
		expect(await rejection(collect(client.records({ ...LINES, dimensionTypes: [] })))).toBeInstanceOf(RetryableError);
	});

	it('a limit ends the read and spares the page', async () => {
		const { client, server } = served({ journalEntryLine: entry(30), dimensionType: TYPES });
		expect(await collect(client.records({ ...LINES, dimensionTypes: [], limit: 4 }))).toHaveLength(4);
		expect(server.queries.map(({ variables }) => variables.first)).toEqual([4]);
	});
});

describe('one ledger, signed amounts, dimensions by their type', () => {
	const ledgers = ['legal', 'analytical', 'ias'].map((ledger) => line({ entry: 'E1', number: 1, amount: '9007199254740993.10', ledger, sign: -1 }));

	it.each([[undefined, 'legal'], ['IAS', 'ias'], ['2', 'analytical'], ['Legal', 'legal']])('ledger %s', async (ledgerType, found) => {
		const { client } = served({ journalEntryLine: ledgers });
		expect(await collect(client.records({ ...LINES, ...(ledgerType && { ledgerType }) }))).toMatchObject([{ ledgerType: found, amount: '-9007199254740993.10' }]);
	});

	it('names the ledgers when another is asked for', async () => {
		const { client } = served({ journalEntryLine: ledgers });
		const error = await rejection(collect(client.records({ ...LINES, ledgerType: 'fiscal' })));
		expect((error as FatalError).facts.remedy).toContain('legal, analytical, ias, management');
	});

	it('splits by analytical lines; the last takes what rounding leaves, and slots may stand in any order', async () => {
		const analysis = [analytical(1, '33.33', ['PRJ', 'X'], ['DPT', 'SALES']), analytical(2, '33.33', ['DPT', 'ADMIN'], ['PRJ', null]), analytical(3, '33.34')];
		const { client } = served({ journalEntryLine: [line({ entry: 'E1', number: 1, amount: '70.01', transactionAmount: '100.00', sign: -1, analysis })], dimensionType: TYPES });
		const records = await collect(client.keyedRecords({ resource: 'journalLines' }));
		expect(records.map(({ key, fields }) => [key, fields.amount, fields.transactionAmount, fields.dimension_DPT, fields.dimension_PRJ])).toEqual([
			['MIS|E1|1|1#1', '-23.33', '-33.33', 'SALES', 'X'], ['MIS|E1|1|1#2', '-23.33', '-33.33', 'ADMIN', ''], ['MIS|E1|1|1#3', '-23.35', '-33.34', '', ''], ['MIS|E1|1|1', '0.00', '0.00', '', ''],
		]);
	});

	it('gives what is not distributed a row without dimensions, and leaves a line of 0 whole', async () => {
		const { client } = served({ journalEntryLine: [
			line({ entry: 'E1', number: 1, amount: '100.00', analysis: [analytical(1, '60.00', ['DPT', 'SALES'])] }),
			line({ entry: 'E1', number: 2, amount: '5.00', transactionAmount: '0', analysis: [analytical(1, '0', ['DPT', 'SALES'], ['BUS', 'A']), analytical(2, '0', ['DPT', 'SALES'], ['BUS', 'B'])] }),
		] });
		const records = await collect(client.keyedRecords({ resource: 'journalLines', dimensionTypes: ['DPT', 'BUS'] }));
		expect(records.map(({ key, fields }) => [key, fields.amount, fields.dimension_DPT, fields.dimension_BUS])).toEqual([
			['MIS|E1|1|1#1', '60.00', 'SALES', ''], ['MIS|E1|1|1', '40.00', '', ''], ['MIS|E1|2|1', '5.00', 'SALES', ''],
		]);
		expect(await collect(client.records({ resource: 'journalLines', rows: 'journal lines' }))).toHaveLength(2);
	});

	it('leaves entry types out, and takes the user\'s own condition', async () => {
		const { client, server } = served({ journalEntryLine: [...entry(2), line({ entry: 'S1', number: 1, amount: '1', type: 'SIM' })] });
		expect(await collect(client.records({ ...LINES, exceptEntryTypes: ['SIM'] }))).toHaveLength(2);
		expect(await collect(client.records({ ...LINES, filter: ownText('{"lineNumber":{"_gt":1}}')! }))).toHaveLength(1);
		expect(server.queries.at(-1)?.variables.filter).toBe('{"_and":[{"ledgerTypeNumber":{"_eq":"legal"}},{"lineNumber":{"_gt":1}}]}');
	});

	it.each([['sign', 0], ['sign', null], ['ledgerAmount', '1,5'], ['ledgerAmount', null]])('a line whose %s is %s is refused and never taken for zero', async (name, value) => {
		const { client } = served({ journalEntryLine: [{ ...line({ entry: 'E1', number: 1, amount: '1' }), [name]: value }, line({ entry: 'E1', number: 2, amount: '1' })] });
		const error = await rejection(collect(client.records(LINES)));
		expect(error).toBeInstanceOf(PartialDataError);
		expect((error as PartialDataError).records).toMatchObject([{ key: 'MIS|E1|1|1' }]);
		const rejected: unknown[] = [];
		expect(await collect(client.records({ ...LINES, onRejected: (records) => rejected.push(...records) }))).toHaveLength(1);
		expect(rejected).toHaveLength(1);
	});

	it('a type that appears meanwhile is no silent loss', async () => {
		const { client } = served({ journalEntryLine: [line({ entry: 'E1', number: 1, amount: '1', analysis: [analytical(1, '1', ['NEW', 'A'])] })], dimensionType: TYPES });
		expect(await rejection(collect(client.records({ resource: 'journalLines' })))).toBeInstanceOf(RetryableError);
	});

	it('one type with two values is refused', async () => {
		const { client } = served({ journalEntryLine: [line({ entry: 'E1', number: 1, amount: '1', analysis: [analytical(1, '1', ['DPT', 'A'], ['DPT', 'B'])] })] });
		expect(String(await rejection(collect(client.records(LINES))))).toContain('two values of dimension type DPT');
	});

	it('cost centres: the values of one type', async () => {
		const dimension = (type: string, code: string) => ({ _id: `${type}|${code}`, dimensionType: { _id: type, localizedDescription: 'T' }, dimension: code, localizedDescription: ' ' });
		const { client } = served({ dimension: [dimension('DPT', 'A'), dimension('PRJ', 'A'), dimension('DPT', 'B')] });
		const records = await collect(client.keyedRecords({ resource: 'dimensions', ofTypes: ['DPT'] }));
		expect(records.map(({ key, fields }) => [key, fields.code, fields.description])).toEqual([['DPT|A', 'A', ''], ['DPT|B', 'B', '']]);
		expect(await rejection(collect(client.records({ resource: 'accounts', ofTypes: ['DPT'] })))).toBeInstanceOf(FatalError);
	});
});

describe('a good status is no success', () => {
	const RIGHTS = { message: 'Read failed.', extensions: { diagnoses: [{ severity: 3, message: 'Analysis: access refused', path: [] }] } };

	it('an error at a record makes that record refused, and names it', async () => {
		const [first, second] = entry(2);
		const { client } = served({ journalEntryLine: [first!, { ...second, analyticalLines: new Error('Analysis: access refused') }] });
		const error = await rejection(collect(client.records(LINES)));
		expect((error as PartialDataError).records).toEqual([{ index: 1, key: 'MIS|E1|2|1', reasons: ['Analysis: access refused'] }]);
	});

	it('a collection that is null without a word is no empty one', async () => {
		const { client } = served({ journalEntryLine: [{ ...entry(1)[0], analyticalLines: null }] });
		expect(await rejection(collect(client.records(LINES)))).toBeInstanceOf(PartialDataError);
	});

	it.each([[3, true], [4, true], [2, false], [1, false]])('severity %s: fails %s', async (severity, fails) => {
		const { client, server } = served({ journalEntryLine: entry(1) });
		server.after = (body, count) => (count === 0 ? body : { ...body, errors: [{ message: 'x', extensions: { diagnoses: [{ severity, message: 'a word', path: [] }] } }] });
		const reading = collect(client.records(LINES));
		if (fails) expect(String(await rejection(reading))).toContain('a word');
		else expect(await reading).toHaveLength(1);
	});

	it('diagnoses of the answer as a whole count as well, and rights are explained', async () => {
		const { client, server } = served({ journalEntryLine: entry(1) });
		server.after = (body, count) => (count === 0 ? body : { data: { x3Finance: { journalEntryLine: { query: null } } }, errors: [RIGHTS] });
		expect((await rejection(collect(client.records(LINES))) as FatalError).facts).toMatchObject({ said: expect.stringContaining('access refused') as string, remedy: expect.stringContaining('right to read') as string });
	});

	it('a 502 page, a 503 and a broken answer are tried again; the page is the same', async () => {
		const { client, server } = served({ journalEntryLine: entry(3) });
		const faults = [answer(502, '<html>Bad Gateway</html>'), answer(503, '', { 'retry-after': '7' }), answer(200, '{"data":{"x3Fin'), answer(429, '', { 'retry-after': '1' })];
		server.before = () => faults.shift();
		expect(await collect(client.records({ ...LINES, dimensionTypes: [] }))).toHaveLength(3);
		expect(server.queries).toHaveLength(5);
	});

	it('the raw query gives what came, numbers as text, and fails on errors inside', async () => {
		const { client } = served({ company: [{ _id: 'NW', code: 'NW' }] });
		const query = '{ x3System { company { query(first: 1) { totalCount edges { node { code } } } } } }';
		expect(await client.query({ api: 'graphql', query })).toMatchObject({ data: { x3System: { company: { query: { totalCount: '1', edges: [{ node: { code: 'NW' } }] } } } } });
		expect(await rejection(client.query({ api: 'graphql', query: '{ nonsense }' }))).toBeInstanceOf(FatalError);
		expect(await rejection(client.query({ api: 'graphql', query: 'mutation { x3Finance { post } }' }))).toBeInstanceOf(FatalError);
	});

	it('an order that is refused is replaced by that of the ids, on the first page alone', async () => {
		const { client, server } = served({ journalEntryLine: entry(3) });
		server.before = () => (String(server.queries.at(-1)?.variables.orderBy).includes('_updateStamp') ? json({ errors: [{ message: 'orderBy: _updateStamp is not supported' }] }, 400) : undefined);
		expect(await collect(client.source({ ...LINES, dimensionTypes: [], pageSize: 2 }).records(null, '2026-03-04T10:00:00Z'))).toHaveLength(3);
		expect(server.queries.map(({ variables }) => variables.orderBy)).toEqual(['{"_updateStamp":1,"_id":1}', '{"_id":1}', '{"_id":1}']);
	});
});
