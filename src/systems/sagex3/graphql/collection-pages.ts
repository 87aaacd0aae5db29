import { FatalError, RetryableError, type ErrorFacts, type RejectedRecord } from '../../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import { errorOf, PartialDataError, unreadable, verdictInside } from '../answers/classify-answer';
import { graphqlProblems, type Problem } from '../answers/error-body';
import type { SageX3Gateway } from '../gateway';
import { SYSTEM, type CompletePlace } from '../identity';
import type { OnRejected } from '../resources/slice';
import { innerPageRequest, pageRequest, type InnerPage, type NodePlace } from '../wire/graphql-requests';
import type { Selection } from '../wire/selection';
import type { PageSizes } from './page-sizes';

export interface PageParts {
	readonly place: CompletePlace;
	readonly gateway: SageX3Gateway;
	/** Kept between the questions of one client. */
	readonly sizes: PageSizes;
}

export interface NodeRead {
	readonly node: NodePlace;
	readonly selection: Selection;
	readonly pageSize: number;
	readonly filter?: string | undefined;
	/** The first that the server takes; each ends with the id, or ties would be lost between pages (reference sage-x3 16.1). */
	readonly orders: readonly string[];
	readonly onRejected?: OnRejected | undefined;
}

/** A refusal of the request as such, before any of it was read. */
export class RefusedQueryError extends FatalError {
	constructor(facts: ErrorFacts, readonly meaning: 'wrong-request' | 'unknown-field') {
		super(facts);
	}
}

interface Connection {
	/** Undefined where the server gives null beside an error. */
	readonly nodes: ReadonlyArray<JsonObject | undefined>;
	readonly next: string | undefined;
}

const childOf = (value: ExactJson | undefined, name: string): ExactJson | undefined => (isJsonObject(value) ? value[name] : undefined);

const connectionAt = (data: ExactJson | undefined, path: readonly string[]): ExactJson | undefined => path.reduce(childOf, data);

/** Undefined when it is none: null where somebody may not look, or broken. */
const readConnection = (value: ExactJson | undefined): Connection | undefined => {
	if (!isJsonObject(value) || !Array.isArray(value.edges)) return undefined;
	const members = jsonList(value.edges).map((edge) => childOf(edge, 'node') ?? null);
	const { hasNextPage, endCursor } = jsonObject(value.pageInfo);
	if (members.some((member) => member !== null && !isJsonObject(member)) || typeof hasNextPage !== 'boolean') return undefined;
	return { nodes: members.map((member) => (isJsonObject(member) ? member : undefined)), next: hasNextPage ? jsonText(endCursor) : undefined };
};

/** The members of a collection; undefined where one of them was refused. */
const wholeMembers = ({ nodes }: Connection): readonly JsonObject[] | undefined => {
	const found = nodes.filter((node) => node !== undefined);
	return found.length === nodes.length ? found : undefined;
};

const idOf = (node: JsonObject | undefined): string => jsonText(node?._id);

const endless = (operation: string): RetryableError => new RetryableError({
	system: SYSTEM, operation, said: 'the server says that there is more and does not say where, or gives the same place again', remedy: 'Nothing was confirmed, so nothing is lost: run it again.',
});

const problemsOf = (json: ExactJson): readonly Problem[] => graphqlProblems(json);

const connectionPath = ({ path, viaQuery }: NodePlace): readonly string[] => (viaQuery ? [...path, 'query'] : path);

/** The position of the record that a problem stands at; undefined for one of the page as a whole. */
const recordAt = ({ path }: Problem, base: readonly string[]): number | undefined => {
	const isBelow = base.every((name, index) => path[index] === name) && path[base.length] === 'edges';
	const index = Number(path[base.length + 1]);
	return isBelow && path[base.length + 1] !== undefined && Number.isSafeInteger(index) ? index : undefined;
};

/**
 * Reads a node to its end, and every collection within every record to its end.
 *
 * **Nothing is cut off in silence.** Where no size is named the server gives 20, on every level (reference sage-x3 12.1): each level is asked
 * for with a size of its own, and what says that it has more is asked for the rest until it says that it has not. A collection that is
 * null, or does not say whether there is more, is not taken for an empty one.
 *
 * **Each unchanged record once.** Cursors hold the values that the list is ordered by, not a position (reference sage-x3 3.4), and the order
 * ends with the id: so what is deleted, added or changed meanwhile moves no other record over the edge of a page. Filter and order stay the
 * same for the whole read, no cursor outlives it, and one that comes a second time is an error.
 *
 * **Partial data is an error of its records.** A good status is no success (reference sage-x3 3.6): each error that stands at a record makes that
 * record refused, and any other makes the page refused. What was refused fails the read, unless somebody takes the refused ones; the others
 * are whole.
 *
 * @throws PartialDataError; RefusedQueryError before the first page; FatalError, RetryableError
 */
