import { isJsonObject, jsonList, type JsonObject } from '../../../core/json';
import { flattenRecord } from './unwrap';

/**
 * The rows of one detail, in the server's order, each under the columns `Details/Account` …, with its position from 1.
 * An entity that was asked for without its expansion has no rows.
 */
export const detailRows = (row: JsonObject, detail: string): ReadonlyArray<Readonly<Record<string, string>>> =>
	jsonList(row[detail]).filter(isJsonObject).map((line, index) => ({ ...flattenRecord(line, `${detail}/`), [`${detail}/rowNumber`]: String(index + 1) }));
