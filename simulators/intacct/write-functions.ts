import type { Call, Outcome, Prepare } from './call';
import type { ObjectDefinition } from './catalogue';
import { requireAll, requireChild, requireSequence } from './element-order';
import { FunctionFailure, SchemaViolation, wrapped } from './failures';
import { postJournal } from './journal-entry';
import { removeRecord, saveRecord, type Author } from './record-change';
import type { Row } from './table';
import { childrenNamed, child, childText, type XmlElement } from './xml-tree';
import { node, type XmlNode } from './xml-text';

const MOST_OBJECTS = 100;

/** Leaves by name; a leaf inside a group gets a dotted name (`DISPLAYCONTACT.EMAIL1`). */
const leaves = (element: XmlElement, skip: ReadonlySet<string>, prefix = ''): Record<string, string> =>
	Object.assign(
		{},
		...element.children
			.filter(({ name }) => !skip.has(name))
			.map((inner) => (inner.children.length > 0 ? leaves(inner, skip, `${prefix}${inner.name}.`) : { [prefix + inner.name]: inner.text })),
	) as Record<string, string>;

const authorOf = ({ caller }: Call): Author => ({ user: caller.user, source: 'api' });

const saved = (definition: ObjectDefinition, row: Row): XmlNode => {
	const name = definition.name.toLowerCase();
	const named = definition.nameField !== definition.keyField ? [node(definition.nameField, row.values[definition.nameField] ?? '')] : [];
	return node(name, [node(definition.keyField, row.key), ...named]);
};

const knownObject = (call: Call, name: string): ObjectDefinition => {
	const definition = call.world.database.definition(name);
	if (!definition) throw new FunctionFailure([{ errorno: 'Query Failed', description2: `Object definition ${name} not found` }]);
	return definition;
};

const refuseRecord = (definition: ObjectDefinition, verb: string, errorno: string, description2: string, correction = ''): never => {
	throw new FunctionFailure(
		wrapped({ errorno, description: '', description2, correction }, `Could not ${verb} ${definition.name} record.`),
	);
};

const checkFields = (call: Call, definition: ObjectDefinition, values: Readonly<Record<string, string>>, verb: string): void => {
	const unknown = Object.keys(values).find((name) => call.world.database.catalogue.field(definition.name, name) === undefined);
	if (unknown !== undefined) refuseRecord(definition, verb, 'BL03000018', `Field ${unknown} of object ${definition.name} does not exist.`);
};

const ENTRY_ONLY = new Set(['ENTRIES']);

const createJournal = (call: Call, element: XmlElement): Row => {
	const entries = child(element, 'ENTRIES');
	const lines = entries ? childrenNamed(entries, 'GLENTRY').map((line) => leaves(line, new Set(['SPLIT']))) : [];
	return postJournal(call.world, { header: leaves(element, ENTRY_ONLY), lines }, call.caller.entity, authorOf(call));
};

const createPlain = (call: Call, definition: ObjectDefinition, element: XmlElement): Row => {
	const { world, caller } = call;
	const { lines } = definition;
	const values = leaves(element, new Set(lines ? [lines.container] : []));
	checkFields(call, definition, values, 'create');
	const required = definition.fields.find((field) => field.required && !values[field.name]);
	if (required) refuseRecord(definition, 'create', 'BL03000018', `${required.name} is required.`);
	const name = definition.nameField === definition.keyField ? '' : (values[definition.nameField] ?? '');
	if (name !== '' && world.database.find(definition.name, definition.nameField, name)) {
		refuseRecord(
			definition,
			'create',
			'BL34000061',
			`Another ${definition.label} with the same ${definition.nameField} '${name}' already exists.`,
			'Use a unique value instead.',
		);
	}
	const row = saveRecord(world, definition, undefined, { MEGAENTITYID: caller.entity, ...values }, { author: authorOf(call) });
	const line = lines && world.database.definition(lines.object);
	const container = lines && child(element, lines.container);
	for (const inner of container?.children ?? []) {
		if (line) saveRecord(world, line, undefined, { ...leaves(inner, new Set()), [lines.parentField]: row.key }, { author: authorOf(call) });
	}
	return row;
};

const createOne = (call: Call, element: XmlElement): XmlNode => {
	const definition = knownObject(call, element.name);
	const row = definition.name === 'GLBATCH' ? createJournal(call, element) : createPlain(call, definition, element);
	return saved(definition, row);
};

