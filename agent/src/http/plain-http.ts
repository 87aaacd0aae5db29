import { type Server } from 'node:https';
import { type Socket } from 'node:net';

/** First byte of every TLS handshake. */
const HANDSHAKE = 0x16;
const WAIT_FOR_FIRST_BYTE = 30_000;

const SENTENCE = 'This port speaks HTTPS only. Use https:// instead of http:// in the agent URL.';

/** An answer in the shape of the contract where no request could be read. */
export const rawRefusal = (sentence: string): string => {
	const body = JSON.stringify({ error: { code: 'BAD_REQUEST', message: sentence, retryable: false, requestId: 'none' } });
	return ['HTTP/1.1 400 Bad Request', 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body].join('\r\n');
};

/**
 * Somebody who types http:// gets a sentence instead of a broken connection (checklist 45). The first byte tells which
 * of the two it is; TLS gets it back untouched. Returns what closes the connections that have not said anything yet: the
 * server does not know them, and would wait for them when it is closed.
 */
export const refusePlainHttp = (server: Server): (() => void) => {
	const silent = new Set<Socket>();
	const listeners = server.listeners('connection');
	server.removeAllListeners('connection');
	server.on('connection', (socket: Socket) => {
		socket.on('error', () => socket.destroy());
		silent.add(socket);
		const impatient = setTimeout(() => socket.destroy(), WAIT_FOR_FIRST_BYTE);
		const heard = (): void => {
			clearTimeout(impatient);
			silent.delete(socket);
		};
		socket.once('close', heard);
		socket.once('readable', () => {
			heard();
			const first: unknown = socket.read(1);
			if (!Buffer.isBuffer(first)) {
				socket.destroy();
				return;
			}
			socket.unshift(first);
			if (first[0] === HANDSHAKE) {
				for (const listener of listeners) listener.call(server, socket);
				return;
			}
			// What else was sent is read away, or closing would tear the answer down.
			socket.resume();
			socket.end(rawRefusal(SENTENCE), () => socket.destroySoon());
		});
	});
	return () => {
		for (const socket of silent) socket.destroy();
	};
};
