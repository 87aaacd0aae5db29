import { balanceRows } from './account-balance-object';
import { bareOutcome, type FlatRecord } from './bare-format';
import type { Call, Outcome, Prepare } from './call';
import type { ObjectDefinition } from './catalogue';
import { compile } from './condition';
import { integerChild, requireAll, requireChild } from './element-order';
import { accessor, renderer } from './field-access';
import { processingError, SchemaViolation } from './failures';
import { readLegacyFilter } from './legacy-filter';
import { ordered } from './order';
import { recordNode } from './query';
import type { ResultSet } from './sessions';
import type { Row } from './table';
import { readableObject, visibleIn } from './visibility';
import type { World } from './world';
import { childText } from './xml-tree';
import { node } from './xml-text';

/** Custom objects keep their integration name, standard ones are written lower-case (reference 7). */
export const legacyName = (definition: ObjectDefinition): string =>
	definition.keyField === 'id' ? definition.name : definition.name.toLowerCase();

/** Field names of a `fields` list; `*` or nothing means all. */
export const fieldList = (definition: ObjectDefinition, text: string | undefined): readonly string[] => {
	if (text === undefined || text === '' || text === '*') return definition.fields.map(({ name }) => name);
	return text.split(',').map((name) => name.trim());
};

/** Reads the same fields of one row after another; an unknown field is refused even where there is no row. */
export const recordReader = (world: World, object: string, fields: readonly string[]): ((row: Row) => FlatRecord) => {
	const columns = fields.map((path) => {
		const access = accessor(world, object, path);
		if (!access) throw processingError(`Field ${path} of object ${object} does not exist.`);
		return [path, renderer(world, access)] as const;
	});
	return (row) => columns.map(([path, render]) => [path, render(row)] as const);
};

export const returnFormatOf = (text: string | undefined): 'xml' | 'json' | 'csv' => {
	if (text === undefined || text === '' || text === 'xml') return 'xml';
	if (text === 'json' || text === 'csv') return text;
	throw new SchemaViolation(`Error 1824 Element 'returnFormat': '${text}' is not a valid value.`);
};

const pageOutcome = ({ world }: Call, definition: ObjectDefinition, set: Omit<ResultSet, 'id'>, resultId: string): Outcome => {
	const rows = set.rows.slice(set.next, set.next + set.pageSize);
	const records = rows.map(recordReader(world, definition.name, set.fields));
	const name = legacyName(definition);
	set.next += rows.length;
	const format = returnFormatOf(set.returnFormat);
	if (format !== 'xml') return bareOutcome(format, set.fields, records);
	const attributes = {
		listtype: name,
		count: String(rows.length),
		totalcount: String(set.rows.length),
		numremaining: String(set.rows.length - set.next),
		resultId,
	};
	const omitNull = world.switches.flag('omitNullElements');
	return {
		kind: 'xml',
		data: node('data', rows.length === 0 ? undefined : records.map((record) => recordNode(name, record, omitNull)), attributes),
	};
};

export const readByQuery: Prepare = (element) => {
	requireAll(element, ['object', 'fields', 'query', 'pagesize', 'returnFormat', 'docparid']);
	const object = requireChild(element, 'object').text.trim();
	const pageSize = integerChild(element, 'pagesize', 100, 1, 1000);
	const returnFormat = returnFormatOf(childText(element, 'returnFormat'));
	const text = childText(element, 'query') ?? '';
	const fieldText = childText(element, 'fields');
	return (call) => {
		const { world, caller } = call;
		world.usage.count('readByQuery');
		const definition = readableObject(world, object);
		const filter = readLegacyFilter(text);
		const table =
			definition.name === 'GLACCOUNTBALANCE' ? balanceRows(world, filter.condition, caller.entity) : world.database.table(definition.name);
		const wanted = compile(world, table, filter.condition, 'legacy', false);
		const visible = visibleIn(table, caller.entity, world.switches.flag('legacyReadsShowPrivate'));
		const all = table.list();
		const matching = [...ordered(world, table, [])].filter((at) => wanted(at) && visible(at)).map((at) => all[at]!);
		// The set is frozen here: rows are versions, so later changes do not reach it.
		const set: Omit<ResultSet, 'id'> = {
			owner: caller.owner,
			object: definition.name,
			fields: fieldList(definition, fieldText),
			rows: matching.slice(0, filter.limit),
			pageSize,
			createdAt: world.now(),
			returnFormat,
			next: 0,
		};
		const kept = set.rows.length > pageSize ? world.sessions.keep(set) : undefined;
		const outcome = pageOutcome(call, definition, kept ?? set, kept?.id ?? '');
		world.effects.add('read-by-query', {
			object: definition.name,
			count: Math.min(pageSize, set.rows.length),
			offset: 0,
			total: set.rows.length,
			entity: caller.entity,
		});
		return outcome;
	};
};

export const readMore: Prepare = (element) => {
	requireAll(element, ['resultId', 'object', 'reportId']);
	const id = childText(element, 'resultId');
	const object = childText(element, 'object');
	if (id === undefined && object === undefined && childText(element, 'reportId') === undefined) {
		throw new SchemaViolation(
			"Error 1871 Element 'readMore': Missing child element(s). Expected is one of ( resultId, object, reportId ).",
		);
	}
	return (call) => {
		const { world, caller } = call;
		world.usage.count('readMore');
		const name = object === undefined ? undefined : (world.database.definition(object)?.name ?? object);
		const set = id === undefined ? world.sessions.lastResult(name ?? '', caller.owner) : world.sessions.result(id, caller.owner);
		const life = world.switches.number('resultIdLifeSeconds');
		const expired = set !== undefined && life > 0 && world.now() >= set.createdAt + life * 1000;
		if (!set || expired) throw processingError(`No result set ${id ?? object ?? ''} found.`);
		const offset = set.next;
		const outcome = pageOutcome(call, readableObject(world, set.object), set, set.id);
		world.effects.add('read-more', { object: set.object, count: set.next - offset, offset, total: set.rows.length, entity: caller.entity });
		return outcome;
	};
};
