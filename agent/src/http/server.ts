import { type Server } from 'node:https';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { type AgentLog } from '../agent-log';
import { type ContractChecks, type RawRequest } from '../contract/checks';
import { type Contract, type Operation } from '../contract/document';
import { type Caller, type KeyStore } from '../keys/key-store';
import { type Answer, type CheckedRequest, type Handler } from '../operations/request';
import { type TlsIdentity } from '../tls/certificate';
import { Failure, answerOf, failureOf } from './failure';
import { rawRefusal, refusePlainHttp } from './plain-http';
import { requestIdOf } from './request-id';

export interface ServerParts {
	readonly contract: Contract;
	readonly checks: ContractChecks;
	readonly handlers: Readonly<Record<string, Handler>>;
	readonly keys: KeyStore;
	readonly identity: TlsIdentity;
	readonly log: AgentLog;
	readonly verifyAnswers: boolean;
	/** While the agent stops, nothing new is begun with Sage. */
	stopping(): boolean;
}

/** 2000 lines with comments of 2000 letters fit. */
const LARGEST_BODY = 16 * 1024 * 1024;
const WITHOUT_SAGE = new Set(['getStatusPage', 'getHealth']);

const SECURITY_HEADERS = {
	'Cache-Control': 'no-store',
	'X-Content-Type-Options': 'nosniff',
	'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
} as const;

const asText = (value: string | readonly string[] | undefined): string | undefined => (typeof value === 'string' ? value : value?.join(', '));

const rawOf = (request: FastifyRequest): RawRequest => ({
	query: [...new URLSearchParams(request.url.split('?').slice(1).join('?'))],
	path: Object(request.params) as Record<string, string>,
	headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, asText(value)])),
	body: request.body,
});

/** Fastify's own refusals: a body that is no JSON, of another type, too large; a path that cannot be decoded. */
const ofFramework = (cause: unknown): unknown => {
	const { code, statusCode } = cause as Partial<FastifyError>;
	const refused = typeof code === 'string' && code.startsWith('FST_') && statusCode !== undefined && statusCode < 500;
	const noJson = cause instanceof SyntaxError && statusCode === 400;
	if (!refused && !noJson) return cause;
	return new Failure('BAD_REQUEST', `The request cannot be read: ${(cause as Error).message}.`.replace('..', '.'));
};

/** Templates of the document as patterns, to tell an unknown path (404) from an unknown method (405). */
const pathTable = (operations: readonly Operation[]): ReadonlyArray<{ readonly pattern: RegExp; readonly operations: readonly Operation[] }> =>
	[...new Set(operations.map(({ path }) => path))].map((path) => ({
		pattern: new RegExp(`^${path.replace(/[.+*?^$()[\]\\|]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`),
		operations: operations.filter((operation) => operation.path === path),
	}));

const facts = (request: FastifyRequest): { readonly method: string; readonly path: string } => ({ method: request.method, path: request.url.split('?')[0] ?? '' });

/**
 * The HTTPS server. Its routes are the operations of the document, no more and no fewer: a handler without an operation,
 * or the other way round, keeps the agent from starting.
 */
