import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { parseStartOver } from '../../../src/sync';
import { parameterError } from '../context/node-errors';
import { staticStore, type NodeStore } from '../context/static-data';
import type { Outputs } from '../routing/operation';
import { markStartOver } from './start-over';

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const lines = (store: NodeStore): IDataObject[] =>
	store.keys()
		.filter((key) => key.startsWith('confirmed/'))
		.map((key) => store.read(key))
		.filter(isRecord)
		.flatMap(({ source, stream, load, cursors, lastBatch }) =>
			(Array.isArray(cursors) ? cursors.filter(isRecord) : []).map((cursor) => ({
				node: source, stream, confirmedBy: load, confirmedUpTo: cursor.to, startedOver: cursor.generation, lastBatch,
			})));

/** Every cursor of the workflow, one item per stream and load. */
export const showCursors = async (context: IExecuteFunctions): Promise<Outputs> => [lines(staticStore(context, 'global')).map((json) => ({ json }))];

const move = (context: IExecuteFunctions, itemIndex: number, from: string): Outputs => {
	const store = staticStore(context, 'global');
	if (context.getMode() === 'manual') {
		throw parameterError(context, 'A test run cannot set a cursor: n8n throws its state away',
			'Set the option "Start Over From" in the Get Changes node and save the workflow; it takes effect on the next production run. Or let a production run reach this node.', itemIndex);
	}
	if (!store.permission.may) {
		throw parameterError(context, `The cursor was left as it is: ${store.permission.because}`, 'Run the workflow anew instead of retrying this execution.', itemIndex);
	}
	const node = context.getNodeParameter('cursorNode', itemIndex) as string;
	const option = String(optionOf(context, node));
	const { startFrom } = parseStartOver(from);
	return [[{ json: { node, startsFrom: startFrom ?? 'beginning', startedOver: markStartOver(store, node, option, from) } }]];
};

/** What "Start Over From" of the other node says now; asked of the workflow itself. */
const optionOf = (context: IExecuteFunctions, node: string): unknown => {
	const related = [...context.getChildNodes(context.getNode().name, { includeNodeParameters: true }), ...context.getParentNodes(context.getNode().name, { includeNodeParameters: true })];
	const found = related.find(({ name }) => name === node);
	const parameters: unknown = found && 'parameters' in found ? found.parameters : undefined;
	const options = isRecord(parameters) ? parameters.options : undefined;
	return isRecord(options) ? (options.startOverFrom ?? '') : '';
};

export const setCursor = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> =>
	move(context, itemIndex, (context.getNodeParameter('moment', itemIndex) as string).trim());

export const resetCursor = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => move(context, itemIndex, 'beginning');
