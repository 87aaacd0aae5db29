import { actionsStarted, chunksRead, largeReads, overlappingTasks, signInsOf, unfinishedTasks } from '../../e2e/checker/anaplan-rules';
import type { HistoryEntry } from '../../e2e/checker/simulator-control';

let seq = 0;
const effect = (what: string, note: object): HistoryEntry => ({ seq: (seq += 1), at: 0, kind: 'effect', note: { what, ...note } });
const request = (method: string, path: string, status = 200): HistoryEntry => ({ seq: (seq += 1), at: 0, kind: 'request', method, path, status, note: {} });
const created = (task: string, id: string): HistoryEntry => effect('task-created', { task, id });
const finished = (task: string, id: string): HistoryEntry => effect('task-finished', { task, id });

describe('the rules of the checker see what breaks them', () => {
	it('tasks in their order, those that overlap, and those that did not end', () => {
		const good = [created('A', '117'), finished('A', '117'), created('B', '112'), finished('B', '112')];
		expect([actionsStarted(good), overlappingTasks(good), unfinishedTasks(good)]).toEqual([['117', '112'], [], []]);
		const bad = [created('A', '117'), created('B', '112'), finished('B', '112')];
		expect(overlappingTasks(bad)).toEqual(['112 was started while task A ran']);
		expect(unfinishedTasks(bad)).toEqual(['117: A']);
	});

	it('large reads that were not deleted, deleted twice, or refused', () => {
		const [create, pages] = [request('POST', '/2/0/views/207/readRequests'), request('GET', '/2/0/views/207/readRequests/1/pages/0')];
		expect(largeReads([create, pages])).toEqual({ created: 1, deleted: 0, pages: 1 });
		const remove = request('DELETE', '/2/0/views/207/readRequests/1');
		expect(largeReads([create, create, remove, remove])).toEqual({ created: 2, deleted: 1, pages: 0 });
		expect(largeReads([create, request('DELETE', '/2/0/views/207/readRequests/1', 404)])).toMatchObject({ created: 1, deleted: 0 });
	});

	it('chunks once each, of this file only, and sign-ins of this user only', () => {
		const chunk = (file: string, at: number, status = 200): HistoryEntry => request('GET', `/2/0/files/${file}/chunks/${at}`, status);
		expect(chunksRead([chunk('116', 0), chunk('116', 0), chunk('116', 1, 401), chunk('113', 2)], '116')).toBe(1);
		expect(signInsOf([effect('session', { user: 'a' }), effect('session', { user: 'b' })], 'a')).toBe(1);
	});
});
