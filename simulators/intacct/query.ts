import { aggregated } from './aggregate';
import { balanceRows } from './account-balance-object';
import { bareOutcome, type FlatRecord } from './bare-format';
import type { Call, Outcome, Prepare } from './call';
import { FORBIDDEN_IN_SELECT } from './catalogue/company';
import { compile, type Predicate } from './condition';
import { accessor, renderer } from './field-access';
import { processingError } from './failures';
import { ordered } from './order';
import { readQueryRequest, type QueryRequest } from './query-request';
import type { Row, Table } from './table';
import { readableObject, visibleIn } from './visibility';
import type { World } from './world';
import { node, type XmlNode } from './xml-text';

/** Positions that match, in order: all are counted, one page is kept. */
const page = (order: Uint32Array, matches: Predicate, offset: number, pageSize: number): { total: number; positions: number[] } => {
	const positions: number[] = [];
	const end = offset + pageSize;
	let total = 0;
	for (let at = 0; at < order.length; at++) {
		const position = order[at]!;
		if (!matches(position)) continue;
		if (total >= offset && total < end) positions.push(position);
		total += 1;
	}
	return { total, positions };
};

const columnsOf = (
	world: World,
	object: string,
	paths: readonly string[],
	bare: boolean,
): readonly (readonly [string, (row: Row) => string])[] =>
	paths.map((path) => {
		const access = accessor(world, object, path);
		if (!access || FORBIDDEN_IN_SELECT[object]?.has(path)) throw processingError(`Field ${path} of object ${object} does not exist.`);
		return [path, renderer(world, access, bare)] as const;
	});

export const recordNode = (name: string, record: FlatRecord, omitNull: boolean): XmlNode =>
	node(
		name,
		(omitNull ? record.filter(([, text]) => text !== '') : record).map(([field, text]) => node(field, text)),
	);

interface Answer {
	readonly total: number;
	readonly names: readonly string[];
	readonly records: readonly FlatRecord[];
}

const plainAnswer = (world: World, table: Table, request: QueryRequest, matches: Predicate): Answer => {
	const columns = columnsOf(
		world,
		table.object,
		request.select.map(({ path }) => path),
		request.returnFormat !== 'xml',
	);
	const { total, positions } = page(ordered(world, table, request.orderBy), matches, request.offset, request.pageSize);
	const rows = table.list();
	return {
		total,
		names: columns.map(([name]) => name),
		records: positions.map((position) => columns.map(([name, render]) => [name, render(rows[position]!)] as const)),
	};
};

const groupedAnswer = (world: World, table: Table, request: QueryRequest, matches: Predicate): Answer => {
	const rows = table.list();
	const chosen = [...ordered(world, table, request.orderBy)].filter(matches).map((position) => rows[position]!);
	const { names, records } = aggregated(world, table.object, request.select, chosen);
	return { total: records.length, names, records: records.slice(request.offset, request.offset + request.pageSize) };
};

const dataNode = (world: World, object: string, request: QueryRequest, { total, records }: Answer): XmlNode => {
	const remaining = Math.max(0, total - request.offset - records.length);
	const attributes = {
		listtype: object,
		totalcount: String(total),
		offset: String(request.offset),
		count: String(records.length),
		numremaining: String(remaining),
	};
	if (total === 0 && world.switches.text('emptyResult') === 'minimal') return node('data', undefined, { listtype: object, count: '0' });
	if (records.length === 0) return node('data', undefined, attributes);
	return node(
		'data',
		records.map((record) => recordNode(object, record, world.switches.flag('omitNullElements'))),
		attributes,
	);
};

const run = (request: QueryRequest, { world, caller }: Call): Outcome => {
	world.usage.count('query');
	const { name } = readableObject(world, request.object);
	if (name === 'AUDITHISTORY' && request.offset > world.switches.number('auditMaxOffset'))
		throw processingError('The offset is too large.');
	if (name === 'GLACCOUNTBALANCE' && !world.switches.flag('queryGlAccountBalance'))
		throw processingError(`Query is not supported for object ${name}.`);
	const table = name === 'GLACCOUNTBALANCE' ? balanceRows(world, request.filter, caller.entity) : world.database.table(name);
	const wanted = compile(world, table, request.filter, 'query', request.ignoreCase);
	const visible = visibleIn(table, caller.entity, request.showPrivate);
	const matches: Predicate = (at) => wanted(at) && visible(at);
	const grouped = request.select.some(({ aggregate }) => aggregate !== undefined);
	const answer = (grouped ? groupedAnswer : plainAnswer)(world, table, request, matches);
	world.effects.add('query', {
		object: name,
		count: answer.records.length,
		offset: request.offset,
		total: answer.total,
		pagesize: request.pageSize,
		entity: caller.entity,
		...(caller.session ? { session: caller.session.number } : {}),
	});
	if (request.returnFormat !== 'xml') return bareOutcome(request.returnFormat, answer.names, answer.records);
	return { kind: 'xml', data: dataNode(world, name, request, answer) };
};

export const query: Prepare = (element) => {
	const request = readQueryRequest(element);
	return (call) => run(request, call);
};
