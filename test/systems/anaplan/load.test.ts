import { gunzipSync } from 'node:zlib';
import type { NamedLock } from '../../../src/contracts';
import { AmbiguousError, CancelledError, FatalError } from '../../../src/core/errors';
import { modelLockName, type LoadContent, type LoadRequest } from '../../../src/systems/anaplan';
import { one } from '../../core/csv/chunking';
import { FILE, MODEL, REF, bench, failureOf, json, lost, plain, task, tasks, type Bench } from './fake-anaplan';

const LIST = '112000000033';
const CELLS = '112000000034';

const definition = (source: Record<string, unknown> = {}, type = 'FILE') => json(200, { importMetadata: { name: 'GL', type, source: {
	textEncoding: 'UTF-8', columnSeparator: ';', textDelimiter: '"', headerRow: 1, firstDataRow: 2, decimalSeparator: '.', headerNames: ['Account', 'Amount'], ...source } } });

const counted = (ok: number, failed: number, more: Record<string, unknown> = {}) => ({
	successful: true, failureDumpAvailable: failed > 0, objectId: LIST, objectName: 'GL Accounts',
	details: [{ type: failed > 0 ? 'hierarchyRowsProcessedWithFailures' : 'hierarchyRowsProcessed', localMessageText: '',
		values: ['totalRowCount', String(ok + failed), 'successRowCount', String(ok), 'failedCount', String(failed), 'createdCount', '1', 'ignoredCount', '0'] }], ...more,
});

const DUMP = '"_Status_","Account","_Line_","_Error_1_"\n"E","6200","3","Invalid parent"\n';

const ready = (): Bench => {
	const all = bench();
	all.http.on('GET /imports', json(200, { imports: [
		{ id: LIST, name: 'Accounts', importDataSourceId: FILE, importType: 'HIERARCHY_DATA' }, { id: CELLS, name: 'Balances', importDataSourceId: FILE, importType: 'MODULE_DATA' },
		{ id: '112000000099', name: 'Elsewhere', importDataSourceId: '113000000099', importType: 'MODULE_DATA' }] }))
		.on(`GET /imports/${LIST}`, definition()).on(`GET /imports/${CELLS}`, definition())
		.on(`POST /files/${FILE}`, json(200, { file: { id: FILE } })).on(`PUT /files/${FILE}/chunks/`, plain(204)).on(`POST /files/${FILE}/complete`, json(200, {}));
	for (const id of [LIST, CELLS]) {
		all.http.on(`GET /imports/${id}/tasks`, tasks('OLD')).on(`POST /imports/${id}/tasks`, json(200, { task: { taskId: `T${id.slice(-2)}` } }))
			.on(`GET /imports/${id}/tasks/T`, task('COMPLETE', { result: counted(2, 0) }));
	}
	return all;
};

const rows = (...batches: string[][][]): LoadContent => ({ kind: 'rows', header: ['Account', 'Amount'], batches: one(...batches) });
const TWO = (): LoadContent => rows([['6100', '1.10']], [], [['6200', '007;x']]);
const load = (more: Partial<LoadRequest> = {}): LoadRequest => ({ ...REF, imports: [LIST], content: TWO(), deadlineMs: 3_600_000, ...more });

const contentOf = ({ http }: Bench): string =>
	http.sent.filter(({ method }) => method === 'PUT').map(({ body }) => gunzipSync(body as Buffer).toString('utf8')).join('');

const steps = ({ http }: Bench): string[] => http.lines().map((line) => line.replace('?sort=-creationTime', ''));

