import fc from 'fast-check';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { equalTo, type PartialDataError } from '../../../src/systems/sagex3';
import { collect, keysOf, rejection } from '../../doubles/results';
import { answer, json, jsonText, ScriptedHttp } from '../../doubles/scripted-http';
import { CLASSIC, clientOn } from './fakes/client';
import { ClassicServer, type ClassTable, type Row } from './fakes/classic-server';
import { instant } from './fakes/ledger';

const stamp = (second: number): string => `${instant(second)}`;
const supplier = (code: string, second = 1, more: Row = {}): Row => ({ BPSNUM: code, BPSNAM: `Name ${code}`, CUR: 'GBP', CUR_REF: { $title: 'Pound' }, ENAFLG: 2, UPDDATTIM: stamp(second), ...more });
const numbered = (count: number): Row[] => Array.from({ length: count }, (_, index) => supplier(`S${String(index).padStart(5, '0')}`));
const suppliers = (rows: Row[]): Record<string, ClassTable> => ({ BPSUPPLIER: { keys: ['BPSNUM'], rows } });
const TYPES: ClassTable = { keys: ['DIE'], rows: [{ DIE: 'DPT', DES: 'Department' }, { DIE: 'PRJ', DES: ' ' }] };

const served = (classes: Record<string, ClassTable>, place: object = {}) => {
	const server = new ClassicServer(classes);
	return { server, client: clientOn(server, { place: { ...CLASSIC, ...place } }) };
};

describe('lists', () => {
	it('250 rows over the server\'s cap, each once; links are followed unchanged, and to the configured server alone', async () => {
		const { client, server } = served(suppliers(numbered(250)));
		const keys = keysOf(await collect(client.keyedRecords({ resource: 'suppliers' })));
		expect([keys.length, new Set(keys).size]).toEqual([250, 250]);
		expect(server.sent.map(({ url }) => new URL(url).host)).toEqual(Array(3).fill('x3.example.com:8124'));
		expect(server.lines).toEqual([
			'BPSUPPLIER?representation=BPSUPPLIER.$query&count=500',
			'BPSUPPLIER?representation=BPSUPPLIER.$query&count=500&key=gt.S00099&trace=1', 'BPSUPPLIER?representation=BPSUPPLIER.$query&count=500&key=gt.S00199&trace=1',
		]);
	});

	it.each(['https://x3.example.com:8124/sdata/x3/erp/NORTHWIND/BPSUPPLIER', 'https://evil.example/collect?x=1', 'https://x3.example.com:8124/api1/../sdata/x', 'javascript:alert(1)', '//'])('does not follow %s', async (link) => {
		const http = new ScriptedHttp(json({ $resources: [supplier('A')], $links: { $next: { $url: link } } }));
		expect(await rejection(collect(clientOn(http, { place: CLASSIC }).records({ resource: 'suppliers' })))).toBeInstanceOf(FatalError);
		expect(http.sent).toHaveLength(1);
	});

	it('behind a proxy with a path of its own', async () => {
		const http = new ScriptedHttp(json({ $resources: [supplier('A')], $links: { $next: { $url: 'http://inside/api1/x3/erp/NORTHWIND/BPSUPPLIER?key=gt.A' } } }), json({ $resources: [], $links: {} }));
		await collect(clientOn(http, { place: { ...CLASSIC, serverUrl: 'https://proxy.example.com/x3/api1/' } }).records({ resource: 'suppliers' }));
		expect(http.sent.map(({ url }) => url)).toEqual(['https://proxy.example.com/x3/api1/x3/erp/NORTHWIND/BPSUPPLIER?representation=BPSUPPLIER.$query&count=500', 'https://proxy.example.com/x3/api1/x3/erp/NORTHWIND/BPSUPPLIER?key=gt.A']);
	});

	it('a link that comes again, an answer that is no list, and an empty one', async () => {
		const again = json({ $resources: [supplier('A')], $links: { $next: { $url: 'https://x/api1/a' } } });
		expect(await rejection(collect(clientOn(new ScriptedHttp(again, again), { place: CLASSIC }).records({ resource: 'suppliers' })))).toBeInstanceOf(RetryableError);
		const none = Array<ReturnType<typeof json>>(6).fill(json({ $total: 3 }));
		expect(await rejection(collect(clientOn(new ScriptedHttp(...none), { place: CLASSIC }).records({ resource: 'suppliers' })))).toBeInstanceOf(RetryableError);
		expect(await collect(served(suppliers([])).client.records({ resource: 'suppliers' }))).toEqual([]);
	});

	it('diagnoses in a good answer are an error; warnings are none', async () => {
		const { client, server } = served(suppliers(numbered(2)));
		server.change = (body) => ({ ...body, $diagnoses: [{ $severity: 'warning', $message: 'slow' }] });
		expect(await collect(client.records({ resource: 'suppliers' }))).toHaveLength(2);
		server.change = (body) => ({ ...body, $diagnoses: [{ $severity: 'fatal', $message: 'no right' }] });
		expect(String(await rejection(collect(client.records({ resource: 'suppliers' }))))).toContain('no right');
	});

	it('the columns are those of GraphQL; references are left out, blanks trimmed, numbers kept', async () => {
		const http = new ScriptedHttp(jsonText('{"$resources":[{"$key":"A","BPSNUM":"A","BPSNAM":" ","CUR":"GBP","CUR_REF":{"$title":"x"},"ENAFLG":2,"XRATE":1.500}]}'));
		const [record] = await collect(clientOn(http, { place: CLASSIC }).keyedRecords({ resource: 'suppliers', fields: ['name', 'currency', 'isActive', 'XRATE'] }));
		expect(record).toEqual({ key: 'A', stamp: null, fields: { supplier: 'A', name: '', currency: 'GBP', isActive: '2', XRATE: '1.500' } });
	});

	it('own class, own representation, and a class that nobody knows', async () => {
		const { client, server } = served({ ...suppliers(numbered(1)), BPCUSTOMER: { keys: ['BPCNUM'], rows: [{ BPCNUM: 'C1', BPCNAM: 'x', CUR_REF: {}, UPDDATTIM: stamp(1) }] } }, { classes: { suppliers: { representation: 'ZSUP' } } });
		await collect(client.records({ resource: 'suppliers' }));
		expect(server.lines).toEqual(['BPSUPPLIER?representation=ZSUP.$query&count=500']);
		expect(await collect(client.keyedRecords({ resource: 'BPCUSTOMER', keyFields: ['BPCNUM'] }))).toEqual([{ key: 'C1', stamp: null, fields: { BPCNUM: 'C1', BPCNAM: 'x', UPDDATTIM: stamp(1), updateStamp: stamp(1) } }]);
	});

	it('500 for an unknown property is explained at once and not repeated', async () => {
		const { client, server } = served(suppliers(numbered(1)));
		expect(String(await rejection(collect(client.records({ resource: 'suppliers', filter: equalTo('NOSUCH', 'x') }))))).toContain('Property NOSUCH not found');
		expect(server.sent).toHaveLength(1);
	});
});

