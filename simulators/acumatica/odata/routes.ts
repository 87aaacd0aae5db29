import { RawNumber } from '../../harness/raw-json';
import type { SimRequest, SimResponse } from '../../harness/server';
import { callerOf } from '../auth/caller';
import { headerOf, queryOf } from '../http/call';
import { Refusal } from '../http/failure';
import { writeJson, type Json } from '../json/tree';
import { FilterReader, type Field, type Fields } from '../read/filter';
import { BadFilter } from '../read/filter-words';
import { shownTime } from '../data/stamp';
import type { World } from '../world';
import { batchRow, DACS } from './dacs';
import { GENERIC_INQUIRIES } from './inquiries';
import type { Column, FlatRow, FlatTable } from './table';

const error = (status: number, message: string): Refusal =>
	new Refusal({
		status, headers: { 'content-type': 'application/json; odata.metadata=minimal' }, body: JSON.stringify({ error: { code: '', message } }),
	});

class Columns implements Fields<FlatRow> {
	constructor(private readonly table: FlatTable) {}

	field(path: string): Field<FlatRow> {
		const column = this.table.columns.find(({ name }) => name === path);
		if (column === undefined) throw error(400, `Could not find a property named '${path}' on type '${this.table.name}'.`);
		if (column.formula === true) throw error(400, `The property '${path}' cannot be used in the $filter query option.`);
		return { kind: column.kind, read: (row) => row[path], instant: (text) => Date.parse(text) };
	}

	custom(): never {
		throw error(400, 'An unknown function with name \'cf\' was found.');
	}
}

const checkUser = (world: World, request: SimRequest): void => {
	const basic = /^Basic +(\S+)$/.exec(headerOf(request, 'authorization'))?.[1];
	if (basic === undefined) return void callerOf(world, request);
	const [name = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
	const user = world.company.users.find((one) => one.name === name.split('@')[0] && one.password === password.join(':'));
	if (user === undefined) throw new Refusal({ status: 401, headers: { 'www-authenticate': 'Basic realm="Acumatica"' } });
};

const shown = (world: World, column: Column, text: string, inquiry: boolean): Json => {
	if (text === '') return null;
	if (column.kind === 'number') return inquiry ? text : new RawNumber(text);
	if (column.kind === 'boolean') return text === 'true';
	if (column.kind === 'time') return shownTime(text, world.switches.values.serverOffset);
	return inquiry && column.pad !== undefined ? text.padEnd(column.pad) : text;
};

const whole = (request: SimRequest, name: string): number | undefined => {
	const text = queryOf(request, name);
	if (text === '') return undefined;
	if (!/^\d+$/.test(text)) throw error(400, `Invalid value '${text}' for ${name} query option found.`);
	return Number(text);
};

const sorted = (table: FlatTable, rows: readonly FlatRow[], by: string): readonly FlatRow[] => {
	const [name = '', direction = 'asc'] = by.trim().split(/\s+/);
	const column = table.columns.find((one) => one.name === name);
	if (column === undefined) throw error(400, `Could not find a property named '${name}' on type '${table.name}'.`);
	const rank = (row: FlatRow): string | number => (column.kind === 'number' ? Number(row[name]) : (row[name] ?? ''));
	return [...rows].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0) * (direction === 'desc' ? -1 : 1));
};

const UNSUPPORTED = ['$count', '$inlinecount', '$apply'] as const;



