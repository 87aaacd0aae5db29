import { createAnaplanClient, type AnaplanClient } from '../../../src/systems/anaplan';
import { CatalogueMemo, type MemoLimits } from '../../../src/systems/anaplan/catalogue-memo';
import { FILE, FakeAnaplan, IMPORT, LeapingClock, REF, WORKSPACE, json, lost, plain, refusal, task, tasks } from './fake-anaplan';

const LIMITS: MemoLimits = { freshMs: 60_000, mostBytes: 16_000_000, mostAnswers: 1_000 };

const site = (limits: Partial<MemoLimits> = {}) => {
	const http = new FakeAnaplan();
	const clock = new LeapingClock();
	const memo = new CatalogueMemo(clock, { ...LIMITS, ...limits });
	const client = (owner: string, under = http): AnaplanClient => createAnaplanClient({ http: memo.around(under, owner), clock, apiUrl: 'https://api.anaplan.com' });
	http.on('GET /', json(200, {})).on('POST /', json(200, {})).on('PUT /', plain(204)).on('DELETE /', plain(204));
	return { http, clock, memo, client, asked: () => http.sent.length };
};

const READS: ReadonlyArray<readonly [string, (client: AnaplanClient) => Promise<unknown>]> = [
	['workspaces', (client) => client.metadata.workspaces()], ['models', (client) => client.metadata.models(WORKSPACE)],
	['imports', (client) => client.metadata.imports(REF)], ['exports', (client) => client.metadata.exports(REF)],
	['actions', (client) => client.metadata.actions(REF)], ['processes', (client) => client.metadata.processes(REF)],
	['files', (client) => client.metadata.files(REF)], ['the definition of an import', (client) => client.metadata.importMetadata(REF, '112000000034')],
	['lists', (client) => client.lists.all(REF)], ['modules', (client) => client.metadata.modules(REF)], ['views', (client) => client.metadata.views(REF)],
];

describe('the catalogue as one execution has seen it', () => {
	it.each(READS)('%s: asked once', async (_, read) => {
		const { client, asked } = site();
		await read(client('run 1'));
		await read(client('run 1'));
		expect(asked()).toBe(1);
	});

	it.each(READS)('%s: never another\'s answer', async (_, read) => {
		const { client, asked } = site();
		await read(client('run 1'));
		await read(client('run 2'));
		expect(asked()).toBe(2);
	});

	it.each(READS)('%s: never older than a minute', async (_, read) => {
		const { client, clock, asked } = site();
		await read(client('run 1'));
		clock.nowMs += 59_999;
		await read(client('run 1'));
		expect(asked()).toBe(1);
		clock.nowMs += 1;
		await read(client('run 1'));
		expect(asked()).toBe(2);
	});

	it.each<[string, (client: AnaplanClient) => Promise<unknown>]>([
		['the status of the model', (client) => client.metadata.modelStatus(REF)], ['tasks', (client) => client.listTasks(IMPORT)],
		['a task', (client) => client.getTask({ ...IMPORT, taskId: 'T1' })], ['items of a list', (client) => client.lists.items(REF, '101000000012')],
		['the user', (client) => client.metadata.me()],
	])('only the catalogue: %s is always asked for', async (_, read) => {
		const { client, asked } = site();
		await read(client('run 1'));
		await read(client('run 1'));
		expect(asked()).toBe(2);
	});

	it('chunks and dumps are always asked for', async () => {
		const { client, http } = site();
		http.on(`GET /files/${FILE}/chunks`, json(200, { chunks: [{ id: '0' }] })).on(`GET /files/${FILE}/chunks/0`, plain(200, 'x'));
		for (let time = 0; time < 2; time += 1) for await (const chunk of client('run 1').downloadFile({ ...REF, fileId: FILE })) void chunk;
		expect(http.lines()).toHaveLength(4);
	});

	it('asked twice at the same moment it is asked once', async () => {
		const { client, asked } = site();
		await Promise.all([client('run 1').metadata.imports(REF), client('run 1').metadata.imports(REF)]);
		expect(asked()).toBe(1);
	});

	it.each([['a refusal', refusal(404, 'no')], ['a lost answer', lost()], ['an answer cut short', plain(200, '{"imports": [{"id"')]])('%s is not kept', async (_, reply) => {
		const { client, http } = site();
		http.on('GET /imports', reply, json(200, { imports: [{ id: '1' }] }));
		await client('run 1').metadata.imports(REF).catch(() => undefined);
		expect(await client('run 1').metadata.imports(REF)).toHaveLength(1);
	});
});

