import type { Posting } from '../checker/acumatica-journals';
import type { WorkflowFile } from '../host/n8n';
import { exampleByWebhook } from './workflow-copies';

const FILE = 'anaplan-budget-to-acumatica.json';
export const CREATE = 'Create journal entries';
export const POSTED = 'Posted numbers';
export const GROUPED = 'Several months in one batch';
const FILTER = 'Only approved';
const MAP = 'Map to journal lines';
export const FIT = 'Only if every row fits';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a copy of the example does otherwise than the delivered one. */
export interface PostingCopy {
	/** How its references begin, so that it is told apart from the other copies; as delivered when absent. */
	readonly prefix?: string;
	readonly name?: string;
	/** Parameters and options of the journal entry node. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly options?: Readonly<Record<string, unknown>>;
	readonly ledger?: string;
	/** Only the first so many months of the budget. */
	readonly months?: number;
	/** Only these departments have a subaccount. */
	readonly departments?: readonly string[];
	/** Posts so many months together, in the last of them. */
	readonly monthsPerBatch?: number;
}

interface Node {
	readonly name: string;
	readonly parameters: Readonly<Record<string, unknown>>;
}

const nodesOf = (file: WorkflowFile): readonly Node[] => file.nodes as readonly Node[];

const parametersOf = (file: WorkflowFile, name: string): Readonly<Record<string, unknown>> => {
	const node = nodesOf(file).find((one) => one.name === name);
	if (node === undefined) throw new Error(`${FILE} has no node ${name}`);
	return node.parameters;
};

/** Only these months pass the filter, beside what it asks for anyway. */
const filterOf = (file: WorkflowFile, months: number): Readonly<Record<string, unknown>> => {
	const parameters = parametersOf(file, FILTER) as { readonly conditions: { readonly conditions: readonly unknown[] } };
	const wanted = JSON.stringify(MONTHS.slice(0, months).map((month) => `${month} 26`)).replaceAll('"', "'");
	const ofMonths = { id: 'months', leftValue: `={{ ${wanted}.includes($json.Time) }}`, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } };
	return { ...parameters, conditions: { ...parameters.conditions, conditions: [...parameters.conditions.conditions, ofMonths] } };
};

const journalOf = (file: WorkflowFile, { prefix, name, parameters = {}, options = {}, ledger }: PostingCopy): Readonly<Record<string, unknown>> => {
	const delivered = parametersOf(file, CREATE) as { readonly options: object; readonly fields: { readonly field: ReadonlyArray<Readonly<Record<string, unknown>>> } };
	const field = delivered.fields.field.map((one) => (one.name === 'ledger' && ledger !== undefined ? { ...one, value: ledger } : one));
	return {
		...delivered, ...(name === undefined ? {} : { postingName: name }), fields: { field }, ...parameters,
		options: { ...delivered.options, ...(prefix === undefined ? {} : { referencePrefix: prefix }), ...options },
	};
};

/** The mapping as delivered, with subaccounts of these departments only. */
const mappingOf = (file: WorkflowFile, departments: readonly string[]): Readonly<Record<string, unknown>> => {
	const delivered = parametersOf(file, MAP) as { readonly columns: { readonly column: ReadonlyArray<Readonly<Record<string, unknown>>> } };
	const table = JSON.stringify(Object.fromEntries(departments.map((department) => [department, `${department}0000`])));
	return { ...delivered, columns: { column: delivered.columns.column.map((one) => (one.lookupTable === undefined ? one : { ...one, lookupTable: table })) } };
};

/** Month that a month is posted to: the last of its group. */
const lastOfGroup = (month: number, monthsPerBatch: number): number => Math.ceil(month / monthsPerBatch) * monthsPerBatch;

/** Between mapping and posting: date and period of the last month of the group. */
const withGroups = (file: WorkflowFile, id: string, monthsPerBatch: number): WorkflowFile => {
	const period = `($json.Period.slice(0, 2) / ${monthsPerBatch})`;
	const last = `String(Math.ceil(${period}) * ${monthsPerBatch}).padStart(2, '0')`;
	const grouping = {
		id: `${id}-grouping`, name: GROUPED, type: 'n8n-nodes-base.set', typeVersion: 3.4, position: [1080, 100],
		parameters: {
			mode: 'manual', includeOtherFields: true, options: {},
			assignments: {
				assignments: [
					{ id: 'date', name: 'Date', type: 'string', value: `={{ DateTime.fromFormat(${last} + $json.Period.slice(2), 'MMyyyy').endOf('month').toFormat('yyyy-MM-dd') }}` },
					{ id: 'period', name: 'Period', type: 'string', value: `={{ ${last} + $json.Period.slice(2) }}` },
				],
			},
		},
	};
	const to = (node: string): { readonly main: ReadonlyArray<readonly object[]> } => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return { ...file, nodes: [...file.nodes, grouping], connections: { ...file.connections, [FIT]: to(grouping.name), [grouping.name]: to(CREATE) } };
};

/** The example under another id, started by a webhook or by hand; everything that `copy` does not name is as delivered. */
export const postingCopy = (id: string, copy: PostingCopy): WorkflowFile => {
	const delivered = exampleByWebhook(id, FILE);
	const file = exampleByWebhook(id, FILE, {
		[CREATE]: journalOf(delivered, copy),
		...(copy.months === undefined ? {} : { [FILTER]: filterOf(delivered, copy.months) }),
		...(copy.departments === undefined ? {} : { [MAP]: mappingOf(delivered, copy.departments) }),
	});
	return copy.monthsPerBatch === undefined ? file : withGroups(file, id, copy.monthsPerBatch);
};

/** What the checker has to find of a copy. */
export const postingOf = ({ prefix = 'PLAN-', ledger = 'STATPLAN', months = 12, monthsPerBatch = 1 }: PostingCopy): Posting => ({
	prefix, ledger, branch: 'MILL1', offset: { account: '99000', subaccount: '0000000' },
	monthOf: (month) => (month > months ? undefined : lastOfGroup(month, monthsPerBatch)),
});

