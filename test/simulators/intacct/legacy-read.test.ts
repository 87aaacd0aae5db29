import {
	all,
	at,
	Bench,
	errorsOf,
	fn,
	has,
	parseXml,
	queryXml,
	readByQueryXml,
	recordsOf,
	requestXml,
	test,
	type Tree,
} from './gateway-client';

describe('readByQuery, readMore, read and discovery', () => {
	let bench: Bench;

	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.close());
	afterEach(() => bench.control('reset', { switches: true }));

	const data = async (body: string): Promise<Tree> => at(await bench.call(body), 'data');
	const addClasses = (count: number): Promise<unknown> =>
		bench.control('records', {
			object: 'CLASS',
			records: Array.from({ length: count }, (_, index) => ({ CLASSID: `X${index}`, NAME: `Class ${index}` })),
		});

	it('25a. readByQuery has lower-case listtype and elements, and resultId as an attribute, empty when all fitted', async () => {
		const answer = await data(readByQueryXml('GLACCOUNT', "ACCOUNTNO < '1100'", 'RECORDNO,ACCOUNTNO'));
		expect(answer.attributes).toEqual({ listtype: 'glaccount', count: '2', totalcount: '2', numremaining: '0', resultId: '' });
		expect(answer.children.map(({ name }) => name)).toEqual(['glaccount', 'glaccount']);
		expect(answer.children[0]?.children.map(({ name }) => name)).toEqual(['RECORDNO', 'ACCOUNTNO']);
	});

	it('25b. pagesize above 1000 is refused, orderby is not in its schema', async () => {
		expect((await bench.refusal(readByQueryXml('GLACCOUNT', '', '*', 1001)))[0]).toMatchObject({ errorno: 'XL03000003' });
		expect((await bench.refusal('<readByQuery><object>GLACCOUNT</object><orderby/></readByQuery>'))[0]).toMatchObject({
			errorno: 'XL03000003',
		});
		expect((await data(readByQueryXml('GLACCOUNT', '', '*', 1000))).children).toHaveLength(12);
	});

	it('25c. pagesize defaults to 100, and fields=* gives every field with the custom ones', async () => {
		await addClasses(130);
		await bench.control('records', { object: 'CLASS', record: { CLASSID: 'A', SEGMENT__C: 'north' } });
		const answer = await data('<readByQuery><object>CLASS</object></readByQuery>');
		expect(answer.attributes).toMatchObject({
			count: '100',
			totalcount: '133',
			numremaining: '33',
			resultId: expect.stringMatching(/^[\w-]{20,}$/),
		});
		const [one] = recordsOf(await bench.call(readByQueryXml('CLASS', "CLASSID = 'A'")));
		expect(one).toMatchObject({ CLASSID: 'A', NAME: 'Run', SEGMENT__C: 'north', WHENMODIFIED: expect.any(String) });
	});

	it('26a. readMore pages by resultId to numremaining 0 with the same listtype, totalcount and resultId', async () => {
		await addClasses(7);
		const shape = await bench.session();
		const first = at(await bench.call(readByQueryXml('CLASS', '', 'CLASSID', 4), shape), 'data');
		const { resultId = '' } = first.attributes;
		const more = `<readMore><resultId>${resultId}</resultId></readMore>`;
		const second = await bench.call(more, shape);
		expect(at(second, 'function').text).toBe('readMore');
		expect(at(second, 'data').attributes).toEqual({ listtype: 'class', count: '4', totalcount: '10', numremaining: '2', resultId });
		const third = at(await bench.call(more, shape), 'data');
		expect(third.attributes).toMatchObject({ count: '2', numremaining: '0' });
		const seen = [first, at(second, 'data'), third].flatMap(({ children }) => children.map((record) => at(record, 'CLASSID').text));
		expect(new Set(seen).size).toBe(10);
		expect(await bench.effects('read-more')).toHaveLength(2);
	});

	it('26b. readMore by object continues the last query of the session; an unknown resultId fails', async () => {
		const shape = await bench.session();
		await bench.call(readByQueryXml('GLACCOUNT', '', 'ACCOUNTNO', 5), shape);
		const more = await bench.call('<readMore><object>GLACCOUNT</object></readMore>', shape);
		expect(at(more, 'data').attributes).toMatchObject({ count: '5', numremaining: '2' });
		expect(await bench.refusal('<readMore><resultId>nothing</resultId></readMore>', shape)).toHaveLength(1);
		expect(await bench.refusal('<readMore><object>VENDOR</object></readMore>', shape)).toHaveLength(1);
		const other = await bench.session();
		expect(await bench.refusal(`<readMore><resultId>${at(more, 'data').attributes.resultId}</resultId></readMore>`, other)).toHaveLength(1);
	});

	it('26c. the set is frozen while records change, and may expire', async () => {
		const shape = await bench.session();
		const first = at(await bench.call(readByQueryXml('DEPARTMENT', '', 'DEPARTMENTID,TITLE', 2), shape), 'data');
		for (const recordno of ['7', '8', '9']) await bench.control('delete', { object: 'DEPARTMENT', recordno });
		await bench.control('records', { object: 'DEPARTMENT', record: { RECORDNO: '11', TITLE: 'changed' } });
		const more = `<readMore><resultId>${first.attributes.resultId}</resultId></readMore>`;
		const rest = [await bench.call(more, shape), await bench.call(more, shape)].flatMap(recordsOf);
		const all5 = [...first.children.map((record) => at(record, 'DEPARTMENTID').text), ...rest.map(({ DEPARTMENTID }) => DEPARTMENTID)];
		expect([...all5].sort()).toEqual(['04', 'ENG', 'ENG-PLAT', 'FIN', 'OPS']);
		expect(JSON.stringify([first, rest])).not.toContain('changed');
		await bench.switches({ resultIdLifeSeconds: 60 });
		await bench.control('clock', { advanceMs: 61_000 });
		expect(await bench.refusal(more, shape)).toHaveLength(1);
	});

	const bills = async (query: string): Promise<string[]> =>
		recordsOf(await bench.call(readByQueryXml('APBILL', query, 'RECORDNO')))
			.map(({ RECORDNO }) => RECORDNO ?? '')
			.sort();

	it.each<[string, string, readonly string[]]>([
		['characters for enumerations', "STATE='A' AND TOTALDUE > 1000", ['905', '908']],
		['words match nothing', "STATE = 'Posted'", []],
		["the \\' escape", "VENDORNAME = 'O\\'Brien \"Fast\" Couriers'", ['903', '912']],
		['LIKE', "RECORDID like 'INV-%'", ['901', '905']],
		['not like', "RECORDID NOT LIKE '%0%'", ['901', '905', '909']],
		['IN', "VENDORID IN ('V-10', '0042')", ['901', '905', '907']],
		['not in', "VENDORID not in ('V-10','V-11','V-12','V-13')", ['907', '908', '909']],
		['IS NULL', "WHENPAID IS NULL AND VENDORID = 'V-11'", ['910']],
		['IS NOT NULL', 'WHENPAID is not null', ['902', '906', '909']],
		['NOT and parentheses', "NOT (VENDORID = 'V-10' OR TOTALDUE >= 650)", ['902', '903', '906', '909']],
		['NOT leaves nulls out', "NOT WHENPAID = '03/20/2026'", ['902', '906']],
		['OR binds weaker than AND', "RECORDNO = 901 OR RECORDNO = 902 AND STATE = 'A'", ['901']],
		['dates', "WHENDUE <= '02/14/2026'", ['901', '903']],
	])('27a. the filter language knows %s', async (_what, query, expected) => {
		expect(await bills(query)).toEqual(expected);
	});

	it('27b. rownum limits, status is compared with T', async () => {
		expect(await bills('rownum <= 3')).toHaveLength(3);
		expect(await bills('TOTALDUE > 0 and rownum < 3')).toHaveLength(2);
		expect(recordsOf(await bench.call(readByQueryXml('VENDOR', "STATUS = 'T' AND ONHOLD = 'F'")))).toHaveLength(6);
		expect(recordsOf(await bench.call(readByQueryXml('GLACCOUNT', "ACCOUNTTYPE = 'N'")))).toHaveLength(5);
	});

	it('27c. ORDER BY, an ISO date, bad syntax and unknown fields give DL02000001', async () => {
		for (const query of [
			"STATE = 'A' ORDER BY RECORDNO",
			'ORDER BY RECORDNO',
			"WHENMODIFIED >= '2026-03-01T00:00:00Z'",
			"WHENDUE > '2026-03-01'",
			'STATE =',
			"STATE == 'A'",
			"(STATE = 'A'",
			'NOPE = 1',
			'VENDORID = V',
		]) {
			expect(await bench.refusal(readByQueryXml('APBILL', query))).toEqual([expect.objectContaining({ errorno: 'DL02000001' })]);
		}
		expect(await bench.refusal(readByQueryXml('APADVANCE', '', 'NOPE'))).toHaveLength(1);
		expect(await bench.refusal(readByQueryXml('APBILL', '', 'RECORDNO,NOPE'))).toEqual([
			expect.objectContaining({ errorno: 'DL02000001' }),
		]);
	});

	it('28a. read with 101 keys is refused, unknown keys are left out, UPPER names', async () => {
		const keys = (count: number): string => Array.from({ length: count }, (_, index) => 33 + index).join(',');
		const body = (count: number): string => `<read><object>VENDOR</object><keys>${keys(count)}</keys><fields>VENDORID</fields></read>`;
		expect(await bench.refusal(body(101))).not.toHaveLength(0);
		const answer = await data(body(100));
		expect(answer.attributes).toEqual({ listtype: 'VENDOR', count: '7' });
		expect(answer.children[0]?.name).toBe('VENDOR');
		const [named] = recordsOf(
			await bench.call('<readByName><object>VENDOR</object><keys>0042</keys><fields>NAME,RECORDNO</fields></readByName>'),
		);
		expect(named).toEqual({ NAME: 'Zero Leading Ltd', RECORDNO: '38' });
		await bench.switches({ mixedKeys: 'fail' });
		expect(await bench.refusal(body(100))).toHaveLength(1);
	});

	it('28b. an unknown field is named in errorno', async () => {
		expect(await bench.refusal('<read><object>VENDOR</object><keys>33</keys><fields>VENDORID,NOPE</fields></read>')).toEqual([
			{ errorno: 'Invalid fields list NOPE', description: '', description2: '', correction: '' },
		]);
	});

	it('28c. read nests the lines of GLBATCH and APBILL, query and readByQuery never do', async () => {
		const batch = await data('<read><object>GLBATCH</object><keys>5011,5012</keys></read>');
		expect(all(at(batch, 'GLBATCH', 'ENTRIES'), 'glentry').map((line) => at(line, 'AMOUNT').text)).toEqual(['1000', '1000']);
		const bill = await data('<read><object>APBILL</object><keys>902</keys><fields>*</fields></read>');
		expect(
			all(at(bill, 'APBILL', 'APBILLITEMS'), 'apbillitem').map((line) => [at(line, 'RECORDKEY').text, at(line, 'AMOUNT').text]),
		).toEqual([
			['902', '3200'],
			['902', '800'],
		]);
		expect(
			has(at(await data('<read><object>APBILL</object><keys>902</keys><fields>RECORDNO</fields></read>'), 'APBILL'), 'APBILLITEMS'),
		).toBe(false);
		expect(has(at(await data(readByQueryXml('APBILL', 'RECORDNO = 902')), 'apbill'), 'APBILLITEMS')).toBe(false);
		await bench.switches({ nestedLineCase: 'upper' });
		expect(at(await data('<read><object>APBILL</object><keys>902</keys></read>'), 'APBILL', 'APBILLITEMS').children[0]?.name).toBe(
			'APBILLITEM',
		);
	});

	it('29a. lookup shows fields and relationships, also where reading is denied', async () => {
		await bench.switches({ deniedObjects: 'APBILL' });
		const type = at(await data('<lookup><object>APBILL</object></lookup>'), 'Type');
		expect(type.attributes).toEqual({ Name: 'APBILL', DocumentType: '' });
		const fields = at(type, 'Fields').children;
		expect(fields[0]?.children.map(({ name }) => name)).toEqual([
			'ID',
			'LABEL',
			'DESCRIPTION',
			'REQUIRED',
			'READONLY',
			'DATATYPE',
			'ISCUSTOM',
		]);
		const types = Object.fromEntries(fields.map((field) => [at(field, 'ID').text, at(field, 'DATATYPE').text]));
		expect(types).toMatchObject({
			RECORDNO: 'INTEGER',
			WHENCREATED: 'DATE',
			AUWHENCREATED: 'TIMESTAMP',
			WHENMODIFIED: 'TIMESTAMP',
			STATE: 'ENUM',
			TOTALDUE: 'CURRENCY',
			VENDORID: 'TEXT',
			ONHOLD: 'BOOLEAN',
		});
		const state = fields.find((field) => at(field, 'ID').text === 'STATE')!;
		expect(all(at(state, 'VALIDVALUES'), 'VALIDVALUE').map(({ text }) => text)).toContain('Partially Paid');
		expect(at(type, 'Relationships').children[0]?.children.map(({ name, text }) => [name, text])).toEqual([
			['OBJECTPATH', 'VENDOR'],
			['OBJECTNAME', 'VENDOR'],
			['LABEL', 'Vendor'],
			['RELATIONSHIPTYPE', 'MANY2ONE'],
			['RELATEDBY', 'VENDORID'],
		]);
	});

	it('29b. inspect lists types by typename, fields by name, and details', async () => {
		const types = (await data('<inspect><object>*</object></inspect>')).children;
		expect(types.find(({ attributes }) => attributes.typename === 'GLACCOUNT')?.text).toBe('Account');
		const plain = at(await data('<inspect><object>EMPLOYEE</object></inspect>'), 'Type');
		expect([plain.attributes.Name, at(plain, 'Fields').children[0]?.text]).toEqual(['EMPLOYEE', 'RECORDNO']);
		const detailed = at(await data('<inspect detail="1"><object>APBILL</object></inspect>'), 'Type');
		expect(has(detailed, 'Attributes')).toBe(true);
		expect(at(detailed, 'Fields').children[0]?.children.map(({ name }) => name)).toEqual([
			'Name',
			'GroupName',
			'dataName',
			'externalDataName',
			'isRequired',
			'isReadOnly',
			'maxLength',
			'DisplayLabel',
			'Description',
			'id',
		]);
	});

	it('29c. getDimensions shows renamed terms and the user-defined dimension', async () => {
		const dimensions = at(await data('<getDimensions/>'), 'dimensions').children.map((one) =>
			Object.fromEntries(one.children.map(({ name, text }) => [name, text])),
		);
		expect(dimensions).toContainEqual({
			objectName: 'PROJECT',
			objectLabel: 'Project',
			termLabel: 'Vehicle',
			userDefinedDimension: 'false',
			enabledInGL: 'true',
		});
		expect(dimensions).toContainEqual({
			objectName: 'REGION',
			objectLabel: 'Region',
			termLabel: 'Region',
			userDefinedDimension: 'true',
			enabledInGL: 'true',
		});
	});

	it('29d. readUserFormatting by userId and by key', async () => {
		for (const body of [
			'<readUserFormatting><userId>ws_anaplan</userId></readUserFormatting>',
			'<readUserFormatting><key>48</key></readUserFormatting>',
		]) {
			expect(at(await data(body), 'userformatting').children.map(({ name, text }) => [name, text])).toEqual([
				['recordno', '48'],
				['locale', 'en_US'],
				['dateformat', '/mdY'],
				['gmtoffset', '-08:00'],
				['clock', '24'],
			]);
		}
		expect(await bench.refusal('<readUserFormatting><userId>nobody</userId></readUserFormatting>')).toHaveLength(1);
	});

	it('adds additional information to errors when asked', async () => {
		const control = '<uniqueid>false</uniqueid><dtdversion>3.0</dtdversion><showadditionalerrorinfo>true</showadditionalerrorinfo>';
		const response = parseXml(
			(await bench.send(requestXml(fn(queryXml('NOSUCH', ['A'], { filter: test('equalto', 'A', '1') })), { control }))).body,
		);
		const result = at(response, 'operation', 'result');
		expect(errorsOf(result)).toHaveLength(1);
		expect(at(result, 'errormessage', 'error', 'additionalinfo').children.map(({ name }) => name)).toEqual([
			'errorid',
			'category',
			'target',
			'description',
			'cdescription',
			'correction',
		]);
	});
});
