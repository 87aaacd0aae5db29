import { all, at, Bench, errorsOf, fn, queryXml, recordsOf, requestXml, test } from './gateway-client';

interface Line {
	readonly account: string;
	readonly type: '1' | '-1';
	readonly amount: string;
	readonly rest?: string;
}

const journal = (lines: readonly Line[], header = ''): string =>
	`<create><GLBATCH><JOURNAL>GJ</JOURNAL><BATCH_DATE>03/31/2026</BATCH_DATE><BATCH_TITLE>Anaplan true-up</BATCH_TITLE><REFERENCENO>AP-0326</REFERENCENO>${header}<ENTRIES>` +
	`${lines.map(({ account, type, amount, rest = '<LOCATION>E100</LOCATION>' }) => `<GLENTRY><ACCOUNTNO>${account}</ACCOUNTNO><TR_TYPE>${type}</TR_TYPE><TRX_AMOUNT>${amount}</TRX_AMOUNT>${rest}</GLENTRY>`).join('')}</ENTRIES></GLBATCH></create>`;

const BALANCED: readonly Line[] = [
	{
		account: '6150',
		type: '1',
		amount: '250.00',
		rest: '<DEPARTMENT>ENG</DEPARTMENT><LOCATION>E100</LOCATION><DESCRIPTION>hosting</DESCRIPTION>',
	},
	{ account: '2100', type: '-1', amount: '250.00' },
];
const UNIQUE = '<uniqueid>true</uniqueid><dtdversion>3.0</dtdversion><includewhitespace>false</includewhitespace>';

