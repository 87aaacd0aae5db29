import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { children, child, ownText, text } from '../../../src/core/xml';
import { RetryableError } from '../../../src/core/errors';
import { stampFormat } from '../../../src/systems/intacct/stamps/stamp-format';
import { factsOf } from '../../../src/systems/intacct';
import { equalTo } from '../../../src/systems/intacct/wire/filter';
import { collect, rejection } from '../../doubles/results';
import { failure, formattingAnswer, loginAnswer, queryAnswer } from './fakes/answers';
import { bench } from './fakes/client';
import { TableServer, type Row } from './fakes/table-server';

const pacific = stampFormat('-08:00');
const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString().replace('.000', '');
const bill = (number: number, second: number | null): Row =>
	({ RECORDNO: String(number), VENDORID: `V-${number}`, STATE: 'Posted', WHENMODIFIED: second === null ? '' : pacific.toLiteral(at(second)) });
const served = (rows: Row[], object = 'APBILL') => {
	const server = new TableServer({ [object]: rows });
	server.fields = ['RECORDNO', 'VENDORID', 'STATE', 'WHENMODIFIED', '+CUSTOM_1', 'GLDIMREGION', 'UNWANTED'];
	return { server, ...bench(Array.from({ length: 500 }, () => server.answer)) };
};
const FIELDS = ['RECORDNO', 'VENDORID'];

describe('reading changes', () => {
	it('is half open: from is in, to is out, nulls are not', async () => {
		const { client } = served([bill(1, 9), bill(2, 10), bill(3, 19), bill(4, 20), bill(5, null)]);
		const records = await collect(client.source({ object: 'APBILL', fields: FIELDS }).records(at(10), at(20)));
		expect(records).toEqual([
			{ key: '2', stamp: at(10), fields: { RECORDNO: '2', VENDORID: 'V-2', WHENMODIFIED: '03/01/2026 04:00:10' } },
			{ key: '3', stamp: at(19), fields: { RECORDNO: '3', VENDORID: 'V-3', WHENMODIFIED: '03/01/2026 04:00:19' } },
		]);
	});

	it('reads from the beginning when from is null', async () => {
		const { client } = served([bill(1, 1), bill(2, 2), bill(3, null)]);
		expect((await collect(client.source({ object: 'APBILL', fields: FIELDS }).marks(null, at(20)))).map(({ key }) => key)).toEqual(['1', '2']);
	});

	it('marks select only RECORDNO and WHENMODIFIED', async () => {
		const { client, server } = served([bill(7, 3)]);
		expect(await collect(client.source({ object: 'APBILL' }).marks(null, at(20)))).toEqual([{ key: '7', stamp: at(3) }]);
		expect(children(child(server.queries[0], 'select'), 'field').map(ownText).sort()).toEqual(['RECORDNO', 'WHENMODIFIED']);
	});

	it('gives records without a stamp apart, ordered by RECORDNO', async () => {
		const { client } = served([bill(10, null), bill(9, null), bill(1, 5)]);
		expect((await collect(client.source({ object: 'APBILL', fields: FIELDS, pageSize: 1 }).unstamped())).map(({ key, stamp }) => [key, stamp])).toEqual([['9', null], ['10', null]]);
	});

	it('sends the very bytes of the wire file', async () => {
		const { client, http } = served([]);
		await collect(client.source({ object: 'APBILL', fields: ['RECORDNO', 'VENDORID', 'VENDOR.NAME'] }).records('2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z'));
		const sent = (http.bodies.at(-1) ?? '').replace(/query-\d+/g, 'query-1');
		expect(sent).toBe(readFileSync(join(__dirname, '../../wire/intacct/query-first-page.xml'), 'utf8'));
	});

	it('adds the user\'s filter to every page', async () => {
		const { client } = served([bill(1, 1), { ...bill(2, 1), STATE: 'Draft' }, bill(3, 1), bill(4, 2)]);
		const source = client.source({ object: 'APBILL', fields: FIELDS, filter: equalTo('STATE', 'Posted'), pageSize: 1 });
		expect((await collect(source.records(null, at(9)))).map(({ key }) => key)).toEqual(['1', '3', '4']);
	});

	it('takes another key field and refuses a record without it', async () => {
		const { client } = served([bill(1, 1)]);
		expect((await collect(client.source({ object: 'APBILL', fields: FIELDS, keyField: 'VENDORID' }).marks(null, at(9)))).map(({ key }) => key)).toEqual(['V-1']);
		const { client: other } = served([{ ...bill(1, 1), VENDORID: '' }]);
		expect(await rejection(collect(other.source({ object: 'APBILL', keyField: 'VENDORID' }).records(null, at(9))))).toMatchObject({ facts: { said: 'record 1 has no VENDORID' } });
	});
});

