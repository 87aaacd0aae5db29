import { gzipSync } from 'node:zlib';
import { Driver, PLANNER, type Reply } from './driver';

const FILE = 'files/113000000001';
const IMPORT = 'imports/112000000001';
const ACCOUNTS = '101000000001';
const HOUR = 3_600_000;
const GOOD = 'Code,Name\n1,One\n';

describe('files', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const begin = (chunkCount: number, more: Record<string, unknown> = {}): Promise<Reply> => driver.model('POST', FILE, { json: { chunkCount, ...more } });
	const put = (chunk: number, bytes: Buffer | string, headers: Record<string, string> = {}): Promise<Reply> =>
		driver.model('PUT', `${FILE}/chunks/${chunk}`, { bytes, headers });
	const gzip = (chunk: number, bytes: Buffer | string): Promise<Reply> => put(chunk, gzipSync(bytes), { 'content-type': 'application/x-gzip' });
	const complete = (): Promise<Reply> => driver.model('POST', `${FILE}/complete`, { json: {} });
	const chunkIds = async (): Promise<unknown> => (await driver.model('GET', `${FILE}/chunks`)).json.chunks;
	const codes = async (): Promise<unknown[]> => (await driver.items(ACCOUNTS)).map((item) => item.code);
	const failure = async (): Promise<unknown> => (await driver.run(IMPORT)).result?.details?.[0]?.type;

	it('10a. the list holds import sources and export outputs, the latter with fewer members', async () => {
		const files = (await driver.model('GET', 'files')).json.files as unknown as Array<Record<string, unknown>>;
		expect(files[0]).toEqual({
			id: '113000000001', name: 'GL_Accounts.csv', chunkCount: 0, delimiter: '"', encoding: 'UTF-8', firstDataRow: 2, format: 'txt', headerRow: 1, separator: ',',
		});
		expect(files.find((file) => file.id === '116000000001')).toEqual({ id: '116000000001', name: 'GL02 Balances - All.csv', chunkCount: 0, firstDataRow: 0, headerRow: 0 });
	});

	it('10b. GET files/{id} is the content, never metadata; 404 while there is none', async () => {
		expect((await driver.model('GET', FILE)).status).toBe(404);
		expect(await chunkIds()).toBeUndefined();
		await driver.upload('113000000001', GOOD);
		const { status, headers, text } = await driver.model('GET', FILE);
		expect([status, headers.get('content-type'), text]).toEqual([200, 'application/octet-stream', GOOD]);
	});

	it('11a. POST n → the chunk list shows n ids at once', async () => {
		const { status, json } = await begin(3);
		expect([status, json.file?.id]).toEqual([200, '113000000001']);
		expect(await chunkIds()).toEqual([0, 1, 2].map((id) => ({ id: String(id), name: `Chunk ${id}` })));
		expect((await driver.model('GET', `${FILE}/chunks/1`)).status).toBe(404);
	});

	it('11b. -1 → content becomes visible only after complete', async () => {
		expect((await begin(-1)).json.file?.chunkCount).toBe(0);
		await put(0, 'Code,Name\n1,One\n');
		await put(1, '2,Two\n');
		expect((await driver.model('GET', FILE)).status).toBe(404);
		expect(await failure()).toBe('uploadedFileNoLongerAvailable');
		expect((await complete()).status).toBe(200);
		expect((await driver.model('GET', FILE)).text).toBe('Code,Name\n1,One\n2,Two\n');
	});

	it('11c. -1 without complete imports what was there before', async () => {
		await driver.upload('113000000001', GOOD);
		await begin(-1);
		await put(0, 'Code,Name\n2,Two\n');
		await driver.run(IMPORT);
		expect(await codes()).toEqual(['1']);
	});

	it('11d. a missing chunk fails the import with uploadedFileNoLongerAvailable', async () => {
		await driver.upload('113000000001', GOOD);
		await begin(2);
		await put(1, '2,Two\n');
		expect(await failure()).toBe('uploadedFileNoLongerAvailable');
		expect(await codes()).toEqual([]);
	});

	it('11e. or loads the previous content, by switch', async () => {
		await driver.set({ missingChunk: 'previous' });
		await driver.upload('113000000001', GOOD);
		await begin(2);
		await put(1, '2,Two\n');
		expect((await driver.run(IMPORT)).result?.successful).toBe(true);
		expect(await codes()).toEqual(['1']);
		expect((await driver.effects('import-source')).at(-1)).toMatchObject({ origin: 'previous' });
	});

	it('11f. complete before the last PUT: the late chunk does not count', async () => {
		await begin(-1);
		await put(0, GOOD);
		await complete();
		await put(1, '2,Two\n');
		expect((await driver.model('GET', FILE)).text).toBe(GOOD);
		expect(await driver.effects('late-chunk')).toHaveLength(1);
	});

	it('11g. complete answers 500 by switch', async () => {
		await driver.set({ completeStatus: 500 });
		await begin(-1);
		expect((await complete()).status).toBe(500);
	});

	it('12a. chunk PUT → 204 and empty', async () => {
		await begin(1);
		const { status, text } = await put(0, GOOD);
		expect([status, text]).toEqual([204, '']);
	});

	it('12b. gzip by Content-Type, each chunk a member of its own; other content types 415', async () => {
		await begin(2);
		expect((await gzip(0, 'Code,Name\n1,O')).status).toBe(204);
		expect((await gzip(1, 'ne\n')).status).toBe(204);
		expect((await driver.model('GET', FILE)).text).toBe(GOOD);
		expect((await put(0, GOOD, { 'content-type': 'text/csv' })).status).toBe(415);
	});

	it('12c. gzip bytes under octet-stream stay gzip bytes', async () => {
		await driver.upload('113000000001', gzipSync(GOOD));
		expect(await failure()).toBe('missingFields');
	});

	it('12d. corrupted gzip → 400, or 500 by switch; a stream cut into chunks is corrupted', async () => {
		await begin(2);
		const whole = gzipSync(GOOD);
		expect((await put(0, whole.subarray(0, 12), { 'content-type': 'application/x-gzip' })).status).toBe(400);
		await driver.set({ corruptGzipStatus: 500 });
		expect((await put(0, 'plain text', { 'content-type': 'application/x-gzip' })).status).toBe(500);
		expect(await driver.effects('upload-chunk')).toEqual([]);
	});

	it('12e. out-of-order and repeated chunks concatenate right', async () => {
		await begin(3);
		await put(2, '3,Three\n');
		await put(0, 'wrong');
		await put(0, 'Code,Name\n1,One\n');
		await put(1, '2,Two\n');
		expect((await driver.model('GET', FILE)).text).toBe('Code,Name\n1,One\n2,Two\n3,Three\n');
		await put(2, '4,Four\n');
		expect((await driver.model('GET', FILE)).text).toBe('Code,Name\n1,One\n2,Two\n4,Four\n');
	});

	it('12f. a UTF-8 character and a quoted field split between chunks survive', async () => {
		const bytes = Buffer.from('Code,Name\r\n1,"Bücher, ""neu""\nund 🧾 alt"\r\n2,Two\r\n');
		for (let cut = 1; cut < bytes.length; cut += 1) {
			await begin(2);
			await put(1, bytes.subarray(cut));
			await put(0, bytes.subarray(0, cut));
			const { result } = await driver.run(IMPORT);
			expect([cut, result?.details?.[0]?.type]).toEqual([cut, 'hierarchyRowsProcessed']);
			expect([cut, ...(await driver.items(ACCOUNTS)).map((item) => item.name)]).toEqual([cut, 'Bücher, "neu"\nund 🧾 alt', 'Two']);
		}
	});

	it('13a. a chunk of more than 50 MB before compression → 400, also when its gzip is small', async () => {
		await begin(2);
		const large = Buffer.alloc(50 * 1024 * 1024 + 1, 'a');
		expect((await put(0, large)).status).toBe(400);
		expect((await gzip(0, large)).status).toBe(400);
		await driver.set({ uploadLimitStatus: 413 });
		expect((await gzip(0, large)).status).toBe(413);
		expect((await gzip(0, large.subarray(1))).status).toBe(204);
	});

	it('13b. more than 1,000 chunks → 400', async () => {
		expect((await begin(1000)).status).toBe(200);
		expect((await begin(1001)).status).toBe(400);
		await begin(-1);
		expect((await put(1000, 'x')).status).toBe(400);
		expect((await put(999, 'x')).status).toBe(204);
	});

	it('14. unknown file id or name on POST → new file with a fresh 113 id, bound to no import', async () => {
		const byId = await driver.model('POST', 'files/113000000099', { json: { chunkCount: 1 } });
		const byName = await driver.model('POST', `files/${encodeURIComponent('New file.csv')}`, { json: { chunkCount: -1 } });
		expect(byId.json.file?.id).not.toBe('113000000099');
		expect([byId.json.file?.id, byName.json.file?.id]).toEqual(['113000000024', '113000000025']);
		expect(byName.json.file?.name).toBe('New file.csv');
		expect((await driver.model('GET', 'files')).json.files).toHaveLength(18);
		expect((await driver.model('POST', 'files/GL_Accounts.csv', { json: { chunkCount: 1 } })).json.file?.id).toBe('113000000001');
		expect((await driver.model('PUT', 'files/113000000099/chunks/0', { bytes: 'x' })).status).toBe(404);
	});

	it('15a. content is private to the user', async () => {
		await driver.upload('113000000001', GOOD);
		expect((await driver.model('GET', FILE, {}, PLANNER)).status).toBe(404);
		expect((await driver.model('GET', `${FILE}/chunks`, {}, PLANNER)).json.chunks).toBeUndefined();
	});

	it("15b. the second user's import uses the default file, or fails without one", async () => {
		await driver.upload('113000000001', GOOD);
		expect((await driver.run(IMPORT, {}, PLANNER)).result?.details?.[0]?.type).toBe('uploadedFileNoLongerAvailable');
		await driver.control('POST', 'default-file', { file: '113000000001', content: 'Code,Name\n9,Default\n', access: 'admins' });
		await driver.run(IMPORT, {}, PLANNER);
		expect(await codes()).toEqual(['9']);
		const mine = await driver.model('GET', FILE, {}, PLANNER);
		expect([mine.status, mine.text]).toEqual([200, '']);
		await driver.control('POST', 'default-file', { file: '113000000001', content: 'Code,Name\n9,Default\n', access: 'everyone' });
		expect((await driver.model('GET', FILE, {}, PLANNER)).text).toBe('Code,Name\n9,Default\n');
	});

	it('15c. private content disappears 48 hours after its last use', async () => {
		const fresh = await Driver.start({ tokenLifetimeMs: 1000 * HOUR });
		await fresh.upload('113000000001', GOOD);
		await fresh.advance(47 * HOUR);
		expect((await fresh.run(IMPORT)).result?.successful).toBe(true);
		await fresh.advance(47 * HOUR);
		expect((await fresh.model('GET', FILE)).text).toBe(GOOD);
		await fresh.advance(49 * HOUR);
		expect((await fresh.model('GET', FILE)).status).toBe(404);
		expect((await fresh.run(IMPORT)).result?.details?.[0]?.type).toBe('uploadedFileNoLongerAvailable');
		await fresh.close();
	});
});

