import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { byName } from '../../examples/source/workflow-builder';
import { OWN_NODES, ownNode, type OwnNode } from './engine/own-classes';
import { workflowFor } from './engine/run-workflow';
import { acumatica, anaplan, intacct, mapping, sage300, sageX3, TARGET, workflowOf, type Step } from './workflows';

/** As the editor works it out: no execution, no data. */
const subtitleOf = (step: Step, text?: string): unknown => {
	const flow = workflowFor(workflowOf([step]), { nodeTypes: Object.fromEntries(OWN_NODES.map(({ type, node }) => [type, node])) });
	const node = flow.getNode(step.name);
	if (!node) throw new Error('no node');
	return flow.expression.getSimpleParameterValue(node, text ?? ownNode(node.type.split('.')[1] ?? '').node.description.subtitle, 'internal', {});
};

const picked = (value: string, cachedResultName: string): object => ({ __rl: true, mode: 'list', value, cachedResultName });

interface Offered {
	readonly node: string;
	readonly resource: string;
	readonly operation: string;
	readonly action: string;
}

const offered = ({ node: { description: { name: node, properties } } }: OwnNode): Offered[] => properties.filter(({ name }) => name === 'operation').flatMap((property) =>
	((property.displayOptions?.show?.resource ?? ['']) as string[]).flatMap((resource) => (property.options ?? []).flatMap((option) =>
		('value' in option ? [{ node, resource, operation: String(option.value), action: option.action ?? option.name }] : []))));

/** Nothing is chosen in any field that could name something. */
const nothingChosen = (node: string): object => Object.fromEntries(ownNode(node).node.description.properties
	.filter(({ name, type }) => type === 'resourceLocator' || name === 'actionId').map(({ name, type }) => [name, type === 'resourceLocator' ? byName('') : '']));

