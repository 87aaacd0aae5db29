import { CancelledError, FatalError, RetryableError, type IntegrationError } from '../../../src/core/errors';
import { withChosen } from '../../../src/systems/anaplan';
import { MODEL, REF, WORKSPACE, bench, failureOf, json, lost, plain, refusal } from './fake-anaplan';

const status = (currentStep: string, progress = -1) => json(200, { requestStatus: { currentStep, progress, tooltip: null } });

describe('a model as a whole', () => {
	it('reads its details, and what is missing is empty', async () => {
		const { http, client } = bench();
		http.on(`GET /models/${MODEL}?modelDetails=true`, json(200, { model: { id: MODEL, name: 'Finance Hub', activeState: 'SOMETHING_NEW', memoryUsage: 184549376, lastModified: '2026-08-01T17:02:11.000+0000', modelTransactionRunning: true } }));
		expect(await client.models.details(REF)).toEqual({
			id: MODEL, name: 'Finance Hub', activeState: 'SOMETHING_NEW', workspaceId: '', workspaceName: '', modelUrl: '', memoryUsage: 184549376, created: '',
			lastModified: '2026-08-01T17:02:11.000+0000', lastModifiedByUserId: '', lastSavedSerialNumber: '', transactionRunning: true,
		});
	});

	it('an unset current period is empty', async () => {
		const { http, client } = bench();
		http.on('GET /currentPeriod', json(200, { currentPeriod: { periodText: '', lastDay: '', calendarType: 'Calendar Months/Quarters/Years' } }));
		expect(await client.models.currentPeriod(REF)).toEqual({ periodText: '', lastDay: '', calendarType: 'Calendar Months/Quarters/Years' });
	});

	it('reads the calendar, extraWeekMonth of 4-4-5 kinds too', async () => {
		const { http, client } = bench();
		http.on('GET /modelCalendar', json(200, { modelCalendar: { calendarType: 'Weeks: 4-4-5', fiscalYear: { year: 'FY26', startDate: '2026-01-01', endDate: '2026-12-31' }, pastYearsCount: 2, totalsSelection: { quarterTotals: true }, extraWeekMonth: 'Dec' } }));
		expect(await client.models.calendar(REF)).toMatchObject({ fiscalYear: { year: 'FY26' }, pastYearsCount: 2, futureYearsCount: undefined, totals: { quarterTotals: true }, extraWeekMonth: 'Dec' });
	});

	it('reads versions; a version without switchover has none', async () => {
		const { http, client } = bench();
		http.on(`GET /models/${MODEL}/versions`, json(200, { versionMetadata: [
			{ id: '107000000001', name: 'Actual', isActual: true, editFrom: { periodText: 'Jan 26', date: '2026-01-01' } },
			{ id: '107000000002', name: 'Forecast', isCurrent: true, switchover: { periodText: 'Jul 26', date: '2026-07-01' }, formula: 'Actual' }] }));
		expect(await client.models.versions(REF)).toMatchObject([{ name: 'Actual', isActual: true, isCurrent: false, switchover: undefined }, { switchover: { periodText: 'Jul 26', date: '2026-07-01' }, formula: 'Actual' }]);
	});
});

describe('waking a model up', () => {
	const open = (all: ReturnType<typeof bench>, deadlineMs = 60_000) => all.client.openModel(REF, { deadlineMs });

	it('asks for it and waits until the status says open', async () => {
		const all = bench();
		all.http.on('POST /open', plain(202)).on('GET /status', status('Closed'), status('Closed'), status('Closed', 0.5), status('Open'));
		expect(await open(all)).toMatchObject({ wasOpen: false, judgement: { kind: 'ready' }, waitedMs: 11_000 });
		expect(all.clock.slept).toEqual([1_000, 5_000, 5_000]);
	});

	it('an open model is there at once', async () => {
		const all = bench();
		all.http.on('POST /open', plain(200)).on('GET /status', status('Open'));
		expect(await open(all)).toMatchObject({ wasOpen: true, waitedMs: 0 });
		expect(all.clock.slept).toEqual([]);
	});

	it('an open model that works is open', async () => {
		const all = bench();
		all.http.on('POST /open', plain(202)).on('GET /status', status('Processing ...', 0.3));
		expect((await open(all)).judgement.kind).toBe('busy');
	});

	it.each([[404, FatalError, /Opening is switched off/], [422, FatalError, /archived/], [423, FatalError, /locked mode/], [424, RetryableError, /maintenance/]])('%d has a remedy of its own', async (code, type, remedy) => {
		const all = bench();
		all.http.on('POST /open', refusal(code, 'In its own words')).on('GET /status', status('Closed')).on(`GET /models/${MODEL}`, json(200, {}));
		const failure = await failureOf<IntegrationError>(open(all), type as unknown as new () => IntegrationError);
		expect(failure.facts.said).toContain('In its own words');
		expect(failure.facts.remedy).toMatch(remedy);
	});

	it('a few looks that fail do not matter; a status that is refused before opening neither', async () => {
		const all = bench();
		all.http.on('POST /open', plain(202)).on('GET /status', refusal(404, 'x'), lost(), plain(503), status('Open'));
		expect((await open(all)).wasOpen).toBe(false);
	});

	it('five looks in a row that fail are too many', async () => {
		const all = bench();
		all.http.on('POST /open', plain(202)).on('GET /status', status('Closed'), plain(503));
		await failureOf(open(all), RetryableError);
	});

	it('the deadline names the last status', async () => {
		const all = bench();
		all.http.on('POST /open', plain(202)).on('GET /status', status('Loading model', 0.2));
		const error = await failureOf(open(all, 20_000), CancelledError);
		expect(error.facts.said).toMatch(/not open within 20 s; the model is loading/);
	});

	it('a stop ends the wait', async () => {
		const all = bench();
		all.http.on('POST /open', plain(202)).on('GET /status', status('Closed'));
		all.clock.beforeSleep = () => all.controller.abort();
		await failureOf(open(all), CancelledError);
	});
});

