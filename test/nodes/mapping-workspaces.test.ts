import { byName } from '../../examples/source/workflow-builder';
import { DEFAULT_TENANT, type TenantDefinition } from '../../simulators/anaplan';
import { errorOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { field, mapping, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const FINANCE = '8a868cd97f1c22d5018120c4d3e70b51';
const SECOND = '8a868cd97f1c22d5018120c4d3e70b77';

/** The default tenant with a second workspace, in which a model of the same name stands. */
const TENANT: TenantDefinition = {
	...DEFAULT_TENANT,
	workspaces: [...DEFAULT_TENANT.workspaces, { id: SECOND, name: 'Finance Test' }],
	models: [...DEFAULT_TENANT.models, ...DEFAULT_TENANT.models.map((model) => ({ ...model, id: '5C3D7A0B9E2F4D6183A4B5C6D7E8F977', workspaceId: SECOND }))],
};

const ofWorkspace = (name: string, more: object = {}): Record<string, unknown> => ({ transform: 'lookup', lookupFrom: 'workspace', lookupMapping: name, ...more });
const COLUMNS = [field('Account', 'account', ofWorkspace('Accounts')), field('Cost centre', 'centre', ofWorkspace('Cost centres', { otherwise: 'keep' }))];

const MAPPINGS = [
	{ workspace: 'Finance', name: 'Accounts', table: '{"LFR/62000": "LUK/65020", "007": "1E5"}' },
	{ workspace: SECOND, name: 'Accounts', table: { 'LFR/62000': 'group-1' } },
	{ name: 'Cost centres', table: '{"D90": "D50"}' },
];

describe('mappings of workspaces in the Anaplan Mapping node, through n8n\'s own engine', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open({ anaplan: { model: TENANT } });
	});
	afterAll(async () => await site.close());

	const map = async (workspace: string, mappings: readonly object[] = MAPPINGS, more: object = {}, columns = COLUMNS) => {
		site.supply('Rows', [{ json: { account: 'LFR/62000', centre: 'D90' } }, { json: { account: '007', centre: 'D10' } }]);
		const options = { workspaceMappings: { mapping: mappings } };
		const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, mapping('Map', columns, { workspace: byName(workspace), import: byName(''), options, ...more })]));
		return { rows: outputOf(run, 'Map').map(({ json }) => json), rejected: outputOf(run, 'Map', 1).map(({ json }) => json.reasons), error: errorOf(run, 'Map'), preview: outputOf(run, 'Map', 2).map(({ json }) => json.target) };
	};

	it.each([['by its name', 'Finance'], ['by its id', FINANCE]])('the node takes that of its workspace, which is chosen %s', async (_how, workspace) => {
		expect(await map(workspace)).toMatchObject({ rows: [{ Account: 'LUK/65020', 'Cost centre': 'D50' }, { Account: '1E5', 'Cost centre': 'D10' }], rejected: [], error: undefined });
	});

	it.each([['by its name', 'Finance Test'], ['by its id', SECOND]])('another workspace has another, though it is written with an id and chosen %s', async (_how, workspace) => {
		expect(await map(workspace)).toMatchObject({ rows: [{ Account: 'group-1', 'Cost centre': 'D50' }], rejected: [['column "Account": "007" is not in the lookup table']] });
	});

	it('an expression may choose the workspace, and a preview shows the same', async () => {
		expect((await map('={{ "Finance" + " Test" }}')).rows).toEqual([expect.objectContaining({ Account: 'group-1' })]);
		expect((await map('Finance', MAPPINGS, { operation: 'preview' })).preview).toEqual([{ Account: 'LUK/65020', 'Cost centre': 'D50' }, { Account: '1E5', 'Cost centre': 'D10' }]);
	});

	it('a workspace without that mapping ends the run before a row is mapped, and says what to add', async () => {
		const { rows, rejected, error } = await map('Finance Test', MAPPINGS.filter(({ workspace }) => workspace !== SECOND));
		expect([rows, rejected]).toEqual([[], []]);
		expect(error).toMatchObject({ message: expect.stringContaining('workspace "Finance Test" has no mapping "Accounts"; it has "Cost centres"'), description: expect.stringContaining('Mappings of Workspaces') });
	});

	it('a table that is no JSON, and two of one name, are refused by name', async () => {
		expect((await map('Finance', [...MAPPINGS, { workspace: 'Finance', name: 'Sites', table: '{"a": ' }])).error?.message).toContain('Mapping "Sites" of workspace "Finance": the table is not JSON');
		expect((await map('Finance', [...MAPPINGS, { workspace: FINANCE, name: 'Accounts', table: '{}' }])).error?.message).toContain('mapping "Accounts" is there twice for workspace "Finance"');
	});

	it('mappings that no column looks into are left alone', async () => {
		const { rows, error } = await map('Finance', [{ workspace: 'Finance', name: '', table: '{' }], {}, [field('Account', 'account')]);
		expect([error, rows]).toEqual([undefined, [expect.objectContaining({ Account: 'LFR/62000' }), expect.objectContaining({ Account: '007' })]]);
	});
});
