import { createsAnswered, entriesWritten, requestsAnswered, sessionsOpened } from '../../e2e/checker/sage100-rules';
import type { HistoryEntry } from '../../e2e/checker/simulator-control';

const request = (seq: number, method: string, path: string, status: number): HistoryEntry => ({ seq, at: seq, kind: 'request', method, path, status, note: {} });
const effect = (seq: number, what: string, note: Record<string, unknown> = {}): HistoryEntry => ({ seq, at: seq, kind: 'effect', note: { what, ...note } });

const HISTORY: readonly HistoryEntry[] = [
	effect(1, 'signed-in', { user: 'AGENT' }), request(2, 'GET', '/v1/gl/journal-entries', 200), effect(3, 'entry-written', { sourceJournal: 'GJ', entryNo: '000001' }),
	request(4, 'POST', '/v1/gl/journal-entries', 201), { seq: 5, at: 5, kind: 'call', note: { call: 'GL_TransactionJournal_bus.nWrite' } }, request(6, 'POST', '/v1/gl/journal-entries', 423),
	effect(7, 'entry-written', { sourceJournal: 'JE', entryNo: '000002' }),
];

it('tells creations from look-ups, entries from calls, and counts requests and sessions', () => {
	expect(createsAnswered(HISTORY).map(({ status }) => status)).toEqual([201, 423]);
	expect(entriesWritten(HISTORY)).toEqual(['GJ-000001', 'JE-000002']);
	expect([requestsAnswered(HISTORY), sessionsOpened(HISTORY)]).toEqual([3, 1]);
});
