import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { preview } from '../../src/mapping';
import { counted, hint } from '../shared/context/execution-hints';
import { inputForms } from '../shared/data/input-form';
import type { Outputs } from '../shared/routing/operation';
import { importDefinition } from './import-definition';
import { inputOf } from './map-input';
import { specOf } from './mapping-parameters';

/** Source and result side by side, on an output of their own: the Mapped output stays empty, so nothing is loaded or posted. */
export const previewInput = async (context: IExecuteFunctions): Promise<Outputs> => {
	const { spec, members } = await importDefinition(context, await specOf(context));
	const rows: IDataObject[] = [];
	for (const form of inputForms(context)) {
		const result = await preview(spec, inputOf(context, form).open, { members, rows: context.getNodeParameter('previewRows', 0, 20) as number });
		const { read, mapped, rejected, merged } = result.counts;
		hint(context, `Preview: of ${counted(read, 'record')} ${mapped} would be mapped, ${rejected} rejected, ${merged} merged. Nothing was moved.`);
		rows.push(...result.rows.map(({ key, source, target, becomes, reasons }) => ({ key, becomes, reasons: [...reasons], target: target ? { ...target } : null, source: { ...source } })));
	}
	return [[], [], rows.map((json) => ({ json }))];
};
