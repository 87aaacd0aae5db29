/** What was chosen and does not exist, or cannot be asked for, is said; nothing of it becomes an empty column or another ledger. */
import { FatalError } from '../../../src/core/errors';
import type { KnownSchemas } from '../../../src/systems/sagex3';
import { ledgerFilter } from '../../../src/systems/sagex3/resources/ledger-types';
import { collect, keysOf, rejection } from '../../doubles/results';
import { json } from '../../doubles/scripted-http';
import { CLASSIC, clientOn, served } from './fakes/client';
import { ClassicServer, type ClassTable, type Row } from './fakes/classic-server';
import { analytical, line } from './fakes/ledger';

const TYPES = ['BUS', 'DPT'].map((code) => ({ _id: code, dimensionType: code, localizedDescription: code }));
const LINES = [line({ entry: 'E1', number: 1, amount: '1', analysis: [analytical(1, '1', ['DPT', 'A'])] })];
const classic = (classes: Record<string, ClassTable>) => clientOn(new ClassicServer(classes), { place: CLASSIC });
const remedyOf = (error: unknown): string => (error instanceof FatalError ? error.facts.remedy : String(error));

describe('dimension types', () => {
	it.each([{ dimensionTypes: ['DPT', 'dpt'] }, { fields: ['amount', 'dimension_dpt'] }])('one that the folder has not is refused with those that it has: %j', async (choice) => {
		const { client } = served({ journalEntryLine: LINES, dimensionType: TYPES });
		const error = await rejection(collect(client.records({ resource: 'journalLines', ...choice })));
		expect([String(error), remedyOf(error)]).toEqual([expect.stringContaining('no dimension type "dpt"'), 'Choose from BUS, DPT; capitals count.']);
		expect(remedyOf(await rejection(client.columns({ resource: 'journalLines', ...choice })))).toContain('BUS, DPT');
	});

	it('of dimensions as well, in both APIs', async () => {
		const choice = { resource: 'dimensions', ofTypes: ['CCT'] };
		const { client } = served({ dimension: [], dimensionType: TYPES });
		const types: ClassTable = { keys: ['DIE'], rows: [{ DIE: 'DPT', DES: 'D' }] };
		expect(remedyOf(await rejection(collect(client.records(choice))))).toContain('BUS, DPT');
		expect(remedyOf(await rejection(collect(classic({ CACCE: { keys: ['DIE', 'CCE'], rows: [] }, GDIE: types }).records(choice))))).toContain('DPT');
	});

	it('they are asked for once, whatever is read', async () => {
		const { client, server } = served({ journalEntryLine: LINES, dimensionType: TYPES });
		for (let run = 0; run < 3; run += 1) await collect(client.records({ resource: 'journalLines', dimensionTypes: ['DPT'] }));
		expect(server.queries.filter(({ query }) => !query.includes('journalEntryLine'))).toHaveLength(1);
	});

	it('who may not list them is believed, and told to choose where nothing was chosen', async () => {
		const { client, server } = served({ journalEntryLine: LINES });
		server.before = () => (server.queries.at(-1)?.query.includes('journalEntryLine') ? undefined : json({ errors: [{ message: 'access denied' }] }, 403));
		expect((await collect(client.records({ resource: 'journalLines', dimensionTypes: ['DPT'] }))).map(({ dimension_DPT: value }) => value)).toContain('A');
		expect(remedyOf(await rejection(collect(client.records({ resource: 'journalLines' }))))).toContain('Choose the dimension types');
	});

	it('who sees none of them as well', async () => {
		const { client } = served({ journalEntryLine: LINES });
		expect(await rejection(collect(client.records({ resource: 'journalLines' })))).toMatchObject({ facts: { remedy: expect.stringContaining('Choose the dimension types') as string } });
	});
});

