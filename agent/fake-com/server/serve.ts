import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ComServer } from './com-server';
import { ControlCall, ControlRefused } from './control/call';
import { ROUTES } from './control/site-routes';
import type { World } from './world';

const readBody = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const text = Buffer.concat(parts).toString('utf8');
	return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
};

const json = (response: ServerResponse, status: number, value: unknown): void => {
	const text = JSON.stringify(value);
	response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
	response.end(text);
};

export interface Serving {
	readonly url: string;
	readonly port: number;
	close(): Promise<void>;
}

/** Control below /__sim over HTTP; COM calls over a connection that is upgraded at /__com. Both on the loopback address only. */
export const serve = async (world: World, port = 0): Promise<Serving> => {
	const com = new ComServer(world);
	const sockets = new Set<Socket>();

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const target = new URL(request.url ?? '/', 'http://sage');
		const control = ROUTES[`${request.method} ${target.pathname.replace(/^\/__sim\//, '')}`];
		if (control === undefined || !target.pathname.startsWith('/__sim/')) return json(response, 404, { unknown: `${request.method} ${target.pathname}` });
		try {
			json(response, 200, control(new ControlCall(world, com, target.searchParams, await readBody(request))) ?? null);
		} catch (error) {
			if (!(error instanceof ControlRefused || error instanceof TypeError || error instanceof SyntaxError)) throw error;
			json(response, 400, { refused: error.message });
		}
	};

	const server: Server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			world.history.crash(String(error instanceof Error ? error.stack : error));
			if (!response.headersSent) json(response, 599, { simulatorDefect: String(error) });
			else response.destroy();
		});
	});
	server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
		if (request.url !== '/__com') return void socket.destroy();
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: com\r\n\r\n');
		com.connect(socket);
		// The first call may have come in one piece with the request.
		if (head.length > 0) socket.unshift(head);
	});
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	const address = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${address.port}`, port: address.port,
		close: () => new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
			for (const socket of sockets) socket.destroy();
		}),
	};
};