describe('the line below a node on the canvas', () => {
	it.each([
		['what was picked from a list, by its name', anaplan('A', 'process', 'run', { ...TARGET, process: picked('118000000009', 'Nightly actuals') }), 'Run: Nightly actuals'],
		['what was typed', anaplan('A', 'process', 'run', { ...TARGET, process: byName('118000000009') }), 'Run: 118000000009'],
		['a name of before, when something else was typed since', anaplan('A', 'list', 'get', { ...TARGET, list: { __rl: true, mode: 'name', value: 'Regions', cachedResultName: 'Vendors' } }), 'Get: Regions'],
		['the view', anaplan('A', 'export', 'exportView', { ...TARGET, view: byName('INP01 Budget.Approved') }), 'Export View: INP01 Budget.Approved'],
		['the export action of a view', anaplan('A', 'export', 'exportView', { ...TARGET, read: 'action', export: byName('Budget.csv') }), 'Export View: Budget.csv'],
		['the view rather than its dimension', anaplan('A', 'view', 'getDimensionItems', { ...TARGET, view: byName('Budget'), dimension: byName('Time') }), 'Get Dimension Items: Budget'],
		['the module', anaplan('A', 'module', 'writeCells', { ...TARGET, module: byName('INP01 Budget') }), 'Write Cells: INP01 Budget'],
		['the file', anaplan('A', 'file', 'download', { ...TARGET, file: byName('Vendors.csv') }), 'Download: Vendors.csv'],
		['the model, where it is all there is to choose', anaplan('A', 'model', 'getStatus', TARGET), 'Get Status: Finance Hub'],
		['the action of a task', anaplan('A', 'task', 'getMany', { ...TARGET, actionId: '112000000004' }), 'Get Many: 112000000004'],
		['a value that only a run knows, in words', anaplan('A', 'task', 'pollTask', { ...TARGET, actionId: '={{ $json.action.id }}' }), 'Poll a task'],
		['nothing chosen yet', anaplan('A', 'import', 'loadRows', { ...TARGET, import: byName('') }), 'Load rows into a list or module'],
		['a field of another operation', anaplan('A', 'import', 'getMany', { ...TARGET, import: byName('Vendors') }), 'Get many imports'],
		['an operation that no longer exists', anaplan('A', 'import', 'gone', TARGET), 'gone'],
		['the object of an ERP', intacct('A', 'record', 'getChanges', { object: picked('GLDETAIL', 'General ledger detail') }), 'Get Changes: General ledger detail'],
		['the entity of an ERP', acumatica('A', 'record', 'getChanges', { entity: picked('JournalTransaction', 'Journal Transaction (JournalTransaction)') }), 'Get Changes: Journal Transaction (JournalTransaction)'],
		['the inquiry of an ERP', acumatica('A', 'report', 'runInquiry', { inquiry: byName('InventorySummaryInquiry') }), 'Run Inquiry: InventorySummaryInquiry'],
		['the ledger of balances', acumatica('A', 'report', 'getBalanceChanges', { ledger: 'ACTUAL' }), 'Get Balance Changes: ACTUAL'],
		['the name of a posting', acumatica('A', 'journalEntry', 'create', { postingName: 'Budget 2026 v1' }), 'Create: Budget 2026 v1'],
		['what journals are found by', acumatica('A', 'journalEntry', 'find', { findBy: 'postingName', postingName: 'Budget 2026' }), 'Find: Budget 2026'],
		['a name that only a run knows, in words', acumatica('A', 'journalEntry', 'create', { postingName: '={{ $json.name }}' }), 'Create journal entries'],
		['the path of a query', acumatica('A', 'endpoint', 'runQuery', { path: 'Account' }), 'Run Query: Account'],
		['the resource of Sage 300', sage300('A', 'record', 'getChanges', { apiResource: picked('GLAccounts', 'G/L Account (GLAccounts)') }), 'Get Changes: G/L Account (GLAccounts)'],
		['the years of balances', sage300('A', 'report', 'getBalanceChanges', { years: '2025, 2026' }), 'Get Balance Changes: 2025, 2026'],
		['the name of an adjustment', sage300('A', 'apAdjustment', 'create', { postingName: 'Accruals March' }), 'Create: Accruals March'],
		['the object of Sage X3', sageX3('A', 'record', 'getChanges', { object: picked('journalLines', 'Journal lines (journalLines)') }), 'Get Changes: Journal lines (journalLines)'],
		['the import of a mapping', mapping('A', [], { ...TARGET, import: byName('Vendors from Vendors.csv') }), 'Map Rows: Vendors from Vendors.csv'],
	])('%s', (_what, step, text) => {
		expect(subtitleOf(step)).toBe(text);
	});

	it.each(OWN_NODES.flatMap(offered))('$node $resource $operation says what it does before anything is chosen', ({ node, resource, operation, action }) => {
		expect(subtitleOf({ name: 'A', type: node, parameters: { ...(resource === '' ? {} : { resource }), operation, ...nothingChosen(node) } })).toBe(action);
	});

	it('the text still stands by itself after the build, which keeps the names of functions by a helper of its own', () => {
		const contents = "import { subtitleFor } from './nodes/shared/fields/subtitle'; module.exports = subtitleFor([{ name: 'operation', type: 'options', displayName: 'Operation', default: '', displayOptions: { show: { resource: ['process'] } }, options: [{ name: 'Run', value: 'run', action: 'Run it' }] }]);";
		const [built] = buildSync({ stdin: { contents, resolveDir: join(__dirname, '../..'), loader: 'ts' }, bundle: true, write: false, format: 'cjs', platform: 'node', target: 'node22', keepNames: true }).outputFiles;
		const module = { exports: '' };
		new Function('module', 'require', built?.text ?? '')(module, require);
		expect(module.exports).toMatch(/^=\{\{/);
		expect(module.exports).not.toContain('__name');
		expect(module.exports.slice(0, -2)).not.toContain('}}');
		expect(subtitleOf(anaplan('A', 'process', 'run'), module.exports)).toBe('Run it');
	});
});
