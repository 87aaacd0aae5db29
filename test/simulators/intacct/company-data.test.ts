import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at, Bench, fn, has, queryXml, readByQueryXml, recordsOf, requestXml, test } from './gateway-client';

describe('the default company', () => {
	let bench: Bench;

	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.close());
	afterEach(() => bench.control('reset', { switches: true }));

	it('43a. has ampersands, quotes, non-ASCII names and leading zeros, without CDATA', async () => {
		const body = queryXml('VENDOR', ['VENDORID', 'NAME'], { orderby: ['RECORDNO'] });
		const names = Object.fromEntries((await bench.rows(body)).map(({ VENDORID, NAME }) => [VENDORID, NAME]));
		expect(names).toMatchObject({
			'V-10': 'Tide & Co',
			'V-11': 'Müller Büromöbel GmbH',
			'V-12': 'O\'Brien "Fast" Couriers',
			'V-16': 'Bright <Lights> 株式会社',
			'0042': 'Zero Leading Ltd',
		});
		const raw = await bench.send(requestXml(fn(body)));
		expect(raw.body).toContain('<NAME>Tide &amp; Co</NAME>');
		expect(raw.body).toContain('O&#039;Brien');
		expect(raw.body).not.toContain('CDATA');
		expect(await bench.rows(queryXml('GLACCOUNT', ['ACCOUNTNO'], { filter: test('like', 'ACCOUNTNO', '0%') }))).toEqual([
			{ ACCOUNTNO: '0400.10' },
		]);
		expect(await bench.rows(queryXml('DEPARTMENT', ['DEPARTMENTID'], { filter: test('equalto', 'DEPARTMENTID', '04') }))).toEqual([
			{ DEPARTMENTID: '04' },
		]);
	});

	it('43b. has a very long description, and understands references and CDATA in requests', async () => {
		const [{ COMMENTS = '' } = {}] = await bench.rows(
			queryXml('VENDOR', ['COMMENTS'], {
				filter: '<equalto><field>NAME</field><value>O&#39;Brien &#x22;Fast&quot; <![CDATA[Couriers]]></value></equalto>',
			}),
		);
		expect(COMMENTS.length).toBeGreaterThan(2000);
	});

	it('43c. has entities', async () => {
		expect(await bench.rows(queryXml('LOCATIONENTITY', ['LOCATIONID', 'NAME', 'CURRENCY'], { orderby: ['LOCATIONID'] }))).toEqual([
			{ LOCATIONID: 'E100', NAME: 'US', CURRENCY: 'USD' },
			{ LOCATIONID: 'E200', NAME: 'UK', CURRENCY: 'GBP' },
		]);
	});

	it('44a. gives one-record and zero-record answers', async () => {
		const one = await bench.call(queryXml('VENDOR', ['VENDORID'], { filter: test('equalto', 'VENDORID', 'V-10') }));
		expect(at(one, 'data').children).toHaveLength(1);
		const none = at(await bench.call(queryXml('APADVANCE', ['RECORDNO'])), 'data');
		expect([none.attributes, none.children]).toEqual([
			{ listtype: 'APADVANCE', totalcount: '0', offset: '0', count: '0', numremaining: '0' },
			[],
		]);
		expect(at(await bench.call(readByQueryXml('APADVANCE', '')), 'data').attributes).toMatchObject({
			count: '0',
			totalcount: '0',
			resultId: '',
		});
		await bench.switches({ emptyResult: 'minimal' });
		expect(at(await bench.call(queryXml('APADVANCE', ['RECORDNO'])), 'data').attributes).toEqual({ listtype: 'APADVANCE', count: '0' });
	});

	it('44b. gives 2000-record answers', async () => {
		await bench.control('records', { object: 'CLASS', records: Array.from({ length: 2100 }, (_, index) => ({ CLASSID: `X${index}` })) });
		const full = at(await bench.call(queryXml('CLASS', ['CLASSID'], { orderby: ['CLASSID'], pagesize: 2000 })), 'data');
		expect([full.children.length, full.attributes.count, full.attributes.numremaining]).toEqual([2000, '2000', '103']);
	});

	it('44c. can leave empty elements out', async () => {
		await bench.switches({ omitNullElements: true });
		const [record] = at(
			await bench.call(queryXml('APBILL', ['RECORDNO', 'WHENPAID'], { filter: test('equalto', 'RECORDNO', '901') })),
			'data',
		).children;
		expect(has(record!, 'WHENPAID')).toBe(false);
	});

	it('45a. GLDIMREGION holds ids, and the values are listed by query on the name of the dimension', async () => {
		const used = new Set(
			(await bench.rows(queryXml('GLENTRY', ['GLDIMREGION'], { filter: '<isnotnull><field>GLDIMREGION</field></isnotnull>' }))).map(
				({ GLDIMREGION }) => GLDIMREGION,
			),
		);
		expect([...used].sort()).toEqual(['1', '2']);
		expect(await bench.rows(queryXml('REGION', ['id', 'name'], { orderby: ['id'] }))).toEqual([
			{ id: '1', name: 'North' },
			{ id: '2', name: 'South & East' },
			{ id: '3', name: 'Überall' },
		]);
	});

	it('45b. readByQuery on the dimension keeps its name and lower-case system fields', async () => {
		const data = at(await bench.call(readByQueryXml('REGION', "name = 'North'")), 'data');
		expect([data.attributes.listtype, data.children[0]?.name]).toEqual(['REGION', 'REGION']);
		expect(data.children[0]?.children.map(({ name }) => name)).toEqual(['id', 'name', 'createdBy', 'createdAt', 'updatedAt', 'RMANAGER']);
		await bench.control('records', { object: 'REGION', record: { id: '2', name: 'South' } });
		const changed = await bench.rows(queryXml('REGION', ['id'], { orderby: ['updatedAt'] }));
		expect(changed.at(-1)).toEqual({ id: '2' });
	});

	it('has stamps that lie days before now', async () => {
		const { nowMs } = await bench.control<{ nowMs: number }>('clock');
		for (const object of ['VENDOR', 'APBILL', 'GLDETAIL', 'GLACCOUNT', 'REGION']) {
			const { records } = await bench.control<{ records: { stamp: string | null }[] }>(`records?object=${object}`);
			for (const { stamp } of records) if (stamp !== null) expect(nowMs - Date.parse(stamp)).toBeGreaterThan(86_400_000);
		}
		expect((await bench.control<{ count: number }>('records?object=GLDETAIL')).count).toBe(40);
	});
});

