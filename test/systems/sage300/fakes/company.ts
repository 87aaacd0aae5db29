import type { Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { answer, DATE, json } from '../../../doubles/scripted-http';
import { readFilter, type Row } from './filter-reader';
import { metadataDocument, type ModuleShape, type Shape } from './metadata-document';
import { fault } from './fault';

const plainName = (name: string): string => name.replace('*', '');
const NUMERIC = /^Edm\.(?:Decimal|Int\d+)$/;

/** Rows of resources in key order, and just enough of the web API to read them. Mutations may happen before any list request. */
export class Company implements Http {
	readonly sent: HttpRequest[] = [];
	/** Every list request: what was asked of which resource. */
	readonly lists: Array<{ readonly resource: string; readonly query: Readonly<Record<string, string>> }> = [];
	before: (list: number, resource: string) => void = () => undefined;
	pageSize = 100;
	date = DATE;
	/** The host in links, which is the server's idea of itself. */
	linkHost = 'https://internal.example.test:8443';
	withLinks = true;
	/** Modules that the user may not use. */
	forbidden: readonly string[] = [];
	/** Rows come in this order and not in that of the key. */
	shuffle: ((rows: Row[]) => Row[]) | undefined;
	instead: HttpResponse[] = [];
	/** Answers everything that is not a GET. */
	write: (request: HttpRequest, path: string) => HttpResponse = () => fault(405, 'MethodNotAllowed', 'no');

	constructor(readonly shapes: Readonly<Record<string, ModuleShape>>, readonly tables: Record<string, Row[]> = {}) {}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		const reply = this.instead.shift() ?? this.reply(request);
		return { ...reply, headers: { ...reply.headers, date: this.date } };
	}

	private reply(request: HttpRequest): HttpResponse {
		const url = new URL(request.url);
		const [, module = '', rest = ''] = /^\/Sage300WebApi\/v1\.0\/-\/SAMLTD\/([^/]+)\/(.*)$/.exec(url.pathname) ?? [];
		const shape = this.shapes[module];
		if (!shape) return fault(404, 'ResourceNotFound', 'no such module');
		if (this.forbidden.includes(module)) return fault(403, 'Forbidden', 'not for this user');
		if (url.search.length > 2_048) return answer(404, '<html><title>404.15 query string too long</title></html>');
		if (rest === '$metadata') return answer(200, metadataDocument(shape), { 'content-type': 'application/xml' });
		const path = decodeURIComponent(rest);
		if (request.method !== 'GET') return this.write(request, path);
		const [, resource = '', key] = /^(\w+)(?:\((.*)\))?$/.exec(path) ?? [];
		const fields = shape.resources[resource];
		if (!fields) return fault(404, 'ResourceNotFound', `no resource ${resource}`);
		const query = Object.fromEntries(url.searchParams);
		if (key !== undefined) return this.one(resource, fields, key, query);
		this.lists.push({ resource, query });
		this.before(this.lists.length, resource);
		return this.list(url, resource, fields, query);
	}

	private rows(resource: string, fields: Shape): Row[] {
		const keys = Object.entries(fields).filter(([name]) => name.startsWith('*'));
		const rows = [...(this.tables[resource] ?? [])].sort((a, b) => {
			for (const [name, type] of keys) {
				const [left, right] = [a[plainName(name)], b[plainName(name)]];
				const order = NUMERIC.test(type) ? Number(left) - Number(right) : String(left) < String(right) ? -1 : Number(String(left) > String(right));
				if (order !== 0) return order;
			}
			return 0;
		});
		return this.shuffle ? this.shuffle(rows) : rows;
	}

	private list(url: URL, resource: string, fields: Shape, query: Readonly<Record<string, string>>): HttpResponse {
		const names = Object.keys(fields).map(plainName);
		const strange = Object.keys(query).find((name) => !['$filter', '$select', '$skip', '$top', '$count'].includes(name));
		if (strange) return fault(400, 'InvalidParameters', `option ${strange}`);
		try {
			const test = query.$filter === undefined ? () => true : readFilter(query.$filter, names);
			const found = this.rows(resource, fields).filter(test);
			const skip = Number(query.$skip ?? 0);
			const top = query.$top === undefined ? Number.POSITIVE_INFINITY : Number(query.$top);
			const page = found.slice(skip, skip + Math.min(this.pageSize, top));
			const next = new URLSearchParams(url.searchParams);
			next.set('$skip', String(skip + page.length));
			const hasMore = this.withLinks && top > page.length && skip + page.length < found.length;
			return json({
				'@odata.context': `${this.linkHost}/$metadata#${resource}`, value: page.map((row) => selected(row, query.$select, names)),
				...(hasMore && { '@odata.nextLink': `${this.linkHost}${url.pathname}?${next.toString()}` }),
			});
		} catch (error) {
			return fault(400, 'InvalidParameters', String(error));
		}
	}

	private one(resource: string, fields: Shape, key: string, query: Readonly<Record<string, string>>): HttpResponse {
		const keys = Object.keys(fields).filter((name) => name.startsWith('*')).map(plainName);
		const parts = keys.length === 1 ? [[keys[0] ?? '', key]] : key.split(',').map((part) => part.split('='));
		const row = this.rows(resource, fields).find((one) => parts.every(([name = '', value = '']) => String(one[name]) === value.replace(/^'|'$/g, '').replace(/''/g, '\'')));
		return row ? json(selected(row, query.$select, Object.keys(fields).map(plainName))) : fault(404, 'RecordNotFound', 'no such record');
	}
}

const selected = (row: Row, select: string | undefined, names: readonly string[]): Row => {
	if (select === undefined) return row;
	const wanted = select.split(',');
	const unknown = wanted.find((name) => !names.includes(name));
	if (unknown !== undefined) throw new Error(`unknown property ${unknown}`);
	return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)));
};
