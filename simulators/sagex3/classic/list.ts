import type { SimRequest, SimResponse } from '../../harness/server';
import { columnKind } from '../contract/tables';
import { Ended, JSON_TYPE } from '../http/failure';
import { comparatorOf } from '../query/compare';
import { comparing, type SortKey } from '../query/order';
import { countUntil } from '../query/page';
import { QueryRefused } from '../query/refused';
import type { Reader } from '../query/values';
import type { World } from '../world';
import { classicKey, rendered } from './render';
import type { ClassicClass } from './classes';
import { diagnosesAnswer, type Call } from './diagnoses';
import { jsonText, NumberText, type Json } from './json-text';
import { UnknownProperty, whereFrom } from './where';

const DEFAULT_COUNT = 20;
const NONE: Readonly<Record<string, Json>> = {};

const keyed = (column: string, descending: boolean): SortKey => {
	const compare = comparatorOf(columnKind(column));
	return { path: column, read: (row) => row.get(column), compare: (a, b) => compare(a ?? '', b ?? '') * (descending ? -1 : 1) };
};

/** The order that is asked for and then the key, so that there are no ties. */
const orderOf = (text: string | null, { columns, definition }: ClassicClass, { values }: Reader): readonly SortKey[] => {
	const asked = (text ?? '').split(values.orderSeparator).filter((one) => one.trim() !== '').map((one) => {
		const [, column = '', direction = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(one) ?? [];
		if (!columns.includes(column)) throw new UnknownProperty(one);
		return keyed(column, direction === 'desc');
	});
	return [...asked, ...definition.key.map((column) => keyed(column, false))];
};

const countIn = (request: SimRequest, cap: number): number => {
	const asked = Number(request.query.get('count') ?? DEFAULT_COUNT);
	if (!Number.isInteger(asked) || asked <= 0) throw new QueryRefused('count must be a positive number');
	return Math.min(asked, cap);
};

/** `key=gt.S0002`, with the values of the order beside it in what a paging link has. */
const placeIn = (request: SimRequest, order: readonly SortKey[], { definition }: ClassicClass): readonly (string | null)[] | undefined => {
	const [, key] = /^gt\.(.*)$/s.exec(request.query.get('key') ?? '') ?? [];
	if (key === undefined) return undefined;
	const parts = key.split('~');
	const asked = order.length - definition.key.length;
	if (asked === 0) return parts;
	const values: unknown = JSON.parse(request.query.get('$place') ?? 'null');
	if (!Array.isArray(values) || values.length !== asked) throw new QueryRefused('key does not fit the order');
	return [...values.map(String), ...parts];
};

const link = (world: World, path: string, parameters: readonly (readonly [string, string])[]): Json => {
	const origin = world.switches.values.nextHost || world.context.baseUrl();
	const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
	return { $url: `${origin}${path}?${query}`, $type: 'application/json;vnd.sage=syracuse', $method: 'GET' };
};

/** `$query`: a page of records with links to the others (reference sage-x3 8.2). */
export const listClass = (call: Call): SimResponse => {
	const { world, request, reader, shown } = call;
	const { folder, language, values } = reader;
	const order = orderOf(request.query.get('orderBy'), shown, reader);
	const where = request.query.get('where') ?? undefined;
	const source = folder.source(shown.table);
	const question = JSON.stringify(['api1', folder.definition.endpoint, shown.table, where ?? '', request.query.get('orderBy') ?? '',
		language, values]);
	const rows = world.selections.get(question, `${source.version}/${world.changes}`, () => {
		const test = whereFrom(where, shown, reader);
		const compare = comparing(order);
		const places = [...source.all()].filter(test).map((row) => ({ row, place: order.map((key) => key.read(row)) }));
		return places.sort((a, b) => compare(a.place, b.place)).map(({ row }) => row);
	});
	const count = countIn(request, values.classicCap);
	const place = placeIn(request, order, shown);
	const from = place === undefined ? 0 : countUntil(rows, order, place, true);
	const page = rows.slice(from, from + count);
	const last = page[page.length - 1];
	const own = [...request.query].filter(([name]) => name !== 'key' && name !== '$place' && name !== '$sid');
	const asked = order.length - shown.definition.key.length;
	const next: Readonly<Record<string, Json>> = last === undefined || from + count >= rows.length ? {} : {
		$next: link(world, request.path, [...own, ['key', `gt.${classicKey(last)}`],
			...(asked === 0 ? [] : [['$place', JSON.stringify(order.slice(0, asked).map((key) => key.read(last)))] as const]), ['$sid', 'p1']]),
	};
	const { kept, diagnoses } = diagnosesAnswer(call, page);
	const body: Json = {
		$itemsPerPage: new NumberText(String(count)), $resources: kept.map((row) => rendered(row, shown, reader, false)),
		$links: { $first: link(world, request.path, own), ...next },
		...(diagnoses.length === 0 ? NONE : { $diagnoses: diagnoses }),
	};
	return { status: 200, headers: JSON_TYPE, body: jsonText(body),
		note: { folder: folder.definition.endpoint, class: shown.name, rows: kept.length } };
};

/** Whatever ends a question early, as Syracuse answers it. */
export const classicGuarded = (work: () => SimResponse): SimResponse => {
	const said = (status: number, message: string): SimResponse => ({
		status, headers: JSON_TYPE, body: JSON.stringify({ $diagnoses: [{ $severity: 'error', $message: message }] }), note: { refused: message },
	});
	try {
		return work();
	} catch (error) {
		if (error instanceof Ended) return error.response;
		if (error instanceof UnknownProperty) return said(500, `Property ${error.message} does not exist`);
		if (error instanceof QueryRefused || error instanceof SyntaxError) return said(400, error.message);
		throw error;
	}
};