describe('what a user has chosen', () => {
	const lists = json(200, { lists: [{ id: '101000000012', name: 'GL Accounts' }, { id: '101000000013', name: '202601010001' }] });
	const chosen = ({ client }: ReturnType<typeof bench>, wanted: string) => withChosen(client, REF, 'list', wanted, async (id) => (await client.lists.metadata(REF, id)).name);
	const metadata = (name: string) => json(200, { metadata: { name } });

	it('an id is used as it is, without a lookup that a busy model would keep waiting', async () => {
		const all = bench();
		all.http.on('GET /lists/101000000012', metadata('GL Accounts'));
		expect(await chosen(all, '101000000012')).toBe('GL Accounts');
		expect(all.http.lines()).toEqual(['GET /lists/101000000012']);
	});

	it('a name is looked up', async () => {
		const all = bench();
		all.http.on('GET /lists', lists).on('GET /lists/101000000012', metadata('GL Accounts'));
		expect(await chosen(all, 'GL Accounts')).toBe('GL Accounts');
	});

	it.each([404, 500])('a mistyped id says which exist (%d)', async (code) => {
		const all = bench();
		all.http.on('GET /lists', lists).on('GET /lists/101000000099', refusal(code, 'Not Found'));
		expect((await failureOf(chosen(all, '101000000099'), FatalError)).facts.remedy).toContain('101000000012 "GL Accounts"');
	});

	it('a name that merely looks like an id is found after all', async () => {
		const all = bench();
		all.http.on('GET /lists', lists).on('GET /lists/202601010001', refusal(404, 'Not Found')).on('GET /lists/101000000013', metadata('202601010001'));
		expect(await chosen(all, '202601010001')).toBe('202601010001');
	});

	it('an id that exists, and a lookup that fails, leave the first failure as it is', async () => {
		const all = bench();
		all.http.on('GET /lists', lists, refusal(403, 'lookup')).on('GET /lists/101000000012', refusal(404, 'first'));
		expect((await failureOf(chosen(all, '101000000012'), FatalError)).message).toContain('first');
		expect(all.http.lines().filter((line) => line.includes('/lists'))).toEqual(['GET /lists/101000000012', 'GET /lists']);
		expect((await failureOf(chosen(all, '101000000012'), FatalError)).message).toContain('first');
	});
});

describe('a workspace or model that does not exist', () => {
	const workspaces = json(200, { workspaces: [{ id: WORKSPACE, name: 'Finance' }] });
	const models = json(200, { models: [{ id: MODEL, name: 'Finance Hub' }] });
	const missing = (): ReturnType<typeof bench> => {
		const all = bench();
		all.http.on('GET /', refusal(404, 'Not Found')).on('GET /workspaces', workspaces).on(`GET /workspaces/${WORKSPACE}/models`, models).on('GET /models', models).on(`GET /workspaces/${WORKSPACE}/models/`, refusal(404, 'Not Found')).on('GET /models/', refusal(404, 'Not Found'))
			.on('GET /workspaces/w/', refusal(404, 'Not Found'));
		return all;
	};

	it('is told with those that exist', async () => {
		const { client } = missing();
		expect((await failureOf(client.metadata.imports({ ...REF, modelId: 'AAAA' }), FatalError)).facts).toMatchObject({ operation: 'find model "AAAA"', remedy: expect.stringContaining(`${MODEL} "Finance Hub"`) as string });
		expect((await failureOf(client.metadata.imports({ ...REF, workspaceId: 'w' }), FatalError)).facts).toMatchObject({ operation: 'find workspace "w"', remedy: expect.stringContaining(`${WORKSPACE} "Finance"`) as string });
		expect((await failureOf(client.metadata.models('w'), FatalError)).facts.operation).toBe('find workspace "w"');
		expect((await failureOf(client.models.versions({ ...REF, modelId: 'AAAA' }), FatalError)).facts.operation).toBe('find model "AAAA"');
	});

	it('a model that exists leaves the 404 as it is, and is looked for once', async () => {
		const { client, http } = missing();
		for (let time = 0; time < 3; time += 1) expect((await failureOf(client.metadata.imports(REF), FatalError)).facts.said).toContain('Not Found');
		expect(http.lines()).toEqual(['GET /imports', 'GET /workspaces', `GET /workspaces/${WORKSPACE}/models`, 'GET /imports', 'GET /imports']);
	});

	it('what has answered before exists: nothing is looked for', async () => {
		const { client, http } = missing();
		http.on('GET /files', json(200, {}));
		await client.metadata.files(REF);
		await failureOf(client.metadata.imports(REF), FatalError);
		expect(http.lines()).toEqual(['GET /files', 'GET /imports']);
	});

	it('a list that is not the whole, or cannot be read, proves nothing', async () => {
		const { client, http } = missing();
		http.on('GET /workspaces', refusal(403, 'x')).on(`GET /workspaces/${WORKSPACE}/models`, json(200, { meta: { paging: { totalSize: 2 } }, models: [{ id: 'B', name: 'B' }] }));
		expect((await failureOf(client.metadata.imports(REF), FatalError)).facts.said).toContain('Not Found');
	});
});