describe('keyset paging', () => {
	it('goes on inside one second that fills several pages', async () => {
		const { client, server } = served(Array.from({ length: 23 }, (_, index) => bill(index + 1, 5)));
		const records = await collect(client.source({ object: 'APBILL', fields: FIELDS, pageSize: 5 }).records(null, at(9)));
		expect(records.map(({ key }) => Number(key))).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
		expect(server.queries.every((query) => text(query, 'offset') === '0')).toBe(true);
	});

	it('ends with a full last page without asking once more', async () => {
		const { client, server } = served([bill(1, 1), bill(2, 2)]);
		await collect(client.source({ object: 'APBILL', fields: FIELDS, pageSize: 2 }).records(null, at(9)));
		expect(server.queries).toHaveLength(1);
	});

	it('a record that stays unchanged appears exactly once, whatever is deleted, edited or added meanwhile', async () => {
		type Mutation = { query: number; kind: 'delete' | 'edit' | 'add'; which: number };
		const mutation = fc.record<Mutation>({ query: fc.integer({ min: 1, max: 8 }), kind: fc.constantFrom('delete', 'edit', 'add'), which: fc.nat({ max: 39 }) });
		await fc.assert(fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 7 }), fc.array(mutation, { maxLength: 12 }),
			async (seconds, pageSize, mutations) => {
				const rows = seconds.map((second, index) => bill(index + 1, second));
				const { client, server } = served(rows);
				const touched = new Set<string>();
				server.before = (query) => {
					for (const { kind, which } of mutations.filter((one) => one.query === query)) {
						const row = rows[which % Math.max(rows.length, 1)];
						if (kind === 'add') rows.push(bill(1000 + rows.length + query * 50, 30));
						if (!row || kind === 'add') continue;
						touched.add(row.RECORDNO ?? '');
						if (kind === 'delete') rows.splice(rows.indexOf(row), 1);
						else row.WHENMODIFIED = pacific.toLiteral(at(40));
					}
				};
				const keys = (await collect(client.source({ object: 'APBILL', fields: FIELDS, pageSize }).records(null, at(20)))).map(({ key }) => key);
				expect(new Set(keys).size).toBe(keys.length);
				const untouched = seconds.map((_, index) => String(index + 1)).filter((key) => !touched.has(key));
				expect(untouched.filter((key) => !keys.includes(key))).toEqual([]);
			},
		), { numRuns: 150 });
	});

	it.each([
		['does not advance', [bill(1, 1), bill(2, 2)], [bill(1, 1), bill(2, 2)]],
		['sorts by something else', [bill(5, 8), bill(6, 9)], [bill(7, 3)]],
		['sorts keys by letters', [bill(9, 5), bill(10, 5)], [bill(1, 5)]],
		['claims a rest and sends nothing', [bill(1, 1)], []],
	])('a server that %s is an error, not a loss', async (_name, first, second) => {
		const { client, server } = served([]);
		server.instead = [queryAnswer({ object: 'APBILL', rows: first, remaining: 4 }), queryAnswer({ object: 'APBILL', rows: second, remaining: 4 })];
		const error = await rejection(collect(client.source({ object: 'APBILL', fields: FIELDS }).records(null, at(20))));
		expect(error).toBeInstanceOf(RetryableError);
		expect(error).toMatchObject({ facts: { operation: 'read APBILL' } });
		expect(server.queries).toHaveLength(2);
	});

	it('a server that repeats keys of letters is noticed too', async () => {
		const { client, server } = served([]);
		const rows = [{ RECORDNO: '9-1', WHENMODIFIED: '03/01/2026 04:00:01' }, { RECORDNO: '90011-1', WHENMODIFIED: '03/01/2026 04:00:01' }];
		server.instead = [queryAnswer({ object: 'GLDETAIL', rows, remaining: 4 }), queryAnswer({ object: 'GLDETAIL', rows: rows.slice(0, 1), remaining: 4 })];
		expect(await rejection(collect(client.source({ object: 'GLDETAIL', fields: ['RECORDNO'] }).records(null, at(20))))).toMatchObject({ facts: { said: expect.stringContaining('came twice') } });
	});

	it('a truncated page is read again and never used in part', async () => {
		const { client, server } = served([bill(1, 1), bill(2, 2)]);
		const whole = queryAnswer({ object: 'APBILL', rows: [bill(1, 1), bill(2, 2)] });
		server.instead = [whole.slice(0, -100), queryAnswer({ object: 'APBILL', rows: [bill(1, 1)], count: 2 })];
		expect((await collect(client.source({ object: 'APBILL', fields: FIELDS }).records(null, at(20)))).map(({ key }) => key)).toEqual(['1', '2']);
		expect(server.queries).toHaveLength(3);
	});
});

