import { SageFault, type EntryToCreate, type Row } from '../../../agent/src/sage/port';
import type { Progress } from '../../../agent/src/sage/journal/create';
import { ask, engineOf, ENTRY, scriptedSage } from './company-abc';
import type { ScriptedSage } from './scripted-sage';
import type { SageConfig } from '../../../agent/src/sage/settings';

const JOURNAL = 'GL_TransactionJournal_bus';
const create = async (sage: ScriptedSage, entry: EntryToCreate = ENTRY, config: Partial<SageConfig> = {}, announced: Progress[] = []): Promise<Row> =>
	await ask(engineOf(sage, config), { do: 'createEntry', entry }, announced) as Row;
const fault = async (work: Promise<unknown>): Promise<SageFault> => {
	const error: unknown = await work.then(() => undefined, (cause: unknown) => cause);
	if (!(error instanceof SageFault)) throw new Error(`expected a fault, got ${String(error)}`);
	return error;
};
const stored = (sage: ScriptedSage): number => sage.tableOf(JOURNAL).rows.length;
const find = async (sage: ScriptedSage, naturalKey = ENTRY.naturalKey, postingDate?: string): Promise<Row[]> =>
	await ask(engineOf(sage), { do: 'findEntries', naturalKey, ...(postingDate === undefined ? {} : { postingDate }) }) as Row[];

