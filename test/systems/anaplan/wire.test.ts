import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { HttpRequest } from '../../../src/contracts';
import {
	TokenSession, basicLoginRequest, certificateLoginRequest, createAnaplanClient, deviceCodeRequest, logoutRequest, messageToSign, redeemRequest,
	refreshRequest, tokenRefreshRequest, withAnaplanToken, type MessageVersion,
} from '../../../src/systems/anaplan';
import { one } from '../../core/csv/chunking';
import { FILE, FakeAnaplan, IMPORT, MODEL, LeapingClock, REF, WORKSPACE, bench, json, plain, refusal, task, tasks, type Bench } from './fake-anaplan';
import { VIEW_SENDERS } from './view-senders';

const FOLDER = path.resolve(__dirname, '../../wire/anaplan');
const PROCESS = { ...REF, kind: 'processes' as const, actionId: '118000000009' };
const TASK = { ...IMPORT, taskId: '0E5B9C64D2A94B6E8F13A7C0D1E2F304' };

/** Secrets are replaced; a gzip member is shown unpacked, because its bytes depend on the build of zlib. */
const onPaper = ({ method, url, headers, body }: HttpRequest): string => {
	const head = Object.entries(headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, value]) => `${name}: ${name === 'authorization' ? value.replace(/ .*/, ' ***') : value}`);
	const packed = headers?.['content-type'] === 'application/x-gzip';
	const content = Buffer.isBuffer(body) ? (packed ? gunzipSync(body) : body).toString('utf8') : body;
	const shown = content === undefined ? [] : ['', ...(packed ? ['(gzip of)'] : []), content];
	return [`${method} ${url}`, ...head, ...shown, ''].join('\n');
};

const rows = () => ({ kind: 'rows' as const, header: ['Account', 'Amount'], batches: one([['6100', '1.10'], ['007', 'a,"b"']]) });

const LIST = '101000000012';

