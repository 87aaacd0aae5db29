import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sage100Site } from './site';

interface Asked {
	readonly query: URLSearchParams;
	readonly body: Readonly<Record<string, unknown>>;
}

type Act = (site: Sage100Site, asked: Asked) => unknown;

/** A request that makes no sense. */
class Refused extends Error {}

const bodyOf = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused('the body is an object');
	return value as Readonly<Record<string, unknown>>;
};

/** Where the agent listens; its keys, because they are shown nowhere else; its process and folder. */
const facts: Act = ({ agent }) => ({ ...agent.facts, running: agent.isRunning, pid: agent.pid, folder: agent.folder });

const ended = (how: 'stop' | 'kill'): Act => async (site) => {
	await site.agent[how]();
	return facts(site, { query: new URLSearchParams(), body: {} });
};

const restarted = (how: 'stop' | 'kill'): Act => async (site) => {
	await site.agent[how]();
	return { ...(await site.agent.start()), running: true };
};

/** { requests, match, route, body }: a control call once so many requests of clients were answered. */
const later: Act = (site, { body: { requests = 1, match = '.', route, body } }) => {
	if (typeof requests !== 'number' || typeof match !== 'string' || typeof route !== 'string') throw new Refused('requests is a number, match and route are text');
	site.later(requests, match, async () => await answerTo(site, 'POST', route, { query: new URLSearchParams(), body: (body ?? {}) as Asked['body'] }));
	return { armed: route };
};

const ROUTES: Readonly<Record<string, Act>> = {
	'GET agent': facts,
	'POST agent/stop': ended('stop'),
	'POST agent/kill': ended('kill'),
	'POST agent/start': async ({ agent }) => ({ ...(await agent.start()), running: true }),
	'POST agent/restart': restarted('stop'),
	'POST agent/crash': restarted('kill'),
	'POST later': later,
	'GET history': async (site, { query }) => (await site.history()).filter(({ seq }) => seq > Number(query.get('since') ?? 0)),
	'DELETE history': async (site) => await site.forget(),
	'GET clock': ({ clock }) => clock.state(),
	'POST clock': async (site, { body }) => {
		const state = site.clock.adjust(body);
		await site.clockSettled();
		return state;
	},
};

/** What is not about the agent is about the books (agent/fake-com/README.md). */
const answerTo = async (site: Sage100Site, method: string, route: string, asked: Asked): Promise<unknown> => {
	const own = ROUTES[`${method} ${route}`];
	if (own !== undefined) return await own(site, asked);
	const query = asked.query.size > 0 ? `?${asked.query.toString()}` : '';
	return await site.books.control(`${route}${query}`, method === 'POST' ? asked.body : undefined, method);
};

/** The control surface of the site, below /__sim/, as every simulator has one. */
export const serveControl = async (site: Sage100Site, port = 0): Promise<{ readonly url: string; readonly port: number; readonly close: () => Promise<void> }> => {
	const server: Server = createServer((request, response) => {
		const reply = (status: number, value: unknown): void => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(value));
		};
		const target = new URL(request.url ?? '/', 'http://simulator');
		const work = async (): Promise<void> => {
			if (!target.pathname.startsWith('/__sim/')) return reply(404, { refused: `clients speak to the agent, at ${site.agent.facts.url}` });
			reply(200, (await answerTo(site, request.method ?? 'GET', target.pathname.slice('/__sim/'.length), { query: target.searchParams, body: await bodyOf(request) })) ?? null);
		};
		work().catch((error: unknown) => reply(400, { refused: error instanceof Error ? error.message : String(error) }));
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const { port: taken } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${taken}`, port: taken,
		close: () => new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		}),
	};
};
