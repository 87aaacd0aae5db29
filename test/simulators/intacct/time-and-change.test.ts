import { at, Bench, errorsOf, fn, queryXml, readByQueryXml, recordsOf, test } from './gateway-client';

const ORDER = ['WHENMODIFIED', 'RECORDNO'];

describe('stamps, changes and deletions', () => {
	let bench: Bench;

	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.close());
	afterEach(() => bench.control('reset', { switches: true }));

	const save = (object: string, record: Record<string, string>, extra: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
		bench.control('records', { object, record, ...extra });
	const classes = async (filter: string): Promise<string[]> =>
		(await bench.rows(queryXml('CLASS', ['CLASSID'], { filter, orderby: ORDER }))).map(({ CLASSID }) => CLASSID ?? '');

	it('30a. TIMESTAMP values are rendered in the gmtoffset of the user, and filters are interpreted the same way', async () => {
		await save('CLASS', { CLASSID: 'Z' }, { stamp: '2026-03-01T02:30:05Z' });
		const shown = async (): Promise<string | undefined> =>
			(await bench.rows(queryXml('CLASS', ['WHENMODIFIED'], { filter: test('equalto', 'CLASSID', 'Z') })))[0]?.WHENMODIFIED;
		expect(await shown()).toBe('02/28/2026 18:30:05');
		expect(await classes(test('equalto', 'WHENMODIFIED', '02/28/2026 18:30:05'))).toEqual(['Z']);
		expect(recordsOf(await bench.call(readByQueryXml('CLASS', "WHENMODIFIED = '02/28/2026 18:30:05'", 'CLASSID')))).toEqual([
			{ CLASSID: 'Z' },
		]);
		await bench.switches({ gmtOffset: '+05:30' });
		expect(await shown()).toBe('03/01/2026 08:00:05');
		expect(await classes(test('between', 'WHENMODIFIED', '03/01/2026 08:00:05', '03/01/2026 08:00:05'))).toEqual(['Z']);
		expect(await classes(test('equalto', 'WHENMODIFIED', '02/28/2026 18:30:05'))).toEqual([]);
	});

	it('30b. a DATE has no zone', async () => {
		const date = async (): Promise<unknown> =>
			bench.rows(queryXml('APBILL', ['WHENDUE', 'WHENCREATED'], { filter: test('equalto', 'RECORDNO', '901') }));
		const before = await date();
		await bench.switches({ gmtOffset: '+14:00' });
		expect(before).toEqual([{ WHENDUE: '02/14/2026', WHENCREATED: '01/15/2026' }]);
		expect(await date()).toEqual(before);
	});

	it('30c. switches show daylight saving, the second zone of AUWHENCREATED, dates at midnight, and UTC in json', async () => {
		await save('APBILL', { RECORDNO: '999', VENDORID: 'V-10' }, { stamp: '2026-07-01T08:00:00Z' });
		const body = queryXml('APBILL', ['AUWHENCREATED', 'WHENMODIFIED'], { filter: test('equalto', 'RECORDNO', '999') });
		expect(await bench.rows(body)).toEqual([{ AUWHENCREATED: '07/01/2026 00:00:00', WHENMODIFIED: '07/01/2026 00:00:00' }]);
		await bench.switches({ midnightStampsAsDate: true, auWhenCreatedZone: 'utc' });
		expect(await bench.rows(body)).toEqual([{ AUWHENCREATED: '07/01/2026 08:00:00', WHENMODIFIED: '07/01/2026' }]);
		await bench.switches({ daylightSaving: 'us' });
		expect((await bench.rows(body))[0]?.WHENMODIFIED).toBe('07/01/2026 01:00:00');
		expect(
			await bench.rows(queryXml('APBILL', ['RECORDNO'], { filter: test('equalto', 'WHENMODIFIED', '07/01/2026 01:00:00') })),
		).toHaveLength(1);
	});

	it('31. records with an empty WHENMODIFIED exist and never match a comparison', async () => {
		const count = async (filter: string): Promise<number> => (await bench.rows(queryXml('VENDOR', ['VENDORID'], { filter }))).length;
		expect(
			await bench.rows(queryXml('VENDOR', ['VENDORID', 'WHENMODIFIED'], { filter: '<isnull><field>WHENMODIFIED</field></isnull>' })),
		).toEqual([{ VENDORID: '0042', WHENMODIFIED: '' }]);
		const stamp = '01/01/2030 00:00:00';
		const six = [
			test('lessthan', 'WHENMODIFIED', stamp),
			test('lessthanorequalto', 'WHENMODIFIED', stamp),
			test('notequalto', 'WHENMODIFIED', stamp),
			test('notin', 'WHENMODIFIED', stamp),
			test('greaterthan', 'WHENMODIFIED', '01/01/1970 00:00:00'),
			test('notlike', 'WHENMODIFIED', 'x%'),
		];
		expect(await Promise.all(six.map(count))).toEqual([6, 6, 6, 6, 6, 6]);
		const created = test('greaterthanorequalto', 'WHENCREATED', '01/01/2020 00:00:00');
		expect(await count(`<and><isnull><field>WHENMODIFIED</field></isnull>${created}</and>`)).toBe(1);
		await save('CLASS', { CLASSID: 'N' }, { stamp: null });
		expect(await classes('<isnull><field>WHENMODIFIED</field></isnull>')).toEqual(['N']);
		expect((await bench.rows(queryXml('CLASS', ['CLASSID'], { orderby: ORDER }))).at(-1)?.CLASSID).toBe('N');
		await bench.switches({ nullsOrder: 'first' });
		expect((await bench.rows(queryXml('CLASS', ['CLASSID'], { orderby: ORDER }))).at(0)?.CLASSID).toBe('N');
	});

	it('32. a change during paging shifts offsets: a deletion between pages 1 and 2 loses one row', async () => {
		const page = async (offset: number): Promise<(string | undefined)[]> =>
			(await bench.rows(queryXml('DEPARTMENT', ['RECORDNO'], { orderby: ['RECORDNO'], pagesize: 2, offset }))).map(
				({ RECORDNO }) => RECORDNO,
			);
		const first = await page(0);
		await bench.control('delete', { object: 'DEPARTMENT', recordno: '7' });
		expect([...first, ...(await page(2)), ...(await page(4))]).toEqual(['7', '8', '10', '11']);
	});

	it('32b. an edit during paging leaves the window and shifts it', async () => {
		const page = async (offset: number): Promise<(string | undefined)[]> =>
			(await bench.rows(queryXml('DEPARTMENT', ['RECORDNO'], { orderby: ORDER, pagesize: 2, offset }))).map(({ RECORDNO }) => RECORDNO);
		expect(await page(0)).toEqual(['7', '8']);
		await save('DEPARTMENT', { RECORDNO: '8', TITLE: 'Field' });
		// 9 has moved up into the first page, so that page 2 no longer shows it.
		expect(await page(2)).not.toContain('9');
		expect(await page(0)).toEqual(['7', '9']);
	});

	it('33a. a record becomes readable N seconds after its WHENMODIFIED', async () => {
		await bench.switches({ visibilityLagSeconds: 120 });
		const { stamp } = await save('CLASS', { CLASSID: 'LATE' });
		const late = test('equalto', 'CLASSID', 'LATE');
		expect(await classes(late)).toEqual([]);
		expect(
			(await bench.control<{ records: { CLASSID: string }[] }>('records?object=CLASS')).records.map(({ CLASSID }) => CLASSID),
		).toContain('LATE');
		await bench.control('clock', { advanceMs: 100_000 });
		expect(await classes(late)).toEqual([]);
		await bench.control('clock', { advanceMs: 21_000 });
		expect(await classes(late)).toEqual(['LATE']);
		const stored = (await bench.control<{ records: { CLASSID: string; stamp: string }[] }>('records?object=CLASS')).records.find(
			({ CLASSID }) => CLASSID === 'LATE',
		);
		expect(stored?.stamp).toBe(stamp);
	});

	it('33b. until then an old version stays readable, and one record alone can be late', async () => {
		await save('CLASS', { CLASSID: 'A', NAME: 'later' }, { visibleAfterSeconds: 60 });
		await save('CLASS', { CLASSID: 'B', NAME: 'now' });
		const names = async (): Promise<unknown> =>
			(await bench.rows(queryXml('CLASS', ['NAME'], { filter: test('in', 'CLASSID', 'A', 'B'), orderby: ['CLASSID'] }))).map(
				({ NAME }) => NAME,
			);
		expect(await names()).toEqual(['Run', 'now']);
		await bench.control('clock', { advanceMs: 61_000 });
		expect(await names()).toEqual(['later', 'now']);
	});

	const audit = async (filter: string): Promise<readonly unknown[]> =>
		(
			await bench.rows(
				queryXml('AUDITHISTORY', ['ACCESSMODE', 'OBJECTTYPE', 'OBJECTKEY', 'SOURCE', 'USERID'], { filter, orderby: ['ACCESSTIME', 'ID'] }),
			)
		).map((row) => Object.values(row).join(' '));

	it('34a. deleting a record writes AUDITHISTORY with D, lower-case OBJECTTYPE and OBJECTKEY per object', async () => {
		await bench.control('delete', { object: 'APBILL', recordno: '901' });
		await bench.control('delete', { object: 'VENDOR', recordno: '33' });
		await bench.call('<delete><object>GLACCOUNT</object><keys>60</keys></delete>');
		const deletions = test('equalto', 'ACCESSMODE', 'D');
		expect(await audit(deletions)).toEqual([
			'D apbill 901 ui controller',
			'D vendor V-10 ui controller',
			'D glaccount 0400.10 api ws_anaplan',
		]);
		expect(
			recordsOf(await bench.call(readByQueryXml('AUDITHISTORY', "ACCESSMODE = 'Delete' AND OBJECTTYPE = 'vendor'", 'OBJECTKEY'))),
		).toEqual([{ OBJECTKEY: 'V-10' }]);
		expect(recordsOf(await bench.call(readByQueryXml('AUDITHISTORY', "ACCESSMODE = 'D'", 'OBJECTKEY')))).toEqual([]);
		const time = (await bench.rows(queryXml('AUDITHISTORY', ['ACCESSTIME'], { filter: deletions })))[0]?.ACCESSTIME;
		expect(time).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);
	});

	it('34b. lines vanish with their document and are not audited on their own', async () => {
		await bench.control('delete', { object: 'APBILL', recordno: '902' });
		expect(await bench.rows(queryXml('APBILLITEM', ['RECORDNO'], { filter: test('equalto', 'RECORDKEY', '902') }))).toEqual([]);
		expect(await audit(test('equalto', 'ACCESSMODE', 'D'))).toHaveLength(1);
		expect(await bench.effects('record-deleted')).toContainEqual(expect.objectContaining({ object: 'APBILLITEM', parent: '902' }));
	});

	it('34c. changes are C and M; words and suffixes by switch', async () => {
		await save('CLASS', { CLASSID: 'NEW' });
		await save('CLASS', { CLASSID: 'NEW', NAME: 'x' });
		await bench.switches({ auditModeInResults: 'word', auditKeySuffix: '--REC' });
		expect(await audit(test('in', 'ACCESSMODE', 'C', 'M'))).toEqual([
			'Create class NEW--REC ui controller',
			'Modify class NEW--REC ui controller',
		]);
	});

	it('34d. without permission the failure has no errorno; large offsets fail', async () => {
		const body = queryXml('AUDITHISTORY', ['ID']);
		await bench.switches({ auditMaxOffset: 50 });
		expect(await bench.refusal(queryXml('AUDITHISTORY', ['ID'], { offset: 51 }))).toEqual([
			expect.objectContaining({ errorno: 'DL02000001' }),
		]);
		await bench.switches({ auditAllowed: false });
		const [result] = await bench.results(fn(body));
		expect(at(result!, 'status').text).toBe('failure');
		expect(errorsOf(result!)[0]?.errorno).toBe('');
		await bench.switches({ auditDenial: 'missing' });
		expect((await bench.refusal(body))[0]).not.toHaveProperty('errorno');
	});
});
