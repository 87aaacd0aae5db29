import { ADMIN, Driver, MODEL, WORKSPACE, type Json } from './driver';

/** What the two official kinds of client do, call by call, as far as the reference describes it (6, 8, 8.2, 3). */
describe('call orders of official clients', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const chunkIds = async (): Promise<string[]> =>
		((await driver.model('GET', 'files/113000000001/chunks')).json.chunks as unknown as Array<{ id: string }>).map((chunk) => chunk.id);

	it('35a. Connect: whole file object posted back with nulls and an exact count, chunk list drives the upload, no complete', async () => {
		const [file] = (await driver.model('GET', 'files')).json.files as unknown as Array<Record<string, unknown>>;
		const posted = { ...file, chunkCount: 2, origin: null, language: null, country: null, code: null };
		const reply = await driver.model('POST', 'files/113000000001', { json: posted });
		expect([reply.status, reply.json.file?.id]).toEqual([200, '113000000001']);
		const parts = ['Code,Name,Account type,', 'Normal balance\n1,One,A,B\n'];
		const ids = await chunkIds();
		expect(ids).toEqual(['0', '1']);
		for (const [at, id] of ids.entries()) {
			expect((await driver.model('PUT', `files/113000000001/chunks/${id}`, { bytes: parts[at] ?? '' })).status).toBe(204);
		}
		const started = await driver.model('POST', 'imports/112000000001/tasks', {
			json: { id: null, name: null, importType: null, localeName: 'en', connectorParameters: [], mappingParameters: [] },
		});
		const task = await driver.until('imports/112000000001', String(started.json.task?.taskId), ['COMPLETE']);
		expect(task.result).toMatchObject({ successful: true, details: [{ localMessageText: 'GL Accounts: 1 (1/0) rows successful, 0 ignored ' }] });
	});

	it('35b. Connect: a file by name, an unknown one is created', async () => {
		expect((await driver.model('POST', 'files/GL_Accounts.csv', { json: { chunkCount: 1 } })).json.file?.id).toBe('113000000001');
		const created = (await driver.model('POST', 'files/fresh.csv', { json: { chunkCount: 1 } })).json.file;
		expect([created?.name, String(created?.id).slice(0, 3)]).toEqual(['fresh.csv', '113']);
	});

	it('35c. SDK: parallel gzip chunks after an exact count, then the import; poll until COMPLETE', async () => {
		const { gzipSync } = await import('node:zlib');
		const rows = ['Code,Name\n', ...Array.from({ length: 40 }, (_, at) => `${at},Item ${at}\n`)];
		await driver.model('POST', 'files/113000000001', { json: { chunkCount: rows.length } });
		const puts = rows.map((row, at) => driver.model('PUT', `files/113000000001/chunks/${at}`, { bytes: gzipSync(row), headers: { 'content-type': 'application/x-gzip' } }));
		expect(new Set((await Promise.all(puts)).map((reply) => reply.status))).toEqual(new Set([204]));
		const task = await driver.run('imports/112000000001');
		expect(task.result?.details?.[0]?.localMessageText).toBe('GL Accounts: 40 (40/0) rows successful, 0 ignored ');
	});

	it('35d. SDK: export, chunk list from the files of the same id, concatenate', async () => {
		await driver.run('exports/116000000001');
		const { json } = await driver.model('GET', 'files/116000000001/chunks');
		let text = '';
		for (const { id } of json.chunks as unknown as Array<{ id: string }>) text += (await driver.model('GET', `files/116000000001/chunks/${id}`)).text;
		expect(text).toBe('GL Accounts,Departments,Time,Amount\n');
	});

	it('35e. SDK: form-encoded token bodies, OAuth token sent as AnaplanAuthToken', async () => {
		const client = { client_id: '0c0de00000000000000000000000c0d1', client_secret: 'code-client-secret' };
		const redirect = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
		const query = new URLSearchParams({ response_type: 'code', client_id: client.client_id, redirect_uri: redirect, scope: 'openid offline_access' });
		const page = await driver.raw('POST', `/auth/login?${query.toString()}`, { form: { username: ADMIN[0], password: ADMIN[1] } });
		const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const { json } = await driver.raw('POST', '/oauth/token', { form: { grant_type: 'authorization_code', code, redirect_uri: redirect, ...client } });
		const headers = { authorization: `AnaplanAuthToken ${String(json.access_token)}` };
		expect((await driver.raw('GET', `/2/0/workspaces/${WORKSPACE}/models/${MODEL}/files`, { headers })).status).toBe(200);
	});

	it('35f. Connect: the dump of a process is read from the nested object', async () => {
		await driver.upload('113000000007', 'Line,Amount\nL1,1\n,2\n');
		const task: Json = await driver.run('processes/118000000001');
		const bad = (task.result?.nestedResults as unknown as Array<{ objectId: string; failureDumpAvailable: boolean }>).filter((step) => step.failureDumpAvailable);
		for (const { objectId } of bad) {
			const base = `processes/118000000001/tasks/${String(task.taskId)}/dumps/${objectId}/chunks`;
			const chunks = (await driver.model('GET', base)).json.chunks as unknown as Array<{ id: string }>;
			expect((await driver.model('GET', `${base}/${String(chunks[0]?.id)}`)).text).toContain('"_Status_","Line","Amount","_Line_","_Error_1_"');
		}
		expect(bad).toHaveLength(2);
	});
});
