import { at, Bench, has, queryXml, readByQueryXml, recordsOf, test } from './gateway-client';

const date = (name: string, text: string): string => {
	const [month, day, year] = text.split('/');
	return `<${name}><year>${year}</year><month>${month}</month><day>${day}</day></${name}>`;
};
const trial = (from: string, to: string, rest = '<locationid>E100</locationid>'): string =>
	`<get_trialbalance>${date('startdate', from)}${date('enddate', to)}${rest}</get_trialbalance>`;

type Row = Readonly<Record<string, string>>;
const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
const sum = (rows: readonly Row[], field: string): number => rows.reduce((total, row) => total + cents(row[field]), 0);

describe('balances and payables', () => {
	let bench: Bench;

	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.close());
	afterEach(() => bench.control('reset', { switches: true }));

	const rows = async (body: string): Promise<readonly Row[]> => bench.rows(body);

	it('35a. get_trialbalance: debits = credits over all accounts, and endbalance = startbalance + debits - credits', async () => {
		for (const entity of ['E100', 'E200'])
			for (const [from, to] of [
				['01/01/2026', '01/31/2026'],
				['02/01/2026', '02/28/2026'],
				['03/01/2026', '03/31/2026'],
			] as const) {
				const found = await rows(trial(from, to, `<locationid>${entity}</locationid>`));
				expect(found.length).toBeGreaterThan(2);
				expect(sum(found, 'debits')).toBe(sum(found, 'credits'));
				expect(sum(found, 'endbalance')).toBe(0);
				for (const row of found) expect(cents(row.endbalance)).toBe(cents(row.startbalance) + cents(row.debits) - cents(row.credits));
			}
	});

	it('35b. adjustment books add adjdebits and adjcredits', async () => {
		const plain = await rows(trial('03/01/2026', '03/31/2026'));
		const adjusted = await rows(
			trial(
				'03/01/2026',
				'03/31/2026',
				'<reportingbook>ACCRUAL</reportingbook><adjbooks><adjbook>GAAP</adjbook></adjbooks><locationid>E100</locationid>',
			),
		);
		expect(sum(plain, 'adjdebits')).toBe(0);
		expect([sum(adjusted, 'adjdebits'), sum(adjusted, 'adjcredits')]).toEqual([15075, 15075]);
		for (const row of adjusted)
			expect(cents(row.endbalance)).toBe(
				cents(row.startbalance) + cents(row.debits) - cents(row.credits) + cents(row.adjdebits) - cents(row.adjcredits),
			);
		expect(adjusted.find(({ glaccountno }) => glaccountno === '6100')).toEqual({
			glaccountno: '6100',
			startbalance: '4000',
			debits: '3200',
			credits: '0',
			adjdebits: '150.75',
			adjcredits: '0',
			endbalance: '7350.75',
			reportingbook: 'ACCRUAL',
			currency: 'USD',
		});
	});

	it('35c. the ledger agrees with bills, payments and the debit memo', async () => {
		const all = [
			...(await rows(trial('01/01/2026', '03/31/2026'))),
			...(await rows(trial('01/01/2026', '03/31/2026', '<locationid>E200</locationid>'))),
		];
		const payables = sum(
			all.filter(({ glaccountno }) => glaccountno === '2100'),
			'endbalance',
		);
		const due =
			sum(await rows(queryXml('APBILL', ['TOTALDUE'], { options: '<showprivate>true</showprivate>' })), 'TOTALDUE') +
			sum(await rows(queryXml('APADJUSTMENT', ['TOTALDUE'])), 'TOTALDUE');
		expect(payables).toBe(-due);
		const paid = sum(await rows(queryXml('APPYMT', ['TOTALENTERED'], { options: '<showprivate>true</showprivate>' })), 'TOTALENTERED');
		expect(
			sum(
				all.filter(({ glaccountno }) => glaccountno === '1000'),
				'endbalance',
			),
		).toBe(-paid);
	});

	it('35d. wrong child order is refused', async () => {
		const wrong = `<get_trialbalance>${date('enddate', '01/31/2026')}${date('startdate', '01/01/2026')}<locationid>E100</locationid></get_trialbalance>`;
		expect((await bench.refusal(wrong))[0]).toMatchObject({ errorno: 'XL03000003' });
		expect(
			(await bench.refusal(trial('01/01/2026', '01/31/2026', '<locationid>E100</locationid><reportingbook>ACCRUAL</reportingbook>')))[0],
		).toMatchObject({ errorno: 'XL03000003' });
		expect(
			await bench.refusal(
				'<get_trialbalance><startdate>01/01/2026</startdate><enddate>01/31/2026</enddate><locationid>E100</locationid></get_trialbalance>',
			),
		).not.toHaveLength(0);
	});

	it('35e. a missing locationid is refused in a company with several base currencies, unless the session is inside an entity', async () => {
		expect(await bench.refusal(trial('01/01/2026', '01/31/2026', ''))).toEqual([
			expect.objectContaining({ description2: expect.stringMatching(/location/i) }),
		]);
		const inside = await bench.rows(trial('01/01/2026', '01/31/2026', ''), await bench.session('E200'));
		expect(inside.every(({ currency }) => currency === 'GBP')).toBe(true);
		await bench.switches({ multiBaseCurrency: false });
		expect(await rows(trial('01/01/2026', '01/31/2026', ''))).not.toHaveLength(0);
	});

	it('35f. department and location detail, a named period, zero balances, the sub-tree of a location', async () => {
		const detailed = await rows(
			`<get_trialbalance><reportingperiodname>Month Ended February 2026</reportingperiodname><showdeptdetail>true</showdeptdetail><showlocdetail>true</showlocdetail><locationid>E100</locationid></get_trialbalance>`,
		);
		expect(detailed).toContainEqual(
			expect.objectContaining({ glaccountno: '6200', departmentid: 'OPS', locationid: 'E100-NY', debits: '275.4' }),
		);
		const alone = await rows(
			trial(
				'02/01/2026',
				'02/28/2026',
				'<departmentid>ENG</departmentid><dept_subs>false</dept_subs><locationid>E100</locationid><loc_subs>false</loc_subs>',
			),
		);
		expect(alone.map(({ glaccountno }) => glaccountno)).toEqual(['5100', '6150']);
		expect(
			(await rows(trial('02/01/2026', '02/28/2026', '<showzerobalances>true</showzerobalances><locationid>E100</locationid>'))).map(
				({ glaccountno }) => glaccountno,
			),
		).toHaveLength(12);
		await bench.switches({ trialBalanceDimensions: 'deptno/locno', legacyListAttributes: false });
		const result = await bench.call(
			trial('02/01/2026', '02/28/2026', '<showdeptdetail>true</showdeptdetail><locationid>E100</locationid>'),
		);
		expect(has(result, 'listtype')).toBe(false);
		expect(recordsOf(result)[0]).toHaveProperty('deptno');
	});

	it('35g. get_accountbalances and get_accountbalancesbydimensions agree with it', async () => {
		const span = date('startdate', '02/01/2026') + date('enddate', '02/28/2026');
		const range = await bench.call(
			`<get_accountbalances>${span}<startaccountno>6100</startaccountno><endaccountno>6200</endaccountno><locationid>E100</locationid></get_accountbalances>`,
		);
		expect(at(range, 'listtype').text).toBe('accountbalance');
		const list = recordsOf(range);
		expect(list.map(({ glaccountno, endbalance }) => [glaccountno, endbalance])).toEqual([
			['6100', '4000'],
			['6150', '11200.5'],
			['6200', '625.65'],
		]);
		const grouped = await rows(
			`<get_accountbalancesbydimensions>${span}<glaccountno>6150</glaccountno><groupby>location,department,REGION</groupby><locationid>E100</locationid></get_accountbalancesbydimensions>`,
		);
		expect(grouped).toEqual([
			{
				glaccountno: '6150',
				startbalance: '10000',
				periodbalance: '1200.5',
				endbalance: '11200.5',
				currency: 'USD',
				locationid: 'E100',
				locationname: 'US',
				departmentid: 'ENG',
				departmentname: 'Engineering',
				regionid: '1',
				regionname: 'North',
			},
		]);
		expect((await bench.refusal(`<get_accountbalances>${span}<locationid>E100</locationid></get_accountbalances>`))[0]).toMatchObject({
			errorno: 'XL03000003',
		});
	});

	it('36. GLACCOUNTBALANCE without PERIOD, with a system period or an unknown one is refused', async () => {
		for (const query of [
			'',
			"BOOKID = 'ACCRUAL'",
			"PERIOD = 'Current Month'",
			"PERIOD = 'Month Ended February 1826'",
			"PERIOD like 'Month%'",
		]) {
			expect(await bench.refusal(readByQueryXml('GLACCOUNTBALANCE', query))).toEqual([expect.objectContaining({ errorno: 'DL02000001' })]);
		}
	});

	it('36b. GLACCOUNTBALANCE has one row per book, currency and combination, so that only a fixed book and currency sum right', async () => {
		const february = "PERIOD = 'Month Ended February 2026'";
		const fields = 'BOOKID,CURRENCY,ACCOUNTNO,OPENBAL,TOTDEBIT,TOTCREDIT,FORBAL,ENDBAL,LOCATIONDIMID,DEPARTMENTDIMKEY,DEPARTMENTDIMTITLE';
		const read = (query: string): Promise<readonly Row[]> => rows(readByQueryXml('GLACCOUNTBALANCE', query, fields, 1000));
		const usd = await read(`${february} AND BOOKID = 'ACCRUAL' AND CURRENCY = 'USD'`);
		const trialRows = await rows(trial('02/01/2026', '02/28/2026'));
		for (const { glaccountno, endbalance } of trialRows)
			expect(
				sum(
					usd.filter(({ ACCOUNTNO }) => ACCOUNTNO === glaccountno),
					'ENDBAL',
				),
			).toBe(cents(endbalance));
		expect(usd).toContainEqual(
			expect.objectContaining({ ACCOUNTNO: '0400.10', DEPARTMENTDIMKEY: '11', DEPARTMENTDIMTITLE: 'Platform', FORBAL: '99.99' }),
		);
		const everything = await read(february);
		expect(new Set(everything.map(({ BOOKID, CURRENCY }) => `${BOOKID} ${CURRENCY}`)).size).toBeGreaterThan(3);
		expect(await read(`${february} AND WHENMODIFIED >= '01/01/2090 00:00:00'`)).toEqual([]);
		expect(
			await bench.refusal(queryXml('GLACCOUNTBALANCE', ['ENDBAL'], { filter: test('equalto', 'PERIOD', 'Month Ended February 2026') })),
		).toHaveLength(1);
		await bench.switches({ queryGlAccountBalance: true });
		expect(
			await rows(queryXml('GLACCOUNTBALANCE', ['ENDBAL'], { filter: test('equalto', 'PERIOD', 'Month Ended February 2026') })),
		).toHaveLength(everything.length);
	});

	const controlTotals = async (): Promise<readonly (readonly [string, number, number])[]> => {
		const options = '<showprivate>true</showprivate>';
		const [bills, adjustments, advances] = [
			await rows(queryXml('APBILL', ['VENDORID', 'TOTALDUE'], { options })),
			await rows(queryXml('APADJUSTMENT', ['VENDORID', 'TOTALDUE'])),
			await rows(queryXml('APADVANCE', ['VENDORID', 'TOTALDUE'])),
		];
		const of = (list: readonly Row[], vendor: string): number =>
			sum(
				list.filter(({ VENDORID }) => VENDORID === vendor),
				'TOTALDUE',
			);
		return (await rows(queryXml('VENDOR', ['VENDORID', 'TOTALDUE'], { options }))).map(
			({ VENDORID = '', TOTALDUE }) =>
				[VENDORID, cents(TOTALDUE), of(bills, VENDORID) + of(adjustments, VENDORID) - of(advances, VENDORID)] as const,
		);
	};

	it('37a. the sum of APBILL.TOTALDUE less adjustments and advances per vendor is VENDOR.TOTALDUE', async () => {
		const totals = await controlTotals();
		expect(totals).toHaveLength(8);
		for (const [, shown, computed] of totals) expect(shown).toBe(computed);
		await bench.control('records', { object: 'APADVANCE', record: { VENDORID: 'V-10', TOTALDUE: '150' } });
		await bench.control('records', {
			object: 'APBILL',
			record: { RECORDNO: '905', TOTALDUE: '300.49', TOTALPAID: '1000', STATE: 'Partially Paid' },
		});
		const after = await controlTotals();
		expect(after.find(([vendor]) => vendor === 'V-10')).toEqual(['V-10', 855_049, 855_049]);
		expect(await rows(queryXml('VENDOR', ['VENDORID'], { filter: test('equalto', 'TOTALDUE', '8550.49') }))).toEqual([
			{ VENDORID: 'V-10' },
		]);
	});

	it('37b. TOTALDUE of a bill is what was entered less what was paid, and details add up to payments', async () => {
		const options = '<showprivate>true</showprivate>';
		for (const bill of await rows(queryXml('APBILL', ['TOTALENTERED', 'TOTALPAID', 'TOTALDUE'], { options })))
			expect(cents(bill.TOTALDUE)).toBe(cents(bill.TOTALENTERED) - cents(bill.TOTALPAID));
		const details = await rows(queryXml('APPYMTDETAIL', ['PAYMENTKEY', 'PAYMENTAMOUNT'], { options }));
		for (const { RECORDNO, TOTALENTERED } of await rows(queryXml('APPYMT', ['RECORDNO', 'TOTALENTERED'], { options }))) {
			expect(
				sum(
					details.filter(({ PAYMENTKEY }) => PAYMENTKEY === RECORDNO),
					'PAYMENTAMOUNT',
				),
			).toBe(cents(TOTALENTERED));
		}
		const items = await rows(queryXml('APBILLITEM', ['RECORDKEY', 'AMOUNT'], { options }));
		expect(items).toHaveLength(20);
		for (const { RECORDNO, TOTALENTERED } of await rows(queryXml('APBILL', ['RECORDNO', 'TOTALENTERED'], { options })))
			expect(
				sum(
					items.filter(({ RECORDKEY }) => RECORDKEY === RECORDNO),
					'AMOUNT',
				),
			).toBe(cents(TOTALENTERED));
	});

	it('37c. DUE_IN_DAYS counts days past due by the simulated clock without touching WHENMODIFIED, and is empty for paid bills', async () => {
		const read = async (): Promise<readonly Row[]> =>
			rows(
				queryXml('APBILL', ['RECORDNO', 'DUE_IN_DAYS', 'WHENMODIFIED'], {
					filter: test('in', 'RECORDNO', '901', '902'),
					orderby: ['RECORDNO'],
				}),
			);
		await bench.control('clock', { setMs: Date.UTC(2026, 2, 2, 12) });
		const [open, paid] = await read();
		expect([open?.DUE_IN_DAYS, paid?.DUE_IN_DAYS]).toEqual(['16', '']);
		await bench.control('clock', { setMs: Date.UTC(2026, 1, 10, 12) });
		const [earlier] = await read();
		expect(earlier).toEqual({ ...open, DUE_IN_DAYS: '-4' });
		expect(await rows(queryXml('APBILL', ['RECORDNO'], { filter: test('equalto', 'DUE_IN_DAYS', '-4') }))).toEqual([{ RECORDNO: '901' }]);
		await bench.control('clock', { setMs: Date.now() });
	});
});
