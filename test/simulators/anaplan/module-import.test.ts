import { Driver, facts, type Json } from './driver';

const BALANCES = '102000000004';
const DETAIL = '102000000003';

describe('module imports', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	beforeEach(async () => {
		await driver.load('112000000001', '113000000001', 'Code,Name\n6100,Travel\n6105,Freight\n');
		await driver.load('112000000002', '113000000002', 'Code,Name\n10,Sales\n20,Ops\n');
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const balances = (rows: string, header = 'Account,Department,Period,Amount\n'): Promise<Json> =>
		driver.load('112000000011', '113000000008', header + rows);
	const lines = async (rows: string, header = 'Line,Account,Department,Location,Period,Entry Date,Description,Amount\n'): Promise<Json> => {
		await driver.load('112000000009', '113000000007', header + rows);
		return driver.run('imports/112000000010');
	};
	const dumpOf = async (task: Json, importId = '112000000011'): Promise<string> =>
		(await driver.model('GET', `imports/${importId}/tasks/${String(task.taskId)}/dump`)).text;

	it('18g. finds cells by code or name and counts cells per line item', async () => {
		const { result } = await balances('6100,10,Jan 26,1.10\nFreight,Ops,Feb 26,-5\n');
		expect(result).toMatchObject({ successful: true, failureDumpAvailable: false, objectId: '112000000011' });
		expect(result?.details).toHaveLength(1);
		expect(result?.details?.[0]).toMatchObject({ type: 'lineItemRowsProcessed', localMessageText: 'Amount: 2 cells ok, 0 failed' });
		expect(facts(result?.details?.[0]?.values)).toMatchObject({ lineItemName: 'Amount', successRowCount: '2', failedCount: '0', totalRowCount: '2' });
		expect(await driver.cells(BALANCES)).toEqual([
			{ 'GL Accounts': '6100', Departments: '10', Time: 'Jan 26', Amount: '1.1' }, { 'GL Accounts': '6105', Departments: '20', Time: 'Feb 26', Amount: '-5' },
		]);
		expect((await driver.effects('cells-applied')).at(-1)).toMatchObject({ module: BALANCES, rows: 2, cellsChanged: 2 });
	});

	it('18h. loading the same rows again changes no cell', async () => {
		await balances('6100,10,Jan 26,1.10\n');
		await balances('6100,10,Jan 26,1.1\n');
		expect((await driver.effects('cells-applied')).map((one) => one.cellsChanged)).toEqual([1, 0]);
	});

	it('18i. numbers keep every digit', async () => {
		await balances('6100,10,Jan 26,12345678901234567890.12345\n6100,10,Feb 26,-00012.500\n6100,10,Mar 26,+.5\n6100,10,Apr 26,-0\n');
		expect((await driver.cells(BALANCES)).map((row) => row.Amount)).toEqual(['12345678901234567890.12345', '-12.5', '0.5', '0']);
		const { json } = await driver.control('GET', `totals?module=${BALANCES}&by=GL%20Accounts&sum=Amount`);
		expect(json).toEqual([{ 'GL Accounts': '6100', rows: 4, Amount: '12345678901234567878.12345' }]);
	});

	it('18j. every format: entity, period, date, text, number; an empty value clears the cell', async () => {
		await lines('L1,6100,Sales,,Jan 26,2026-01-31,"a, b",10.00\n');
		expect(await driver.cells(DETAIL)).toEqual([{
			'GL Lines': 'L1', Account: '6100', Department: '10', Location: '', Period: 'Jan 26', 'Entry Date': '2026-01-31', Description: 'a, b', Amount: '10',
		}]);
		await lines('L1,,10,,,,,\n');
		expect(await driver.cells(DETAIL)).toEqual([{
			'GL Lines': 'L1', Account: '', Department: '10', Location: '', Period: '', 'Entry Date': '', Description: '', Amount: '',
		}]);
	});

	it('19j. an unknown dimension item rejects the row, in the recorded words, with the culprit in values', async () => {
		const task = await balances('6100,10,Jan 26,1\n9999,10,Jan 26,2\n6100,77,Foo 26,3\n');
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: true });
		const details = task.result?.details as unknown as Array<{ type: string; localMessageText: string; values: string[]; occurrences: number }>;
		expect(details.map(({ type, localMessageText, values }) => [type, localMessageText, type.startsWith('line') ? [] : values])).toEqual([
			['lineItemRowsProcessedWithFailures', 'Amount: 1 cells ok, 2 failed', []],
			['moduleImportInvalidListIdentifier', 'Item not located in GL Accounts list', ['9999']],
			['moduleImportInvalidListIdentifier', 'Item not located in Departments list', ['77']],
			['moduleImportInvalidTimeEntityIdentifier', 'Invalid time period', ['Foo 26']],
		]);
		expect(await dumpOf(task)).toBe([
			'"_Status_","Account","Department","Period","Amount","_Line_","_Error_1_","_Error_2_"',
			'"E","9999","10","Jan 26","2","3","Item not located in GL Accounts list",""',
			'"E","6100","77","Foo 26","3","4","Item not located in Departments list","Invalid time period: Foo 26"', '',
		].join('\n'));
		expect(await driver.cells(BALANCES)).toHaveLength(1);
	});

	it.each([
		['Amount', '6100,10,,Jan 26,2026-01-31,x,"1,5"', 'moduleImportNumberFormat'], ['Amount', '6100,10,,Jan 26,2026-01-31,x,1e3', 'moduleImportNumberFormat'],
		['Entry Date', '6100,10,,Jan 26,31.01.2026,x,1', 'moduleImportDateFormat'], ['Entry Date', '6100,10,,Jan 26,2026-02-30,x,1', 'moduleImportDateFormat'],
		['Account', '9999,10,,Jan 26,2026-01-31,x,1', 'moduleImportInvalidListIdentifier'],
		['Period', '6100,10,,2026-01,2026-01-31,x,1', 'moduleImportInvalidTimeEntityIdentifier'],
	])('19k. a bad value of %s (%s) rejects the whole row, or only its cell by switch', async (column, row, code) => {
		const task = await lines(`L1,${row}\n`);
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: true });
		expect((task.result?.details as unknown as Array<{ type: string }>).at(-1)?.type).toBe(code);
		expect(await driver.cells(DETAIL)).toEqual([]);
		await driver.set({ badCellRejects: 'cell' });
		const again = await driver.run('imports/112000000010');
		expect(again.result?.failureDumpAvailable).toBe(true);
		const [cells] = await driver.cells(DETAIL);
		expect([cells?.Description, cells?.[column]]).toEqual(['x', '']);
	});

	it('20c. whole failure of a module import', async () => {
		await driver.set({ failImports: { '112000000011': 'moduleImportNoWriteAccess' } });
		const { result } = await balances('6100,10,Jan 26,1\n');
		expect(result?.successful).toBe(false);
		expect((result?.details as unknown as Array<{ type: string }>).map((one) => one.type)).toEqual(['moduleImportNoWriteAccess', 'moduleImportFailed']);
	});

	it('21e. a renamed line item column is ignored without error; its cells stay', async () => {
		await balances('6100,10,Jan 26,1\n');
		const { result } = await balances('6100,10,Jan 26,2\n', 'Account,Department,Period,Value\n');
		expect(result).toMatchObject({ successful: true, failureDumpAvailable: false, details: [] });
		expect((await driver.cells(BALANCES))[0]?.Amount).toBe('1');
	});

	it('21f. columns may come in any order and among others', async () => {
		await balances('x,7,Jan 26,10,6100\n', 'Other,Amount,Period,Department,Account\n');
		expect((await driver.cells(BALANCES))[0]).toMatchObject({ 'GL Accounts': '6100', Amount: '7' });
	});

	it('21g. a missing dimension column → failure', async () => {
		const { result } = await balances('6100,10,1\n', 'Account,Department,Amount\n');
		expect([result?.successful, result?.details?.[0]?.type]).toEqual([false, 'missingFields']);
	});
});