describe('checks before writing', () => {
	const check = async (entry: Partial<EntryToCreate>, sage = scriptedSage(), config: Partial<SageConfig> = {}): Promise<Row> =>
		await ask(engineOf(sage, config), { do: 'checkEntry', entry: { ...ENTRY, ...entry } }) as Row;
	test('a good entry is validated and nothing is written', async () => {
		const sage = scriptedSage();
		expect(await check({}, sage)).toEqual({
			naturalKey: 'ANP-7f3a91c2', state: 'validated', sourceJournal: 'GJ', entryNo: null, batchNo: null, journalRegisterNo: null, postingDate: '2025-03-31',
			fiscalYear: '2025', fiscalPeriod: '03', comment: 'ANP-7f3a91c2 Budget March', totalDebit: '1250.00', totalCredit: '1250.00', warnings: [], stamp: null,
			posting: { needed: true, how: expect.any(String) as string },
			lines: [
				{ lineNo: 1, accountKey: '000000417', account: '6200-200', debit: '1250.00', credit: '0.00', comment: 'ANP-7f3a91c2 Travel' },
				{ lineNo: 2, accountKey: '000000731', account: '9000-200', debit: '0.00', credit: '1250.00', comment: 'ANP-7f3a91c2' },
			],
		});
		expect(sage.calls.filter((call) => /nWrite|nSetValue|nGetNext|nSetKey\(/.test(call))).toEqual([]);
	});
	const [first, second] = ENTRY.lines;
	const lines = (one: object, other: object = {}): EntryToCreate['lines'] => [{ ...(first ?? { debit: '', credit: '' }), ...one }, { ...(second ?? { debit: '', credit: '' }), ...other }];
	test.each<[string, Partial<EntryToCreate>, string, string]>([
		['a difference of a cent', { lines: lines({ debit: '1250.01' }) }, 'UNBALANCED', 'lines'],
		['an unknown account', { lines: lines({}, { accountKey: undefined, account: '1-1' }) }, 'ACCOUNT_INVALID', 'lines[1].account'],
		['an unknown key', { lines: lines({}, { accountKey: '000000001' }) }, 'ACCOUNT_INVALID', 'lines[1].accountKey'],
		['an inactive account', { lines: lines({ account: '9999-200' }) }, 'ACCOUNT_INVALID', 'lines[0].account'],
		['an account that ended', { lines: lines({ account: '8000' }) }, 'ACCOUNT_INVALID', 'lines[0].account'],
		['a period before the current one', { postingDate: '2025-02-28' }, 'PERIOD_CLOSED', 'postingDate'],
		['a day in no fiscal year', { postingDate: '2030-01-01' }, 'PERIOD_CLOSED', 'postingDate'],
		['both sides', { lines: lines({ credit: '1.00' }) }, 'VALIDATION', 'lines[0]'],
		['neither side', { lines: lines({ debit: '0.00' }) }, 'VALIDATION', 'lines[0]'],
		['a negative amount', { lines: lines({ debit: '-1250.00' }) }, 'VALIDATION', 'lines[0]'],
		['one line', { lines: lines({}).slice(0, 1) }, 'VALIDATION', 'lines'],
		['a comment that does not fit', { comment: 'x'.repeat(2040) }, 'VALIDATION', 'comment'],
		['a batch where none are used', { batchNo: '00001' }, 'VALIDATION', 'batchNo'],
	])('%s is refused', async (_what, entry, code, field) => {
		const refused = await fault(check(entry));
		expect([refused.code, refused.more.stored, refused.more.details?.map((detail) => detail.field)]).toEqual([code, 'no', [field]]);
	});
	test('all bad lines are named, and the first in the message', async () => {
		const refused = await fault(check({ lines: lines({ account: 'a' }, { accountKey: undefined, account: 'b' }) }));
		expect(refused.message).toBe('Line 1, account a: Unknown account.');
		expect(refused.more.details).toHaveLength(2);
	});
	test('widths that the objects tell come before the configured ones', async () => {
		const sage = scriptedSage();
		const table = sage.tableOf('GL_TransactionJournalDetail_svc');
		sage.tables['GL_TransactionJournalDetail_svc'] = { ...table, columns: table.columns.map((name) => (name === 'PostingComment$' ? 'PostingComment$(15)' : name)) };
		expect((await fault(check({}, sage))).more.details?.[0]).toMatchObject({ field: 'lines[0].comment', code: 'TOO_LONG' });
	});
	test('past periods can be opened by configuration', async () => {
		expect(await check({ postingDate: '2025-02-28' }, scriptedSage(), { journal: { pastPeriodsOpen: true } })).toMatchObject({ fiscalPeriod: '02' });
	});
});

describe('creation', () => {
	test('the calls in their order', async () => {
		const sage = scriptedSage();
		const announced: Progress[] = [];
		const row = await create(sage, ENTRY, {}, announced);
		const from = sage.calls.lastIndexOf('Session.nSetDate(G/L, 20250331)');
		const to = sage.calls.indexOf(`${JOURNAL}.nWrite()`);
		expect(sage.calls.slice(from, to + 1)).toEqual([
			'Session.nSetDate(G/L, 20250331)', 'Session.nSetModule(G/L)', 'Session.nLookupTask(GL_TransactionJournal_ui)', 'Session.nSetProgram(7)', `NewObject ${JOURNAL}`,
			`${JOURNAL}.nSetKeyValue(SourceJournal$, GJ)`, `${JOURNAL}.nGetNextEntryNo(&)`, `${JOURNAL}.nSetKeyValue(EntryNo$, 000001)`, `${JOURNAL}.nSetKey()`,
			`${JOURNAL}.nSetValue(PostingDate$, 20250331)`, `${JOURNAL}.nSetValue(JournalComment$, ANP-7f3a91c2 Budget March)`,
			`${JOURNAL}.oLines.nAddLine()`, `${JOURNAL}.oLines.nSetValue(AccountKey$, 000000417)`, `${JOURNAL}.oLines.nSetValue(DebitAmount, 1250)`,
			`${JOURNAL}.oLines.nSetValue(CreditAmount, 0)`, `${JOURNAL}.oLines.nSetValue(PostingComment$, ANP-7f3a91c2 Travel)`, `${JOURNAL}.oLines.nWrite()`,
			`${JOURNAL}.oLines.nAddLine()`, `${JOURNAL}.oLines.nSetValue(AccountKey$, 000000731)`, `${JOURNAL}.oLines.nSetValue(DebitAmount, 0)`,
			`${JOURNAL}.oLines.nSetValue(CreditAmount, 1250)`, `${JOURNAL}.oLines.nSetValue(PostingComment$, ANP-7f3a91c2)`, `${JOURNAL}.oLines.nWrite()`,
			`${JOURNAL}.nWrite()`,
		]);
		expect(sage.calls.slice(to).some((call) => call.startsWith(`${JOURNAL}.DropObject`))).toBe(true);
		expect(announced).toEqual(['lines']);
		expect(row).toMatchObject({ state: 'entered', entryNo: '000001', batchNo: null, warnings: [], posting: { needed: true } });
		expect(stored(sage)).toBe(1);
	});
	test('batches: a new one, or the one that was asked for', async () => {
		const sage = scriptedSage();
		const batches = { journal: { useBatches: 'yes' as const } };
		expect(await create(sage, ENTRY, batches)).toMatchObject({ batchNo: '00001' });
		expect(sage.calls).toContain(`${JOURNAL}.nSelectNewBatch(&, N, ANP-7f3a91c2 Budget March)`);
		expect(await create(sage, { ...ENTRY, naturalKey: 'ANP-2', batchNo: '00009' }, batches)).toMatchObject({ batchNo: '00009' });
		const refused = await fault(create(sage, { ...ENTRY, naturalKey: 'ANP-3', batchNo: '00010' }, batches));
		expect([refused.code, refused.more.stored]).toEqual(['VALIDATION', 'no']);
	});
	test('a warning is a success with a text', async () => {
		const sage = scriptedSage();
		sage.fault = (call) => {
			if (call !== `${JOURNAL}.nWrite`) return undefined;
			sage.error = 'The period is not the current one.';
			return -1;
		};
		expect(await create(sage)).toMatchObject({ state: 'entered', warnings: ['The period is not the current one.'] });
	});
	test('a number that is taken is not overwritten', async () => {
		const sage = scriptedSage();
		sage.tableOf(JOURNAL).rows.push({ SourceJournal$: 'GJ', EntryNo$: '000001', PostingDate$: '20250301', JournalComment$: 'by hand', BatchNo$: '', DateCreated$: '', TimeCreated$: '', DateUpdated$: '', TimeUpdated$: '' });
		expect(await create(sage)).toMatchObject({ entryNo: '000002' });
		expect(sage.tableOf(JOURNAL).rows[0]).toMatchObject({ JournalComment$: 'by hand' });
	});
	test('a lock is told as a lock', async () => {
		const sage = scriptedSage();
		sage.locks.add(JOURNAL);
		const refused = await fault(create(sage));
		expect([refused.code, refused.more.stored, refused.more.retryAfterSeconds, refused.more.sage]).toEqual(['RECORD_LOCKED', 'no', 15, {
			object: JOURNAL, method: 'nSetKey', returnCode: 0, number: '88', text: 'The record is in use by another user.',
		}]);
	});
	test('automatic reversal is refused where the release has no column for it', async () => {
		const refused = await fault(create(scriptedSage(), { ...ENTRY, autoReverse: true }));
		expect([refused.code, refused.more.stored, refused.more.details?.[0]?.field]).toEqual(['VALIDATION', 'no', 'autoReverse']);
	});
	test('a missing column of the lines stops everything before a number is taken', async () => {
		const sage = scriptedSage();
		const table = sage.tableOf('GL_TransactionJournalDetail_svc');
		sage.tables['GL_TransactionJournalDetail_svc'] = { ...table, columns: table.columns.filter((name) => name !== 'CreditAmount') };
		const refused = await fault(create(sage));
		expect([refused.more.stored, refused.message.includes('CreditAmount')]).toEqual(['no', true]);
		expect(sage.calls.some((call) => call.includes('nGetNext'))).toBe(false);
	});
});

describe('faults at every step', () => {
	const STEPS = [
		'Session.nSetDate', 'Session.nSetModule', 'Session.nLookupTask', 'Session.nSetProgram', `NewObject.${JOURNAL}`, `${JOURNAL}.nSetKeyValue`, `${JOURNAL}.nGetNextEntryNo`,
		`${JOURNAL}.nSetKey`, `${JOURNAL}.nSetValue`, `${JOURNAL}.oLines.nAddLine`, `${JOURNAL}.oLines.nSetValue`, `${JOURNAL}.oLines.nWrite`, `${JOURNAL}.nWrite`,
	];
	const broken = async (step: string, what: 0 | 'com', keepsLines = false): Promise<{ refused: SageFault; sage: ScriptedSage; sessionLost: boolean }> => {
		const sage = scriptedSage();
		const engine = engineOf(sage);
		await ask(engine, { do: 'checkEntry', entry: ENTRY });
		sage.calls.length = 0;
		sage.fault = (call) => {
			if (call !== step) return undefined;
			if (keepsLines) sage.tableOf('GL_TransactionJournalDetail_svc').rows.push({ SourceJournal$: 'GJ', EntryNo$: '000001', LineKey$: '1', AccountKey$: '', DebitAmount: 0, CreditAmount: 0, PostingComment$: '' });
			sage.error = 'Sage says no.';
			return what === 0 ? 0 : new Error('The RPC server is unavailable.');
		};
		const refused = await fault(ask(engine, { do: 'createEntry', entry: ENTRY }));
		return { refused, sage, sessionLost: engine.sessionLost };
	};
	test.each(STEPS)('a refusal of %s: nothing is stored, and the answer says so', async (step) => {
		const { refused, sage } = await broken(step, 0);
		expect(refused.more.stored).toBe('no');
		expect(stored(sage)).toBe(0);
		expect(refused.code).toMatch(/^(VALIDATION|SAGE_ERROR|FORBIDDEN)$/);
	});
	test.each(STEPS.slice(9))('orphan lines after a refusal of %s are seen', async (step) => {
		expect((await broken(step, 0, true)).refused.more.stored).toBe('unknown');
	});
	test.each(STEPS)('a COM fault in %s: unknown from the first line on', async (step) => {
		const { refused, sessionLost } = await broken(step, 'com');
		expect(refused.more.stored).toBe(STEPS.indexOf(step) < 9 ? 'no' : 'unknown');
		if (!step.startsWith('NewObject')) expect(sessionLost).toBe(true);
		expect(refused.code).toBe('SAGE_ERROR');
	});
	test('a look that fails leaves it unknown', async () => {
		const sage = scriptedSage();
		const engine = engineOf(sage);
		await ask(engine, { do: 'checkEntry', entry: ENTRY });
		let refusedWrite = false;
		sage.fault = (call) => {
			if (call === `${JOURNAL}.nWrite`) refusedWrite = true;
			return refusedWrite ? 0 : undefined;
		};
		sage.error = 'no';
		expect((await fault(ask(engine, { do: 'createEntry', entry: ENTRY }))).more.stored).toBe('unknown');
	});
	test('reading back is only detail', async () => {
		const sage = scriptedSage();
		let written = false;
		sage.fault = (call) => {
			const wrong = written && call.endsWith('nGetResultSets') ? new Error('gone') : undefined;
			written ||= call === `${JOURNAL}.nWrite`;
			return wrong;
		};
		expect(await create(sage)).toMatchObject({ state: 'entered', entryNo: '000001', warnings: [expect.stringContaining('could not be read back')] });
	});
	test('a line that Sage refuses is named', async () => {
		const { refused } = await broken(`${JOURNAL}.oLines.nWrite`, 0);
		expect([refused.message, refused.more.details?.[0]?.field]).toEqual(['Line 1: Sage says no.', 'lines[0]']);
	});
	test('an exclusive task is told as one', async () => {
		const sage = scriptedSage();
		sage.fault = (call) => {
			if (call !== `NewObject.${JOURNAL}`) return undefined;
			sage.error = 'Period End Processing is running.';
			return 0;
		};
		const refused = await fault(create(sage, ENTRY, { names: { journalHeaders: { classes: [JOURNAL] } } }));
		expect([refused.code, refused.more.retryAfterSeconds]).toEqual(['EXCLUSIVE_TASK', 300]);
	});
});

describe('look-up', () => {
	const post = (sage: ScriptedSage, comment = 'ANP-7f3a91c2 Travel', register = '000077', day = '20250331'): void => {
		const line = { PostingDate$: day, SourceJournal$: 'GJ', JournalRegisterNo$: register, BatchNo$: '00000', DateCreated$: '20250402', TimeCreated$: '10.25' };
		sage.tableOf('GL_DetailPosting_svc').rows.push(
			{ ...line, AccountKey$: '000000731', SequenceNo$: '000002', DebitAmount: 0, CreditAmount: 1250, PostingComment$: comment },
			{ ...line, AccountKey$: '000000417', SequenceNo$: '000001', DebitAmount: 1250, CreditAmount: 0, PostingComment$: comment },
		);
	};
	test('an entered entry with its lines', async () => {
		const sage = scriptedSage();
		await create(sage);
		await create(sage, { ...ENTRY, naturalKey: 'ANP-7f3a91c22' });
		expect(await find(sage)).toMatchObject([{
			state: 'entered', entryNo: '000001', comment: 'ANP-7f3a91c2 Budget March', totalDebit: '1250.00', totalCredit: '1250.00', fiscalPeriod: '03', batchNo: null,
			lines: [{ lineNo: 1, account: '6200-200', debit: '1250.00', comment: 'ANP-7f3a91c2 Travel' }, { lineNo: 2, credit: '1250.00' }],
		}]);
	});
	test('a posted entry by its ledger lines', async () => {
		const sage = scriptedSage();
		post(sage);
		expect(await find(sage)).toMatchObject([{
			state: 'posted', entryNo: null, journalRegisterNo: '000077', sourceJournal: 'GJ', postingDate: '2025-03-31', totalDebit: '1250.00', posting: { needed: false },
			lines: [{ lineNo: 1, account: '6200-200' }, { lineNo: 2, account: '9000-200' }], stamp: { value: '20250402T10.25000', basis: 'created' },
		}]);
	});
	test('the ledger is searched from the fiscal year of the posting date, or from the one before the current', async () => {
		const sage = scriptedSage();
		post(sage, 'ANP-7f3a91c2', '000001', '20240115');
		expect(await find(sage)).toHaveLength(1);
		expect(await find(sage, ENTRY.naturalKey, '2025-03-31')).toEqual([]);
	});
	test('an entry that the update moves during the look-up is found once', async () => {
		const sage = scriptedSage();
		const engine = engineOf(sage);
		await ask(engine, { do: 'createEntry', entry: ENTRY });
		sage.fault = (call) => {
			if (call === 'GL_DetailPosting_svc.nGetResultSets') {
				sage.tableOf(JOURNAL).rows.length = 0;
				post(sage);
			}
			return undefined;
		};
		expect(await ask(engine, { do: 'findEntries', naturalKey: ENTRY.naturalKey })).toMatchObject([{ state: 'posted' }]);
	});
	test('copies by hand are all shown', async () => {
		const sage = scriptedSage();
		await create(sage);
		post(sage);
		post(sage, 'ANP-7f3a91c2', '000078');
		expect((await find(sage)).map(({ state }) => state)).toEqual(['entered', 'posted', 'posted']);
	});
	test('an unknown key is an empty list', async () => expect(await find(scriptedSage(), 'ANP-none')).toEqual([]));
	test('lines through oLines where the release has no object for them', async () => {
		const sage = scriptedSage();
		await create(sage);
		sage.fault = (call) => (call.startsWith('NewObject.GL_TransactionJournalDetail') ? 0 : undefined);
		expect(await find(sage)).toMatchObject([{ totalDebit: '1250.00', lines: [{ account: '6200-200' }, { account: '9000-200', credit: '1250.00' }] }]);
		expect(sage.calls.filter((call) => call.includes('oLines.nMove'))).toHaveLength(3);
	});
});
