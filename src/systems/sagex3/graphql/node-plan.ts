import type { Located, Property, Schema } from '../schema/schema-model';
import { AMOUNTS, dimensionTypeOf, factsOf, STAMP_COLUMN, type ColumnFacts, type ResourceFacts } from '../resources/resource-table';
import { refuseChoice, trimmed, type ResourceChoice } from '../resources/choice';
import type { ValueKind } from '../values/texts';
import type { CollectionSelection, Selected, Selection } from '../wire/selection';
import { findPath, firstPath, selectionOf, type PropertyPath } from './read-path';

/** What is read of one node and what becomes of it. */
export interface PlannedColumn {
	readonly name: string;
	/** Undefined where this server has nothing of the kind: the column stays empty. */
	readonly path: PropertyPath | undefined;
	readonly kind: ValueKind;
	readonly isOfLine: boolean;
}

export interface NodePlan {
	readonly resource: string;
	readonly located: Located;
	readonly facts: ResourceFacts | undefined;
	readonly columns: readonly PlannedColumn[];
	readonly stamp: PropertyPath | undefined;
	readonly selection: Selection;
	/** Its members are the records. */
	readonly lines: { readonly name: string; readonly keys: readonly PlannedColumn[]; readonly stamp: PropertyPath | undefined } | undefined;
	/** Columns that make a record unique; empty for the id of the node. */
	readonly keys: readonly PlannedColumn[];
	/** Of journal lines, beside the columns. */
	readonly amounts: Readonly<Record<keyof typeof AMOUNTS, PropertyPath | undefined>> | undefined;
	readonly analysis: Analysis | undefined;
	readonly ledger: Property | undefined;
	readonly entry: PropertyPath | undefined;
	/** Of journal lines: the stamp of the entry, which moves alone when the entry becomes final (reference sage-x3 6). */
	readonly entryStamp: PropertyPath | undefined;
}

/** Where the analytical lines of a journal line stand, and what of them is read. */
export interface Analysis {
	readonly collection: string;
	readonly number: PropertyPath | undefined;
	readonly amount: PropertyPath | undefined;
	readonly quantity: PropertyPath | undefined;
	readonly dimensions: string;
	readonly type: PropertyPath | undefined;
	readonly value: PropertyPath | undefined;
}

const ANALYTICAL_LINES = 100;
const DIMENSIONS = 100;
const ORDER_LINES = 500;

const collectionOf = (schema: Schema, type: string, alternatives: readonly string[]): Property | undefined =>
	alternatives.map((name) => schema.propertiesOf(type).get(name)).find((property) => property?.kind === 'collection');

const pages = ({ viaQuery }: Property, of: Selection, first: number): CollectionSelection => ({ kind: 'collection', of, first, viaQuery });

const isDay = (leaf: Property): boolean => leaf.type === 'Date';

const planned = (schema: Schema, type: string, { name, graphql, kind, isOfLine }: ColumnFacts): PlannedColumn => {
	const path = firstPath(schema, type, graphql);
	return { name, path, kind: path && isDay(path.leaf) ? 'day' : kind, isOfLine };
};

/** Values of the record itself, references by their id. */
const everything = (schema: Schema, type: string): ColumnFacts[] => [...schema.propertiesOf(type).values()].flatMap((property): ColumnFacts[] => {
	const { name, kind } = property;
	if (kind === 'collection' || name === '_etag' || name === '_updateStamp') return [];
	const text = kind === 'leaf' ? name : `${name}._id`;
	return [{ name: text, graphql: [text], classic: [], kind: kind === 'leaf' && isDay(property) ? 'day' : 'text', isOfLine: false }];
});

const chosen = (schema: Schema, type: string, { resource, fields = 'planning' }: ResourceChoice, facts: ResourceFacts | undefined): readonly ColumnFacts[] => {
	if (fields === 'all' || (fields === 'planning' && !facts)) return everything(schema, type);
	if (fields === 'planning') return facts?.columns ?? [];
	return trimmed(fields).filter((name) => name !== STAMP_COLUMN && dimensionTypeOf(name) === undefined).map((name): ColumnFacts => {
		const known = facts?.columns.find((column) => column.name === name);
		if (known) return known;
		if (findPath(schema, type, name)) return { name, graphql: [name], classic: [], kind: 'text', isOfLine: false };
		throw refuseChoice(resource, `this server has no field "${name}" in ${resource}`, 'Choose fields from the list; a reference is written with one of its own fields, such as site.code.');
	});
};

