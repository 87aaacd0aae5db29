import { element, optional, type XmlMarkup } from '../../../core/xml';
import { filterMarkup, type Filter } from './filter';

/** One function as it is sent, with what the client has to know about it. */
export interface IntacctFunction {
	/** Element name: `query`, `readByQuery`. */
	readonly name: string;
	readonly markup: XmlMarkup;
	/** What it is for, as a phrase for errors. */
	readonly purpose: string;
	readonly repeatable: boolean;
}

const read = (
	name: string, purpose: string, content: ReadonlyArray<XmlMarkup | undefined> = [], attributes: Readonly<Record<string, string>> = {},
): IntacctFunction => ({ name, purpose, repeatable: true, markup: element(name, content, attributes) });

/** Largest pages the server takes (reference sage-intacct 16). Every call is one billed transaction whatever its size. */
export const LARGEST_QUERY_PAGE = 2000;
export const LARGEST_READ_BY_QUERY_PAGE = 1000;

export interface Order { readonly field: string; readonly descending?: boolean }

export interface Query {
	readonly object: string;
	/** Every field by name; `query` has no wildcard. Dotted paths reach related objects. */
	readonly select: readonly string[];
	readonly filter?: Filter;
	readonly orderBy?: readonly Order[];
	/** Also records that are private to entities, when at the top level. True unless set. */
	readonly showPrivate?: boolean;
	readonly caseInsensitive?: boolean;
	/** 1 to 2000. */
	readonly pageSize?: number;
	readonly offset?: number;
}

export const getApiSession = (): IntacctFunction => read('getAPISession', 'log in');

export const query = (spec: Query): IntacctFunction => read('query', `read ${spec.object}`, [
	element('object', spec.object),
	element('select', spec.select.map((field) => element('field', field))),
	spec.filter && element('filter', [filterMarkup(spec.filter)]),
	spec.orderBy && element('orderby', spec.orderBy.map(({ field, descending }) =>
		element('order', [element('field', field), element(descending ? 'descending' : 'ascending')]))),
	element('options', [
		element('caseinsensitive', String(spec.caseInsensitive ?? false)), element('showprivate', String(spec.showPrivate ?? true)),
		element('returnformat', 'xml'),
	]),
	element('pagesize', String(spec.pageSize ?? LARGEST_QUERY_PAGE)),
	element('offset', String(spec.offset ?? 0)),
]);

export interface ReadByQuery {
	readonly object: string;
	/** `*` when absent. */
	readonly fields?: readonly string[];
	/** The server's own SQL-like language; characters instead of words for enumerations (reference sage-intacct 9). */
	readonly query?: string;
	/** 1 to 1000. */
	readonly pageSize?: number;
}

export const readByQuery = (spec: ReadByQuery): IntacctFunction => read('readByQuery', `read ${spec.object}`, [
	element('object', spec.object), element('fields', spec.fields?.join(',') ?? '*'), element('query', spec.query ?? ''),
	element('pagesize', String(spec.pageSize ?? LARGEST_READ_BY_QUERY_PAGE)), element('returnFormat', 'xml'),
]);

/** Sending it twice may skip a page; the reader notices by `numremaining` (see reading/frozen-pages). */
export const readMore = (resultId: string, object: string): IntacctFunction =>
	read('readMore', `read more of ${object}`, [element('resultId', resultId)]);

export const lookup = (object: string): IntacctFunction => read('lookup', `look up the fields of ${object}`, [element('object', object)]);

/** `*` lists all objects. */
export const inspect = (object: string, detail = false): IntacctFunction =>
	read('inspect', object === '*' ? 'list the objects' : `inspect ${object}`, [element('object', object)], detail ? { detail: '1' } : {});

export const getDimensions = (): IntacctFunction => read('getDimensions', 'list the dimensions');

export const readUserFormatting = (userId: string): IntacctFunction =>
	read('readUserFormatting', `read the date format of user ${userId}`, [element('userId', userId)]);