const updateOne = (call: Call, element: XmlElement): XmlNode => {
	const { world } = call;
	const definition = knownObject(call, element.name);
	const values = leaves(element, new Set(definition.lines ? [definition.lines.container] : []));
	checkFields(call, definition, values, 'update');
	const key = values[definition.keyField];
	const before = key
		? world.database.truth(definition.name, key)
		: world.database.find(definition.name, definition.nameField, values[definition.nameField] ?? '');
	if (!before)
		refuseRecord(definition, 'update', 'BL01001973', `${definition.label} ${key ?? values[definition.nameField] ?? ''} does not exist.`);
	return saved(definition, saveRecord(world, definition, before?.key, values, { author: authorOf(call) }));
};

/** One after the other; a failure tells which objects had been saved before it (reference 5). */
const each =
	(work: (call: Call, element: XmlElement) => XmlNode): Prepare =>
	(element) => {
		if (element.children.length === 0 || element.children.length > MOST_OBJECTS) {
			throw new SchemaViolation(
				`Error 1871 Element '${element.name}': ${element.children.length} objects given, 1 to ${MOST_OBJECTS} are expected.`,
			);
		}
		return (call): Outcome => {
			const done: XmlNode[] = [];
			const data = (): XmlNode => node('data', done.length > 0 ? done : undefined, { listtype: 'objects', count: String(done.length) });
			for (const one of element.children) {
				call.world.usage.count(element.name);
				try {
					done.push(work(call, one));
				} catch (error) {
					if (error instanceof FunctionFailure) throw new FunctionFailure(error.errors, data());
					throw error;
				}
			}
			return { kind: 'xml', data: data() };
		};
	};

export const create: Prepare = each(createOne);
export const update: Prepare = each(updateOne);

/** Answers with just the status (reference 5). */
export const remove: Prepare = (element) => {
	requireAll(element, ['object', 'keys']);
	const object = requireChild(element, 'object').text.trim();
	const keys = requireChild(element, 'keys')
		.text.split(',')
		.map((key) => key.trim());
	if (keys.length > MOST_OBJECTS)
		throw new SchemaViolation(`Error 1871 Element 'keys': ${keys.length} keys given, at most ${MOST_OBJECTS} are expected.`);
	return (call) => {
		const definition = knownObject(call, object);
		for (const key of keys) {
			call.world.usage.count('delete');
			if (!removeRecord(call.world, definition, key, { author: authorOf(call) }))
				refuseRecord(definition, 'delete', 'BL01001973', `${definition.label} ${key} does not exist.`);
		}
		return { kind: 'xml' };
	};
};

const dateOf = (element: XmlElement | undefined): string =>
	element ? `${childText(element, 'month') ?? ''}/${childText(element, 'day') ?? ''}/${childText(element, 'year') ?? ''}` : '';

const legacyLine = (element: XmlElement): Record<string, string> => {
	requireSequence(element, [
		'trtype',
		'amount',
		'glaccountno',
		'document',
		'datecreated',
		'memo',
		'locationid',
		'departmentid',
		'customerid',
		'vendorid',
		'employeeid',
		'projectid',
		'itemid',
		'classid',
		'currency',
	]);
	const text = (name: string): string => childText(element, name) ?? '';
	return {
		TR_TYPE: text('trtype') === 'debit' ? '1' : text('trtype') === 'credit' ? '-1' : text('trtype'),
		TRX_AMOUNT: text('amount'),
		ACCOUNTNO: text('glaccountno'),
		DOCUMENT: text('document'),
		DESCRIPTION: text('memo'),
		LOCATION: text('locationid'),
		DEPARTMENT: text('departmentid'),
		VENDORID: text('vendorid'),
		PROJECTID: text('projectid'),
		CLASSID: text('classid'),
		CURRENCY: text('currency'),
	};
};

/** The legacy twin of create GLBATCH; answers with `<key>` (reference 5, 15). */
export const createGlTransaction: Prepare = (element) => {
	requireSequence(element, [
		'journalid',
		'datecreated',
		'reverseddate',
		'description',
		'referenceno',
		'sourceentity',
		'customfields',
		'gltransactionentries',
	]);
	requireSequence(requireChild(element, 'datecreated'), ['year', 'month', 'day']);
	const lines = childrenNamed(requireChild(element, 'gltransactionentries'), 'glentry').map(legacyLine);
	const header = {
		JOURNAL: childText(element, 'journalid') ?? '',
		BATCH_DATE: dateOf(child(element, 'datecreated')),
		BATCH_TITLE: childText(element, 'description') ?? '',
		REFERENCENO: childText(element, 'referenceno') ?? '',
		REVERSEDATE: dateOf(child(element, 'reverseddate')),
		STATE: 'Posted',
	};
	return (call) => {
		call.world.usage.count('create_gltransaction');
		return { kind: 'xml', before: node('key', postJournal(call.world, { header, lines }, call.caller.entity, authorOf(call)).key) };
	};
};