const analysisOf = (schema: Schema, type: string): { readonly analysis: Analysis; readonly selected: readonly [string, Selected] } | undefined => {
	const lines = collectionOf(schema, type, ['analyticalLines']);
	const dimensions = lines && collectionOf(schema, lines.type, ['dimensions']);
	if (!lines || !dimensions) return undefined;
	const [number, amount, quantity] = ['analyticalLineNumber', 'transactionAmount', 'quantity'].map((name) => findPath(schema, lines.type, name));
	const [kind, value] = [firstPath(schema, dimensions.type, ['dimensionType._id', 'dimensionType.dimensionType', 'dimensionType.code']), firstPath(schema, dimensions.type, ['dimension._id/rest'])];
	const of = selectionOf([number, amount, quantity], [[dimensions.name, pages(dimensions, selectionOf([kind, value]), DIMENSIONS)]]);
	return { analysis: { collection: lines.name, number, amount, quantity, dimensions: dimensions.name, type: kind, value }, selected: [lines.name, pages(lines, of, ANALYTICAL_LINES)] };
};

const notServed = (resource: string): Error => refuseChoice(
	resource, `this server publishes no such object as ${resource}`, 'Choose one from the list. An object that exists in Sage X3 has to be published to the API before it can be read.',
);

/** Undefined when the server has no such node. */
export const locateNode = (schema: Schema, resource: string): { readonly located: Located; readonly facts: ResourceFacts | undefined } | undefined => {
	const facts = factsOf(resource);
	const located = schema.locate(facts?.node ?? resource.trim());
	return located && { located, facts };
};

/** @throws FatalError for what this server does not have */
export const planNode = (schema: Schema, choice: ResourceChoice): NodePlan => {
	const found = locateNode(schema, choice.resource);
	if (!found) throw notServed(choice.resource);
	const { located, facts } = found;
	const { type } = located;
	const stamp = findPath(schema, type, '_updateStamp');

	const lineCollection = facts?.lines && !choice.headers ? collectionOf(schema, type, facts.lines.collections) : undefined;
	if (facts?.lines && !choice.headers && !lineCollection) {
		throw refuseChoice(choice.resource, `this server shows no lines of ${choice.resource}`, 'Read the records themselves, or let the lines be published to the API.');
	}
	const needed = (facts?.columns ?? []).filter(({ name }) => facts?.keys.includes(name) || facts?.always?.includes(name) || (lineCollection && facts?.lines?.key.includes(name)));
	const own = (choice.keyFields ?? []).map((name): ColumnFacts => ({ name, graphql: [name], classic: [], kind: 'text', isOfLine: false }));
	const wanted = new Map([...needed, ...chosen(schema, type, choice, facts)].filter(({ isOfLine }) => !isOfLine || lineCollection).map((each) => [each.name, each]));
	const columns = [...wanted.values()].map((each) => planned(schema, each.isOfLine && lineCollection ? lineCollection.type : type, each));
	const isLines = facts?.id === 'journalLines';
	const amounts = isLines ? {
		sign: firstPath(schema, type, AMOUNTS.sign.graphql), ledgerAmount: firstPath(schema, type, AMOUNTS.ledgerAmount.graphql),
		transactionAmount: firstPath(schema, type, AMOUNTS.transactionAmount.graphql), ledgerDebit: firstPath(schema, type, AMOUNTS.ledgerDebit.graphql),
		ledgerCredit: firstPath(schema, type, AMOUNTS.ledgerCredit.graphql),
	} : undefined;
	const analysis = isLines && choice.rows !== 'journal lines' ? analysisOf(schema, type) : undefined;
	const lineStamp = lineCollection && findPath(schema, lineCollection.type, '_updateStamp');
	const lineColumns = columns.filter(({ isOfLine }) => isOfLine);
	const entry = isLines ? firstPath(schema, type, ['journalEntry._id']) : undefined;
	const entryStamp = isLines && stamp ? findPath(schema, type, 'journalEntry._updateStamp') : undefined;
	const keys = (own.length > 0 ? own : needed.filter(({ name }) => facts?.keys.includes(name))).map((each) => planned(schema, type, each));
	const selection = selectionOf(
		[...columns.filter(({ isOfLine }) => !isOfLine).map(({ path }) => path), ...keys.map(({ path }) => path), stamp, ...Object.values(amounts ?? {}), entry, entryStamp],
		[
			...(lineCollection ? [[lineCollection.name, pages(lineCollection, selectionOf([...lineColumns.map(({ path }) => path), lineStamp]), ORDER_LINES)] as const] : []),
			...(analysis ? [analysis.selected] : []),
		],
	);
	return {
		resource: choice.resource, located, facts, columns, stamp, selection, amounts, entry, entryStamp, keys: facts && keys.some(({ path }) => path === undefined) ? [] : keys,
		analysis: analysis?.analysis, ledger: isLines ? schema.propertiesOf(type).get('ledgerTypeNumber') : undefined,
		lines: lineCollection && { name: lineCollection.name, keys: lineColumns.filter(({ name }) => facts?.lines?.key.includes(name)), stamp: lineStamp },
	};
};
