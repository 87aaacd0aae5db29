import { queryWith, type QueryParts } from '../../../core/odata/query-text';

/**
 * A value as it may stand behind `=`. Everything that could mean something else is escaped, `+` among it: unescaped it
 * is read as a blank, and the filter fails (reference acumatica 13.18). Commas and slashes of field lists stay readable.
 */
const queryValue = (value: string): string => encodeURIComponent(value).replace(/'/g, '%27').replace(/%2C/g, ',').replace(/%2F/g, '/');

/** `?$top=2&$filter=…`, or '' for nothing. */
export const queryText = (parts: QueryParts): string => queryWith(parts, queryValue);
