import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, type WorkflowBuilder, type WorkflowNode } from './workflow-builder';

export type Column = Record<string, unknown>;

export const field = (column: string, name: string, more: Column = {}): Column => ({ column, from: 'field', field: name, transform: 'none', ...more });
export const code = (column: string, name: string): Column => field(column, name, { transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' });
export const titled = (column: string, fields: string): Column => ({ column, from: 'join', joinFields: fields, joinWith: ' ', transform: 'text', trim: true });
export const text = (column: string, name: string): Column => field(column, name, { transform: 'text', trim: true, replaceLineBreaks: true });
export const amount = (column: string, name: string, more: Column = {}): Column => field(column, name, { transform: 'amount', sign: 'keep', decimalSeparator: '.', ...more });

/** One stream from the ERP into one import. */
export interface Branch {
	readonly what: string;
	/** Parameters of the reading node beyond its output. */
	readonly read: Record<string, unknown>;
	readonly import: string;
	readonly alsoRun?: string;
	/** Bulk travels as a file, small lists as items. */
	readonly file?: boolean;
	readonly columns: readonly Column[];
	readonly required?: ReadonlyArray<{ column: string; list: string }>;
	/** Tables that differ between workspaces, by what they map. */
	readonly mappings?: ReadonlyArray<{ workspace: string; name: string; table: string }>;
	/** What to do with rows of the same key; nothing unless said. */
	readonly duplicates?: { readonly duplicates: string; readonly keyColumns: string };
}

export interface Reader {
	/** Name of the node type. */
	readonly type: string;
	readonly credentials: WorkflowNode['credentials'];
}

const mappingOptions = ({ required, mappings }: Branch): Column => ({
	...(mappings ? { workspaceMappings: { mapping: mappings } } : {}), ...(required ? { requiredMembers: { check: required } } : {}),
});

const output = (branch: Branch): Record<string, unknown> => (branch.file ? { output: 'file', outputProperty: 'data' } : { output: 'items' });

/** Height of one branch on the canvas. */
export const BRANCH_HEIGHT = 200;

/**
 * Reads, maps and loads every branch from the top down: n8n runs them in this order, so what is referred to stands above what
 * refers to it. Rows that do not fit are collected from both places where they leave.
 */
export const actualsFlow = (flow: WorkflowBuilder, { type, credentials }: Reader, branches: readonly Branch[]): void => {
	const middle = Math.floor(branches.length / 2) * BRANCH_HEIGHT;
	flow.node('Every hour', 'n8n-nodes-base.scheduleTrigger', [0, middle - 100], { rule: { interval: [{ field: 'hours' }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, middle + 100], {});
	flow.node('Rejected rows', 'n8n-nodes-base.noOp', [1040, middle], {});
	flow.node('Rows that do not fit', 'n8n-nodes-base.noOp', [760, branches.length * BRANCH_HEIGHT], {});

	branches.forEach((branch, index) => {
		const y = index * BRANCH_HEIGHT;
		const { options = {}, ...read } = branch.read;
		const get = flow.node(`Get changed ${branch.what}`, ownType(type), [280, y], { ...read, ...output(branch), options }, { credentials });
		const map = flow.node(`Map ${branch.what}`, ownType('anaplanMapping'), [520, y], {
			operation: 'mapRows', ...TARGET, import: byName(branch.import), input: 'auto', inputProperty: 'data', columns: { column: branch.columns },
			...(branch.duplicates ?? { duplicates: 'keep' }), ...output(branch), options: mappingOptions(branch),
		}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
		const load = flow.node(`Load ${branch.what}`, ownType('anaplan'), [760, y], {
			resource: 'import', operation: 'loadRows', ...TARGET, import: byName(branch.import), input: 'auto', inputProperty: 'data', options: branch.alsoRun ? { alsoRun: [branch.alsoRun] } : {},
		}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
		for (const trigger of ['Every hour', 'Test this workflow']) flow.connect(trigger, 0, get);
		flow.connect(get, 0, map);
		flow.connect(map, 0, load);
		flow.connect(map, 1, 'Rows that do not fit');
		flow.connect(load, 1, 'Rejected rows');
	});
};
