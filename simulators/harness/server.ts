import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultTable } from './faults';
import { History } from './history';
import { SimulatedClock } from './clock';

export interface SimRequest {
	readonly method: string;
	/** Path without the query string. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
}

export interface SimResponse {
	readonly status: number;
	readonly headers?: Record<string, string>;
	/** One Set-Cookie line each: a name may come twice. */
	readonly cookies?: readonly string[];
	readonly body?: string | Buffer;
	/** What happened, for the history: free-form facts such as { task, rows }. Never secrets. */
	readonly note?: Record<string, unknown>;
	/** The system died over this request: the connection is closed and nothing is sent. */
	readonly cut?: boolean;
}

export interface Simulator {
	readonly name: string;
	handle(request: SimRequest): Promise<SimResponse> | SimResponse;
	/** Extra routes below /__sim/<route>: state, switches, mutations. Return undefined for "unknown". */
	control(route: string, request: SimRequest): Promise<unknown> | unknown;
}

/** Thrown by control() for a request that makes no sense: answered with 400 and the reason. */
export class ControlRefused extends Error {}

/** Returned by control() for an answer too large to build in memory: written piece by piece. */
export class ControlStream {
	constructor(readonly contentType: string, readonly pieces: Iterable<string>) {}
}

export interface SimulatorContext {
	readonly clock: SimulatedClock;
	readonly history: History;
	readonly faults: FaultTable;
	/** Base URL once the server listens. */
	baseUrl(): string;
}

export interface RunningSimulator {
	readonly name: string;
	readonly url: string;
	readonly port: number;
	readonly context: SimulatorContext;
	close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
};

/** Ends when the reader has caught up or gone away. */
const drained = (response: ServerResponse): Promise<void> => new Promise((resolve) => {
	const done = (): void => {
		response.off('drain', done).off('close', done);
		resolve();
	};
	response.on('drain', done).on('close', done);
});

/** Pieces are gathered to sizeable writes, and a slow reader is waited for. */
const stream = async (response: ServerResponse, { contentType, pieces }: ControlStream): Promise<void> => {
	response.writeHead(200, { 'content-type': contentType });
	let text = '';
	for (const piece of pieces) {
		text += piece;
		if (text.length < 64 * 1024) continue;
		if (!response.write(text)) await drained(response);
		if (response.destroyed) return;
		text = '';
	}
	response.end(text);
};

/** The body in ten parts, spread over the time. */
const drip = async (response: ServerResponse, payload: Buffer, overMs: number): Promise<void> => {
	const size = Math.max(1, Math.ceil(payload.length / 10));
	for (let at = 0; at < payload.length && !response.destroyed; at += size) {
		response.write(payload.subarray(at, at + size));
		await new Promise((resolve) => setTimeout(resolve, overMs / 10));
	}
	response.end();
};

const json = (response: ServerResponse, status: number, value: unknown): void => {
	const text = JSON.stringify(value);
	response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
	response.end(text);
};

/**
 * Serves one simulated system and its control surface:
 *   GET    /__sim/history[?since=SEQ]   ordered list of requests and effects
 *   DELETE /__sim/history               forget it
 *   GET|POST|DELETE /__sim/faults       list, arm, disarm all (see faults.ts)
 *   GET|POST /__sim/clock               { now, offsetMs }; POST { advanceMs } or { setMs }
 *   *      /__sim/<other>               the simulator's own control()
 */
