import { judgeTask, readTask, worst, type Counts, type OutcomeStatus } from '../../../src/systems/anaplan';

interface Case {
	readonly task: Record<string, unknown>;
	readonly status: OutcomeStatus;
	readonly counts?: Partial<Counts>;
	readonly steps?: ReadonlyArray<readonly [objectId: string, status: OutcomeStatus, dumpAvailable: boolean]>;
	readonly says?: RegExp;
}

const complete = (result: Record<string, unknown>): Record<string, unknown> => ({ taskId: 'T1', taskState: 'COMPLETE', currentStep: 'Complete.', progress: 1.0, result });
const good = (objectId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ objectId, successful: true, failureDumpAvailable: false, ...more });
const detail = (type: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ type, occurrences: 0, localMessageText: '', values: [], ...more });

const ALL_GOOD = {
	type: 'hierarchyRowsProcessed', occurrences: 0, localMessageText: 'GL Accounts: 120 (20/100) rows successful, 0 ignored ',
	values: ['hierarchyName', 'GL Accounts', 'successRowCount', '120', 'successCreateCount', '20', 'successUpdateCount', '100',
		'warningsRowCount', '0', 'warningsCreateCount', '0', 'warningsUpdateCount', '0', 'failedCount', '0', 'ignoredCount', '0',
		'totalRowCount', '120', 'totalCreateCount', '20', 'totalUpdateCount', '100', 'invalidCount', '0', 'updatedCount', '100',
		'renamedCount', '100', 'createdCount', '20'],
};
const WITH_FAILURES = {
	type: 'hierarchyRowsProcessedWithFailures', occurrences: 0,
	localMessageText: 'GL Accounts: 113 (13/100) rows successful, 3 (1/2) rows has warnings, 2 failed, 2 ignored ',
	values: ['hierarchyName', 'GL Accounts', 'totalRowCount', '120', 'successRowCount', '113', 'warningsRowCount', '3', 'failedCount', '2', 'ignoredCount', '2'],
};
const counters = (pairs: Record<string, string>): Record<string, unknown> => detail('hierarchyRowsProcessed', { values: Object.entries(pairs).flat() });

const DELETED = good('117000000011', { details: [detail('deleteFromSelectionSucceeded', { localMessageText: 'Deleted 120 items' })] });
const CELLS = good('112000000034', { failureDumpAvailable: true, details: [detail('lineItemRowsProcessedWithFailures', { localMessageText: 'Amount: 480 cells ok, 2 failed' })] });
const EXPORTED = good('116000000005');

