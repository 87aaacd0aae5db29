import { FatalError, RetryableError, type IntegrationError } from '../../../src/core/errors';
import { compareHeader, createAnaplanClient, pick } from '../../../src/systems/anaplan';
import { FakeAnaplan, LeapingClock, MODEL, REF, WORKSPACE, bench, failureOf, json, plain, refusal } from './fake-anaplan';

const page = (from: number, size: number, total: number, next?: string): ReturnType<typeof json> => json(200, {
	meta: { paging: { currentPageSize: size, totalSize: total, offset: from, ...(next ? { next } : {}) } },
	imports: Array.from({ length: size }, (_, index) => ({ id: `11200000${1000 + from + index}`, name: `Import ${from + index}` })),
});

describe('collections', () => {
	it('missing key = empty', async () => {
		const { http, client } = bench();
		http.on('GET /files', json(200, { meta: {}, status: { code: 200, message: 'Success' } }));
		expect(await client.metadata.files(REF)).toEqual([]);
	});

	it('steps by the size of the page received, which may be cut silently', async () => {
		const { http, client } = bench();
		http.on('GET /imports', page(0, 3, 7)).on('GET /imports?limit=5000&offset=3', page(3, 3, 7)).on('GET /imports?limit=5000&offset=6', page(6, 1, 7));
		const imports = await client.metadata.imports(REF);
		expect(imports.map(({ name }) => name)).toEqual(['Import 0', 'Import 1', 'Import 2', 'Import 3', 'Import 4', 'Import 5', 'Import 6']);
	});

	it('never follows `next`, which may be there although nothing follows', async () => {
		const { http, client } = bench();
		http.on('GET /imports', page(0, 2, 2, 'https://evil.example.com/imports?offset=20'));
		expect(await client.metadata.imports(REF)).toHaveLength(2);
		expect(http.sent).toHaveLength(1);
	});

	it('ends although a page calls itself empty and is not', async () => {
		const { http, client } = bench();
		http.on('GET /imports', json(200, { meta: { paging: { currentPageSize: 0, totalSize: 1, offset: 0 } }, imports: [{ id: '1', name: 'A' }] }));
		expect(await client.metadata.imports(REF)).toHaveLength(1);
	});

	it('ends when a page is empty although the total promises more', async () => {
		const { http, client } = bench();
		http.on('GET /imports', page(0, 2, 9)).on('GET /imports?limit=5000&offset=2', page(2, 0, 9));
		expect(await client.metadata.imports(REF)).toHaveLength(2);
	});

	it('asks again when a document came cut short, and gives up in words', async () => {
		const { http, client } = bench();
		http.on('GET /imports', plain(200, '{"imports": [{"id'), page(0, 1, 1));
		expect(await client.metadata.imports(REF)).toHaveLength(1);
		http.on('GET /imports', plain(200, '<html>'));
		expect((await failureOf(client.metadata.imports(REF), RetryableError)).message).toContain('not JSON');
	});
});