describe('changes', () => {
	it('by UPDDATTIM where the list shows it, half open', async () => {
		const { client, server } = served(suppliers([supplier('A', 9), supplier('B', 10), supplier('C', 19), supplier('D', 20), supplier('E', 0, { UPDDATTIM: '1753-01-01T00:00:00Z' })]));
		const source = client.source({ resource: 'suppliers' });
		expect((await collect(source.records(instant(10), instant(20)))).map(({ key, stamp: told }) => [key, told])).toEqual([['B', instant(10)], ['C', instant(19)]]);
		expect(keysOf(await collect(source.unstamped()))).toEqual(['E']);
		expect(server.lines.slice(1)).toEqual([
			`BPSUPPLIER?representation=BPSUPPLIER.$query&count=500&where=UPDDATTIM ge @${instant(10)}@ and UPDDATTIM lt @${instant(20)}@`,
			'BPSUPPLIER?representation=BPSUPPLIER.$query&count=500&orderBy=UPDDATTIM asc,BPSNUM asc',
			'BPSUPPLIER?representation=BPSUPPLIER.$query&count=500&orderBy=UPDDATTIM desc,BPSNUM desc',
		]);
	});

	const ORDERS = ['nothing first', 'nothing last', 'passed over', 'refused'] as const;

	it.each(ORDERS)('rows without a stamp at the ends of a long list: an order %s', async (orders) => {
		const rows = numbered(450).map((row, index) => ({ ...row, UPDDATTIM: index % 90 === 7 ? null : stamp(500 - index) }));
		const { client, server } = served(suppliers(rows));
		server.orders = orders;
		const found = keysOf(await collect(client.source({ resource: 'suppliers' }).unstamped()));
		expect(found.sort()).toEqual(['S00007', 'S00097', 'S00187', 'S00277', 'S00367']);
		// The first look, both ends, and where they tell nothing the list with its five pages.
		expect(server.sent.length).toBeLessThanOrEqual(orders.startsWith('nothing') ? 3 : 8);
	});

	it('any rows in any order: those without a stamp once each', async () => {
		await fc.assert(fc.asyncProperty(
			fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 14 }), fc.constantFrom(...ORDERS), fc.integer({ min: 1, max: 5 }), async (seconds, orders, cap) => {
				const { client, server } = served(suppliers(seconds.map((second, index) => supplier(`S${String(index).padStart(2, '0')}`, 1, { UPDDATTIM: second === null ? null : stamp(second) }))));
				Object.assign(server, { orders, cap });
				const found = keysOf(await collect(client.source({ resource: 'suppliers' }).unstamped()));
				expect([...found].sort()).toEqual(seconds.flatMap((second, index) => (second === null ? [`S${String(index).padStart(2, '0')}`] : [])));
			},
		), { numRuns: 200 });
	});

	it('a range that the server refuses is taken here, and refused once', async () => {
		const { client, server } = served(suppliers([supplier('A', 9), supplier('B', 10), supplier('C', 19), supplier('D', 20)]));
		server.before = () => (server.lines.at(-1)?.includes('where=') ? json({ $diagnoses: [{ $severity: 'error', $message: 'where: ge is not supported' }] }, 400) : undefined);
		const source = client.source({ resource: 'suppliers' });
		for (const _time of [1, 2]) expect(keysOf(await collect(source.records(instant(10), instant(20))))).toEqual(['B', 'C']);
		expect(server.lines.filter((line) => line.includes('where='))).toHaveLength(1);
	});

	it('compared as a whole where it does not, and for short lists', async () => {
		const { client } = served({ BPSUPPLIER: { keys: ['BPSNUM'], rows: [{ BPSNUM: 'A' }] }, GACCOUNT: { keys: ['COA', 'ACC'], rows: [{ COA: 'UKC', ACC: '1', UPDDATTIM: stamp(1) }, { COA: 'FRC', ACC: '1', UPDDATTIM: stamp(1) }] } });
		for (const [resource, keys] of [['suppliers', ['A']], ['accounts', ['FRC|1', 'UKC|1']]] as const) {
			const source = client.source({ resource });
			expect(await collect(source.records(null, instant(9)))).toEqual([]);
			expect(keysOf(await collect(source.unstamped()))).toEqual(keys);
		}
		expect(keysOf(await collect(client.source({ resource: 'accounts', cursor: 'stamps' }).records(null, instant(9))))).toEqual(['FRC|1', 'UKC|1']);
		expect(await rejection(collect(client.source({ resource: 'suppliers', cursor: 'stamps' }).records(null, instant(9))))).toBeInstanceOf(FatalError);
	});

	it('cost centres: one list for each type', async () => {
		const { client, server } = served({ CACCE: { keys: ['DIE', 'CCE'], rows: [{ DIE: 'DPT', CCE: 'A', DES: 'x' }, { DIE: 'BUS', CCE: 'A', DES: 'y' }, { DIE: 'PRJ', CCE: 'A', DES: 'z' }] } });
		expect(keysOf(await collect(client.keyedRecords({ resource: 'dimensions', ofTypes: ['DPT', 'PRJ'] })))).toEqual(['DPT|A', 'PRJ|A']);
		expect(server.sent.filter(({ purpose }) => purpose === 'read CACCE')).toHaveLength(2);
	});
});