describe('loading rows', () => {
	it('definition → header → upload → start, wait, judge; in the dialect of the import', async () => {
		const all = ready();
		const result = await all.client.loadFile(load());
		expect(steps(all)).toEqual(['GET /imports', `GET /imports/${LIST}`, `POST /files/${FILE}`, `PUT /files/${FILE}/chunks/0`, `POST /files/${FILE}/complete`,
			`GET /imports/${LIST}/tasks`, `POST /imports/${LIST}/tasks`, `GET /imports/${LIST}/tasks/T33`]);
		expect(contentOf(all)).toBe('Account;Amount\n6100;1.10\n6200;"007;x"\n');
		expect(result).toMatchObject({ status: 'success', nothingToDo: false, rowsSent: 2, taskIds: ['T33'], notRun: [], counts: { total: 2, ok: 2, created: 1 }, upload: { chunks: 1, bytes: 38 } });
	});

	it('runs several imports of one file in order, by id or by name, and fetches each dump at once', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}/tasks/T`, task('COMPLETE', { result: counted(1, 1) }))
			.on(`GET /imports/${LIST}/tasks/T33/dump/chunks`, json(200, { chunks: [{ id: '0' }] })).on(`GET /imports/${LIST}/tasks/T33/dump/chunks/0`, plain(200, DUMP));
		const result = await all.client.loadFile(load({ imports: ['Accounts', CELLS] }));
		expect(steps(all).slice(-7)).toEqual([`POST /imports/${LIST}/tasks`, `GET /imports/${LIST}/tasks/T33`, `GET /imports/${LIST}/tasks/T33/dump/chunks`,
			`GET /imports/${LIST}/tasks/T33/dump/chunks/0`, `GET /imports/${CELLS}/tasks`, `POST /imports/${CELLS}/tasks`, `GET /imports/${CELLS}/tasks/T34`]);
		expect(result.status).toBe('warning');
		expect(result.steps[0]?.dumps).toEqual([{ objectId: LIST, found: true, problem: undefined, rows: [{ status: 'E', line: 3, errors: ['Invalid parent'], columns: { Account: '6200' } }] }]);
		expect(result.steps.map(({ importName, outcome }) => [importName, outcome.status])).toEqual([['Accounts', 'warning'], ['Balances', 'success']]);
	});

	it('a dump that is announced but gone, or unreadable, is reported beside the outcome', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}/tasks/T`, task('COMPLETE', { result: counted(1, 1) })).on(`GET /imports/${LIST}/tasks/T33/dump/chunks`, plain(404), plain(503));
		expect((await all.client.loadFile(load())).steps[0]?.dumps[0]).toMatchObject({ found: false, problem: expect.stringMatching(/announced a failure dump but has none/) });
		const second = await all.client.loadFile(load({ content: TWO() }));
		expect(second.status).toBe('warning');
		expect(second.steps[0]?.dumps[0]?.problem).toMatch(/HTTP 503/);
	});

	it('hands each step out at once: what is known stays known if a later import throws', async () => {
		const all = ready();
		all.http.on(`POST /imports/${CELLS}/tasks`, plain(423));
		const known: string[] = [];
		await failureOf(all.client.loadFile(load({ imports: [LIST, CELLS], onStep: ({ taskId }) => known.push(taskId) })), FatalError);
		expect(known).toEqual(['T33']);
	});

	it('stops at the first failed import and says what did not run', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}/tasks/T`, task('COMPLETE', { result: { successful: false, details: [{ type: 'hierarchyImportFailed' }] } }));
		const result = await all.client.loadFile(load({ imports: [LIST, CELLS] }));
		expect(result).toMatchObject({ status: 'failed', taskIds: ['T33'], notRun: [CELLS] });
		expect(steps(all)).not.toContain(`POST /imports/${CELLS}/tasks`);
	});

	it('nothing is sent for nothing', async () => {
		const all = ready();
		expect(await all.client.loadFile(load({ content: rows([], []) }))).toMatchObject({ status: 'success', nothingToDo: true, rowsSent: 0, taskIds: [], upload: undefined });
		expect(all.http.sent).toEqual([]);
	});
});

describe('what is found before the first chunk', () => {
	const sendsNothing = async (all: Bench, request: LoadRequest, says: RegExp): Promise<void> => {
		const failure = await failureOf(all.client.loadFile(request), FatalError);
		expect(`${failure.message} ${failure.facts.remedy}`).toMatch(says);
		expect(all.http.sent.every(({ method }) => method === 'GET')).toBe(true);
	};

	it.each<[string, string[], RegExp]>([
		['a missing column', ['Account', 'Value'], /missing in the file: "Amount".*import reads: "Account", "Amount".*file has: "Account", "Value"/],
		['a column the import does not know', ['Account', 'Amount', 'Memo'], /not known to the import: "Memo"/],
		['a column twice', ['Account', 'Amount', 'Amount'], /more than once/],
	])('%s', async (_, header, says) => {
		await sendsNothing(ready(), load({ content: { kind: 'rows', header, batches: one([header.map(() => 'x')]) } }), says);
	});

	it('unless unknown columns may be ignored', async () => {
		const all = ready();
		const content: LoadContent = { kind: 'rows', header: ['Memo', 'Amount', 'Account'], batches: one([['m', '1', '6100']]) };
		expect((await all.client.loadFile(load({ content, unknownColumns: 'ignore' }))).status).toBe('success');
	});

	it('an unknown import, with those that exist', () => sendsNothing(ready(), load({ imports: ['112000000043'] }), /112000000033 "Accounts", 112000000034 "Balances"/));

	it('imports of different files', async () => {
		const all = ready();
		all.http.on('GET /imports/112000000099', definition());
		await sendsNothing(all, load({ imports: [LIST, '112000000099'] }), /reads file 113000000099, and import 112000000033 reads file 113000000021/);
	});

	it('an import from a model', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}`, definition({}, 'MODEL'));
		await sendsNothing(all, load(), /reads from a model/);
	});

	it.each([[{ textEncoding: 'ISO-8859-1' }, /defined as ISO-8859-1/], [{ headerRow: 3, firstDataRow: 4 }, /header in row 3/], [{ headerRow: 0, firstDataRow: 1 }, /header in row 0/]])('rows into a file defined with %j', async (source, says) => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}`, definition(source));
		await sendsNothing(all, load(), says);
	});

	it('no import at all', () => sendsNothing(ready(), load({ imports: [] }), /no import was named/));
});

describe('loading a file', () => {
	const file = (text: string | Buffer) => {
		let opened = 0;
		const open = async function* (): AsyncGenerator<Buffer> {
			opened += 1;
			yield Buffer.from(text as string);
		};
		return { content: { kind: 'file' as const, open }, opened: () => opened };
	};

	it('sends its bytes as they are, without the byte order mark', async () => {
		const all = ready();
		const { content, opened } = file('\uFEFFAmount;Account\r\n1;"61""00"\r\n');
		const result = await all.client.loadFile(load({ content }));
		expect(contentOf(all)).toBe('Amount;Account\r\n1;"61""00"\r\n');
		expect(opened()).toBe(2);
		expect(result.rowsSent).toBeUndefined();
	});

	it('reads the header where the definition says', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}`, definition({ headerRow: 3, firstDataRow: 5, textEncoding: 'ISO-8859-1', headerNames: ['Kürzel'] }));
		const text = Buffer.from('Report\n\nKürzel\n-----\n6100\n', 'latin1');
		await all.client.loadFile(load({ content: file(text).content }));
		expect(gunzipSync(all.http.sent.find(({ method }) => method === 'PUT')?.body as Buffer).equals(text)).toBe(true);
	});

	it('compares no header where the file has none', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}`, definition({ headerRow: 0, firstDataRow: 1, headerNames: [] }));
		expect((await all.client.loadFile(load({ content: file('6100;1\n').content }))).status).toBe('success');
	});

	it.each(['', '\uFEFF', 'Account;Amount\n', 'Account;Amount\n\n\n'])('nothing is sent for nothing: %j', async (text) => {
		const all = ready();
		expect((await all.client.loadFile(load({ content: file(text).content }))).nothingToDo).toBe(true);
		expect(all.http.sent.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('refuses a file with another separator, by its columns', async () => {
		expect((await failureOf(ready().client.loadFile(load({ content: file('Account,Amount\n1,2\n').content })), FatalError)).message).toMatch(/The file has: "Account,Amount"/);
	});
});

describe('one critical section per model', () => {
	const watched = (all: Bench): NamedLock & { readonly log: string[] } => {
		const log: string[] = [];
		return {
			log,
			async hold(name, work) {
				log.push(`hold ${name} after ${all.http.sent.length}`);
				try {
					return await work(42);
				} finally {
					log.push(`release after ${all.http.lines().at(-1)}`);
				}
			},
		};
	};

	it('from the first chunk to the last dump', async () => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}/tasks/T`, task('COMPLETE', { result: counted(1, 1) }))
			.on(`GET /imports/${LIST}/tasks/T33/dump/chunks`, json(200, { chunks: [{ id: '0' }] })).on(`GET /imports/${LIST}/tasks/T33/dump/chunks/0`, plain(200, DUMP));
		const lock = watched(all);
		const result = await all.client.loadFile(load({ lock }));
		expect(lock.log).toEqual([`hold ${modelLockName({ modelId: MODEL })} after 2`, `release after GET /imports/${LIST}/tasks/T33/dump/chunks/0`]);
		expect(result.timing.waitedForLockMs).toBe(42);
	});

	it('is left when the load fails', async () => {
		const all = ready();
		all.http.on(`POST /files/${FILE}`, plain(403));
		const lock = watched(all);
		await failureOf(all.client.loadFile(load({ lock })), FatalError);
		expect(lock.log).toHaveLength(2);
	});
});

