import { queryWith, type QueryParts } from '../../../core/odata/query-text';

/**
 * IIS refuses a query beyond 2048 characters unless the administrator has raised `maxQueryString`; some are kept in reserve for proxies
 * that add their own.
 */
export const LONGEST_QUERY = 1_900;

/** As it may stand behind `=`: everything that could mean something else is escaped; commas, quotation marks and brackets stay readable. */
const queryValue = (value: string): string => encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':');

/** `?$top=2&$filter=…`, or '' for nothing. Each name once: the server refuses doubles (reference sage-300 5.1). */
export const queryText = (parts: QueryParts): string => queryWith(parts, queryValue);
