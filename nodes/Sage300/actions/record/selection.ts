import type { IExecuteFunctions } from 'n8n-workflow';
import { factsOf, type CursorChoice, type DayWindow, type FiscalSetChoice, type Paging, type ResourceChoice, type Sage300Client, type SourceOptions } from '../../../../src/systems/sage300';
import { parameterError } from '../../../shared/context/node-errors';
import { namesIn } from '../../../shared/data/names';
import { conditionsOf, fieldChoiceOf, recordKindOf } from '../../../shared/reading/record-choice';
import { fiscalSetsOf } from '../fiscal-sets';
import { conditionFilter } from './conditions';

interface ReadingOptions {
	readonly detailKey?: string;
	readonly documentDateField?: string;
	readonly documentDateFrom?: string;
	readonly documentDateTo?: string;
	readonly keyFields?: string;
	readonly openOnly?: boolean;
	readonly overlapRuns?: number;
	readonly ownFilter?: string;
	readonly pageSize?: number;
	readonly paging?: 'key' | 'position';
	readonly sequenceField?: string;
	readonly stampField?: string;
}

export const resourceOf = (context: IExecuteFunctions, itemIndex: number): string => recordKindOf(context, itemIndex, 'apiResource');

/** `usual` leaves it to the table of resources, `none` reads headers, anything else is a name. */
const detailOf = (context: IExecuteFunctions, itemIndex: number): Pick<ResourceChoice, 'detail'> => {
	const detail = (context.getNodeParameter('detail', itemIndex, 'usual') as string).trim();
	if (detail === '' || detail === 'usual') return {};
	return { detail: detail === 'none' ? null : detail };
};

/** What tells of changes where the table does not know it, or is to be overruled. */
const cursorOf = ({ stampField = '', sequenceField = '' }: ReadingOptions): { readonly cursor?: CursorChoice } => {
	const [day, sequence] = [stampField.trim(), sequenceField.trim()];
	if (day.toLowerCase() === 'none') return { cursor: { kind: 'whole' } };
	if (sequence !== '') return { cursor: day === '' ? { kind: 'posting', sequenceField: sequence } : { kind: 'posting-and-activity', sequenceField: sequence, dayField: day } };
	return day === '' ? {} : { cursor: { kind: 'day', dayField: day } };
};

/** n8n's own picker of dates gives a moment; its day is meant as it is shown. */
const dayOf = (text: unknown): string => String(text ?? '').trim().slice(0, 10);

const windowOf = (
	context: IExecuteFunctions, itemIndex: number, { documentDateField = '', documentDateFrom, documentDateTo }: ReadingOptions,
): { readonly documentDay?: DayWindow } => {
	const [from, to] = [dayOf(documentDateFrom), dayOf(documentDateTo)];
	if (from === '' && to === '') return {};
	for (const day of [from, to]) {
		if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw parameterError(context, `"${day}" is no day`, 'Write document dates like 2026-03-31.', itemIndex);
	}
	const field = documentDateField.trim();
	const resource = resourceOf(context, itemIndex);
	if (field === '' && factsOf(resource)?.documentDay === undefined) {
		throw parameterError(context, `This node does not know which field of ${resource} is the document date`, 'Name it in "Document Date Field".', itemIndex);
	}
	return { documentDay: { ...(field !== '' && { field }), ...(from !== '' && { from }), ...(to !== '' && { to }) } };
};

const PAGING: Readonly<Record<string, Paging>> = { key: 'by key', position: 'by position' };

const isOfFiscalSets = (resource: string): boolean => factsOf(resource)?.cursor.kind === 'fiscal-sets';

const fiscalSetsFor = (context: IExecuteFunctions, itemIndex: number, resource: string): { readonly fiscalSets?: FiscalSetChoice } =>
	(isOfFiscalSets(resource) ? fiscalSetsOf(context, itemIndex) : {});

/** What to read, as the panel says it. */
export const selectionOf = async (context: IExecuteFunctions, itemIndex: number, client: Sage300Client): Promise<SourceOptions> => {
	const options = context.getNodeParameter('options', itemIndex, {}) as ReadingOptions;
	const { detailKey = '', keyFields = '', openOnly = false, overlapRuns, ownFilter = '', pageSize, paging = '' } = options;
	const resource = resourceOf(context, itemIndex);
	const filter = await conditionFilter(client, resource, conditionsOf(context, itemIndex), ownFilter);
	const keys = namesIn(keyFields);
	const pages = PAGING[paging];
	return {
		resource, fields: fieldChoiceOf(context, itemIndex), ...detailOf(context, itemIndex), ...cursorOf(options), ...windowOf(context, itemIndex, options),
		...fiscalSetsFor(context, itemIndex, resource),
		...(keys.length > 0 ? { keyFields: keys } : {}), ...(detailKey.trim() ? { detailKey: detailKey.trim() } : {}),
		...(filter ? { filter } : {}), ...(openOnly && context.getNodeParameter('operation', itemIndex) === 'getMany' ? { openOnly } : {}), ...(pageSize ? { pageSize } : {}), ...(pages ? { paging: pages } : {}), ...(overlapRuns ? { overlapRuns: Number(overlapRuns) } : {}),
	};
};
