import { booleanChild, requireSequence } from './element-order';
import { FunctionFailure, processingError, SchemaViolation } from './failures';
import { ledgerLines, withDescendants, type LedgerLine } from './ledger-lines';
import type { Call } from './call';
import type { World } from './world';
import { child, childrenNamed, childText, type XmlElement } from './xml-tree';
import { dayNumber } from './zone';

const DATES = ['reportingperiodname', 'startdate', 'enddate'] as const;
const SELECTORS = ['glaccountno', 'accountgroupname', 'startaccountno', 'endaccountno'] as const;
const BOOKS = ['reportingbook', 'adjbooks', 'includereportingbook', 'statistical'] as const;
const DIMENSIONS = [
	'departmentid',
	'dept_subs',
	'locationid',
	'loc_subs',
	'projectid',
	'customerid',
	'vendorid',
	'employeeid',
	'itemid',
	'classid',
	'contractid',
	'warehouseid',
	'userDefinedDimensions',
] as const;

/** Children in schema order (reference 13); debitcreditbalance may stand in both documented places. */
const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
	get_trialbalance: [
		...DATES,
		'debitcreditbalance',
		'showzerobalances',
		'showdeptdetail',
		'showlocdetail',
		'debitcreditbalance',
		...BOOKS,
		...DIMENSIONS,
	],
	get_accountbalances: [
		...DATES,
		...SELECTORS,
		'debitcreditbalance',
		'showzerobalances',
		'showdeptdetail',
		'showlocdetail',
		'debitcreditbalance',
		...BOOKS,
		...DIMENSIONS,
	],
	get_accountbalancesbydimensions: [
		...DATES,
		...SELECTORS,
		'groupby',
		'contentselection',
		'budgetid',
		'budgetcomparison',
		'showperiodbalancedetail',
		'showzerowithactivity',
		'showzerobalances',
		...BOOKS,
		...DIMENSIONS,
	],
};

export interface BalanceRequest {
	readonly period: string;
	/** Day numbers, when no period is named. */
	readonly start: number;
	readonly end: number;
	readonly showZero: boolean;
	readonly byDepartment: boolean;
	readonly byLocation: boolean;
	readonly groupBy: readonly string[];
	readonly book: string;
	readonly adjustmentBooks: readonly string[];
	readonly includeBook: boolean;
	readonly statistical: string;
	readonly account: (account: string) => boolean;
	/** Dimension filters: detail field → value asked for, with the sub-tree or without. */
	readonly dimensions: readonly { readonly field: string; readonly value: string; readonly subs: boolean }[];
}

const legacyDate = (element: XmlElement | undefined): number => {
	if (!element) return Number.NaN;
	requireSequence(element, ['year', 'month', 'day']);
	const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((name) => (childText(element, name) ?? '').padStart(2, '0'));
	return dayNumber(`${month}/${day}/${year}`);
};

const DETAIL_FIELDS: Readonly<Record<string, string>> = {
	departmentid: 'DEPARTMENTID',
	locationid: 'LOCATIONID',
	projectid: 'PROJECTID',
	customerid: 'CUSTOMERID',
	vendorid: 'VENDORID',
	employeeid: 'EMPLOYEEID',
	itemid: 'ITEMID',
	classid: 'CLASSID',
	contractid: 'CONTRACTID',
	warehouseid: 'WAREHOUSEID',
};

const accountSelector = (element: XmlElement, demanded: boolean): ((account: string) => boolean) => {
	const [single, group, first, last] = SELECTORS.map((name) => childText(element, name));
	if (group !== undefined) throw processingError(`Account group '${group}' does not exist.`);
	if (single !== undefined) return (account) => account === single;
	if (first !== undefined && last !== undefined) return (account) => account >= first && account <= last;
	if (demanded)
		throw new SchemaViolation(
			`Error 1871 Element '${element.name}': Missing child element(s). Expected is one of ( ${SELECTORS.join(', ')} ).`,
		);
	return () => true;
};

