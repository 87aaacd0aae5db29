import { byName } from '../../examples/source/workflow-builder';
import { forgetHighest, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Vendors with or without a long wait between mapping and load. */
const flow = (waits: boolean): EngineWorkflow => workflowOf([
	intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') }),
	mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT) }),
	...(waits ? [{ name: 'Wait', type: 'resume' } as const] : []),
	anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
], 'vendors');

describe('a run that n8n has put to its database and resumed without static data', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const change = async (NAME: string): Promise<void> => {
		await site.intacct.post('clock', { advanceMs: 2_000 });
		await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-10', NAME } });
		await site.intacct.post('clock', { advanceMs: 2_000 });
	};
	const loaded = async (waits: boolean) => outputOf(await site.run(flow(waits)), 'Load vendors')[0]?.json;

	it('moves the cursor from its first run on', async () => {
		expect(await loaded(true)).toMatchObject({ rowsSent: 8, cursors: [{ from: 'beginning', moved: true }] });
		await change('Changed once');
		expect(await loaded(true)).toMatchObject({ rowsSent: 1, cursors: [{ from: expect.stringMatching(/Z$/) as string, moved: true }] });
		await change('Changed twice');
		expect(await loaded(false)).toMatchObject({ rowsSent: 1, cursors: [{ moved: true }] });
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('keeps the cursors of the other nodes, which its empty store would have replaced', async () => {
		await loaded(false);
		const other = { v: 1, cursors: [{ v: 1, generation: '', to: '2026-01-01T00:00:00Z', overlapSeconds: 0, tail: '', unstamped: '' }] };
		const [[key = '', entry] = []] = Object.entries(site.staticData.global as Record<string, object>);
		const stranger = key.replace('Load%20vendors', 'Other%20load');
		expect(stranger).not.toBe(key);
		site.staticData = { ...site.staticData, global: { ...(site.staticData.global as object), [stranger]: { ...other, ...entry } } };
		await change('Changed');
		expect(await loaded(true)).toMatchObject({ rowsSent: 1, cursors: [{ moved: true }] });
		expect(Object.keys(site.staticData.global as object).sort()).toEqual([key, stranger].sort());
	});
});