const head = (number: string, more: Row = {}): Row => ({ TYP: 'MIS', NUM: number, CPY: 'NW', ACCDAT: '2026-03-02', STA: 1, CAT: 1, CUR: 'EUR', UPDDATTIM: stamp(5), ...more });
const journalLine = (number: number, ledger: number, more: Row = {}): Row =>
	({ TYP: 'MIS', LIN: number, LEDTYP: ledger, COA: 'UKC', ACC: '606100', SNS: -1, AMTLED: '100.00', AMTCUR: '120.00', CURLED: 'GBP', FCYLIN: 'NW01', DES: 'x', QTY: 0, ...more });
const analysis = (number: number, at: number, ledger: number, amount: string, dimensions: Row): Row =>
	({ TYP: 'MIS', LIN: number, LEDTYP: ledger, ANALIN: at, ACC: '606100', SNS: -1, AMTLED: amount, AMTCUR: CURRENCY[amount] ?? amount, QTY: 0, ...dimensions });
const CURRENCY: Readonly<Record<string, string>> = { '60.00': '72.00', '40.00': '48.00', '130.00': '150.00' };

describe('journal lines', () => {
	const expected = [['MIS|E1|1|1#1', '-60.00', 'SALES', 'X'], ['MIS|E1|1|1#2', '-40.00', 'ADMIN', ''], ['MIS|E1|1|1', '0.00', '', ''], ['MIS|E1|2|1', '-100.00', '', '']];
	const slots = [{ DIE: ['DPT', 'PRJ', ''], CCE: ['SALES', 'X', ' '] }, { DIE: ['', 'DPT'], CCE: ['', 'ADMIN'] }];
	const numberedSlots = [{ DIE1: 'PRJ', CCE1: 'X', DIE2: 'DPT', CCE2: 'SALES' }, { DIE_0: 'DPT', CCE_0: 'ADMIN' }];
	const ana = (form: readonly Row[]): Row[] => [analysis(1, 1, 1, '60.00', form[0] ?? {}), analysis(1, 2, 1, '40.00', form[1] ?? {}), analysis(1, 1, 2, '100.00', {})];

	it.each<[string, Record<string, ClassTable>]>([
		['inside of the line', { GACCENTRY: { keys: ['TYP', 'NUM'], rows: [head('E1')], details: { 'MIS~E1': { GACCENTRYD: [journalLine(1, 1, { GACCENTRYA: ana(slots).slice(0, 2) }), journalLine(1, 2), journalLine(2, 1, { GACCENTRYA: [] })] } } } }],
		['beside it in the entry', { GACCENTRY: { keys: ['TYP', 'NUM'], rows: [head('E1')], details: { 'MIS~E1': { LINES: [journalLine(1, 1), journalLine(1, 2), journalLine(2, 1)], ANALYTICS: ana(numberedSlots) } } } }],
		['in a class of its own', {
			GACCENTRY: { keys: ['TYP', 'NUM'], rows: [head('E1')], details: { 'MIS~E1': { LINES: [journalLine(1, 1), journalLine(1, 2), journalLine(2, 1)] } } },
			GACCENTRYA: { keys: ['TYP', 'NUM', 'LEDTYP', 'LIN', 'ANALIN'], rows: ana(slots).map((row) => ({ ...row, NUM: 'E1' })) },
		}],
	])('analysis %s', async (_where, classes) => {
		const { client } = served({ ...classes, GDIE: TYPES });
		const records = await collect(client.keyedRecords({ resource: 'journalLines' }));
		expect(records.map(({ key, fields }) => [key, fields.amount, fields.dimension_DPT, fields.dimension_PRJ])).toEqual(expected);
		expect(records[0]?.fields).toMatchObject({ company: 'NW', account: '606100', chart: 'UKC', entryId: 'MIS|E1', ledgerCurrency: 'GBP', transactionCurrency: 'EUR', updateStamp: stamp(5), entryStatus: '1' });
		expect(Object.keys(records[0]?.fields ?? {})).toEqual(await client.columns({ resource: 'journalLines' }));
	});

	it('a class of lines gives lines by itself, under their own stamps', async () => {
		const rows = [journalLine(1, 1, { NUM: 'E1', UPDDATTIM: stamp(5), GACCENTRYA: [] }), journalLine(2, 1, { NUM: 'E1', UPDDATTIM: stamp(15), GACCENTRYA: [] }), journalLine(1, 2, { NUM: 'E1', UPDDATTIM: stamp(15) })];
		const { client, server } = served({ GACCENTRYD: { keys: ['TYP', 'NUM', 'LIN', 'LEDTYP'], rows }, GDIE: TYPES }, { classes: { journalLines: { class: 'GACCENTRYD' } } });
		const records = await collect(client.source({ resource: 'journalLines', dimensionTypes: ['DPT'] }).records(instant(10), instant(20)));
		expect(records.map(({ key, stamp: told }) => [key, told])).toEqual([['MIS|E1|2|1', instant(15)]]);
		expect(server.lines.filter((line) => line.includes('$details'))).toEqual([]);
	});

	it('no analysis anywhere is no silent "none"', async () => {
		const { client } = served({ GACCENTRY: { keys: ['TYP', 'NUM'], rows: [head('E1')], details: { 'MIS~E1': { LINES: [journalLine(1, 1)] } } } });
		expect(String(await rejection(collect(client.records({ resource: 'journalLines', dimensionTypes: ['DPT'] }))))).toContain('without analytical lines');
		expect(await collect(client.records({ resource: 'journalLines', rows: 'journal lines' }))).toHaveLength(1);
	});

	it('leaves out simulations, templates and entry types; a vanished entry is none; a refused one is named', async () => {
		const rows = [head('E1'), head('E2', { CAT: 2 }), head('E3', { CAT: 5 }), head('E4', { TYP: 'OD' }), head('E5')];
		const details = { 'MIS~E1': { L: [journalLine(1, 1)] }, 'MIS~E2': { L: [journalLine(1, 1)] }, 'OD~E4': { L: [journalLine(1, 1)] }, 'MIS~E5': { $diagnoses: [{ $severity: 'error', $message: 'access refused' }] } };
		const { client, server } = served({ GACCENTRY: { keys: ['TYP', 'NUM'], rows, details } });
		const choice = { resource: 'journalLines', rows: 'journal lines', exceptEntryTypes: ['OD'] } as const;
		const error = await rejection(collect(client.records(choice)));
		expect((error as PartialDataError).records).toEqual([expect.objectContaining({ key: 'MIS|E5', reasons: ['access refused'] })]);
		const rejected: unknown[] = [];
		expect(keysOf(await collect(client.keyedRecords({ ...choice, onRejected: (records) => rejected.push(...records) })))).toEqual(['MIS|E1|1|1']);
		expect(rejected).toHaveLength(1);
		server.change = (body) => (body.NUM === 'E5' ? { $diagnoses: [{ $severity: 'error', $message: '721 : Record does not exist' }] } : body);
		expect(keysOf(await collect(client.keyedRecords(choice)))).toEqual(['MIS|E1|1|1']);
	});

	it('the same totals as GraphQL gives: signs of analytical lines that go against their line', async () => {
		const lines = [journalLine(1, 1, { ANALYSIS: [analysis(1, 1, 1, '130.00', { DIE: ['DPT'], CCE: ['A'] }), analysis(1, 2, 1, '30.00', { SNS: 1, DIE: ['DPT'], CCE: ['B'] })] })];
		const { client } = served({ GACCENTRY: { keys: ['TYP', 'NUM'], rows: [head('E1')], details: { 'MIS~E1': { L: lines } } } });
		const records = await collect(client.records({ resource: 'journalLines', dimensionTypes: ['DPT'] }));
		expect(records.map(({ amount }) => amount)).toEqual(['-130.00', '30.00', '0.00']);
	});
});