/** What makes the client send each request it can send. */
const SENDERS: Readonly<Record<string, (all: Bench) => Promise<unknown>>> = {
	'users-me': ({ client }) => client.metadata.me(),
	workspaces: ({ client }) => client.metadata.workspaces(),
	models: ({ client }) => client.metadata.models(WORKSPACE),
	'model-status': ({ client }) => client.metadata.modelStatus(REF),
	files: ({ client }) => client.metadata.files(REF),
	imports: ({ client }) => client.metadata.imports(REF),
	'imports-second-page': ({ http, client }) => {
		http.on('GET /imports', json(200, { meta: { paging: { currentPageSize: 1, totalSize: 2, offset: 0 } }, imports: [{ id: '1' }] }), json(200, {}));
		return client.metadata.imports(REF);
	},
	exports: ({ client }) => client.metadata.exports(REF),
	actions: ({ client }) => client.metadata.actions(REF),
	processes: ({ client }) => client.metadata.processes(REF),
	lists: ({ client }) => client.lists.all(REF),
	'list-items': ({ client }) => client.lists.items(REF, '101000000012'),
	'list-definition': ({ client }) => client.lists.metadata(REF, LIST),
	'list-items-in-full': ({ client }) => client.lists.itemsInFull(REF, LIST),
	'list-items-csv': ({ client }) => client.lists.itemsCsv(REF, LIST),
	'add-items': ({ http, client }) => {
		http.on('POST /lists', json(200, { added: 2 }));
		return client.writeItems({ ...REF, kind: 'add', listId: LIST, by: 'code', drafts: [
			{ name: '6105 Freight out', code: '6105', parent: 'Opex', properties: { 'Account type': 'Expense' }, subsets: { 'P&L only': true } }, { name: 'No code', parent: '', properties: {}, subsets: {} }] });
	},
	'update-items': ({ http, client }) => {
		http.on('PUT /lists', json(200, { updated: 1 }));
		return client.writeItems({ ...REF, kind: 'update', listId: LIST, by: 'code', drafts: [{ code: '007', properties: { 'Sort order': '1.10' } }] });
	},
	'delete-items': ({ http, client }) => {
		http.on('POST /lists', json(200, { deleted: 2 }));
		return client.writeItems({ ...REF, kind: 'delete', listId: LIST, by: 'code', drafts: [{ code: '6105', name: 'left out' }, { code: '007' }] });
	},
	'line-items': ({ client }) => client.modules.lineItems(REF, '102000000031'),
	'line-item-dimensions': ({ client }) => client.modules.dimensions(REF, '206000000044'),
	'line-item-dimension-items': ({ client }) => client.modules.dimensionItems(REF, '206000000044', '20000000003'),
	'find-dimension-items': ({ http, client }) => {
		http.on(`POST /models/${MODEL}/dimensions`, json(200, {}));
		return client.modules.findItems(REF, LIST, { names: ['6100 Travel'], codes: ['6100'] });
	},
	'write-cells': ({ http, client }) => {
		http.on(`POST /models/${MODEL}/modules`, json(200, { numberOfCellsChanged: 1 }));
		return client.writeCells({ ...REF, moduleId: '102000000031', cells: [
			{ lineItemId: '206000000044', json: '12345678901234567890.10', places: [{ dimensionId: LIST, by: 'itemCode', item: '6100' }, { dimensionId: '20000000003', by: 'itemName', item: 'Aug 26' }] },
			{ lineItemId: '206000000045', json: 'true', places: [{ dimensionId: LIST, by: 'itemId', item: '201000000007' }] }] });
	},
	model: ({ client }) => client.models.details(REF),
	'open-model': ({ http, client }) => {
		http.on('POST /open', plain(202)).on('GET /status', json(200, { requestStatus: { currentStep: 'Open', progress: -1 } }));
		return client.openModel(REF, { deadlineMs: 60_000 });
	},
	'close-model': ({ http, client }) => {
		http.on('POST /close', plain(204));
		return client.models.close(REF);
	},
	'current-period': ({ client }) => client.models.currentPeriod(REF),
	'model-calendar': ({ client }) => client.models.calendar(REF),
	versions: ({ client }) => client.models.versions(REF),
	'import-definition': ({ client }) => client.metadata.importMetadata(REF, IMPORT.actionId),
	'process-definition': ({ client }) => client.metadata.processSteps(REF, PROCESS.actionId),
	'upload-unknown-count': ({ client }) => client.uploadFile({ ...REF, fileId: FILE, fileIsKnown: true, source: one(Buffer.from('Account,Amount\n6100,1.10\n')) }),
	'upload-exact-count': ({ client }) => client.uploadFile({ ...REF, fileId: FILE, fileIsKnown: true, source: one(Buffer.from('Account\n6100\n')), count: 1, gzip: false }),
	download: async ({ http, client }) => {
		http.on('GET /files/116000000005/chunks', json(200, { chunks: [{ id: '0' }] })).on('GET /files/116000000005/chunks/0', plain(200, 'x'));
		for await (const chunk of client.downloadFile({ ...REF, fileId: '116000000005' })) void chunk;
	},
	'list-tasks': ({ client }) => client.listTasks(IMPORT),
	'start-task': ({ client }) => client.startTask(IMPORT),
	'start-task-with-parameters': ({ client }) => client.startTask(PROCESS, [
		{ entityType: 'Version', entityName: 'Actual' }, { entityType: 'Period', entityName: 'Aug 26', importId: '112000000034' }]),
	'read-task': ({ client }) => client.getTask(TASK),
	'start-delete-action': ({ http, client }) => {
		http.on('POST /actions', json(200, { task: { taskId: 'C3' } }));
		return client.startTask({ ...REF, kind: 'actions', actionId: '117000000011' });
	},
	'read-task-of-process': ({ client }) => client.getTask({ ...PROCESS, taskId: 'A1' }),
	'cancel-task': ({ client }) => client.cancelTask(TASK),
	'dump-of-import': async ({ client }) => {
		for await (const row of (await client.readDump(TASK)).rows) void row;
	},
	'dump-of-process': async ({ client }) => {
		for await (const row of (await client.readDump({ ...PROCESS, taskId: 'A1', objectId: '112000000034' })).rows) void row;
	},
	'load-rows': ({ client }) => client.loadFile({ ...REF, imports: ['112000000034'], content: rows(), deadlineMs: 60_000 }),
	...VIEW_SENDERS,
	'strange-ids-are-escaped': ({ client }) => client.getTask({ workspaceId: 'a/b', modelId: 'c?d', kind: 'imports', actionId: 'ö', taskId: '../..' }),
};

const DEVICE_CLIENT = '0de71ce00000000000000000000000d1';

/** The signature stands for itself: key and certificate are made anew in each run. */
const certificateLogin = (version: MessageVersion): HttpRequest => {
	const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
	const message = messageToSign(version, Date.parse('2026-11-20T08:00:00Z'), Buffer.alloc(150, 'a'));
	const request = certificateLoginRequest('https://auth.anaplan.com', { certificatePem: 'not-a-secret', key }, version, message);
	return { ...request, body: String(request.body).replace(/("encodedSignedData":")[^"]+/, '$1(signature)') };
};

