import type { IExecuteFunctions } from 'n8n-workflow';
import { factsOf, type ListChoice, type ListFacts, type Sage100Client, type SourceOptions } from '../../../../src/systems/sage100';
import { parameterError } from '../../../shared/context/node-errors';
import { namesIn } from '../../../shared/data/names';
import { recordKindOf } from '../../../shared/reading/record-choice';
import { accountKeyOf } from '../account-key';

interface ReadingOptions {
	readonly account?: string;
	readonly divisionNo?: string;
	readonly invoiceDateFrom?: string;
	readonly openOnly?: boolean;
	readonly pageSize?: number;
	readonly postingDateFrom?: string;
	readonly postingDateTo?: string;
	readonly readWhole?: boolean;
	readonly status?: readonly string[];
	readonly userFields?: string;
	readonly vendorNo?: string;
}

const text = (value: unknown): string => String(value ?? '').trim();

/** The list that an operation is about. @throws NodeOperationError for a name that is none */
export const listOf = (context: IExecuteFunctions, itemIndex: number): ListFacts => {
	const name = recordKindOf(context, itemIndex, 'list');
	const found = factsOf(name);
	if (found) return found;
	throw parameterError(context, `There is no list "${name}"`, 'Choose one from the list: the agent offers no others. "Run Query" of the resource Endpoint reads any address of it.', itemIndex);
};

/** n8n's own picker of dates gives a moment; its day is meant as it is shown. */
const dayOf = (context: IExecuteFunctions, value: unknown, itemIndex: number): string => {
	const day = text(value).slice(0, 10);
	if (day === '' || /^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
	throw parameterError(context, `"${day}" is no day`, 'Write dates like 2026-03-31.', itemIndex);
};

const ROWS = ['headers', 'lines'] as const;
const STAGES = ['entry', 'history'] as const;

/** What a list cannot be read without, and which rows of it are the records. */
export const shapeOf = (context: IExecuteFunctions, itemIndex: number, { list, lines }: ListFacts): ListChoice => {
	const rows = lines ? ROWS.find((one) => one === context.getNodeParameter('rows', itemIndex, 'usual')) : undefined;
	return {
		list,
		...(list === 'segmentValues' ? { segmentNo: text(context.getNodeParameter('segmentNo', itemIndex, '')) } : {}),
		...(list === 'invoices' ? { stage: STAGES.find((one) => one === context.getNodeParameter('stage', itemIndex, 'history')) } : {}),
		...(rows ? { rows } : {}),
	};
};

/** Options that n8n still holds of another list say nothing: the panel does not show them. */
const narrowingOf = async (context: IExecuteFunctions, itemIndex: number, { list }: ListFacts, client: Sage100Client): Promise<Partial<SourceOptions>> => {
	const options = context.getNodeParameter('options', itemIndex, {}) as ReadingOptions;
	const day = (value: unknown): string => dayOf(context, value, itemIndex);
	const account = text(options.account);
	const ofList: Readonly<Record<string, () => Promise<Partial<SourceOptions>>>> = {
		accounts: async () => ({ account, status: namesIn(options.status ?? []), userFields: namesIn(text(options.userFields)) }),
		balances: async () => (account === '' ? {} : { accountKey: await accountKeyOf(client, account) }),
		invoices: async () => ({ invoiceDateFrom: day(options.invoiceDateFrom) }),
		openInvoices: async () => ({ vendorNo: text(options.vendorNo), divisionNo: text(options.divisionNo) }),
		postings: async () => ({
			...(account === '' ? {} : { accountKey: await accountKeyOf(client, account) }), postingDateFrom: day(options.postingDateFrom), postingDateTo: day(options.postingDateTo),
		}),
		purchaseOrders: async () => (options.openOnly && context.getNodeParameter('operation', itemIndex) === 'getMany' ? { openOnly: true } : {}),
	};
	return { ...(await ofList[list]?.()), ...(options.readWhole ? { whole: true } : {}), ...(options.pageSize ? { pageSize: options.pageSize } : {}) };
};

/** Empty texts and lists narrow nothing and must not name another stream. */
const given = (options: Partial<SourceOptions>): Partial<SourceOptions> =>
	Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)));

/** What to read, as the panel says it. */
export const selectionOf = async (context: IExecuteFunctions, itemIndex: number, client: Sage100Client): Promise<SourceOptions> => {
	const facts = listOf(context, itemIndex);
	return { ...shapeOf(context, itemIndex, facts), ...given(await narrowingOf(context, itemIndex, facts, client)) };
};
