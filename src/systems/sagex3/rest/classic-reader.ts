import type { RejectedRecord } from '../../../core/errors';
import { jsonObject, jsonText, type JsonObject } from '../../../core/json';
import { refuseRecords } from '../answers/refuse-records';
import { checkTypes, columnNames, dimensionColumns, foundOnce } from '../resources/dimension-columns';
import { refuseChoice, trimmed, type ResourceChoice } from '../resources/choice';
import { ledgerRank, USUAL_LEDGER } from '../resources/ledger-types';
import type { DimensionType, FieldDescription, Reader } from '../resources/reader';
import { knownResources, type ColumnFacts } from '../resources/resource-table';
import type { OnRejected, ReadRecord, Slice } from '../resources/slice';
import { serverTimeOf } from '../session/server-clock';
import { AmountProblem } from '../values/signed-amount';
import { listRequest, prototypeRequest, type ClassName } from '../wire/classic-requests';
import { allOf, equalTo, type Filter } from '../wire/filter';
import { EntryAnalysis } from './analysis';
import { classOf, planClass, propertyColumn, STAMP, type ClassPlan } from './class-plan';
import { documentsOf, type Document, type DocumentKind } from './documents';
import { listPages, type ClassicParts } from './list-pages';
import { has, hasLists, isAnalytical, isOwnMember, textOf } from './members';
import { journalKey, journalRecords, keyOf, lineRecords, rowRecord } from './row-records';
import { sliceRows } from './slice-rows';

/** More than the server's own default of 20; it may make it smaller (reference sage-x3 8.1). */
const PAGE_SIZE = 500;

/** Simulations and templates stand among the entries (reference sage-x3 10, 12.6). */
const NOT_ACTUAL: ReadonlySet<string> = new Set(['2', '3', '5']);

const NO_LINES = 'the entry came without lines: name a representation that shows them in the options, or a class of lines';
const NO_ORDER_LINES = 'the order came without any list of lines: name a representation that shows them in the options, or read orders only';
const NO_LEDGER = 'a line of the entry does not name its ledger by number (LEDTYP): name a representation that does in the options';

/**
 * **An entry whose lines cannot be seen is no entry without lines.** Every entry has some, and every line stands in one ledger: where a
 * representation leaves out either, all of its entries would be left out in silence, and the cursor would go past them.
 */
const unseen = ({ lines }: Document): string | undefined => {
	if (lines.length === 0) return NO_LINES;
	return lines.every((line) => /^\d+$/.test(textOf(line, ['LEDTYP']))) ? undefined : NO_LEDGER;
};

const isEntryLine = (row: JsonObject): boolean => has(row, 'LIN') && has(row, 'ACC') && !isAnalytical(row);
const isOrderLine = (row: JsonObject): boolean => has(row, 'POPLIN');

/** Quantities and prices of an order line are two tables (reference sage-x3 10); where they come as two lists, they are put together. */
const joinedOrderLines = (lines: readonly JsonObject[]): readonly JsonObject[] => {
	const [quantities, prices] = [lines.filter((row) => has(row, 'POQSEQ') || !has(row, 'POPSEQ')), lines.filter((row) => has(row, 'POPSEQ') && !has(row, 'POQSEQ'))];
	if (quantities.length === 0) return prices;
	return quantities.map((row) => ({ ...prices.find((price) => textOf(price, ['POPLIN']) === textOf(row, ['POPLIN'])), ...row }));
};

