import type { IExecuteFunctions } from 'n8n-workflow';
import type { PageChoice, ViewReading, ViewShape } from '../../../../src/systems/anaplan';
import { parameterError } from '../../../shared/context/node-errors';

interface Raw {
	readonly blankRows?: 'leaveOut' | 'keep';
	readonly directForm?: 'json' | 'csv';
	readonly itemCodes?: boolean;
	readonly largeForm?: string;
}

const raw = (context: IExecuteFunctions, itemIndex: number): Raw => context.getNodeParameter('options', itemIndex, {}) as Raw;

export const readingOf = (context: IExecuteFunctions, itemIndex: number): ViewReading | 'action' => context.getNodeParameter('read', itemIndex, 'auto') as ViewReading | 'action';

/** Page items as the panel holds them; an entry of which only one half is filled in would silently read everything. */
export const pageChoicesOf = (context: IExecuteFunctions, itemIndex: number): PageChoice[] => {
	const { page = [] } = context.getNodeParameter('pages', itemIndex, {}) as { page?: Array<{ dimension?: unknown; item?: unknown }> };
	return page.map(({ dimension, item }) => {
		const choice = { dimension: String(dimension ?? '').trim(), item: String(item ?? '').trim() };
		if (choice.dimension === '' || choice.item === '') {
			throw parameterError(context, 'Under Pages a dimension or an item is empty', 'Fill in both, by name or ID, or remove the entry to read all items of that dimension.', itemIndex);
		}
		return choice;
	});
};

export const shapeOf = (context: IExecuteFunctions, itemIndex: number): { readonly shape: ViewShape; readonly blankRows: 'leaveOut' | 'keep' } => ({
	shape: context.getNodeParameter('shape', itemIndex, 'records') as ViewShape, blankRows: raw(context, itemIndex).blankRows ?? 'leaveOut',
});

export const formsOf = (context: IExecuteFunctions, itemIndex: number): { readonly accept: 'json' | 'csv'; readonly codes: boolean; readonly exportType: string } => {
	const { directForm = 'json', itemCodes = false, largeForm = 'TABULAR_MULTI_COLUMN' } = raw(context, itemIndex);
	return { accept: directForm, codes: itemCodes, exportType: largeForm };
};
