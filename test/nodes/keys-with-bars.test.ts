import { byName } from '../../examples/source/workflow-builder';
import { outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Keys of several parts have a bar between them, and so have the keys of several records behind one row. */
describe('keys with bars in them, through a file into Anaplan', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open();
	});
	afterAll(async () => await site.close());

	const rejectedKeys = async (asFile: boolean): Promise<unknown[]> => {
		const output = asFile ? { output: 'file', outputProperty: 'data' } : {};
		site.supply('Rows', [{ json: { stream: 's', batchId: 'b1' }, files: { data: `_key,_stamp,VENDORID,NAME,STATUS\nMIS|LM1-0026|1|1,,V-0,Same name,active\nMIS|LM1-0027|1|1,2026-01-01T00:00:00Z,V-1,Same name,active\n` } }]);
		const run = await site.run(workflowOf([
			{ name: 'Rows', type: 'supply' }, mapping('Map', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), ...output }),
			anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
		]));
		return outputOf(run, 'Load', 1).map(({ json }) => json._source);
	};

	it.each([['as items', false], ['as a file', true]])('a rejected row has the key of its record as the ERP node told it: %s', async (_how, asFile) => {
		expect(await rejectedKeys(asFile)).toEqual([{ stream: 's', key: 'MIS|LM1-0027|1|1', stamp: '2026-01-01T00:00:00Z', batch: 'b1' }]);
	});
});
