import { byName } from '../../examples/source/workflow-builder';

type Parameters = Readonly<Record<string, unknown>>;

/** One operation of the Anaplan node as a user would run it, and what has to come of it. */
export interface OperationCase {
	readonly resource: string;
	readonly operation: string;
	readonly parameters?: Parameters;
	/** The item that goes in. */
	readonly input?: Parameters;
	/** The input as a CSV file in the field `data`. */
	readonly asFile?: boolean;
	/** Operations before it, each fed by the one before; the last of them feeds this one. */
	readonly after?: readonly OperationCase[];
	/** What the first item must hold. */
	readonly item: Parameters;
	/** What must have reached Anaplan: method and path of a request, or an effect. */
	readonly reached: RegExp;
}

const PICKED: Readonly<Record<string, Parameters>> = {
	list: { list: byName('GL Staging') },
	module: { module: byName('INP01 Budget') },
	view: { view: byName('INP01 Budget.Approved') },
};

const ACCOUNT = '101000000001';
const STAGING = '101000000011';
const LIST_IMPORT = { id: '112000000033', name: 'GL Staging list from GL_Staging.csv' };
const PROCESS = { id: '118000000009', name: 'Nightly actuals' };

const at = (resource: string, operation: string, item: Parameters, reached: RegExp, more: Partial<OperationCase> = {}): OperationCase =>
	({ resource, operation, item, reached, ...more, parameters: { ...PICKED[resource], ...more.parameters } });

const LINE = { Line: 'L-1', Account: '', Period: 'Jan 26', Amount: '1200.50' };

const upload = at('file', 'uploadChunks', { file: { id: '113000000021', name: 'GL_Staging.csv' }, chunks: 1 }, /^PUT .*\/files\/113000000021\/chunks\/0$/, {
	parameters: { file: byName('GL_Staging.csv'), inputProperty: 'data' }, input: LINE, asFile: true,
});
const started = at('import', 'runImport', { action: { ...LIST_IMPORT, kind: 'import' } }, /^POST .*\/imports\/112000000033\/tasks$/, {
	parameters: { import: byName(LIST_IMPORT.name), wait: false }, after: [upload],
});
const polled = at('task', 'pollTask', { status: 'success' }, /^GET .*\/imports\/112000000033\/tasks\/[0-9A-F]{32}$/, { after: [upload, started] });

