import { createHmac } from 'node:crypto';
import { buildSchema, graphql, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { answer, json } from '../../../doubles/scripted-http';
import { page, type Node, type PageArgs } from './node-list';
import { schemaText, type Generation } from './x3-schema';

export const SERVER = 'https://x3.example.com:8124';
export const APPLICATION = { clientId: 'client-1', secret: 's3cret-of-app', user: 'PLAN', audience: 'https://x3.internal/xtrem/api' } as const;

interface Claims { readonly iss: string; readonly sub?: string; readonly aud: string; readonly iat: number; readonly exp: number }

const schemas = new Map<Generation, GraphQLSchema>();

const schemaOf = (generation: Generation): GraphQLSchema => {
	const known = schemas.get(generation) ?? buildSchema(schemaText(generation));
	schemas.set(generation, known);
	for (const type of Object.values(known.getTypeMap())) {
		if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
		for (const field of Object.values(type.getFields())) {
			const isMembers = String(field.type).endsWith('Pages');
			const isPage = String(field.type).endsWith('Connection') && field.name !== 'query';
			if (isMembers) field.resolve = (source: unknown, _args, { server }: { server: X3Server }) => server.members(source, field.name);
			else if (isPage) field.resolve = (source: unknown, args: PageArgs, { server }: { server: X3Server }) => page(server.members(source, field.name) as readonly Node[], args);
			else if (field.name === 'query') field.resolve = (source: unknown, args: PageArgs) => page(source as readonly Node[], args);
			else if (field.name === 'node') field.resolve = (source: { node: unknown }) => source.node;
		}
	}
	return known;
};

/** Executes real GraphQL over plain objects, and checks tokens if it is told a clock. */
export class X3Server implements Http {
	readonly sent: HttpRequest[] = [];
	readonly queries: Array<{ readonly query: string; readonly variables: Record<string, unknown> }> = [];
	/** Changes the data, or answers in the place of the server; before each query of a page, counted from 1. */
	before: (count: number) => HttpResponse | undefined = () => undefined;
	/** Changes a good answer. */
	after: (body: { data?: unknown; errors?: unknown }, count: number) => unknown = (body) => body;
	isOpen = true;
	/** By the server's clock; undefined where nobody checks. */
	now: (() => number) | undefined;

	constructor(readonly tables: Record<string, Node[]>, readonly generation: Generation = 'current') {}

	members(source: unknown, name: string): unknown {
		const own = source as Node | undefined;
		if (own?._id === undefined) return this.tables[name] ?? [];
		const value = own[name];
		if (value instanceof Error) throw value;
		return value;
	}

	private tokenError(authorization: string): string | undefined {
		if (!this.now) return undefined;
		const [head = '', body = '', signature] = authorization.replace('Bearer ', '').split('.');
		const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
		const seconds = Math.floor(this.now() / 1000);
		if (createHmac('sha256', APPLICATION.secret).update(`${head}.${body}`).digest('base64url') !== signature) return '50';
		if (claims.iss !== APPLICATION.clientId) return '41';
		if (claims.sub !== APPLICATION.user) return '42';
		if (claims.aud !== APPLICATION.audience) return '45';
		if (claims.iat > seconds) return '21';
		return claims.exp <= seconds || claims.exp - claims.iat > 300 ? '50' : undefined;
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		const date: Record<string, string> = this.now ? { date: new Date(this.now()).toUTCString() } : {};
		const refused = this.tokenError(request.headers?.authorization ?? '');
		if (refused) return answer(401, `Error ${refused}: Invalid token`, { 'content-type': 'text/plain', ...date });
		if (new URL(request.url).pathname !== '/xtrem/api' || request.method !== 'POST') return answer(404, 'no such path');
		const { query, variables } = JSON.parse(String(request.body)) as { query: string; variables: Record<string, unknown> };
		if (query.includes('__schema') && !this.isOpen) return json({ errors: [{ message: 'GraphQL introspection is not allowed' }], extensions: {} }, 400);
		if (query.includes('query Page') || query.includes('query Rest')) {
			this.queries.push({ query, variables });
			const instead = this.before(this.queries.length);
			if (instead) return instead;
		}
		const result = await graphql({ schema: schemaOf(this.generation), source: query, variableValues: variables, contextValue: { server: this }, rootValue: { ...ROOT, sage: ROOT } });
		const isInvalid = result.data === undefined;
		const body = { ...(isInvalid ? {} : { data: result.data }), ...(result.errors && { errors: result.errors.map((each) => each.toJSON()) }), extensions: { diagnoses: [] } };
		const response = json(this.after(body, this.queries.length), isInvalid ? 400 : 200);
		return { ...response, headers: { ...response.headers, ...date } };
	}
}

const ROOTS = ['x3FinanceData', 'x3Finance', 'x3System', 'x3MasterData', 'x3Purchasing'].flatMap((name) => [name, `xtrem${name.replace('x', 'X')}`]);
const ROOT = Object.fromEntries(ROOTS.map((name) => [name, {}]));

