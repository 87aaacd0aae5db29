import type { IConnections, IDataObject, IRun } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorsOf, forgetHighest, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { exampleWorkflow, Site } from './site';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(60_000);

const IMPORT = 'Import staging list';
const PROCESS = 'Run nightly process';
const CELLS = { id: '112000000034', name: 'GL03 Staging from GL_Staging.csv' };
const BAD = { RECORDNO: '96022', ACCOUNTNO: '9999', DESCRIPTION: 'No such account' };

const LINE = { BOOKID: 'ACCRUAL', DEPARTMENTID: 'FIN', LOCATIONID: 'E100', BATCH_DATE: '04/04/2026', ENTRY_DATE: '04/04/2026', AMOUNT: '41.10', ENTRY_STATE: 'P', CURRENCY: 'USD', BASECURR: 'USD' };

/** Rejected rows of actions that read what another node has uploaded, through n8n's own engine. */
describe('rows rejected behind an upload', () => {
	let site: Site;
	const nightly = exampleWorkflow('anaplan-nightly-process.json');

	/** The example with other settings of single nodes. */
	const changed = (changes: Readonly<Record<string, IDataObject>>) => ({
		...nightly, nodes: nightly.nodes.map((node) => ({ ...node, parameters: { ...(node.parameters as IDataObject), ...changes[node.name] } as never })),
	});

	/** The lists that the lines refer to. */
	const onlyAccounts = (): EngineWorkflow => {
		const { nodes, connections, ...actuals } = exampleWorkflow('intacct-actuals-to-anaplan.json');
		const kept = ['Test this workflow', 'Get changed accounts', 'Map accounts', 'Load accounts'];
		const isKept = ({ node }: { node: string }): boolean => kept.includes(node);
		const between = Object.entries(connections as IConnections).filter(([name]) => kept.includes(name))
			.map(([name, { main = [] }]) => [name, { main: main.map((targets) => (targets ?? []).filter(isKept)) }] as const);
		return { ...actuals, nodes: nodes.filter(({ name }) => kept.includes(name)), connections: Object.fromEntries(between) };
	};

	const rejected = (run: IRun, node: string): IDataObject[] => outputOf(run, node, 1).map(({ json }) => json);

	const save = async (record: Record<string, string>): Promise<void> => {
		await site.intacct.post('records', { object: 'GLDETAIL', record: { ...LINE, ...record } });
		await site.intacct.post('clock', { advanceMs: 5_000 });
	};

	const good = (run: IRun): IRun => {
		expect(errorsOf(run)).toEqual({});
		return run;
	};

	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
		await site.run(onlyAccounts());
		await save(BAD);
	});
	afterEach(async () => await site.close());

	it('of a step of a process are joined to the file it has read, to source key and stamp, and to the ERP record', async () => {
		const run = good(await site.run(nightly));
		expect(rejected(run, PROCESS)).toEqual([expect.objectContaining({
			stage: 'import', import: CELLS, reasons: ['Item not located in GL Accounts list'], row: { Line: '96022', Account: '9999', Period: 'Apr 26', Amount: '41.10' },
			_source: expect.objectContaining({ key: '96022', stamp: expect.stringMatching(/^\d{4}-/) as string, batch: expect.stringMatching(/^[0-9a-f]{32}$/) as string }) as object,
			record: expect.objectContaining(BAD) as object,
		})]);
		expect(outputOf(run, PROCESS)[0]?.json).toMatchObject({ cursors: [{ moved: false }] });
	});

	it('count once for the cursor: taken care of from the Rejected output, it moves', async () => {
		const options = { options: { whenRejected: 'move' } };
		const run = good(await site.run(changed({ [IMPORT]: options, [PROCESS]: options })));
		expect(rejected(run, PROCESS)).toHaveLength(1);
		expect(outputOf(run, PROCESS)[0]?.json).toMatchObject({ cursors: [{ records: 41, moved: true }] });
	});

	it('of an import that another action follows count once, too, as items and as a file', async () => {
		const cells = { import: byName(CELLS.name) };
		for (const [rejectedLimit, DESCRIPTION] of [[10_000, 'first'], [1, 'second']] as const) {
			await save({ RECORDNO: '96023', ACCOUNTNO: '9998', DESCRIPTION });
			await save({ RECORDNO: '96024', ACCOUNTNO: '6200', DESCRIPTION });
			const options = { options: { whenRejected: 'move', rejectedLimit } };
			const base = changed({ [PROCESS]: options });
			// The list import stands in the place of the delete, the module import in its own.
			const flow = { ...base, nodes: base.nodes.map((node) => {
				if (node.name === IMPORT) return { ...node, parameters: { ...(node.parameters as IDataObject), ...cells, ...options } as never };
				if (node.name !== 'Clear GL staging') return node;
				const { parameters } = nightly.nodes.find(({ name }) => name === IMPORT) ?? node;
				return { ...node, parameters: { ...(parameters as IDataObject), ...options } as never };
			}) as typeof base.nodes };
			const run = good(await site.run(flow));
			const [item] = outputOf(run, IMPORT, 1);
			if (rejectedLimit === 1) expect(await binaryText(item, 'data')).toContain('No such account');
			else expect(rejected(run, IMPORT).map(({ _source }) => (_source as IDataObject).key).sort()).toEqual(['96022', '96023']);
			expect(outputOf(run, IMPORT)[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
			expect(outputOf(run, PROCESS)[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
			await save({ ...BAD, DESCRIPTION: 'No such account' });
		}
	});

	it('of an import that reads another file are told as the dump tells them', async () => {
		site.supply('Rows', [{ files: { data: 'Line,Account,Period,Amount\nL-1,,Jan 26,1\n' } }]);
		good(await site.run(workflowOf([
			{ name: 'Rows', type: 'supply' }, anaplan('Upload', 'file', 'uploadChunks', { file: byName('GL_Staging.csv') }),
		])));
		site.supply('Rows', [{ files: { data: 'Code,Name,Status\nV-1,Ada,active\nV-2,Bob,active\n' } }]);
		const run = good(await site.run(workflowOf([
			{ name: 'Rows', type: 'supply' }, anaplan('Upload', 'file', 'uploadChunks', { file: byName('Vendors.csv') }),
			anaplan('Run', 'import', 'runImport', { import: byName(CELLS.name) }),
		])));
		expect(rejected(run, 'Run').every((item) => item._source === undefined && !('Code' in (item.row as object)))).toBe(true);
		expect(rejected(run, 'Run').length).toBeGreaterThan(0);
	});
});
