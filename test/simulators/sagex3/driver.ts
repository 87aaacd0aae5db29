import { createHmac } from 'node:crypto';
import type { RunningSimulator } from '../../../simulators/harness/server';
import { startSageX3, type SageX3Options } from '../../../simulators/sagex3';

export type Rec = Readonly<Record<string, unknown>>;

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body as JSON; throws when it is none. */
	json<T = Rec>(): T;
}

export interface Diagnosed {
	readonly message: string;
	readonly path?: readonly (string | number)[];
	readonly extensions?: { readonly diagnoses?: readonly { readonly severity: number; readonly message: string }[] };
}

export interface GraphqlBody {
	readonly data?: Rec | null;
	readonly errors?: readonly Diagnosed[];
	readonly extensions: { readonly diagnoses?: readonly Rec[] };
}

export interface Page {
	readonly totalCount?: number;
	readonly edges: readonly { readonly node: Rec; readonly cursor: string }[];
	readonly pageInfo: { readonly endCursor: string; readonly startCursor: string; readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token signed as a client signs it. */
export const jwt = (claims: Rec, secret = 'linden-connected-secret', alg = 'HS256'): string => {
	const text = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
	return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

/** What lies at the end of a path of members. */
export const dig = (value: unknown, ...path: readonly (string | number)[]): unknown =>
	path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null
		? (at as Readonly<Record<string | number, unknown>>)[step] : undefined), value);

export class Server {
	private constructor(readonly simulator: RunningSimulator) {}

	/** At noon of 20 June 2026, as the simulated clock has it. */
	static async start(options: SageX3Options = {}): Promise<Server> {
		const server = new Server(await startSageX3(options));
		await server.control('clock', { setMs: Date.UTC(2026, 5, 20, 12) });
		return server;
	}

	get url(): string {
		return this.simulator.url;
	}

	get seconds(): number {
		return Math.floor(this.simulator.context.clock.now() / 1000);
	}

	claims(more: Rec = {}): Rec {
		const iat = this.seconds - 5;
		return { iss: 'linden-connected-app', sub: 'ANAPLAN', aud: `${this.url}/xtrem/api`, iat, exp: iat + 300, ...more };
	}

	async send(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Answer> {
		const response = await fetch(`${this.url}${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
	}

	ask(query: string, variables: Rec = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
		const all = { authorization: `Bearer ${jwt(this.claims())}`, 'content-type': 'application/json', 'x-xtrem-endpoint': 'LINDEN', ...headers };
		return this.send('POST', '/xtrem/api', all, JSON.stringify({ query, variables }));
	}

	async body(query: string, variables?: Rec, headers?: Readonly<Record<string, string>>): Promise<GraphqlBody> {
		return (await this.ask(query, variables, headers)).json<GraphqlBody>();
	}

	/** A page of a node, such as `x3System.site`; throws what the server said when it is none. */
	async page(node: string, fields: string, ask: Rec = {}, headers?: Readonly<Record<string, string>>): Promise<Page> {
		const [name = '', one = ''] = node.split('.');
		const types: Readonly<Record<string, string>> = { first: 'Int', after: 'String', last: 'Int', before: 'String', filter: 'String',
			orderBy: 'String' };
		const used = Object.keys(ask);
		const heads = used.map((key) => `$${key}: ${types[key] ?? 'String'}`).join(', ');
		const query = `query ${heads === '' ? '' : `(${heads})`} { ${name} { ${one} { query${used.length === 0 ? '' : `(${used.map((key) => `${key}: $${key}`).join(', ')})`} {
			totalCount edges { node { ${fields} } cursor } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } } }`;
		const variables = Object.fromEntries(Object.entries(ask).map(([key, value]) => [key, typeof value === 'object' && value !== null
			? JSON.stringify(value) : value]));
		const answer = await this.ask(query, variables, headers);
		const body = answer.json<GraphqlBody>();
		if (body.errors !== undefined) throw new Error(`${answer.status} ${JSON.stringify(body.errors)}`);
		return dig(body.data, name, one, 'query') as Page;
	}

	async nodes(node: string, fields: string, ask: Rec = {}, headers?: Readonly<Record<string, string>>): Promise<readonly Rec[]> {
		return (await this.page(node, fields, { first: 1000, ...ask }, headers)).edges.map((edge) => edge.node);
	}

	async ids(node: string, filter: unknown, ask: Rec = {}): Promise<readonly string[]> {
		return (await this.nodes(node, '_id', { filter: typeof filter === 'string' ? filter : JSON.stringify(filter),
			...ask })).map(({ _id }) => String(_id));
	}

	/** Path below `/api1/x3/erp/LINDEN/`, blanks and all. */
	classic(path: string, login = 'ANAPLAN', password = 'anaplan-secret'): Promise<Answer> {
		return this.classicUrl(`/api1/x3/erp/LINDEN/${path}`, login, password);
	}

	classicUrl(path: string, login = 'ANAPLAN', password = 'anaplan-secret'): Promise<Answer> {
		return this.send('GET', path, { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` });
	}

	async control<T = Rec>(route: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
		const response = await fetch(`${this.url}/__sim/${route}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		return (await response.json()) as T;
	}

	switches(changes: Rec): Promise<Rec> {
		return this.control('switches', changes);
	}

	/** Back to the beginning, clock and faults too. */
	async restart(): Promise<void> {
		await this.control('reset', {});
		await this.control('faults', undefined, 'DELETE');
		await this.control('clock', { setMs: Date.UTC(2026, 5, 20, 12) });
	}

	async effects(what: string): Promise<readonly Rec[]> {
		const history = await this.control<{ kind: string; note: Rec }[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === what).map(({ note }) => note);
	}

	close(): Promise<void> {
		return this.simulator.close();
	}
}

/** Thousandths of a decimal text. */
export const thousandths = (text: unknown): bigint => {
	const [whole = '0', fraction = ''] = String(text).replace('-', '').split('.');
	const units = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
	return String(text).startsWith('-') ? -units : units;
};