export async function* nodePages(parts: PageParts, read: NodeRead): AsyncGenerator<readonly JsonObject[]> {
	const { place, gateway, sizes } = parts;
	const { node, pageSize, filter = null, onRejected } = read;
	const base = connectionPath(node);
	const seen = new Set<string>();
	let [order = '', ...otherOrders] = read.orders;
	let after: string | null = null;
	for (;;) {
		const selection = sizes.selection(read.selection);
		const request = pageRequest(place, { node, selection, first: sizes.size(pageSize), after, filter, orderBy: order });
		const { response, verdict, json } = await gateway.attempt(request);
		const problems = verdict ? [] : problemsOf(json);
		const refused = problems.map((problem) => ({ problem, at: recordAt(problem, base) }));
		const connection = readConnection(connectionAt(childOf(json, 'data'), base));
		const isWhole = refused.every(({ at }) => at !== undefined) && connection !== undefined;
		if (verdict || !isWhole) {
			const found = verdict ?? (problems.length > 0 ? verdictInside(response) : unreadable(response.status, 'the answer is no page of records'));
			// A smaller page after the same cursor goes on at the same place.
			if (found.meaning === 'wrong-request' && sizes.lower(found.said, pageSize, read.selection)) continue;
			const [nextOrder, ...rest] = otherOrders;
			if (after === null && nextOrder !== undefined && found.meaning === 'wrong-request') {
				[order, otherOrders] = [nextOrder, rest];
				continue;
			}
			const error = errorOf(found, request.purpose);
			const { meaning } = found;
			throw after === null && (meaning === 'wrong-request' || meaning === 'unknown-field') ? new RefusedQueryError(error.facts, meaning) : error;
		}
		if (problems.some(({ said }) => sizes.lower(said, pageSize, read.selection))) continue;
		otherOrders = [];
		const { nodes, next } = connection;
		const bad = new Map<number, Problem[]>();
		for (const { problem, at = 0 } of refused) bad.set(at, [...(bad.get(at) ?? []), problem]);
		const whole: JsonObject[] = [];
		for (const [index, each] of nodes.entries()) {
			const completed = bad.has(index) || each === undefined ? undefined : await completeRecord(parts, node, selection, each).catch((caught: unknown) => {
				if (!(caught instanceof RefusedRest)) throw caught;
				bad.set(index, [...caught.problems]);
				return undefined;
			});
			if (completed === undefined) bad.set(index, bad.get(index) ?? [{ said: each ? 'a collection came without its members' : 'the record came empty', path: [] }]);
			else whole.push(completed);
		}
		if (bad.size > 0) {
			const records = [...bad].sort(([a], [b]) => a - b).map(([index, reasons]): RejectedRecord => ({
				index, key: idOf(nodes[index]) || undefined, reasons: [...new Set(reasons.map(({ said }) => said))],
			}));
			if (!onRejected) throw new PartialDataError(request.purpose, [...bad.values()].flat(), records);
			onRejected(records);
		}
		if (whole.length > 0) yield whole;
		if (next === undefined) return;
		if (next === '' || seen.has(next)) throw endless(request.purpose);
		seen.add(next);
		after = next;
	}
}

/** The rest of a collection was refused, at the record that it belongs to. */
class RefusedRest extends Error {
	constructor(readonly problems: readonly Problem[]) {
		super('the rest of a collection was refused');
	}
}

type Step = InnerPage['steps'][number];

/** The record with its collections as plain lists of members; undefined when one of them is not to be had. */
const completeRecord = async (parts: PageParts, place: NodePlace, selection: Selection, record: JsonObject): Promise<JsonObject | undefined> => {
	const complete = async (selected: Selection, node: JsonObject, steps: readonly Step[]): Promise<JsonObject | undefined> => {
		const lists: Array<readonly [string, ExactJson]> = [];
		for (const [name, each] of selected) {
			if (each.kind !== 'collection') continue;
			const first = readConnection(each.viaQuery ? childOf(node[name], 'query') : node[name]);
			const begun = first && wholeMembers(first);
			if (first === undefined || begun === undefined) return undefined;
			const members = [...begun];
			const seen = new Set<string>();
			for (let next = first.next; next !== undefined;) {
				if (next === '' || seen.has(next) || idOf(record) === '') throw endless(`read ${name}`);
				seen.add(next);
				const more = await innerPage(parts, place, { owner: idOf(record), steps, name, collection: each, after: next });
				const further = wholeMembers(more);
				if (further === undefined) return undefined;
				members.push(...further);
				({ next } = more);
			}
			const completed: JsonObject[] = [];
			for (const member of members) {
				const step: Step = { name, viaQuery: each.viaQuery, id: idOf(member) };
				const whole = await complete(each.of, member, [...steps, step]);
				if (whole === undefined) return undefined;
				completed.push(whole);
			}
			lists.push([name, completed]);
		}
		return lists.length === 0 ? node : { ...node, ...Object.fromEntries(lists) };
	};
	return await complete(selection, record, []);
};

const innerPage = async ({ place, gateway }: PageParts, node: NodePlace, inner: InnerPage): Promise<Connection> => {
	const request = innerPageRequest(place, node, inner);
	const { response, json } = await gateway.call(request);
	const problems = problemsOf(json);
	const base = connectionPath(node);
	if (problems.length > 0) throw problems.every((each) => recordAt(each, base) !== undefined) ? new RefusedRest(problems) : errorOf(verdictInside(response), request.purpose);
	let at = connectionAt(childOf(json, 'data'), base);
	for (const { name, viaQuery } of [...inner.steps, { name: inner.name, viaQuery: inner.collection.viaQuery }]) {
		const owner = childOf(jsonList(childOf(at, 'edges'))[0], 'node');
		at = viaQuery ? childOf(childOf(owner, name), 'query') : childOf(owner, name);
	}
	const found = readConnection(at);
	if (found) return found;
	throw new RetryableError({
		system: SYSTEM, operation: request.purpose, said: 'the record was changed or deleted while its lines were read', remedy: 'Nothing was confirmed, so nothing is lost: run it again.',
	});
};