export const createServer = (parts: ServerParts) => {
	const { contract, checks, handlers, keys, identity, log } = parts;
	const paths = pathTable(contract.operations);
	const at = (request: FastifyRequest): readonly Operation[] => paths.find(({ pattern }) => pattern.test(facts(request).path))?.operations ?? [];
	const callers = new WeakMap<FastifyRequest, Caller>();
	const began = new WeakMap<FastifyRequest, number>();

	const done = (request: FastifyRequest, status: number, more: Readonly<Record<string, string | number | undefined>> = {}): void => {
		const company = asText(request.headers['x-sage-company']);
		log(status >= 500 ? 'error' : 'info', 'request', {
			requestId: request.id,
			...facts(request),
			status,
			milliseconds: Math.round(performance.now() - (began.get(request) ?? performance.now())),
			key: callers.get(request)?.name,
			company: company !== undefined && /^[0-9A-Za-z]{3}$/.test(company) ? company.toUpperCase() : undefined,
			...more,
		});
	};

	const fail = (cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
		const failure = failureOf(ofFramework(cause));
		if (failure.code === 'AGENT_ERROR' && !(cause instanceof Failure)) {
			log('error', 'defect', { requestId: request.id, text: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
		}
		const operation = at(request).find(({ method }) => method === request.method);
		const { status, headers, body } = answerOf(failure, request.method, request.id, operation && new Set(operation.answers.keys()));
		done(request, status, { code: String(body.error.code), said: failure.message });
		return reply.code(status).headers(headers).type('application/json').send(body);
	};

	const app = fastify({
		https: { cert: identity.certificate, key: identity.key, minVersion: 'TLSv1.2' },
		bodyLimit: LARGEST_BODY,
		exposeHeadRoutes: false,
		return503OnClosing: false,
		forceCloseConnections: 'idle',
		genReqId: (request) => requestIdOf(request.headers['x-request-id']),
		clientErrorHandler: (cause, socket) => {
			if (socket.writable) socket.end(rawRefusal('The request is no HTTP that the agent can read.'));
			log('warning', 'unreadable request', { code: cause.code });
		},
		frameworkErrors: (cause, request, reply) => {
			void reply.headers({ ...SECURITY_HEADERS, 'X-Request-Id': request.id });
			void fail(cause, request as unknown as FastifyRequest, reply as unknown as FastifyReply);
		},
	});
	const closeSilent = refusePlainHttp(app.server as Server);
	app.addHook('preClose', async () => closeSilent());

	app.addHook('onRequest', async (request, reply) => {
		began.set(request, performance.now());
		void reply.headers({ ...SECURITY_HEADERS, 'X-Request-Id': request.id });
		const operations = at(request);
		if (operations.length > 0 && operations.every(({ needsKey }) => !needsKey)) return;
		callers.set(request, await keys.caller(asText(request.headers['x-api-key'])));
	});
	app.setErrorHandler((cause, request, reply) => fail(cause, request, reply));
	app.setNotFoundHandler((request, reply) => {
		const offered = at(request).map(({ method }) => method);
		const failure = offered.length === 0
			? new Failure('PATH_NOT_FOUND', 'The contract knows no such path.')
			: new Failure('METHOD_NOT_ALLOWED', `${request.method} is not offered here, only ${offered.join(' and ')}.`, { allow: offered.join(', ') });
		return fail(failure, request, reply);
	});

	const answered = (operation: Operation, request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply => {
		if (parts.verifyAnswers) {
			const wrong = checks.answer(operation, answer.status, answer.body);
			if (wrong !== null) throw new Failure('AGENT_ERROR', `The answer does not fit the contract: ${wrong}.`);
		}
		done(request, answer.status, answer.note);
		const html = operation.answers.get(answer.status) === null;
		return reply.code(answer.status).headers({ ...answer.headers }).type(html ? 'text/html; charset=utf-8' : 'application/json').send(answer.body);
	};

	const known = new Set(contract.operations.map(({ id }) => id));
	const homeless = Object.keys(handlers).filter((id) => !known.has(id));
	if (homeless.length > 0) throw new Error(`The contract document has no operation ${homeless.join(', ')}.`);

	for (const operation of contract.operations) {
		const handler = handlers[operation.id];
		if (handler === undefined) throw new Error(`The agent does not implement ${operation.id} of the contract document.`);
		app.route({
			method: operation.method,
			url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
			handler: async (request, reply) => {
				const { values, body } = checks.request(operation, rawOf(request));
				if (parts.stopping() && !WITHOUT_SAGE.has(operation.id)) throw new Failure('SAGE_UNAVAILABLE', 'The agent is being stopped.', { retryAfterSeconds: 30 });
				const checked: CheckedRequest = { values, body, caller: callers.get(request) ?? null };
				return answered(operation, request, reply, await handler(checked));
			},
		});
	}
	return app;
};
