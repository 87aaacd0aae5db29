import { allChildren, attribute, textFields } from '../../../core/xml';
import type { FunctionResult } from '../answers/read-answer';

export type RecordFields = Readonly<Record<string, string>>;

/** One page of `query`, `readByQuery` or `readMore`. */
export interface RecordPage {
	readonly rows: readonly RecordFields[];
	/** How many records the server still holds behind this page; `undefined` when it does not say. */
	readonly remaining: number | undefined;
	readonly total: number | undefined;
	/** For `readMore`; '' when everything fitted into this page. */
	readonly resultId: string;
}

const count = (value: string | undefined): number | undefined => (value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined);

/** The counts are attributes of `data`, the records its children, whatever their letters' case (reference sage-intacct 7, 9). */
export const readPage = ({ data }: FunctionResult): RecordPage => ({
	rows: allChildren(data).map(textFields),
	remaining: count(attribute(data, 'numremaining')),
	total: count(attribute(data, 'totalcount')),
	resultId: attribute(data, 'resultId') ?? '',
});