describe('no own write is hidden', () => {
	const seenAfter = async (write: (client: AnaplanClient) => Promise<unknown>, replies: (http: FakeAnaplan) => void = () => undefined): Promise<string[]> => {
		const { client, http } = site();
		replies(http);
		const mine = client('run 1');
		for (const [, read] of READS) await read(mine);
		await write(mine).catch(() => undefined);
		const before = http.sent.length;
		for (const [, read] of READS) await read(mine);
		return http.lines().slice(before);
	};

	it('an upload may make a file, and changes its chunks', async () => {
		const source = async function* () {
			yield Buffer.from('x');
		};
		expect(await seenAfter((client) => client.uploadFile({ ...REF, fileId: FILE, fileIsKnown: true, source: source() }))).toEqual(['GET /files']);
	});

	it('a task may write a file', async () => {
		expect(await seenAfter((client) => client.startTask(IMPORT), (http) => http.on('GET /imports/112000000034/tasks', tasks()).on('POST /imports', task('NOT_STARTED')))).toEqual(['GET /files']);
	});

	it('a write that failed may have been carried out', async () => {
		expect(await seenAfter((client) => client.startTask(IMPORT), (http) => http.on('GET /imports/112000000034/tasks', tasks()).on('POST /imports', refusal(400, 'no')))).toEqual(['GET /files']);
	});

	it.each(['items?action=add', 'items'])('items and cells are not in the catalogue (%s)', async (place) => {
		const { memo, http, client, asked } = site();
		await client('run 1').lists.all(REF);
		await memo.around(http, 'run 1').send({ method: 'POST', url: `https://api.anaplan.com/2/0/workspaces/${WORKSPACE}/models/M/lists/101/${place}`, purpose: 'add', repeatable: false });
		await client('run 1').lists.all(REF);
		expect(asked()).toBe(2);
	});

	it('a write that is not known takes out everything', async () => {
		const { memo, http, client } = site();
		for (const [, read] of READS) await read(client('run 1'));
		await memo.around(http, 'run 1').send({ method: 'PUT', url: `https://api.anaplan.com/2/0/models/M/somethingNew`, purpose: 'change', repeatable: false });
		expect(memo.size).toBe(0);
	});

	it('an answer still under way during the write is not kept', async () => {
		const { memo, http, client } = site();
		let answer = (): void => undefined;
		const slow = new FakeAnaplan();
		slow.on('GET /files', json(200, {}));
		const held = { send: async (request: Parameters<FakeAnaplan['send']>[0]) => {
			await new Promise<void>((resolve) => (answer = resolve));
			return await slow.send(request);
		} };
		const reading = createAnaplanClient({ http: memo.around(held, 'run 1'), clock: new LeapingClock(), apiUrl: 'https://api.anaplan.com' }).metadata.files(REF);
		await memo.around(http, 'run 1').send({ method: 'POST', url: `https://api.anaplan.com/2/0/workspaces/${WORKSPACE}/models/M/files/113`, purpose: 'announce', repeatable: true });
		answer();
		await reading;
		await client('run 1').metadata.files(REF);
		expect(http.lines().filter((line) => line === 'GET /files')).toHaveLength(1);
	});

	it('another\'s write takes out nothing of mine', async () => {
		const { memo, http, client, asked } = site();
		await client('run 1').metadata.imports(REF);
		await memo.around(http, 'run 2').send({ method: 'PUT', url: 'https://api.anaplan.com/2/0/models/M/somethingNew', purpose: 'change', repeatable: false });
		await client('run 1').metadata.imports(REF);
		expect(asked()).toBe(2);
	});
});

describe('only as many as the limits allow', () => {
	it('by number: the oldest go first', async () => {
		const { client, memo, asked } = site({ mostAnswers: 3 });
		for (let run = 1; run <= 10; run += 1) await client(`run ${run}`).metadata.imports(REF);
		expect(memo.size).toBeLessThanOrEqual(3);
		await client('run 10').metadata.imports(REF);
		expect(asked()).toBe(10);
	});

	it('by size: a large answer is not kept, and several push out the oldest', async () => {
		const { client, memo, http } = site({ mostBytes: 4_000 });
		http.on('GET /imports', json(200, { imports: [{ id: '1', name: 'x'.repeat(2_000) }] })).on('GET /exports', json(200, { exports: [{ id: '1', name: 'x'.repeat(800) }] }));
		await client('run 1').metadata.imports(REF);
		expect(memo.size).toBe(0);
		for (let run = 1; run <= 10; run += 1) await client(`run ${run}`).metadata.exports(REF);
		expect(memo.size).toBe(4);
	});

	it('an execution that has ended leaves nothing', async () => {
		const { client, memo } = site();
		await client('run 1').metadata.imports(REF);
		await client('run 2').metadata.imports(REF);
		memo.forget('run 1');
		expect(memo.size).toBe(1);
	});
});