/** Reads by classic REST. */
export const classicReader = (parts: ClassicParts): Reader => {
	const { place, gateway } = parts;
	const stamped = new Map<string, Promise<boolean>>();
	const refused = new Set<string>();

	const firstRow = async (name: ClassName): Promise<JsonObject | undefined> => {
		for await (const [row] of listPages(parts, { ...name, count: 1 })) return row;
		return undefined;
	};

	/** A property that a list does not show cannot be asked for: the server fails (reference sage-x3 8.3). So one row is looked at first. */
	const showsStamps = (name: ClassName): Promise<boolean> => {
		const key = `${name.class}.${name.representation}`;
		const known = stamped.get(key) ?? firstRow(name).then((row) => row !== undefined && STAMP.some((each) => has(row, each)));
		stamped.set(key, known);
		known.then((is) => is || stamped.delete(key), () => stamped.delete(key));
		return known;
	};

	const hasStamps = async (choice: ResourceChoice): Promise<boolean> => {
		const { facts, name } = planClass(place, choice);
		return (choice.cursor ?? facts?.classicCursor ?? 'stamps') === 'stamps' && await showsStamps(name);
	};

	const propertiesOf = async (name: ClassName): Promise<readonly FieldDescription[]> => {
		const { verdict, json } = await gateway.attempt(prototypeRequest(place, name));
		const listed = verdict ? [] : Object.entries(jsonObject(jsonObject(json).$properties)).filter(([property]) => !property.startsWith('$'));
		if (listed.length > 0) return listed.map(([property, facts]) => ({ name: property, type: jsonText(jsonObject(facts).$type) || 'text', values: [], isColumn: false }));
		const row = await firstRow(name);
		return Object.entries(row ?? {}).filter(([property, value]) => isOwnMember(property, value)).map(([property]) => ({ name: property, type: 'text', values: [], isColumn: false }));
	};

	const columnsOf = async ({ columns, name, facts }: ClassPlan): Promise<readonly ColumnFacts[]> => {
		if (columns) return columns;
		const own = (facts?.columns ?? []).filter((column) => facts?.keys.includes(column.name) || facts?.always?.includes(column.name));
		return [...own, ...(await propertiesOf(name)).map((property) => propertyColumn(property.name))];
	};

	/** One list for each type: `or` is not confirmed, and types are few (reference sage-x3 8.3). */
	const lists = ({ ofTypes, resource }: ResourceChoice, { facts }: ClassPlan): ReadonlyArray<Filter | undefined> => {
		const types = trimmed(ofTypes);
		if (types.length === 0) return [undefined];
		if (facts?.id !== 'dimensions') throw refuseChoice(resource, `${resource} has no dimension types to choose from`, 'Leave the types out, or read dimensions.');
		return types.map((type) => equalTo('DIE', type));
	};

	const dimensionTypes = async (): Promise<readonly DimensionType[]> => {
		const found: DimensionType[] = [];
		for await (const page of pages({ resource: 'dimensionTypes', fields: ['dimensionType', 'description'] }, { kind: 'all' })) {
			found.push(...page.map(({ fields }) => ({ code: fields.dimensionType ?? '', label: fields.description || (fields.dimensionType ?? '') })));
		}
		return found;
	};
	const knownTypes = foundOnce(dimensionTypes);

	/** Rows of one page → records, by what kind of document they are. */
	const converter = async (choice: ResourceChoice, plan: ClassPlan, onRejected: OnRejected | undefined) => {
		const { facts, name, keys, resource } = plan;
		const columns = await columnsOf(plan);
		const operation = `read ${resource}`;
		const documents = async (rows: readonly JsonObject[], isLine: DocumentKind['isLine']) => {
			const read = await documentsOf(parts, { name, keys, isLine }, rows);
			if (read.rejected.length > 0) refuseRecords(operation, read.rejected, onRejected);
			return read.documents;
		};
		if (facts?.id === 'purchaseOrders' && !choice.headers) {
			return async (rows: readonly JsonObject[]): Promise<readonly ReadRecord[]> => {
				const all = await documents(rows, isOrderLine);
				// An order may have no lines, but what shows no list of them says nothing about them.
				const unknown = all.filter(({ head, lines }) => lines.length === 0 && !hasLists(head));
				const rejected = unknown.map(({ head }, index): RejectedRecord => ({ index, key: keyOf(head, keys), reasons: [NO_ORDER_LINES] }));
				if (rejected.length > 0) refuseRecords(operation, rejected, onRejected);
				return all.flatMap((document) => lineRecords({ ...document, lines: joinedOrderLines(document.lines) }, columns, keys, ['POPLIN', 'POQSEQ'], resource));
			};
		}
		if (facts?.id !== 'journalLines') return async (rows: readonly JsonObject[]): Promise<readonly ReadRecord[]> => rows.map((row) => rowRecord(row, columns, keys, resource));

		const [dimensions, analysis, ledger, except] = [
			await dimensionColumns(choice, knownTypes), new EntryAnalysis(parts), ledgerRank(choice.ledgerType ?? USUAL_LEDGER), new Set(trimmed(choice.exceptEntryTypes)),
		];
		return async (rows: readonly JsonObject[]): Promise<readonly ReadRecord[]> => {
			const records: ReadRecord[] = [];
			const rejected: RejectedRecord[] = [];
			const isWanted = (row: JsonObject): boolean => !NOT_ACTUAL.has(textOf(row, ['CAT'])) && !except.has(textOf(row, ['TYP']));
			for (const document of await documents(rows.filter(isWanted), isEntryLine)) {
				if (!isWanted(document.head)) continue;
				const reason = unseen(document);
				if (reason !== undefined) {
					rejected.push({ index: rejected.length, key: journalKey(document.head, document.head).entry, reasons: [reason] });
					continue;
				}
				for (const line of document.lines.filter((each) => textOf(each, ['LEDTYP']) === ledger)) {
					const analytical = choice.rows === 'journal lines' ? [] : await analysis.of(document, line);
					try {
						records.push(...journalRecords(document, line, analytical, columns, dimensions, resource));
					} catch (caught) {
						if (!(caught instanceof AmountProblem)) throw caught;
						rejected.push({ index: rejected.length, key: journalKey(document.head, line).line, reasons: [caught.message] });
					}
				}
			}
			if (rejected.length > 0) refuseRecords(operation, rejected, onRejected);
			return records;
		};
	};

	async function* pages(choice: ResourceChoice, slice: Slice, onRejected?: OnRejected): AsyncGenerator<readonly ReadRecord[]> {
		const plan = planClass(place, choice);
		if (slice.kind !== 'all' && !(await hasStamps(choice))) return;
		await checkTypes(choice.resource, trimmed(choice.ofTypes), knownTypes);
		const convert = await converter(choice, plan, onRejected);
		for (const narrowing of lists(choice, plan)) {
			const list = { ...plan.name, count: choice.pageSize ?? PAGE_SIZE };
			for await (const rows of sliceRows(parts, { list, filter: allOf(narrowing, choice.filter), slice, resource: plan.resource, keys: plan.keys, refused })) {
				const records = await convert(rows);
				if (records.length > 0) yield records;
			}
		}
	}

	return {
		api: 'classic',
		pages,
		hasStamps,
		async columns(choice) {
			const plan = planClass(place, choice);
			return columnNames((await columnsOf(plan)).map(({ name }) => name), await dimensionColumns(choice, knownTypes), await showsStamps(plan.name));
		},
		async describe(resource) {
			const { name, facts } = planClass(place, { resource });
			const own = (facts?.columns ?? []).map((column): FieldDescription => ({ name: column.name, type: column.kind === 'day' ? 'Date' : 'text', values: [], isColumn: true }));
			return { resource, servedAs: name.class, fields: [...own, ...await propertiesOf(name)], hasStamps: await showsStamps(name) };
		},
		resources: async () => knownResources().map(({ id }) => id),
		dimensionTypes,
		ledgerTypes: async () => ['legal', 'analytical', 'IAS'],
		serverTime: async (resource) => serverTimeOf((await gateway.call(listRequest(place, { ...classOf(place, resource), count: 1 }))).response),
	};
};
