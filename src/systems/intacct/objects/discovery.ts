import { allChildren, attribute, child, children, ownText, text, type XmlElement } from '../../../core/xml';
import type { IntacctGateway } from '../gateway';
import { getDimensions, inspect, lookup } from '../wire/functions';

export interface FieldDescription {
	/** As `query` wants it. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** TEXT INTEGER BOOLEAN DATE TIMESTAMP ENUM DECIMAL CURRENCY PERCENT SEQUENCE; an open set. */
	readonly type: string;
	readonly required: boolean;
	readonly readOnly: boolean;
	readonly custom: boolean;
	/** Of an enumeration. */
	readonly values: readonly string[];
}

export interface Relationship {
	/** What a dotted path begins with: `VENDOR` in `VENDOR.NAME`. */
	readonly path: string;
	readonly object: string;
	readonly label: string;
	readonly kind: string;
}

export interface ObjectDescription {
	readonly object: string;
	readonly fields: readonly FieldDescription[];
	readonly relationships: readonly Relationship[];
}

export interface ObjectName {
	readonly object: string;
	readonly label: string;
}

export interface DimensionDescription {
	/** Name of the object that holds the values. */
	readonly object: string;
	readonly label: string;
	/** The company's own word for it. */
	readonly term: string;
	readonly userDefined: boolean;
	readonly enabledInGl: boolean;
}

const isTrue = (value: string): boolean => /^(?:true|t)$/i.test(value.trim());

/** `Type` directly below `data`, or below whatever stands between. */
const typesIn = (data: XmlElement | undefined): readonly XmlElement[] =>
	allChildren(data).flatMap((element) =>
		(/^type$/i.test(element.name) ? [element] : [...children(element, 'Type'), ...children(element, 'type')]));

const readField = (field: XmlElement): FieldDescription => ({
	id: text(field, 'ID').trim(), label: text(field, 'LABEL'), description: text(field, 'DESCRIPTION'), type: text(field, 'DATATYPE').trim(),
	required: isTrue(text(field, 'REQUIRED')), readOnly: isTrue(text(field, 'READONLY')), custom: isTrue(text(field, 'ISCUSTOM')),
	values: children(child(field, 'VALIDVALUES'), 'VALIDVALUE').map(ownText),
});

/** Fields and relationships of an object, custom fields among them. Works even without the right to read its records. */
export const describeObject = async (gateway: IntacctGateway, object: string): Promise<ObjectDescription> => {
	const { result } = await gateway.call(lookup(object));
	const [type] = typesIn(result.data);
	return {
		object: attribute(type, 'Name') || object,
		fields: children(child(type, 'Fields'), 'Field').map(readField).filter(({ id }) => id !== ''),
		relationships: children(child(type, 'Relationships'), 'Relationship').map((relationship) => ({
			path: text(relationship, 'OBJECTPATH'), object: text(relationship, 'OBJECTNAME'),
			label: text(relationship, 'LABEL'), kind: text(relationship, 'RELATIONSHIPTYPE'),
		})),
	};
};

/** All objects of the company. The attribute is the name, the text only a label (reference sage-intacct 10). */
export const listObjects = async (gateway: IntacctGateway): Promise<readonly ObjectName[]> => {
	const { result } = await gateway.call(inspect('*'));
	return typesIn(result.data)
		.map((type) => ({ object: attribute(type, 'typename') || attribute(type, 'Name') || '', label: ownText(type).trim() }))
		.filter(({ object }) => object !== '')
		.map(({ object, label }) => ({ object, label: label || object }));
};

/** Names of an object's fields as `inspect` lists them: what to fall back on where `lookup` knows an object not. */
export const inspectFields = async (gateway: IntacctGateway, object: string): Promise<readonly string[]> => {
	const { result } = await gateway.call(inspect(object));
	const [type] = typesIn(result.data);
	return children(child(type, 'Fields'), 'Field')
		.map((field) => (text(field, 'Name') || ownText(field)).trim()).filter((name) => name !== '');
};

export const listDimensions = async (gateway: IntacctGateway): Promise<readonly DimensionDescription[]> => {
	const { result } = await gateway.call(getDimensions());
	const found = children(child(result.data, 'dimensions'), 'dimension');
	return (found.length > 0 ? found : children(result.data, 'dimension')).map((dimension) => ({
		object: text(dimension, 'objectName'), label: text(dimension, 'objectLabel'), term: text(dimension, 'termLabel'),
		userDefined: isTrue(text(dimension, 'userDefinedDimension')), enabledInGl: isTrue(text(dimension, 'enabledInGL')),
	}));
};
