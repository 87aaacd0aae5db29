import { FatalError } from '../../../core/errors';
import { allChildren, attribute, children, decodeUtf8, parseXml, XmlError, type XmlElement } from '../../../core/xml';
import { SYSTEM } from '../identity';
import { sayNearest } from './nearest-name';
import type { ModuleModel, PropertyDescription, PropertyKind, ResourceDescription } from './module-model';

const KINDS: Readonly<Record<string, PropertyKind>> = {
	'Edm.Boolean': 'flag', 'Edm.DateTime': 'day', 'Edm.DateTimeOffset': 'day', 'Edm.Date': 'day',
	'Edm.Decimal': 'number', 'Edm.Double': 'number', 'Edm.Single': 'number', 'Edm.Byte': 'number', 'Edm.SByte': 'number',
	'Edm.Int16': 'number', 'Edm.Int32': 'number', 'Edm.Int64': 'number',
};

/** Enough for the deepest tree of the vendor's (batch, entry, applied document, distribution); types can name themselves. */
const DEEPEST = 5;

/** Types of a document by their full and by their short name. */
interface Types {
	readonly structures: ReadonlyMap<string, XmlElement>;
	readonly enums: ReadonlyMap<string, XmlElement>;
	readonly generation: 3 | 4;
}

const shortName = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

/** Prefixes of elements are left aside: `edmx:DataServices` here, `DataServices` there. */
const local = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1);
const below = (element: XmlElement | undefined, name: string): readonly XmlElement[] => allChildren(element).filter((one) => local(one) === name);

const byNames = (schemas: readonly XmlElement[], kinds: readonly string[]): Map<string, XmlElement> => {
	const found = new Map<string, XmlElement>();
	for (const schema of schemas) {
		for (const type of kinds.flatMap((kind) => children(schema, kind))) {
			const name = attribute(type, 'Name') ?? '';
			found.set(`${attribute(schema, 'Namespace') ?? ''}.${name}`, type);
			if (!found.has(name)) found.set(name, type);
		}
	}
	return found;
};

const inTypes = (types: ReadonlyMap<string, XmlElement>, name: string): XmlElement | undefined => types.get(name) ?? types.get(shortName(name));

const ownProperties = (type: XmlElement): readonly XmlElement[] => [...children(type, 'Property'), ...children(type, 'NavigationProperty')];

/** With those of its base: a partner's endpoint is a type built upon the vendor's (reference sage-300 1). */
const withBase = (type: XmlElement, types: Types, depth = 0): readonly XmlElement[] => {
	const base = inTypes(types.structures, attribute(type, 'BaseType') ?? '');
	return [...(base && depth < DEEPEST ? withBase(base, types, depth + 1) : []), ...ownProperties(type)];
};

const keysOf = (type: XmlElement, types: Types, depth = 0): readonly string[] => {
	const own = children(type, 'Key').flatMap((key) => children(key, 'PropertyRef')).map((part) => attribute(part, 'Name') ?? '').filter((name) => name !== '');
	const base = inTypes(types.structures, attribute(type, 'BaseType') ?? '');
	return own.length > 0 || !base || depth >= DEEPEST ? own : keysOf(base, types, depth + 1);
};

const describeProperty = (property: XmlElement, types: Types, depth: number): PropertyDescription => {
	const name = attribute(property, 'Name') ?? '';
	const told = attribute(property, 'Type');
	// Relations of OData 3 name no type but a role: how many there are and of what stands elsewhere.
	if (told === undefined) return { name, kind: 'collection', edmType: '', members: [], fields: [] };
	const [, inner] = /^Collection\((.*)\)$/.exec(told) ?? [];
	const type = inner ?? told;
	const structure = inTypes(types.structures, type);
	const fields = structure && depth < DEEPEST ? withBase(structure, types).map((one) => describeProperty(one, types, depth + 1)) : [];
	if (inner !== undefined) return { name, kind: 'collection', edmType: type, members: [], fields };
	const enumeration = inTypes(types.enums, type);
	if (enumeration) return { name, kind: 'enum', edmType: type, members: children(enumeration, 'Member').map((member) => attribute(member, 'Name') ?? ''), fields: [] };
	const kind = KINDS[type] ?? (structure ? 'object' : 'text');
	return { name, kind, edmType: kind === 'number' || kind === 'day' ? `${type}@${types.generation}` : type, members: [], fields };
};

const unreadable = (module: string, said: string): FatalError => new FatalError({
	system: SYSTEM, operation: `read the field lists of ${module}`, said,
	remedy: 'Open the address of the module with /$metadata behind it in a browser: an XML document has to come. Check the address and the company in the credential.',
});

const rootOf = (body: Buffer, module: string): XmlElement => {
	try {
		return parseXml(decodeUtf8(body));
	} catch (error) {
		if (error instanceof XmlError) throw unreadable(module, `the document cannot be read: ${error.message}`);
		throw error;
	}
};

/** OData 3 says its number on the data services, OData 4 on the document. */
const generationOf = (root: XmlElement, services: XmlElement | undefined): 3 | 4 => {
	const names = ['m:DataServiceVersion', 'DataServiceVersion'];
	const said = services && names.map((name) => attribute(services, name)).find((version) => version !== undefined);
	return (said ?? attribute(root, 'Version') ?? '').startsWith('4') ? 4 : 3;
};

/**
 * The `$metadata` document of a module, of OData 3 or 4 (reference sage-300 2).
 *
 * @throws FatalError when it is no such document, or lists no resources
 */
export const readMetadata = (body: Buffer, module: string): ModuleModel => {
	const root = rootOf(body, module);
	const [services] = below(root, 'DataServices');
	const schemas = below(services, 'Schema');
	const sets = schemas.flatMap((schema) => children(schema, 'EntityContainer')).flatMap((container) => children(container, 'EntitySet'));
	if (sets.length === 0) throw unreadable(module, 'the document lists no resources');
	const types: Types = {
		structures: byNames(schemas, ['EntityType', 'ComplexType']), enums: byNames(schemas, ['EnumType']), generation: generationOf(root, services),
	};
	const typeOf = new Map(sets.map((set) => [attribute(set, 'Name') ?? '', attribute(set, 'EntityType') ?? '']));
	const resources = [...typeOf.keys()];
	const known = new Map<string, ResourceDescription>();

	/** As given, without regard to case, or under the name of the old generation, which had no module in front (reference sage-300 2). */
	const spelled = (resource: string): string | undefined => {
		const wanted = [resource.toLowerCase(), resource.toLowerCase().replace(module.toLowerCase(), '')];
		return wanted.map((name) => resources.find((one) => one.toLowerCase() === name)).find((one) => one !== undefined);
	};

	return {
		module,
		resources,
		describe(resource) {
			const name = spelled(resource);
			if (name === undefined) {
				throw new FatalError({
					system: SYSTEM, operation: `read ${resource}`, said: `the module ${module} of this company has no resource "${resource}"`,
					remedy: `${sayNearest(resource, resources)} Choose it from the list.`,
				});
			}
			const type = inTypes(types.structures, typeOf.get(name) ?? '');
			const description = known.get(name) ?? {
				module, resource: name, generation: types.generation, keys: type ? keysOf(type, types) : [],
				properties: type ? withBase(type, types).map((property) => describeProperty(property, types, 0)) : [],
			};
			known.set(name, description);
			return description;
		},
	};
};
