import { bareOutcome, type FlatRecord } from './bare-format';
import type { Call, Outcome, Prepare } from './call';
import type { ObjectDefinition } from './catalogue';
import { requireAll, requireChild } from './element-order';
import { accessor } from './field-access';
import { FunctionFailure, SchemaViolation } from './failures';
import { fieldList, recordReader, returnFormatOf } from './read-by-query';
import type { Row } from './table';
import { readableObject, visibleIn } from './visibility';
import { childText } from './xml-tree';
import { node, type XmlNode } from './xml-text';

const MOST_KEYS = 100;

const fieldsNodes = (record: FlatRecord): XmlNode[] => record.map(([name, text]) => node(name, text));

/** Lines of a document, which query and readByQuery never return (reference 9). */
const nestedLines = ({ world }: Call, definition: ObjectDefinition, row: Row): XmlNode[] => {
	const { lines } = definition;
	const line = lines && world.database.definition(lines.object);
	if (!lines || !line) return [];
	const name = world.switches.text('nestedLineCase') === 'upper' ? line.name : line.name.toLowerCase();
	const rows = world.database.table(line.name).by(lines.parentField).get(row.key) ?? [];
	const fields = line.fields.map((field) => field.name);
	return [
		node(
			lines.container,
			rows.map(recordReader(world, line.name, fields)).map((record) => node(name, fieldsNodes(record))),
		),
	];
};

const recordOf = (call: Call, definition: ObjectDefinition, fields: readonly string[], withLines: boolean, row: Row): XmlNode =>
	node(definition.name, [
		...fieldsNodes(recordReader(call.world, definition.name, fields)(row)),
		...(withLines ? nestedLines(call, definition, row) : []),
	]);

const findRows = (call: Call, definition: ObjectDefinition, keys: readonly string[], by: 'key' | 'name'): readonly Row[] => {
	const { world, caller } = call;
	const table = world.database.table(definition.name);
	const visible = visibleIn(table, caller.entity, world.switches.flag('legacyReadsShowPrivate'));
	const rows = table.list();
	const positions = new Map(rows.map((row, at) => [by === 'key' ? row.key : (row.values[definition.nameField] ?? ''), at]));
	const found = keys
		.map((key) => positions.get(key))
		.filter((at) => at !== undefined && visible(at))
		.map((at) => rows[at!]!);
	if (found.length < keys.length && world.switches.text('mixedKeys') === 'fail') {
		throw new FunctionFailure([
			{ errorno: 'BL01001973', description: '', description2: `Could not read ${definition.name}: some keys do not exist.` },
		]);
	}
	return found;
};

const read =
	(by: 'key' | 'name'): Prepare =>
	(element) => {
		requireAll(element, ['object', 'keys', 'fields', 'returnFormat', 'docparid']);
		const object = requireChild(element, 'object').text.trim();
		const keys = requireChild(element, 'keys')
			.text.split(',')
			.map((key) => key.trim())
			.filter((key) => key !== '');
		if (keys.length > MOST_KEYS)
			throw new SchemaViolation(`Error 1871 Element 'keys': ${keys.length} keys given, at most ${MOST_KEYS} are expected.`);
		const format = returnFormatOf(childText(element, 'returnFormat'));
		const fieldText = childText(element, 'fields');
		return (call): Outcome => {
			const { world } = call;
			world.usage.count(element.name);
			const definition = readableObject(world, object);
			const container = definition.lines?.container;
			const asked = fieldList(definition, fieldText);
			const fields = asked.filter((name) => name !== container);
			const withLines =
				container !== undefined && (asked.includes(container) || fieldText === undefined || fieldText === '' || fieldText === '*');
			const unknown = fields.filter((name) => accessor(world, definition.name, name) === undefined);
			if (unknown.length > 0) throw new FunctionFailure([{ errorno: `Invalid fields list ${unknown.join(',')}` }]);
			const rows = findRows(call, definition, keys, by);
			world.effects.add('read', { object: definition.name, count: rows.length });
			if (format !== 'xml') return bareOutcome(format, fields, rows.map(recordReader(world, definition.name, fields)));
			const records = rows.map((row) => recordOf(call, definition, fields, withLines, row));
			return {
				kind: 'xml',
				data: node('data', records.length === 0 ? undefined : records, { listtype: definition.name, count: String(records.length) }),
			};
		};
	};

export const readByKey: Prepare = read('key');
export const readByName: Prepare = read('name');
