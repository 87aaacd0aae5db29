import { byName } from '../../examples/source/workflow-builder';
import { joinRejections } from '../../nodes/shared/anaplan/join-rejections';
import { RecordsBehind } from '../../nodes/shared/data/record-lookup';
import { NO_COUNTS } from '../../src/systems/anaplan';
import { errorOf, errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, field, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const get = intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') });
const map = (more: Partial<Step> = {}, parameters: Record<string, unknown> = {}): Step =>
	mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), ...parameters }, more);
const load = anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) });

describe('ways to lose or double a row that are closed', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const change = async (name: string): Promise<unknown> => await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-10', NAME: name } });
	/** The server's clock has passed the change: a range ends before its own second. */
	const later = async (): Promise<unknown> => await site.intacct.post('clock', { advanceMs: 2_000 });

	it('two items are not uploaded into the same file one over the other', async () => {
		const csv = (code: string): string => `Code,Name,Status\n${code},${code},active\n`;
		site.supply('Files', [{ files: { data: csv('X-1') } }, { files: { data: csv('X-2') } }]);
		const run = await site.run(workflowOf([{ name: 'Files', type: 'supply' }, anaplan('Upload', 'file', 'uploadChunks', { file: byName('Vendors.csv') })]));
		expect(errorOf(run, 'Upload')?.message).toContain('overwrite the first');
	});

	it('changes are not added up as if they were everything, unless the user says that they are', async () => {
		const sum = (options: Record<string, unknown> = {}): Step => mapping('Add up', [field('Vendor', 'VENDORID'), field('Due', 'TOTALDUE', { transform: 'amount', whenEmpty: 'use', whenEmptyUse: '0' })],
			{ duplicates: 'sum', keyColumns: 'Vendor', sumColumns: 'Due', options }, { after: [['Get vendors', 0]] });
		const flow = (options?: Record<string, unknown>) => workflowOf([get, map(), load, sum(options)], 'sums');
		expect(errorsOf(await site.run(flow()))).toEqual({});
		await change('Renamed');
		await later();
		expect(errorOf(await site.run(flow()), 'Add up')?.message).toContain('overwrite the totals');
		await change('Renamed again');
		await later();
		const allowed = await site.run(flow({ sumChanges: true }));
		expect(errorOf(allowed, 'Add up')).toBeUndefined();
		expect(outputOf(allowed, 'Add up')).toHaveLength(1);
	});

	it('a load behind another reading node neither confirms nor holds up the node before that one', async () => {
		const chain = workflowOf([
			get, map(), load,
			intacct('Get departments', 'record', 'getChanges', { object: byName('DEPARTMENT') }),
			mapping('Map departments', [field('Code', 'DEPARTMENTID'), field('Name', 'TITLE'), field('Parent', 'PARENTID')], { ...TARGET, import: byName('Departments from Departments.csv') }),
			anaplan('Load departments', 'import', 'loadRows', { import: byName('Departments from Departments.csv') }),
		], 'chain');
		const first = await site.run(chain);
		expect(outputOf(first, 'Load departments')[0]?.json.cursors).toEqual([expect.objectContaining({ node: 'Get departments', moved: true })]);
		await change('Renamed');
		await later();
		expect(outputOf(await site.run(chain), 'Get vendors')).toHaveLength(1);
		await later();
		expect(outputOf(await site.run(chain), 'Get vendors')).toEqual([]);
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('a node that only passes items on is no source of its own', async () => {
		const run = await site.run(workflowOf([get, { name: 'Pass', type: 'noOp' }, map(), load], 'passing'));
		expect(outputOf(run, 'Load vendors')[0]?.json.cursors).toEqual([expect.objectContaining({ node: 'Get vendors', moved: true })]);
	});

	it('a rejected row of merged sources names its own stream, key and batch, also by way of a file', async () => {
		const source = (stream: string, batch: string) => ({ stream, key: '1', stamp: '2026-03-01T00:00:00Z', batch });
		site.supply('Merged', [
			{ json: { VENDORID: 'M-1', NAME: 'Good', STATUS: 'active', _source: source('s1', 'b1') } },
			{ json: { VENDORID: ' ', NAME: '', STATUS: '', _source: source('s2', 'b2') } },
		]);
		const columns = [field('Code', 'VENDORID'), field('Name', 'NAME'), field('Status', 'STATUS')];
		const toFile = mapping('Map vendors', columns, { ...TARGET, import: byName(VENDOR_IMPORT), output: 'file' });
		const run = await site.run(workflowOf([{ name: 'Merged', type: 'supply' }, toFile, load], 'merged'));
		expect(outputOf(run, 'Load vendors', 1).map(({ json }) => json._source)).toEqual([source('s2', 'b2')]);
	});
});

describe('the ERP record behind a rejected row', () => {
	it('is found by batch and key, because one key stands for records of several objects', () => {
		const origin = (batch: string) => ({ stream: batch, key: '100', keys: ['100'], stamp: '', batch });
		const records = new RecordsBehind([origin('bills'), origin('vendors')]);
		records.offer('bills', '100', () => ({ RECORDID: 'INV-1' }));
		records.offer('vendors', '100', () => ({ VENDORID: 'V-1' }));
		records.offer('others', '100', () => ({ WRONG: 'yes' }));
		expect([records.of(origin('bills')), records.of(origin('vendors'))]).toEqual([{ RECORDID: 'INV-1' }, { VENDORID: 'V-1' }]);
	});
});

describe('a failure dump that cannot be joined to what was sent', () => {
	it('is told all the same, with the reason', async () => {
		const outcome = { status: 'warning' as const, counts: { ...NO_COUNTS, failed: 1 }, counted: true, steps: [], messages: [] };
		const rows = [{ status: 'E' as const, line: 2, errors: ['Invalid name'], columns: { Code: 'X' } }];
		const step = { importId: '1', importName: 'Import', taskId: 'T', outcome, dumps: [{ objectId: '1', found: true, rows, problem: undefined }] };
		const rejections = await joinRejections({ helpers: {} as never }, [step], async () => await Promise.reject(new Error('the file cannot be read')), []);
		expect(rejections).toEqual([expect.objectContaining({ reasons: ['Invalid name'], row: { Code: 'X' }, counts: true, facts: expect.objectContaining({ notJoined: 'the file cannot be read' }) as object })]);
	});
});
