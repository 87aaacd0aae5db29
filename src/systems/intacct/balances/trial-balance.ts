import { allChildren, children, textFields, type XmlElement } from '../../../core/xml';
import type { IntacctGateway } from '../gateway';
import { frozenPages } from '../reading/frozen-pages';
import type { RecordFields } from '../reading/record-page';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import {
	getAccountBalancesByDimensions, getTrialBalance, type BalancesByDimensionsRequest, type TrialBalanceRequest,
} from '../wire/functions';

/** One row of the trial balance. Amounts are the server's text; credit balances are negative, debits and credits are not. */
export interface TrialBalanceRow {
	readonly account: string;
	readonly startBalance: string;
	readonly debits: string;
	readonly credits: string;
	readonly adjustmentDebits: string;
	readonly adjustmentCredits: string;
	readonly endBalance: string;
	readonly book: string;
	readonly currency: string;
	/** '' without detail by department. */
	readonly department: string;
	/** '' without detail by location. */
	readonly location: string;
	/** Everything the row held, by the server's names. */
	readonly fields: RecordFields;
}

export interface AccountBalanceRow {
	readonly account: string;
	readonly startBalance: string;
	readonly periodBalance: string;
	readonly endBalance: string;
	readonly budgetBalance: string;
	readonly difference: string;
	readonly currency: string;
	readonly department: string;
	readonly location: string;
	/** Everything the row held, other dimensions among it. */
	readonly fields: RecordFields;
}

/** The names of these two columns are unconfirmed in trial balances (reference sage-intacct 13, 22): all known spellings are read. */
const DEPARTMENT = ['departmentid', 'deptid', 'department', 'dept'];
const LOCATION = ['locationid', 'locid', 'location', 'loc'];

/** First non-empty of the spellings, whatever the case of the letters. */
const pick = (fields: RecordFields, names: readonly string[]): string => {
	const lower = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
	return names.map((name) => lower.get(name)).find((value) => value !== undefined && value !== '') ?? '';
};

/** Legacy functions put their rows below `data`, or below a list element inside it (reference sage-intacct 13). */
const rowsNamed = (data: XmlElement | undefined, name: string): readonly RecordFields[] => {
	const direct = children(data, name);
	return (direct.length > 0 ? direct : allChildren(data).flatMap((list) => children(list, name))).map(textFields);
};

const trialBalanceRow = (fields: RecordFields): TrialBalanceRow => ({
	account: pick(fields, ['glaccountno']), startBalance: pick(fields, ['startbalance']), debits: pick(fields, ['debits']),
	credits: pick(fields, ['credits']),
	adjustmentDebits: pick(fields, ['adjdebits']), adjustmentCredits: pick(fields, ['adjcredits']), endBalance: pick(fields, ['endbalance']),
	book: pick(fields, ['reportingbook']), currency: pick(fields, ['currency']),
	department: pick(fields, DEPARTMENT), location: pick(fields, LOCATION), fields,
});

const accountBalanceRow = (fields: RecordFields): AccountBalanceRow => ({
	account: pick(fields, ['glaccountno']), startBalance: pick(fields, ['startbalance']), periodBalance: pick(fields, ['periodbalance']),
	endBalance: pick(fields, ['endbalance']), budgetBalance: pick(fields, ['budgetbalance']), difference: pick(fields, ['difference']),
	currency: pick(fields, ['currency']), department: pick(fields, DEPARTMENT), location: pick(fields, LOCATION), fields,
});

/** Not paged; the whole balance in one answer. In a company with several base currencies `locationId` is required. */
export const readTrialBalance = async (gateway: IntacctGateway, request: TrialBalanceRequest): Promise<readonly TrialBalanceRow[]> => {
	const { result } = await gateway.call(getTrialBalance(request));
	return rowsNamed(result.data ?? result.element, 'trialbalance').map(trialBalanceRow);
};

export const readBalancesByDimensions = async (
	gateway: IntacctGateway, request: BalancesByDimensionsRequest,
): Promise<readonly AccountBalanceRow[]> => {
	const { result } = await gateway.call(getAccountBalancesByDimensions(request));
	return rowsNamed(result.data ?? result.element, 'accountbalance').map(accountBalanceRow);
};

export interface RawBalancesRequest {
	/** Name of a budgetable reporting period; system periods such as "Current Month" are refused by the server. */
	readonly period: string;
	/** One book and one currency, or every amount is there several times (reference sage-intacct 13 d). */
	readonly book: string;
	readonly currency?: string;
	/** All unless set; `...DIMKEY` fields are faster than ids and names. */
	readonly fields?: readonly string[];
	readonly pageSize?: number;
}

/** A text in the server's query language. */
const quoted = (value: string, what: string): string => {
	if (/[\\\r\n]/.test(value)) {
		throw new FatalError({
			system: SYSTEM, operation: 'read GLACCOUNTBALANCE', said: `${what} holds a backslash or a line end`, remedy: `Give the plain ${what}.`,
		});
	}
	return `'${value.replace(/'/g, '\\\'')}'`;
};

/** Raw balances: one row per book, currency and combination of dimensions, without roll-up. Read from a frozen set. */
export const rawBalances = (gateway: IntacctGateway, request: RawBalancesRequest): AsyncGenerator<readonly RecordFields[]> => {
	const { period, book, currency, fields, pageSize } = request;
	const conditions = [
		`PERIOD = ${quoted(period, 'period')}`, `BOOKID = ${quoted(book, 'book')}`,
		...(currency ? [`CURRENCY = ${quoted(currency, 'currency')}`] : []),
	];
	return frozenPages(gateway, { object: 'GLACCOUNTBALANCE', fields, query: conditions.join(' AND '), pageSize });
};