describe('writing', () => {
	let bench: Bench;

	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.close());
	afterEach(() => bench.control('reset', { switches: true }));

	const entries = async (): Promise<number> =>
		(await bench.rows(queryXml('GLENTRY', ['RECORDNO'], { options: '<showprivate>true</showprivate>' }))).length;
	const march = async (account: string): Promise<string | undefined> =>
		(
			await bench.rows(
				`<get_accountbalances><reportingperiodname>Month Ended March 2026</reportingperiodname><glaccountno>${account}</glaccountno><locationid>E100</locationid></get_accountbalances>`,
			)
		)[0]?.endbalance;

	it('38a. an unbalanced GLBATCH is refused with chained errors and leaves nothing', async () => {
		const before = await entries();
		const errors = await bench.refusal(journal([BALANCED[0]!, { account: '2100', type: '-1', amount: '249.99' }]));
		expect(errors).toHaveLength(3);
		expect(errors[0]?.description2).toMatch(/do not balance.*debits 250, credits 249\.99/);
		expect(errors.at(-1)).toMatchObject({ errorno: 'BL01001973', description2: expect.stringContaining('Could not create') });
		expect(await entries()).toBe(before);
		expect(await bench.rows(queryXml('GLBATCH', ['RECORDNO'], { filter: test('equalto', 'REFERENCENO', 'AP-0326') }))).toEqual([]);
	});

	it('38b. entries must balance for each entity', async () => {
		const errors = await bench.refusal(
			journal([BALANCED[0]!, { account: '2100', type: '-1', amount: '250', rest: '<LOCATION>E200</LOCATION>' }]),
		);
		expect(errors[0]?.description2).toContain('entity E100');
	});

	it('38c. a balanced GLBATCH returns RECORDNO and appears in GLENTRY, GLDETAIL and balances', async () => {
		const before = await march('6150');
		const result = await bench.call(journal(BALANCED));
		const data = at(result, 'data');
		expect(data.attributes).toEqual({ listtype: 'objects', count: '1' });
		expect(data.children.map(({ name }) => name)).toEqual(['glbatch']);
		const recordno = at(data, 'glbatch', 'RECORDNO').text;
		expect(
			await bench.rows(
				queryXml('GLENTRY', ['ACCOUNTNO', 'TR_TYPE', 'AMOUNT', 'DEPARTMENT'], {
					filter: test('equalto', 'BATCHNO', recordno),
					orderby: ['LINE_NO'],
				}),
			),
		).toEqual([
			{ ACCOUNTNO: '6150', TR_TYPE: '1', AMOUNT: '250', DEPARTMENT: 'ENG' },
			{ ACCOUNTNO: '2100', TR_TYPE: '-1', AMOUNT: '250', DEPARTMENT: '' },
		]);
		expect(
			await bench.rows(
				queryXml('GLDETAIL', ['ACCOUNTNO', 'AMOUNT', 'CREDITAMOUNT'], {
					filter: test('equalto', 'BATCHKEY', recordno),
					orderby: ['LINE_NO'],
				}),
			),
		).toEqual([
			{ ACCOUNTNO: '6150', AMOUNT: '250', CREDITAMOUNT: '0' },
			{ ACCOUNTNO: '2100', AMOUNT: '-250', CREDITAMOUNT: '250' },
		]);
		expect(Number(await march('6150')) - Number(before)).toBe(250);
		expect(await bench.effects('journal-posted')).toEqual([expect.objectContaining({ recordno, reference: 'AP-0326', lines: 2 })]);
		const [header] = await bench.rows(
			queryXml('GLBATCH', ['STATE', 'MODULE', 'JOURNAL.TITLE'], { filter: test('equalto', 'REFERENCENO', 'AP-0326') }),
		);
		expect(header).toEqual({ STATE: 'Posted', MODULE: '2.GL', 'JOURNAL.TITLE': 'General journal' });
	});

	it('38d. a draft has entries and no ledger detail', async () => {
		const before = await march('6150');
		const recordno = at(await bench.call(journal(BALANCED, '<STATE>Draft</STATE>')), 'data', 'glbatch', 'RECORDNO').text;
		expect(await bench.rows(queryXml('GLENTRY', ['RECORDNO'], { filter: test('equalto', 'BATCHNO', recordno) }))).toHaveLength(2);
		expect(await bench.rows(queryXml('GLDETAIL', ['RECORDNO'], { filter: test('equalto', 'BATCHKEY', recordno) }))).toEqual([]);
		expect(await march('6150')).toBe(before);
	});

	it.each<[string, string]>([
		[
			'an unknown account',
			journal([
				{ account: '9999', type: '1', amount: '1' },
				{ account: '2100', type: '-1', amount: '1' },
			]),
		],
		[
			'a missing location',
			journal([
				{ account: '6150', type: '1', amount: '1', rest: '' },
				{ account: '2100', type: '-1', amount: '1' },
			]),
		],
		[
			'a negative amount',
			journal([
				{ account: '6150', type: '1', amount: '-1' },
				{ account: '2100', type: '-1', amount: '-1' },
			]),
		],
		['one line', journal([BALANCED[0]!])],
		['an unknown journal', journal(BALANCED).replace('>GJ<', '>XX<')],
		['an ISO date', journal(BALANCED).replace('03/31/2026', '2026-03-31')],
		[
			'a foreign currency without a rate',
			journal(BALANCED.map((line) => ({ ...line, rest: '<LOCATION>E100</LOCATION><CURRENCY>EUR</CURRENCY>' }))),
		],
		['a reversal before the date', journal(BALANCED, '<REVERSEDATE>03/01/2026</REVERSEDATE>')],
	])('38e. refuses %s', async (_what, body) => {
		const errors = await bench.refusal(body);
		expect(errors.length).toBeGreaterThan(1);
		expect(await bench.rows(queryXml('GLBATCH', ['RECORDNO'], { filter: test('equalto', 'REFERENCENO', 'AP-0326') }))).toEqual([]);
	});

	it('38f. REVERSEDATE posts the mirror entry; the legacy twin answers with a key', async () => {
		await bench.call(journal(BALANCED, '<REVERSEDATE>04/01/2026</REVERSEDATE>'));
		const batches = await bench.rows(
			queryXml('GLBATCH', ['RECORDNO', 'BATCH_DATE', 'REVERSEDKEY', 'REVERSED'], {
				filter: test('equalto', 'REFERENCENO', 'AP-0326'),
				orderby: ['RECORDNO'],
			}),
		);
		expect(batches.map(({ BATCH_DATE, REVERSED }) => [BATCH_DATE, REVERSED])).toEqual([
			['03/31/2026', '04/01/2026'],
			['04/01/2026', ''],
		]);
		expect(batches.map(({ REVERSEDKEY }) => REVERSEDKEY)).toEqual(batches.map(({ RECORDNO }) => RECORDNO).reverse());
		const legacy =
			'<create_gltransaction><journalid>GJ</journalid><datecreated><year>2026</year><month>03</month><day>31</day></datecreated><description>twin</description><gltransactionentries>' +
			'<glentry><trtype>debit</trtype><amount>5</amount><glaccountno>6150</glaccountno><locationid>E100</locationid></glentry><glentry><trtype>credit</trtype><amount>5</amount><glaccountno>2100</glaccountno><locationid>E100</locationid></glentry></gltransactionentries></create_gltransaction>';
		const key = at(await bench.call(legacy), 'key').text;
		expect(await bench.rows(queryXml('GLENTRY', ['RECORDNO'], { filter: test('equalto', 'BATCHNO', key) }))).toHaveLength(2);
		expect((await bench.refusal(legacy.replace(/(<journalid>.*<\/journalid>)(<datecreated>.*<\/datecreated>)/, '$2$1')))[0]).toMatchObject({
			errorno: 'XL03000003',
		});
	});

	it('39. uniqueid=true with a repeated controlid is refused; a failed one may be repeated', async () => {
		const post = (body: string, controlid: string) => bench.results(fn(body, controlid), { control: UNIQUE });
		expect(at((await post(journal([BALANCED[0]!]), 'je-1'))[0]!, 'status').text).toBe('failure');
		expect(at((await post(journal(BALANCED), 'je-1'))[0]!, 'status').text).toBe('success');
		const [again] = await post(journal(BALANCED), 'je-1');
		expect([at(again!, 'status').text, errorsOf(again!)[0]?.description2]).toEqual(['failure', expect.stringContaining('je-1')]);
		expect(await bench.rows(queryXml('GLBATCH', ['RECORDNO'], { filter: test('equalto', 'REFERENCENO', 'AP-0326') }))).toHaveLength(1);
		await bench.switches({ repeatedControlId: 'control', repeatedControlIdErrorno: 'XX' });
		const response = await bench.response(fn(journal(BALANCED), 'je-1'), { control: UNIQUE });
		expect([at(response, 'control', 'status').text, errorsOf(response)[0]?.errorno]).toEqual(['failure', 'XX']);
		expect(at((await bench.results(fn(journal(BALANCED), 'je-1')))[0]!, 'status').text).toBe('success');
	});

	it('39b. an answer that is lost leaves the journal posted', async () => {
		await bench.control('faults', { kind: 'reset-after', match: 'POST', bodyMatch: '<create>', times: 1 });
		await expect(bench.send(requestXml(fn(journal(BALANCED), 'je-9'), { control: UNIQUE }))).rejects.toThrow();
		expect(at((await bench.results(fn(journal(BALANCED), 'je-9'), { control: UNIQUE }))[0]!, 'status').text).toBe('failure');
		expect(await bench.rows(queryXml('GLBATCH', ['RECORDNO'], { filter: test('equalto', 'REFERENCENO', 'AP-0326') }))).toHaveLength(1);
	});

	it('42. the transaction counter counts 1 per read call including readMore, 1 per record written', async () => {
		const total = async (): Promise<number> => (await bench.control<{ total: number }>('usage')).total;
		const shape = await bench.session();
		const start = await total();
		await bench.call(queryXml('REPORTINGPERIOD', ['NAME']), shape);
		expect((await total()) - start).toBe(1);
		await bench.call('<readByQuery><object>REPORTINGPERIOD</object><pagesize>10</pagesize></readByQuery>', shape);
		await bench.call('<readMore><object>REPORTINGPERIOD</object></readMore>', shape);
		await bench.call('<readMore><object>REPORTINGPERIOD</object></readMore>', shape);
		expect((await total()) - start).toBe(4);
		await bench.call(
			`<create>${['N-1', 'N-2', 'N-3'].map((id) => `<CLASS><CLASSID>${id}</CLASSID><NAME>n</NAME></CLASS>`).join('')}</create>`,
			shape,
		);
		expect((await total()) - start).toBe(7);
		await bench.call(journal(BALANCED), shape);
		expect((await total()) - start).toBe(8);
		expect((await bench.control<{ byFunction: Record<string, number> }>('usage')).byFunction).toMatchObject({ readMore: 2, create: 4 });
	});

	it('tells which objects were saved before the failing one', async () => {
		const [result] = await bench.results(
			fn('<create><CLASS><CLASSID>K1</CLASSID></CLASS><CLASS><CLASSID>A</CLASSID></CLASS><CLASS><CLASSID>K2</CLASSID></CLASS></create>'),
		);
		expect(at(result!, 'status').text).toBe('failure');
		expect(at(result!, 'data').attributes).toEqual({ listtype: 'objects', count: '1' });
		expect(errorsOf(result!)[0]?.errorno).toBe('BL34000061');
		expect(await bench.rows(queryXml('CLASS', ['CLASSID'], { filter: test('like', 'CLASSID', 'K_') }))).toEqual([{ CLASSID: 'K1' }]);
	});

	it('updates by key or by name and moves the stamp; deletes answer with the status alone', async () => {
		const stamp = async (): Promise<unknown> =>
			(await bench.rows(queryXml('VENDOR', ['NAME', 'WHENMODIFIED'], { filter: test('equalto', 'VENDORID', 'V-10') })))[0];
		const before = await stamp();
		const updated = await bench.call('<update><VENDOR><VENDORID>V-10</VENDORID><NAME>Tide &amp; Company</NAME></VENDOR></update>');
		expect(recordsOf(updated)[0]).toEqual({ RECORDNO: '33', VENDORID: 'V-10' });
		expect(await stamp()).toMatchObject({ NAME: 'Tide & Company' });
		expect(((await stamp()) as { WHENMODIFIED: string }).WHENMODIFIED).not.toBe((before as { WHENMODIFIED: string }).WHENMODIFIED);
		const deleted = await bench.call('<delete><object>CLASS</object><keys>1,2</keys></delete>');
		expect(deleted.children.map(({ name }) => name)).toEqual(['status', 'function', 'controlid']);
		expect(all(deleted, 'data')).toEqual([]);
		expect(await bench.refusal('<delete><object>CLASS</object><keys>1</keys></delete>')).not.toHaveLength(0);
		expect(await bench.refusal('<update><VENDOR><VENDORID>V-10</VENDORID><NOPE>1</NOPE></VENDOR></update>')).not.toHaveLength(0);
	});
});
