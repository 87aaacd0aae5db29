/** Name → type; `[]` at the end makes a collection of a row type of that name, `*` at the beginning a part of the key. */
export type Shape = Readonly<Record<string, string>>;

export interface ModuleShape {
	readonly resources: Readonly<Record<string, Shape>>;
	readonly rows?: Readonly<Record<string, Shape>>;
	readonly enums?: Readonly<Record<string, readonly string[]>>;
}

const NAMESPACE = 'Sage.CA.SBS.ERP.Sage300.WebApi.Models';

const typeOf = (type: string): string => {
	if (type.endsWith('[]')) return `Collection(${NAMESPACE}.${type.slice(0, -2)})`;
	return type.startsWith('Edm.') ? type : `${NAMESPACE}.${type}`;
};

const properties = (shape: Shape): string => Object.entries(shape).map(([name, type]) =>
	(type.endsWith('[]') ? `<NavigationProperty Name="${name.replace('*', '')}" Type="${typeOf(type)}" />` : `<Property Name="${name.replace('*', '')}" Type="${typeOf(type)}" />`)).join('');

const keys = (shape: Shape): string => {
	const names = Object.keys(shape).filter((name) => name.startsWith('*')).map((name) => `<PropertyRef Name="${name.slice(1)}" />`);
	return names.length === 0 ? '' : `<Key>${names.join('')}</Key>`;
};

/** An OData 4 document as the library of the current generation writes it. */
export const metadataDocument = ({ resources, rows = {}, enums = {} }: ModuleShape): string => [
	'<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
	`<Schema Namespace="${NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
	...Object.entries(resources).map(([name, shape]) => `<EntityType Name="${name}Row">${keys(shape)}${properties(shape)}</EntityType>`),
	...Object.entries(rows).map(([name, shape]) => `<ComplexType Name="${name}">${properties(shape)}</ComplexType>`),
	...Object.entries(enums).map(([name, members]) => `<EnumType Name="${name}">${members.map((member, index) => `<Member Name="${member}" Value="${index}" />`).join('')}</EnumType>`),
	'</Schema><Schema Namespace="Default" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityContainer Name="Container">',
	...Object.keys(resources).map((name) => `<EntitySet Name="${name}" EntityType="${NAMESPACE}.${name}Row" />`),
	'</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>',
].join('');
