import { buildSchema, getIntrospectionQuery, graphql } from 'graphql';
import type { Http } from '../../../src/contracts';
import { FatalError } from '../../../src/core/errors';
import type { PartialDataError } from '../../../src/systems/sagex3';
import { readStamp } from '../../../src/systems/sagex3/values/stamps';
import { journalRows } from '../../../src/systems/sagex3/values/journal-rows';
import { decimalOf } from '../../../src/systems/sagex3/values/signed-amount';
import { collect, keysOf, rejection } from '../../doubles/results';
import { json } from '../../doubles/scripted-http';
import { CLASSIC, clientOn, served } from './fakes/client';
import { ClassicServer, type Row } from './fakes/classic-server';
import { at, instant, line } from './fakes/ledger';
import { schemaText } from './fakes/x3-schema';

const HEAD: Row = { TYP: 'MIS', NUM: 'E1', CAT: 1, UPDDATTIM: '2026-03-04T09:00:05Z' };
const LINE: Row = { LIN: 1, LEDTYP: 1, COA: 'UKC', ACC: '606100', SNS: 1, AMTLED: '1.00', AMTCUR: '1.00' };
const UNSPLIT = { resource: 'journalLines', rows: 'journal lines' } as const;

const classic = (details: Row) => clientOn(new ClassicServer({ GACCENTRY: { keys: ['TYP', 'NUM'], rows: [HEAD, { ...HEAD, NUM: 'E2' }], details: { 'MIS~E1': details, 'MIS~E2': { L: [LINE] } } } }), { place: CLASSIC });

describe('classic REST: an entry whose lines cannot be seen is no entry without lines', () => {
	it.each<[string, Row, string]>([
		['a representation of headers alone', {}, 'without lines'],
		['an empty list of lines', { L: [] }, 'without lines'],
		['lines that show dimensions and no line number of the analysis', { L: [{ ...LINE, DIE1: 'DPT', CCE1: 'A' }] }, 'without lines'],
		['lines that do not name their ledger', { L: [{ ...LINE, LEDTYP: ' ' }] }, 'does not name its ledger'],
		['lines that name it by a word', { L: [{ ...LINE, LEDTYP: 'Legal' }] }, 'does not name its ledger'],
	])('%s', async (_what, details, said) => {
		const error = await rejection(collect(classic(details).records(UNSPLIT)));
		expect((error as PartialDataError).records.map(({ key, reasons }) => [key, reasons.join()])).toEqual([[expect.stringMatching(/^MIS\|E1/), expect.stringContaining(said)]]);
		const rejected: unknown[] = [];
		expect(keysOf(await collect(classic(details).keyedRecords({ ...UNSPLIT, onRejected: (records) => rejected.push(...records) })))).toEqual(['MIS|E2|1|1']);
		expect(rejected).toHaveLength(1);
	});

	it('an entry that is in other ledgers alone is one without rows', async () => {
		expect(keysOf(await collect(classic({ L: [{ ...LINE, LEDTYP: 2 }] }).keyedRecords(UNSPLIT)))).toEqual(['MIS|E2|1|1']);
	});
});

describe('GraphQL: what journal lines cannot do without is never left out', () => {
	const publishing = (change: (text: string) => string): Http => {
		const schema = buildSchema(change(schemaText('current')));
		return {
			send: async ({ body }) => {
				const { query } = JSON.parse(String(body)) as { query: string };
				if (query.includes('__schema')) return json(await graphql({ schema, source: getIntrospectionQuery({ descriptions: false }) }));
				return json({ data: { x3Finance: { journalEntryLine: { query: { edges: [], pageInfo: { hasNextPage: false, endCursor: null } } } } } });
			},
		};
	};

	it.each<[string, (text: string) => string]>([
		['no analytical lines', (text) => text.replace(/analyticalLines: \w+/, '')], ['no dimensions in them', (text) => text.replace(/dimensions: \w+/, '')],
		['no values in those', (text) => text.replace(/dimension: Dimension\b/, '')], ['no types', (text) => text.replace(/dimensionType: DimensionType\b(?= dimension: Dimension\b)/, '')],
	])('%s', async (_what, change) => {
		const client = clientOn(publishing(change));
		const error = await rejection(collect(client.records({ resource: 'journalLines', dimensionTypes: ['DPT'] })));
		expect(error).toBeInstanceOf(FatalError);
		expect(String(error)).toContain('analytical lines');
		expect(await collect(client.records(UNSPLIT))).toEqual([]);
	});

	it.each<[string, (text: string) => string, object]>([
		['no ledger', (text) => text.replace(/ledgerTypeNumber: \w+/, ''), {}], ['no entry, where entry types are to be left out', (text) => text.replace(/journalEntry: JournalEntry\b/, ''), { exceptEntryTypes: ['SIM'] }],
	])('%s', async (_what, change, more) => {
		expect(String(await rejection(collect(clientOn(publishing(change)).records({ ...UNSPLIT, ...more }))))).toContain('this server does not show which');
	});

	it('published, it is read', async () => {
		expect(await collect(clientOn(publishing((text) => text)).records({ resource: 'journalLines', dimensionTypes: [] }))).toEqual([]);
	});
});

describe('a condition on the stamp of the entry that the server does not understand', () => {
	it.each(['Unknown field journalEntry._updateStamp in filter', 'a reference cannot be compared here'])('%s: the lines of before are read and judged here', async (message) => {
		const { client, server } = served({ journalEntryLine: [line({ entry: 'E1', number: 1, amount: '1.00', stamp: at(1), entryStamp: at(12) })] });
		server.before = () => (String(server.queries.at(-1)?.variables.filter).includes('"journalEntry"') ? json({ errors: [{ message }] }, 400) : undefined);
		expect(await collect(client.source(UNSPLIT).records(instant(10), instant(20)))).toMatchObject([{ stamp: instant(12) }]);
		expect(server.queries.length).toBeGreaterThan(2);
	});
});

describe('values', () => {
	it.each(['0000-00-00T00:00:00Z', '0000-00-00 00:00:00', '0000-00-00', '1753-01-01', '1599-12-31'])('%s is no moment, and no reason to end the read', (text) => {
		expect(readStamp(text)).toBeNull();
	});

	it('a line in one currency is split as its analytical lines say, also where the server writes no zeros behind the point', () => {
		const part = (number: string, transactionAmount: string) => ({ number, transactionAmount, ledgerAmount: '', quantity: '', dimensions: [] });
		const rows = journalRows({ sign: -1, ledger: decimalOf('-100', 'x'), transaction: decimalOf('-100', 'x'), quantity: '' }, [part('1', '33.33'), part('2', '66.67')]);
		expect(rows.map(({ amount }) => amount)).toEqual(['-33.33', '-66.67', '0']);
	});
});
