import type { Execution } from '../host/executions';
import { isRecord } from '../host/rest';
import type { ExampleNode } from '../scenario/workflow-copies';
import type { Counts } from './step';

/** What one node that writes to an ERP did in one run. */
export interface PostedFigures {
	readonly writer: string;
	readonly journals: number;
	readonly lines: number;
	/** Journals that came into being. */
	readonly created: number;
	/** Journals that were there already, and were not written again. */
	readonly found: number;
	readonly rejected: number;
	/** As the ERP calls them, in their order. */
	readonly numbers: readonly string[];
}

const ANAPLAN = /\.anaplan(?:Mapping)?$/;

const operationOf = ({ parameters }: ExampleNode): string => `${String(parameters?.resource)}.${String(parameters?.operation)}`;

/** Nodes that read the model. */
export const readersOf = (nodes: readonly ExampleNode[]): string[] => nodes.filter((node) => operationOf(node) === 'export.exportView').map(({ name }) => name);

/** Nodes that write to an ERP. */
export const writersOf = (nodes: readonly ExampleNode[]): string[] =>
	nodes.filter((node) => !ANAPLAN.test(node.type) && operationOf(node).endsWith('.create')).map(({ name }) => name);

/** Nodes that sort rows out before they are written: what leaves by their second output is rejected, too. */
const mappersOf = (nodes: readonly ExampleNode[]): string[] => nodes.filter(({ type }) => type.endsWith('.anaplanMapping')).map(({ name }) => name);

const figuresOf = (execution: Execution, writer: string): PostedFigures => {
	const journals = execution.items(writer).map(({ json }) => json).filter(({ outcome }) => outcome === 'posted');
	const found = journals.filter(({ evidence }) => evidence === 'found');
	return {
		writer, journals: journals.length, lines: journals.reduce((sum, { lineCount }) => sum + Number(lineCount), 0), created: journals.length - found.length, found: found.length,
		rejected: execution.items(writer, 1).length, numbers: journals.map(({ number }) => String(number)),
	};
};

export const postedBy = (execution: Execution, nodes: readonly ExampleNode[]): PostedFigures[] => writersOf(nodes).map((writer) => figuresOf(execution, writer));

/** Lines of journals that were found were not sent. */
const linesSent = (execution: Execution, writer: string): number => execution.items(writer)
	.filter(({ json }) => json.outcome === 'posted' && json.evidence !== 'found').reduce((sum, { json }) => sum + Number(json.lineCount), 0);

/** Rows that left by a Rejected output carry their reasons. */
const rejectedRows = (execution: Execution, node: string): number => execution.items(node, 1).filter(({ json }) => isRecord(json) && Array.isArray(json.reasons)).length;

export const postingCounts = (execution: Execution, nodes: readonly ExampleNode[]): Counts => {
	const figures = postedBy(execution, nodes);
	const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
	return {
		read: sum(readersOf(nodes).map((node) => execution.items(node).length)),
		sent: sum(writersOf(nodes).map((node) => linesSent(execution, node))),
		created: sum(figures.map(({ created }) => created)), updated: 0, ignored: sum(figures.map(({ found }) => found)),
		rejected: sum([...mappersOf(nodes), ...writersOf(nodes)].map((node) => rejectedRows(execution, node))),
	};
};
