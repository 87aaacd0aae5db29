import { XMLParser } from 'fast-xml-parser';
import { startIntacct, BLUEFIN, LOGIN_PATH, type IntacctOptions } from '../../../simulators/intacct';
import type { RunningSimulator } from '../../../simulators/harness/server';

export interface GatewayAnswer {
	readonly status: number;
	readonly contentType: string;
	readonly body: string;
}

export interface RequestShape {
	readonly sender?: string;
	readonly senderPassword?: string;
	readonly control?: string;
	readonly authentication?: string;
	readonly transaction?: boolean;
	readonly path?: string;
	readonly contentType?: string;
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const login = (
	locationid?: string,
	user: string = BLUEFIN.user,
	password: string = BLUEFIN.userPassword,
	company: string = BLUEFIN.company,
): string =>
	`<login><userid>${user}</userid><companyid>${company}</companyid><password>${password}</password>${locationid === undefined ? '' : `<locationid>${locationid}</locationid>`}</login>`;

export const fn = (body: string, controlid = 'f1'): string => `<function controlid="${controlid}">${body}</function>`;

export const requestXml = (functions: string, shape: RequestShape = {}): string =>
	`<?xml version="1.0" encoding="UTF-8"?><request><control>` +
	`<senderid>${shape.sender ?? BLUEFIN.sender}</senderid><password>${shape.senderPassword ?? BLUEFIN.senderPassword}</password><controlid>c-1</controlid>` +
	`${shape.control ?? '<uniqueid>false</uniqueid><dtdversion>3.0</dtdversion><includewhitespace>false</includewhitespace>'}</control>` +
	`<operation transaction="${shape.transaction ?? false}"><authentication>${shape.authentication ?? login()}</authentication><content>${functions}</content></operation></request>`;

export interface QueryShape {
	readonly filter?: string;
	readonly orderby?: readonly string[];
	readonly options?: string;
	readonly pagesize?: number | string;
	readonly offset?: number | string;
}

const orderXml = (keys: readonly string[]): string =>
	`<orderby>${keys
		.map((key) => `<order><field>${key.replace(/^-/, '')}</field><${key.startsWith('-') ? 'descending' : 'ascending'}/></order>`)
		.join('')}</orderby>`;

/** `orderby` entries with a minus in front are descending. */
export const queryXml = (object: string, fields: readonly string[], shape: QueryShape = {}): string =>
	`<query><object>${object}</object><select>` +
	`${fields.map((field) => (field.startsWith('<') ? field : `<field>${field}</field>`)).join('')}</select>` +
	`${shape.filter === undefined ? '' : `<filter>${shape.filter}</filter>`}${shape.orderby ? orderXml(shape.orderby) : ''}` +
	`${shape.options === undefined ? '' : `<options>${shape.options}</options>`}${shape.pagesize === undefined ? '' : `<pagesize>${shape.pagesize}</pagesize>`}` +
	`${shape.offset === undefined ? '' : `<offset>${shape.offset}</offset>`}</query>`;

export const test = (operator: string, field: string, ...values: readonly string[]): string =>
	`<${operator}><field>${field}</field>${values.map((value) => `<value>${escape(value)}</value>`).join('')}</${operator}>`;

export const readByQueryXml = (object: string, query: string, fields = '*', pagesize?: number): string =>
	`<readByQuery><object>${object}</object><fields>${fields}</fields><query>${escape(query)}</query>${pagesize === undefined ? '' : `<pagesize>${pagesize}</pagesize>`}</readByQuery>`;

/** Every element as { name, attributes, children, text }; nothing is guessed from one or many. */
export interface Tree {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly Tree[];
	readonly text: string;
}

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	trimValues: false,
	ignoreDeclaration: true,
	processEntities: false,
});

