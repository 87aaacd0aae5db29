import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { KeptEntries } from '../../../src/sync';
import { parseBatch, type Batch } from '../../../src/sync/cursor';

/**
 * Where a record came from, carried beside its fields in every item and, in files, in the columns of the same names:
 * this is what makes the execution log an audit trail and joins a rejected row to its ERP record.
 */
export interface Origin {
	/** Stream the record belongs to. */
	readonly stream: string;
	/** The record's key; of a row made of several records, their keys joined. */
	readonly key: string;
	readonly keys: readonly string[];
	/** When the source last changed it, or empty. */
	readonly stamp: string;
	/** Id of the batch it was read with. */
	readonly batch: string;
	/** The record itself, where it belongs to no batch and so could not be found again: a row exported from Anaplan. Several as `{ records }`. */
	readonly record?: IDataObject;
}

/** Item members that are about the record, not of it. Never loaded, never mapped. */
export const ORIGIN = '_source';
export const BATCH = '_batch';
/** Which records of which batches stand behind an item that is not one row: a file, an upload, merged rows. */
export const COVERS = '_covers';
/** How many rejected rows an item on a Rejected output stands for: one, or all rows of a file. */
export const REJECTED = '_rejected';
/** Leading columns of a CSV file of records. */
export const KEY_COLUMN = '_key';
export const STAMP_COLUMN = '_stamp';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const originOf = (json: IDataObject): Origin | undefined => {
	const raw = json[ORIGIN];
	if (!isRecord(raw) || typeof raw.key !== 'string') return undefined;
	const keys = Array.isArray(raw.keys) ? raw.keys.filter((key) => typeof key === 'string') : [raw.key];
	const record = isRecord(raw.record) ? { record: raw.record as IDataObject } : {};
	return { stream: text(raw.stream), key: raw.key, keys, stamp: text(raw.stamp), batch: text(raw.batch), ...record };
};

/** As it stands in an item: the list of keys only where there are several. Without the record, which has a place of its own in a rejected row. */
export const originJson = ({ stream, key, keys, stamp, batch }: Origin): IDataObject => ({ stream, key, stamp, batch, ...(keys.length > 1 ? { keys: [...keys] } : {}) });

export interface Announced {
	readonly batch: Batch;
	/** The node that has read it. */
	readonly node: string;
	/** What was confirmed when it was read, for a run that is resumed without the kept state. */
	readonly kept: KeptEntries;
}

/** The batch an item announces: on the first record of a batch, or on the single item of a file. */
export const batchOf = (item: Pick<INodeExecutionData, 'json'>): Announced | undefined => {
	const raw = item.json[BATCH];
	const batch = parseBatch(raw);
	return batch && isRecord(raw) ? { batch, node: text(raw.node), kept: isRecord(raw.kept) ? raw.kept : {} } : undefined;
};

/** The record's own fields. */
export const fieldsOf = (json: IDataObject): IDataObject => {
	const { [ORIGIN]: _origin, [BATCH]: _batch, [COVERS]: _covers, [REJECTED]: _rejected, ...fields } = json;
	return fields;
};

export const rejectedCountOf = (item: Pick<INodeExecutionData, 'json'>): number => {
	const count = item.json[REJECTED];
	return typeof count === 'number' ? count : 0;
};
