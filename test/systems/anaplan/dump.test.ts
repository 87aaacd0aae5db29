import { FatalError, RetryableError } from '../../../src/core/errors';
import type { DumpRow, FailureDump } from '../../../src/systems/anaplan';
import { IMPORT, REF, bench, failureOf, json, plain, refusal } from './fake-anaplan';

const TASK = { ...IMPORT, taskId: 'T1' };
const CHUNKS = 'GET /imports/112000000034/tasks/T1/dump/chunks';
const SAMPLE = [
	'"_Status_","Account","Parent","Code","_Line_","_Error_1_"',
	'"W","Freight out","Unknown group","6105","17","Invalid parent"',
	'"E","","","","31","Invalid name: "',
	'',
].join('\n');

const ROWS: DumpRow[] = [
	{ status: 'W', line: 17, errors: ['Invalid parent'], columns: { Account: 'Freight out', Parent: 'Unknown group', Code: '6105' } },
	{ status: 'E', line: 31, errors: ['Invalid name:'], columns: { Account: '', Parent: '', Code: '' } },
];

const read = async ({ rows }: FailureDump): Promise<DumpRow[]> => {
	const all: DumpRow[] = [];
	for await (const row of rows) all.push(row);
	return all;
};

const chunks = (...ids: string[]) => json(200, { chunks: ids.map((id) => ({ id, name: `Chunk ${id}` })) });

describe('reading a failure dump', () => {
	it('reads the sample of the reference', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, chunks('0')).on(`${CHUNKS}/0`, plain(200, SAMPLE));
		const dump = await client.readDump(TASK);
		expect(dump.found).toBe(true);
		expect(await read(dump)).toEqual(ROWS);
	});

	it('puts chunks together in order, cut anywhere, inside characters too', async () => {
		const text = Buffer.from(SAMPLE.replace('Freight out', 'Fräight öut'));
		for (let cut = 1; cut < text.length; cut += 7) {
			const { http, client } = bench();
			http.on(CHUNKS, chunks('0', '1'))
				.on(`${CHUNKS}/0`, { status: 200, headers: {}, body: text.subarray(0, cut) }).on(`${CHUNKS}/1`, { status: 200, headers: {}, body: text.subarray(cut) });
			expect((await read(await client.readDump(TASK)))[0]?.columns.Account).toBe('Fräight öut');
		}
	});

	it('reads several errors per row', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, chunks('0')).on(`${CHUNKS}/0`, plain(200, '_Status_,Code,_Line_,_Error_1_,_Error_2_\nE,7,3,Bad name,Bad parent\nE,8,4,Bad name,\n'));
		expect((await read(await client.readDump(TASK))).map(({ errors }) => errors)).toEqual([['Bad name', 'Bad parent'], ['Bad name']]);
	});

	it('reads dumps of the old API', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, chunks('0')).on(`${CHUNKS}/0`, plain(200, 'Code,__Error__0\n7,Bad name\n'));
		expect(await read(await client.readDump(TASK))).toEqual([{ status: 'E', line: null, errors: ['Bad name'], columns: { Code: '7' } }]);
	});

	it.each([['204', plain(204)], ['400', refusal(400, 'no dump')], ['404', refusal(404, 'Not Found')], ['an empty list', json(200, {})]])('%s means that there is none', async (_, answer) => {
		const { http, client } = bench();
		http.on(CHUNKS, answer);
		const dump = await client.readDump(TASK);
		expect(dump.found).toBe(false);
		expect(await read(dump)).toEqual([]);
	});

	it('takes the dump of one import inside a process', async () => {
		const { http, client } = bench();
		const place = 'GET /processes/118000000009/tasks/T2/dumps/112000000034/chunks';
		http.on(place, chunks('0')).on(`${place}/0`, plain(200, SAMPLE));
		expect(await read(await client.readDump({ ...REF, kind: 'processes', actionId: '118000000009', taskId: 'T2', objectId: '112000000034' }))).toEqual(ROWS);
	});

	it.each([['inside a quote', 0.9], ['inside the header', 0.2], ['between two values', SAMPLE.indexOf(',"31"') / SAMPLE.length]])('each row once, also when a chunk came cut short %s', async (_, keep) => {
		const { http, client } = bench();
		http.on(CHUNKS, chunks('0')).on(`${CHUNKS}/0`, plain(200, SAMPLE.slice(0, Math.floor(SAMPLE.length * keep))), plain(200, SAMPLE));
		expect(await read(await client.readDump(TASK))).toEqual(ROWS);
	});

	it('each row once, also when rows were handed out before the cut', async () => {
		const lines = Array.from({ length: 30_000 }, (_, index) => `"E","account ${index}","${index + 2}","Invalid parent"`);
		const text = ['"_Status_","Account","_Line_","_Error_1_"', ...lines].join('\n');
		const { http, client } = bench();
		const half = text.slice(0, 700_000);
		const rest = text.slice(700_000);
		http.on(CHUNKS, chunks('0', '1')).on(`${CHUNKS}/0`, plain(200, half)).on(`${CHUNKS}/1`, plain(200, rest.slice(0, 1_000)), plain(200, rest));
		const rows = await read(await client.readDump(TASK));
		expect(rows.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 2));
	});

	it('gives up in words after three tries', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, chunks('0')).on(`${CHUNKS}/0`, plain(200, SAMPLE.slice(0, 150)));
		const dump = await client.readDump(TASK);
		expect((await failureOf(read(dump), FatalError)).message).toMatch(/cut short 3 times/);
	});

	it('does not take an outage for "no dump"', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, refusal(503, 'later'));
		await failureOf(client.readDump(TASK), RetryableError);
	});
});
