import type { IExecuteFunctions } from 'n8n-workflow';
import { mapRecords, type MappingRun, type MappingSpec } from '../../src/mapping';
import { parameterError } from '../shared/context/node-errors';
import { counted, hint } from '../shared/context/execution-hints';
import { inputForms, type InputForm } from '../shared/data/input-form';
import { LINEAGE_FIELD } from '../shared/data/loaded-rows';
import { rejectedItems } from '../shared/data/rejected-output';
import type { Outputs } from '../shared/routing/operation';
import { importDefinition, type ImportDefinition } from './import-definition';
import { mappedFile, mappedItems, type Mapped } from './mapped-output';
import { fileInput, itemInput, type MappingInput, type RowNaming } from './mapping-input';
import { mapsToJournal, rejectedLimitOf, rowKeyFields, specOf, sumsChanges } from './mapping-parameters';

const writesFile = (context: IExecuteFunctions): boolean => context.getNodeParameter('output', 0, 'items') === 'file';

const addsUp = (context: IExecuteFunctions): boolean => context.getNodeParameter('duplicates', 0, 'keep') === 'sum';

const refuseTwice = (context: IExecuteFunctions, key: string): never => {
	throw parameterError(context, `The record ${key} came in more than once and would be added up twice`, mapsToJournal(context)
		? 'Look for a Merge that appends the same export twice. If these are different rows, name all fields that tell them apart under "Row Key".'
		: 'Let each record reach this node once: look for several input items before Get Changes, or for a Merge that appends the same read.');
};

/** Rows of a journal come from Anaplan, which names no records: they are named by their own fields. */
const namingOf = (context: IExecuteFunctions): RowNaming | undefined => (mapsToJournal(context) ? {
	stream: 'Anaplan', keyFields: rowKeyFields(context), keepsRowsOfFiles: !writesFile(context),
	onRepeated: (key) => (addsUp(context) ? refuseTwice(context, key) : undefined),
} : undefined);

export const inputOf = (context: IExecuteFunctions, form: InputForm): MappingInput => {
	const naming = namingOf(context);
	if (form.form === 'items') return itemInput(context.getInputData(), naming);
	return fileInput(context, form, context.getInputData()[form.itemIndex] ?? { json: {} }, naming);
};

const tell = (context: IExecuteFunctions, run: MappingRun): void => {
	const { read, mapped, rejected, merged } = run.counts();
	hint(context, `${counted(read, 'record')}: ${counted(mapped, 'row')} mapped, ${rejected} rejected${merged > 0 ? `, ${merged} merged` : ''}.`, rejected > 0 ? 'warning' : 'info');
	const { members, rowsBeyond } = run.missing();
	if (members.length > 0) {
		const shown = members.slice(0, 20).map(({ member, listName, rows }) => `${member || '(empty)'} in ${listName} (${counted(rows, 'row')})`).join(', ');
		hint(context, `Members missing in the lists: ${shown}${members.length > 20 || rowsBeyond > 0 ? ' and more' : ''}.`, 'warning');
	}
};

/** Adding up is only right over whole keys, each record once. What would give wrong numbers under a green tick is refused. */
const refuseWrongSums = (context: IExecuteFunctions, spec: MappingSpec, input: MappingInput): void => {
	if (spec.duplicates.policy !== 'sum') return;
	if (input.repeated !== undefined) refuseTwice(context, input.repeated);
	if (input.partial.length > 0 && !sumsChanges(context)) {
		throw parameterError(context, `Only the changes of ${input.partial.join(', ')} came in, and adding them up would overwrite the totals with parts of them`,
			'Load the records one by one and let Anaplan add them up, or read everything with Get Many. If every key really is complete in each run, switch on the option "Add Up Changes".');
	}
};

const mapOne = async (context: IExecuteFunctions, { spec, dialect, members }: ImportDefinition, form: InputForm): Promise<Mapped> => {
	const input = inputOf(context, form);
	refuseWrongSums(context, spec, input);
	const run = mapRecords(spec, input.open, { members });
	const columns = spec.columns.map(({ column }) => column);
	const mapped = writesFile(context)
		? await mappedFile(context, run, input, {
			columns, dialect, property: context.getNodeParameter('outputProperty', 0, 'data') as string, lineageProperty: LINEAGE_FIELD,
			fileName: mapsToJournal(context) ? 'journal-lines.csv' : 'rows.csv', itemIndex: form.form === 'file' ? form.itemIndex : 0,
		})
		: await mappedItems(run, columns, input);
	tell(context, run);
	return mapped;
};

/** Rows in, rows of the target out; what does not fit leaves by the second output with its reasons. */
export const mapInput = async (context: IExecuteFunctions): Promise<Outputs> => {
	const definition = await importDefinition(context, await specOf(context));
	const outputs: Outputs = [[], []];
	for (const form of inputForms(context)) {
		const { items, rejections } = await mapOne(context, definition, form);
		outputs[0]?.push(...items);
		outputs[1]?.push(...(await rejectedItems(context, rejections, rejectedLimitOf(context))));
	}
	return outputs;
};
