import { ConnectionLostError, FatalError } from '../../../src/core/errors';
import { bytesOf } from '../../core/csv/chunking';
import { REF, bench, failureOf, json, lost, plain, refusal } from './fake-anaplan';

const FILE = { ...REF, fileId: '116000000005' };
const CHUNKS = 'GET /files/116000000005/chunks';
const list = (...ids: string[]) => json(200, { chunks: ids.map((id) => ({ id, name: `Chunk ${id}` })) });

describe('downloading a file', () => {
	it('puts chunks together in order, as they are', async () => {
		const { http, client } = bench();
		const text = Buffer.from('Konto;Betrag\nMünchen;1,10\n');
		http.on(CHUNKS, list('0', '1')).on(`${CHUNKS}/0`, { status: 200, headers: {}, body: text.subarray(0, 15) }).on(`${CHUNKS}/1`, { status: 200, headers: {}, body: text.subarray(15) });
		expect((await bytesOf(client.downloadFile(FILE))).equals(text)).toBe(true);
	});

	it('waits a little for the chunks of an export that has just ended', async () => {
		const { http, clock, client } = bench();
		http.on(CHUNKS, json(200, {}), json(200, {}), list('0')).on(`${CHUNKS}/0`, plain(200, 'a'));
		expect((await bytesOf(client.downloadFile(FILE))).toString()).toBe('a');
		expect(clock.slept).toEqual([5_000, 5_000]);
	});

	it('then takes the file for empty', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, json(200, {}));
		expect(await bytesOf(client.downloadFile(FILE))).toHaveLength(0);
		expect(http.sent).toHaveLength(4);
	});

	it('never ends early in silence', async () => {
		const { http, client } = bench();
		http.on(CHUNKS, list('0', '1')).on(`${CHUNKS}/0`, plain(200, 'a')).on(`${CHUNKS}/1`, refusal(404, 'Not Found'), lost());
		await failureOf(bytesOf(client.downloadFile(FILE)), FatalError);
		await failureOf(bytesOf(client.downloadFile(FILE)), ConnectionLostError);
	});
});