/** Every sample of the reference, section 8, and the single signs that must each lower the verdict. */
const CASES: Readonly<Record<string, Case>> = {
	'import, all rows good': {
		task: complete(good('112000000034', { objectName: 'GL Balances', details: [ALL_GOOD] })), status: 'success',
		counts: { total: 120, created: 20, updated: 100, ok: 120, ignored: 0, warned: 0, failed: 0 }, steps: [['112000000034', 'success', false]],
	},
	'import with ignored, warned and rejected rows, which Anaplan calls successful': {
		task: complete(good('112000000034', { failureDumpAvailable: true, details: [WITH_FAILURES, detail('hierarchyImportInvalidParent', { occurrences: 3, localMessageText: 'Invalid parent' })] })),
		status: 'warning', counts: { total: 120, created: 14, updated: 102, ok: 113, ignored: 2, warned: 3, failed: 2 }, steps: [['112000000034', 'warning', true]],
	},
	'the same when Anaplan calls it unsuccessful': {
		task: complete({ ...good('112000000034', { details: [WITH_FAILURES] }), successful: false, failureDumpAvailable: true }),
		status: 'failed', counts: { ok: 113, failed: 2 }, steps: [['112000000034', 'failed', true]],
	},
	'import that failed as a whole': {
		task: { ...complete({ ...good('112000000034'), successful: false, details: [detail('hierarchyImportFailed', { occurrences: 1, localMessageText: 'Import into list GL Accounts failed', values: ['hierarchyName', 'GL Accounts'] })] }), currentStep: 'Failed.' },
		status: 'failed', counts: { total: 0 }, steps: [['112000000034', 'failed', false]],
	},
	'a failing code although Anaplan calls it successful': {
		task: complete(good('112000000034', { details: [ALL_GOOD, detail('uploadedFileNoLongerAvailable')] })), status: 'failed', counts: { ok: 120 },
	},
	'export without details': { task: complete(EXPORTED), status: 'success', counts: { total: 0 }, steps: [['116000000005', 'success', false]] },
	'delete action': { task: complete(DELETED), status: 'success', steps: [['117000000011', 'success', false]] },
	'nothing changed': { task: complete(good('112000000034', { details: [detail('hierarchyNoChanges')] })), status: 'success' },
	'cancelled, without a result': {
		task: { taskId: 'T1', taskState: 'CANCELLED', currentStep: 'Cancelled.', progress: 0.4, creationTime: 1795145471641, cancelledBy: 'integration@example.com' },
		status: 'failed', steps: [], says: /cancelled by integration@example\.com and rolled back/,
	},
	'not ended': { task: { taskId: 'T1', taskState: 'CANCELLING' }, status: 'failed', says: /not ended: CANCELLING/ },
	'ended without a result': { task: { taskId: 'T1', taskState: 'COMPLETE' }, status: 'failed', says: /without a result/ },
	'process, with rejected cells inside': {
		task: complete({ ...good('118000000009'), failureDumpAvailable: true, nestedResults: [DELETED, CELLS, EXPORTED] }), status: 'warning',
		counts: { total: 482, ok: 480, failed: 2 },
		steps: [['117000000011', 'success', false], ['112000000034', 'warning', true], ['116000000005', 'success', false]],
	},
	'process, all good': { task: complete({ ...good('118000000009'), nestedResults: [DELETED, EXPORTED] }), status: 'success' },
	'process, called unsuccessful although each action was successful and nothing is said: completed with warnings': {
		task: complete({ objectId: '118000000009', successful: false, failureDumpAvailable: false, details: [], nestedResults: [DELETED, EXPORTED] }),
		status: 'warning', says: /completed with warnings, usually ignored rows/,
	},
	'the same with a detail is a failure': {
		task: complete({ objectId: '118000000009', successful: false, failureDumpAvailable: false, details: [detail('somethingNew', { localMessageText: 'It broke' })], nestedResults: [DELETED] }),
		status: 'failed', says: /It broke/,
	},
	'the same with a dump is a failure': {
		task: complete({ objectId: '118000000009', successful: false, failureDumpAvailable: true, details: [], nestedResults: [CELLS] }), status: 'failed',
	},
	'process with a failed action, called successful': {
		task: complete({ ...good('118000000009'), nestedResults: [DELETED, { ...good('112000000034'), successful: false }] }), status: 'failed',
		steps: [['117000000011', 'success', false], ['112000000034', 'failed', false]], says: /stays applied/,
	},
	'process with a failing code of its own': { task: complete({ ...good('118000000009'), details: [detail('actionFailed')], nestedResults: [DELETED] }), status: 'failed' },
	'process inside a process': {
		task: complete({ ...good('118000000009'), nestedResults: [{ ...good('118000000010'), nestedResults: [DELETED, CELLS] }] }), status: 'warning',
		steps: [['117000000011', 'success', false], ['112000000034', 'warning', true]],
	},
	'failedCount alone': { task: complete(good('1', { details: [counters({ totalRowCount: '3', successRowCount: '2', failedCount: '1' })] })), status: 'warning', counts: { failed: 1 } },
	'ignoredCount alone': { task: complete(good('1', { details: [counters({ totalRowCount: '3', successRowCount: '2', ignoredCount: '1' })] })), status: 'warning', counts: { ignored: 1 } },
	'warningsRowCount alone': { task: complete(good('1', { details: [counters({ totalRowCount: '3', successRowCount: '2', warningsRowCount: '1' })] })), status: 'warning', counts: { warned: 1 } },
	'a dump alone, with 13 of 13 rows good': {
		task: complete(good('1', { failureDumpAvailable: true, details: [counters({ totalRowCount: '13', successRowCount: '13', failedCount: '0', ignoredCount: '0', warningsRowCount: '0' })] })),
		status: 'warning', counts: { total: 13, ok: 13 },
	},
	'a row code alone': { task: complete(good('1', { details: [ALL_GOOD, detail('moduleImportNumberFormat', { occurrences: 1 })] })), status: 'warning' },
	'an unknown code is shown and is no proof of success': { task: complete(good('1', { details: [detail('brandNewCode', { localMessageText: 'Something new' })] })), status: 'warning' },
	'null entries in values, in any order': {
		task: complete(good('1', { details: [{ ...ALL_GOOD, values: ['ignoredCount', '0', null, 'x', 'hierarchyName', null, 'failedCount', '0', 'successRowCount', '5', 'totalRowCount', '5', 'createdCount', null] }] })),
		status: 'success', counts: { total: 5, ok: 5 },
	},
	'counters only in the message': {
		task: complete(good('1', { details: [{ ...WITH_FAILURES, values: [] }] })), status: 'warning',
		counts: { total: 120, created: 14, updated: 102, ok: 113, ignored: 2, warned: 3, failed: 2 },
	},
	'several line items': {
		task: complete(good('1', { details: [detail('lineItemRowsProcessed', { localMessageText: 'Amount: 480 cells ok' }), detail('lineItemRowsProcessed', { localMessageText: 'Units: 20 cells ok' })] })),
		status: 'success', counts: { total: 500, ok: 500 },
	},
	'details that are null': { task: complete(good('1', { details: null, nestedResults: null })), status: 'success' },
};

