import { byName } from '../../examples/source/workflow-builder';
import { askSage300, requestsSince } from './sage300-asking';
import { binaryText, errorsOf, forgetHighest, hintsOf, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Sage300 } from '../../nodes/Sage300/Sage300.node';
import { Site } from './site';
import { anaplan, field, mapping, sage300, TARGET, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const GET = 'Get records';
const LOAD = 'Load them';

interface Flow {
	readonly resource?: string;
	readonly columns?: readonly [code: string, name: string, status: string];
	readonly get?: Record<string, unknown>;
	readonly asFile?: boolean;
}

/** Changed records of Sage 300 into a list of Anaplan, without which nothing confirms what was read. */
const flowOf = ({ resource = 'APVendors', columns: [code, name, status] = ['VendorNumber', 'VendorName', 'Status'], get = {}, asFile = false }: Flow = {}): EngineWorkflow => {
	const output = asFile ? { output: 'file' } : {};
	const columns = [field('Code', code, { transform: 'text', trim: true, whenEmpty: 'reject' }), field('Name', name), field('Status', status)];
	return workflowOf([
		sage300(GET, 'record', 'getChanges', { apiResource: byName(resource), ...output, ...get }),
		mapping('Map', columns, { ...TARGET, import: byName(VENDOR_IMPORT), ...output, duplicates: 'last', keyColumns: 'Code' }),
		anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
	], 'sage300 flow');
};

const LINES: Flow = { resource: 'GLPostedTransactions', columns: ['AccountNumber', 'AccountNumber', 'FiscalPeriod'] };
const SETS: Flow = { resource: 'GLAccountFiscalSets', columns: ['AccountNumber', 'AccountNumber', 'Currencycode'] };

describe('the cursor over Sage 300, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open({ sage300: {} });
	});
	afterEach(async () => await site.close());

	type Run = Awaited<ReturnType<Site['run']>>;
	const loaded = (run: Run) => outputOf(run, LOAD)[0]?.json;
	const read = (run: Run, key = 'VendorNumber') => outputOf(run, GET).map(({ json }) => json[key]);
	const missing = async (): Promise<string[]> => {
		const records = await site.sage300.get<Array<Record<string, string>>>('records?resource=APVendors');
		const items = await site.anaplan.get<Array<{ code: string; name: string }>>('list?id=101000000004');
		const names = new Map(items.map(({ code, name }) => [code, name]));
		return records.filter(({ VendorNumber = '', VendorName }) => names.get(VendorNumber) !== VendorName).map(({ VendorNumber = '' }) => VendorNumber);
	};
	/** Confirmations count in seconds of the server. */
	const later = async () => await site.sage300.post('clock', { advanceMs: 2_000 });
	const today = async (): Promise<string> => new Date(Date.parse((await fetch(`${site.urls.sage300}/`)).headers.get('date') ?? '')).toISOString().slice(0, 10);
	const save = async (record: Record<string, unknown>): Promise<void> => {
		await later();
		await site.sage300.post('records', { resource: 'APVendors', record: { ...record, DateLastMaintained: await today() } });
		await later();
	};

	it.each([false, true])('moves only after a confirmed load; the next run reads nothing, a change arrives (as a file: %s)', async (asFile) => {
		const flow = flowOf({ asFile });
		expect(loaded(await site.run(flow))).toMatchObject({ status: 'success', cursors: [{ from: 'beginning', moved: true }] });
		expect(await missing()).toEqual([]);
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await save({ VendorNumber: 'V1041', VendorName: 'Möwe & Söhne' });
		const run = await site.run(flow);
		expect(outputOf(run, GET).map(({ json }) => (asFile ? json.records : json.VendorNumber))).toEqual([asFile ? 1 : 'V1041']);
		expect(loaded(run)).toMatchObject({ cursors: [{ moved: true }] });
		expect(await missing()).toEqual([]);
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
	});

	it('stays where it is when the load fails, and the next run brings everything', async () => {
		await site.run(flowOf());
		await save({ VendorNumber: 'V1042', VendorName: 'Heron' });
		const before = site.cursors();
		await site.anaplan.post('faults', { match: 'imports/.*/tasks', kind: 'answer', status: 403, body: '{}', times: 5 });
		expect(errorsOf(await site.run(flowOf()))).toHaveProperty([LOAD]);
		expect(site.cursors()).toBe(before);
		await site.anaplan.delete('faults');
		expect(loaded(await site.run(flowOf()))).toMatchObject({ cursors: [{ moved: true }] });
		expect(await missing()).toEqual([]);
	});

	it('stays where it is in a manual run', async () => {
		expect(loaded(await site.run(flowOf(), { mode: 'manual' }))).toMatchObject({ status: 'success', cursors: [{ moved: false }] });
		expect(site.staticData).toEqual({});
	});

	it('ledger lines: what was posted since, a back-dated entry too, and nothing else', async () => {
		const flow = flowOf(LINES);
		const first = await site.run(flow);
		expect(errorsOf(first)).toEqual({});
		expect(read(first, 'AccountNumber').length).toBeGreaterThan(10);
		expect(hintsOf(first, GET)[0]).toMatch(/^GLPostedTransactions: \d+ records from the beginning, up to posting sequence 7\.$/);
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await site.sage300.post('post', { batch: 8 });
		const run = await site.run(flow);
		expect(read(run, 'AccountNumber')).toEqual(expect.arrayContaining(['63020D30', '20000']));
		expect(hintsOf(run, GET)[0]).toContain('since posting sequence 7, up to posting sequence 8.');
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
	});

	it('balances: the sets of accounts that were posted to, and nothing else', async () => {
		const flow = flowOf(SETS);
		expect(read(await site.run(flow), 'AccountNumber').length).toBeGreaterThan(10);
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await site.sage300.post('post', { batch: 8 });
		const changed = read(await site.run(flow), 'AccountNumber');
		expect(changed).toEqual(expect.arrayContaining(['63020D30', '20000']));
		expect(changed).not.toContain('15000');
	});

	it('balances by period go by the same cursor, under a stream of their own', async () => {
		const flow = workflowOf([
			sage300(GET, 'report', 'getBalanceChanges', { years: '2026', toPeriod: 4 }),
			mapping('Map', [field('Code', 'AccountNumber'), field('Name', 'AccountNumber'), field('Status', 'Period')], { ...TARGET, import: byName(VENDOR_IMPORT), duplicates: 'last', keyColumns: 'Code' }),
			anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
		], 'balances');
		const first = await site.run(flow);
		expect(outputOf(first, GET).find(({ json }) => json.AccountNumber === '51020D20' && json.Period === '02')?.json).toMatchObject({
			NetAmount: '1820.55', EndingBalance: '1832.85', _source: { stream: expect.stringMatching(/GLAccountFiscalSets.*\/periods-01-04$/) as string },
		});
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await site.sage300.post('post', { batch: 8 });
		const rows = outputOf(await site.run(flow), GET).map(({ json }) => json).filter(({ AccountNumber }) => AccountNumber === '63020D30');
		expect(rows.map(({ Period, NetAmount }) => [Period, NetAmount])).toEqual([['01', '0.00'], ['02', '0.00'], ['03', '0.00'], ['04', '33.10']]);
	});

	it('accounts have no mark of change: they are read whole, and sent when one has changed', async () => {
		const flow = flowOf({ resource: 'GLAccounts', columns: ['UnformattedAccount', 'Description', 'Status'] });
		expect(read(await site.run(flow), 'UnformattedAccount').length).toBeGreaterThan(200);
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await site.sage300.post('records', { resource: 'GLAccounts', record: { UnformattedAccount: '10100', Description: 'House bank' } });
		expect(outputOf(await site.run(flow), GET).map(({ json }) => json.Description)).toContain('House bank');
	});

	it('begins at a posting sequence where that is wanted, and says what is none', async () => {
		const lines = async (options: object) => await askSage300(site, 'record', 'getChanges', { apiResource: byName('GLPostedTransactions'), options });
		const { json } = await lines({ startOverFrom: '6 - the rest is in Anaplan' });
		expect([...new Set(json.map(({ PostingSequenceNumber }) => PostingSequenceNumber))]).toEqual(['6', '7']);
		expect((await lines({ startOverFrom: '2026-03-01' })).told).toMatch(/no place in these records.*\n.*posting sequence such as 812/s);
		const own = { apiResource: byName('GLPostingJournalDetails'), options: { sequenceField: 'Postingsequencenumber', changedSince: '2026-03-01T00:00:00Z' } };
		expect((await askSage300(site, 'record', 'getChanges', own)).told).toContain('"Changed Since" is no place');
		expect((await lines({ startOverFrom: 'beginning - again' })).json.length).toBeGreaterThan(json.length);
		// Runs 7 and 6 are read in any case, as the last one and as where it starts; two runs more bring those before.
		expect((await lines({ startOverFrom: '6 - once more', overlapRuns: 2 })).json.length).toBeGreaterThan(json.length);
	});

	it('an overlap in time means nothing to postings and costs nothing', async () => {
		const flow = flowOf({ ...LINES, get: { options: { overlapMinutes: 525600 } } });
		await site.run(flow);
		const before = await site.mark('sage300');
		await site.run(flow);
		expect((await requestsSince(site, before)).filter((line) => line.includes('/GLPostedTransactions')).length).toBeLessThanOrEqual(4);
	});

	it('document dates narrow the stream and make another cursor; they are not the cursor', async () => {
		const inJanuary = async (from: string) => await askSage300(site, 'record', 'getChanges', { apiResource: byName('GLPostedTransactions'), options: { documentDateFrom: from, documentDateTo: '2026-01-31' } });
		const [one, other] = [await inJanuary('2026-01-01'), await inJanuary('2026-01-30')];
		expect([one.json.length, other.json.length]).toEqual([4, 2]);
		const streams = [one, other].map(({ json }) => (json[0]?._source as { stream: string }).stream);
		expect(new Set(streams).size).toBe(2);
	});

	it('does not leave out what is finished, because it would stay open in the model', async () => {
		const { json } = await askSage300(site, 'record', 'getChanges', { apiResource: byName('GLJournalBatches'), fieldChoice: 'chosen', fields: ['Status'], options: { openOnly: true } });
		expect(new Set(json.map(({ Status }) => Status))).toContain('Posted');
		const options = (new Sage300().description.properties.find(({ name, displayOptions }) => name === 'options' && displayOptions?.show?.operation?.includes('getChanges') && displayOptions.show.resource?.includes('record'))?.options ?? []);
		expect(options.map(({ name }) => name)).not.toContain('openOnly');
	});

	it('several input items would read the same changes twice, and are refused', async () => {
		expect((await askSage300(site, 'record', 'getChanges', { apiResource: byName('APVendors') }, { fed: [{}, {}] })).told).toContain('Execute Once');
	});

	it('is shown by Cursor: Get, with who confirmed it', async () => {
		await site.run(flowOf());
		const run = await site.run(workflowOf([sage300('Show', 'cursor', 'get')], 'sage300 flow'));
		expect(outputOf(run, 'Show').map(({ json }) => json)).toEqual([expect.objectContaining({
			node: GET, stream: expect.stringMatching(/^sage300\/127\.0\.0\.1:\d+\/sage300webapi\/-\/NORDIX\/APVendors\/day$/) as string,
			confirmedBy: expect.stringContaining(LOAD) as string, confirmedUpTo: expect.stringMatching(/Z$/) as string,
		})]);
	});

	it('of postings is told in words too: in the batch, and by Cursor: Get', async () => {
		const words = expect.stringMatching(/^posting sequence \d+$/) as string;
		const read = await site.run(flowOf(LINES));
		expect(outputOf(read, GET)[0]?.json._batch).toMatchObject({ to: expect.stringMatching(/^0\d{3}-/) as string, place: words });
		await site.run(flowOf());
		const run = await site.run(workflowOf([sage300('Show', 'cursor', 'get')], 'sage300 flow'));
		const places = new Map(outputOf(run, 'Show').map(({ json: { stream, place } }) => [String(stream).split('/').slice(-2).join('/'), place]));
		expect(places.get('GLPostedTransactions/posting')).toEqual(words);
		expect(places.get('APVendors/day')).toBe('');
		const vendors = await askSage300(site, 'record', 'getChanges', { apiResource: byName('APVendors') });
		expect(vendors.json[0]?._batch).not.toHaveProperty('place');
		const balances = await askSage300(site, 'report', 'getBalanceChanges', { years: '2026' });
		expect(balances.json[0]?._batch).toMatchObject({ place: words });
	});

	it('of a company that was restored from a backup on the same day: said in postings, and nothing is moved', async () => {
		const flow = flowOf(LINES);
		await site.sage300.post('post', { batch: 8 });
		expect(errorsOf(await site.run(flow))).toEqual({});
		await site.sage300.post('reset', {});
		const said = JSON.stringify(errorsOf(await site.run(flow)));
		expect(said).toContain('the cursor stands at posting sequence 8, the server at posting sequence 7');
		expect(said).not.toMatch(/\d{4}-\d\d-\d\dT/);
	});

	it('a file has a stable header and tells the batch beside it', async () => {
		const { items } = await askSage300(site, 'record', 'getChanges', { apiResource: byName('GLPostedTransactions'), output: 'file', fieldChoice: 'chosen', fields: ['JournalTransactionAmount'] });
		expect(items[0]?.json).toMatchObject({ object: 'GLPostedTransactions', changedFrom: 'beginning', changedTo: 'posting sequence 7' });
		expect((await binaryText(items[0], 'data')).split('\n')[0]).toContain('JournalTransactionAmount');
	});
});