describe('purchase orders', () => {
	it('lines of an order, quantities and prices put together', async () => {
		const details = { PO1: { PORDERQ: [{ POPLIN: 1000, POQSEQ: 1, ITMREF: 'I1', QTYUOM: '3.50', LINCLEFLG: 1 }], PORDERP: [{ POPLIN: 1000, POPSEQ: 1, GROPRI: '9.990', NETPRI: '9.5' }] } };
		const { client } = served({ PORDER: { keys: ['POHNUM'], rows: [{ POHNUM: 'PO1', CPY: 'NW', BPSNUM: 'S1', CLEFLG: 1, UPDDATTIM: stamp(1) }], details } });
		const [record] = await collect(client.keyedRecords({ resource: 'purchaseOrders' }));
		expect(record).toMatchObject({ key: 'PO1|1000|1', fields: { order: 'PO1', supplier: 'S1', lineNumber: '1000', orderedQuantity: '3.50', grossPrice: '9.990', netPrice: '9.5', product: 'I1' } });
		expect(await collect(client.records({ resource: 'purchaseOrders', headers: true }))).toMatchObject([{ order: 'PO1', isClosed: '1' }]);
	});
});

describe('other questions', () => {
	it('describes a class by its prototype, or by its first row', async () => {
		const http = new ScriptedHttp(json({ $properties: { BPSNUM: { $type: 'application/x-string' } } }), json({ $resources: [supplier('A')] }));
		const found = await clientOn(http, { place: CLASSIC }).describe('suppliers');
		expect([found.servedAs, found.hasStamps, found.fields.at(-1)]).toEqual(['BPSUPPLIER', true, { name: 'BPSNUM', type: 'application/x-string', values: [], isColumn: false }]);
		const fields = (await served(suppliers(numbered(1))).client.describe('suppliers')).fields.map(({ name }) => name);
		expect(fields).toEqual(expect.arrayContaining(['BPSNUM', 'CUR', 'UPDDATTIM']));
		expect(fields).not.toContain('CUR_REF');
	});

	it('the server\'s time is that of its answer', async () => {
		expect(await served(suppliers([])).client.serverTime('suppliers')).toBe('2026-03-04T10:00:07Z');
		const { date: _date, ...headers } = json({ $resources: [] }).headers;
		expect(await rejection(clientOn(new ScriptedHttp({ ...answer(200, '{"$resources":[]}'), headers }), { place: CLASSIC }).serverTime('suppliers'))).toBeInstanceOf(RetryableError);
	});
});
