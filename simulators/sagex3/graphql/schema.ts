import {
	GraphQLBoolean, GraphQLEnumType, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString,
	type GraphQLFieldConfig, type GraphQLFieldConfigArgumentMap, type GraphQLOutputType, type GraphQLScalarType,
} from 'graphql';
import type { Catalogue, Field, NodeType } from '../contract/catalogue';
import { cursorOf } from '../query/page';
import { keyNamed, keyOf, recordNamed } from '../query/values';
import type { SortKey } from '../query/order';
import type { SwitchValues } from '../switches';
import { diagnosed, nodeName, type Asked, type Shown } from './asked';
import { edgesOf, endsOf, listLines, listRecords, type Connection, type ListArguments } from './connections';
import { written } from './render';
import { ownScalars } from './scalars';

type FieldConfig<Source> = GraphQLFieldConfig<Source, Asked>;

interface Edge {
	readonly shown: Shown;
	readonly keys: readonly SortKey[];
}

/** Lines of a record, before anybody said which of them. */
interface Lines {
	readonly parent: Shown;
	readonly field: Field;
}

const LIST_ARGUMENTS: GraphQLFieldConfigArgumentMap = {
	filter: { type: GraphQLString }, orderBy: { type: GraphQLString }, first: { type: GraphQLInt }, after: { type: GraphQLString },
		last: { type: GraphQLInt },
	before: { type: GraphQLString },
};

/** Builds the schema of a catalogue: package, node, operation (reference sage-x3 3.1). There are no mutations. */
class SchemaBuilder {
	private readonly scalars = ownScalars();
	private readonly enums = new Map<string, GraphQLEnumType>();
	private readonly objects = new Map<string, GraphQLObjectType<Shown, Asked>>();
	private readonly lists = new Map<string, GraphQLObjectType<Connection, Asked>>();
	private readonly collections = new Map<string, GraphQLObjectType<Lines, Asked>>();
	private readonly pageInfo = new GraphQLObjectType<Readonly<Record<string, unknown>>, Asked>({
		name: 'PageInfo', fields: {
			startCursor: { type: GraphQLString }, endCursor: { type: GraphQLString }, hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
			hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
		},
	});
	private readonly access = new GraphQLObjectType<unknown, Asked>({ name: '_OutputAccessBinding',
		fields: { name: { type: GraphQLString }, status: { type: GraphQLString } } });

	constructor(private readonly catalogue: Catalogue, private readonly values: SwitchValues) {}

	schema(): GraphQLSchema {
		const packages: Record<string, FieldConfig<unknown>> = {};
		for (const [name, nodes] of this.catalogue.packages) {
			const fields = Object.fromEntries([...nodes].map(([node, type]) => [node, this.nodeField(node, type)]));
			const type = new GraphQLObjectType<unknown, Asked>({ name: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, fields });
			packages[name] = { type, resolve: () => ({}) };
		}
		const whole = (name: string): GraphQLObjectType<unknown, Asked> => new GraphQLObjectType<unknown, Asked>({ name, fields: packages });
		if (this.values.generation !== 'sage2019') return new GraphQLSchema({ query: whole('Query') });
		const query = new GraphQLObjectType<unknown, Asked>({ name: 'Query', fields: { sage: { type: whole('Sage'), resolve: () => ({}) } } });
		return new GraphQLSchema({ query });
	}

	/** `site { query(…) read(_id) }`, or in the 2019 generation `site(…)`. */
	private nodeField(node: string, type: NodeType): FieldConfig<unknown> {
		const list: GraphQLFieldConfig<unknown, Asked, ListArguments> = {
			type: this.list(type), args: LIST_ARGUMENTS, resolve: (_source, ask, asked) => {
				asked.checkRight(node);
				return listRecords(asked, type, ask);
			},
		};
		if (this.values.generation === 'sage2019') return list;
		const argument: GraphQLScalarType = this.values.readArgument === 'Id' ? this.scalars.Id : GraphQLString;
		const read: GraphQLFieldConfig<unknown, Asked, { readonly _id: string }> = {
			type: this.object(type), args: { _id: { type: new GraphQLNonNull(argument) } }, resolve: (_source, { _id }, asked, info) => {
				asked.checkRight(node);
				asked.nodes.add(node);
				const row = asked.reader.folder.source(type.table).find(keyOf(_id, type, this.values));
				if (row === undefined && this.values.readMissing === 'error') {
					throw diagnosed('Read failed.', [{ severity: 3, message: `${_id}: record not found`, path: [] }]);
				}
				if (row !== undefined) asked.checkDisturbed(node, row, info);
				return row === undefined ? null : { row, type, node };
			},
		};
		const operations = new GraphQLObjectType<unknown, Asked>({ name: `${type.name}_Operations`, fields: { query: list, read } });
		return { type: operations, resolve: () => ({}) };
	}

