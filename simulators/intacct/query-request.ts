import type { Comparison, Condition } from './condition';
import { booleanChild, integerChild, requireAll, requireChild, requireSequence } from './element-order';
import { SchemaViolation } from './failures';
import type { OrderKey } from './order';
import { child, childrenNamed, childText, type XmlElement } from './xml-tree';

export const AGGREGATES = ['count', 'avg', 'min', 'max', 'sum'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export interface Selected {
	readonly path: string;
	readonly aggregate?: Aggregate;
}

export type ReturnFormat = 'xml' | 'json' | 'csv';

export interface QueryRequest {
	readonly object: string;
	readonly select: readonly Selected[];
	readonly filter?: Condition;
	readonly orderBy: readonly OrderKey[];
	readonly ignoreCase: boolean;
	readonly showPrivate: boolean;
	readonly returnFormat: ReturnFormat;
	readonly pageSize: number;
	readonly offset: number;
}

/** Operator → fewest and most values (reference 8). */
const VALUES: Readonly<Record<string, readonly [number, number]>> = {
	equalto: [1, 1],
	notequalto: [1, 1],
	lessthan: [1, 1],
	lessthanorequalto: [1, 1],
	greaterthan: [1, 1],
	greaterthanorequalto: [1, 1],
	between: [2, 2],
	in: [1, 1000],
	notin: [1, 1000],
	like: [1, 1],
	notlike: [1, 1],
	isnull: [0, 0],
	isnotnull: [0, 0],
};

const readCondition = (element: XmlElement): Condition => {
	if (element.name === 'and' || element.name === 'or') {
		if (element.children.length < 2)
			throw new SchemaViolation(`Error 1871 Element '${element.name}': Missing child element(s). Two or more are expected.`);
		return { kind: element.name, parts: element.children.map(readCondition) };
	}
	const bounds = VALUES[element.name];
	if (!bounds) throw new SchemaViolation(`Error 1871 Element '${element.name}': This element is not expected in 'filter'.`);
	requireSequence(element, ['field', 'value'], ['value']);
	const field = requireChild(element, 'field').text.trim();
	const values = childrenNamed(element, 'value').map((value) => value.text);
	if (values.length < bounds[0] || values.length > bounds[1]) {
		throw new SchemaViolation(
			`Error 1871 Element '${element.name}': ${values.length} values given, ${bounds[0]} to ${bounds[1]} are expected.`,
		);
	}
	return { kind: 'test', comparison: element.name as Comparison, field, values };
};

const readFilter = (filter: XmlElement): Condition => {
	const [only, ...others] = filter.children;
	if (!only || others.length > 0) throw new SchemaViolation("Error 1871 Element 'filter': exactly one operator is expected.");
	return readCondition(only);
};

const readSelect = (select: XmlElement): readonly Selected[] => {
	if (select.children.length === 0)
		throw new SchemaViolation("Error 1871 Element 'select': Missing child element(s). Expected is ( field ).");
	return select.children.map(({ name, text }) => {
		if (name === 'field') return { path: text.trim() };
		const aggregate = AGGREGATES.find((candidate) => candidate === name);
		if (!aggregate) throw new SchemaViolation(`Error 1871 Element '${name}': This element is not expected in 'select'.`);
		return { path: text.trim(), aggregate };
	});
};

const readOrder = (order: XmlElement): OrderKey => {
	if (order.name !== 'order') throw new SchemaViolation(`Error 1871 Element '${order.name}': This element is not expected in 'orderby'.`);
	requireAll(order, ['field', 'ascending', 'descending']);
	return { field: requireChild(order, 'field').text.trim(), descending: child(order, 'descending') !== undefined };
};

/** Children of `options` are a sequence, `query` itself is an `xs:all` (reference 2, 8). */
export const readQueryRequest = (element: XmlElement): QueryRequest => {
	requireAll(element, ['object', 'select', 'filter', 'orderby', 'options', 'pagesize', 'offset', 'docparid']);
	const filter = child(element, 'filter');
	const options = child(element, 'options');
	if (options) requireSequence(options, ['caseinsensitive', 'showprivate', 'returnformat']);
	const format = (options && childText(options, 'returnformat')) || 'xml';
	if (format !== 'xml' && format !== 'json' && format !== 'csv')
		throw new SchemaViolation(`Error 1824 Element 'returnformat': '${format}' is not a valid value.`);
	return {
		object: requireChild(element, 'object').text.trim(),
		select: readSelect(requireChild(element, 'select')),
		...(filter ? { filter: readFilter(filter) } : {}),
		orderBy: child(element, 'orderby')?.children.map(readOrder) ?? [],
		ignoreCase: options ? booleanChild(options, 'caseinsensitive', false) : false,
		showPrivate: options ? booleanChild(options, 'showprivate', false) : false,
		returnFormat: format,
		pageSize: integerChild(element, 'pagesize', 100, 1, 2000),
		offset: integerChild(element, 'offset', 0, 0),
	};
};
