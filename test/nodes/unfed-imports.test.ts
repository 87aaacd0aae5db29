import type { IDataObject } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const get = intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') });
const map = mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), output: 'file' });
const upload = (file = 'Vendors.csv'): Step => anaplan('Upload', 'file', 'uploadChunks', { file: byName(file) });

/** An import says "success" of the file that it has read; that is not always the file with the rows. */
describe('a cursor moves only for an import that has read the rows', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	/** Something lies in a file of Anaplan from before. */
	const earlier = async (file: string, data: string): Promise<void> => {
		site.supply('Rows', [{ files: { data } }]);
		await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, upload(file)], 'earlier'));
	};

	const cursorsOf = (json: IDataObject | undefined): unknown => json?.cursors;

	it('not when nothing was uploaded before it', async () => {
		await earlier('Vendors.csv', 'Code,Name,Status\nV-1,Old,active\n');
		const run = await site.run(workflowOf([get, map, anaplan('Run', 'import', 'runImport', { import: byName(VENDOR_IMPORT) })]));
		expect(errorsOf(run)).toEqual({});
		expect(await vendorsMissing(site)).not.toEqual([]);
		expect(cursorsOf(outputOf(run, 'Run')[0]?.json)).toEqual([expect.objectContaining({ moved: false, because: expect.stringContaining('no node before this one has uploaded') as string })]);
	});

	it('not when the upload went into another file', async () => {
		await earlier('Departments.csv', 'Code,Name,Parent\nD-1,Old,\n');
		const run = await site.run(workflowOf([get, map, upload(), anaplan('Run', 'import', 'runImport', { import: byName('Departments from Departments.csv') })]));
		expect(errorsOf(run)).toEqual({});
		expect(cursorsOf(outputOf(run, 'Run')[0]?.json)).toEqual([expect.objectContaining({ moved: false })]);
	});

	it('not for a process of which no step reads the uploaded file, polled or waited for', async () => {
		await earlier('GL_Lines.csv', 'Line,Account,Department,Location,Period,Entry Date,Description,Amount\nL-1,,,,Jan 26,,,1\n');
		const run = await site.run(workflowOf([
			get, map, upload(), anaplan('Start', 'process', 'run', { process: byName('Load GL lines'), wait: false }),
			anaplan('Poll', 'task', 'pollTask', { actionId: '={{ $json.action?.id ?? $json.import?.id }}', taskId: '={{ $json.taskId }}' }),
		]));
		expect(errorsOf(run)).toEqual({});
		expect(cursorsOf(outputOf(run, 'Poll')[0]?.json)).toEqual([expect.objectContaining({ moved: false })]);
	});

	it('but for each of several imports of the uploaded file', async () => {
		const run = await site.run(workflowOf([
			get, map, upload(), anaplan('Run', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }), anaplan('Again', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }),
		]));
		expect(errorsOf(run)).toEqual({});
		for (const node of ['Run', 'Again']) expect(cursorsOf(outputOf(run, node)[0]?.json)).toEqual([expect.objectContaining({ moved: true })]);
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('and for one of a file that Load Rows has filled', async () => {
		const run = await site.run(workflowOf([
			get, map, anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }), anaplan('Again', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }),
		]));
		expect(errorsOf(run)).toEqual({});
		expect(cursorsOf(outputOf(run, 'Again')[0]?.json)).toEqual([expect.objectContaining({ moved: true })]);
	});

	it('and for one that reads something else, behind a load that has brought the rows into the model', async () => {
		await earlier('Departments.csv', 'Code,Name,Parent\nD-1,Old,\n');
		const run = await site.run(workflowOf([
			get, map, anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
			anaplan('Follow', 'import', 'runImport', { import: byName('Departments from Departments.csv') }),
		]));
		expect(errorsOf(run)).toEqual({});
		expect(cursorsOf(outputOf(run, 'Follow')[0]?.json)).toEqual([expect.objectContaining({ moved: true })]);
	});

	/** Another workflow loads into the same file, and gets the model right after the first has uploaded. */
	const betweenUploadAndImport = async (data: string): Promise<{ other: () => Promise<unknown> }> => {
		let other: Promise<unknown> | undefined;
		site.supply('Others', [{ files: { data } }]);
		await site.anaplan.post('faults', { kind: 'delay', match: '/complete$', delayMs: 500 });
		site.onRequest = () => {
			if (other || !site.schemes.some((line) => /^PUT .*\/chunks\/0/.test(line))) return;
			other = site.run(workflowOf([{ name: 'Others', type: 'supply' }, anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) })], 'other'));
		};
		return { other: async () => await other };
	};

	it('not when another run has filled the file between the upload and the import', async () => {
		const { other } = await betweenUploadAndImport('Code,Name,Status\nX-1,Other,active\n');
		const run = await site.run(workflowOf([get, map, upload(), anaplan('Run', 'import', 'runImport', { import: byName(VENDOR_IMPORT) })]));
		await other();
		expect(errorsOf(run)).toEqual({});
		expect(await vendorsMissing(site)).not.toEqual([]);
		expect(cursorsOf(outputOf(run, 'Run')[0]?.json)).toEqual([expect.objectContaining({ moved: false, because: expect.stringContaining('another run has begun to fill file 113000000004') as string })]);
	});

	it('not when that happens behind Load Rows, before a second import of the file', async () => {
		const { other } = await betweenUploadAndImport('Code,Name,Status\nX-1,Other,active\n');
		const run = await site.run(workflowOf([
			get, map, anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }), anaplan('Again', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }),
		]));
		await other();
		expect(errorsOf(run)).toEqual({});
		expect(cursorsOf(outputOf(run, 'Load vendors')[0]?.json)).toEqual([expect.objectContaining({ moved: true })]);
		expect(cursorsOf(outputOf(run, 'Again')[0]?.json)).toEqual([expect.objectContaining({ moved: false })]);
	});
});
