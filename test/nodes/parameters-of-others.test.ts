import { byName } from '../../examples/source/workflow-builder';
import { errorOf, forgetHighest } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

describe('a mapping parameter for an import that this node does not run', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	it('is refused by Load Rows, because dropping it would leave the question of the other one unanswered', async () => {
		site.supply('Rows', [{ json: { Code: 'V-1', Name: 'Ada', Status: 'active' } }]);
		const parameter = [{ entityType: 'Version', entityName: 'Actual', import: 'Departments from Departments.csv' }];
		const run = await site.run(workflowOf([
			{ name: 'Rows', type: 'supply' }, anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT), mappingParameters: { parameter } }),
		]));
		expect(errorOf(run, 'Load')?.message).toContain('Departments from Departments.csv');
		expect(await site.effects('anaplan')).toEqual(['session']);
	});
});
