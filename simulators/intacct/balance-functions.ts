import { isAdjustment, linesFor, readBalanceRequest, spanOf, type BalanceRequest, type Span } from './balance-request';
import type { Call, Outcome, Prepare } from './call';
import { processingError } from './failures';
import type { LedgerLine } from './ledger-lines';
import { decimal } from './money';
import type { World } from './world';
import { node, type XmlNode } from './xml-text';

interface Balance {
	readonly account: string;
	readonly dimensions: readonly string[];
	readonly currency: string;
	start: bigint;
	debits: bigint;
	credits: bigint;
	adjustmentDebits: bigint;
	adjustmentCredits: bigint;
}

const add = (balance: Balance, { amount, day }: LedgerLine, span: Span, adjustment: boolean): void => {
	if (day < span.start) balance.start += amount;
	else if (adjustment && amount >= 0n) balance.adjustmentDebits += amount;
	else if (adjustment) balance.adjustmentCredits -= amount;
	else if (amount >= 0n) balance.debits += amount;
	else balance.credits -= amount;
};

const movement = (balance: Balance): bigint => balance.debits - balance.credits + balance.adjustmentDebits - balance.adjustmentCredits;
const isZero = (balance: Balance): boolean =>
	balance.start === 0n &&
	[balance.debits, balance.credits, balance.adjustmentDebits, balance.adjustmentCredits].every((part) => part === 0n);

/** One balance per account and combination of the dimensions asked for, in order of account. */
const balancesOf = (call: Call, request: BalanceRequest, fields: readonly string[]): readonly Balance[] => {
	const span = spanOf(call.world, request);
	const groups = new Map<string, Balance>();
	const group = (account: string, dimensions: readonly string[], currency: string): Balance => {
		const key = JSON.stringify([account, ...dimensions]);
		const known = groups.get(key);
		if (known) return known;
		const made: Balance = {
			account,
			dimensions,
			currency,
			start: 0n,
			debits: 0n,
			credits: 0n,
			adjustmentDebits: 0n,
			adjustmentCredits: 0n,
		};
		groups.set(key, made);
		return made;
	};
	for (const line of linesFor(call, request, span)) {
		add(
			group(
				line.account,
				fields.map((field) => line.row.values[field] ?? ''),
				line.baseCurrency,
			),
			line,
			span,
			isAdjustment(request, line),
		);
	}
	if (request.showZero) {
		const touched = new Set([...groups.values()].map(({ account }) => account));
		for (const { values } of call.world.database.table('GLACCOUNT').list()) {
			const account = values.ACCOUNTNO ?? '';
			if (!touched.has(account) && request.account(account))
				group(
					account,
					fields.map(() => ''),
					'',
				);
		}
	}
	const order = (balance: Balance): string => [balance.account, ...balance.dimensions].join('\u0001');
	return [...groups.values()].filter((balance) => request.showZero || !isZero(balance)).sort((a, b) => (order(a) < order(b) ? -1 : 1));
};

const legacyList = (world: World, name: string, rows: readonly XmlNode[]): Outcome => {
	const last = Math.max(0, rows.length - 1);
	return {
		kind: 'xml',
		data: node('data', rows.length > 0 ? rows : undefined),
		...(world.switches.flag('legacyListAttributes')
			? { before: node('listtype', name, { start: '0', end: String(last), total: String(rows.length) }) }
			: {}),
	};
};

