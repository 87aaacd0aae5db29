import { byName } from '../../examples/source/workflow-builder';
import { errorsOf, forgetHighest, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, field, mapping, sage300, TARGET, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const GET = 'Get vendors';
const LOAD = 'Load them';

const vendors = (options: Readonly<Record<string, unknown>> = {}): EngineWorkflow => workflowOf([
	sage300(GET, 'record', 'getChanges', { apiResource: byName('APVendors'), options }),
	mapping('Map', [field('Code', 'VendorNumber'), field('Name', 'VendorName'), field('Status', 'Status')], { ...TARGET, import: byName(VENDOR_IMPORT) }),
	anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
], 'vendors');

describe('the stale-replay guard before a load that Sage 300 streams of several kinds go through', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open({ sage300: {} });
	});
	afterEach(async () => await site.close());

	it('lets a read by days pass after a full read: it was read later, although its cursor stands a day earlier', async () => {
		expect(errorsOf(await site.run(vendors({ stampField: 'none' })))).toEqual({});
		await site.sage300.post('clock', { advanceMs: 60_000 });
		const run = await site.run(vendors());
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, LOAD)[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
	});
});