/** A calendar day as the legacy functions want it. `day` is `YYYY-MM-DD`. */
const legacyDate = (name: string, day: string): XmlMarkup => {
	const [year = '', month = '', date = ''] = day.split('-');
	return element(name, [element('year', year), element('month', month), element('day', date)]);
};

/** Either a reporting period's name or both days, `YYYY-MM-DD`, included. */
export type BalancePeriod = { readonly period: string } | { readonly from: string; readonly to: string };

const periodMarkup = (period: BalancePeriod): readonly XmlMarkup[] =>
	'period' in period ? [element('reportingperiodname', period.period)] : [legacyDate('startdate', period.from), legacyDate('enddate', period.to)];

const flag = (name: string, value: boolean | undefined): XmlMarkup | undefined => optional(name, value === undefined ? undefined : String(value));

export type Statistical = 'include' | 'exclude' | 'only';

export interface TrialBalanceRequest {
	readonly period: BalancePeriod;
	readonly showZeroBalances?: boolean;
	readonly showDepartments?: boolean;
	readonly showLocations?: boolean;
	/** `ACCRUAL` unless set. */
	readonly book?: string;
	readonly adjustmentBooks?: readonly string[];
	readonly includeReportingBook?: boolean;
	/** `exclude` unless set: the server's own default differs from function to function (reference sage-intacct 13). */
	readonly statistical?: Statistical;
	readonly departmentId?: string;
	/** The server requires it in companies with several base currencies. */
	readonly locationId?: string;
}

/** Children in schema order, which the server insists on. */
export const getTrialBalance = (spec: TrialBalanceRequest): IntacctFunction => read('get_trialbalance', 'read the trial balance', [
	...periodMarkup(spec.period),
	element('showzerobalances', String(spec.showZeroBalances ?? false)),
	element('showdeptdetail', String(spec.showDepartments ?? false)),
	element('showlocdetail', String(spec.showLocations ?? false)),
	element('reportingbook', spec.book ?? 'ACCRUAL'),
	spec.adjustmentBooks && element('adjbooks', spec.adjustmentBooks.map((book) => element('adjbook', book))),
	flag('includereportingbook', spec.includeReportingBook),
	element('statistical', spec.statistical ?? 'exclude'),
	optional('departmentid', spec.departmentId), optional('locationid', spec.locationId),
]);

export type AccountSelector =
	| { readonly account: string }
	| { readonly group: string }
	| { readonly firstAccount: string; readonly lastAccount: string };

const selectorMarkup = (accounts: AccountSelector): readonly XmlMarkup[] => {
	if ('account' in accounts) return [element('glaccountno', accounts.account)];
	if ('group' in accounts) return [element('accountgroupname', accounts.group)];
	return [element('startaccountno', accounts.firstAccount), element('endaccountno', accounts.lastAccount)];
};

export interface BalancesByDimensionsRequest {
	readonly period: BalancePeriod;
	readonly accounts: AccountSelector;
	/** `location`, `department`, names of user-defined dimensions. */
	readonly groupBy: readonly string[];
	readonly content?: 'Actual' | 'Budget' | 'Actual and Budget';
	readonly budgetId?: string;
	readonly showPeriodDetail?: boolean;
	readonly showZeroWithActivity?: boolean;
	readonly statistical?: Statistical;
}

/** Children in the documented order (reference sage-intacct 13 c). */
export const getAccountBalancesByDimensions = (spec: BalancesByDimensionsRequest): IntacctFunction =>
	read('get_accountbalancesbydimensions', 'read account balances by dimensions', [
		...periodMarkup(spec.period), ...selectorMarkup(spec.accounts),
		element('groupby', spec.groupBy.join(',')),
		element('contentselection', spec.content ?? 'Actual'),
		optional('budgetid', spec.budgetId),
		flag('showperiodbalancedetail', spec.showPeriodDetail), flag('showzerowithactivity', spec.showZeroWithActivity),
		element('statistical', spec.statistical ?? 'exclude'),
	]);
