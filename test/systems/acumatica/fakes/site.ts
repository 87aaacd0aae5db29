import type { Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { answer, json, jsonText } from '../../../doubles/scripted-http';
import { exception } from './exception';

/** A value as it stands in the answer: text, flag, `null` for `{}`, or digits that keep their form. */
export type Value = string | boolean | null | { readonly digits: string };
export interface Entity {
	readonly [name: string]: Value | Entity | readonly Entity[];
}

const isEntity = (value: Value | Entity | readonly Entity[]): value is Entity =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !('digits' in value);

const wrapped = (value: Value): string => {
	if (value === null) return '{}';
	return typeof value === 'object' ? `{"value":${value.digits}}` : `{"value":${JSON.stringify(value)}}`;
};

let guid = 0;
const nextId = (): string => `00000000-0000-0000-0000-${String((guid += 1)).padStart(12, '0')}`;

interface Asked { readonly select: ReadonlySet<string> | undefined; readonly expand: ReadonlySet<string> }

const written = (entity: Entity, { select, expand }: Asked, prefix: string, rowNumber: number): string => {
	const members = Object.entries(entity).flatMap(([name, value]): string[] => {
		const path = prefix + name;
		if (Array.isArray(value)) {
			const rows = (value as readonly Entity[]).map((row, index) => written(row, { select, expand }, `${path}/`, index + 1));
			return expand.has(path) ? [`${JSON.stringify(name)}:[${rows.join(',')}]`] : [];
		}
		if (isEntity(value as Entity)) return expand.has(path) ? [`${JSON.stringify(name)}:${written(value as Entity, { select, expand }, `${path}/`, 1)}`] : [];
		return select === undefined || select.has(path) ? [`${JSON.stringify(name)}:${wrapped(value as Value)}`] : [];
	});
	const note = prefix === '' ? '{"value":""}' : 'null';
	return `{${[`"id":"${nextId()}"`, `"rowNumber":${rowNumber}`, `"note":${note}`, ...members, '"custom":{}', '"_links":{"self":"/x"}'].join(',')}}`;
};

const textOf = (value: unknown): string => (typeof value === 'object' && value !== null && 'digits' in value ? String(value.digits) : String(value ?? ''));

const CONDITION = /^(\w+) (eq|ge|gt|lt|le) (?:datetimeoffset)?'((?:[^']|'')*)'$/;
const TESTS: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
	eq: (a, b) => a === b, ge: (a, b) => a >= b, gt: (a, b) => a > b, lt: (a, b) => a < b, le: (a, b) => a <= b,
};

/** Just enough of the filter language: conditions joined by `and`, own texts in brackets. */
const holds = (filter: string, entity: Entity): boolean => filter.split(' and ').every((part) => {
	const found = CONDITION.exec(part.replace(/^\((.*)\)$/, '$1'));
	if (!found) throw new Error(`the fake does not understand "${part}"`);
	const [, field = '', operator = '', quoted = ''] = found;
	const [left, right] = [textOf(entity[field]), quoted.replace(/''/g, '\'')];
	const moments = [Date.parse(left), Date.parse(right)] as const;
	const compared = part.includes('datetimeoffset') ? moments : [left, right] as const;
	return left !== '' && (TESTS[operator]?.(compared[0], compared[1]) ?? false);
});

/** Entities as lists in key order, and just enough of reading to page through them. Mutations may happen before any list request. */
export class Site implements Http {
	readonly sent: HttpRequest[] = [];
	/** Query parameters of every list request. */
	readonly lists: Array<{ readonly entity: string; readonly query: Readonly<Record<string, string>> }> = [];
	/** Called before each list request with its number, counted from 1. */
	before: (list: number) => void = () => undefined;
	/** Fields that this site's version does not have. */
	lacking: readonly string[] = [];
	openApi: unknown = {};
	/** Answers that take the place of the next requests. */
	instead: HttpResponse[] = [];
	endpoints: unknown = { version: { acumaticaBuildVersion: '25.201.0111' }, endpoints: [{ name: 'Default', version: '24.200.001', href: '/' }] };

	constructor(readonly tables: Record<string, Entity[]> = {}) {}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		const url = new URL(request.url);
		const query = Object.fromEntries(url.searchParams);
		const path = /^\/site\/entity(?:\/([^/]+)\/([^/]+)(?:\/(.*))?)?$/.exec(url.pathname);
		if (!path) return answer(404, 'no such path');
		const instead = this.instead.shift();
		if (instead) return instead;
		const rest = path[3] ?? '';
		if (path[1] === undefined) return json(this.endpoints);
		if (rest === 'swagger.json') return json(this.openApi);
		const [entity = '', ...keys] = rest.split('/').map(decodeURIComponent);
		const table = this.tables[entity];
		if (!table) return json({ message: 'No HTTP resource was found that matches the request URI.' }, 404);
		const asked = { select: query.$select === undefined ? undefined : new Set(query.$select.split(',')), expand: new Set((query.$expand ?? '').split(',')) };
		const lacked = [...(asked.select ?? [])].find((name) => this.lacking.includes(name));
		if (lacked) return exception('System.Collections.Generic.KeyNotFoundException', 'The given key was not present in the dictionary.');
		if (keys.length > 0) {
			const found = table.find((row) => keys.every((key) => Object.values(row).includes(key)));
			return found ? jsonText(written(found, asked, '', 1)) : exception('PX.Api.ContractBased.NoEntitySatisfiesTheConditionException', 'No entity satisfies the condition.');
		}
		this.lists.push({ entity, query });
		this.before(this.lists.length);
		const found = table.filter((row) => query.$filter === undefined || holds(query.$filter, row));
		const start = Number(query.$skip ?? 0);
		const page = found.slice(start, query.$top === undefined ? undefined : start + Number(query.$top));
		return jsonText(`[${page.map((row, index) => written(row, asked, '', start + index + 1)).join(',')}]`);
	}
}
