import { Driver, facts, PLANNER, type Json } from './driver';

const ACCOUNTS = '101000000001';
const DEPARTMENTS = '101000000002';
const HEADER = 'Code,Name,Account type,Normal balance\n';

describe('list imports', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const accounts = (rows: string, header = HEADER): Promise<Json> => driver.load('112000000001', '113000000001', header + rows);
	const departments = (rows: string): Promise<Json> => driver.load('112000000002', '113000000002', `Code,Name,Parent\n${rows}`);
	const dumpOf = (task: Json, importId = '112000000001') => driver.model('GET', `imports/${importId}/tasks/${String(task.taskId)}/dump`);

	it('18a. creates and updates items by code, and says so in the documented words and values', async () => {
		await accounts('1,One,BS,D\n2,Two,BS,C\n');
		const { result } = await accounts('2,Two renamed,PL,C\n3,Three,PL,C\n');
		expect(result).toMatchObject({ successful: true, failureDumpAvailable: false, objectId: '112000000001' });
		expect(result?.details).toHaveLength(1);
		expect(result?.details?.[0]).toMatchObject({ type: 'hierarchyRowsProcessed', occurrences: 0, localMessageText: 'GL Accounts: 2 (1/1) rows successful, 0 ignored ' });
		expect(facts(result?.details?.[0]?.values)).toEqual({
			hierarchyName: 'GL Accounts', successRowCount: '2', successCreateCount: '1', successUpdateCount: '1', warningsRowCount: '0', warningsCreateCount: '0',
			warningsUpdateCount: '0', failedCount: '0', ignoredCount: '0', totalRowCount: '2', totalCreateCount: '1', totalUpdateCount: '1', invalidCount: '0',
			updatedCount: '1', renamedCount: '1', createdCount: '1',
		});
		expect((await driver.items(ACCOUNTS)).map((item) => [item.code, item.name, item.properties])).toEqual([
			['1', 'One', { 'Account type': 'BS', 'Normal balance': 'D' }], ['2', 'Two renamed', { 'Account type': 'PL', 'Normal balance': 'C' }],
			['3', 'Three', { 'Account type': 'PL', 'Normal balance': 'C' }],
		]);
	});

	it('18b. rows with warnings, failures and ignored ones are counted apart, in the documented text', async () => {
		await departments('1,One,\n2,Two,\n');
		const { result } = await departments('1,One,nobody\n3,Three,nobody\n4,Four,1\n2,Two,One\n2,Two,One\n,,\n5,Four,\n');
		expect(result?.details?.[0]).toMatchObject({
			type: 'hierarchyRowsProcessedWithFailures',
			localMessageText: 'Departments: 2 (1/1) rows successful, 2 (1/1) rows has warnings, 2 failed, 1 ignored ',
		});
		const said = facts(result?.details?.[0]?.values);
		expect([said.totalRowCount, said.warningsCreateCount, said.warningsUpdateCount, said.createdCount, said.updatedCount]).toEqual(['7', '1', '1', '2', '2']);
		expect((result?.details as unknown as Array<{ type: string; occurrences: number }>).slice(1).map((one) => [one.type, one.occurrences])).toEqual([
			['hierarchyImportEmptyKey', 1], ['hierarchyImportNameOrCodeExists', 1], ['hierarchyImportInvalidParent', 2],
		]);
	});

	it('18c. values in another order and with nulls, by switch', async () => {
		await driver.set({ detailValues: 'shuffled' });
		const { result } = await accounts('1,One,BS,D\n');
		const values = result?.details?.[0]?.values as unknown as Array<string | null>;
		expect(values[0]).toBe('createdCount');
		expect(values).toContain(null);
		expect(facts(result?.details?.[0]?.values)).toMatchObject({ createdCount: '1', hierarchyName: 'GL Accounts', failedCount: '0' });
	});

	it('18d. a parent may stand below its children, be named by code or name, and never closes a circle', async () => {
		await departments('11,Sales North,1\n1,Sales,\n12,Sales South,Sales\n');
		const parents = async () => Object.fromEntries((await driver.items(DEPARTMENTS)).map((item) => [item.code, item.parent]));
		expect(await parents()).toEqual({ 11: 'Sales', 1: undefined, 12: 'Sales' });
		const { result } = await departments('1,Sales,11\n12,Sales South,\n');
		expect(result?.details?.[1]?.type).toBe('hierarchyImportInvalidParent');
		expect(await parents()).toEqual({ 11: 'Sales', 1: undefined, 12: undefined });
	});

	it.each([
		['ignore', 'GL Accounts: 1 (1/0) rows successful, 1 ignored ', false],
		['reject', 'GL Accounts: 1 (1/0) rows successful, 0 (0/0) rows has warnings, 1 failed, 0 ignored ', true],
	])('18e. a key that comes twice: %s', async (duplicateKeys, text, dumped) => {
		await driver.set({ duplicateKeys });
		const { result } = await accounts('1,One,a,\n1,One,b,\n');
		expect([result?.details?.[0]?.localMessageText, result?.failureDumpAvailable]).toEqual([text, dumped]);
		expect((await driver.items(ACCOUNTS))[0]?.properties?.['Account type']).toBe('a');
	});

	it('18f. codes and names stay the text they are', async () => {
		await accounts('007,1E5,1.10,00\n7,"a, ""b""\nc", ,é\n');
		expect((await driver.items(ACCOUNTS)).map((item) => [item.code, item.name, item.properties?.['Account type']])).toEqual([
			['007', '1E5', '1.10'], ['7', 'a, "b"\nc', ' '],
		]);
	});

	it('19a. rejected rows: successful true, dump with _Status_, _Line_, _Error_1_, in the order of the file', async () => {
		const task = await departments('1,One,\n2,Two,nobody\n,,\n3,One,\n');
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: true });
		const { status, headers, text } = await dumpOf(task, '112000000002');
		expect([status, headers.get('content-type')]).toEqual([200, 'text/plain']);
		expect(text).toBe([
			'"_Status_","Code","Name","Parent","_Line_","_Error_1_"', '"W","2","Two","nobody","3","Invalid parent"', '"E","","","","4","Invalid name: "',
			'"E","3","One","","5","Name or code exists: One"', '',
		].join('\n'));
	});

	it('19b. successful false with rejected rows, by switch', async () => {
		await driver.set({ rejectedRowsSuccessful: false });
		expect((await accounts('1,One,,\n,,,\n')).result).toMatchObject({ successful: false, failureDumpAvailable: true });
		expect((await accounts('1,One,,\n')).result?.successful).toBe(true);
	});

	it('19c. a second clean run removes the dump; the older task still claims it and gets 404', async () => {
		const bad = await accounts('1,,,\n');
		expect((await dumpOf(bad)).status).toBe(200);
		const clean = await accounts('1,One,,\n');
		expect(clean.result?.failureDumpAvailable).toBe(false);
		expect((await driver.task('imports/112000000001', String(bad.taskId))).result?.failureDumpAvailable).toBe(true);
		expect((await dumpOf(bad)).status).toBe(404);
		expect((await dumpOf(clean)).status).toBe(404);
		await driver.set({ noDumpStatus: 204, noDumpChunksStatus: 400 });
		expect((await dumpOf(clean)).status).toBe(204);
		expect((await driver.model('GET', `imports/112000000001/tasks/${String(bad.taskId)}/dump/chunks`)).status).toBe(400);
	});

	it('19d. the next run overwrites the dump', async () => {
		const first = await accounts('1,,,\n');
		const second = await accounts('2,,,\n');
		expect((await dumpOf(first)).status).toBe(404);
		expect((await dumpOf(second)).text).toContain('"E","2"');
	});

	it("19e. another user's dump is 404, and his run does not touch mine", async () => {
		const task = await accounts('1,,,\n');
		expect((await driver.model('GET', `imports/112000000001/tasks/${String(task.taskId)}/dump`, {}, PLANNER)).status).toBe(404);
		await driver.load('112000000001', '113000000001', `${HEADER}1,One,,\n`, PLANNER);
		expect((await dumpOf(task)).status).toBe(200);
	});

	it('19f. a dump disappears 48 hours after its last access', async () => {
		const fresh = await Driver.start({ tokenLifetimeMs: 1e12 });
		const task = await fresh.load('112000000001', '113000000001', `${HEADER}1,,,\n`);
		const path = `imports/112000000001/tasks/${String(task.taskId)}/dump/chunks`;
		for (let access = 0; access < 2; access += 1) {
			await fresh.advance(47 * 3_600_000);
			expect((await fresh.model('GET', path)).status).toBe(200);
		}
		await fresh.advance(49 * 3_600_000);
		expect((await fresh.model('GET', path)).status).toBe(404);
		await fresh.close();
	});

	it('19g. a dump comes in chunks that concatenate; rows may be capped by switch', async () => {
		await driver.set({ dumpChunkBytes: 100 });
		const rows = Array.from({ length: 20 }, (_, at) => `${at},,,\n`).join('');
		const task = await accounts(rows);
		const base = `imports/112000000001/tasks/${String(task.taskId)}/dump/chunks`;
		const chunks = (await driver.model('GET', base)).json.chunks as unknown as Array<{ id: string; name: string }>;
		expect(chunks.length).toBeGreaterThan(5);
		expect(chunks[1]).toEqual({ id: '1', name: 'Chunk 1' });
		const parts = await Promise.all(chunks.map(async ({ id }) => (await driver.model('GET', `${base}/${id}`)).text));
		expect(parts.join('')).toBe((await dumpOf(task)).text);
		expect(parts.join('').split('\n')).toHaveLength(22);
		await driver.set({ dumpRowCap: 3 });
		expect((await dumpOf(await accounts(rows))).text.split('\n')).toHaveLength(5);
	});

	it('19h. _Line_ is the line of the file, or the record, by switch; blank lines count as lines', async () => {
		const rows = '1,"One\nmore",,\n\n2,,,\n';
		expect((await dumpOf(await accounts(rows))).text).toContain('"E","2","","","","5",');
		await driver.set({ dumpLine: 'record' });
		expect((await dumpOf(await accounts(rows))).text).toContain('"E","2","","","","3",');
	});

	it('19i. rows with broken quoting are rejected and the others loaded', async () => {
		const { result } = await accounts('1,"One"x,,\n2,Two,,\n3,"Three,,\n');
		const details = result?.details as unknown as Array<{ type: string }>;
		expect(details.map((one) => one.type)).toEqual(['hierarchyRowsProcessedWithFailures', 'columnSeparatorExpected', 'unmatchedTextDelimiter']);
		expect((await driver.items(ACCOUNTS)).map((item) => item.code)).toEqual(['2']);
	});

	it('20a. whole failure: COMPLETE, successful false, a code, nothing applied', async () => {
		await driver.set({ failImports: { '112000000001': 'notAuthorised' } });
		const task = await accounts('1,One,,\n');
		expect(task).toMatchObject({ taskState: 'COMPLETE', progress: 1, currentStep: 'Failed.' });
		expect(task.result).toMatchObject({ successful: false, failureDumpAvailable: false, objectId: '112000000001' });
		expect(task.result?.details?.[0]?.type).toBe('notAuthorised');
		expect(task.result?.details?.[1]).toEqual({
			type: 'hierarchyImportFailed', occurrences: 1, localMessageText: 'Import into list GL Accounts failed', values: ['hierarchyName', 'GL Accounts'],
		});
		expect(await driver.items(ACCOUNTS)).toEqual([]);
		expect(await driver.effects('items-applied')).toEqual([]);
	});

	it('20b. a whole failure in the middle of the file takes back what was applied', async () => {
		await driver.set({ duplicateKeys: 'fail' });
		const { result } = await accounts('1,One,,\n2,Two,,\n1,One,,\n');
		expect([result?.successful, result?.details?.[0]?.type]).toEqual([false, 'hierarchyImportDuplicateSourceKey']);
		expect(await driver.items(ACCOUNTS)).toEqual([]);
	});

	it('21a. a missing or renamed column is ignored without error', async () => {
		const { result } = await accounts('1,One,BS,D\n', 'Code,Name,Type,Normal balance\n');
		expect(result).toMatchObject({ successful: true, failureDumpAvailable: false });
		expect(result?.details?.[0]?.type).toBe('hierarchyRowsProcessed');
		expect((await driver.items(ACCOUNTS))[0]?.properties).toEqual({ 'Account type': '', 'Normal balance': 'D' });
	});

	it('21b. a missing column leaves what an older run wrote', async () => {
		await accounts('1,One,BS,D\n');
		await accounts('One,1\n', 'Name,Code\n');
		expect((await driver.items(ACCOUNTS))[0]?.properties?.['Account type']).toBe('BS');
	});

	it('21c. the required key column missing → failure', async () => {
		const { result } = await accounts('1,One,BS,D\n', 'Id,Name,Account type,Normal balance\n');
		expect(result?.successful).toBe(false);
		expect(result?.details?.[0]).toMatchObject({ type: 'missingFields', values: ['columnName', 'Code'] });
		expect((await accounts('', '')).result?.successful).toBe(false);
	});

	it('21d. a file with a header alone is good and changes nothing', async () => {
		const { result } = await accounts('');
		expect(result).toMatchObject({ successful: true, failureDumpAvailable: false });
		expect(result?.details?.[0]?.localMessageText).toBe('GL Accounts: 0 (0/0) rows successful, 0 ignored ');
	});
});
