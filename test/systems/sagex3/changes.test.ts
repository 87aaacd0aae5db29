import fc from 'fast-check';
import type { Http } from '../../../src/contracts';
import { readChanges } from '../../../src/sync/changes';
import { confirm } from '../../../src/sync/cursor';
import { equalTo, type SageX3Client } from '../../../src/systems/sagex3';
import { collect, keysOf } from '../../doubles/results';
import { json } from '../../doubles/scripted-http';
import { CLASSIC, clientOn, served } from './fakes/client';
import { ClassicServer } from './fakes/classic-server';
import { at, instant, line, order } from './fakes/ledger';
import type { Node } from './fakes/node-list';
import { SERVER, X3Server } from './fakes/x3-server';

const LINES = { resource: 'journalLines', dimensionTypes: [] } as const;
const account = (code: string, stamp: string | null): Node => ({ _id: `UKC|${code}`, code, chartOfAccounts: { _id: 'UKC', code: 'UKC' }, localizedDescription: code, _updateStamp: stamp });

describe('changes by stamp', () => {
	it('ranges are half open to the second, whatever the milliseconds', async () => {
		const { client, server } = served({ journalEntryLine: [at(9, 999), at(10), at(19, 999), at(20)].map((stamp, index) => line({ entry: 'E1', number: index + 1, amount: '1', stamp })) });
		const source = client.source(LINES);
		expect((await collect(source.records(instant(10), instant(20)))).map(({ key, stamp }) => [key, stamp])).toEqual([['MIS|E1|2|1', instant(10)], ['MIS|E1|3|1', instant(19)]]);
		expect(server.queries.slice(-2).map(({ variables }) => variables.filter)).toEqual([
			'{"_and":[{"ledgerTypeNumber":{"_eq":"legal"}},{"_updateStamp":{"_gte":"2026-03-04T09:00:10.000Z","_lt":"2026-03-04T09:00:20.000Z"}}]}',
			'{"_and":[{"ledgerTypeNumber":{"_eq":"legal"}},{"_and":[{"_updateStamp":{"_lt":"2026-03-04T09:00:10.000Z"}},'
				+ '{"journalEntry":{"_updateStamp":{"_gte":"2026-03-04T09:00:10.000Z","_lt":"2026-03-04T09:00:20.000Z"}}}]}]}',
		]);
		expect(await collect(source.marks(instant(10), instant(20)))).toEqual([{ key: 'MIS|E1|2|1', stamp: instant(10) }, { key: 'MIS|E1|3|1', stamp: instant(19) }]);
	});

	it('450 lines of one second come once each, over pages', async () => {
		const { client } = served({ journalEntryLine: Array.from({ length: 450 }, (_, index) => line({ entry: 'E1', number: index + 1, amount: '1', stamp: at(5) })) });
		const keys = keysOf(await collect(client.source({ ...LINES, pageSize: 37 }).records(instant(5), instant(6))));
		expect([keys.length, new Set(keys).size]).toEqual([450, 450]);
	});

	it('what is edited or deleted between two pages moves no other line', async () => {
		const all = Array.from({ length: 30 }, (_, index) => line({ entry: 'E1', number: index + 10, amount: '1', stamp: at(5) }));
		const { client, server } = served({ journalEntryLine: [...all] });
		server.before = (count) => {
			if (count === 2) server.tables.journalEntryLine = all.filter((_, index) => index !== 2).map((each, index) => (index === 5 ? { ...each, _updateStamp: at(50) } : each));
			return undefined;
		};
		const keys = keysOf(await collect(client.source({ ...LINES, pageSize: 10 }).records(instant(0), instant(20))));
		expect(new Set(keys).size).toBe(30);
		expect(keys).toHaveLength(30);
	});

	it('records without a stamp, or with that of "no moment", are compared by their contents', async () => {
		const { client } = served({ account: [account('1', at(5)), account('2', null), account('3', '1753-01-01T00:00:00.000Z')] });
		const source = client.source({ resource: 'accounts' });
		expect(keysOf(await collect(source.records(null, instant(9))))).toEqual(['UKC|1']);
		expect((await collect(source.unstamped())).map(({ key, stamp }) => [key, stamp])).toEqual([['UKC|2', null], ['UKC|3', null]]);
	});

	it('a change of an order\'s line alone is found', async () => {
		const { client } = served({ purchaseOrder: [order('P1', at(1), [[1000, at(1)], [2000, at(15)], [3000, at(20)]]), order('P2', at(12), [[1000, at(2)]]), order('P3', at(1), [[1000, null]])] });
		const source = client.source({ resource: 'purchaseOrders' });
		expect((await collect(source.records(instant(10), instant(20)))).map(({ key, stamp }) => [key, stamp])).toEqual([['P1|2000|1', instant(15)], ['P2|1000|1', instant(12)]]);
		expect(keysOf(await collect(source.records(null, instant(10))))).toEqual(['P1|1000|1', 'P3|1000|1']);
	});

	it.each([false, true])('a line whose entry alone was touched comes again, once, with the later stamp (the question is refused: %s)', async (isRefused) => {
		const { client, server } = served({ journalEntryLine: [
			line({ entry: 'E1', number: 1, amount: '1', stamp: at(1), entryStamp: at(12) }), line({ entry: 'E1', number: 2, amount: '1', stamp: at(11), entryStamp: at(12) }),
			line({ entry: 'E2', number: 1, amount: '1', stamp: at(12), entryStamp: at(3) }), line({ entry: 'E3', number: 1, amount: '1', stamp: at(2), entryStamp: at(20) }),
			line({ entry: 'E4', number: 1, amount: '1', stamp: null, entryStamp: at(12) }), line({ entry: 'E5', number: 1, amount: '1', stamp: at(2), entryStamp: null }),
		] });
		if (isRefused) server.before = () => (String(server.queries.at(-1)?.variables.filter).includes('journalEntry') ? json({ errors: [{ message: 'filter not supported' }] }, 400) : undefined);
		const source = client.source(LINES);
		const stamps = async (pages: ReturnType<typeof source.records>) => (await collect(pages)).map(({ key, stamp }) => [key, stamp]).sort();
		expect(await stamps(source.records(instant(10), instant(20)))).toEqual([['MIS|E1|1|1', instant(12)], ['MIS|E1|2|1', instant(12)], ['MIS|E2|1|1', instant(12)]]);
		expect(await stamps(source.records(null, instant(10)))).toEqual([['MIS|E5|1|1', instant(2)]]);
		expect(await stamps(source.records(instant(20), instant(30)))).toEqual([['MIS|E3|1|1', instant(20)]]);
		expect(await stamps(source.unstamped())).toEqual([['MIS|E4|1|1', null]]);
	});

	it.each(['_eq":null', '_atLeast'])('a server that refuses the question %s is read whole, and gives the same records', async (word) => {
		const tables = { account: [account('1', at(5)), account('2', null)], purchaseOrder: [order('P1', at(1), [[1000, at(15)], [2000, at(2)], [3000, at(20)], [4000, at(3)]]), order('P2', null, [[1000, null]])] };
		const [usual, strict] = [served(tables), served(tables)];
		strict.server.before = () => (String(strict.server.queries.at(-1)?.variables.filter).includes(word) ? json({ errors: [{ message: 'filter not supported' }] }, 400) : undefined);
		for (const resource of ['accounts', 'purchaseOrders']) {
			const [expected, found] = [usual, strict].map(({ client }) => client.source({ resource }));
			expect(await collect(found!.records(instant(3), instant(20)))).toEqual(await collect(expected!.records(instant(3), instant(20))));
			expect(await collect(found!.unstamped())).toEqual(await collect(expected!.unstamped()));
		}
	});

	it('whole: everything by its contents', async () => {
		const { client } = served({ account: [account('1', at(5)), account('2', null)] });
		const source = client.source({ resource: 'accounts', cursor: 'whole' });
		expect(await collect(source.records(null, instant(9)))).toEqual([]);
		expect((await collect(source.unstamped())).map(({ stamp }) => stamp)).toEqual([null, null]);
	});

	it('a second run without changes hands out nothing; one changed line costs the tail', async () => {
		const { client, server } = served({ journalEntryLine: Array.from({ length: 5 }, (_, index) => line({ entry: 'E1', number: index + 1, amount: '1', stamp: at(index) })) });
		const run = async (cursor: Parameters<typeof readChanges>[1], now: string) => {
			const read = readChanges(client.source(LINES), cursor, { overlapSeconds: 600, generation: 'g', startFrom: null, now });
			const records = await collect(read.pages);
			return { keys: keysOf(records), cursor: confirm(cursor, read.finish()).cursor };
		};
		const first = await run(undefined, instant(30));
		expect(first.keys).toHaveLength(5);
		const second = await run(first.cursor, instant(40));
		expect(second.keys).toEqual([]);
		server.tables.journalEntryLine?.push(line({ entry: 'LATE', number: 1, amount: '1', stamp: at(3) }));
		expect((await run(second.cursor, instant(50))).keys).toContain('MIS|LATE|1|1');
	});

	it('names the stream by server, endpoint, ledger and what narrows it', () => {
		const name = (choice: Parameters<ReturnType<typeof clientOn>['source']>[0], api: 'graphql' | 'classic' = 'graphql'): string =>
			clientOn(new X3Server({}), { place: { serverUrl: 'https://x3.example.com:8124', endpoint: 'NW', api } }).source(choice).stream;
		expect(name({ resource: 'accounts' })).toBe('sagex3/x3.example.com:8124/NW/accounts');
		expect(name({ resource: 'journalLines' })).toBe('sagex3/x3.example.com:8124/NW/journalLines/ledger-1');
		expect(name({ resource: 'journalLines', ledgerType: 'Legal' })).toBe(name({ resource: 'journalLines', ledgerType: '1' }));
		expect(name({ resource: 'journalLines', ledgerType: 'IAS' })).not.toBe(name({ resource: 'journalLines' }));
		expect(name({ resource: 'dimensions', ofTypes: ['DPT', 'BUS'] })).toBe(name({ resource: 'dimensions', ofTypes: ['BUS', 'DPT'] }));
		expect(name({ resource: 'accounts', filter: equalTo('code', 'A') })).toMatch(/accounts\/[0-9a-f]{12}$/);
	});

	it('customers of one gateway have streams of their own, also with folders of one name', () => {
		const name = (graphqlUrl: string): string =>
			clientOn(new X3Server({}), { place: { serverUrl: 'https://api.eu-sagex3.com', endpoint: 'SEED', api: 'graphql', graphqlUrl } }).source({ resource: 'accounts' }).stream;
		expect(name('https://api.eu-sagex3.com/v1/service/A_SEED/graphql/')).toBe('sagex3/api.eu-sagex3.com/SEED@v1/service/A_SEED/graphql/accounts');
		expect(name('/v1/service/A_SEED/graphql')).toBe(name('https://api.eu-sagex3.com/v1/service/A_SEED/graphql'));
		expect(name('https://b.eu-sagex3.com/graphql')).toBe('sagex3/api.eu-sagex3.com/SEED@b.eu-sagex3.com/graphql/accounts');
		expect(name('/xtrem/api')).toBe('sagex3/api.eu-sagex3.com/SEED/accounts');
	});

	describe('lines, which each API finds in another way', () => {
		const lines = { resource: 'journalLines' };
		const found = async (http: Http, place: object = {}): Promise<SageX3Client> => {
			const client = clientOn(http, { place: { serverUrl: SERVER, endpoint: 'NORTHWIND', api: 'find out', ...place } });
			await client.api();
			return client;
		};

		it('have a stream for each, whether chosen or found out, so that no cursor of one passes over what the other finds', async () => {
			const [graphql, classic] = [await found(new X3Server({})), await found(new ClassicServer({}))];
			expect([await graphql.api(), await classic.api()]).toEqual(['graphql', 'classic']);
			for (const resource of ['journalLines', 'purchaseOrders']) expect(classic.source({ resource }).stream).not.toBe(graphql.source({ resource }).stream);
			for (const choice of [{ resource: 'suppliers' }, { resource: 'purchaseOrders', headers: true }]) expect(classic.source(choice).stream).toBe(graphql.source(choice).stream);
			expect(classic.source(lines).stream).toBe(clientOn(new ClassicServer({}), { place: CLASSIC }).source(lines).stream);
			expect(graphql.source(lines).stream).toBe(clientOn(new X3Server({})).source(lines).stream);
		});

		it('and in classic REST for each class', async () => {
			const ofLines = await found(new ClassicServer({}), { classes: { journalLines: { class: 'GACCENTRYD' } } });
			expect([(await found(new ClassicServer({}))).source(lines).stream, ofLines.source(lines).stream].map((stream) => stream.split('/').at(-1))).toEqual(['classic-GACCENTRY', 'classic-GACCENTRYD']);
		});

		it('have none before the API is known', () => {
			const client = clientOn(new X3Server({}), { place: { serverUrl: SERVER, endpoint: 'NORTHWIND' } });
			expect(() => client.source(lines)).toThrow('not known yet which API');
			expect(client.source({ resource: 'accounts' }).stream).toBe('sagex3/x3.example.com:8124/NORTHWIND/accounts');
		});
	});

	it('any stamps, any page size: the ranges of a read give each line once', async () => {
		await fc.assert(fc.asyncProperty(
			fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 999 })), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 39 }),
			async (stamps, pageSize, cut) => {
				const { client } = served({ account: stamps.map(([second, ms], index) => account(String(index), at(second, ms))) });
				const source = client.source({ resource: 'accounts', pageSize });
				const keys = [...keysOf(await collect(source.records(null, instant(cut)))), ...keysOf(await collect(source.records(instant(cut), instant(41))))];
				expect([...keys].sort()).toEqual(stamps.map((_, index) => `UKC|${index}`).sort());
			},
		), { numRuns: 40 });
	});
});