describe('judging a task', () => {
	it.each(Object.entries(CASES))('%s', (_, { task, status, counts, steps, says }) => {
		const outcome = judgeTask(readTask(task));
		expect(outcome.status).toBe(status);
		if (counts) expect(outcome.counts).toMatchObject(counts);
		if (steps) expect(outcome.steps.map((step) => [step.objectId, step.status, step.dumpAvailable])).toEqual(steps);
		if (says) expect(outcome.messages.join(' ')).toMatch(says);
	});

	it('keeps Anaplan\'s words, kinds and culprits, and names the object', () => {
		const task = complete(good('112000000034', { details: [WITH_FAILURES, detail('moduleImportInvalidListIdentifier', { occurrences: 2, localMessageText: 'Item not located in EVENT_ID list', values: ['E17', 'E18'] })] }));
		const [step] = judgeTask(readTask(task)).steps;
		expect(step?.objectName).toBe('GL Accounts');
		expect(step?.messages).toEqual([
			{ code: 'hierarchyRowsProcessedWithFailures', kind: 'done', text: WITH_FAILURES.localMessageText.trim(), occurrences: 0, culprits: [] },
			{ code: 'moduleImportInvalidListIdentifier', kind: 'row', text: 'Item not located in EVENT_ID list', occurrences: 2, culprits: ['E17', 'E18'] },
		]);
	});

	it('tells zeros that were counted from zeros that were not', () => {
		expect(judgeTask(readTask(complete(EXPORTED))).counted).toBe(false);
		expect(judgeTask(readTask(complete(good('1', { details: [ALL_GOOD] })))).counted).toBe(true);
	});

	it.each<[OutcomeStatus[], OutcomeStatus]>([[[], 'success'], [['success', 'warning'], 'warning'], [['failed', 'warning', 'success'], 'failed']])('the worst of %j is %s', (statuses, expected) => {
		expect(worst(statuses)).toBe(expected);
	});

	it.each([undefined, null, 'text', 7, [], { result: 'x' }, { taskState: 'COMPLETE', result: { details: [null, 5, { values: 'x' }], successful: 'true' } }])('survives %j', (strange) => {
		expect(() => judgeTask(readTask((typeof strange === 'object' && strange !== null ? strange : {}) as Record<string, unknown>))).not.toThrow();
	});
});
