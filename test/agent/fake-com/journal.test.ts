import { variant, type FakeSage } from '../../../agent/fake-com';
import { call, Caller, Entry, enter, isObject, keyOfAccount, sets, start, type Rec } from './driver';

interface Stored extends Record<string, unknown> {
	readonly JournalComment: string;
	readonly EntryNo: string;
	readonly debits: string;
	readonly credits: string;
	readonly lines: readonly Rec[];
}

describe('journal entries (reference sage-100 9, 15)', () => {
	let sage: FakeSage;
	let caller: Caller;

	beforeAll(async () => {
		sage = await start({ companies: ['ABC', '5IV'] });
	});
	beforeEach(async () => {
		await sage.control('reset', {});
		caller = new Caller(sage);
	});
	afterAll(() => sage.stop());

	const stored = (match = ''): Promise<Stored[]> => sage.control(`entries?match=${encodeURIComponent(match)}`);
	const postings = async (match: string): Promise<number> => (await sage.control<{ count: number }>(`ledger?match=${match}`)).count;
	const key = (account: string): string => keyOfAccount(caller, account);

	it('26. written: in the journal with its number, not in the ledger, not in the balances', async () => {
		const before = await sage.control('balances?account=62000-D10&year=2026');
		const entry = enter(caller, 'ANP-1 rent');
		const [found] = await stored('^ANP-1');
		expect(found).toMatchObject({ SourceJournal: 'GJ', EntryNo: entry.number, PostingDate: '20260915', debits: '10.00', credits: '10.00', BatchNo: '00000' });
		expect(found?.lines.map(({ account, LineKey }) => [account, LineKey])).toEqual([['62000-D10', '000001'], ['10100-000', '000002']]);
		expect(await postings('ANP-1')).toBe(0);
		expect(await sage.control('balances?account=62000-D10&year=2026')).toEqual(before);
	});

	it('the entry can be found by its comment, with its lines', () => {
		const { number } = enter(caller, 'ANP-2 rent');
		const journal = caller.open('GL_TransactionJournal_svc');
		const rows = sets(journal, { column: 'JournalComment$', key: 'SourceJournal$+EntryNo$', filter: 'POS("ANP-2"=JournalComment$)=1' });
		expect(rows).toEqual([['ANP-2 rent', `GJ${number}`]]);
		call(journal, 'nFind', `GJ${number}`);
		if (!isObject(journal.oLines)) throw new Error('no lines');
		expect(sets(journal.oLines, { column: 'STR(DebitAmount)+"/"+STR(CreditAmount)', key: 'LineKey$' })).toEqual([['10/0', '000001'], ['0/10', '000002']]);
		const lines = caller.open('GL_TransactionJournalDetail_svc');
		expect(sets(lines, { column: 'PostingComment$', key: 'EntryNo$', filter: 'POS("ANP-2"=PostingComment$)=1' })).toHaveLength(2);
	});

	it('nothing is stored until the header\'s nWrite; dropping before it stores nothing', async () => {
		const entry = new Entry(caller).begin('ANP-3 dropped').line(key('62000-D10'), { debit: '1' }).line(key('10100-000'), { credit: '1' });
		expect(await stored('ANP-3')).toEqual([]);
		entry.drop();
		expect([await stored('ANP-3'), await sage.control('orphans'), await sage.control('locks')]).toEqual([[], [], []]);
		const next = new Entry(caller).begin('ANP-3 again');
		expect(Number(next.number)).toBe(Number(entry.number) + 1);
	});

	it('with orphan lines, the lines stay when the header is not written', async () => {
		await sage.control('switches', { orphanLines: true });
		const entry = new Entry(caller).begin('ANP-4').line(key('62000-D10'), { debit: '1', comment: 'ANP-4 line' });
		entry.drop();
		expect(await sage.control('orphans')).toMatchObject([{ EntryNo: entry.number, PostingComment: 'ANP-4 line', account: '62000-D10' }]);
		expect(await stored('ANP-4')).toEqual([]);
	});

	it('a line that was not written is lost, or kept', async () => {
		const half = (comment: string): Entry => {
			const entry = new Entry(caller).begin(comment).line(key('62000-D10'), { debit: '1' });
			if (!isObject(entry.bus.oLines)) throw new Error('no lines');
			const lines = entry.bus.oLines;
			call(lines, 'nAddLine');
			call(lines, 'nSetValue', 'AccountKey$', key('10100-000'));
			call(lines, 'nSetValue', 'CreditAmount', '1');
			return entry;
		};
		expect(call(half('ANP-5').bus, 'nWrite')).toBe(0);
		await sage.control('switches', { unwrittenLine: 'kept' });
		expect(call(half('ANP-6').bus, 'nWrite')).toBe(1);
	});

	it('nAddLine gives 1, or 2 as one program expects', async () => {
		const { bus } = new Entry(caller).begin('ANP-7');
		if (!isObject(bus.oLines)) throw new Error('no lines');
		expect(call(bus.oLines, 'nAddLine')).toBe(1);
		await sage.control('switches', { addLineReturns: 2 });
		expect(call(bus.oLines, 'nAddLine')).toBe(2);
	});

	it('29. out of balance by 0.01, an unknown and an inactive account are refused', () => {
		const off = new Entry(caller).begin('ANP-8').line(key('62000-D10'), { debit: '10.01' }).line(key('10100-000'), { credit: '10.00' });
		expect(() => off.write()).toThrow('out of balance by 0.01');
		expect(() => off.line('999999999', { debit: '1' })).toThrow('The account 999999999 is not on file.');
		expect(() => off.line(key('59000-000'), { debit: '1' })).toThrow('The account 59000-000 is not active.');
		expect(() => off.line(key('59100-000'), { debit: '1' })).toThrow('not active');
		expect(() => off.line(key('69900-000'), { debit: '1' })).toThrow('not valid on 20260915');
		expect(() => off.line(key('69910-000'), { debit: '1' })).toThrow('not valid on 20260915');
		expect(() => off.line(key('62000-D10'), { debit: '1', credit: '1' })).toThrow('not both');
	});

	it('40. 0.1 + 0.2 balances 0.3 to the cent', async () => {
		new Entry(caller).begin('ANP-9').line(key('62000-D10'), { debit: '0.1' }).line(key('62010-D10'), { debit: '0.2' }).line(key('10100-000'), { credit: '0.3' }).write();
		expect(await stored('ANP-9')).toMatchObject([{ debits: '0.30', credits: '0.30' }]);
	});

	it('30. a closed period is refused, until it is open', async () => {
		expect(() => enter(caller, 'ANP-10', { date: '20250215' })).toThrow('Period 02 of 2025 is closed.');
		await sage.control('period', { year: '2025', period: '02', status: 'open' });
		enter(caller, 'ANP-11', { date: '20250215' });
		expect(() => enter(caller, 'ANP-12', { date: '20990101' })).toThrow('in no fiscal period');
		expect(await stored('ANP-1[012]')).toMatchObject([{ JournalComment: 'ANP-11' }]);
	});

	it('37. a warning is -1 and the value is set; an armed one comes with the write', async () => {
		await sage.control('switches', { warnOutsidePeriod: true });
		const { bus } = new Entry(caller).begin('ANP-13');
		expect(call(bus, 'nSetValue', 'PostingDate$', '20260801')).toBe(-1);
		expect([bus.sLastErrorMsg, call(bus, 'sGetValue', 'PostingDate$')]).toEqual(['The posting date is not within the current period.', '20260801']);
		await sage.control('switches', { warnOutsidePeriod: false });
		await sage.control('faults', { kind: 'warn', match: 'GL_TransactionJournal_bus\\.nWrite', text: 'Look out' });
		expect(enter(caller, 'ANP-14').bus.sLastErrorMsg).toBe('Look out');
		expect(await stored('ANP-14')).toHaveLength(1);
	});

	it('31. locks of the number file and of a record: the third try succeeds, a permanent one stays until the master console', async () => {
		const bus = caller.open('GL_TransactionJournal_bus');
		await sage.control('lock', { resource: 'number', tries: 2 });
		const next = (): unknown => call(bus, 'nGetNextEntryNo', variant());
		expect([next(), bus.sLastErrorMsg, next(), next()]).toEqual([0, 'The record is in use by another user.', 0, 1]);
		await sage.control('lock', { resource: 'GL_TransactionJournalHeader', key: 'GJ000099' });
		await sage.control('switches', { lockText: 'Datensatz gesperrt', lockNumber: '25' });
		const edit = (): unknown => call(bus, 'nSetKey', 'GJ000099');
		expect([edit(), edit(), edit(), edit()]).toEqual([0, 0, 0, 0]);
		expect([bus.sLastErrorMsg, bus.sLastErrorNum]).toEqual(['Datensatz gesperrt', '25']);
		await sage.control('unlock', {});
		expect(edit()).toBe(2);
	});

	it('batches: needed where they are on; a new one, an old one, a locked one', async () => {
		const other = new Caller(sage.connect(), { company: '5IV', date: '20260615' });
		const bus = other.open('GL_TransactionJournal_bus');
		expect(call(bus, 'nGetNextEntryNo', variant())).toBe(0);
		expect(bus.sLastErrorMsg).toBe('A batch must be selected.');
		await sage.control('lock', { company: '5IV', resource: 'batch', tries: 1 });
		const batch = variant();
		expect(call(bus, 'nSelectNewBatch', batch, 'N', 'Anaplan')).toBe(0);
		expect(call(bus, 'nSelectNewBatch', batch, 'N', 'Anaplan')).toBe(1);
		expect(batch.value).toBe('00008');
		expect(call(bus, 'nGetNextEntryNo', variant())).toBe(1);
		expect([call(bus, 'nSelectBatch', '00007'), call(bus, 'nSelectBatch', '00099')]).toEqual([1, 0]);
		expect(sets(other.open('GL_CompanyActiveBatch_svc'), { column: 'BatchComment$', key: 'BatchNo$' })).toEqual([['Somebody\'s batch', '00007'], ['Anaplan', '00008']]);
		expect(call(caller.open('GL_TransactionJournal_bus'), 'nSelectNewBatch', variant(), 'N', 'x')).toBe(0);
	});

	it('34. register and update: lines with a register number, balances, the entry is gone', async () => {
		const { number } = enter(caller, 'ANP-15 rent', { date: '20260915', amount: '12.34' });
		enter(caller, 'OTHER');
		const [before] = await sage.control<Rec[]>('balances?account=62000-D10&year=2026').then((rows) => rows.filter(({ FiscalPeriod }) => FiscalPeriod === '09'));
		const [updated] = await sage.control<{ registerNo: string; entries: string[]; debits: string }[]>('register', { match: '^ANP-15' });
		expect(updated).toMatchObject({ entries: [`GJ ${number}`], debits: '12.34', lines: 2 });
		expect((await stored()).map(({ JournalComment }) => JournalComment)).toEqual(['OTHER']);
		const ledger = caller.open('GL_DetailPosting_svc');
		const rows = sets(ledger, { column: 'SourceJournal$+JournalRegisterNo$+" "+STR(DebitAmount-CreditAmount)', key: 'AccountKey$', filter: 'PostingComment$="ANP-15 rent"' });
		expect(rows.map(([text]) => text).sort()).toEqual([`GJ${updated?.registerNo} -12.34`, `GJ${updated?.registerNo} 12.34`]);
		const [after] = await sage.control<Rec[]>('balances?account=62000-D10&year=2026').then((all) => all.filter(({ FiscalPeriod }) => FiscalPeriod === '09'));
		expect(Number(after?.DebitAmount)).toBeCloseTo(Number(before?.DebitAmount ?? 0) + 12.34, 2);
	});

	it('34. whether the header\'s comment reaches the ledger is a switch', async () => {
		const write = (comment: string): void => void new Entry(caller).begin(comment).line(key('62000-D10'), { debit: '1' }).line(key('10100-000'), { credit: '1' }).write();
		write('ANP-16');
		await sage.control('register', { match: 'ANP-16' });
		await sage.control('switches', { headerCommentReachesLedger: true });
		write('ANP-17');
		await sage.control('register', { match: 'ANP-17' });
		expect([await postings('ANP-16'), await postings('ANP-17')]).toEqual([0, 2]);
	});

	it('34. the update object runs it too, and not while somebody has an entry open', async () => {
		const done = enter(caller, 'ANP-18');
		done.drop();
		const open = new Entry(caller).begin('ANP-19');
		caller.program('GL_TransactionJournal_ui');
		const update = call(caller.script, 'NewObject', 'GL_TransactionJournal_upd', caller.session);
		if (!isObject(update)) throw new Error('no update');
		expect([call(update, 'nUpdate', ''), update.sLastErrorMsg]).toEqual([0, expect.stringContaining('is in use')]);
		await expect(sage.control('register', {})).rejects.toThrow('is in use');
		open.drop();
		expect([call(update, 'nUpdate', ''), call(update, 'nUpdate', '')]).toEqual([1, 0]);
		expect(await postings('ANP-18')).toBe(2);
	});

	it('35. a user deletes an entry before the update', async () => {
		const { number } = enter(caller, 'ANP-20');
		expect(await sage.control('delete-entries', { match: 'ANP-20' })).toEqual({ deleted: [`GJ ${number}`] });
		expect([await stored('ANP-20'), await sage.control('orphans'), await postings('ANP-20')]).toEqual([[], [], 0]);
	});

	it('an entry can be opened again, changed and deleted', async () => {
		const { bus, number } = enter(caller, 'ANP-21');
		expect(call(bus, 'nSetKey', `GJ${number}`)).toBe(1);
		call(bus, 'nSetValue', 'JournalComment$', 'ANP-21 changed');
		expect(call(bus, 'nWrite')).toBe(1);
		expect(await stored('ANP-21')).toMatchObject([{ JournalComment: 'ANP-21 changed', debits: '10.00', lines: [{}, {}] }]);
		expect([call(bus, 'nSetKey', `GJ${number}`), call(bus, 'nDelete')]).toEqual([1, 1]);
		expect([await stored('ANP-21'), await sage.control('orphans')]).toEqual([[], []]);
	});

	it('9.4 nothing rejects the same journal twice; the history has each write with exact totals', async () => {
		enter(caller, 'ANP-22', { amount: '0.10' });
		enter(caller, 'ANP-22', { amount: '0.10' });
		const history = await sage.control<{ note: Record<string, unknown> }[]>('history');
		const written = history.filter(({ note }) => note.what === 'entry-written' && note.comment === 'ANP-22');
		expect(written.map(({ note }) => [note.debits, note.credits, note.lines, note.isNew, note.user])).toEqual([['0.10', '0.10', 2, true, 'AGENT'], ['0.10', '0.10', 2, true, 'AGENT']]);
	});

	it('values of the wrong kind or too long are refused, or cut', async () => {
		const { bus } = new Entry(caller).begin('ANP-23');
		expect(call(bus, 'nSetValue', 'JournalComment$', 'x'.repeat(2049))).toBe(0);
		expect(call(bus, 'nSetValue', 'PostingDate$', '2026-09-15')).toBe(0);
		expect(call(bus, 'nSetValue', 'JournalComment', 'x')).toBe(0);
		await sage.control('switches', { longText: 'cut' });
		expect(call(bus, 'nSetValue', 'JournalComment$', 'x'.repeat(2049))).toBe(1);
		expect(String(call(bus, 'sGetValue', 'JournalComment$'))).toHaveLength(2048);
	});
});