/** Trial balance and account balances share their rows (reference 13 a, b). */
const listed =
	(rowName: string): Prepare =>
	(element) => {
		const request = readBalanceRequest(element);
		return (call) => {
			const { world } = call;
			world.usage.count(element.name);
			const [departmentName = '', locationName = ''] = world.switches.text('trialBalanceDimensions').split('/');
			const details = [
				...(request.byDepartment ? [{ field: 'DEPARTMENTID', name: departmentName }] : []),
				...(request.byLocation ? [{ field: 'LOCATIONID', name: locationName }] : []),
			];
			const rows = balancesOf(
				call,
				request,
				details.map(({ field }) => field),
			).map((balance) =>
				node(rowName, [
					node('glaccountno', balance.account),
					...details.map(({ name }, at) => node(name, balance.dimensions[at] ?? '')),
					node('startbalance', decimal(balance.start)),
					node('debits', decimal(balance.debits)),
					node('credits', decimal(balance.credits)),
					node('adjdebits', decimal(balance.adjustmentDebits)),
					node('adjcredits', decimal(balance.adjustmentCredits)),
					node('endbalance', decimal(balance.start + movement(balance))),
					node('reportingbook', request.book),
					node('currency', balance.currency),
				]),
			);
			world.effects.add(element.name, { count: rows.length });
			return legacyList(world, rowName, rows);
		};
	};

export const getTrialBalance: Prepare = listed('trialbalance');
export const getAccountBalances: Prepare = listed('accountbalance');

const named = (object: string, title: string, detail: string, word: string): Grouping => ({
	object,
	title,
	detail,
	id: `${word}id`,
	name: `${word}name`,
});

interface Grouping {
	readonly object: string;
	readonly title: string;
	readonly detail: string;
	readonly id: string;
	readonly name: string;
}

const GROUPINGS: Readonly<Record<string, Grouping>> = {
	location: named('LOCATION', 'NAME', 'LOCATIONID', 'location'),
	department: named('DEPARTMENT', 'TITLE', 'DEPARTMENTID', 'department'),
	project: named('PROJECT', 'NAME', 'PROJECTID', 'project'),
	customer: named('CUSTOMER', 'NAME', 'CUSTOMERID', 'customer'),
	vendor: named('VENDOR', 'NAME', 'VENDORID', 'vendor'),
	class: named('CLASS', 'NAME', 'CLASSID', 'class'),
	item: named('ITEM', 'NAME', 'ITEMID', 'item'),
	employee: named('EMPLOYEE', 'NAME', 'EMPLOYEEID', 'employee'),
};

const groupingOf = (world: World, word: string): Grouping => {
	const known = GROUPINGS[word.toLowerCase()];
	if (known) return known;
	const definition = world.database.definition(word);
	if (!definition?.dimension?.userDefined) throw processingError(`Dimension '${word}' is not valid in groupby.`);
	return {
		object: definition.name,
		title: 'name',
		detail: `GLDIM${definition.name}`,
		id: `${word.toLowerCase()}id`,
		name: `${word.toLowerCase()}name`,
	};
};

/** Actual balances by dimension (reference 13 c); budgets are not kept here. */
export const getAccountBalancesByDimensions: Prepare = (element) => {
	const request = readBalanceRequest(element);
	const content = element.children.find(({ name }) => name === 'contentselection')?.text.trim() || 'Actual';
	return (call) => {
		const { world } = call;
		world.usage.count(element.name);
		if (content !== 'Actual') throw processingError(`contentselection '${content}' needs a budget, and the company has none.`);
		const groupings = request.groupBy.map((word) => groupingOf(world, word));
		const rows = balancesOf(
			call,
			request,
			groupings.map(({ detail }) => detail),
		).map((balance) =>
			node('accountbalance', [
				node('glaccountno', balance.account),
				node('startbalance', decimal(balance.start)),
				node('periodbalance', decimal(movement(balance))),
				node('endbalance', decimal(balance.start + movement(balance))),
				node('currency', balance.currency),
				...groupings.flatMap(({ object, title, id, name }, at) => {
					const value = balance.dimensions[at] ?? '';
					const definition = world.database.definition(object)!;
					const field = definition.dimension?.userDefined ? definition.keyField : definition.nameField;
					return [node(id, value), node(name, world.database.find(object, field, value)?.values[title] ?? '')];
				}),
			]),
		);
		world.effects.add(element.name, { count: rows.length });
		return legacyList(world, 'accountbalance', rows);
	};
};
