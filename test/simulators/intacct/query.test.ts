import { at, Bench, fn, queryXml, recordsOf, requestXml, test, type QueryShape } from './gateway-client';

const BILLS = ['901', '902', '903', '904', '905', '906', '907', '908', '909', '910', '911', '912'];
const SHARED = BILLS.filter((no) => no !== '904' && no !== '911');
const PRIVATE = '<showprivate>true</showprivate>';

describe('query', () => {
	let bench: Bench;

	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.close());
	afterEach(() => bench.control('reset', { switches: true }));

	const numbers = async (shape: QueryShape, object = 'APBILL'): Promise<readonly (string | undefined)[]> =>
		(await bench.rows(queryXml(object, ['RECORDNO'], { orderby: ['RECORDNO'], options: PRIVATE, ...shape }))).map(
			({ RECORDNO }) => RECORDNO,
		);

	it('16a. without select is a failure, reported for the whole request or for the function', async () => {
		const bare = '<query><object>APBILL</object></query>';
		expect((await bench.refusal(bare))[0]).toMatchObject({ errorno: 'XL03000003', description2: expect.stringContaining('select') });
		await bench.switches({ schemaErrors: 'function' });
		expect(at(await bench.call(bare), 'status').text).toBe('failure');
	});

	it('16b. names an unknown field', async () => {
		for (const body of [
			queryXml('APBILL', ['RECORDNO', 'WHENMODIFIEDX']),
			queryXml('APBILL', ['RECORDNO'], { filter: test('equalto', 'WHENMODIFIEDX', '1') }),
			queryXml('APBILL', ['RECORDNO'], { orderby: ['WHENMODIFIEDX'] }),
			queryXml('APBILL', ['<sum>WHENMODIFIEDX</sum>']),
		]) {
			expect(await bench.refusal(body)).toEqual([
				expect.objectContaining({ errorno: 'DL02000001', description2: expect.stringMatching(/WHENMODIFIEDX.*\[Support ID: [^\]]*%7E/) }),
			]);
		}
		expect(await bench.refusal(queryXml('PROJECT', ['CFDA']))).toEqual([expect.objectContaining({ errorno: 'DL02000001' })]);
		expect(await bench.refusal(queryXml('APBILL', ['*']))).toHaveLength(1);
	});

	it('16c. refuses an unknown object as Query Failed', async () => {
		expect(await bench.refusal(queryXml('NOSUCH', ['RECORDNO']))).toEqual([
			expect.objectContaining({ errorno: 'Query Failed', description2: 'Object definition NOSUCH not found' }),
		]);
	});

	it('16d. refuses an object that the user may not read', async () => {
		await bench.switches({ deniedObjects: 'APBILL, VENDOR' });
		expect(await bench.refusal(queryXml('APBILL', ['RECORDNO']))).toEqual([expect.objectContaining({ errorno: 'PL04000005' })]);
		expect(await numbers({}, 'APPYMT')).toHaveLength(6);
	});

	it('17a. pagesize 0 and 2001, offset -1 are failures', async () => {
		for (const shape of [{ pagesize: 0 }, { pagesize: 2001 }, { offset: -1 }, { pagesize: 'all' }]) {
			expect((await bench.refusal(queryXml('APBILL', ['RECORDNO'], shape)))[0]).toMatchObject({ errorno: 'XL03000003' });
		}
	});

	it('17b. pagesize omitted gives 100 rows', async () => {
		await bench.control('records', {
			object: 'CLASS',
			records: Array.from({ length: 130 }, (_, index) => ({ CLASSID: `X${index}`, NAME: `Class ${index}` })),
		});
		const result = await bench.call(queryXml('CLASS', ['RECORDNO']));
		expect(at(result, 'data').attributes).toEqual({ listtype: 'CLASS', totalcount: '133', offset: '0', count: '100', numremaining: '33' });
	});

	it('18. attributes listtype totalcount offset count numremaining are right on first, middle, last and beyond-last page', async () => {
		const attributes = async (offset: number): Promise<unknown> =>
			Object.values(
				at(await bench.call(queryXml('APBILL', ['RECORDNO'], { orderby: ['RECORDNO'], options: PRIVATE, pagesize: 5, offset })), 'data')
					.attributes,
			);
		expect(await attributes(0)).toEqual(['APBILL', '12', '0', '5', '7']);
		expect(await attributes(5)).toEqual(['APBILL', '12', '5', '5', '2']);
		expect(await attributes(10)).toEqual(['APBILL', '12', '10', '2', '0']);
		expect(await attributes(15)).toEqual(['APBILL', '12', '15', '0', '0']);
	});

	it('19. returns exactly the fields asked, in upper case, dotted names kept', async () => {
		const fields = ['VENDOR.NAME', 'RECORDNO', 'VENDOR.TERM.DUEDATE', 'WHENPAID'];
		const result = await bench.call(queryXml('APBILL', fields, { filter: test('equalto', 'RECORDNO', '901') }));
		const [record] = at(result, 'data').children;
		expect(record?.name).toBe('APBILL');
		expect(record?.children.map(({ name, text }) => [name, text])).toEqual([
			['VENDOR.NAME', 'Tide & Co'],
			['RECORDNO', '901'],
			['VENDOR.TERM.DUEDATE', '30'],
			['WHENPAID', ''],
		]);
		expect(await bench.rows(queryXml('DEPARTMENT', ['PARENT.TITLE'], { filter: test('equalto', 'DEPARTMENTID', 'ENG-PLAT') }))).toEqual([
			{ 'PARENT.TITLE': 'Engineering' },
		]);
		expect(await bench.refusal(queryXml('DEPARTMENT', ['PARENT.PARENT.TITLE']))).toHaveLength(1);
	});

	it.each<[string, string, readonly string[]]>([
		['equalto', test('equalto', 'STATE', 'Paid'), ['902', '906', '909']],
		['notequalto', test('notequalto', 'STATE', 'Posted'), ['901', '902', '904', '906', '907', '909']],
		['lessthan', test('lessthan', 'TOTALDUE', '350.25'), ['902', '906', '909']],
		['lessthanorequalto', test('lessthanorequalto', 'TOTALDUE', '350.25'), ['902', '903', '906', '909']],
		['greaterthan', test('greaterthan', 'WHENDUE', '04/04/2026'), ['908', '911']],
		['greaterthanorequalto', test('greaterthanorequalto', 'WHENDUE', '04/04/2026'), ['908', '910', '911']],
		['between', test('between', 'WHENCREATED', '02/14/2026', '02/22/2026'), ['906', '907', '908']],
		['in', test('in', 'VENDORID', 'V-10', '0042'), ['901', '905', '907']],
		['notin', test('notin', 'VENDORID', 'V-10', 'V-11', 'V-12', 'V-13', 'V-14'), ['904', '907', '909', '911']],
		['like', test('like', 'RECORDID', 'INV-_1'), ['905']],
		['notlike', test('notlike', 'RECORDID', '%0%'), ['901', '904', '905', '909', '911']],
		['isnull', '<isnull><field>WHENPAID</field></isnull>', ['901', '903', '904', '905', '907', '908', '910', '911', '912']],
		['isnotnull', '<isnotnull><field>WHENPAID</field></isnotnull>', ['902', '906', '909']],
	])('20a. operator %s', async (_operator, filter, expected) => {
		expect(await numbers({ filter })).toEqual(expected);
	});

	it('20b. and / or nest, over dotted fields as well', async () => {
		const filter = `<and><or>${test('equalto', 'VENDOR.NAME', 'Tide & Co')}${test('equalto', 'VENDOR.TERM.NAME', 'Net 15')}</or>${test('notequalto', 'TOTALDUE', '0')}</and>`;
		expect(await numbers({ filter })).toEqual(['901', '903', '905', '912']);
	});

	it('20c. two top-level operators, an and with one child, between with one value, in with 1001 values are refused', async () => {
		const one = test('equalto', 'STATE', 'Paid');
		const many = Array.from({ length: 1001 }, (_, index) => String(index));
		for (const filter of [
			one + one,
			`<and>${one}</and>`,
			test('between', 'RECORDNO', '1'),
			test('in', 'RECORDNO', ...many),
			test('contains', 'RECORDNO', '1'),
			'<isnull><field>STATE</field><value>1</value></isnull>',
			'',
		]) {
			expect((await bench.refusal(queryXml('APBILL', ['RECORDNO'], { filter })))[0]).toMatchObject({ errorno: 'XL03000003' });
		}
		expect(await numbers({ filter: test('in', 'RECORDNO', ...many.slice(0, 1000)) })).toHaveLength(12);
	});

	it('20d. a value of the wrong form is a processing error, an ISO date included', async () => {
		for (const filter of [
			test('greaterthan', 'WHENMODIFIED', '2026-03-01T00:00:00Z'),
			test('equalto', 'WHENDUE', '2026-03-01'),
			test('equalto', 'TOTALDUE', 'much'),
		]) {
			expect(await bench.refusal(queryXml('APBILL', ['RECORDNO'], { filter }))).toEqual([
				expect.objectContaining({ errorno: 'DL02000001' }),
			]);
		}
	});

	it('21a. orders ascending and descending, by two keys', async () => {
		const pairs = async (...orderby: string[]): Promise<string[]> =>
			(await bench.rows(queryXml('APBILL', ['STATE', 'RECORDNO'], { orderby, options: PRIVATE }))).map(
				({ STATE, RECORDNO }) => `${STATE} ${RECORDNO}`,
			);
		const up = await pairs('STATE', 'RECORDNO');
		expect(up.slice(0, 4)).toEqual(['Paid 902', 'Paid 906', 'Paid 909', 'Partially Paid 901']);
		expect(await pairs('-STATE', '-RECORDNO')).toEqual([...up].reverse());
		expect((await pairs('STATE', '-RECORDNO')).slice(0, 3)).toEqual(['Paid 909', 'Paid 906', 'Paid 902']);
		expect(await numbers({ orderby: ['TOTALDUE', 'RECORDNO'] })).toEqual([
			'902',
			'906',
			'909',
			'903',
			'912',
			'910',
			'904',
			'905',
			'908',
			'911',
			'907',
			'901',
		]);
	});

	it('21b. without orderby the order differs from key order; a shuffle can change with every call', async () => {
		const natural = await numbers({ orderby: undefined });
		expect(natural).not.toEqual(BILLS);
		expect([...natural].sort()).toEqual(BILLS);
		expect(await numbers({ orderby: undefined })).toEqual(natural);
		await bench.switches({ unordered: 'changing' });
		const orders = new Set<string>();
		for (let round = 0; round < 5; round++) orders.add(JSON.stringify(await numbers({ orderby: undefined })));
		expect(orders.size).toBeGreaterThan(1);
		await bench.switches({ unordered: 'natural' });
		expect(await numbers({ orderby: undefined })).toEqual(BILLS);
	});

	it('21c. RECORDNO orders and compares as numbers where all are integers, else as text', async () => {
		await bench.control('records', { object: 'CLASS', record: { RECORDNO: '10', CLASSID: 'TEN' } });
		expect(await numbers({}, 'CLASS')).toEqual(['1', '2', '3', '10']);
		expect(await numbers({ filter: test('greaterthan', 'RECORDNO', '3') }, 'CLASS')).toEqual(['10']);
		await bench.control('records', { object: 'CLASS', record: { RECORDNO: '2-1', CLASSID: 'LINE' } });
		expect(await numbers({}, 'CLASS')).toEqual(['1', '10', '2', '2-1', '3']);
		expect(await numbers({ filter: test('greaterthan', 'RECORDNO', '2') }, 'CLASS')).toEqual(['2-1', '3']);
	});

	it('22a. caseinsensitive decides about case', async () => {
		const filter = test('equalto', 'VENDORID', 'v-10');
		expect(await numbers({ filter })).toEqual([]);
		expect(await numbers({ filter, options: `<caseinsensitive>true</caseinsensitive>${PRIVATE}` })).toEqual(['901', '905']);
		expect(await numbers({ filter: test('like', 'VENDORID', 'v-1_'), options: '<caseinsensitive>true</caseinsensitive>' })).toHaveLength(9);
	});

	it('22b. showprivate hides and shows private records at the top level; an entity sees shared ones and its own', async () => {
		expect(await numbers({ options: undefined })).toEqual(SHARED);
		expect(await numbers({})).toEqual(BILLS);
		const inside = async (entity: string): Promise<number> =>
			(await bench.rows(queryXml('APBILL', ['RECORDNO']), await bench.session(entity))).length;
		expect([await inside('E200'), await inside('E100')]).toEqual([12, 10]);
	});

	it('22c. children of options are a sequence', async () => {
		const options = '<showprivate>true</showprivate><caseinsensitive>true</caseinsensitive>';
		expect((await bench.refusal(queryXml('APBILL', ['RECORDNO'], { options })))[0]).toMatchObject({ errorno: 'XL03000003' });
	});

	it('23a. returnformat json is a bare array of flat objects of text', async () => {
		const body = queryXml('APBILL', ['RECORDNO', 'VENDOR.NAME', 'TOTALDUE'], {
			filter: test('equalto', 'VENDORID', 'V-10'),
			orderby: ['RECORDNO'],
			options: '<returnformat>json</returnformat>',
		});
		const answer = await bench.send(requestOf(body));
		expect(answer.contentType).toBe('application/json');
		expect(JSON.parse(answer.body)).toEqual([
			{ RECORDNO: '901', 'VENDOR.NAME': 'Tide & Co', TOTALDUE: '8400' },
			{ RECORDNO: '905', 'VENDOR.NAME': 'Tide & Co', TOTALDUE: '1300.49' },
		]);
	});

	it('23b. returnformat csv has a header line and quotes where needed', async () => {
		const body = queryXml('VENDOR', ['VENDORID', 'NAME'], {
			filter: test('in', 'VENDORID', 'V-12', '0042'),
			orderby: ['VENDORID'],
			options: '<returnformat>csv</returnformat>',
		});
		const answer = await bench.send(requestOf(body));
		expect(answer.contentType).toContain('text/csv');
		expect(answer.body).toBe('VENDORID,NAME\n0042,Zero Leading Ltd\nV-12,"O\'Brien ""Fast"" Couriers"\n');
	});

	it('23c. errors are XML in any returnformat', async () => {
		const answer = await bench.send(requestOf(queryXml('APBILL', ['NOPE'], { options: '<returnformat>json</returnformat>' })));
		expect(answer.contentType).toContain('text/xml');
		expect(answer.body).toContain('DL02000001');
	});

	it('24. aggregates are grouped by the plain fields and named COUNT.RECORDNO', async () => {
		const body = queryXml(
			'APBILL',
			[
				'STATE',
				'<count>RECORDNO</count>',
				'<sum>TOTALDUE</sum>',
				'<min>WHENDUE</min>',
				'<max>TOTALENTERED</max>',
				'<avg>TOTALENTERED</avg>',
			],
			{ orderby: ['STATE'], options: PRIVATE },
		);
		expect(await bench.rows(body)).toEqual([
			{
				STATE: 'Paid',
				'COUNT.RECORDNO': '3',
				'SUM.TOTALDUE': '0',
				'MIN.WHENDUE': '02/19/2026',
				'MAX.TOTALENTERED': '4000',
				'AVG.TOTALENTERED': '2491.8',
			},
			{
				STATE: 'Partially Paid',
				'COUNT.RECORDNO': '3',
				'SUM.TOTALDUE': '14250.5',
				'MIN.WHENDUE': '02/14/2026',
				'MAX.TOTALENTERED': '10000',
				'AVG.TOTALENTERED': '6283.5',
			},
			{
				STATE: 'Posted',
				'COUNT.RECORDNO': '6',
				'SUM.TOTALDUE': '5980.99',
				'MIN.WHENDUE': '02/12/2026',
				'MAX.TOTALENTERED': '1620.25',
				'AVG.TOTALENTERED': '996.831666',
			},
		]);
		await bench.control('records', { object: 'APBILL', record: { RECORDNO: '913', STATE: 'Paid', WHENDUE: '12/31/2025' } });
		expect(
			await bench.rows(queryXml('APBILL', ['<min>WHENDUE</min>', '<max>WHENDUE</max>', '<count>VENDORID</count>'], { options: PRIVATE })),
		).toEqual([{ 'MIN.WHENDUE': '12/31/2025', 'MAX.WHENDUE': '04/23/2026', 'COUNT.VENDORID': '12' }]);
		await bench.switches({ sumNaming: 'bare' });
		expect(await bench.rows(queryXml('APBILL', ['<sum>TOTALDUE</sum>'], { options: PRIVATE }))).toEqual([{ TOTALDUE: '20231.49' }]);
	});

	it('serves every row that it says it served', async () => {
		await bench.control('history', {}, 'DELETE');
		const result = await bench.call(queryXml('APBILL', ['RECORDNO'], { pagesize: 4 }));
		expect(recordsOf(result)).toHaveLength(4);
		expect(await bench.effects('query')).toEqual([expect.objectContaining({ object: 'APBILL', count: 4, offset: 0, total: 10 })]);
	});
});

const requestOf = (body: string): string => requestXml(fn(body));
