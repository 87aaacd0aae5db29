/**
 * The types of one server, as its introspection gives them or as the built-in lists have them. Everything about a node is found by walking
 * from type to type, so no name of a type has to be known: those are the server's own.
 */
export interface RawField {
	readonly type: string;
	readonly args: readonly string[];
}

export interface RawType {
	readonly kind: string;
	readonly fields: ReadonlyMap<string, RawField>;
	readonly values: readonly string[];
}

export interface Property {
	readonly name: string;
	/** `leaf`: a value. `reference`: one other record. `collection`: pages of members. */
	readonly kind: 'leaf' | 'reference' | 'collection';
	/** Of a leaf its scalar or enumeration, otherwise the type of the other records. */
	readonly type: string;
	/** Members of the enumeration, in the order in which the server lists them; empty for anything else. */
	readonly values: readonly string[];
	/** Of a collection: whether its pages stand below a field `query`. */
	readonly viaQuery: boolean;
}

export interface Located {
	/** From the root to the node: `x3Finance`, `journalEntryLine`. */
	readonly path: readonly string[];
	readonly viaQuery: boolean;
	readonly type: string;
}

interface Pages {
	readonly viaQuery: boolean;
	readonly type: string;
}

/** Packages of all generations are called alike but for their beginning (reference sage-x3 3.2). */
const packageStem = (name: string): string => name.replace(/^xtrem/i, '').toLowerCase();

const isPackage = (name: string): boolean => /^(?:xtrem)?x3/i.test(name);

export class Schema {
	private readonly known = new Map<string, ReadonlyMap<string, Property>>();

	constructor(
		private readonly types: ReadonlyMap<string, RawType>,
		private readonly root: string,
		/** False for built-in lists: a name that is missing there may exist all the same. */
		readonly isComplete: boolean,
		/** `Type.field` that a server has refused although a built-in list has it. */
		private readonly lacking: ReadonlySet<string> = new Set(),
	) {}

	/** The same without properties that the server has just said it does not have; undefined when none of them is known here. */
	without(refused: ReadonlyArray<{ readonly type: string; readonly field: string }>): Schema | undefined {
		const found = refused.flatMap(({ type, field }) => {
			const names = this.types.has(type) ? [type] : [...this.types.keys()].filter((name) => type.toLowerCase().endsWith(name.toLowerCase()));
			return names.filter((name) => this.fieldsOf(name).has(field)).map((name) => `${name}.${field}`);
		});
		const fresh = found.filter((each) => !this.lacking.has(each));
		return fresh.length === 0 ? undefined : new Schema(this.types, this.root, this.isComplete, new Set([...this.lacking, ...fresh]));
	}

	private fieldsOf(type: string): ReadonlyMap<string, RawField> {
		return this.types.get(type)?.fields ?? new Map<string, RawField>();
	}

	/** The type of the records, if what a field gives are pages of them. */
	private pagesOf(type: string): Pages | undefined {
		const viaQuery = this.fieldsOf(type).get('query');
		const edges = this.fieldsOf(viaQuery?.type ?? type).get('edges');
		const node = edges && this.fieldsOf(edges.type).get('node');
		return node && { viaQuery: viaQuery !== undefined, type: node.type };
	}

	/** Packages with where they stand: below the root, or below `sage` in the first release. */
	private packages(): ReadonlyArray<{ readonly path: readonly string[]; readonly type: string }> {
		const below = (type: string, path: readonly string[]): Array<{ readonly path: readonly string[]; readonly type: string }> =>
			[...this.fieldsOf(type)].filter(([name]) => isPackage(name) || path.length === 0).map(([name, field]) => ({ path: [...path, name], type: field.type }));
		const top = below(this.root, []);
		const sage = top.find(({ path }) => path[0] === 'sage');
		return sage ? [...top, ...below(sage.type, sage.path)] : top;
	}

	/** `x3Finance/journalEntryLine`, of whichever generation; `journalEntryLine` alone is looked for in all packages. */
	locate(name: string): Located | undefined {
		const [first = '', second] = name.split('/');
		const [wanted, node] = second === undefined ? [undefined, first] : [packageStem(first), second];
		const found = this.packages().flatMap(({ path, type }) => {
			const field = this.fieldsOf(type).get(node);
			const pages = field && this.pagesOf(field.type);
			return pages ? [{ located: { path: [...path, node], ...pages }, stem: packageStem(path.at(-1) ?? '') }] : [];
		});
		return (found.find(({ stem }) => stem === wanted) ?? found[0])?.located;
	}

	/** All nodes that can be read, as `package/node`. */
	nodes(): readonly string[] {
		return this.packages().flatMap(({ path, type }) =>
			[...this.fieldsOf(type)].filter(([, field]) => this.pagesOf(field.type) !== undefined).map(([name]) => `${path.at(-1)}/${name}`));
	}

	propertiesOf(type: string): ReadonlyMap<string, Property> {
		const known = this.known.get(type);
		if (known) return known;
		const properties = new Map<string, Property>();
		for (const [name, field] of this.fieldsOf(type)) {
			const property = this.lacking.has(`${type}.${name}`) ? undefined : this.propertyOf(name, field);
			if (property) properties.set(name, property);
		}
		this.known.set(type, properties);
		return properties;
	}

	private propertyOf(name: string, { type }: RawField): Property | undefined {
		const target = this.types.get(type);
		if (target === undefined || target.kind === 'SCALAR' || target.kind === 'ENUM') {
			return { name, kind: 'leaf', type, values: target?.values ?? [], viaQuery: false };
		}
		const pages = this.pagesOf(type);
		if (pages) return { name, kind: 'collection', type: pages.type, values: [], viaQuery: pages.viaQuery };
		// Lists of plain objects such as `_access`, and operations, are no properties of the record.
		return this.fieldsOf(type).has('_id') ? { name, kind: 'reference', type, values: [], viaQuery: false } : undefined;
	}
}
