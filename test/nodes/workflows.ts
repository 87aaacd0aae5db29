import { byName } from '../../examples/source/workflow-builder';
import { credentialFor, ownNode } from './engine/own-classes';
import type { EngineWorkflow } from './engine/run-workflow';
import type { Site } from './site';

type Parameters = Record<string, unknown>;

export interface Step {
	readonly name: string;
	/** Name of a node of this package, or of one in `OTHERS`. */
	readonly type: string;
	readonly parameters?: Parameters;
	readonly onError?: 'continueRegularOutput' | 'continueErrorOutput';
	/** Which node and output feed it; the step before, output 0, when absent. */
	readonly after?: ReadonlyArray<readonly [node: string, output: number]>;
	readonly disabled?: boolean;
}

const OTHERS: Readonly<Record<string, string>> = { supply: 'test.supply', portion: 'test.portion', resume: 'test.resume', noOp: 'n8n-nodes-base.noOp' };

const typeOf = ({ type }: Step): string => OTHERS[type] ?? ownNode(type).type;

const credentialOf = ({ type, parameters = {} }: Step): string | undefined => (type in OTHERS ? undefined : credentialFor(ownNode(type), parameters));

const START = 'Test this workflow';

/** A workflow of steps, one after another unless they say otherwise. Node ids come from the names, so they stay from run to run. */
export const workflowOf = (steps: readonly Step[], id = 'workflow'): EngineWorkflow => {
	const connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }> = {};
	steps.forEach(({ name, after }, index) => {
		for (const [from, output] of after ?? [[steps[index - 1]?.name ?? START, 0] as const]) {
			const { main } = (connections[from] ??= { main: [] });
			while (main.length <= output) main.push([]);
			main[output]?.push({ node: name, type: 'main', index: 0 });
		}
	});
	return {
		id, name: id, connections,
		nodes: [
			{ id: 'start', name: START, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			...steps.map((step) => ({ ...step, fullType: typeOf(step), credential: credentialOf(step) })).map(({ name, type, fullType, parameters = {}, onError, disabled, credential }) => ({
				id: `id of ${name}`, name, type: fullType, typeVersion: 1, position: [0, 0] as const, parameters: parameters as never,
				...(onError ? { onError } : {}), ...(disabled ? { disabled } : {}),
				...(credential ? { credentials: { [credential]: { id: '1', name: type } } } : {}),
			})),
		],
	};
};

export const TARGET = { workspace: byName('Finance'), model: byName('Finance Hub') };

export const anaplan = (name: string, resource: string, operation: string, parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'anaplan', parameters: { resource, operation, ...TARGET, ...parameters }, ...more });

export const intacct = (name: string, resource: string, operation: string, parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'sageIntacct', parameters: { resource, operation, ...parameters }, ...more });

export const acumatica = (name: string, resource: string, operation: string, parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'acumatica', parameters: { resource, operation, ...parameters }, ...more });

export const sage100 = (name: string, resource: string, operation: string, parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'sage100', parameters: { resource, operation, ...parameters }, ...more });

export const sage300 = (name: string, resource: string, operation: string, parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'sage300', parameters: { resource, operation, ...parameters }, ...more });

export const sageX3 = (name: string, resource: string, operation: string, parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'sageX3', parameters: { resource, operation, ...parameters }, ...more });

export const field = (column: string, name: string, more: Parameters = {}): Parameters => ({ column, from: 'field', field: name, ...more });

export const mapping = (name: string, columns: readonly Parameters[], parameters: Parameters = {}, more: Partial<Step> = {}): Step =>
	({ name, type: 'anaplanMapping', parameters: { operation: 'mapRows', columns: { column: columns }, ...parameters }, ...more });

export const VENDOR_IMPORT = 'Vendors from Vendors.csv';

export const VENDOR_COLUMNS = [
	field('Code', 'VENDORID', { transform: 'text', trim: true, whenEmpty: 'reject' }), field('Name', 'NAME'), field('Status', 'STATUS'),
];

export interface VendorFlow {
	readonly get?: Parameters;
	readonly map?: Parameters;
	readonly columns?: readonly Parameters[];
	readonly load?: Parameters;
	/** As a file instead of items, from end to end. */
	readonly asFile?: boolean;
}

/** The smallest whole flow: changed vendors into the list Vendors. */
export const vendorFlow = ({ get = {}, map = {}, columns = VENDOR_COLUMNS, load = {}, asFile = false }: VendorFlow = {}): EngineWorkflow => {
	const output = asFile ? { output: 'file' } : {};
	return workflowOf([
		intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR'), ...output, ...get }),
		mapping('Map vendors', columns, { ...TARGET, import: byName(VENDOR_IMPORT), ...output, ...map }),
		anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT), ...load }),
	], 'vendors');
};

/** Vendors that the ERP has and the model does not show as the mapping would have them; empty when everything has arrived. */
export const vendorsMissing = async (site: Site): Promise<string[]> => {
	const { records } = await site.intacct.get<{ records: Array<Record<string, string>> }>('records?object=VENDOR');
	const items = await site.anaplan.get<Array<{ code: string; name: string }>>('list?id=101000000004');
	const names = new Map(items.map(({ code, name }) => [code, name]));
	return records.filter(({ VENDORID = '', NAME }) => names.get(VENDORID) !== NAME).map(({ VENDORID = '' }) => VENDORID);
};
