import type { INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { forgetEditorMemory } from '../../nodes/shared/anaplan/editor-memory';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_IMPORT, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const NODE = 'Node';
const NOTHING_CHOSEN = { workspace: byName(''), model: byName('') };

describe('pick lists of the nodes, as the editor asks for them', () => {
	let site: Site;
	const search = async (step: Step, method: string, filter?: string): Promise<INodeListSearchResult['results']> =>
		await site.ask(workflowOf([step]), NODE, async (type, context) => {
			const found = await type.methods?.listSearch?.[method]?.call(context, filter);
			return found?.results ?? [];
		});
	const options = async (step: Step, method: string): Promise<INodePropertyOptions[]> =>
		await site.ask(workflowOf([step]), NODE, async (type, context) => (await type.methods?.loadOptions?.[method]?.call(context)) ?? []);
	const load = (parameters: Record<string, unknown> = {}): Step => anaplan(NODE, 'import', 'loadRows', { import: byName('AP Bills list from AP_Bills.csv'), ...parameters });
	const map = (parameters: Record<string, unknown> = {}): Step => mapping(NODE, [], { ...TARGET, import: byName(VENDOR_IMPORT), ...parameters });
	const read = (object: string): Step => intacct(NODE, 'record', 'getChanges', { object: byName(object) });

	beforeAll(async () => {
		site = await Site.open();
	});
	afterAll(async () => await site.close());
	beforeEach(forgetEditorMemory);

	it('workspaces and models, by name with the id as the value', async () => {
		expect(await search(load(), 'searchWorkspaces')).toEqual([{ name: 'Finance', value: '8a868cd97f1c22d5018120c4d3e70b51' }]);
		expect(await search(load(), 'searchModels')).toEqual([{ name: 'Finance Hub', value: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901' }]);
	});

	it('a model that is not unlocked says so', async () => {
		await site.anaplan.post('model-state', { activeState: 'MAINTENANCE' });
		expect(await search(load(), 'searchModels')).toEqual([expect.objectContaining({ name: 'Finance Hub (maintenance)' })]);
		await site.anaplan.post('model-state', { activeState: 'UNLOCKED' });
	});

	it('files and imports of the chosen model, found by a part of the name or by the id', async () => {
		expect(await search(load(), 'searchFiles', 'vend')).toEqual([{ name: 'Vendors.csv', value: '113000000004' }]);
		expect(await search(load(), 'searchImports', 'vendors')).toEqual([{ name: `${VENDOR_IMPORT} (Vendors.csv)`, value: '112000000004' }]);
		expect(await search(load(), 'searchImports', '112000000004')).toHaveLength(1);
		expect(await search(load(), 'searchImports', 'no such thing')).toEqual([]);
	});

	it('are empty as long as nothing is chosen before', async () => {
		expect(await search(load(NOTHING_CHOSEN), 'searchModels')).toEqual([]);
		expect(await search(load(NOTHING_CHOSEN), 'searchImports')).toEqual([]);
		expect(await search(load(NOTHING_CHOSEN), 'searchFiles')).toEqual([]);
		expect(await options(load({ import: byName('') }), 'getImportsOfSameFile')).toEqual([]);
		expect(await options(map({ import: byName('') }), 'getImportColumns')).toEqual([]);
		expect(await options(map(NOTHING_CHOSEN), 'getLists')).toEqual([]);
	});

	it('further imports of the same file, without the chosen one', async () => {
		expect(await options(load(), 'getImportsOfSameFile')).toEqual([{ name: 'AP01 Bills from AP_Bills.csv', value: 'AP01 Bills from AP_Bills.csv' }]);
	});

	it('columns of the import and lists of the model, for the mapping', async () => {
		expect(await options(map(), 'getImportColumns')).toEqual(['Code', 'Name', 'Status'].map((name) => ({ name, value: name })));
		expect(await options(map(), 'getLists')).toEqual(expect.arrayContaining([{ name: 'Vendors', value: 'Vendors' }]));
		expect(await search(map(), 'searchImports', 'vendors')).toHaveLength(1);
	});

	it('objects and fields of Sage Intacct', async () => {
		expect(await search(read('VENDOR'), 'searchObjects', 'vendor')).toEqual([expect.objectContaining({ value: 'VENDOR' })]);
		expect((await search(read('VENDOR'), 'searchObjects')).length).toBeGreaterThan(5);
		const fields = await options(read('VENDOR'), 'getFieldOptions');
		expect(fields.map(({ value }) => value)).toEqual(expect.arrayContaining(['VENDORID', 'NAME', 'STATUS']));
		expect(fields.map(({ name }) => name)).toEqual(fields.map(({ name }) => name).sort((a, b) => a.localeCompare(b)));
	});

	it('tell in words what is wrong', async () => {
		await expect(search(load({ workspace: byName('Treasury') }), 'searchImports')).rejects.toMatchObject({ message: expect.stringContaining('find workspace "Treasury"') as string, description: expect.stringContaining('"Finance"') as string });
		await expect(options(read('NOSUCHTHING'), 'getFieldOptions')).rejects.toMatchObject({ message: expect.stringContaining('NOSUCHTHING') as string });
	});

	it('what the editor has just looked at is not asked for again for every column of a mapping', async () => {
		const mark = await site.mark('anaplan');
		for (let column = 0; column < 11; column += 1) await options(map(), 'getImportColumns');
		expect((await site.history('anaplan', mark)).filter(({ kind, path }) => kind === 'request' && path?.startsWith('/2/0'))).toHaveLength(4);
	});
});
