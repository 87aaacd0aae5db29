import { ADMIN, Driver, facts, MODEL, type Json, type Reply } from './driver';

const IMPORT = 'imports/112000000001';
const REGIONS = 'lists/101000000013';

/** What nobody has shown: each value of each switch is seen on the wire. */
describe('switches for what is not confirmed', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const start = (body: unknown): Promise<Reply> => driver.model('POST', `${IMPORT}/tasks`, { bytes: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
	const update = (items: unknown[]): Promise<Reply> => driver.model('PUT', `${REGIONS}/items`, { json: { items } });

	it('2e. the words of the authentication service for a dead token and for refused credentials', async () => {
		const say = async (authorization: string): Promise<unknown[]> => {
			const { status, json } = await driver.raw('GET', '/token/validate', { headers: { authorization } });
			return [status, json.status, json.statusMessage];
		};
		expect(await say('AnaplanAuthToken dead')).toEqual([401, 'FAILURE_BAD_CREDENTIAL', 'Invalid credentials']);
		await driver.set({ expiredTokenWord: 'FAILURE_EXPIRED', authFailureText: 'No.' });
		expect(await say('AnaplanAuthToken dead')).toEqual([401, 'FAILURE_EXPIRED', 'No.']);
		expect((await driver.login([ADMIN[0], 'wrong'])).json).toEqual({ status: 'FAILURE_BAD_CREDENTIAL', statusMessage: 'No.' });
	});

	it.each([['error', ['status', 'path', 'timestamp']], ['auth', ['status', 'statusMessage']], ['empty', []]])('5d. body of 401 on the API host: %s', async (unauthorizedBody, members) => {
		await driver.set({ unauthorizedBody });
		const { status, text } = await driver.raw('GET', '/2/0/users/me', { headers: { authorization: 'Bearer dead' } });
		expect([status, text === '' ? [] : Object.keys(JSON.parse(text) as object)]).toEqual([401, members]);
	});

	it.each([['error', 'json'], ['html', 'html'], ['empty', '']])('31d. body of 429: %s, with Retry-After', async (tooManyBody, kind) => {
		await driver.token();
		await driver.set({ tooManyBody, rateLimit: { capacity: 0, refillPerSecond: 1 } });
		const { status, headers, text } = await driver.api('GET', '/users/me');
		expect([status, headers.get('retry-after'), text === ''].map(String)).toEqual(['429', '1', String(kind === '')]);
		expect(headers.get('content-type') ?? '').toContain(kind);
	});

	it('every answer compressed by switch, only when asked for', async () => {
		const ask = async (encoding: string): Promise<string | null> => {
			const headers = { authorization: `Bearer ${await driver.token()}`, 'accept-encoding': encoding };
			const reply = await fetch(`${driver.sim.url}/2/0/models/${MODEL}/lists`, { headers });
			expect(JSON.parse(await reply.text())).toHaveProperty('lists');
			return reply.headers.get('content-encoding');
		};
		expect(await ask('gzip')).toBeNull();
		await driver.set({ gzipReplies: 'all' });
		expect([await ask('gzip'), await ask('identity')]).toEqual(['gzip', null]);
	});

	it('metadata: currentSize, forms of dates, who changed the model last', async () => {
		const model = async (): Promise<Json> => (await driver.api('GET', `/models/${MODEL}?modelDetails=true`)).json.model as Json;
		const before = await model();
		expect([before.isoCreationDate, String(before.lastModified)]).toEqual(['2025-01-07T09:30:00.000+0000', expect.stringMatching(/\+0000$/)]);
		await driver.set({ modelDateForm: 'iso', currentSizeShown: false });
		expect((await model()).isoCreationDate).toBe('2025-01-07T09:30:00.000Z');
		await driver.set({ modelDateForm: 'epoch' });
		const lastModified = Number((await model()).lastModified);
		await driver.advance(5000);
		await driver.model('POST', `${REGIONS}/items?action=add`, { json: { items: [{ name: 'New' }] } });
		expect(Number((await model()).lastModified)).toBeGreaterThanOrEqual(lastModified + 5000);
		expect((await driver.api('GET', '/workspaces?tenantDetails=true')).json.workspaces?.[0]?.currentSize).toBeUndefined();
	});

	it('9e. words of a working model, and 200 for opening an open one', async () => {
		await driver.set({ busyStep: 'Updating', openAlready: 200 });
		expect((await driver.model('POST', 'open')).status).toBe(200);
		await driver.control('POST', 'busy', { ms: 40 });
		expect((await driver.model('GET', 'status')).json.requestStatus?.currentStep).toBe('Updating');
	});

	it('10d. the versions dimension is called Versions or Version; writes take both names', async () => {
		const seeded = await Driver.start({}, { seeds: ['budget'] });
		for (const name of ['Versions', 'Version']) {
			await seeded.set({ versionsName: name });
			expect((await seeded.model('GET', 'views/207000000031')).json.pages).toEqual([{ id: '20000000020', name }]);
			expect((await seeded.model('GET', 'exports/116000000005')).json.exportMetadata?.headerNames?.[3]).toBe(name);
			await seeded.run('exports/116000000005');
			expect((await seeded.model('GET', 'files/116000000005')).text.split('\n')[0]).toContain(`,${name},`);
			for (const dimensionName of ['Versions', 'Version']) {
				const at = [['GL Accounts', '41000'], ['Departments', 'D10']].map(([one, itemCode]) => ({ dimensionName: one, itemCode }));
				const cell = { lineItemName: 'Amount', value: 1, dimensions: [...at, { dimensionName: 'Time', itemName: 'Jan 26' }, { dimensionName, itemName: 'Actual' }] };
				expect((await seeded.model('POST', 'modules/102000000031/data', { json: [cell] })).json.failures).toBeUndefined();
			}
		}
		await seeded.close();
	});

	it('23j. export with a byte order mark, without details', async () => {
		await driver.set({ exportBom: true, exportDetails: false });
		const task = await driver.run('exports/116000000001');
		expect(Object.keys(task.result ?? {})).not.toContain('details');
		const reply = await fetch(`${driver.sim.url}/2/0/models/${MODEL}/files/116000000001`, { headers: { authorization: `Bearer ${await driver.token()}` } });
		expect([...new Uint8Array(await reply.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
	});

	it('16f. localeName after mappingParameters is refused by switch; the words of the refusal are free', async () => {
		const wrongOrder = { mappingParameters: [], localeName: 'en_US' };
		expect((await start(wrongOrder)).status).toBe(200);
		await driver.set({ localeNameFirst: true, localeNameText: 'Locale?' });
		expect((await start(wrongOrder)).status).toBe(400);
		expect((await start({ localeName: 'en_US', mappingParameters: [] })).status).toBe(200);
		expect((await start({})).json.status?.message).toBe('Locale?');
	});

	it('17i. wording of failed and cancelled tasks, and a result of cancelled ones', async () => {
		const failedAndCancelled = async (): Promise<Json[]> => {
			const failed = await driver.run('imports/112000000036');
			await driver.set({ hangTasks: true });
			const id = await driver.start(IMPORT);
			await driver.until(IMPORT, id, ['IN_PROGRESS']);
			await driver.model('DELETE', `${IMPORT}/tasks/${id}`);
			const cancelled = await driver.until(IMPORT, id, ['CANCELLED']);
			await driver.set({ hangTasks: false });
			return [failed, cancelled];
		};
		const usual = await failedAndCancelled();
		expect(usual.map((task) => [task.currentStep, task.result === undefined])).toEqual([['Failed.', false], ['Cancelled.', true]]);
		await driver.set({ taskWords: 'other', cancelledResult: 'present' });
		const other = await failedAndCancelled();
		expect(other.map((task) => task.currentStep)).toEqual(['Completed with errors', 'Task was cancelled']);
		expect(other[1]?.result).toMatchObject({ successful: false, details: [{ type: 'msgImportCancelled' }] });
	});

	it('19l. dump of a module import, old names of error columns, empty values of line item details', async () => {
		const rows = 'Line,Account,Period,Amount\nL1,,Aug 26,x\n';
		await driver.load('112000000033', '113000000021', rows);
		const load = async (): Promise<Json> => driver.run('imports/112000000034');
		const dump = async (task: Json): Promise<Reply> => driver.model('GET', `imports/112000000034/tasks/${String(task.taskId)}/dump`);
		const usual = await load();
		expect(facts(usual.result?.details?.[0]?.values)).toHaveProperty('failedCount');
		expect((await dump(usual)).text).toContain('"_Line_","_Error_1_"');
		await driver.set({ dumpErrorColumn: '1.x', lineItemValues: 'empty' });
		const old = await load();
		expect((await dump(old)).text).toContain('"_Line_","__Error__0"');
		expect(old.result?.details?.[0]).toMatchObject({ type: 'lineItemRowsProcessedWithFailures', values: [] });
		await driver.set({ moduleDump: false });
		const none = await load();
		expect([none.result?.failureDumpAvailable, (await dump(none)).status]).toEqual([false, 404]);
	});

	it('19m. ignored rows in the dump by switch', async () => {
		const rows = 'Code,Name\n1,One\n1,Again\n';
		expect((await driver.load('112000000001', '113000000001', rows)).result).toMatchObject({ failureDumpAvailable: false });
		await driver.set({ ignoredRowsInDump: true });
		const task = await driver.load('112000000001', '113000000001', rows);
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: true });
		const { text } = await driver.model('GET', `${IMPORT}/tasks/${String(task.taskId)}/dump`);
		expect(text.split('\n')[1]).toBe('"I","1","Again","3","Duplicate key"');
	});

	it('18k. a list import that changes nothing says so by another code, by switch', async () => {
		const rows = 'Code,Name,Parent\nD1,One,\nD2,Two,D1\n';
		const types = async (text = rows): Promise<unknown[]> => {
			const { result } = await driver.load('112000000002', '113000000002', text);
			return (result?.details as unknown as Array<{ type: string }>).map((one) => one.type);
		};
		expect([await types(), await types()]).toEqual([['hierarchyRowsProcessed'], ['hierarchyRowsProcessed']]);
		await driver.set({ unchangedList: 'noChanges' });
		expect(await types()).toEqual(['hierarchyNoChanges']);
		expect(await types('Code,Name,Parent\nD1,One,\nD2,Two,\n')).toEqual(['hierarchyRowsProcessed']);
		expect(await types('Code,Name,Parent\nD1,One,\n,,\n')).toContain('hierarchyRowsProcessedWithFailures');
	});

	it('25j. parent by code, update by id of an item with a code, delete by name: each refused by switch', async () => {
		const [, emea] = await driver.items('101000000013');
		const parentByCode = { name: 'Unassigned', parent: 'ALL' };
		expect((await update([parentByCode, { id: emea?.id, properties: { Currency: 'GBP' } }])).json.updated).toBe(2);
		await driver.set({ parentByCode: 'refuse', updateByIdOfCoded: 'refuse', deleteByName: 'refuse' });
		const { json } = await update([parentByCode, { id: emea?.id, properties: { Currency: 'CHF' } }, { name: 'Unassigned', parent: 'All regions' }]);
		expect([json.updated, json.ignored, json.failures?.[0]?.failureType, json.failures?.[1]?.failureType]).toEqual([1, 2, 'INCORRECT_FORMAT', 'INCOMPLETE_DATA']);
		const removed = await driver.model('POST', `${REGIONS}/items?action=delete`, { json: { items: [{ name: 'Unassigned' }] } });
		expect(removed.json).toMatchObject({ deleted: 0, failures: [{ failureType: 'Not found' }] });
	});

	it('25k. list items by pages, header of their CSV, spelling of the next index', async () => {
		const items = async (): Promise<Json> => (await driver.model('GET', `${REGIONS}/items?limit=3`)).json;
		expect((await items()).listItems).toHaveLength(4);
		expect((await items()).meta?.paging).toBeUndefined();
		expect((await driver.model('GET', `${REGIONS}/preview`)).text.split('\n')[0]).toBe('Id,Name,Code,Parent,EU only,Currency,Sort order');
		expect((await driver.model('GET', REGIONS)).json.metadata?.nextItemIndex).toBe(5);
		await driver.set({ listItemsPaging: 'paged', listCsvHeader: 'small', nextIndexName: 'nextitemIndex' });
		expect((await items()).listItems).toHaveLength(3);
		expect((await items()).meta?.paging).toMatchObject({ currentPageSize: 3, totalSize: 4 });
		const csv = await driver.model('GET', `${REGIONS}/items`, { headers: { accept: 'text/csv' } });
		expect(csv.text.split('\n')[0]).toBe('id,name,code,parent,EU only,Currency,Sort order');
		const { metadata } = (await driver.model('GET', REGIONS)).json;
		expect([metadata?.nextitemIndex, metadata?.nextItemIndex]).toEqual([5, undefined]);
	});

	it('26h. words of refused cells but for calculated ones', async () => {
		const write = async (): Promise<Json> => (await driver.model('POST', 'modules/102000000033/data', {
			json: [{ lineItemName: 'Revenue', value: 1, dimensions: [{ dimensionName: 'Regions', itemCode: 'X' }] }, { lineItemName: 'Revenue', value: 1, dimensions: [{ dimensionName: 'Regions', itemCode: 'ALL' }] }],
		})).json.failures as Json;
		expect([(await write())[0]?.failureType, (await write())[1]?.failureType]).toEqual(['itemNotFound', 'cellIsCalculated']);
		await driver.set({ cellFailureWords: 'upper' });
		expect([(await write())[0]?.failureType, (await write())[1]?.failureType]).toEqual(['ITEM_NOT_FOUND', 'cellIsCalculated']);
	});
});