/** Flat rows of a table. A generic inquiry without $orderby has no order to rely on: here it turns around at every call. */
const select = (world: World, request: SimRequest, table: FlatTable, inquiry: boolean, all: readonly FlatRow[]): SimResponse => {
	for (const name of UNSUPPORTED) if (request.query.has(name)) throw error(400, `Query option '${name}' is not allowed.`);
	if (inquiry && request.query.has('$expand')) throw error(400, 'Query option \'Expand\' is not allowed.');
	let rows = all;
	try {
		const filter = queryOf(request, '$filter');
		if (filter !== '') rows = rows.filter(new FilterReader(new Columns(table)).read(filter));
	} catch (problem) {
		if (problem instanceof BadFilter) throw error(400, problem.message);
		throw problem;
	}
	const orderBy = queryOf(request, '$orderby');
	world.inquiriesAsked += 1;
	if (orderBy !== '') rows = sorted(table, rows, orderBy);
	else if (inquiry && world.inquiriesAsked % 2 === 0) rows = [...rows].reverse();
	const skip = whole(request, '$skip') ?? 0;
	const page = rows.slice(skip, skip + (whole(request, '$top') ?? rows.length));
	const names = queryOf(request, '$select').split(',').map((name) => name.trim()).filter((name) => name !== '');
	const wanted = names.length === 0 ? table.columns : names.map((name) => {
		const column = table.columns.find((one) => one.name === name);
		if (column === undefined) throw error(400, `Could not find a property named '${name}' on type '${table.name}'.`);
		return column;
	});
	const value: Json = page.map((row) => Object.fromEntries(wanted.map((column) => [
		column.name, shown(world, column, row[column.name] ?? '', inquiry),
	])));
	const context = `${world.context.baseUrl()}${request.path}/$metadata#${table.name}`;
	return {
		status: 200, headers: { 'content-type': 'application/json; odata.metadata=minimal', 'odata-version': inquiry ? '3.0' : '4.0' },
		body: writeJson({ [inquiry ? 'odata.metadata' : '@odata.context']: context, value }), note: { table: table.name, rows: page.length },
	};
};

/** Rows that were deleted, with the time at which (reference acumatica 9). */
const deletedRows = (world: World, request: SimRequest, table: FlatTable): SimResponse => {
	const extended: FlatTable = {
		...table,
		columns: [...table.columns.filter(({ name }) => table.keys.includes(name) || name === 'NoteID'), { name: 'DeleteDate', kind: 'time' }],
	};
	const rows = world.database.deleted.filter(({ entity }) => entity === table.entity)
		.map(({ record, at }) => ({ ...(table.entity === 'JournalTransaction' ? batchRow(world, record) : record.values), DeleteDate: at }));
	return select(world, request, extended, false, rows);
};

const EDMX = '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="PX.Objects">';

const entityType = ({ name, keys, columns }: FlatTable): string => [
	`<EntityType Name="${name}"><Key>`, ...keys.map((key) => `<PropertyRef Name="${key}"/>`), '</Key>',
	...columns.map((column) => `<Property Name="${column.name}"/>`), '</EntityType>',
].join('');

const metadata = (tables: readonly FlatTable[]): SimResponse => ({
	status: 200, headers: { 'content-type': 'application/xml' },
	body: `<?xml version="1.0" encoding="utf-8"?>${EDMX}${tables.map(entityType).join('')}</Schema></edmx:DataServices></edmx:Edmx>`,
});

/** Below `t/{tenant}/api/odata/gi|dac`, and the older addresses `odata/{tenant}` and `odatav4/{tenant}`. */
const target = (segments: readonly string[]): { readonly tenant: string; readonly inquiry: boolean; readonly rest: readonly string[] } | undefined => {
	const [first, tenant = '', api, kind, service, ...rest] = segments;
	if (first === 'odata') return { tenant, inquiry: true, rest: segments.slice(2) };
	if (first === 'odatav4') return { tenant, inquiry: false, rest: segments.slice(2) };
	if (api !== 'api' || kind !== 'odata' || (service !== 'gi' && service !== 'dac')) return undefined;
	return { tenant, inquiry: service === 'gi', rest };
};

export const odata = (world: World, request: SimRequest, segments: readonly string[]): SimResponse => {
	const found = target(segments);
	if (found === undefined || found.tenant.toLowerCase() !== world.company.tenant.toLowerCase()) throw error(404, 'Resource not found.');
	checkUser(world, request);
	const tables = found.inquiry ? GENERIC_INQUIRIES : DACS;
	const [name = '', operation] = found.rest;
	if (name === '$metadata') return metadata(tables);
	const table = tables.find((one) => one.name === name.replace(/_WithParameters\(.*\)$/, ''));
	if (table === undefined) throw error(404, `Resource not found for the segment '${name}'.`);
	if (operation === 'px.GetDeletedRecords()' && !found.inquiry) return deletedRows(world, request, table);
	const archived = headerOf(request, 'px-apiarchive').toUpperCase() === 'SHOW';
	return select(world, request, table, found.inquiry, table.rows(world, archived));
};
