import type { Posting } from '../checker/sage300-batches';
import { exampleByWebhook, type ExampleFile } from './workflow-copies';

const FILE = 'anaplan-adjustments-to-sage300.json';
export const CREATE = 'Create journal entries';
export const ADJUST = 'Create AP adjustments';
const FILTER = 'Only approved';
const MAP = 'Map to journal lines';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The two ways through the example, each by the node that it begins with. */
const WAYS = { journals: 'Export budget view', adjustments: 'Export adjustments' } as const;

/** What a copy of the example does otherwise than the delivered one. */
export interface Sage300Copy {
	/** Only one of the two ways; both unless set. */
	readonly way?: keyof typeof WAYS;
	/** How its references begin, so that it is told apart from the other copies; as delivered when absent. */
	readonly prefix?: string;
	readonly name?: string;
	/** Parameters and options of the node that writes. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly options?: Readonly<Record<string, unknown>>;
	/** Only the first so many months of the budget. */
	readonly months?: number;
	/** Between the two segments of an account, where a site writes it wrongly. */
	readonly accountsJoinedWith?: string;
	readonly credential?: { readonly id: string; readonly name: string };
}

type Parameters = Readonly<Record<string, unknown>>;

const parametersOf = (file: ExampleFile, name: string): Parameters => {
	const node = file.nodes.find((one) => one.name === name);
	if (node?.parameters === undefined) throw new Error(`${FILE} has no node ${name}`);
	return node.parameters;
};

/** Only these months pass the filter, beside what it asks for anyway. */
const filterOf = (file: ExampleFile, months: number): Parameters => {
	const parameters = parametersOf(file, FILTER) as { readonly conditions: { readonly conditions: readonly unknown[] } };
	const wanted = JSON.stringify(MONTHS.slice(0, months).map((month) => `${month} 26`)).replaceAll('"', "'");
	const ofMonths = { id: 'months', leftValue: `={{ ${wanted}.includes($json.Time) }}`, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } };
	return { ...parameters, conditions: { ...parameters.conditions, conditions: [...parameters.conditions.conditions, ofMonths] } };
};

const mappingOf = (file: ExampleFile, joinWith: string): Parameters => {
	const parameters = parametersOf(file, MAP) as { readonly columns: { readonly column: ReadonlyArray<Parameters> } };
	return { ...parameters, columns: { column: parameters.columns.column.map((one) => (one.column === 'Account' ? { ...one, joinWith } : one)) } };
};

const writerOf = (file: ExampleFile, node: string, { prefix, name, parameters = {}, options = {} }: Sage300Copy): Parameters => {
	const delivered = parametersOf(file, node) as { readonly options: object };
	return {
		...delivered, ...(name === undefined ? {} : { postingName: name }), ...parameters,
		options: { ...delivered.options, ...(prefix === undefined ? {} : { referencePrefix: prefix }), ...options },
	};
};

/** Whatever starts it starts this way only. */
const onlyWay = (file: ExampleFile, first: string): ExampleFile => ({
	...file,
	connections: Object.fromEntries(Object.entries(file.connections).map(([name, connection]) => [
		name, { main: connection.main.map((targets) => (targets.some(({ node }) => node === first) ? targets.filter(({ node }) => node === first) : targets)) },
	])),
});

/** The example under another id, started by a webhook or by hand; everything that `copy` does not name is as delivered. */
export const sage300Copy = (id: string, copy: Sage300Copy): ExampleFile => {
	const delivered = exampleByWebhook(id, FILE);
	const file = exampleByWebhook(id, FILE, {
		...Object.fromEntries([CREATE, ADJUST].map((node) => [node, writerOf(delivered, node, copy)])),
		...(copy.months === undefined ? {} : { [FILTER]: filterOf(delivered, copy.months) }),
		...(copy.accountsJoinedWith === undefined ? {} : { [MAP]: mappingOf(delivered, copy.accountsJoinedWith) }),
	});
	const { credential } = copy;
	const signed = credential === undefined ? file : {
		...file, nodes: file.nodes.map((node) => (node.credentials?.sage300Api === undefined ? node : { ...node, credentials: { sage300Api: credential } })),
	};
	return copy.way === undefined ? signed : onlyWay(signed, WAYS[copy.way]);
};

/** What the checker has to find of a copy. */
export const postingOf = ({ prefix = 'PLAN-', months }: Sage300Copy): Posting => ({ prefix, ...(months === undefined ? {} : { months }) });
