import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { parseBatch, type Batch } from '../../../src/sync/cursor';

/**
 * Where a record came from, carried beside its fields in every item and, in files, in the columns of the same names:
 * this is what makes the execution log an audit trail and joins a rejected row to its ERP record.
 */
export interface Origin {
	/** Stream the record belongs to. */
	readonly stream: string;
	readonly key: string;
	/** When the source last changed it, or empty. */
	readonly stamp: string;
	/** Id of the batch it was read with. */
	readonly batch: string;
}

/** Item members that are about the record, not of it. Never loaded, never mapped. */
export const ORIGIN = '_source';
export const BATCH = '_batch';
/** How many rejected rows an item on a Rejected output stands for: one, or all rows of a file. */
export const REJECTED = '_rejected';
/** Leading columns of a CSV file of records. */
export const KEY_COLUMN = '_key';
export const STAMP_COLUMN = '_stamp';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const originOf = (json: IDataObject): Origin | undefined => {
	const raw = json[ORIGIN];
	return isRecord(raw) && typeof raw.key === 'string'
		? { stream: text(raw.stream), key: raw.key, stamp: text(raw.stamp), batch: text(raw.batch) }
		: undefined;
};

/** The batch an item announces: on the first record of a batch, or on the single item of a file. */
export const batchOf = (item: Pick<INodeExecutionData, 'json'>): Batch | undefined => parseBatch(item.json[BATCH]);

/** The record's own fields. */
export const fieldsOf = (json: IDataObject): IDataObject => {
	const { [ORIGIN]: _origin, [BATCH]: _batch, [REJECTED]: _rejected, ...fields } = json;
	return fields;
};

export const rejectedCountOf = (item: Pick<INodeExecutionData, 'json'>): number => {
	const count = item.json[REJECTED];
	return typeof count === 'number' ? count : 0;
};
