import type { IDataObject } from 'n8n-workflow';
import { Fingerprint } from '../../../src/core/fingerprint';
import { fieldsOf, originOf } from '../data/origin';

const digestOf = (parts: ReadonlyArray<readonly [string, string]>): string => {
	const fingerprint = new Fingerprint();
	fingerprint.addAll([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
	return fingerprint.digest();
};

/** Of the batch the record was read with nothing: the same record read twice is the same row. */
export const itemFingerprint = (json: IDataObject): string =>
	digestOf([...Object.entries(fieldsOf(json)).map(([column, value]) => [column, JSON.stringify(value) ?? ''] as const), ['', originOf(json)?.key ?? '']]);

/** The columns of a record's key are columns of the file. */
export const fileRowFingerprint = (header: readonly string[], values: readonly string[]): string =>
	digestOf(header.map((column, at) => [column, values[at] ?? '']));