describe('files, further', () => {
	let driver: Driver;
	beforeEach(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.close());

	it('upload in one piece: 204, visible at once, not compressed', async () => {
		expect((await driver.model('PUT', FILE, { bytes: GOOD })).status).toBe(204);
		expect((await driver.model('GET', FILE)).text).toBe(GOOD);
		expect((await driver.model('PUT', FILE, { bytes: GOOD, headers: { 'content-type': 'application/x-gzip' } })).status).toBe(415);
	});

	it.each([[false, 0], [true, 1]])('delete → 204; the list shows the old count: %s', async (staleChunkCount, shown) => {
		await driver.set({ staleChunkCount });
		await driver.upload('113000000001', GOOD);
		const { status, text } = await driver.model('DELETE', FILE);
		expect([status, text]).toEqual([204, '']);
		expect((await driver.model('GET', 'files')).json.files?.[0]?.chunkCount).toBe(shown);
		expect((await driver.model('GET', `${FILE}/chunks/0`)).status).toBe(404);
	});

	it('a BOM spoils the first header name unless the switch strips it', async () => {
		const withBom = '\ufeffCode,Name\n1,One\n';
		expect((await driver.load('112000000001', '113000000001', withBom)).result?.details?.[0]?.type).toBe('missingFields');
		await driver.set({ stripBom: true });
		expect((await driver.load('112000000001', '113000000001', withBom)).result?.successful).toBe(true);
	});

	it('format members that are sent override the file: separator, encoding, first data row', async () => {
		await driver.model('POST', FILE, { json: { chunkCount: 1, separator: ';', encoding: 'UTF-16LE', headerRow: 2, firstDataRow: 4, delimiter: null } });
		await driver.model('PUT', `${FILE}/chunks/0`, { bytes: Buffer.from('report\nCode;Name\nunits\n1;Öl\n', 'utf16le') });
		await driver.run(IMPORT);
		expect((await driver.items(ACCOUNTS)).map((item) => [item.code, item.name])).toEqual([['1', 'Öl']]);
	});

	it('GET uploads tells bytes and hash of what each user would import', async () => {
		await driver.upload('113000000001', GOOD);
		const [upload] = (await driver.control('GET', 'uploads')).json as unknown as Array<Record<string, unknown>>;
		expect(upload).toEqual({
			user: 'integration@example.com', file: '113000000001', name: 'GL_Accounts.csv', uploading: false, chunks: 1, bytes: 16,
			sha256: (await import('node:crypto')).createHash('sha256').update(GOOD).digest('hex'),
		});
	});
});