describe('seed directories and control routes', () => {
	let directory: string;
	let bench: Bench;

	beforeAll(() => {
		directory = mkdtempSync(join(tmpdir(), 'seed-'));
		writeFileSync(
			join(directory, 'vendor.CSV'),
			'VENDORID,NAME,SEGMENT__C,WHENMODIFIED\n007,"Bond, James",spy,03/01/2026 09:00:00\nM,Mother,,2026-03-01T18:00:00Z\nQ,Quartermaster,lab,\n',
		);
		writeFileSync(
			join(directory, 'APBILL.csv.gz'),
			gzipSync('RECORDNO,VENDORID,WHENDUE,TOTALDUE,STATE\n50,007,2026-02-14,12.50,Posted\n51,M,03/01/2026,0,Paid\n'),
		);
		writeFileSync(join(directory, 'ARINVOICE.csv'), 'RECORDID,WHENDUE,TOTALDUE\n0001,01/31/2026,9\n0002,02/28/2026,100\n');
	});
	afterAll(() => rmSync(directory, { recursive: true, force: true }));
	afterEach(() => bench.close());

	it('replace the objects that they name and empty the others; stamps in user time, in ISO, or empty', async () => {
		bench = await Bench.start({ seedDir: directory });
		expect(await bench.rows(queryXml('VENDOR', ['RECORDNO', 'VENDORID', 'SEGMENT__C', 'WHENMODIFIED'], { orderby: ['RECORDNO'] }))).toEqual(
			[
				{ RECORDNO: '1', VENDORID: '007', SEGMENT__C: 'spy', WHENMODIFIED: '03/01/2026 09:00:00' },
				{ RECORDNO: '2', VENDORID: 'M', SEGMENT__C: '', WHENMODIFIED: '03/01/2026 10:00:00' },
				{ RECORDNO: '3', VENDORID: 'Q', SEGMENT__C: 'lab', WHENMODIFIED: '' },
			],
		);
		expect(await bench.rows(queryXml('APBILL', ['RECORDNO', 'VENDOR.NAME'], { filter: test('equalto', 'WHENDUE', '02/14/2026') }))).toEqual(
			[{ RECORDNO: '50', 'VENDOR.NAME': 'Bond, James' }],
		);
		expect(await bench.rows(queryXml('VENDOR', ['TOTALDUE'], { filter: test('equalto', 'VENDORID', '007') }))).toEqual([
			{ TOTALDUE: '12.5' },
		]);
		expect(await bench.rows(queryXml('ARINVOICE', ['RECORDID'], { filter: test('greaterthan', 'TOTALDUE', '10') }))).toEqual([
			{ RECORDID: '0002' },
		]);
		expect(await bench.control('objects')).toEqual({ VENDOR: 3, APBILL: 2, ARINVOICE: 2 });
		const stamps = (await bench.control<{ records: { stamp: string }[] }>('records?object=APBILL')).records.map(({ stamp }) => stamp);
		expect(new Set(stamps).size).toBe(1);
		expect(Math.abs(Date.now() - Date.parse(stamps[0]!) - 3 * 86_400_000)).toBeLessThan(60_000);
		expect(recordsOf(await bench.call('<getAPISession><locationid>E200</locationid></getAPISession>'))).toHaveLength(1);
	});

	it('keep the default records of other objects with replace, but not with a file EMPTY', async () => {
		bench = await Bench.start({ seedDir: directory, seedMode: 'replace' });
		expect(await bench.control('objects')).toMatchObject({ VENDOR: 3, APBILL: 2, GLACCOUNT: 12 });
		writeFileSync(join(directory, 'EMPTY'), '');
		await bench.control('reset', {});
		expect(await bench.control('objects')).toEqual({ VENDOR: 3, APBILL: 2, ARINVOICE: 2 });
		await bench.control('reset', { seed: 'default' });
		expect(await bench.control('objects')).toMatchObject({ VENDOR: 8, GLDETAIL: 40 });
		rmSync(join(directory, 'EMPTY'));
	});

	it('records are created, updated by key or name, stamped by the clock or as told, and deleted', async () => {
		bench = await Bench.start();
		await bench.control('clock', { setMs: Date.UTC(2026, 2, 2, 12) });
		expect(await bench.control('records', { object: 'VENDOR', record: { VENDORID: 'NEW', NAME: 'n' } })).toEqual({
			object: 'VENDOR',
			recordno: '41',
			stamp: expect.stringMatching(/^2026-03-02T12:00:0\dZ$/),
		});
		expect(
			await bench.control('records', { object: 'VENDOR', record: { VENDORID: 'NEW', NAME: 'm' }, stamp: '2026-01-01T00:00:00Z' }),
		).toEqual({ object: 'VENDOR', recordno: '41', stamp: '2026-01-01T00:00:00Z' });
		expect(await bench.control('records', { object: 'VENDOR', record: { RECORDNO: '41', NAME: 'o' }, stamp: null })).toMatchObject({
			stamp: null,
		});
		expect(await bench.control('delete', { object: 'VENDOR', recordno: '41' })).toMatchObject({ deleted: true });
		expect(await bench.control('delete', { object: 'VENDOR', recordno: '41' })).toMatchObject({ deleted: false });
		expect(
			(await bench.effects('record-changed')).length +
				(await bench.effects('record-created')).length +
				(await bench.effects('record-deleted')).length,
		).toBe(4);
	});

	it('switches are listed with meaning and default; unknown ones and wrong values are refused', async () => {
		bench = await Bench.start({ switches: { gmtOffset: '+00:00' } });
		const list = await bench.control<Record<string, { value: unknown; default: unknown; meaning: string }>>('switches');
		expect(list.gmtOffset).toEqual({ value: '+00:00', default: '-08:00', meaning: expect.any(String) });
		for (const { meaning } of Object.values(list)) expect(meaning.length).toBeGreaterThan(10);
		expect(await bench.switches({ gmtOffsett: '+00:00' })).toEqual({ error: expect.stringContaining('unknown switch') });
		expect(await bench.switches({ unordered: 'maybe', concurrency: 3 })).toEqual({ error: expect.any(String) });
		expect(await bench.switches({ concurrency: '3' })).toEqual({ error: expect.any(String) });
		expect((await bench.control<Record<string, { value: unknown }>>('switches')).concurrency?.value).toBe(0);
		expect(await bench.control('nonsense')).toEqual({ unknown: 'nonsense' });
	});
});
