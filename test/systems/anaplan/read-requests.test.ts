import { CancelledError, FatalError } from '../../../src/core/errors';
import type { ViewTableRequest } from '../../../src/systems/anaplan';
import { REF, bench, failureOf, json, plain, refusal, type Bench } from './fake-anaplan';

const VIEW = '/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/views/102000000031';
const REQUESTS = '/views/102000000031/readRequests';
const ONE = `${REQUESTS}/R1`;

const state = (requestState: string, availablePages: number, successful = requestState === 'COMPLETE') =>
	json(200, { viewReadRequest: { requestId: 'R1', viewId: 102000000031, requestState, availablePages, successful } });

const request = (more: Partial<ViewTableRequest> = {}): ViewTableRequest =>
	({ ...REF, viewId: '102000000031', reading: 'large', pages: [], shape: 'records', blankRows: 'leaveOut', codes: false, accept: 'json', ...more });

const prepared = (): Bench => {
	const all = bench();
	all.http.on(`GET ${VIEW}`, json(200, {
		viewId: '102000000031', viewName: 'INP01 Budget', rows: [{ id: '101000000012', name: 'GL Accounts' }], columns: [{ id: '101999999999', name: 'Line items' }],
	})).on(`POST ${REQUESTS}`, state('NOT_STARTED', 0)).on(`DELETE ${ONE}`, state('CANCELLED', 0));
	return all;
};

const rowsOf = async ({ client }: Bench, more: Partial<ViewTableRequest> = {}): Promise<string[]> => await client.withViewTable(request(more), async ({ rows }) => {
	const all: string[] = [];
	for await (const batch of rows) all.push(...batch.map((row) => row.join('|')));
	return all;
});

const deletions = ({ http }: Bench): number => http.lines().filter((line) => line === `DELETE ${ONE}`).length;
const page = (text: string) => plain(200, text);

describe('a large read', () => {
	it('takes each page as soon as it is there, in order, and deletes the request', async () => {
		const all = prepared();
		all.http.on(`GET ${ONE}`, state('IN_PROGRESS', 0), state('IN_PROGRESS', 1), state('COMPLETE', 3))
			.on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1.10\n')).on(`GET ${ONE}/pages/1`, page('6200,2\n')).on(`GET ${ONE}/pages/2`, page('007,3\n'));
		expect(await rowsOf(all)).toEqual(['6100|1.10', '6200|2', '007|3']);
		expect(all.http.lines().slice(1)).toEqual([
			`POST ${REQUESTS}`, `GET ${ONE}`, `GET ${ONE}`, `GET ${ONE}/pages/0`, `GET ${ONE}`, `GET ${ONE}/pages/1`, `GET ${ONE}/pages/2`, `DELETE ${ONE}`,
		]);
		expect(all.clock.slept).toEqual([1_000, 5_000, 5_000]);
	});

	it('reads the header once, whether it stands on the first page or on every page', async () => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 3)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1\n')).on(`GET ${ONE}/pages/1`, page('GL Accounts,Amount\n6200,2\n'))
			.on(`GET ${ONE}/pages/2`, page('GL Accounts,Amount\n'));
		expect(await rowsOf(all)).toEqual(['6100|1', '6200|2']);
	});

	it.each([
		['COMPLETE', false, 'ended without success'], ['CANCELLED', false, 'was cancelled'],
	])('%s with successful %s is an error, whatever pages it gave', async (ended, successful, said) => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('IN_PROGRESS', 1)).on(`GET ${ONE}`, state(ended, 1, successful)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1\n'));
		expect((await failureOf(rowsOf(all), FatalError)).facts.said).toContain(said);
		expect(deletions(all)).toBe(1);
	});

	it('one that has expired is an error and never a shorter result', async () => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 2)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1\n')).on(`GET ${ONE}/pages/1`, refusal(404, 'Not Found'));
		const { facts } = await failureOf(rowsOf(all), FatalError);
		expect(facts.said).toContain('has expired');
		expect(facts.remedy).toContain('30 minutes');
		expect(deletions(all)).toBe(1);
	});

	it.each([
		['a line end is missing that the page before had', '6200,2'], ['a quote stays open', '"62\n'], ['a record is too short', '6200\n'],
	])('finds a page that was cut short: %s', async (_what, text) => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 2)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1\n')).on(`GET ${ONE}/pages/1`, page(text));
		await failureOf(rowsOf(all), FatalError);
		expect(deletions(all)).toBe(1);
	});

	it('finds the first page cut short by the line end that only the next one has', async () => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 2)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,11')).on(`GET ${ONE}/pages/1`, page('6200,2\n'));
		expect((await failureOf(rowsOf(all), FatalError)).facts.operation).toBe('read page 0 of the large read');
		expect(deletions(all)).toBe(1);
	});

	it('is deleted after a stop too, without the signal', async () => {
		const all = prepared();
		all.http.on(`GET ${ONE}`, state('IN_PROGRESS', 0));
		all.clock.beforeSleep = (pauses) => {
			if (pauses === 2) all.controller.abort();
		};
		await failureOf(rowsOf(all), CancelledError);
		expect(all.http.sent.at(-1)?.method).toBe('DELETE');
		expect(all.http.sent.at(-1)?.signal).toBeUndefined();
	});

	it('is deleted when whoever takes the rows gives up, or takes none', async () => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 2)).on(`GET ${ONE}/pages/`, page('GL Accounts,Amount\n6100,1\n'));
		await failureOf(all.client.withViewTable(request(), async ({ rows }) => {
			for await (const batch of rows) throw new RangeError(String(batch.length));
		}), RangeError);
		await all.client.withViewTable(request(), async () => undefined);
		expect(deletions(all)).toBe(2);
	});

	it('a deletion that fails hides nothing', async () => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 1)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1\n')).on(`DELETE ${ONE}`, refusal(500, 'Oops'));
		expect(await rowsOf(all)).toEqual(['6100|1']);
	});

	it('ends at its deadline and says the last state', async () => {
		const all = prepared();
		all.http.on(`GET ${ONE}`, state('IN_PROGRESS', 0));
		const { facts } = await failureOf(rowsOf(all, { deadlineMs: 60_000 }), CancelledError);
		expect(facts.said).toBe('the large read request did not end within 60 s; its last state was IN_PROGRESS');
		expect(deletions(all)).toBe(1);
	});

	it('does not expire while the rows are taken slowly: a page whose number is divisible by 100 is read again', async () => {
		const all = prepared();
		all.http.on(`POST ${REQUESTS}`, state('COMPLETE', 103)).on(`GET ${ONE}/pages/`, page('GL Accounts,Amount\n6100,1\n'));
		await all.client.withViewTable(request(), async ({ rows }) => {
			for await (const batch of rows) all.clock.nowMs += batch.length * 10 * 60_000;
		});
		const renewing = all.http.lines().filter((line) => /pages\/(?:0|100)$/.test(line));
		expect(renewing.length).toBeGreaterThan(40);
		expect(deletions(all)).toBe(1);
	});

	it('does not expire while Anaplan prepares further pages', async () => {
		const all = prepared();
		const waiting = Array.from({ length: 500 }, () => state('IN_PROGRESS', 1));
		all.http.on(`POST ${REQUESTS}`, state('IN_PROGRESS', 1)).on(`GET ${ONE}`, ...waiting, state('COMPLETE', 1)).on(`GET ${ONE}/pages/0`, page('GL Accounts,Amount\n6100,1\n'));
		expect(await rowsOf(all)).toEqual(['6100|1']);
		expect(all.http.lines().filter((line) => line === `GET ${ONE}/pages/0`)).toHaveLength(3);
	});
});
