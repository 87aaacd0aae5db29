import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CancelledError, ConnectionLostError, FatalError } from '../../../src/core/errors';
import { fetchHttp } from '../../../src/core/http/fetch-http';
import { request } from './scripted-http';

type Handler = (incoming: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let server: Server;
let base: string;
let handler: Handler;

beforeAll(async () => {
	server = createServer((incoming, response) => {
		const parts: Buffer[] = [];
		incoming.on('data', (part: Buffer) => parts.push(part));
		incoming.on('end', () => handler(incoming, response, Buffer.concat(parts)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const http = fetchHttp();
const send = (change: Parameters<typeof request>[0] = {}) => http.send(request({ url: `${base}/path?x=1`, ...change }));

describe('fetchHttp', () => {
	it('sends method, address, headers and bytes, and reads status, headers and bytes', async () => {
		const bytes = Buffer.from([0, 255, 1, 254, 10, 13]);
		let seen: unknown;
		handler = (incoming, response, body) => {
			seen = { method: incoming.method, url: incoming.url, token: incoming.headers.authorization, length: incoming.headers['content-length'], body };
			response.writeHead(201, { 'X-Mixed-Case': 'Yes', 'content-length': bytes.length });
			response.end(bytes);
		};
		const response = await send({ method: 'PUT', headers: { Authorization: 'Bearer t' }, body: bytes });
		expect(seen).toEqual({ method: 'PUT', url: '/path?x=1', token: 'Bearer t', length: '6', body: bytes });
		expect(response.status).toBe(201);
		expect(response.headers['x-mixed-case']).toBe('Yes');
		expect(Buffer.isBuffer(response.body)).toBe(true);
		expect(response.body.equals(bytes)).toBe(true);
	});

	it('sends text as UTF-8', async () => {
		let seen = '';
		handler = (_incoming, response, body) => {
			seen = body.toString('utf8');
			response.end();
		};
		await send({ method: 'POST', body: '<name>Müller €</name>' });
		expect(seen).toBe('<name>Müller €</name>');
	});

	it('announces the length of an empty body', async () => {
		let length: string | undefined;
		handler = (incoming, response) => {
			length = incoming.headers['content-length'];
			response.writeHead(204).end();
		};
		expect((await send({ method: 'POST', body: '' })).status).toBe(204);
		expect(length).toBe('0');
	});

	it.each([200, 204, 304, 400, 401, 404, 429, 500, 503])('takes any status as an answer: %d', async (status) => {
		handler = (_incoming, response) => response.writeHead(status, { 'retry-after': '7' }).end();
		const response = await send();
		expect([response.status, response.headers['retry-after'], response.body.length]).toEqual([status, '7', 0]);
	});

	it('does not follow redirects', async () => {
		let calls = 0;
		handler = (_incoming, response) => {
			calls += 1;
			response.writeHead(302, { location: 'https://elsewhere.example.com/login' }).end('moved');
		};
		const response = await send();
		expect([response.status, response.headers['location'], response.body.toString(), calls]).toEqual([302, 'https://elsewhere.example.com/login', 'moved', 1]);
	});

	it('hands out all cookies', async () => {
		handler = (_incoming, response) => response.writeHead(204, { 'set-cookie': ['a=1; path=/', 'b=2; HttpOnly'] }).end();
		expect((await send()).headers['set-cookie']).toBe('a=1; path=/, b=2; HttpOnly');
	});

	it('decodes gzip and no longer speaks of the encoded body', async () => {
		const text = 'Code,Name\n'.repeat(1_000);
		handler = (_incoming, response) => {
			const packed = gzipSync(text);
			response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length, 'content-type': 'text/csv' }).end(packed);
		};
		const response = await send();
		expect(response.body.toString()).toBe(text);
		expect(response.headers).toMatchObject({ 'content-type': 'text/csv' });
		expect(response.headers).not.toHaveProperty('content-encoding');
		expect(response.headers).not.toHaveProperty('content-length');
	});

	describe('no complete answer is a lost connection', () => {
		const expectLost = async (sending: Promise<unknown>): Promise<ConnectionLostError> => {
			const caught: unknown = await sending.then(() => 'an answer', (error: unknown) => error);
			expect(caught).toBeInstanceOf(ConnectionLostError);
			if (!(caught instanceof ConnectionLostError)) throw new Error('unreachable');
			expect(caught.facts.operation).toBe('read a page');
			return caught;
		};

		it('refused', async () => {
			const closed = createServer();
			await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
			const { port } = closed.address() as AddressInfo;
			await new Promise((resolve) => closed.close(resolve));
			const loss = await expectLost(send({ url: `http://127.0.0.1:${port}/` }));
			expect(loss.facts.said).toContain('ECONNREFUSED');
			expect(loss.facts.system).toBe(`127.0.0.1:${port}`);
		});

		it('reset before the answer', async () => {
			handler = (incoming) => incoming.socket.destroy();
			const loss = await expectLost(send());
			expect(loss.facts.said).not.toContain('fetch failed');
		});

		it('cut off in the middle of a body of known length', async () => {
			handler = (incoming, response) => {
				response.writeHead(200, { 'content-length': 1_000 });
				response.write('half', () => incoming.socket.destroy());
			};
			await expectLost(send());
		});

		it('cut off in the middle of a chunked body', async () => {
			handler = (incoming, response) => {
				response.writeHead(200);
				response.write('half', () => incoming.socket.destroy());
			};
			await expectLost(send());
		});

		it('shorter than announced although the exchange ended well', async () => {
			// The real fetch notices on the wire; this is for everything between it and us.
			const fake = jest.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('half', { headers: { 'content-length': '8' } }));
			const loss = await expectLost(send());
			expect(loss.facts.said).toBe('the answer broke off after 4 of 8 bytes');
			fake.mockRestore();
		});

		it('no answer within the time limit', async () => {
			handler = () => undefined;
			const loss = await expectLost(send({ timeoutMs: 30 }));
			expect(loss.facts.said).toBe('no complete answer within 30 ms');
		});

		it('an answer that does not end within the time limit', async () => {
			handler = (_incoming, response) => {
				response.writeHead(200);
				response.write('the beginning');
			};
			const loss = await expectLost(fetchHttp({ timeoutMs: 60 }).send(request({ url: base })));
			expect(loss.facts.said).toBe('no complete answer within 60 ms');
		});
	});

	describe('cancelled by the user', () => {
		it('before it was sent: nothing is sent', async () => {
			let calls = 0;
			handler = (_incoming, response) => {
				calls += 1;
				response.end();
			};
			await expect(send({ signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
			expect(calls).toBe(0);
		});

		it('while waiting for the answer, and while reading it', async () => {
			for (const writesHead of [false, true]) {
				const stop = new AbortController();
				handler = (_incoming, response) => {
					if (writesHead) response.write('the beginning');
					setImmediate(() => stop.abort());
				};
				await expect(send({ signal: stop.signal, timeoutMs: 5_000 })).rejects.toMatchObject({ name: 'CancelledError', facts: { operation: 'read a page' } });
			}
		});

		it('passes on a reason that is one of our own errors', async () => {
			const reason = new FatalError({ system: 'Anaplan', operation: 'poll', said: 'deadline', remedy: '-' });
			const stop = new AbortController();
			handler = () => stop.abort(reason);
			await expect(send({ signal: stop.signal })).rejects.toBe(reason);
		});

		it('leaves no listener on a signal that lives on', async () => {
			const { signal } = new AbortController();
			const added = jest.spyOn(signal, 'addEventListener');
			const removed = jest.spyOn(signal, 'removeEventListener');
			handler = (_incoming, response) => void response.end('x');
			for (let call = 0; call < 3; call += 1) await send({ signal });
			expect(added).toHaveBeenCalledTimes(3);
			expect(removed).toHaveBeenCalledTimes(3);
		});
	});

	it.each([
		[{ url: 'nowhere' }],
		[{ headers: { Authorization: 'Bearer top\nsecret' } }],
		[{ method: 'GET' as const, body: 'a body' }],
	])('a request that cannot be built was never sent, and its words keep secrets: %#', async (change) => {
		const caught: unknown = await send(change).catch((error: unknown) => error);
		expect(caught).toBeInstanceOf(FatalError);
		expect(String(caught)).not.toContain('secret');
	});
});
