import type { IDataObject } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Each item is an action of its own, and each stands for a part of the batch. */
describe('several items in one run of an action', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const flow = workflowOf([
		intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') }),
		mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT) }),
		anaplan('Add', 'list', 'addItems', { list: byName('Vendors'), columns: { mappingMode: 'autoMapInputData' } }),
		anaplan('Run', 'process', 'run', { process: byName('Load GL lines') }),
	]);

	const lines = async (data: string): Promise<void> => {
		site.supply('Lines', [{ files: { data: `Line,Account,Department,Location,Period,Entry Date,Description,Amount\n${data}` } }]);
		await site.run(workflowOf([{ name: 'Lines', type: 'supply' }, anaplan('Upload', 'file', 'uploadChunks', { file: byName('GL_Lines.csv') })], 'lines'));
	};

	const movedOf = (run: Awaited<ReturnType<Site['run']>>): unknown[] => outputOf(run, 'Run').map(({ json }) => (json.cursors as IDataObject[]).map(({ moved }) => moved));

	it('confirm together what each of them has loaded, the last one for all', async () => {
		await lines('L-1,,,,Jan 26,,,1\n');
		const run = await site.run(flow);
		expect(errorsOf(run)).toEqual({});
		expect(movedOf(run)).toEqual([...Array.from({ length: 7 }, () => [false]), [true]]);
	});

	it('an item that holds the cursor is not made good by those behind it', async () => {
		await lines('L-1,,,,Jan 26,,,1\n');
		const details = [{ type: 'hierarchyRowsProcessed', localMessageText: '1 ignored', values: ['ignoredCount', '1', 'totalRowCount', '1'] }];
		const nestedResults = ['112000000009', '112000000010'].map((objectId) => ({ objectId, successful: true, failureDumpAvailable: false, details }));
		const result = { successful: true, failureDumpAvailable: false, objectId: '118000000001', nestedResults };
		const body = JSON.stringify({ task: { taskId: 'T', taskState: 'COMPLETE', result } });
		await site.anaplan.post('faults', { kind: 'answer', match: '^GET .*/processes/118000000001/tasks/', status: 200, body });
		const run = await site.run(flow);
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Run').map(({ json }) => json.status)).toEqual(['warning', ...Array.from({ length: 7 }, () => 'success')]);
		expect(movedOf(run)).toEqual(Array.from({ length: 8 }, () => [false]));
	});
});
