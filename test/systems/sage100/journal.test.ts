import fc from 'fast-check';
import type { Journal, JournalTarget } from '../../../src/contracts';
import { AmbiguousError, FatalError, RejectedError, RetryableError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { postJournals, type JournalRow, type PostingWishes } from '../../../src/sync/journal';
import { createSage100JournalTarget, type Sage100JournalOptions } from '../../../src/systems/sage100';
import { entryComment, markIn } from '../../../src/systems/sage100/journal/comment-text';
import { naturalKeyOf } from '../../../src/systems/sage100/journal/natural-key';
import { COMPANY } from './fakes/agent';
import { Books } from './fakes/books';
import { clientOn, rejection } from './fakes/client';
import { FakeClock, fault } from './fakes/scripted-http';
import { JOURNAL } from './fakes/wire-requests';

const targetOf = async (books: Books, more: Partial<Sage100JournalOptions> = {}): Promise<JournalTarget & { readonly clock: FakeClock }> => {
	const clock = new FakeClock();
	const client = clientOn(books, { clock });
	books.companies = [books.company];
	return { ...createSage100JournalTarget({ client, clock, company: await client.company(), referencePrefix: 'anp-', ...more }), clock };
};

const ROWS: readonly JournalRow[] = [
	{ key: 'a', account: '6200-200', amount: '1250.00', description: 'Travel', fields: { date: '2025-03-31' } },
	{ key: 'b', account: '9000-200', amount: '-1250.00', description: 'Offset', fields: { date: '2025-03-31' } },
];
const WISHES: PostingWishes = { name: 'Budget 2025 v3', groupBy: [] };
const posting = async (books: Books, more: object = {}, rows = ROWS, wishes = WISHES, options: Partial<Sage100JournalOptions> = {}) => {
	const clock = new FakeClock();
	const target = await targetOf(books, options);
	return postJournals(rows, wishes, { target, clock, lock: new FifoLock(clock) }, { waitForEarlierRuns: false, ...more });
};
const outcome = async (...args: Parameters<typeof posting>) => (await posting(...args)).journals[0]?.outcome;

describe('posting', () => {
	it('creates one entry, says that it is not in the ledger, and creates none the second time', async () => {
		const books = new Books();
		books.warnings = ['The period is not the current one.'];
		expect(await outcome(books)).toMatchObject({
			kind: 'posted', number: 'GJ-000321', stage: 'entered', evidence: 'answered', verified: true, warnings: ['The period is not the current one.'],
			status: 'entered, not posted: In Sage 100 somebody must print the register of journal GJ and run its update.',
		});
		expect(await outcome(books)).toMatchObject({ kind: 'posted', number: 'GJ-000321', evidence: 'found', status: expect.stringContaining('not posted') });
		expect(books.entries).toHaveLength(1);
	});

	it('finds what an accountant has posted meanwhile, although the comment did not reach the ledger', async () => {
		const books = new Books();
		await posting(books);
		for (const entry of books.entries) Object.assign(entry, { state: 'posted', tellsComment: false });
		expect(await outcome(books)).toMatchObject({ kind: 'posted', stage: 'released', status: 'posted', evidence: 'found' });
	});

	it('finds an entry that was stored although its answer was lost', async () => {
		const books = new Books();
		books.faults = ['stored and lost'];
		expect(await outcome(books)).toMatchObject({ kind: 'posted', number: 'GJ-000321', evidence: 'answer lost' });
		for (const code of [502, 504]) {
			const other = new Books();
			other.faults = [fault(code, code === 502 ? 'SAGE_ERROR' : 'SAGE_TIMEOUT')];
			expect(await outcome(other)).toMatchObject({ kind: 'ambiguous', doubt: 'answer lost' });
			expect(await outcome(other)).toMatchObject({ kind: 'posted' });
		}
	});

	it('waits for a request that still runs, and takes its entry', async () => {
		const books = new Books();
		books.faults = ['still running'];
		books.looked = (looks, entry) => {
			if (entry && looks === 4) entry.state = 'entered';
		};
		expect(await outcome(books)).toMatchObject({ kind: 'posted', number: 'GJ-000321' });
		expect(books.entries).toHaveLength(1);
	});

	it('ends in doubt where it never ends, and doubles nothing', async () => {
		const books = new Books();
		books.faults = ['still running'];
		for (let run = 0; run < 2; run += 1) expect(await outcome(books)).toMatchObject({ kind: 'ambiguous', doubt: 'partial' });
		expect(books.entries).toHaveLength(1);
	});

	it('looks first when the key is in doubt: the look settles it, and the entry is created', async () => {
		const books = new Books();
		books.faults = [fault(409, 'IN_DOUBT'), fault(409, 'IN_PROGRESS', { retryable: true, retryAfterSeconds: 3 })];
		expect(await outcome(books)).toMatchObject({ kind: 'posted', number: 'GJ-000321', evidence: 'answered' });
		const order = books.sent.filter(({ url }) => url.includes('journal-entries') && !url.includes('validateOnly')).map(({ method }) => method);
		expect(order).toEqual(['GET', 'GET', 'POST', 'GET', 'POST', 'GET', 'POST', 'GET']);
	});

	it('looks again while the key is in doubt, long enough for two looks of the agent with its quiet time in between; the next run creates it', async () => {
		const books = new Books();
		await posting(books);
		for (const entry of books.entries) entry.state = 'in_doubt';
		const clock = new FakeClock();
		const began = clock.now();
		books.looked = () => {
			if (clock.now() - began >= 120_000 && books.entries[0]?.state === 'in_doubt') books.entries.splice(0);
		};
		const parts = { target: await targetOf(books), clock, lock: new FifoLock(clock) };
		const run = async () => (await postJournals(ROWS, WISHES, parts, { waitForEarlierRuns: false })).journals[0]?.outcome;
		expect(await run()).toMatchObject({ kind: 'unsent', because: expect.stringContaining('run it again') });
		expect(await run()).toMatchObject({ kind: 'posted', evidence: 'answered' });
		expect(books.entries).toHaveLength(1);
	});

	it('creates it when a lock clears, looking before each try, and ends when it stays', async () => {
		const books = new Books();
		const locked = fault(423, 'RECORD_LOCKED', { retryable: true, retryAfterSeconds: 15 });
		books.faults = [locked, locked];
		expect(await outcome(books)).toMatchObject({ kind: 'posted' });
		const stuck = new Books();
		stuck.faults = Array.from({ length: 20 }, () => locked);
		expect(await outcome(stuck)).toMatchObject({ kind: 'unsent', because: expect.stringContaining('RECORD_LOCKED') });
		expect(20 - stuck.faults.length).toBe(6);
	});

	it('stops the run where the user of Sage is locked, after one try', async () => {
		const books = new Books();
		books.faults = Array.from({ length: 9 }, () => fault(503, 'SAGE_UNAVAILABLE', { retryable: true }));
		const rows = [...ROWS, ...ROWS.map((row) => ({ ...row, key: `${row.key}2`, fields: { date: '2025-02-28' } }))];
		const { journals, stoppedBy } = await posting(books, {}, rows);
		expect(journals.map((journal) => journal.outcome.kind)).toEqual(['unsent', 'unsent']);
		expect(stoppedBy).toBeInstanceOf(FatalError);
		expect(9 - books.faults.length).toBe(1);
	});

	it('says that the content differs when the plan was changed, whoever notices it', async () => {
		const books = new Books();
		await posting(books);
		const changed = ROWS.map((row) => ({ ...row, amount: String(row.amount).replace('1250', '1300') }));
		expect(await outcome(books, {}, changed)).toMatchObject({ kind: 'ambiguous', doubt: 'different content', numbers: ['GJ-000321'] });
		const other = new Books();
		other.faults = [fault(409, 'DUPLICATE_KEY_MISMATCH')];
		other.looked = (looks) => {
			if (looks === 3) other.entries.push(...books.entries);
		};
		expect(await outcome(other, {}, changed)).toMatchObject({ kind: 'ambiguous', doubt: 'different content' });
	});

	it('says that a person deleted it, looked at twice; another name posts it anew', async () => {
		const books = new Books();
		await posting(books);
		for (const entry of books.entries) entry.state = 'deleted';
		expect(await outcome(books)).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn' });
		expect(await outcome(books, {}, ROWS, { ...WISHES, name: 'Budget 2025 v3 again' })).toMatchObject({ kind: 'posted', number: 'GJ-000322' });
	});

	it('does not take the seconds of a register update for a deletion', async () => {
		const books = new Books();
		await posting(books);
		let looks = 0;
		books.looked = (_looks, entry) => {
			looks += 1;
			if (entry) entry.state = looks === 1 ? 'deleted' : 'posted';
		};
		expect(await outcome(books)).toMatchObject({ kind: 'posted', stage: 'released' });
	});

	it('reports two entries under one key, and lines that got lost', async () => {
		const books = new Books();
		await posting(books);
		const [entry] = books.entries;
		if (!entry) throw new Error('nothing stored');
		books.entries.push({ ...entry, entryNo: '000777' });
		expect(await outcome(books)).toMatchObject({ kind: 'ambiguous', doubt: 'several' });
		books.entries.pop();
		entry.drop = 1;
		expect(await outcome(books)).toMatchObject({ kind: 'ambiguous', doubt: 'partial' });
	});

	it('is dry where that is wanted: the agent checks and writes nothing', async () => {
		const books = new Books();
		expect(await outcome(books, { dryRun: true })).toEqual({ kind: 'planned' });
		expect([books.checked.length, books.entries.length]).toEqual([1, 0]);
	});
});

describe('checks', () => {
	const refused = async (rows: readonly JournalRow[]) => (await posting(new Books(), {}, rows)).rejected.map(({ key, reasons }) => `${key}: ${reasons.join('; ')}`);

	it('reject lines by their position, before anything is written', async () => {
		expect(await refused([ROWS[0] as JournalRow, { ...ROWS[1] as JournalRow, account: '9999-200' }])).toEqual([
			'a: held back: of the same journal, row 2 was refused, and a journal is posted whole or not at all',
			'b: account: Unknown account.; An account does not exist. (request agent-1)',
		]);
	});

	it('reject a journal as a whole for its period', async () => {
		expect(await refused(ROWS.map((row) => ({ ...row, fields: { date: '2024-12-31' } })))).toEqual([expect.stringContaining('closed'), expect.stringContaining('closed')]);
	});

	it('tell what the agent remarks, and throw what is no verdict about the content', async () => {
		const books = new Books();
		books.warnings = ['Not the current period.'];
		expect(await (await targetOf(books)).check([JOURNAL])).toEqual([{ reference: JOURNAL.reference, reason: 'Not the current period.', isRemark: true }]);
		const forbidden = clientOn({ send: async (request) => (request.method === 'POST' ? fault(403, 'FORBIDDEN') : books.send(request)) });
		const target = createSage100JournalTarget({ client: forbidden, clock: new FakeClock(), company: await forbidden.company(), referencePrefix: '' });
		expect(await rejection(target.check([JOURNAL]))).toBeInstanceOf(FatalError);
		const inDoubt = clientOn({ send: async (request) => (request.method === 'POST' ? fault(409, 'IN_DOUBT') : books.send(request)) });
		expect(await createSage100JournalTarget({ client: inDoubt, clock: new FakeClock(), company: await inDoubt.company(), referencePrefix: '' }).check([JOURNAL])).toEqual([]);
	});
});

describe('amounts that no field takes', () => {
	const LARGEST = '99999999999999.99';
	const rows = (...amounts: readonly string[]): readonly JournalRow[] =>
		amounts.map((amount, at) => ({ key: `k${at}`, account: '6200-200', amount, description: '', fields: { date: '2025-03-31' } }));

	it('are posted up to fourteen digits before the point', async () => {
		expect(await outcome(new Books(), {}, rows(LARGEST, `-${LARGEST}`))).toMatchObject({ kind: 'posted' });
	});

	it('are reasons of their rows, on a dry run too, and the agent is not asked', async () => {
		for (const isDry of [true, false]) {
			const books = new Books();
			const { rejected, journals } = await posting(books, { dryRun: isDry }, rows('100000000000000.00', '-99999999999999.99', '-0.01'));
			expect(journals).toEqual([]);
			expect(rejected.find(({ row }) => row === 0)?.reasons).toEqual(['the amount 100000000000000.00 is too large: Sage 100 takes 14 digits before the point']);
			expect(rejected).toHaveLength(3);
			expect([books.checked, books.entries]).toEqual([[], []]);
		}
	});

	it('are said of the sum where each line fits', async () => {
		const books = new Books();
		const { rejected } = await posting(books, {}, rows(LARGEST, '0.01', `-${LARGEST}`, '-0.01'));
		expect(rejected.map(({ reasons }) => reasons.join())).toEqual(Array(4).fill(expect.stringContaining('add up to 100000000000000.00')));
		expect([books.checked, books.entries]).toEqual([[], []]);
	});

	it('are said of the line that balances the entry', async () => {
		const books = new Books();
		const imbalance = { account: '9000-200', description: 'Offset', fields: {} };
		const { rejected } = await posting(books, {}, rows(LARGEST, '0.01'), { ...WISHES, imbalance });
		expect(rejected.map(({ reasons }) => reasons.join())).toEqual(Array(2).fill(expect.stringContaining('100000000000000.00 is too large')));
		expect([books.checked, books.entries]).toEqual([[], []]);
	});
});

describe('create', () => {
	const created = async (step: ReturnType<typeof fault>) => {
		const books = new Books();
		books.faults = [step];
		return rejection((await targetOf(books)).create(JOURNAL));
	};

	it('gives lines by their position for what was refused', async () => {
		const error = await created(fault(422, 'VALIDATION', { message: 'No.', details: [{ field: 'lines[1].comment', message: 'too long' }, { field: 'comment', message: 'odd' }, { field: 'lines[9].account', message: 'where?' }] }));
		expect(error).toBeInstanceOf(RejectedError);
		expect(error).toMatchObject({ records: [{ index: 1, key: 'r2', reasons: ['comment: too long', 'No. (request agent-1)', 'comment: odd', 'lines[9].account: where?'] }] });
		expect(await created(fault(400, 'BAD_REQUEST'))).toMatchObject({ name: 'RejectedError', records: [] });
	});

	it('is ambiguous about an entry that was deleted, or an answer without one', async () => {
		const deleted = await created({ ...fault(200, ''), body: Buffer.from('{"naturalKey":"ANP-7F3A91C2D4","state":"deleted","entryNo":"000001","sourceJournal":"GJ"}') });
		expect(deleted).toBeInstanceOf(AmbiguousError);
		expect(deleted).toMatchObject({ facts: { remedy: expect.stringContaining('another name') } });
		expect(await created({ ...fault(200, ''), body: Buffer.from('{}') })).toBeInstanceOf(AmbiguousError);
		expect(await created(fault(500, 'AGENT_ERROR'))).toBeInstanceOf(AmbiguousError);
		expect(await created(fault(503, 'EXCLUSIVE_TASK', { retryable: true, retryAfterSeconds: 60 }))).toMatchObject({ name: 'RetryableError', afterMs: 60_000 });
	});
});

describe('the search', () => {
	it('takes no answer that may be incomplete for "none"', async () => {
		for (const body of ['{}', '{"items":[1]}', '{"items":[{"naturalKey":"OTHER","state":"entered"}]}', '{"items":[{"naturalKey":"ANP-7F3A91C2D4"}]}']) {
			const books = new Books();
			const client = clientOn({ send: async (request) => (request.url.includes('journal') ? { ...fault(200, ''), body: Buffer.from(body) } : books.send(request)) });
			const target = createSage100JournalTarget({ client, clock: new FakeClock(), company: await client.company(), referencePrefix: 'ANP-' });
			expect(await rejection(target.find([JOURNAL.reference]))).toBeInstanceOf(body.includes('Key') ? FatalError : RetryableError);
		}
	});

	it('asks for each reference once', async () => {
		const books = new Books();
		await (await targetOf(books)).find(['ANP-1', 'ANP-2', 'ANP-1']);
		expect(books.asked.slice(-2)).toEqual(['/gl/journal-entries?naturalKey=ANP-1', '/gl/journal-entries?naturalKey=ANP-2']);
	});
});

describe('release', () => {
	const RUNS = { ...COMPANY, canRunRegister: true };
	const booksOf = (company: object): Books => Object.assign(new Books(), { company });

	it('is offered where the agent may run registers, and would post nothing of others', async () => {
		const offered = async (company: object, more = {}) => (await targetOf(booksOf(company), more)).release !== undefined;
		expect(await Promise.all([offered(COMPANY), offered(RUNS), offered(RUNS, { batchNo: '00042' }), offered({ ...RUNS, usesJournalBatches: false }), offered({ ...RUNS, usesJournalBatches: false }, { mayPostOthers: true })]))
			.toEqual([false, true, false, false, true]);
	});

	it('runs the register of the entry\'s own batch, and nothing when it is posted', async () => {
		const books = booksOf(RUNS);
		expect(await outcome(books, { release: true })).toMatchObject({ kind: 'posted', stage: 'released', release: { kind: 'done' } });
		expect(books.registers).toEqual([{ sourceJournal: 'GJ', batchNo: '00042' }]);
		const target = await targetOf(books);
		const [found] = await target.find(books.entries.map(({ sent }) => sent.naturalKey));
		if (found) await target.release?.(found);
		expect(books.registers).toHaveLength(1);
	});

	it('tells a refusal, and leaves the entry', async () => {
		const books = booksOf(RUNS);
		await posting(books);
		books.faults = [fault(422, 'VALIDATION', { message: 'The printer is missing.' })];
		expect(await outcome(books, { release: true })).toMatchObject({ kind: 'posted', stage: 'entered', release: { kind: 'failed', said: expect.stringContaining('printer') } });
		books.faults = [fault(504, 'SAGE_TIMEOUT')];
		expect(await outcome(books, { release: true })).toMatchObject({ release: { kind: 'undecided' } });
		books.faults = [];
		for (const entry of books.entries) entry.state = 'in_doubt';
		expect(await rejection((await targetOf(books)).release?.({ reference: books.entries[0]?.sent.naturalKey ?? '', number: '', stage: 'entered', status: '' }) ?? Promise.resolve())).toBeInstanceOf(FatalError);
	});
});

describe('natural keys', () => {
	const CONTRACT = /^[A-Za-z0-9][A-Za-z0-9._:-]{2,39}$/;

	it('are the references of this client as they are', () => {
		expect(naturalKeyOf('ANP-7F3A91C2D4')).toBe('ANP-7F3A91C2D4');
		expect(['', 'a', 'A', 'X.A', 'ANP 1', 'é', '-A-', 'A'.repeat(41)].map(naturalKeyOf)).toEqual([
			expect.stringMatching(/^H\.[0-9A-F]{36}$/), 'X..0061', 'X.A', 'X.X.002EA', 'X.ANP.00201', 'X..00E9', 'X.-A-', expect.stringMatching(/^H\./),
		]);
	});

	it('are two for two references, also without regard to case, and fit the contract', () => {
		const references = fc.oneof(fc.string({ unit: fc.constantFrom('A', 'B', 'a', 'X', 'H', '.', '-', '0', '6', '1', ' ', ':', '_'), maxLength: 45 }), fc.string({ unit: 'binary', maxLength: 12 }));
		fc.assert(fc.property(references, references, (left, right) => {
			const keys = [left, right].map((one) => naturalKeyOf(one).toUpperCase());
			for (const key of keys) expect(key).toMatch(CONTRACT);
			expect(keys[0] === keys[1]).toBe(left === right);
		}), { numRuns: 3_000 });
	});
});

describe('comments and limits', () => {
	it('carry the mark behind the key, also when they are cut', () => {
		const journal: Pick<Journal, 'mark' | 'title' | 'part'> = { mark: '0123456789AB', title: `a\n b ${'x'.repeat(30)}😀`, part: 2 };
		expect(entryComment(journal, 60)).toBe(`0123456789AB a b ${'x'.repeat(30)}😀 (part 2)`);
		expect(entryComment(journal, 48)).toBe(`0123456789AB a b ${'x'.repeat(30)}`);
		for (const room of [12, 13, 14, 48, 60]) expect(markIn(`K-1 ${entryComment(journal, room)}`, 'k-1')).toBe('0123456789AB');
		expect([markIn('K-1 rewritten', 'K-1'), markIn('0123456789AB', 'K-1'), markIn('', 'K-1')]).toEqual([undefined, undefined, undefined]);
	});

	it('follow from the facts of the company', async () => {
		const rules = async (limits: object, more = {}) => (await targetOf(Object.assign(new Books(), { company: { ...COMPANY, limits } }), more)).rules;
		expect(await rules({ journalComment: 2048, lineComment: 30, journalLines: 40 })).toMatchObject({ longestDescription: 15, mostLines: 40, longestAccount: 41, places: 2, book: 'agent.example.com:8443/abc' });
		expect(await rules({ journalComment: null, lineComment: null, journalLines: null }, { mostLines: 9_999 })).toMatchObject({ longestDescription: 1_985, mostLines: 2_000 });
		expect(await rules({ journalComment: 30, lineComment: 30, journalLines: null }, { longDescriptions: 'cut' })).toMatchObject({ longestDescription: 2_000, mostLines: 500 });
		await expect(rules({ journalComment: 26, lineComment: 30, journalLines: null })).rejects.toBeInstanceOf(FatalError);
	});

	it('reject what is too long, unless it may be cut', async () => {
		const rows = ROWS.map((row) => ({ ...row, description: 'Travel to the customer' }));
		expect((await posting(new Books(), {}, rows)).rejected).toHaveLength(2);
		const books = new Books();
		expect(await outcome(books, {}, rows, WISHES, { longDescriptions: 'cut' })).toMatchObject({ kind: 'posted' });
		expect(books.entries[0]?.sent.lines.map(({ comment }) => comment)).toEqual(['Travel to the c', 'Travel to the c']);
	});

	it.each([{ referencePrefix: 'a b' }, { referencePrefix: '-A' }, { sourceJournal: 'GJX' }, { batchNo: '42' }])('refuse settings that cannot work: %j', async (more) => {
		await expect(targetOf(new Books(), more)).rejects.toBeInstanceOf(FatalError);
	});

	it('take journals and flags of the rows', async () => {
		const books = new Books();
		await posting(books, {}, ROWS.map((row) => ({ ...row, fields: { ...row.fields, sourceJournal: 'bu', autoReverse: 'yes' } })), WISHES, { batchNo: '00007' });
		expect(books.entries[0]?.sent).toMatchObject({ sourceJournal: 'BU', autoReverse: true, batchNo: '00007' });
	});
});