describe('which fields are read', () => {
	const selected = (server: TableServer) => children(child(server.queries[0], 'select'), 'field').map(ownText);

	it('wanted ones as far as the company has them, with custom fields and user-defined dimensions', async () => {
		const { client, server } = served([]);
		await collect(client.source({ object: 'APBILL' }).records(null, at(9)));
		expect(selected(server)).toEqual(['RECORDNO', 'STATE', 'VENDORID', 'CUSTOM_1', 'GLDIMREGION', 'WHENMODIFIED']);
	});

	it('all', async () => {
		const { client, server } = served([]);
		await collect(client.source({ object: 'APBILL', fields: 'all' }).records(null, at(9)));
		expect(selected(server)).toEqual(['RECORDNO', 'VENDORID', 'STATE', 'WHENMODIFIED', 'CUSTOM_1', 'GLDIMREGION', 'UNWANTED']);
	});

	it('of PROJECT never those that query refuses', async () => {
		const { client, server } = served([], 'PROJECT');
		server.fields = ['RECORDNO', 'PROJECTID', 'NAME', 'WHENMODIFIED', ...(factsOf('PROJECT')?.forbidden ?? [])];
		await collect(client.source({ object: 'PROJECT', fields: 'all' }).records(null, at(9)));
		expect(selected(server)).toEqual(['RECORDNO', 'PROJECTID', 'NAME', 'WHENMODIFIED']);
	});

	it('of a custom object by its own system fields', async () => {
		const server = new TableServer({ region: [{ id: '10001', name: 'North', updatedAt: '03/01/2026 04:00:05' }, { id: '10002', name: 'South', updatedAt: '' }] });
		server.fields = ['id', 'name', 'updatedAt'];
		const { client } = bench(Array.from({ length: 20 }, () => server.answer));
		const source = client.source({ object: 'region' });
		expect(await collect(source.records(null, at(9)))).toEqual([{ key: '10001', stamp: at(5), fields: { id: '10001', name: 'North', updatedAt: '03/01/2026 04:00:05' } }]);
		expect((await collect(source.unstamped())).map(({ key }) => key)).toEqual(['10002']);
	});

	it('an object without a stamp is read whole, as unstamped', async () => {
		const { client } = served([{ RECORDNO: '55', NAME: 'Month Ended February 2026' }], 'REPORTINGPERIOD');
		const source = client.source({ object: 'REPORTINGPERIOD', fields: ['NAME'] });
		expect(await collect(source.records(null, at(9)))).toEqual([]);
		expect(await collect(source.unstamped())).toEqual([{ key: '55', stamp: null, fields: { RECORDNO: '55', NAME: 'Month Ended February 2026' } }]);
	});

	it('looks fields up once', async () => {
		const { client, http } = served([]);
		const source = client.source({ object: 'APBILL' });
		await collect(source.records(null, at(9)));
		await collect(source.marks(null, at(9)));
		await collect(client.source({ object: 'APBILL' }).unstamped());
		expect(http.functions.filter((name) => name === 'lookup')).toHaveLength(1);
		expect(http.functions.filter((name) => name === 'readUserFormatting')).toHaveLength(1);
	});
});

describe('the stream', () => {
	it('is named after company, entity, object and what narrows it', () => {
		const { client } = served([]);
		expect(client.source({ object: 'APBILL' }).stream).toBe('intacct/BluefinTools/top/APBILL');
		expect(client.source({ object: 'APBILL', keyField: 'RECORDNO' }).stream).toBe('intacct/BluefinTools/top/APBILL');
		const narrowed = [{ filter: equalTo('STATE', 'Posted') }, { filter: equalTo('STATE', 'Paid') }, { showPrivate: false }, { keyField: 'RECORDID' }]
			.map((more) => client.source({ object: 'APBILL', ...more }).stream);
		expect(new Set([...narrowed, 'intacct/BluefinTools/top/APBILL']).size).toBe(5);
	});

	it('takes its now from the server, also when the function is refused', async () => {
		const { client } = bench([loginAnswer(), formattingAnswer(undefined, '2026-03-02T01:15:09-08:00'), failure('readUserFormatting', { code: 'PL04000005', description2: 'no' })]);
		expect(await client.source({ object: 'APBILL' }).now()).toBe('2026-03-02T09:15:09Z');
		expect(await client.source({ object: 'APBILL' }).now()).toBe('2026-03-02T09:15:01Z');
	});
});