describe('a ledger by its number', () => {
	const chosen = (values: readonly string[], wanted: string): unknown => {
		const filter = ledgerFilter({ name: 'ledger', kind: 'leaf', type: 'Menu', values, viaQuery: false }, wanted);
		return 'value' in filter ? filter.value : undefined;
	};

	it.each<[string[], string, string]>([
		[['legal', 'analytical', 'ias', 'management'], '4', 'management'], [['analytical', 'ias', 'legal', 'zulu'], '1', 'legal'], [['social', 'legal'], 'social', 'social'],
	])('%j: %s is %s', (values, wanted, found) => {
		expect(chosen(values, wanted)).toBe(found);
	});

	it.each<[string[], string]>([[['analytical', 'ias', 'legal', 'management'], '4'], [['social', 'cost', 'ifrs'], '1'], [['legal', 'analytical', 'ias'], '4']])('%j: %s is no guess by its place', (values, wanted) => {
		expect(() => chosen(values, wanted)).toThrow(`no ledger type "${wanted}"`);
	});
});

describe('classic REST', () => {
	const HEAD: Row = { TYP: 'MIS', NUM: 'E1', CAT: 1, UPDDATTIM: '2026-03-04T09:00:05Z' };
	const LINE: Row = { LIN: 1, LEDTYP: 1, COA: 'UKC', ACC: '606100', SNS: 1, AMTLED: '1.00', AMTCUR: '1.00' };

	it.each(['A/1', 'A~1', 'A\\1'])('an entry whose number cannot stand in an address (%s) is refused alone', async (number) => {
		const client = classic({ GACCENTRY: { keys: ['TYP', 'NUM'], rows: [{ ...HEAD, NUM: number }, HEAD], details: { 'MIS~E1': { L: [LINE] } } } });
		const rejected: unknown[] = [];
		const records = await collect(client.keyedRecords({ resource: 'journalLines', rows: 'journal lines', onRejected: (each) => rejected.push(...each) }));
		expect([keysOf(records), rejected]).toEqual([['MIS|E1|1|1'], [expect.objectContaining({ key: `MIS|${number}`, reasons: [expect.stringContaining('cannot stand in an address')] })]]);
		expect(String(await rejection(collect(client.records({ resource: 'journalLines', rows: 'journal lines' }))))).toContain(`MIS|${number}`);
	});

	it('an order that shows no list of lines at all is refused; one with an empty list has none', async () => {
		const client = classic({ PORDER: { keys: ['POHNUM'], rows: [{ POHNUM: 'P1' }, { POHNUM: 'P2' }], details: { P2: { PORDERQ: [] } } } });
		const rejected: unknown[] = [];
		expect(await collect(client.records({ resource: 'purchaseOrders', onRejected: (each) => rejected.push(...each) }))).toEqual([]);
		expect(rejected).toMatchObject([{ key: 'P1' }]);
		expect(await collect(client.records({ resource: 'purchaseOrders', headers: true }))).toHaveLength(2);
	});

	it('rows without a stamp are asked for in an order that ends with the key', async () => {
		const server = new ClassicServer({ GACCENTRY: { keys: ['TYP', 'NUM'], rows: [HEAD] } });
		await collect(clientOn(server, { place: CLASSIC }).source({ resource: 'journalEntries' }).unstamped());
		expect(server.lines.filter((each) => each.includes('orderBy')).map((each) => each.split('orderBy=')[1])).toEqual(['UPDDATTIM asc,TYP asc,NUM asc', 'UPDDATTIM desc,TYP desc,NUM desc']);
	});
});

describe('a field list that was kept', () => {
	it('is dropped when the server does not know a field of it any more', async () => {
		const schemas: KnownSchemas = new Map();
		const { client, server } = served({ dimensionType: TYPES }, 'current', { schemas });
		const choice = { resource: 'dimensionTypes', fields: ['localizedDescription'] } as const;
		await collect(client.records(choice));
		expect(schemas.size).toBe(1);
		server.before = () => json({ errors: [{ message: 'Cannot query field "localizedDescription" on type "DimensionType".' }] }, 400);
		expect(String(await rejection(collect(client.records(choice))))).toContain('Cannot query field');
		expect(schemas.size).toBe(0);
	});
});