describe('what there is', () => {
	it('reads the own user, workspaces and models', async () => {
		const { http, client } = bench();
		http.on('GET /users/me', json(200, { user: { id: 'u', email: 'integration@example.com', customerId: 'c', lastLoginDate: '2026-08-03T06:11:52.000+0000' } }))
			.on('GET /workspaces', json(200, { workspaces: [{ id: WORKSPACE, name: 'Finance', active: true }] }))
			.on(`GET /workspaces/${WORKSPACE}/models`, json(200, { models: [{ id: MODEL, name: 'Finance Hub', activeState: 'SOMETHING_NEW', currentWorkspaceId: WORKSPACE }] }));
		expect(await client.metadata.me()).toEqual({ id: 'u', email: 'integration@example.com', customerId: 'c' });
		expect(await client.metadata.workspaces()).toEqual([{ id: WORKSPACE, name: 'Finance', active: true }]);
		expect(await client.metadata.models(WORKSPACE)).toEqual([{ id: MODEL, name: 'Finance Hub', activeState: 'SOMETHING_NEW', workspaceId: WORKSPACE }]);
	});

	it('reads the model status, which has no envelope', async () => {
		const { http, client } = bench();
		http.on('GET /status', json(200, { requestStatus: { taskId: null, currentStep: 'Open', progress: -1.0, tooltip: null } }));
		expect(await client.metadata.modelStatus(REF)).toEqual({ currentStep: 'Open', progress: -1, tooltip: '' });
	});

	it('reads files of both kinds', async () => {
		const { http, client } = bench();
		http.on('GET /files', json(200, { files: [
			{ id: '113000000021', name: 'GL_Balances.csv', chunkCount: 0, delimiter: '"', encoding: 'UTF-8', firstDataRow: 2, format: 'txt', headerRow: 1, separator: ',' },
			{ id: '116000000005', name: 'Budget - Approved.csv', chunkCount: 1, firstDataRow: 0, headerRow: 0 }] }));
		expect(await client.metadata.files(REF)).toEqual([
			{ id: '113000000021', name: 'GL_Balances.csv', chunkCount: 0, encoding: 'UTF-8', separator: ',', delimiter: '"', headerRow: 1, firstDataRow: 2 },
			{ id: '116000000005', name: 'Budget - Approved.csv', chunkCount: 1, encoding: '', separator: '', delimiter: '', headerRow: 0, firstDataRow: 0 },
		]);
	});

	it('reads the definition of an import', async () => {
		const { http, client } = bench();
		http.on('GET /imports/112000000034', json(200, { importMetadata: { name: 'GL', type: 'FILE', source: {
			textEncoding: 'UTF-8', columnSeparator: ',', textDelimiter: '"', headerRow: 1, firstDataRow: 2, decimalSeparator: '.', headerNames: ['Account', 'Amount'], columnCount: 2 } } }));
		expect(await client.metadata.importMetadata(REF, '112000000034')).toEqual({
			name: 'GL', type: 'FILE', encoding: 'UTF-8', separator: ',', delimiter: '"', headerRow: 1, firstDataRow: 2, decimalSeparator: '.', headerNames: ['Account', 'Amount'],
		});
	});

	it('reads exports, actions, processes and the steps of a process', async () => {
		const { http, client } = bench();
		http.on('GET /exports', json(200, { exports: [{ id: '116', name: 'E', exportType: 'TABULAR_MULTI_COLUMN', exportFormat: 'text/csv', encoding: 'UTF-8' }] }))
			.on('GET /actions', json(200, { actions: [{ id: '117', name: 'A', actionType: 'DELETE_BY_SELECTION' }] }))
			.on('GET /processes', json(200, { processes: [{ id: '118', name: 'P' }] }))
			.on('GET /processes/118', json(200, { processMetadata: { name: 'P', actions: [{ id: '112', name: 'I', actionType: 'IMPORT' }] } }));
		expect(await client.metadata.exports(REF)).toEqual([{ id: '116', name: 'E', exportType: 'TABULAR_MULTI_COLUMN', exportFormat: 'text/csv', encoding: 'UTF-8' }]);
		expect(await client.metadata.actions(REF)).toEqual([{ id: '117', name: 'A', actionType: 'DELETE_BY_SELECTION' }]);
		expect(await client.metadata.processes(REF)).toEqual([{ id: '118', name: 'P' }]);
		expect(await client.metadata.processSteps(REF, '118')).toEqual([{ id: '112', name: 'I', actionType: 'IMPORT' }]);
	});

	it('reads lists and their items; codes stay text', async () => {
		const { http, client } = bench();
		http.on('GET /lists', json(200, { lists: [{ id: '101000000012', name: 'GL Accounts' }] }))
			.on('GET /lists/101000000012/items', json(200, { listItems: [{ id: '201', name: '6100 Travel', code: '0061', parent: 'Opex' }, { id: '202', name: 'No code' }] }));
		expect(await client.lists.all(REF)).toEqual([{ id: '101000000012', name: 'GL Accounts' }]);
		expect(await client.lists.items(REF, '101000000012')).toEqual([{ id: '201', name: '6100 Travel', code: '0061' }, { id: '202', name: 'No code', code: '' }]);
	});

	it('waits long where a busy model keeps callers waiting, and as the settings say', async () => {
		const { http, client } = bench({ timeouts: { modelMs: 123_000 } });
		http.on('GET /imports', json(200, {})).on('GET /status', json(200, {}));
		await client.metadata.imports(REF);
		await client.metadata.modelStatus(REF);
		expect(http.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([123_000, 120_000]);
	});
});

describe('refusals', () => {
	it.each([
		[400, FatalError, /Correct the parameter/], [401, FatalError, /Exception User/], [403, FatalError, /role/],
		[404, FatalError, /does not exist, the user has no access.*wrong case/], [409, RetryableError, /Another action/],
		[422, FatalError, /archived/], [423, FatalError, /locked mode/], [424, RetryableError, /maintenance/], [425, FatalError, /deployed/],
		[429, RetryableError, /600 requests/], [500, RetryableError, /import id does not exist/], [302, FatalError, /region/], [418, FatalError, /Read what Anaplan says/],
	])('%d has its class and its remedy', async (status, type, remedy) => {
		const { http, client } = bench();
		http.on('GET /imports/1', refusal(status, 'In its own words'));
		const failure = await failureOf<IntegrationError>(client.metadata.importMetadata(REF, '1'), type as unknown as new () => IntegrationError);
		expect(failure.facts.said).toContain('In its own words');
		expect(failure.facts).toMatchObject({ system: 'Anaplan', status });
		expect(failure.facts.remedy).toMatch(remedy);
	});

	it.each([502, 503])('%d with a web page shows no HTML', async (status) => {
		const { http, client } = bench();
		http.on('GET /imports', plain(status, '<html><body>Scheduled maintenance</body></html>'));
		const failure = await failureOf(client.metadata.imports(REF), RetryableError);
		expect(failure.message).toMatch(/a web page instead of an answer/);
		expect(failure.message).not.toContain('<');
	});

	it('obeys Retry-After', async () => {
		const { http, client } = bench();
		http.on('GET /imports', { ...refusal(429, 'x'), headers: { 'retry-after': '17' } });
		expect((await failureOf(client.metadata.imports(REF), RetryableError)).afterMs).toBe(17_000);
	});
});

describe('the API URL', () => {
	it.each([
		['https://api.anaplan.com', 'https://api.anaplan.com/2/0/users/me'], ['https://eu3.api.anaplan.com/2/0/', 'https://eu3.api.anaplan.com/2/0/users/me'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010/2/0/users/me'],
	])('%s', async (apiUrl, expected) => {
		const http = new FakeAnaplan().on('GET /users/me', json(200, { user: {} }));
		await createAnaplanClient({ http, clock: new LeapingClock(), apiUrl }).metadata.me();
		expect(http.sent[0]?.url).toBe(expected);
	});

	it('plain http leaves the machine never', () => {
		expect(() => createAnaplanClient({ http: new FakeAnaplan(), clock: new LeapingClock(), apiUrl: 'http://api.anaplan.com' })).toThrow(FatalError);
	});
});

describe('ids in addresses', () => {
	it.each(['', '.', '..'])('%j is no id: it would address something else', async (modelId) => {
		const { http, client } = bench();
		await failureOf(Promise.resolve().then(() => client.metadata.imports({ ...REF, modelId })), FatalError);
		expect(http.sent).toEqual([]);
	});
});

describe('picking by id or name', () => {
	const choices = [{ id: '112000000034', name: 'GL' }, { id: '112000000035', name: 'Budget' }, { id: '112000000036', name: 'Budget' }];

	it('finds by id and by exact name', () => {
		expect(pick(choices, '112000000034', 'import').name).toBe('GL');
		expect(pick(choices, 'GL', 'import').id).toBe('112000000034');
	});

	it.each([
		['a mistyped id says which ids exist', '112000000043', /no such id or name/, /112000000034 "GL", 112000000035 "Budget"/],
		['a name borne by several asks for the id', 'Budget', /2 bear this name/, /112000000035 "Budget", 112000000036 "Budget"/],
		['another case is pointed out', 'gl ', /upper and lower case/, /Did you mean 112000000034/],
	])('%s', async (_, wanted, said, remedy) => {
		const failure = await failureOf(Promise.resolve().then(() => pick(choices, wanted, 'import')), FatalError);
		expect(failure.facts.said).toMatch(said);
		expect(failure.facts.remedy).toMatch(remedy);
	});
});

describe('comparing the header', () => {
	const headerNames = ['Account', 'Entity', 'Amount'];

	it('positions do not matter', () => {
		expect(compareHeader(['Amount', 'Account', 'Entity'], { headerNames })).toEqual({ missing: [], unknown: [], duplicate: [], message: '' });
	});

	it('a renamed column is both missing and unknown, and the message lists both sides', () => {
		const comparison = compareHeader(['account', 'Entity', 'Amount', 'Memo', 'Memo'], { headerNames });
		expect(comparison).toMatchObject({ missing: ['Account'], unknown: ['account', 'Memo'], duplicate: ['Memo'] });
		expect(comparison.message).toBe('missing in the file: "Account"; not known to the import: "account", "Memo"; more than once in the file: "Memo". '
			+ 'Only case or spaces differ: "account" for "Account". The import reads: "Account", "Entity", "Amount". The file has: "account", "Entity", "Amount", "Memo", "Memo".');
	});
});