const unescape = (text: string): string =>
	text
		.replace(/&#039;/g, "'")
		.replace(/&quot;/g, '"')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&');

const tree = (part: Record<string, unknown>): Tree => {
	const name = Object.keys(part).find((key) => key !== ':@') ?? '';
	const inner = part[name] as Record<string, unknown>[];
	return {
		name,
		attributes: (part[':@'] ?? {}) as Record<string, string>,
		children: inner.filter((one) => !('#text' in one)).map(tree),
		text: unescape(
			inner
				.filter((one) => '#text' in one)
				.map((one) => String(one['#text']))
				.join(''),
		),
	};
};

export const parseXml = (body: string): Tree =>
	tree((parser.parse(body) as Record<string, unknown>[]).filter((part) => !('#text' in part))[0]!);

/** The first element at a path below `from`. */
export const at = (from: Tree, ...path: readonly string[]): Tree =>
	path.reduce((here, name) => {
		const found = here.children.find((candidate) => candidate.name === name);
		if (!found) throw new Error(`no <${name}> in <${here.name}> among ${here.children.map((candidate) => candidate.name).join(', ')}`);
		return found;
	}, from);

export const has = (from: Tree, name: string): boolean => from.children.some((candidate) => candidate.name === name);
export const all = (from: Tree, name: string): readonly Tree[] => from.children.filter((candidate) => candidate.name === name);
export const errorsOf = (from: Tree): readonly Readonly<Record<string, string>>[] =>
	at(from, 'errormessage').children.map((error) => Object.fromEntries(error.children.map(({ name, text }) => [name, text])));

export const recordsOf = (result: Tree): readonly Readonly<Record<string, string>>[] =>
	at(result, 'data').children.map((record) => Object.fromEntries(record.children.map(({ name, text }) => [name, text])));

export class Bench {
	constructor(readonly simulator: RunningSimulator) {}

	static async start(options: IntacctOptions = {}): Promise<Bench> {
		return new Bench(await startIntacct(options));
	}

	async send(body: string, shape: RequestShape = {}, method = 'POST'): Promise<GatewayAnswer> {
		const response = await fetch(this.simulator.url + (shape.path ?? LOGIN_PATH), {
			method,
			headers: { 'content-type': shape.contentType ?? 'application/xml' },
			...(method === 'GET' ? {} : { body }),
		});
		return { status: response.status, contentType: response.headers.get('content-type') ?? '', body: await response.text() };
	}

	/** The whole answer to some functions. */
	async response(functions: string, shape: RequestShape = {}): Promise<Tree> {
		return parseXml((await this.send(requestXml(functions, shape), shape)).body);
	}

	async results(functions: string, shape: RequestShape = {}): Promise<readonly Tree[]> {
		const response = await this.response(functions, shape);
		if (!has(response, 'operation')) throw new Error(JSON.stringify(errorsOf(response)));
		return all(at(response, 'operation'), 'result');
	}

	/** The only result of one function element. */
	async call(body: string, shape: RequestShape = {}): Promise<Tree> {
		const [result] = await this.results(fn(body), shape);
		if (!result) throw new Error('no result');
		return result;
	}

	/** Records of a query that must succeed. */
	async rows(body: string, shape: RequestShape = {}): Promise<readonly Readonly<Record<string, string>>[]> {
		const result = await this.call(body, shape);
		if (at(result, 'status').text !== 'success') throw new Error(JSON.stringify(errorsOf(result)));
		return recordsOf(result);
	}

	/** Errors of a call that must be refused, wherever it is refused. */
	async refusal(body: string, shape: RequestShape = {}): Promise<readonly Readonly<Record<string, string>>[]> {
		const response = await this.response(fn(body), shape);
		if (at(response, 'control', 'status').text === 'failure') return errorsOf(response);
		const operation = at(response, 'operation');
		if (at(operation, 'authentication', 'status').text === 'failure') return errorsOf(operation);
		const result = at(operation, 'result');
		if (at(result, 'status').text === 'success') throw new Error('was not refused');
		return errorsOf(result);
	}

	/** A session as `<sessionid>` for authentication, with its path. */
	async session(
		locationid?: string,
		from: RequestShape = {},
	): Promise<RequestShape & { readonly id: string; readonly endpoint: string; readonly locationid: string }> {
		const api = at(
			await this.call(
				locationid === undefined ? '<getAPISession/>' : `<getAPISession><locationid>${locationid}</locationid></getAPISession>`,
				from,
			),
			'data',
			'api',
		);
		const id = at(api, 'sessionid').text;
		const endpoint = at(api, 'endpoint').text;
		return {
			id,
			endpoint,
			locationid: at(api, 'locationid').text,
			authentication: `<sessionid>${id}</sessionid>`,
			path: new URL(endpoint).pathname,
		};
	}

	async control<T = Record<string, unknown>>(route: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
		const response = await fetch(`${this.simulator.url}/__sim/${route}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		return (await response.json()) as T;
	}

	switches(changes: Record<string, unknown>): Promise<Record<string, unknown>> {
		return this.control('switches', changes);
	}

	async effects(what: string): Promise<readonly Record<string, unknown>[]> {
		const history = await this.control<{ kind: string; note: Record<string, unknown> }[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === what).map(({ note }) => note);
	}

	close(): Promise<void> {
		return this.simulator.close();
	}
}
