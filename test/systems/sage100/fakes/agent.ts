import type { Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { fault, json } from './scripted-http';
import { numberOfStamp, serverTimeAt, stampOf, stampText, wallAt } from './wall-clock';

/** One row of a list as it stands now. */
export interface Row {
	readonly key: string;
	/** What the wall showed when it was changed; null where the release keeps no stamps. */
	readonly wall: number | null;
	readonly fields: Readonly<Record<string, unknown>>;
}

interface Walk {
	readonly url: string;
	readonly keys: readonly string[];
	readonly startedAt: number;
	readonly rowsNow: () => readonly Row[];
}

export const COMPANY = {
	code: 'ABC', name: 'Northwind Parts', timeZone: 'America/Chicago', functionalCurrency: 'USD',
	accountFormat: { delimiter: '-', segments: [{ segmentNo: '02', kind: 'alphanumeric', length: 3, name: 'Department' }, { segmentNo: '01', kind: 'numeric', length: 4, name: 'Main' }] },
	currentFiscalYear: '2025', currentPeriod: '03', usesDivisions: false, usesJournalBatches: true, canRunRegister: false,
	limits: { journalComment: 2048, lineComment: 30, journalLines: null },
} as const;

const MOST = 1_000;

/** Just enough of the contract to read lists: walks fixed at their start, rows shown as they stand when their page is read. */
export class FakeAgent implements Http {
	readonly sent: HttpRequest[] = [];
	zone = 'America/Chicago';
	/** UTC, as the server has it. */
	now = Date.parse('2025-04-01T13:15:00.500Z');
	/** How long each request takes. */
	pace = 0;
	contractVersion = '1.1.0';
	companies: ReadonlyArray<object & { readonly code?: string }> = [COMPANY];
	/** Rows of a list, by its path, asked for at each look. */
	lists: Record<string, () => readonly Row[]> = {};
	/** Paths of which this release keeps no stamps. */
	unstamped: readonly string[] = [];
	/** Told before each page; may change rows or lose walks. */
	before: (request: number, path: string) => void = () => undefined;
	/** Given instead of an answer. */
	instead: Array<HttpResponse | undefined> = [];
	/** Rows of balances that were touched since a stamp. */
	touched: (since: string) => readonly Row[] = () => [];
	private walks = new Map<string, Walk>();
	private count = 0;

	/** Restarts the agent: all walks are lost. */
	restart(): void {
		this.walks.clear();
	}

	/** Every page that was asked for: path and query, without the version. */
	get asked(): readonly string[] {
		return this.sent.map(({ url }) => decodeURIComponent(url.replace(/^.*\/v1/, '')));
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		this.now += this.pace;
		const url = new URL(request.url);
		const path = url.pathname.replace(/^\/v1/, '');
		this.before(this.sent.length, path);
		const instead = this.instead.shift();
		if (instead) return instead;
		if (path === '/health') return json({ status: 'ok', agentVersion: '0.1.0', contractVersion: this.contractVersion });
		if (path === '/health/ready') return json({ status: 'ready', checks: [{ name: 'com', ok: true }, { name: 'company', ok: true, detail: 'ABC' }] });
		if (path === '/companies') {
			const only = new URL(request.url).searchParams.get('code');
			return json({ items: this.companies.filter(({ code }) => only === null || code === only) });
		}
		if (path === '/clock') return json(serverTimeAt(this.now, this.zone));
		return this.list(url, path);
	}

	private list(url: URL, path: string): HttpResponse {
		const rowsNow = this.lists[path];
		if (!rowsNow) return fault(404, 'PATH_NOT_FOUND');
		if (path === '/gl/segments' || path === '/gl/fiscal-calendars') return json({ items: rowsNow().map(({ fields }) => fields) });
		const query = url.searchParams;
		const [cursor, since] = [query.get('cursor'), query.get('updatedSince')];
		const size = Math.min(MOST, Number(query.get('pageSize') ?? '200'));
		if (since !== null && this.unstamped.includes(path)) return fault(400, 'FILTER_NOT_SUPPORTED');
		for (const name of ['cursor', 'pageSize']) query.delete(name);
		const rest = `${path}?${query.toString()}`;
		if (cursor === null) return this.page(this.begin(rest, path, since, query.get('fiscalYear'), rowsNow), 0, size);
		const [id = '', from = ''] = cursor.split('@');
		const walk = this.walks.get(id);
		if (!walk) return fault(410, 'CURSOR_EXPIRED', { message: 'The cursor is no longer valid.' });
		return walk.url === rest ? this.page(id, Number(from), size) : fault(400, 'CURSOR_INVALID');
	}

	private begin(url: string, path: string, since: string | null, year: string | null, all: () => readonly Row[]): string {
		const isTouched = path === '/gl/balances' && since !== null;
		const rowsNow = (): readonly Row[] => (isTouched ? this.touched(since) : all().filter(({ fields }) => year === null || fields.fiscalYear === year));
		const rows = rowsNow().filter(({ wall }) => since === null || (wall !== null && numberOfStamp(stampText(wall)) >= numberOfStamp(since)));
		const byKey = (a: Row, b: Row): number => (a.key < b.key ? -1 : Number(a.key > b.key));
		const sorted = [...rows].sort((a, b) => (since === null ? 0 : (a.wall ?? 0) - (b.wall ?? 0)) || byKey(a, b));
		this.count += 1;
		const id = `w${this.count}`;
		this.walks.set(id, { url, keys: sorted.map(({ key }) => key), startedAt: this.now, rowsNow });
		return id;
	}

	private page(id: string, from: number, size: number): HttpResponse {
		const walk = this.walks.get(id);
		if (!walk) throw new Error('no walk');
		const rows = new Map(walk.rowsNow().map((row) => [row.key, row]));
		const items = walk.keys.slice(from, from + size).flatMap((key) => {
			const row = rows.get(key);
			return row ? [{ ...row.fields, stamp: row.wall === null ? null : stampOf(row.wall) }] : [];
		});
		const hasMore = from + size < walk.keys.length;
		return json({
			items,
			page: {
				hasMore, nextCursor: hasMore ? `${id}@${from + size}` : null, highWater: stampText(wallAt(walk.startedAt, this.zone) - 36),
				serverTime: serverTimeAt(walk.startedAt, this.zone),
			},
		});
	}
}
