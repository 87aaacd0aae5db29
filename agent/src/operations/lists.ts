import { createHash } from 'node:crypto';
import { type CompanyGate } from '../company-gate';
import { Failure } from '../http/failure';
import { demandRight } from '../keys/key-store';
import { highWaterOf } from '../paging/high-water';
import { type Walk, type Walks } from '../paging/walks';
import { type ListFilter, type ListName, type Row, type SagePort } from '../sage/port';
import { type Answer, type CheckedRequest, type Handler, callerOf, companyOf, textOf } from './request';

export interface ListParts {
	readonly sage: SagePort;
	readonly gate: CompanyGate;
	readonly walks: Walks;
}

interface ListOperation {
	readonly list: ListName;
	/** What the shape of single parameters cannot say. */
	check?(request: CheckedRequest): string | undefined;
}

const given = (request: CheckedRequest, name: string): boolean => request.values[name] !== undefined;

const balanceRules = (request: CheckedRequest): string | undefined => {
	const year = given(request, 'fiscalYear');
	if (!year && !given(request, 'updatedSince')) return 'Either fiscalYear or updatedSince is needed.';
	if (!year && request.values.fillGaps === true) return 'fillGaps needs fiscalYear.';
	const [from, to] = [textOf(request, 'periodFrom'), textOf(request, 'periodTo')];
	return from !== undefined && to !== undefined && from > to ? 'periodFrom is after periodTo.' : undefined;
};

const postingRules = (request: CheckedRequest): string | undefined => {
	const [from, to] = [textOf(request, 'postingDateFrom'), textOf(request, 'postingDateTo')];
	if (!given(request, 'updatedSince') && (from === undefined || to === undefined)) {
		return 'Either updatedSince or both postingDateFrom and postingDateTo are needed.';
	}
	return from !== undefined && to !== undefined && from > to ? 'postingDateFrom is after postingDateTo.' : undefined;
};

/** Operation of the contract → list of the port. */
export const LISTS: Readonly<Record<string, ListOperation>> = {
	listAccounts: { list: 'accounts' },
	listSegmentValues: { list: 'segmentValues' },
	listBalances: { list: 'balances', check: balanceRules },
	listPostings: { list: 'postings', check: postingRules },
	listVendors: { list: 'vendors' },
	listApInvoices: { list: 'invoices' },
	listOpenInvoices: { list: 'openInvoices' },
	listPurchaseOrders: { list: 'purchaseOrders' },
};

const LARGEST_PAGE = 1000;
/** Most keys per `fetch` of the port. */
const GROUP = 250;
export const MOST_FETCHES = LARGEST_PAGE / GROUP;

const OF_THE_WALK = new Set(['X-Sage-Company', 'updatedSince', 'pageSize', 'cursor']);

const filterOf = ({ values }: CheckedRequest): ListFilter =>
	Object.fromEntries(Object.entries(values).flatMap(([name, value]) => {
		if (OF_THE_WALK.has(name)) return [];
		return typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value) ? [[name, value as string | boolean | readonly string[]]] : [];
	}));

/** Everything a cursor is bound to; the page size is not part of it. */
const boundTo = (operation: string, company: string, filter: ListFilter, since: string | undefined): string =>
	createHash('sha256').update(JSON.stringify([operation, company, since ?? null, Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))])).digest('base64');

const rowsOf = async (sage: SagePort, walk: Walk, from: number, to: number): Promise<Row[]> => {
	const rows: Row[] = [];
	for (let at = from; at < to; at += GROUP) {
		rows.push(...(await sage.fetch(walk.company, walk.list, walk.filter, walk.keys.slice(at, Math.min(at + GROUP, to)))));
	}
	return rows;
};

/** One page of one list; the whole request is one turn of its company. */
export const listHandler = (operation: string, { list, check }: ListOperation, { sage, gate, walks }: ListParts): Handler => async (request): Promise<Answer> => {
	demandRight(callerOf(request), 'read');
	const company = await companyOf(request, sage);
	const wrong = check?.(request);
	if (wrong !== undefined) throw new Failure('BAD_REQUEST', wrong);
	const filter = filterOf(request);
	const since = textOf(request, 'updatedSince');
	const bound = boundTo(operation, company, filter, since);
	const size = Math.min(Number(request.values.pageSize ?? LARGEST_PAGE), LARGEST_PAGE);
	const cursor = textOf(request, 'cursor');
	// Before waiting for a turn: a dead cursor needs no Sage.
	const place = cursor === undefined ? undefined : walks.continue(cursor, bound);

	return await gate.alone(company, async () => {
		const walk = place?.walk ?? (await begun(sage, walks, { company, list, filter, since, bound }));
		const from = place?.from ?? 0;
		const to = Math.min(from + size, walk.keys.length);
		const items = await rowsOf(sage, walk, from, to);
		const hasMore = to < walk.keys.length;
		const page = { hasMore, nextCursor: hasMore ? walks.cursor(walk, to) : null, highWater: walk.highWater, serverTime: walk.serverTime };
		return { status: 200, body: { items, page }, note: { rows: items.length } };
	});
};

interface Beginning {
	readonly company: string;
	readonly list: ListName;
	readonly filter: ListFilter;
	readonly since: string | undefined;
	readonly bound: string;
}

/** The clock is read before the keys: what changes while they are read is then after the high water mark. */
const begun = async (sage: SagePort, walks: Walks, { company, list, filter, since, bound }: Beginning): Promise<Walk> => {
	const serverTime = await sage.clock(company);
	const keys = await sage.scan(company, list, filter, since);
	return walks.begin({ bound, company, list, filter, keys, serverTime, highWater: highWaterOf(serverTime.stamp) });
};
