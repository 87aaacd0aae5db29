import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { HttpRequest } from '../../../src/contracts';
import { FatalError, RetryableError } from '../../../src/core/errors';
import type { UploadRequest } from '../../../src/systems/anaplan';
import { cutInto, one } from '../../core/csv/chunking';
import { FILE, REF, bench, failureOf, json, plain, refusal, type Bench } from './fake-anaplan';

const MB = 1_000_000;
const content = (bytes: number): Buffer => Buffer.alloc(bytes, 'Account,Amount\n6100,1.10\n');

const ready = (): Bench => {
	const all = bench();
	all.http.on('GET /files', json(200, { files: [{ id: FILE, name: 'GL_Balances.csv' }] }))
		.on(`POST /files/${FILE}`, json(200, { file: { id: FILE, chunkCount: 0 } }))
		.on(`PUT /files/${FILE}/chunks/`, plain(204))
		.on(`POST /files/${FILE}/complete`, json(200, { file: { id: FILE } }));
	return all;
};

const request = (bytes: Buffer, more: Partial<UploadRequest> = {}): UploadRequest => ({ ...REF, fileId: FILE, source: cutInto(bytes, [300_001]), chunkBytes: MB, ...more });

const uploaded = (sent: readonly HttpRequest[], unpack: (bytes: Buffer) => Buffer): Buffer => Buffer.concat(
	sent.filter(({ method }) => method === 'PUT').sort((a, b) => Number(a.url.split('/').pop()) - Number(b.url.split('/').pop()))
		.map(({ body }) => unpack(body as Buffer)));

