import { errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { VENDOR_COLUMNS, vendorFlow } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Whether Anaplan caps its dumps is not known (reference anaplan 8.1); a capped one leaves rows in nobody's hands. */
describe('a failure dump that lists fewer rows than were rejected', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const rejected = [{ column: 'Code', from: 'constant', constant: ' ' }, { column: 'Name', from: 'constant', constant: '' }, ...VENDOR_COLUMNS.slice(2)];
	const flow = vendorFlow({ columns: rejected, load: { options: { whenRejected: 'move' } } });

	it.each([0, 3])('cap %d', async (dumpRowCap) => {
		await site.anaplan.post('switches', { dumpRowCap });
		const run = await site.run(flow);
		expect(errorsOf(run)).toEqual({});
		const listed = outputOf(run, 'Load vendors', 1).length;
		expect(listed).toBe(dumpRowCap || 8);
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ rowsRejected: 8, cursors: [{ moved: listed === 8 }] });
	});
});
