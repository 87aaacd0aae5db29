import { doubledReferences, type Batch } from '../../e2e/checker/sage300-batches';
import { batchesCreated, changesSent, createsSent, postingsSent, sessionsOpened } from '../../e2e/checker/sage300-rules';
import type { HistoryEntry } from '../../e2e/checker/simulator-control';

const ROOT = '/Sage300WebApi/v1.0/-/NORDIX';
let seq = 0;
const request = (method: string, path: string, status = 200): HistoryEntry => ({ seq: (seq += 1), at: 0, kind: 'request', method, path: `${ROOT}/${path}`, status, note: {} });
const effect = (what: string, note: object): HistoryEntry => ({ seq: (seq += 1), at: 0, kind: 'effect', note: { what, ...note } });
const batch = (BatchNumber: string, Description: string, status = 'Open'): Batch => ({ BatchNumber, Description, status, debit: '0', credit: '0', lines: [] });

describe('the rules over Sage 300', () => {
	it('count what would store, change or post a batch, whatever became of it, and nothing else', () => {
		const entries = [
			request('POST', 'GL/GLJournalBatches', 201), request('POST', 'GL/GLJournalBatches', 0), request('POST', 'AP/APPaymentAndAdjustmentBatches', 409),
			request('GET', 'GL/GLJournalBatches'), request('POST', 'AP/APInvoiceBatches', 201), request('POST', "GL/GLJournalBatches('$template')"),
			request('PATCH', "GL/GLJournalBatches('000012')", 204), request('PATCH', "AP/APPaymentAndAdjustmentBatches(BatchSelector='AD',BatchNumber=1)", 409),
			request('POST', "GL/GLPostJournal('$template')"), request('POST', "GL/GLPostJournal('$process')"), request('POST', "AP/APPostPaymentsAndAdjustments('%24process')"),
		];
		expect([createsSent(entries), changesSent(entries), postingsSent(entries)]).toEqual([3, 2, 2]);
	});

	it('name the batches that came into being, and count the sessions of one user', () => {
		const entries = [
			effect('record-created', { resource: 'GLJournalBatches', key: '000011' }), effect('record-created', { resource: 'APInvoiceBatches', key: '54' }),
			effect('record-created', { resource: 'APPaymentAndAdjustmentBatches', key: 'AD/1' }), effect('session-opened', { user: 'PLANNER' }), effect('session-opened', { user: 'WEBAPI' }),
		];
		expect(batchesCreated(entries)).toEqual(['000011', 'AD/1']);
		expect(sessionsOpened(entries, 'PLANNER')).toBe(1);
	});

	it('see a reference that two batches carry, but for those that are deleted', () => {
		const once = [batch('000011', 'A-1 M Budget'), batch('000012', 'A-2 M Budget'), batch('000013', 'A-1 M Budget', 'Deleted')];
		expect(doubledReferences(once)).toEqual([]);
		expect(doubledReferences([...once, batch('000014', 'A-1 N Budget', 'Posted')])).toEqual(['A-1: 000011, 000014']);
	});
});
