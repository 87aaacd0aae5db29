import type { FolderDefinition } from '../model/types';
import { listed, type SwitchValues } from '../switches';
import { BINDINGS, TYPE_TABLES } from './bindings';
import { packagesOf, type FieldTypes } from './generations';
import { MENUS } from './menus';

export type FieldKind = 'id' | 'text' | 'int' | 'decimal' | 'date' | 'stamp' | 'flag' | 'menu' | 'reference' | 'rows';

/** One property of a node: its type in the schema, and where its value comes from. */
export interface Field {
	readonly name: string;
	/** Name of the type in the schema, that of the member for a collection. */
	readonly type: string;
	readonly kind: FieldKind;
	/** Empty when nothing is kept for it. */
	readonly columns: readonly string[];
	/** Table of the lines, or of the record that is named. */
	readonly table: string;
	/** Members of a menu, in the order of their numbers. */
	readonly members: readonly string[];
}

export interface NodeType {
	readonly name: string;
	readonly table: string;
	readonly fields: ReadonlyMap<string, Field>;
}

/** What one folder shows under one set of switches. */
export interface Catalogue {
	/** Node types by package and name of the node. */
	readonly packages: ReadonlyMap<string, ReadonlyMap<string, NodeType>>;
	type(name: string): NodeType;
	readonly types: ReadonlyMap<string, NodeType>;
	readonly menus: Readonly<Record<string, readonly string[]>>;
}

const SCALARS: Readonly<Record<string, FieldKind>> = {
	Id: 'id', String: 'text', Int: 'int', Decimal: 'decimal', Date: 'date', Datetime: 'stamp', Boolean: 'flag',
};

const BASE: FieldTypes = { _id: 'Id', _etag: 'String', _createStamp: 'Datetime', _updateStamp: 'Datetime', _createUser: 'SysUser',
	_updateUser: 'SysUser' };
const BASE_BINDING: Readonly<Record<string, string>> = { _createStamp: 'CREDATTIM', _updateStamp: 'UPDDATTIM', _createUser: 'CREUSR',
	_updateUser: 'UPDUSR', _etag: 'UPDDATTIM' };

/** A type that other nodes name and of which no list is known has a code and a description. */
const UNLISTED: FieldTypes = { code: 'String', localizedDescription: 'String' };
const UNLISTED_BINDING: Readonly<Record<string, string>> = { localizedDescription: 'DES' };

/** The binding of a property that may stand for two things: in one generation the entry is named, in the other the line. */
const bindingOf = (type: string, name: string, of: string): string => {
	if (type === 'JournalEntryAnalyticalLine' && name === 'journalEntryLine') return of === 'JournalEntry' ? 'TYP NUM' : 'TYP NUM LIN LEDTYP';
	const own = type === 'JournalEntryAnalyticalLineDimension' ? 'JournalEntryAnalyticalLineDimensions' : type;
	return BASE_BINDING[name] ?? BINDINGS[own]?.[name] ?? (BINDINGS[own] === undefined ? UNLISTED_BINDING[name] : undefined) ?? '';
};

export const makeCatalogue = (folder: FolderDefinition, values: SwitchValues): Catalogue => {
	const menus = { ...MENUS, GeneralLedgerTypes: folder.ledgers.map(({ member }) => member) };
	const lists = packagesOf(values);
	const extra = [
		...folder.customFields.map(({ type, name, column }) => ({ owner: type, name, type: 'String', column })),
		...listed(values.extraFields).map((text) => {
			const [, owner = '', name = '', type = '', column = ''] = /^(\w+)\.(\w+):(\w+)=(\w+)$/.exec(text) ?? [];
			return { owner, name, type, column };
		}),
	];
	const types = new Map<string, NodeType>();
	const known = new Map<string, FieldTypes>();
	for (const nodes of lists.values()) for (const { type, fields } of nodes.values()) known.set(type, fields);

	const field = (owner: string, name: string, typeText: string, column?: string): Field => {
		const rows = typeText.endsWith('[]');
		const type = typeText.replace('[]', '');
		const members = menus[type as keyof typeof menus] ?? [];
		const binding = column ?? bindingOf(owner, name, type);
		const kind: FieldKind = rows ? 'rows' : (SCALARS[type] ?? (members.length > 0 ? 'menu' : 'reference'));
		return {
			name, type, kind, members, columns: binding === '' ? [] : binding.replace('*', '').split(' '),
			table: rows ? binding.replace('*', '') : (TYPE_TABLES[type] ?? ''),
		};
	};

	const complete = (name: string): NodeType => {
		const there = types.get(name);
		if (there !== undefined) return there;
		const base = Object.entries(BASE).filter(([one]) => values.generation !== 'xtremX3' || !one.endsWith('User'));
		const own = { ...Object.fromEntries(base), ...(known.get(name) ?? UNLISTED) };
		const fields = new Map(Object.entries(own).map(([one, type]) => [one, field(name, one, type)]));
		for (const { owner, name: one, type, column } of extra) if (owner === name) fields.set(one, field(name, one, type, column));
		const made = { name, table: TYPE_TABLES[name] ?? '', fields };
		types.set(name, made);
		for (const one of fields.values()) if (one.kind === 'reference' || one.kind === 'rows') complete(one.type);
		return made;
	};

	const absent = listed(values.unpublished);
	const packages = new Map([...lists].map(([name, nodes]) => [name, new Map([...nodes].filter(([node]) => !absent.includes(node))
		.map(([node, { type }]) => [node, complete(type)] as const))] as const).filter(([, nodes]) => nodes.size > 0));
	return { packages, types, menus, type: (name) => types.get(name)! };
};
