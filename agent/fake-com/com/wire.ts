import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';

/**
 * Runs beside the caller: it owns the connection, and wakes the caller when the answer is there. It is a text, so that it needs no file
 * wherever this module is bundled to.
 */
const WORKER = `
const { workerData: { port, flag, host, tcpPort } } = require('node:worker_threads');
const net = require('node:net');
const woken = new Int32Array(flag);
let socket, upgraded = false, pieces = [], waiting = false;
const answer = (line) => { waiting = false; port.postMessage(line); Atomics.store(woken, 0, 1); Atomics.notify(woken, 0); };
const lost = () => { socket = undefined; if (waiting) answer(Buffer.from('{"lost":true}')); };
const receive = (data) => {
	if (!upgraded) {
		pieces.push(data);
		const all = Buffer.concat(pieces), end = all.indexOf('\\r\\n\\r\\n');
		if (end < 0) return;
		upgraded = true; pieces = [];
		data = all.subarray(end + 4);
	}
	const end = data.indexOf(10);
	if (end < 0) { pieces.push(data); return; }
	const line = Buffer.concat([...pieces, data.subarray(0, end)]);
	pieces = [data.subarray(end + 1)];
	answer(line);
};
const open = () => {
	upgraded = false; pieces = [];
	socket = net.connect(tcpPort, host);
	socket.setNoDelay(true);
	const mine = socket;
	socket.on('data', receive).on('error', () => mine.destroy()).on('close', () => { if (socket === mine) lost(); });
	socket.write('GET /__com HTTP/1.1\\r\\nHost: sage\\r\\nConnection: Upgrade\\r\\nUpgrade: com\\r\\n\\r\\n');
};
port.on('message', (text) => { waiting = true; if (socket === undefined) open(); socket.write(text + '\\n'); });
`;

/** Calls to the Sage server as COM makes them: the caller stands still until the answer is there. */
export class Wire {
	private readonly flag = new SharedArrayBuffer(4);
	private readonly woken = new Int32Array(this.flag);
	private worker: Worker | undefined;
	private port: MessagePort | undefined;

	constructor(private readonly url: URL) {}

	/** The answer as text; undefined when the connection is gone. */
	call(text: string): unknown {
		const port = this.port ?? this.open();
		Atomics.store(this.woken, 0, 0);
		port.postMessage(text);
		Atomics.wait(this.woken, 0, 0);
		const received: unknown = receiveMessageOnPort(port)?.message;
		// Bytes until here: an answer may be as large as a table, and as a text it would be copied once more.
		const answer: unknown = received instanceof Uint8Array ? JSON.parse(Buffer.from(received.buffer, received.byteOffset, received.length).toString('utf8')) : undefined;
		return typeof answer === 'object' && answer !== null && 'lost' in answer ? undefined : answer;
	}

	/** As if the process had ended: its objects are gone. */
	async close(): Promise<void> {
		const { worker } = this;
		this.port?.close();
		[this.worker, this.port] = [undefined, undefined];
		await worker?.terminate();
	}

	private open(): MessagePort {
		const { port1, port2 } = new MessageChannel();
		this.worker = new Worker(WORKER, {
			eval: true, workerData: { port: port2, flag: this.flag, host: this.url.hostname, tcpPort: Number(this.url.port) }, transferList: [port2],
		});
		this.worker.unref();
		port1.unref();
		this.port = port1;
		return port1;
	}
}