const AUTHENTICATION: Readonly<Record<string, HttpRequest>> = {
	login: basicLoginRequest('https://auth.anaplan.com', 'integration@example.com', 'not-a-secret'),
	refresh: refreshRequest('https://auth.anaplan.com', 'not-a-secret'),
	logout: logoutRequest('https://auth.anaplan.com', 'not-a-secret'),
	'login-certificate-v1': certificateLogin('v1'),
	'login-certificate-v2': certificateLogin('v2'),
	'device-code': deviceCodeRequest('https://us1a.app.anaplan.com', DEVICE_CLIENT),
	'device-redeem': redeemRequest('https://us1a.app.anaplan.com', DEVICE_CLIENT, 'not-a-secret'),
	'device-refresh': tokenRefreshRequest('https://us1a.app.anaplan.com', DEVICE_CLIENT, 'not-a-secret'),
};

const definition = { importMetadata: { name: 'GL', type: 'FILE', source: { textEncoding: 'UTF-8', columnSeparator: ',', textDelimiter: '"', headerRow: 1, firstDataRow: 2, headerNames: ['Account', 'Amount'] } } };

const willing = (): Bench => {
	const all = bench();
	const chunks = json(200, { chunks: [{ id: '0' }] });
	const dump = plain(200, '_Status_,Account,_Line_,_Error_1_\nE,6100,2,Bad\n');
	all.http.on('GET /', json(200, {})).on('POST /files', json(200, { file: { id: FILE } })).on('PUT /files', plain(204))
		.on('GET /imports', json(200, { imports: [{ id: '112000000034', name: 'GL', importDataSourceId: FILE }] }))
		.on('GET /imports/112000000034', json(200, definition)).on('GET /imports/112000000034/tasks', tasks()).on('GET /imports/112000000034/tasks/', task('COMPLETE', { result: { successful: true } }))
		.on('POST /imports', json(200, { task: { taskId: '0E5B9C64D2A94B6E8F13A7C0D1E2F304' } })).on('POST /processes', json(200, { task: { taskId: 'B2' } }))
		.on('DELETE /', task('CANCELLING'))
		.on(`GET /imports/112000000034/tasks/${TASK.taskId}/dump/chunks`, chunks).on(`GET /imports/112000000034/tasks/${TASK.taskId}/dump/chunks/0`, dump)
		.on('GET /processes/118000000009/tasks/A1/dumps/112000000034/chunks', chunks).on('GET /processes/118000000009/tasks/A1/dumps/112000000034/chunks/0', dump);
	return all;
};

/** With UPDATE_WIRE=1 the files are written instead of compared; the difference is for a reviewer to read. */
const compare = (name: string, text: string): void => {
	const file = path.join(FOLDER, `${name}.txt`);
	if (process.env.UPDATE_WIRE === '1') {
		mkdirSync(FOLDER, { recursive: true });
		writeFileSync(file, text);
	}
	expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no such file').toBe(text);
};

describe('the wire, byte for byte', () => {
	it.each(Object.entries(SENDERS))('%s', async (name, send) => {
		const all = willing();
		await send(all);
		expect(all.http.sent.length).toBeGreaterThan(0);
		compare(name, all.http.sent.map(onPaper).join('\n'));
	});

	it.each(Object.entries(AUTHENTICATION))('%s', (name, request) => {
		compare(name, onPaper(request).replaceAll('not-a-secret', '***'));
	});

	it('with-token', async () => {
		const api = new FakeAnaplan().on('GET /users/me', refusal(401, 'expired'), json(200, { user: {} }));
		const auth = new FakeAnaplan().on('POST /token/authenticate', json(201, { tokenInfo: { tokenValue: 'not-a-secret' } }));
		const clock = new LeapingClock();
		const session = new TokenSession({ http: auth, clock, authUrl: 'https://auth.anaplan.com', login: () => AUTHENTICATION.login as HttpRequest });
		await createAnaplanClient({ http: withAnaplanToken(api, session), clock, apiUrl: 'https://api.anaplan.com' }).metadata.me();
		compare('with-token', api.sent.map(onPaper).join('\n'));
	});

	it('has no file that nothing sends', () => {
		const known = [...Object.keys(SENDERS), ...Object.keys(AUTHENTICATION), 'with-token'].map((name) => `${name}.txt`);
		expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
	});

	it('shows no secret', () => {
		for (const file of readdirSync(FOLDER)) expect(readFileSync(path.join(FOLDER, file), 'utf8')).not.toMatch(/not-a-secret|aW50ZWdyYXRpb25A/);
	});
});