export const serve = async (
	build: (context: SimulatorContext) => Simulator,
	options: { port?: number; host?: string } = {},
): Promise<RunningSimulator> => {
	const clock = new SimulatedClock();
	const history = new History(clock);
	const faults = new FaultTable();
	let url = '';
	const context: SimulatorContext = { clock, history, faults, baseUrl: () => url };
	const simulator = build(context);

	const answerControl = async (route: string, request: SimRequest, response: ServerResponse): Promise<void> => {
		const body = (): Record<string, unknown> => JSON.parse(request.body.toString('utf8') || '{}') as Record<string, unknown>;
		if (route === 'history' && request.method === 'DELETE') return json(response, 200, history.clear());
		if (route === 'history') return json(response, 200, history.since(Number(request.query.get('since') ?? 0)));
		if (route === 'faults' && request.method === 'POST') return json(response, 200, faults.arm(body()));
		if (route === 'faults' && request.method === 'DELETE') return json(response, 200, faults.disarm());
		if (route === 'faults') return json(response, 200, faults.list());
		if (route === 'clock' && request.method === 'POST') return json(response, 200, clock.adjust(body()));
		if (route === 'clock') return json(response, 200, clock.state());
		let result: unknown;
		try {
			result = await simulator.control(route, request);
		} catch (error) {
			if (error instanceof ControlRefused) return json(response, 400, { refused: error.message });
			throw error;
		}
		if (result instanceof ControlStream) return stream(response, result);
		return result === undefined ? json(response, 404, { unknown: route }) : json(response, 200, result);
	};

	const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
		const target = new URL(incoming.url ?? '/', 'http://simulator');
		const request: SimRequest = {
			method: incoming.method ?? 'GET', path: target.pathname, query: target.searchParams,
			headers: incoming.headers, body: await readBody(incoming),
		};
		if (request.path.startsWith('/__sim/')) return answerControl(request.path.slice('/__sim/'.length), request, response);

		const entry = history.request(request);
		const fault = faults.match(request);
		if (fault) history.annotate(entry, { fault: fault.name });
		if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
		if (fault?.kind === 'reset-before') return void incoming.socket.destroy();
		if (fault?.kind === 'answer') {
			history.answer(entry, fault.status);
			response.writeHead(fault.status, fault.headers);
			return void response.end(fault.body);
		}
		const reply = await simulator.handle(request);
		history.answer(entry, reply.status, reply.note);
		if (reply.cut === true || fault?.kind === 'reset-after') return void incoming.socket.destroy();
		if (fault?.kind === 'answer-after') {
			history.answer(entry, fault.status, { done: reply.status });
			response.writeHead(fault.status, fault.headers);
			return void response.end(fault.body);
		}
		const cookies = reply.cookies === undefined ? {} : { 'set-cookie': [...reply.cookies] };
		const payload = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body ?? '', 'utf8');
		if (fault?.kind === 'truncate') {
			// The length promises the whole body, then the socket closes: what a cut connection looks like.
			response.writeHead(reply.status, { ...reply.headers, 'content-length': String(payload.length) });
			response.write(payload.subarray(0, Math.floor(payload.length * fault.keep)));
			return void setTimeout(() => incoming.socket.destroy(), 5);
		}
		if (fault?.kind === 'cut-body') {
			// A complete HTTP answer whose document is cut short: what a proxy with a buffer limit looks like.
			const cut = payload.subarray(0, Math.floor(payload.length * fault.keep));
			response.writeHead(reply.status, { ...reply.headers, 'content-length': String(cut.length) });
			return void response.end(cut);
		}
		if (fault?.kind === 'slow-body') {
			response.writeHead(reply.status, { ...reply.headers, ...cookies, 'content-length': String(payload.length) });
			return drip(response, payload, fault.overMs);
		}
		response.writeHead(reply.status, { ...reply.headers, ...cookies, ...(reply.status === 204 ? {} : { 'content-length': String(payload.length) }) });
		response.end(payload);
	};

	const server: Server = createServer((incoming, response) => {
		answer(incoming, response).catch((error: unknown) => {
			history.crash(String(error instanceof Error ? error.stack : error));
			if (!response.headersSent) json(response, 599, { simulatorDefect: String(error) });
			else response.destroy();
		});
	});
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve) => server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	url = `http://${options.host ?? '127.0.0.1'}:${port}`;
	return {
		name: simulator.name, url, port, context,
		close: () => new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		}),
	};
};