export const readBalanceRequest = (element: XmlElement): BalanceRequest => {
	requireSequence(element, SEQUENCES[element.name]!);
	const adjustment = child(element, 'adjbooks');
	const subs: Readonly<Record<string, boolean>> = {
		departmentid: booleanChild(element, 'dept_subs', true),
		locationid: booleanChild(element, 'loc_subs', true),
	};
	return {
		period: childText(element, 'reportingperiodname') ?? '',
		start: legacyDate(child(element, 'startdate')),
		end: legacyDate(child(element, 'enddate')),
		showZero: booleanChild(element, 'showzerobalances', false),
		byDepartment: booleanChild(element, 'showdeptdetail', false),
		byLocation: booleanChild(element, 'showlocdetail', false),
		groupBy: (childText(element, 'groupby') ?? '')
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		book: childText(element, 'reportingbook') || 'ACCRUAL',
		adjustmentBooks: adjustment ? childrenNamed(adjustment, 'adjbook').map(({ text }) => text.trim()) : [],
		includeBook: booleanChild(element, 'includereportingbook', true),
		statistical: childText(element, 'statistical') || (element.name === 'get_accountbalancesbydimensions' ? 'exclude' : 'include'),
		account: accountSelector(element, element.name !== 'get_trialbalance'),
		dimensions: Object.entries(DETAIL_FIELDS).flatMap(([name, field]) => {
			const value = childText(element, name) ?? '';
			return value === '' ? [] : [{ field, value, subs: subs[name] ?? false }];
		}),
	};
};

export interface Span {
	readonly start: number;
	readonly end: number;
}

export const spanOf = (world: World, request: BalanceRequest): Span => {
	if (request.period !== '') {
		const period = world.database.find('REPORTINGPERIOD', 'NAME', request.period);
		if (!period?.values.START_DATE) throw processingError(`Reporting period '${request.period}' is not valid.`);
		return { start: dayNumber(period.values.START_DATE), end: dayNumber(period.values.END_DATE ?? '') };
	}
	if (Number.isNaN(request.start) || Number.isNaN(request.end))
		throw processingError('A reporting period or a start date and an end date are required.');
	return { start: request.start, end: request.end };
};

const TREES: Readonly<Record<string, string>> = { DEPARTMENTID: 'DEPARTMENT', LOCATIONID: 'LOCATION' };

/** Whether a line is one of an adjustment book of the request. */
export const isAdjustment = (request: BalanceRequest, line: LedgerLine): boolean =>
	request.adjustmentBooks.some((book) => line.book === `${book}ADJ${request.book}`);

/** Ledger lines a balance is made of, up to the end of its span. */
export const linesFor = ({ world, caller }: Call, request: BalanceRequest, span: Span): readonly LedgerLine[] => {
	const location = request.dimensions.find(({ field }) => field === 'LOCATIONID');
	if (!location && caller.entity === '' && world.switches.flag('multiBaseCurrency')) {
		throw new FunctionFailure([
			{
				errorno: 'BL03000018',
				description: '',
				description2: 'A location is required because the company has multiple base currencies.',
				correction: 'Provide a locationid.',
			},
		]);
	}
	const filters = [
		...request.dimensions,
		...(!location && caller.entity !== '' ? [{ field: 'LOCATIONID', value: caller.entity, subs: true }] : []),
	].map(({ field, value, subs }) => {
		const tree = subs ? TREES[field] : undefined;
		return { field, values: tree ? withDescendants(world, tree, field, value) : new Set([value]) };
	});
	const wantedStatistical = (line: LedgerLine): boolean =>
		request.statistical === 'include' || line.statistical === (request.statistical === 'only');
	return ledgerLines(world).filter(
		(line) =>
			line.day <= span.end &&
			request.account(line.account) &&
			wantedStatistical(line) &&
			((request.includeBook && line.book === request.book) || isAdjustment(request, line)) &&
			filters.every(({ field, values }) => values.has(line.row.values[field] ?? '')),
	);
};
