import { byName } from '../../examples/source/workflow-builder';
import { BUDGET_TENANT, expectedRecords, fillBudget, fillNames, LINE_ITEMS_ON_COLUMNS, NO_PAGES, TWO_ON_COLUMNS } from './budget-model';
import { binaryText, errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const sorted = (rows: readonly object[]): object[] => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('exports, files and views, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		site = await Site.open({ anaplan: { model: BUDGET_TENANT } });
		await fillBudget(site);
	});
	afterEach(async () => await site.close());

	const ask = async (resource: string, operation: string, parameters: Record<string, unknown> = {}, mode?: 'manual') => {
		const run = await site.run(workflowOf([anaplan('Ask', resource, operation, parameters)]), mode ? { mode } : {});
		return { items: outputOf(run, 'Ask').map(({ json }) => json), first: outputOf(run, 'Ask')[0], error: errorOf(run, 'Ask'), hints: hintsOf(run, 'Ask') };
	};
	const runExport = async (name: string, more: Record<string, unknown> = {}) => await ask('export', 'runExport', { export: byName(name), ...more });
	const everything = sorted([...expectedRecords('Actual'), ...expectedRecords('Budget')]);

	describe('Run Export Action', () => {
		it('returns the rows of the file, cut anywhere: inside a record and inside a character', async () => {
			for (const exportChunkBytes of [3, 7, 10_000]) {
				await site.anaplan.post('switches', { exportChunkBytes });
				const { items, hints } = await runExport('Budget - Approved.csv');
				expect(sorted(items)).toEqual(everything);
				expect(hints).toEqual(['Budget - Approved.csv: 6 rows.']);
			}
		});

		it('reads the encoding, separator and delimiter that the export is defined with', async () => {
			await site.anaplan.post('switches', { exportChunkBytes: 5 });
			expect(sorted((await runExport('Budget - wide letters.txt')).items)).toEqual(everything);
			await fillNames(site);
			expect((await runExport('Names - west.csv')).items).toEqual([{ Departments: 'Sales; West', 'Departments (2)': 'München', 'error (2)': 'none' }]);
		});

		it('returns the file exactly as Anaplan wrote it', async () => {
			await site.anaplan.post('switches', { exportChunkBytes: 11 });
			const { first, hints } = await runExport('116000000005', { output: 'file', outputProperty: 'budget' });
			const text = await binaryText(first, 'budget');
			expect(text).toContain('"🚀 Growth\nfund",Sales; West,Dec 26,Budget,98765432109876.25,true,\n');
			expect(first?.json).toEqual({
				export: { id: '116000000005', name: 'Budget - Approved.csv' }, taskId: expect.stringMatching(/^[0-9A-F]{32}$/) as string, status: 'success', format: 'text/csv', encoding: 'UTF-8',
				columns: ['GL Accounts', 'Departments', 'Time', 'Versions', 'Amount', 'Approved', 'Comment'], said: [expect.any(String)],
				fileName: 'Budget - Approved.csv', bytes: Buffer.byteLength(text),
			});
			expect(first?.binary?.budget).toMatchObject({ mimeType: 'text/csv', fileName: 'Budget - Approved.csv' });
			expect(hints[0]).toContain(`${Buffer.byteLength(text)} bytes`);
		});

		it('leaves no value of a grid out, although its first line is narrow', async () => {
			const { items } = await runExport('Budget - grid.csv');
			expect(items.flatMap((item) => Object.values(item))).toEqual(expect.arrayContaining(['Travel, hotel "A"', 'Dec 26']));
		});

		it('waits for a file that has no chunk yet, and then says what the two causes are', async () => {
			await site.anaplan.post('switches', { zeroChunkReads: 2 });
			expect((await runExport('Budget - Approved.csv')).items).toHaveLength(6);
			await site.anaplan.post('switches', { zeroChunkReads: 99 });
			for (const output of ['items', 'file']) {
				const { items, error, hints } = await runExport('Budget - Approved.csv', { output });
				expect({ items, error }).toEqual({ items: [], error: undefined });
				expect(hints).toEqual([expect.stringMatching(/nothing to export.*had not written the file yet/s)]);
			}
		});

		it('an export without a row is empty and no failure', async () => {
			expect(await runExport('Nothing.csv')).toMatchObject({ items: [], error: undefined });
		});

		it('asks again for a chunk whose answer breaks off', async () => {
			await site.anaplan.post('faults', { kind: 'truncate', match: '^GET .*/chunks/0', times: 1, keep: 0.5 });
			expect(sorted((await runExport('Budget - Approved.csv')).items)).toEqual(everything);
		});

		it('never takes a file for whole that ends inside quotes', async () => {
			await site.anaplan.post('switches', { exportChunkBytes: 40 });
			await site.anaplan.post('faults', { kind: 'cut-body', match: '^GET .*/chunks/1$', times: -1, keep: 0.5 });
			for (const output of ['items', 'file']) expect((await runExport('Budget - Approved.csv', { output })).error?.message).toMatch(/quote/);
		});

		it('goes on when the token dies between two chunks', async () => {
			await site.anaplan.post('switches', { exportChunkBytes: 100 });
			await site.anaplan.post('faults', { kind: 'answer', match: '^GET .*/chunks/2$', times: 1, status: 401, body: '{}' });
			expect(sorted((await runExport('Budget - Approved.csv')).items)).toEqual(everything);
		});

		it('starts once although the answer to the start is lost', async () => {
			await site.anaplan.post('faults', { kind: 'reset-after', match: '^POST .*/exports/.*/tasks', times: 1 });
			const { first } = await runExport('Budget - Approved.csv', { output: 'file' });
			expect(first?.json).toMatchObject({ startAnswerLost: 'the task was found in the list' });
			expect((await site.effects('anaplan')).filter((what) => what === 'export-written')).toHaveLength(1);
		});

		it('two runs of one export never mix: the second starts after the first has read its file', async () => {
			await site.anaplan.post('switches', { exportChunkBytes: 50 });
			await site.anaplan.post('faults', { kind: 'delay', match: '^GET .*/chunks/', times: -1, delayMs: 3 });
			const [one, two] = await Promise.all([runExport('Budget - Approved.csv'), runExport('Budget - Approved.csv')]);
			expect([sorted(one.items), sorted(two.items)]).toEqual([everything, everything]);
			const steps = (await site.history('anaplan')).map((entry) => JSON.stringify(entry)).filter((entry) => /POST [^"]*tasks|"POST".*tasks|\/chunks\/\d|export-written/.test(entry));
			const written = steps.flatMap((entry, at) => (entry.includes('export-written') ? [at] : []));
			expect(written).toHaveLength(2);
			const chunksBetween = steps.slice(written[0], written[1]).filter((entry) => /\/chunks\/\d/.test(entry));
			const chunksAfter = steps.slice(written[1]).filter((entry) => /\/chunks\/\d/.test(entry));
			expect(chunksBetween.length).toBe(chunksAfter.length);
		});

		it('says which exports there are for one that does not exist', async () => {
			expect((await runExport('Budget.csv')).error?.description).toContain('116000000005 "Budget - Approved.csv"');
		});
	});

	it('Get Many lists exports and views', async () => {
		expect((await ask('export', 'getMany')).items).toEqual(expect.arrayContaining([
			{ id: '116000000007', name: 'Budget - grid.csv', exportType: 'GRID_CURRENT_PAGE', exportFormat: 'text/csv', encoding: 'UTF-8' },
		]));
		expect((await ask('view', 'getMany')).items).toEqual(expect.arrayContaining([
			expect.objectContaining({ id: LINE_ITEMS_ON_COLUMNS, name: 'INP01 Budget.Approved', module: { id: '102000000031', name: 'INP01 Budget' } }),
		]));
	});

	describe('View', () => {
		const dims = (...names: string[]) => names.map((name) => expect.objectContaining({ name }) as object);

		it('Get shows what stands where; an axis without a dimension is empty', async () => {
			expect((await ask('view', 'get', { view: byName(TWO_ON_COLUMNS) })).items).toEqual([{
				id: TWO_ON_COLUMNS, name: 'INP01 Budget.Wide', rows: dims('GL Accounts', 'Departments'), columns: dims('Time', 'Line items'), pages: dims('Versions'),
			}]);
			expect((await ask('view', 'get', { view: byName('INP01 Budget.All, flat') })).items[0]).toMatchObject({ id: NO_PAGES, pages: [] });
		});

		it('Get Dimension Items: lists with codes, and Time, which the model itself refuses', async () => {
			const items = async (dimension: string) => (await ask('view', 'getDimensionItems', { view: byName(LINE_ITEMS_ON_COLUMNS), dimension: byName(dimension) }));
			expect((await items('Departments')).items).toEqual([
				expect.objectContaining({ name: 'Sales; West', code: 'D1', dimension: { id: '101000000002', name: 'Departments' } }), expect.objectContaining({ name: 'R&D', code: 'D2' }),
			]);
			expect((await items('20000000003')).items).toHaveLength(12);
			expect((await items('Scenario')).error?.description).toContain('"Versions"');
			await site.anaplan.post('switches', { cellsPerRead: 5 });
			expect((await items('Time')).error?.description).toContain('at most 1,000,000 items');
		});
	});

	it('the pick list of dimensions shows on which axis each stands', async () => {
		const dimensionsShown = async (view: string) => await site.ask(workflowOf([anaplan('Ask', 'view', 'getDimensionItems', { view: byName(view), dimension: byName('') })]), 'Ask',
			async (type, context) => (await type.methods?.listSearch?.searchViewDimensions?.call(context))?.results.map(({ name }) => name));
		expect(await dimensionsShown(LINE_ITEMS_ON_COLUMNS)).toEqual(['GL Accounts (rows)', 'Departments (rows)', 'Time (rows)', 'Line items (columns)', 'Versions (pages)']);
		expect(await dimensionsShown('')).toEqual([]);
	});

	describe('File: Download', () => {
		it('hands over what an export has written, as rows and as it is', async () => {
			await runExport('Budget - wide letters.txt');
			expect(sorted((await ask('file', 'download', { file: byName('116000000008') })).items)).toEqual(everything);
			const { first } = await ask('file', 'download', { file: byName('116000000008'), output: 'file' });
			expect(first?.json).toMatchObject({ file: { id: '116000000008', name: 'Budget - wide letters.txt' }, fileName: 'Budget - wide letters.txt' });
		});

		it('hands over an uploaded file in its own dialect', async () => {
			site.supply('Rows', [{ files: { data: 'Code;Name\n007;"Tea; black"\n\n1E5;\n' } }]);
			await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Put', 'file', 'uploadChunks', { file: byName('Anything.csv') })]));
			expect((await ask('file', 'download', { file: byName('Anything.csv') })).items).toEqual([{ Code: '007', Name: 'Tea; black' }, { Code: '1E5', Name: '' }]);
			expect(await binaryText((await ask('file', 'download', { file: byName('Anything.csv'), output: 'file' })).first, 'data')).toBe('Code;Name\n007;"Tea; black"\n\n1E5;\n');
		});

		it('says why there may be no content', async () => {
			const { items, error, hints } = await ask('file', 'download', { file: byName('Anything.csv') });
			expect({ items, error }).toEqual({ items: [], error: undefined });
			expect(hints[0]).toContain('private to the user');
		});
	});
});