describe('uploading a file', () => {
	it('announces -1, sends each chunk as its own gzip member, then completes', async () => {
		const { http, client } = ready();
		const bytes = content(2 * MB + 7);
		const facts = await client.uploadFile(request(bytes, { parallel: 1 }));
		expect(http.lines().map((line) => line.replace(`/files/${FILE}`, ''))).toEqual(['GET /files', 'POST ', 'PUT /chunks/0', 'PUT /chunks/1', 'PUT /chunks/2', 'POST /complete']);
		expect(http.sent[1]?.body).toBe('{"chunkCount":-1}');
		expect(http.sent[2]?.headers).toMatchObject({ 'content-type': 'application/x-gzip' });
		expect(http.sent.every(({ repeatable }) => repeatable)).toBe(true);
		expect(uploaded(http.sent, gunzipSync).equals(bytes)).toBe(true);
		expect(facts).toEqual({ fileId: FILE, chunks: 3, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
	});

	it('with an exact count announces it and completes nothing', async () => {
		const { http, client } = ready();
		const bytes = content(MB + 1);
		await client.uploadFile(request(bytes, { count: 2, gzip: false }));
		expect(http.sent[1]?.body).toBe('{"chunkCount":2}');
		expect(http.sent[2]?.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
		expect(http.lines().some((line) => line.includes('complete'))).toBe(false);
		expect(uploaded(http.sent, (each) => each).equals(bytes)).toBe(true);
	});

	it('accepts the name of the file', async () => {
		const { http, client } = ready();
		expect((await client.uploadFile(request(content(5), { fileId: 'GL_Balances.csv' }))).fileId).toBe(FILE);
		expect(http.lines()[1]).toBe(`POST /files/${FILE}`);
	});

	it('tells progress', async () => {
		const { client } = ready();
		const seen: number[][] = [];
		await client.uploadFile(request(content(2 * MB + 5), { parallel: 1, onProgress: ({ chunks, bytes }) => seen.push([chunks, bytes]) }));
		expect(seen).toEqual([[1, MB], [2, 2 * MB], [3, 2 * MB + 5]]);
	});

	it('sends nothing for nothing', async () => {
		const { http, client } = ready();
		const failure = await failureOf(client.uploadFile(request(Buffer.alloc(0), { source: one(Buffer.alloc(0)) })), FatalError);
		expect(failure.facts.remedy).toMatch(/Nothing was sent/);
		expect(http.sent).toEqual([]);
	});

	it('a mistyped id says which ids exist, and creates no file', async () => {
		const { http, client } = ready();
		expect((await failureOf(client.uploadFile(request(content(5), { fileId: '113000000012' })), FatalError)).facts.remedy).toContain('113000000021 "GL_Balances.csv"');
		expect(http.lines()).toEqual(['GET /files']);
	});

	it('refuses a created file and says so', async () => {
		const { http, client } = ready();
		http.on(`POST /files/${FILE}`, json(200, { file: { id: '113000000099' } }));
		const failure = await failureOf(client.uploadFile(request(content(5))), FatalError);
		expect(failure.message).toMatch(/made a new one, 113000000099, which no import reads/);
		expect(http.lines().some((line) => line.startsWith('PUT'))).toBe(false);
	});

	it('no import reads half a file: a failed chunk is waited for, and nothing is completed', async () => {
		const { http, client } = ready();
		http.on(`PUT /files/${FILE}/chunks/1`, refusal(500, 'disk full'));
		await failureOf(client.uploadFile(request(content(9 * MB), { parallel: 3 })), RetryableError);
		expect(http.lines().some((line) => line.includes('complete'))).toBe(false);
		expect(http.lines().filter((line) => line.startsWith('PUT')).length).toBeLessThan(9);
	});

	it('says that the former content is in force when completing fails', async () => {
		const { http, client } = ready();
		http.on(`POST /files/${FILE}/complete`, refusal(500, 'x'));
		expect((await failureOf(client.uploadFile(request(content(5))), RetryableError)).facts.remedy).toMatch(/not in force.*exact number of chunks/);
	});

	it('has no more than `parallel` chunks under way, and reads no further ahead', async () => {
		const { http, client } = ready();
		let read = 0;
		let answered = 0;
		let widest = 0;
		const source = async function* (): AsyncGenerator<Buffer> {
			for (let chunk = 0; chunk < 20; chunk += 1) {
				read += 1;
				widest = Math.max(widest, read - answered);
				yield content(MB);
			}
		};
		http.on(`PUT /files/${FILE}/chunks/`, () => {
			answered += 1;
			return plain(204);
		});
		await client.uploadFile(request(content(1), { source: source(), parallel: 3, gzip: false }));
		// Three under way, the one being read, and the one read before anything was announced.
		expect(widest).toBeLessThanOrEqual(5);
		expect(answered).toBe(20);
	});

	it('closes its source when it fails', async () => {
		const { http, client } = ready();
		http.on(`POST /files/${FILE}`, refusal(403, 'no'));
		let closed = false;
		const source = async function* (): AsyncGenerator<Buffer> {
			try {
				for (;;) yield content(MB);
			} finally {
				closed = true;
			}
		};
		await failureOf(client.uploadFile(request(content(1), { source: source() })), FatalError);
		expect(closed).toBe(true);
	});
});

describe('the limits of an upload', () => {
	const endless = async function* (): AsyncGenerator<Buffer> {
		const chunk = Buffer.alloc(MB);
		for (;;) yield chunk;
	};

	it('never sends more than 1000 chunks, and tells the fix', async () => {
		const { http, client } = ready();
		const failure = await failureOf(client.uploadFile(request(content(1), { source: endless(), gzip: false })), FatalError);
		expect(failure.facts.remedy).toMatch(/Raise the chunk size, at most to 50000000.*former content of the file stays/);
		expect(http.lines().filter((line) => line.startsWith('PUT'))).toHaveLength(1_000);
		expect(http.lines().some((line) => line.includes('complete'))).toBe(false);
	});

	it.each([
		['a chunk too small', { chunkBytes: 999_999 }], ['a chunk too large', { chunkBytes: 50 * MB + 1 }], ['1001 chunks', { count: 1_001 }], ['no chunk', { count: 0 }],
	])('refuses %s before anything is sent', async (_, more) => {
		const { http, client } = ready();
		await failureOf(client.uploadFile(request(content(5), more)), FatalError);
		expect(http.sent).toEqual([]);
	});

	it.each([['fewer', 3], ['more', 1]])('refuses %s chunks than announced', async (than, count) => {
		const { client } = ready();
		expect((await failureOf(client.uploadFile(request(content(2 * MB), { count })), FatalError)).message).toContain(`${than} than the ${count} chunks`);
	});
});
