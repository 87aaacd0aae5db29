import type { Prepare } from './call';
import type { FieldDefinition, ObjectDefinition } from './catalogue';
import { requireAll, requireChild } from './element-order';
import { FunctionFailure } from './failures';
import type { World } from './world';
import { childText } from './xml-tree';
import { node, type XmlNode } from './xml-text';

const known = (world: World, name: string): ObjectDefinition => {
	const definition = world.database.definition(name);
	if (!definition) throw new FunctionFailure([{ errorno: 'Query Failed', description2: `Object definition ${name} not found` }]);
	return definition;
};

const lookupField = (field: FieldDefinition): XmlNode =>
	node('Field', [
		node('ID', field.name),
		node('LABEL', field.label),
		node('DESCRIPTION', field.label),
		node('REQUIRED', String(field.required === true)),
		node('READONLY', String(field.readOnly === true)),
		node('DATATYPE', field.type),
		...(field.codes
			? [
					node(
						'VALIDVALUES',
						Object.keys(field.codes).map((word) => node('VALIDVALUE', word)),
					),
				]
			: []),
		node('ISCUSTOM', String(field.custom === true)),
	]);

/** Works where the user may not read records as well (reference 10 [peer]). */
export const lookup: Prepare = (element) => {
	requireAll(element, ['object', 'docparid']);
	const object = requireChild(element, 'object').text.trim();
	return ({ world }) => {
		world.usage.count('lookup');
		const definition = known(world, object);
		return {
			kind: 'xml',
			data: node(
				'data',
				[
					node(
						'Type',
						[
							node('Fields', definition.fields.map(lookupField)),
							node(
								'Relationships',
								definition.relationships.map(({ path, object: target, via }) =>
									node('Relationship', [
										node('OBJECTPATH', path),
										node('OBJECTNAME', target),
										node('LABEL', world.database.definition(target)?.label ?? target),
										node('RELATIONSHIPTYPE', 'MANY2ONE'),
										node('RELATEDBY', via),
									]),
								),
							),
						],
						{ Name: definition.name, DocumentType: '' },
					),
				],
				{ listtype: 'All', count: '1' },
			),
		};
	};
};

const detailedField = (field: FieldDefinition): XmlNode =>
	node('Field', [
		node('Name', field.name),
		node('GroupName', ''),
		node('dataName', field.type),
		node('externalDataName', field.type),
		node('isRequired', String(field.required === true)),
		node('isReadOnly', String(field.readOnly === true)),
		node('maxLength', field.type === 'TEXT' ? '100' : '0'),
		node('DisplayLabel', field.label),
		node('Description', field.label),
		node('id', ''),
	]);

export const inspect: Prepare = (element) => {
	requireAll(element, ['object']);
	const object = requireChild(element, 'object').text.trim();
	const detail = element.attributes.detail === '1';
	return ({ world }) => {
		world.usage.count('inspect');
		if (object === '*') {
			const types = world.database.catalogue.names().map((name) => node('type', known(world, name).label, { typename: name }));
			return { kind: 'xml', data: node('data', types, { listtype: 'All', count: String(types.length) }) };
		}
		const definition = known(world, object);
		const fields = node(
			'Fields',
			definition.fields.map((field) => (detail ? detailedField(field) : node('Field', field.name))),
		);
		const attributes = node('Attributes', [
			node('Name', definition.name),
			node('SingularName', definition.label),
			node('PluralName', `${definition.label}s`),
			node('Description', definition.label),
		]);
		return {
			kind: 'xml',
			data: node('data', [node('Type', [...(detail ? [attributes] : []), fields], { Name: definition.name })], {
				listtype: 'All',
				count: '1',
			}),
		};
	};
};

const dimensionsOf = (world: World): readonly ObjectDefinition[] =>
	world.database.catalogue
		.names()
		.map((name) => known(world, name))
		.filter(({ dimension }) => dimension !== undefined);

/** `termLabel` is the customer's own word: PROJECT reads "Vehicle" here (reference 10). */
export const getDimensions: Prepare =
	() =>
	({ world }) => {
		world.usage.count('getDimensions');
		return {
			kind: 'xml',
			data: node('data', [
				node(
					'dimensions',
					dimensionsOf(world).map((definition) =>
						node('dimension', [
							node('objectName', definition.name),
							node('objectLabel', definition.label),
							node('termLabel', definition.dimension?.term ?? ''),
							node('userDefinedDimension', String(definition.dimension?.userDefined === true)),
							node('enabledInGL', 'true'),
						]),
					),
				),
			]),
		};
	};

export const readUserFormatting: Prepare = (element) => {
	requireAll(element, ['userId', 'key']);
	const [userId, key] = [childText(element, 'userId'), childText(element, 'key')];
	return ({ world }) => {
		world.usage.count('readUserFormatting');
		const { profile, switches } = world;
		if (userId !== profile.user && key !== profile.userRecordNo) {
			throw new FunctionFailure([
				{ errorno: 'BL01001973', description: '', description2: `Could not read the user ${userId ?? key ?? ''}.` },
			]);
		}
		return {
			kind: 'xml',
			data: node('data', [
				node('userformatting', [
					node('recordno', profile.userRecordNo),
					node('locale', switches.text('locale')),
					node('dateformat', switches.text('dateFormat')),
					node('gmtoffset', switches.text('gmtOffset')),
					node('clock', switches.text('clockFormat')),
				]),
			]),
		};
	};
};
