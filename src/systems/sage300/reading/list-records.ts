import { isJsonObject, type JsonObject } from '../../../core/json';
import { allOf } from '../../../core/odata/filter';
import { errorOf, unreadable } from '../answers/classify-answer';
import type { Catalogue } from '../metadata/catalogue';
import type { Sage300Gateway } from '../gateway';
import type { CompletePlace } from '../identity';
import { propertyOf, styleOf, type PropertyDescription } from '../metadata/module-model';
import type { ReadingPlan } from '../resources/reading-plan';
import { flatValues, memberOf, rowsOf, textOf } from '../values/flat-record';
import { keyOf, plannedRecords, type PlannedRecord } from '../values/planned-records';
import { filterText, type Filter } from '../wire/filter';
import type { KeyValue } from '../wire/keys';
import { LONGEST_QUERY } from '../wire/query-text';
import { listQuery, listRequest, recordRequest } from '../wire/requests';
import { behind, orderedParts, type Place } from './key-order';
import { keyPages, NotInKeyOrder } from './key-pages';
import { readListPage, type ListPage } from './list-page';
import { positionPages } from './position-pages';

export type Paging = 'by key' | 'by position';

export interface ListParts {
	readonly place: CompletePlace;
	readonly gateway: Sage300Gateway;
	readonly catalogue: Catalogue;
}

export interface ListRead {
	readonly plan: ReadingPlan;
	readonly filter?: Filter;
	/** Rows per request; the server's own size unless set. */
	readonly pageSize?: number;
	/** `by key` unless the server's order says otherwise. */
	readonly paging?: Paging;
	/** Leaves records of the list out before their details are read. */
	readonly keep?: (row: JsonObject) => boolean;
}

/** What a value may be long, for the question whether a filter will fit into an address. */
const LONG_VALUES: Readonly<Record<string, string>> = { number: '999999999', day: '2026-01-01' };

/** As many parts of the key as fit into an address; a deep key of long names is compared by its beginning. */
const comparableParts = (keys: readonly PropertyDescription[], select: readonly string[] | undefined, filter: Filter | undefined): readonly PropertyDescription[] => {
	const ordered = orderedParts(keys);
	for (let count = ordered.length; count > 0; count -= 1) {
		const parts = ordered.slice(0, count);
		const range = behind(parts, parts.map(({ kind }) => LONG_VALUES[kind] ?? 'X'.repeat(20)), count < keys.length);
		const whole = allOf(filter, range);
		if (listQuery({ ...(select && { select }), ...(whole && { filter: filterText(whole) }), top: 1_000 }).length <= LONGEST_QUERY) return parts;
	}
	return [];
};

interface Told {
	readonly identity: string;
	readonly place: Place;
}

const rawPages = async function* (parts: ListParts, { plan, filter, pageSize, paging = 'by key' }: ListRead): AsyncGenerator<readonly JsonObject[]> {
	const { place, gateway } = parts;
	const { description: { module, resource }, keys, kindOf } = plan;
	// Details that are read one by one must not come with the list.
	const select = plan.reading === 'by key' && plan.select ? plan.select.filter((name) => name !== plan.detail[0]) : plan.select;
	const ask = async (range: Filter | undefined, skip: number): Promise<ListPage> => {
		const whole = allOf(filter, range);
		const request = listRequest(place, {
			module, resource, ...(select && { select }), ...(whole && { filter: filterText(whole) }), skip, ...(pageSize !== undefined && { top: pageSize }),
		});
		const { response, json } = await gateway.call(request);
		return readListPage(json, response.status, request.purpose);
	};
	const comparable = paging === 'by key' ? comparableParts(keys, select, filter) : [];
	// Asked for several times per row; a row is forgotten with its page.
	const known = new WeakMap<JsonObject, Told>();
	const toldOf = (row: JsonObject): Told => {
		const before = known.get(row);
		if (before) return before;
		const values = flatValues(row, kindOf);
		const told = { identity: keyOf(values, plan), place: comparable.map(({ name }) => values.get(name.toLowerCase()) ?? '') };
		known.set(row, told);
		return told;
	};
	const common = { what: resource, ...(pageSize !== undefined && { top: pageSize }), identityOf: (row: JsonObject) => toldOf(row).identity };
	if (comparable.length > 0) {
		let began = false;
		try {
			const pages = keyPages({ ...common, parts: comparable, strict: comparable.length === keys.length, placeOf: (row) => toldOf(row).place, ask: (at) => ask(at.behind, at.skip) });
			for await (const page of pages) {
				began = true;
				yield page;
			}
			return;
		} catch (error) {
			if (began || !(error instanceof NotInKeyOrder)) throw error;
		}
	}
	yield* positionPages({ ...common, ask: (skip) => ask(undefined, skip) });
};

/** The key of a row as an address has it, in the spelling of the answer. */
export const keyValues = (row: JsonObject, keys: readonly PropertyDescription[]): readonly KeyValue[] => keys.map((key): KeyValue => ({
	name: key.name, type: styleOf(key).type === 'number' ? 'number' : 'text', value: textOf(row, key.name),
}));

/** The record with its details, by its key; the row as it stands where the details have come with it already. */
const withDetails = async (row: JsonObject, plan: ReadingPlan, { place, gateway }: ListParts): Promise<JsonObject> => {
	const [root] = plan.detail;
	if (root === undefined || plan.reading === 'inline' || memberOf(row, root) !== undefined) return row;
	const { description } = plan;
	const { module, resource } = description;
	const keys = description.keys.map((name) => propertyOf(description, name));
	const request = recordRequest(place, { module, resource, keys: keyValues(row, keys), ...(plan.select && { select: plan.select }) });
	const { verdict, json, response } = await gateway.attempt(request);
	// Somebody has deleted it since the list came: it is as if it had not been in it.
	if (verdict?.meaning === 'no-record') return {};
	if (verdict) throw errorOf(verdict, request.purpose, true);
	if (!isJsonObject(json)) throw errorOf(unreadable(response.status, 'the answer is no record'), request.purpose, true);
	// Some services wrap a single record into a list of one.
	const [only] = rowsOf(json, 'value');
	return only ?? json;
};

/** Records of a list, each for itself or for its rows. Never an empty page. */
export async function* listRecords(parts: ListParts, read: ListRead): AsyncGenerator<readonly PlannedRecord[]> {
	const { plan, keep } = read;
	for await (const rows of rawPages(parts, read)) {
		const records: PlannedRecord[] = [];
		for (const row of rows) {
			if (keep && !keep(row)) continue;
			const whole = await withDetails(row, plan, parts);
			if (Object.keys(whole).length > 0) records.push(...plannedRecords(whole, plan));
		}
		if (records.length > 0) yield records;
	}
}
