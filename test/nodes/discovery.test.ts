import type { INodeListSearchResult } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { forgetEditorMemory } from '../../nodes/shared/anaplan/editor-memory';
import { DEFAULT_TENANT, type TenantDefinition } from '../../simulators/anaplan';
import { errorOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, TARGET, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const MANY = 250;
const numbers = Array.from({ length: MANY }, (_, index) => index + 1);
const id = (prefix: string, number: number): string => `${prefix}${String(number).padStart(9, '0')}`;
const named = <T extends object>(prefix: string, name: string, more: (number: number) => T) => numbers.map((number) => ({ id: id(prefix, number), name: `${name} ${number}`, ...more(number) }));

/** 250 of everything. */
const crowd = (): TenantDefinition => {
	const [hub] = DEFAULT_TENANT.models;
	const [workspace] = DEFAULT_TENANT.workspaces;
	if (!hub || !workspace) throw new Error('no model');
	const empty = { ...hub, lists: [], modules: [], views: [], files: [], imports: [], exports: [], actions: [], processes: [] };
	const full = {
		...hub,
		lists: named('101', 'List', () => ({})),
		modules: named('102', 'Module', (number) => ({ dimensions: [`List ${number}`], lineItems: [{ name: 'Amount', format: 'NUMBER' as const }] })),
		views: [],
		files: named('113', 'File', () => ({ headerNames: ['Code'] })),
		imports: named('112', 'Import', (number) => ({ fileId: id('113', number), importType: 'HIERARCHY_DATA' as const, list: `List ${number}`, code: 'Code', itemName: 'Code' })),
		exports: named('116', 'Export', (number) => ({ exportType: 'TABULAR_MULTI_COLUMN' as const, view: id('102', number) })),
		actions: named('117', 'Action', (number) => ({ actionType: 'DELETE_BY_SELECTION', list: `List ${number}` })),
		processes: named('118', 'Process', (number) => ({ actions: [id('112', number)] })),
	};
	const others = numbers.slice(1);
	return {
		...DEFAULT_TENANT,
		workspaces: [workspace, ...others.map((number) => ({ ...workspace, id: `${String(number).padStart(4, '0')}${workspace.id.slice(4)}`, name: `Workspace ${number}` }))],
		models: [full, ...others.map((number) => ({ ...empty, id: `${String(number).padStart(4, '0')}${hub.id.slice(4)}`, name: `Model ${number}` }))],
	};
};

const NODE = 'Node';

describe('discovery in a large tenant', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open({ anaplan: { model: crowd() } });
	});
	afterAll(async () => await site.close());
	beforeEach(async () => {
		forgetEditorMemory();
		await site.anaplan.post('reset', {});
		site.supply('Rows', [{}]);
	});

	const search = async (method: string, filter?: string, token?: string, target: object = TARGET): Promise<INodeListSearchResult> =>
		await site.ask(workflowOf([anaplan(NODE, 'import', 'runImport', { ...target })]), NODE, async (type, context) => (await type.methods?.listSearch?.[method]?.call(context, filter, token)) ?? { results: [] });

	const METHODS: ReadonlyArray<readonly [method: string, name: string, value: string | undefined]> = [
		['searchWorkspaces', 'Workspace 237', '02378cd97f1c22d5018120c4d3e70b51'], ['searchModels', 'Model 237', '02377A0B9E2F4D6183A4B5C6D7E8F901'],
		['searchFiles', 'File 237', '113000000237'], ['searchImports', 'Import 237', '112000000237'], ['searchExports', 'Export 237', '116000000237'], ['searchProcesses', 'Process 237', '118000000237'],
		['searchActions', 'Action 237', '117000000237'], ['searchLists', 'List 237', '101000000237'], ['searchModules', 'Module 237', '102000000237'], ['searchViews', 'Module 237', '102000000237'],
	];

	it.each(METHODS)('%s shows all 250 page by page, although the server pages too and lies about `next`', async (method) => {
		await site.anaplan.post('switches', { pageMax: 90, spuriousNext: true });
		const seen: unknown[] = [];
		const sizes: number[] = [];
		for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
			const { results, paginationToken } = await search(method, undefined, token);
			seen.push(...results.map(({ value }) => value));
			sizes.push(results.length);
			token = paginationToken as string | undefined;
		}
		// The output of each export is a file too (reference anaplan 6).
		const total = method === 'searchFiles' ? 2 * MANY : MANY;
		expect(new Set(seen).size).toBe(total);
		expect(sizes).toEqual(total === MANY ? [100, 100, 50] : [100, 100, 100, 100, 100]);
	});

	it.each(METHODS)('%s finds one by a part of its name and by its ID', async (method, name, value) => {
		const byItsName = await search(method, name.toUpperCase());
		expect(byItsName.results.map((entry) => entry.value)).toEqual([value]);
		expect((await search(method, value)).results.map((entry) => entry.name)).toEqual([expect.stringMatching(new RegExp(`^${name}`))]);
	});

	it('a model in which there is nothing answers without the key of the collection: the list is empty', async () => {
		const target = { ...TARGET, model: byName('Model 2') };
		for (const [method] of METHODS.slice(2)) expect((await search(method, undefined, undefined, target)).results).toEqual([]);
	});

	it('an import shows the file it reads; one from another model says so', async () => {
		expect((await search('searchImports', 'Import 237')).results[0]?.name).toBe('Import 237 (File 237)');
		const imports = [{ id: '112000000001', name: 'From a model', importDataSourceId: '102000000001' }, { id: '112000000002', name: 'Hidden file', importDataSourceId: '113000009999' }, { id: '112000000003', name: 'Nothing' }];
		await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/imports$', status: 200, times: 1, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ imports }) });
		forgetEditorMemory();
		expect((await search('searchImports')).results.map(({ name }) => name)).toEqual(['From a model (from another model)', 'Hidden file (file 113000009999)', 'Nothing (no file)']);
		await site.anaplan.delete('faults');
	});

	it.each([
		['import', 'runImport', 'import', '112000009999', '112000000001 "Import 1"'], ['list', 'get', 'list', '101000009999', '101000000001 "List 1"'],
		['module', 'getLineItems', 'module', '102000009999', '102000000001 "Module 1"'], ['list', 'getItems', 'list', 'Lits', '101000000001 "List 1"'],
		['process', 'run', 'process', '118000009999', '118000000001 "Process 1"'], ['deleteAction', 'run', 'action', '117000009999', '117000000001 "Action 1"'],
	])('%s.%s: a mistyped %s (%s) says which exist', async (resource, operation, parameter, wanted, expected) => {
		const ended = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan(NODE, resource, operation, { [parameter]: byName(wanted) })]));
		expect(errorOf(ended, NODE)?.description).toContain(expected);
		expect(errorOf(ended, NODE)?.description).toContain('and 230 more');
	});

	it.each([
		['a mistyped model', { model: byName('FFFF7A0B9E2F4D6183A4B5C6D7E8F901') }, 'find model "FFFF', '"Finance Hub"'],
		['a mistyped workspace', { workspace: byName('ffff8cd97f1c22d5018120c4d3e70b51'), model: byName('5C3D7A0B9E2F4D6183A4B5C6D7E8F901') }, 'find workspace "ffff', '"Finance"'],
		['a workspace ID in the wrong case', { workspace: byName('8A868CD97F1C22D5018120C4D3E70B51') }, 'upper and lower case', 'Did you mean 8a868cd97f1c22d5018120c4d3e70b51 "Finance"?'],
	])('%s says which exist', async (_what, target, message, remedy) => {
		const ended = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan(NODE, 'list', 'getItems', { ...target, list: byName('101000000001') })]));
		expect(errorOf(ended, NODE)?.message).toContain(message);
		expect(errorOf(ended, NODE)?.description).toContain(remedy);
	});

	it('an ID is taken as it is where a busy model would keep the lookup waiting', async () => {
		const mark = await site.mark('anaplan');
		await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan(NODE, 'list', 'get', { list: byName('101000000007') })]));
		const asked = (await site.history('anaplan', mark)).filter(({ kind, path }) => kind === 'request' && path?.includes('/lists'));
		expect(asked.map(({ path }) => path?.replace(/.*\/lists/, '/lists'))).toEqual(['/lists/101000000007']);
	});
});
