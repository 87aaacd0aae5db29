import type { HttpRequest } from '../../../../src/contracts';
import { allChildren, child, children, ownText, parseXml, text, type XmlElement } from '../../../../src/core/xml';
import { FORMATTING, formattingAnswer, loginAnswer, lookupAnswer, queryAnswer, success, answer } from './answers';

export type Row = Record<string, string>;

/** Text as the server compares it: whole numbers by size, `MM/DD/YYYY HH:MM:SS` by time, all else by letters. */
const comparable = (value: string): string => {
	const stamp = /^(\d{2})\/(\d{2})\/(\d{4})(.*)$/.exec(value);
	if (stamp) return `${stamp[3]}${stamp[1]}${stamp[2]}${stamp[4]}`;
	return /^\d+$/.test(value) ? value.padStart(20, '0') : value;
};
const order = (left: string, right: string): number => (comparable(left) < comparable(right) ? -1 : comparable(left) > comparable(right) ? 1 : 0);

/** A comparison with an empty value is never true, as with NULL. */
const compares = (test: (difference: number) => boolean) => (row: Row, field: string, [value = '']: readonly string[]): boolean => {
	const held = row[field] ?? '';
	return held !== '' && test(order(held, value));
};
const OPERATORS: Readonly<Record<string, (row: Row, field: string, values: readonly string[]) => boolean>> = {
	equalto: compares((d) => d === 0), notequalto: compares((d) => d !== 0), lessthan: compares((d) => d < 0), lessthanorequalto: compares((d) => d <= 0),
	greaterthan: compares((d) => d > 0), greaterthanorequalto: compares((d) => d >= 0),
	isnull: (row, field) => (row[field] ?? '') === '', isnotnull: (row, field) => (row[field] ?? '') !== '',
	in: (row, field, values) => values.includes(row[field] ?? ''), notin: (row, field, values) => !values.includes(row[field] ?? ''),
};

const holds = (filter: XmlElement, row: Row): boolean => {
	if (filter.name === 'and') return allChildren(filter).every((part) => holds(part, row));
	if (filter.name === 'or') return allChildren(filter).some((part) => holds(part, row));
	const operator = OPERATORS[filter.name];
	if (!operator) throw new Error(`the fake knows no ${filter.name}`);
	return operator(row, text(filter, 'field'), children(filter, 'value').map(ownText));
};

/** Objects as lists of rows, and just enough of `query` to page through them. Mutations may happen before any query. */
export class TableServer {
	readonly queries: XmlElement[] = [];
	readonly requests: string[] = [];
	/** Called before each query with its number, counted from 1. */
	before: (query: number) => void = () => undefined;
	fields: readonly string[] = [];
	/** Answers that take the place of the next queries. */
	instead: string[] = [];

	constructor(readonly tables: Record<string, Row[]>) {}

	readonly answer = (request: HttpRequest): string => {
		this.requests.push(String(request.body));
		const fn = child(child(child(parseXml(String(request.body)), 'operation'), 'content'), 'function');
		const [called] = allChildren(fn);
		if (!called) throw new Error('no function');
		if (called.name === 'getAPISession') return loginAnswer();
		if (called.name === 'readUserFormatting') return formattingAnswer(FORMATTING);
		if (called.name === 'lookup') return lookupAnswer(text(called, 'object'), this.fields);
		if (called.name !== 'query') return answer({ result: success(called.name, '<data/>') });
		this.queries.push(called);
		this.before(this.queries.length);
		return this.instead.shift() ?? this.query(called);
	};

	private query(query: XmlElement): string {
		const object = text(query, 'object');
		const select = children(child(query, 'select'), 'field').map(ownText);
		const [filter] = allChildren(child(query, 'filter'));
		const sort = children(child(query, 'orderby'), 'order').map((part) => text(part, 'field'));
		const found = (this.tables[object] ?? []).filter((row) => !filter || holds(filter, row))
			.sort((a, b) => sort.map((field) => order(a[field] ?? '', b[field] ?? '')).find((difference) => difference !== 0) ?? 0);
		const [offset, size] = [Number(text(query, 'offset')), Number(text(query, 'pagesize'))];
		const page = found.slice(offset, offset + size);
		return queryAnswer({
			object, rows: page.map((row) => Object.fromEntries(select.map((field) => [field, row[field] ?? '']))),
			remaining: Math.max(0, found.length - offset - page.length), total: found.length,
		});
	}
}