/** In an order in which each finds what it needs; the model holds the seeded budget. */
export const OPERATION_CASES: readonly OperationCase[] = [
	at('workspace', 'getMany', { name: 'Finance' }, /^GET \/2\/0\/workspaces$/),
	at('model', 'getMany', { name: 'Finance Hub' }, /^GET .*\/models$/),
	at('model', 'get', { name: 'Finance Hub', activeState: 'UNLOCKED' }, /^GET .*\/models\/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/),
	at('model', 'getStatus', { condition: 'ready' }, /^GET .*\/status$/),
	at('model', 'getCurrentPeriod', {}, /^GET .*\/currentPeriod$/),
	at('model', 'getCalendar', {}, /^GET .*\/modelCalendar$/),
	at('model', 'getVersions', { name: 'Actual' }, /^GET .*\/versions/),
	at('file', 'getMany', { id: '113000000001' }, /^GET .*\/files$/),
	upload,
	at('file', 'download', LINE, /^GET .*\/files\/113000000021\/chunks/, { parameters: { file: byName('GL_Staging.csv'), output: 'items' } }),
	at('import', 'getMany', { id: '112000000001' }, /^GET .*\/imports$/),
	at('import', 'runImport', { status: 'success' }, /^POST .*\/imports\/112000000033\/tasks$/, { parameters: { import: byName(LIST_IMPORT.name), wait: true }, after: [upload] }),
	at('import', 'loadRows', { status: 'success', rowsSent: 1 }, /^POST .*\/imports\/112000000033\/tasks$/, { parameters: { import: byName(LIST_IMPORT.name) }, input: { ...LINE, Line: 'L-2' } }),
	polled,
	at('task', 'getMany', { state: 'COMPLETE' }, /^GET .*\/imports\/112000000033\/tasks/, { parameters: { actionId: LIST_IMPORT.id } }),
	at('task', 'cancel', {}, /^DELETE .*\/imports\/112000000033\/tasks\/[0-9A-F]{32}$/, { after: [upload, started] }),
	at('task', 'getFailureDump', { line: 2, loaded: 'no' }, /^GET .*\/imports\/112000000033\/tasks\/[0-9A-F]{32}\/dump\/chunks/, {
		parameters: { actionId: LIST_IMPORT.id, taskId: '={{ $json.taskId }}' },
		after: [{ ...upload, input: { ...LINE, Line: '' } }, { ...started, parameters: { ...started.parameters, wait: true } }],
	}),
	at('deleteAction', 'getMany', { id: '117000000001' }, /^GET .*\/actions$/),
	at('deleteAction', 'run', { status: 'success', action: { id: '117000000011', name: 'Clear GL staging', kind: 'action' } }, /^POST .*\/actions\/117000000011\/tasks$/, { parameters: { action: byName('Clear GL staging') } }),
	at('process', 'getMany', { id: '118000000001' }, /^GET .*\/processes$/),
	at('process', 'run', { status: 'success', action: { ...PROCESS, kind: 'process' } }, /^POST .*\/processes\/118000000009\/tasks$/, { parameters: { process: byName(PROCESS.name) }, after: [upload] }),
	at('export', 'getMany', { id: '116000000001' }, /^GET .*\/exports$/),
	at('export', 'runExport', { Versions: 'Budget' }, /^POST .*\/exports\/116000000005\/tasks$/, { parameters: { export: byName('Budget - Approved.csv'), output: 'items' } }),
	at('export', 'exportView', { Versions: 'Budget', Time: 'Jan 26' }, /^GET .*\/views\/207000000031\/data/, {
		parameters: { read: 'auto', view: byName('INP01 Budget.Approved'), pages: { page: [{ dimension: 'Versions', item: 'Budget' }] }, shape: 'records', output: 'items' },
	}),
	at('view', 'getMany', { module: { id: '102000000001', name: 'AP01 Bills' } }, /^GET .*\/views/),
	at('view', 'get', { name: 'INP01 Budget.Approved' }, /^GET .*\/views\/207000000031$/),
	at('view', 'getDimensionItems', { name: 'Budget' }, /^GET .*\/views\/207000000031\/dimensions\/20000000020\/items$/, { parameters: { dimension: byName('Versions') } }),
	at('list', 'getMany', { id: ACCOUNT }, /^GET .*\/lists$/),
	at('list', 'get', { id: STAGING, name: 'GL Staging' }, /^GET .*\/lists\/101000000011$/),
	at('list', 'addItems', {}, /^POST .*\/lists\/101000000011\/items\?action=add$/, { input: { code: 'N-1', name: 'N-1 first' } }),
	at('list', 'updateItems', {}, /^PUT .*\/lists\/101000000011\/items$/, { input: { code: 'N-1', name: 'N-1 renamed' } }),
	at('list', 'getItems', { code: 'N-1', name: 'N-1 renamed' }, /^GET .*\/lists\/101000000011\/items/, {
		// Whatever the earlier cases have loaded is cleared first.
		after: [at('deleteAction', 'run', {}, /x/, { parameters: { action: byName('Clear GL staging') } }), at('list', 'addItems', {}, /x/, { input: { code: 'N-1', name: 'N-1 renamed' } })],
	}),
	at('list', 'deleteItems', {}, /^POST .*\/lists\/101000000011\/items\?action=delete$/, { input: { code: 'N-1' } }),
	at('module', 'getMany', { id: '102000000001' }, /^GET .*\/modules$/),
	at('module', 'getLineItems', { name: 'Amount' }, /^GET .*\/modules\/102000000031\/lineItems/),
	at('module', 'writeCells', { written: ['Revenue'] }, /^POST .*\/modules\/102000000033\/data$/, { parameters: { module: byName('REP01 Regions') }, input: { Regions: 'Americas', Revenue: '-1234.50' } }),
	at('model', 'open', { condition: 'ready' }, /^POST .*\/open$/),
	at('model', 'close', {}, /^POST .*\/close$/),
];
