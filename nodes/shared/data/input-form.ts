import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { binaryOf, optionalBinary } from './binary-file';

export type InputForm = { readonly form: 'items' } | { readonly form: 'file'; readonly binary: IBinaryData; readonly itemIndex: number };

/** "Auto" takes a file where the first item carries one. All items are then files; a mixture is refused by n8n's own words. */
export const inputForms = (context: IExecuteFunctions): InputForm[] => {
	const wanted = context.getNodeParameter('input', 0, 'auto') as string;
	const property = wanted === 'items' ? '' : (context.getNodeParameter('inputProperty', 0, 'data') as string);
	if (wanted === 'items' || (wanted === 'auto' && !optionalBinary(context, 0, property))) return [{ form: 'items' }];
	return context.getInputData().map((_item, itemIndex) => ({ form: 'file', binary: binaryOf(context, itemIndex, property), itemIndex }));
};