describe('a lost start', () => {
	const adopting = (total: number): Bench => {
		const all = ready();
		all.http.on(`GET /imports/${LIST}/tasks`, tasks('OLD'), tasks('TNEW', 'OLD')).on(`POST /imports/${LIST}/tasks`, lost())
			.on(`GET /imports/${LIST}/tasks/T`, task('COMPLETE', { result: counted(total, 0) }));
		return all;
	};

	it('loads through the adopted task', async () => {
		const result = await adopting(2).client.loadFile(load());
		expect(result).toMatchObject({ status: 'success', taskIds: ['TNEW'] });
		expect(result.steps[0]?.adopted).toBe(true);
	});

	it('gives a stranger\'s task away by its number of rows', async () => {
		expect((await failureOf(adopting(3).client.loadFile(load()), AmbiguousError)).message).toMatch(/counts 3 rows where 2 were sent/);
	});
});

it('a stop during the upload starts nothing', async () => {
	const all = ready();
	all.http.on(`PUT /files/${FILE}/chunks/`, () => {
		all.controller.abort();
		return plain(204);
	});
	await failureOf(all.client.loadFile(load()), CancelledError);
	expect(steps(all).some((line) => line.includes('tasks'))).toBe(false);
});

describe('running a process', () => {
	it('judges its steps and reads the dump of each that has one', async () => {
		const all = bench();
		const process = '118000000009';
		const nested = [{ objectId: '117000000011', successful: true, failureDumpAvailable: false }, counted(1, 1)];
		const dump = `GET /processes/${process}/tasks/TP/dumps/${LIST}/chunks`;
		all.http.on(`GET /processes/${process}/tasks`, tasks()).on(`POST /processes/${process}/tasks`, json(200, { task: { taskId: 'TP' } }))
			.on(`GET /processes/${process}/tasks/TP`, task('COMPLETE', { result: { objectId: process, successful: true, failureDumpAvailable: true, nestedResults: nested } }))
			.on(dump, json(200, { chunks: [{ id: '0' }] })).on(`${dump}/0`, plain(200, DUMP));
		const run = await all.client.runAction({ ...REF, kind: 'processes', actionId: process }, { deadlineMs: 60_000 });
		expect(run.outcome.status).toBe('warning');
		expect(run.dumps.map(({ objectId, rows: found }) => [objectId, found.length])).toEqual([[LIST, 1]]);
	});
});