	private list(type: NodeType): GraphQLObjectType<Connection, Asked> {
		return this.once(this.lists, type.name, () => {
			const edge = new GraphQLObjectType<Edge, Asked>({
				name: `${type.name}Edge`, fields: () => ({
					node: {
						type: this.object(type), resolve: ({ shown }, _ask, asked, info) => {
							asked.checkDisturbed(shown.node, shown.row, info);
							return shown;
						},
					},
					cursor: { type: new GraphQLNonNull(GraphQLString), resolve: ({ shown, keys }) => cursorOf(shown.row, keys) },
				}),
			});
			return new GraphQLObjectType<Connection, Asked>({
				name: `${type.name}Connection`, fields: {
					totalCount: { type: GraphQLInt, resolve: ({ total }) => total }, edges: { type: new GraphQLList(edge), resolve: edgesOf },
					pageInfo: { type: new GraphQLNonNull(this.pageInfo), resolve: endsOf },
				},
			});
		});
	}

	private object(type: NodeType): GraphQLObjectType<Shown, Asked> {
		return this.once(this.objects, type.name, () => new GraphQLObjectType<Shown, Asked>({
			name: type.name, fields: () => ({
				...Object.fromEntries([...type.fields.values()].map((field) => [field.name, this.property(type, field)])),
				_access: { type: new GraphQLList(this.access), resolve: () => [] },
			}),
		}));
	}

	private property(type: NodeType, field: Field): FieldConfig<Shown> {
		if (field.kind === 'rows') return this.linesField(field);
		if (field.kind === 'reference') {
			const target = this.catalogue.type(field.type);
			return {
				type: this.object(target), resolve: ({ row }, _ask, asked) => {
					if (keyNamed(row, field) === undefined) return null;
					return { row: recordNamed(row, field, asked.reader), type: target, node: nodeName(target.name) };
				},
			};
		}
		return { type: this.scalar(field), resolve: ({ row }, _ask, asked) => written(row, type, field, asked.reader) };
	}

	/** `journalEntryLines { query(first: 500) { … } }`, or in the 2019 generation `journalEntryLines(first: 500) { … }`. */
	private linesField(field: Field): FieldConfig<Shown> {
		const target = this.catalogue.type(field.type);
		const open = ({ parent, field: { name, table } }: Lines, ask: ListArguments, asked: Asked): Connection => {
			asked.checkRight(`${parent.node}.${name}`);
			return listLines(asked, target, table === '' ? [] : parent.row.rows(table), ask);
		};
		if (this.values.generation === 'sage2019') {
			const flat: GraphQLFieldConfig<Shown, Asked, ListArguments> = {
				type: this.list(target), args: LIST_ARGUMENTS, resolve: (parent, ask, asked, info) => {
					asked.checkDisturbed(`${parent.node}.${field.name}`, parent.row, info);
					return open({ parent, field }, ask, asked);
				},
			};
			return flat;
		}
		const collection = this.once(this.collections, target.name, () => new GraphQLObjectType<Lines, Asked>({
			name: `${target.name}_Collection`, fields: () => ({ query: { type: this.list(target), args: LIST_ARGUMENTS, resolve: open } }),
		}));
		return {
			type: collection, resolve: (parent, _ask, asked, info) => {
				asked.checkRight(`${parent.node}.${field.name}`);
				asked.checkDisturbed(`${parent.node}.${field.name}`, parent.row, info);
				return { parent, field };
			},
		};
	}

	private scalar({ kind, type, members }: Field): GraphQLOutputType {
		if (kind === 'menu') {
			return this.once(this.enums, type, () => new GraphQLEnumType({ name: type,
				values: Object.fromEntries(members.map((member) => [member, {}])) }));
		}
		const scalars: Readonly<Partial<Record<Field['kind'], GraphQLOutputType>>> = {
			id: this.scalars.Id, int: GraphQLInt, decimal: this.scalars.Decimal, date: this.scalars.Date, stamp: this.scalars.Datetime,
				flag: GraphQLBoolean,
		};
		return scalars[kind] ?? GraphQLString;
	}

	private once<T>(made: Map<string, T>, name: string, make: () => T): T {
		const known = made.get(name);
		if (known !== undefined) return known;
		const one = make();
		made.set(name, one);
		return one;
	}
}

export const schemaOf = (catalogue: Catalogue, values: SwitchValues): GraphQLSchema => new SchemaBuilder(catalogue, values).schema();
