import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COLUMNS, fileBytes, LISTS, pieceOf } from './budget-file';

/** The few calls of an export, in a process of its own. The file is made piece by piece when it is asked for. */
const rows = Number(process.argv[2]);
/** As Anaplan cuts its files (reference anaplan 8.2). */
const CHUNK = 10_000_000;

const chunks = Math.ceil(fileBytes(rows) / CHUNK);
const definition = { exportFormat: 'text/csv', encoding: 'UTF-8', separator: ',', delimiter: '"', headerNames: COLUMNS, listNames: LISTS, rowCount: rows };

type Answer = (response: ServerResponse, match: RegExpExecArray) => void;

const json = (body: unknown): Answer => (response) => {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const bytes = (body: Buffer, response: ServerResponse): void => {
	response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length }).end(body);
};

const whole: Answer = (response) => {
	response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': fileBytes(rows) });
	const send = (chunk: number): void => {
		if (chunk === chunks) response.end();
		else response.write(pieceOf(rows, chunk * CHUNK, Math.min((chunk + 1) * CHUNK, fileBytes(rows))), () => send(chunk + 1));
	};
	send(0);
};

const ROUTES: ReadonlyArray<readonly [RegExp, Answer]> = [
	[/^POST \/token\/authenticate$/, (response) => void response.writeHead(201, { 'content-type': 'application/json' }).end('{"tokenInfo":{"tokenValue":"bench"}}')],
	[/^GET .*\/exports\/\d+$/, json({ exportMetadata: definition })],
	[/^GET .*\/tasks\?/, json({ tasks: [] })],
	[/^POST .*\/tasks$/, json({ task: { taskId: 'T1' } })],
	[/^GET .*\/tasks\/T1$/, json({ task: { taskId: 'T1', taskState: 'COMPLETE', result: { successful: true } } })],
	[/^GET .*\/chunks$/, json({ chunks: Array.from({ length: chunks }, (_, id) => ({ id: String(id), name: `Chunk ${id}` })) })],
	[/^GET .*\/chunks\/(\d+)$/, (response, match) => bytes(pieceOf(rows, Number(match[1]) * CHUNK, Math.min((Number(match[1]) + 1) * CHUNK, fileBytes(rows))), response)],
	[/^GET .*\/files\/\d+$/, whole],
];

const server = createServer((request, response) => {
	const line = `${request.method ?? ''} ${request.url ?? ''}`;
	for (const [pattern, answer] of ROUTES) {
		const match = pattern.exec(line);
		if (match) return answer(response, match);
	}
	response.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })));
