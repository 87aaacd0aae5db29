import type { Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { answer, json } from '../../../doubles/scripted-http';

export type Row = Readonly<Record<string, unknown>>;

const TEST = /^\(?(\w+) (eq|ne|ge|gt|lt|le) (?:'((?:[^']|'')*)'|@([^@]*)@)\)?$/;

const holds = (where: string, row: Row): boolean => where.split(' and ').every((part) => {
	const found = TEST.exec(part.replace(/^\((.*)$/, '$1').replace(/\)$/, ''));
	if (!found) throw new Error(`the fake does not understand "${part}"`);
	const [, name = '', operator = '', text, moment] = found;
	if (!(name in row)) throw new Error(`Property ${name} not found`);
	const [left, right] = [String(row[name]), (text ?? moment ?? '').replace(/''/g, '\'')];
	const order = left === right ? 0 : left < right ? -1 : 1;
	return { eq: order === 0, ne: order !== 0, ge: order >= 0, gt: order > 0, lt: order < 0, le: order <= 0 }[operator] ?? false;
});

/** `UPDDATTIM desc,NUM desc`, with the rows that have nothing there at one end. The first column alone is judged; lists are in the order of the key before. */
const orderOf = (asked: string | null, isNothingLast: boolean) => {
	const [name = '', direction = 'asc'] = (asked ?? '').split(',')[0]?.split(' ') ?? [];
	const rank = (row: Row): string => (row[name] ? `1${String(row[name])}` : isNothingLast ? '2' : '0');
	return (a: Row, b: Row): number => (asked === null || rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? -1 : 1) * (direction === 'desc' ? -1 : 1);
};

export interface ClassTable {
	readonly keys: readonly string[];
	readonly rows: Row[];
	/** What `$details` adds to a row, by its key. */
	readonly details?: Readonly<Record<string, Row>>;
}

/** Lists with keyset links and a cap, and details, as Syracuse has them. */
export class ClassicServer implements Http {
	readonly sent: HttpRequest[] = [];
	cap = 100;
	/** Where links lead to by the server's own idea. */
	linkHost = 'https://x3.internal:8124';
	/** What becomes of an `orderBy`: kept with nothing first or last, passed over, or refused. */
	orders: 'nothing first' | 'nothing last' | 'passed over' | 'refused' = 'nothing first';
	change: (body: Record<string, unknown>) => unknown = (body) => body;
	before: (count: number) => HttpResponse | undefined = () => undefined;

	constructor(readonly classes: Record<string, ClassTable>) {}

	get lines(): readonly string[] {
		return this.sent.map(({ url }) => decodeURIComponent(url.replace(/^.*\/erp\/NORTHWIND\//, '')));
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		const instead = this.before(this.sent.length);
		if (instead) return instead;
		const url = new URL(request.url);
		const [, name = '', key] = /^\/api1\/x3\/erp\/NORTHWIND\/([\w$]+)(?:\('(.*)'\))?$/.exec(decodeURIComponent(url.pathname)) ?? [];
		const table = this.classes[name];
		if (url.host !== 'x3.example.com:8124' || !table) return answer(404, 'unknown class');
		const keyOf = (row: Row): string => table.keys.map((each) => String(row[each])).join('~');
		if (key !== undefined) {
			const row = table.rows.find((each) => keyOf(each) === key);
			return row ? json(this.change({ ...row, ...table.details?.[key] })) : json({ $diagnoses: [{ $severity: 'error', $message: '721 : Record does not exist' }] });
		}
		const where = url.searchParams.get('where');
		let rows: Row[];
		try {
			rows = where === null ? [...table.rows] : table.rows.filter((row) => holds(where, row));
		} catch (error) {
			return json({ $diagnoses: [{ $severity: 'error', $message: String(error) }] }, 500);
		}
		const after = url.searchParams.get('key')?.replace(/^gt\./, '');
		const asked = url.searchParams.get('orderBy');
		if (asked !== null && this.orders === 'refused') return json({ $diagnoses: [{ $severity: 'error', $message: 'orderBy is not supported' }] }, 400);
		const sorted = rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).sort(this.orders === 'passed over' ? () => 0 : orderOf(asked, this.orders === 'nothing last'));
		const rest = sorted.slice(after === undefined ? 0 : sorted.findIndex((row) => keyOf(row) === after) + 1);
		const size = Math.min(Number(url.searchParams.get('count') ?? 20), this.cap);
		const page = rest.slice(0, size);
		url.searchParams.set('key', `gt.${keyOf(page.at(-1) ?? {})}`);
		url.searchParams.set('trace', '1');
		const $next = rest.length > size ? { $next: { $url: `${this.linkHost}${url.pathname}${url.search}` } } : {};
		return json(this.change({ $itemsPerPage: size, $resources: page.map((row) => ({ $uuid: 'u', $etag: 'e', $key: keyOf(row), ...row })), $links: { $first: {}, ...$next } }));
	}
}
