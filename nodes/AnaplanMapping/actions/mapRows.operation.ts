import type { IExecuteFunctions } from 'n8n-workflow';
import { mapRecords, type MappingRun, type MappingSpec } from '../../../src/mapping';
import { parameterError } from '../../shared/context/node-errors';
import { counted, hint } from '../../shared/context/execution-hints';
import { inputForms, type InputForm } from '../../shared/data/input-form';
import { LINEAGE_FIELD } from '../../shared/data/loaded-rows';
import { rejectedItems } from '../../shared/data/rejected-output';
import type { Outputs } from '../../shared/routing/operation';
import { importDefinition, type ImportDefinition } from '../import-definition';
import { mappedFile, mappedItems, type Mapped } from '../mapped-output';
import { fileInput, itemInput, type MappingInput } from '../mapping-input';
import { rejectedLimitOf, specOf, sumsChanges } from '../mapping-parameters';

export const scope = 'run';

export const inputOf = (context: IExecuteFunctions, form: InputForm): MappingInput =>
	(form.form === 'items' ? itemInput(context.getInputData()) : fileInput(context, form, context.getInputData()[form.itemIndex] ?? { json: {} }));

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
	if (input.repeated !== undefined) {
		throw parameterError(context, `The record ${input.repeated} came in more than once and would be added up twice`, 'Let each record reach this node once: look for several input items before Get Changes, or for a Merge that appends the same read.');
	}
	if (input.partial.length > 0 && !sumsChanges(context)) {
		throw parameterError(context, `Only the changes of ${input.partial.join(', ')} came in, and adding them up would overwrite the totals with parts of them`,
			'Load the records one by one and let Anaplan add them up, or read everything with Get Many. If every key really is complete in each run, switch on the option "Add Up Changes".');
	}
};

const mapOne = async (context: IExecuteFunctions, spec: MappingSpec, { dialect, members }: ImportDefinition, form: InputForm): Promise<Mapped> => {
	const input = inputOf(context, form);
	refuseWrongSums(context, spec, input);
	const run = mapRecords(spec, input.open, { members });
	const columns = spec.columns.map(({ column }) => column);
	const mapped = context.getNodeParameter('output', 0, 'items') === 'file'
		? await mappedFile(context, run, input, {
			columns, dialect, property: context.getNodeParameter('outputProperty', 0, 'data') as string, lineageProperty: LINEAGE_FIELD,
			fileName: 'rows.csv', itemIndex: form.form === 'file' ? form.itemIndex : 0,
		})
		: await mappedItems(run, columns, input);
	tell(context, run);
	return mapped;
};

/** ERP records in, rows of the import out; what does not fit leaves by the second output with its reasons. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const spec = specOf(context);
	const definition = await importDefinition(context, spec);
	const outputs: Outputs = [[], []];
	for (const form of inputForms(context)) {
		const { items, rejections } = await mapOne(context, spec, definition, form);
		outputs[0]?.push(...items);
		outputs[1]?.push(...(await rejectedItems(context, rejections, rejectedLimitOf(context))));
	}
	return outputs;
};
