import { byName } from '../../examples/source/workflow-builder';
import { DEFAULT_TENANT, type TenantDefinition } from '../../simulators/anaplan';
import { errorOf, errorsOf, forgetHighest, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorFlow, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const tenantWhere = (layout: object): TenantDefinition => ({
	...DEFAULT_TENANT,
	models: DEFAULT_TENANT.models.map((model) => ({ ...model, files: (model.files ?? []).map((file) => (file.name === 'Vendors.csv' ? { ...file, ...layout } : file)) })),
});

const uploadFlow: EngineWorkflow = workflowOf([
	intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') }),
	mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), output: 'file' }),
	anaplan('Load vendors', 'file', 'uploadChunks', { file: byName('Vendors.csv') }),
	anaplan('Run', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }),
]);

/** A mapped file has its header in line 1 and data from line 2, in UTF-8; the model may look elsewhere. */
describe('a file of records whose definition passes over rows or reads other letters', () => {
	let site: Site;
	const open = async (layout: object): Promise<void> => {
		forgetHighest();
		site = await Site.open({ anaplan: { model: tenantWhere(layout) } });
	};
	afterEach(async () => await site.close());

	it.each([
		['data from row 3', { firstDataRow: 3 }, vendorFlow({ asFile: true })],
		['data beyond the last row', { firstDataRow: 40 }, vendorFlow({ asFile: true })],
		['ISO-8859-1', { encoding: 'ISO-8859-1' }, vendorFlow({ asFile: true })],
		['data from row 3, uploaded', { firstDataRow: 3 }, uploadFlow],
		['ISO-8859-1, uploaded', { encoding: 'ISO-8859-1' }, uploadFlow],
	])('is refused before anything is sent: %s', async (_name, layout, workflow) => {
		await open(layout);
		const run = await site.run(workflow);
		expect(errorOf(run, 'Load vendors')?.message).toMatch(/the file is defined (?:as ISO-8859-1|with its header in row 1 and data from row)/);
		expect(await site.effects('anaplan')).toEqual(['session']);
		expect(site.cursors()).toBe('{}');
	});

	it('a file that somebody made for such a definition is sent as it is', async () => {
		await open({ firstDataRow: 3 });
		site.supply('Rows', [{ files: { data: 'Code,Name,Status\nkey,text,text\nV-1,Ada,active\n' } }]);
		const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) })]));
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', steps: [{ counts: { total: 1 } }] });
	});
});
