import type { EntityType, Property, Resource } from './types';

interface Dialect {
	readonly head: (namespace: string) => string;
	readonly tail: string;
	readonly date: string;
	readonly enums: boolean;
}

const DIALECTS: Readonly<Record<'odata4' | 'odata3', Dialect>> = {
	odata4: {
		head: (namespace) => '<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">'
			+ `<edmx:DataServices><Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
		tail: '</Schema></edmx:DataServices></edmx:Edmx>', date: 'Edm.DateTimeOffset', enums: true,
	},
	odata3: {
		head: (namespace) => '<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">'
			+ '<edmx:DataServices m:DataServiceVersion="3.0" m:MaxDataServiceVersion="3.0" '
			+ 'xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">'
			+ `<Schema Namespace="${namespace}" xmlns="http://schemas.microsoft.com/ado/2009/11/edm">`,
		tail: '</Schema></edmx:DataServices></edmx:Edmx>', date: 'Edm.DateTime', enums: false,
	},
};

const enumName = (type: EntityType, property: Property): string => `${type.name}${property.name}`;

const edmType = (namespace: string, dialect: Dialect, type: EntityType, property: Property): string => {
	const plain: Readonly<Record<Property['kind'], string>> = {
		text: 'Edm.String', date: dialect.date, amount: 'Edm.Decimal', decimal: 'Edm.Decimal', integer: 'Edm.Int64', flag: 'Edm.Boolean',
		enum: dialect.enums ? `${namespace}.${enumName(type, property)}` : 'Edm.String', rows: `Collection(${namespace}.${property.type?.name ?? ''})`,
	};
	return plain[property.kind];
};

const canBeNull = ({ kind }: Property): boolean => kind === 'text' || kind === 'date';

const members = (namespace: string, dialect: Dialect, type: EntityType): string => type.properties.map((property) =>
	`<Property Name="${property.name}" Type="${edmType(namespace, dialect, type, property)}"`
	+ `${canBeNull(property) && !type.key.includes(property) ? '' : ' Nullable="false"'}/>`).join('');

const withNested = (type: EntityType): readonly EntityType[] =>
	[type, ...type.properties.flatMap((property) => (property.type === undefined ? [] : withNested(property.type)))];

const enumsOf = (type: EntityType): string => type.properties.filter(({ kind }) => kind === 'enum').map((property) =>
	`<EnumType Name="${enumName(type, property)}">${property.words.map((word, at) =>
		`<Member Name="${word}" Value="${at}"/>`).join('')}</EnumType>`).join('');

/** The metadata document of one module of one company, made of the names that are served (reference sage-300 1, 2). */
export const metadataOf = (module: string, resources: readonly Resource[], form: keyof typeof DIALECTS): string => {
	const dialect = DIALECTS[form];
	const namespace = `Sage.CA.SBS.ERP.Sage300.${module}.WebApi.Models`;
	const entities = resources.map(({ type }) => {
		const key = type.key.map(({ name }) => `<PropertyRef Name="${name}"/>`).join('');
		return `<EntityType Name="${type.name}"><Key>${key}</Key>${members(namespace, dialect, type)}</EntityType>`;
	});
	const all = [...new Map(resources.flatMap(({ type }) => withNested(type)).map((type) => [type.name, type])).values()];
	const nested = all.filter((type) => !resources.some((resource) => resource.type === type))
		.map((type) => `<ComplexType Name="${type.name}">${members(namespace, dialect, type)}</ComplexType>`);
	const enums = dialect.enums ? all.map(enumsOf) : [];
	const sets = resources.map(({ name, type }) => `<EntitySet Name="${name}" EntityType="${namespace}.${type.name}"/>`);
	const container = `<EntityContainer Name="Container">${sets.join('')}</EntityContainer>`;
	return [dialect.head(namespace), ...entities, ...nested, ...enums, container, dialect.tail].join('');
};
