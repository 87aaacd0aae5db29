import { type IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { ContractChecks, type Operation, shippedContract } from '../../../../agent/src/index';

export interface Reply {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	/** Parsed, or {} when the answer is no JSON. */
	readonly body: Record<string, unknown>;
}

export interface Call {
	readonly method?: string;
	readonly key?: string;
	readonly company?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	/** Sent as it is instead of `body`. */
	readonly raw?: string;
}

export const contract = shippedContract();
export const checks = new ContractChecks(contract);

/** Every answer of the service to a documented operation that any test got: `operationId status`. */
export const seen = new Set<string>();

export const operationFor = (method: string, path: string): Operation | undefined =>
	contract.operations.find((operation) => operation.method === method && new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));

/** Every answer that passes here is checked against the document; an undocumented one fails the test that got it. */
const checkAnswer = (method: string, path: string, reply: Reply): void => {
	if (reply.headers['x-request-id'] === undefined) throw new Error(`${method} ${path} answered without X-Request-Id`);
	const operation = operationFor(method, path);
	if (operation === undefined) {
		const wrong = checks.against('/components/schemas/Error', reply.body);
		if (wrong !== null) throw new Error(`${method} ${path} ${reply.status}: ${JSON.stringify(wrong)}`);
		return;
	}
	seen.add(`${operation.id} ${reply.status}`);
	const html = operation.answers.get(reply.status) === null;
	const wrong = checks.answer(operation, reply.status, html ? reply.text : reply.body);
	if (wrong !== null) throw new Error(`${wrong}\n${reply.text.slice(0, 500)}`);
};

const parsed = (text: string): Record<string, unknown> => {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return {};
	}
};

/** `path` begins behind the port, so with `/v1`. */
export const callAgent = (agent: { readonly url: string; readonly certificate: string }, path: string, { method = 'GET', key, company, headers = {}, body, raw }: Call = {}): Promise<Reply> =>
	new Promise((resolve, reject) => {
		const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
		const outgoing = request(new URL(path, agent.url), {
			method,
			ca: agent.certificate,
			agent: false,
			headers: {
				...(key === undefined ? {} : { 'X-API-Key': key }),
				...(company === undefined ? {} : { 'X-Sage-Company': company }),
				...(content === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(content)) }),
				...headers,
			},
		}, (incoming) => {
			const parts: Buffer[] = [];
			incoming.on('data', (part: Buffer) => parts.push(part));
			incoming.on('end', () => {
				const text = Buffer.concat(parts).toString('utf8');
				const reply: Reply = { status: incoming.statusCode ?? 0, headers: incoming.headers, text, body: parsed(text) };
				try {
					checkAnswer(method, new URL(path, agent.url).pathname, reply);
					resolve(reply);
				} catch (cause) {
					reject(cause instanceof Error ? cause : new Error(String(cause)));
				}
			});
			incoming.on('error', reject);
		});
		outgoing.on('error', reject);
		outgoing.end(content);
	});
