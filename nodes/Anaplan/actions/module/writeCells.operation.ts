import type { IExecuteFunctions } from 'n8n-workflow';
import type { CellWriteResult, Named } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { overwriteOnModel } from '../../../shared/anaplan/run-on-model';
import { targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import { rejectedItems } from '../../../shared/data/rejected-output';
import type { Outputs } from '../../../shared/routing/operation';
import { cellDrafts, type ItemsBy } from './cell-drafts';
import { cellFields, placesByName, type CellFields, type Shape } from './cell-fields';
import { chosenModule } from './chosen-module';
import { allDimensions, dimensionsOfLineItems } from './module-shape';
import { cellsToSend, writtenCells } from './written-cells';

export const scope = 'run';

interface Options {
	readonly extraFields?: 'refuse' | 'ignore';
	readonly itemsBy?: ItemsBy;
	readonly loadStale?: boolean;
	readonly rejectedLimit?: number;
}

const quoted = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map((name) => JSON.stringify(name)).join(', '));

/** Fields without a place are the same in nearly every item: one error says it before anything is sent. */
const refuseUnknown = (context: IExecuteFunctions, module: Named, { lineItems, dimensions }: Shape, fields: readonly CellFields[], isIgnored: boolean): void => {
	const unknown = [...new Set(fields.flatMap((own) => own.unknown))];
	if (unknown.length === 0) return;
	if (isIgnored) return hint(context, `Not sent, because module ${module.name} has no such dimension or line item: ${quoted(unknown)}.`);
	throw parameterError(context, `Module ${module.name} has no dimension or line item ${quoted(unknown)}`,
		`Its dimensions: ${quoted(dimensions.map(({ name }) => name))}. Its line items: ${quoted(lineItems.map(({ name }) => name))}. Nothing was sent. `
		+ 'Rename or remove the fields, map the fields one by one, or set the option "Extra Fields" to "Ignore".');
};

const tell = (context: IExecuteFunctions, name: string, cells: number, { calls, cellsChanged }: CellWriteResult, rejected: number): void => {
	const changed = cellsChanged === undefined ? '' : ` Anaplan counts ${counted(cellsChanged, 'changed cell')}.`;
	const said = rejected > 0 ? ` ${counted(rejected, 'item')} rejected.` : '';
	hint(context, `${name}: ${counted(cells, 'cell')} written in ${counted(calls, 'call')}.${changed}${said}`, rejected > 0 ? 'warning' : 'info');
};

const NOTHING: CellWriteResult = { refusals: [], cellsChanged: undefined, calls: 0 };

/** Writes the values of all input items into cells, and puts every item on one of the two outputs: Done or Rejected. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const { module, lineItems } = await chosenModule(context, client, target, 0);
	const { extraFields = 'refuse', itemsBy = 'auto', loadStale = false, rejectedLimit = 10_000 } = context.getNodeParameter('options', 0, {}) as Options;
	const byLineItem = await dimensionsOfLineItems(client, target, lineItems);
	const shape = { lineItems, dimensions: allDimensions(byLineItem) };
	const fields = cellFields(context, shape);
	refuseUnknown(context, module, shape, fields, extraFields === 'ignore');

	const used = new Set(fields.flatMap(({ values }) => [...values.keys()]));
	const dimensions = new Map([...byLineItem].filter(([id]) => used.has(id)));
	const drafts = await cellDrafts(client, { target, lineItems, dimensions, itemsBy }, fields);
	const sent = cellsToSend(drafts);
	const result = sent.length === 0 ? NOTHING : await overwriteOnModel(context, target, loadStale,
		async () => await client.writeCells({ ...target, moduleId: module.id, cells: sent.map(({ cell }) => cell) }));
	const { done, rejections } = writtenCells({
		items: context.getInputData(), module, lineItems, drafts, sent, refusals: result.refusals, places: fields.map((own) => placesByName(shape, own)),
	});
	tell(context, module.name, sent.length - result.refusals.length, result, rejections.length);
	return [done, await rejectedItems(context, rejections, rejectedLimit)];
};
