import type { Journal, JournalTarget } from '../../../src/contracts';
import { AmbiguousError, FatalError, RejectedError, RetryableError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { postJournals, type JournalRow, type PostingWishes } from '../../../src/sync/journal';
import { createAdjustmentJournalTarget, createLedgerJournalTarget, type LedgerJournalOptions } from '../../../src/systems/sage300';
import { batchText, markIn } from '../../../src/systems/sage300/journal/header-text';
import { PassingClock } from '../../doubles/passing-clock';
import { rejection } from '../../doubles/results';
import { Books } from './fakes/books';
import type { Row } from './fakes/filter-reader';
import { clientOn } from './fakes/client';
import { fault } from './fakes/fault';
import { AP_JOURNAL, GL_JOURNAL, TARGET } from './fakes/wire-requests';

const ledgerOf = (books: Books, more: Partial<LedgerJournalOptions> = {}): JournalTarget => {
	const clock = new PassingClock();
	return createLedgerJournalTarget({ client: clientOn(books, { clock }), clock, ...TARGET, ...more });
};
const payablesOf = (books: Books, more: object = {}): JournalTarget => {
	const clock = new PassingClock();
	return createAdjustmentJournalTarget({ client: clientOn(books, { clock }), clock, ...TARGET, ...more });
};
const PLAIN: Journal = { ...GL_JOURNAL, lines: GL_JOURNAL.lines.map((line) => ({ ...line, fields: {} })) };

const ROWS = [
	{ key: 'a', account: '6200200', amount: '1250.00', description: 'Travel', fields: { date: '2026-03-31', period: '202603' } },
	{ key: 'b', account: '9000200', amount: '-1250.00', description: 'Offset', fields: { date: '2026-03-31', period: '2026-3' } },
];
const WISHES: PostingWishes = { name: 'Budget 2026 v3', groupBy: [] };
const posting = (target: JournalTarget, more: object = {}, rows: readonly JournalRow[] = ROWS, wishes = WISHES) => {
	const clock = new PassingClock();
	return postJournals(rows, wishes, { target, clock, lock: new FifoLock(clock) }, { waitForEarlierRuns: false, ...more });
};

describe('posting to the general ledger', () => {
	it('creates one batch, and posting again creates none', async () => {
		const books = new Books();
		const first = await posting(ledgerOf(books));
		expect(first.journals.map(({ outcome }) => outcome)).toMatchObject([{ kind: 'posted', number: '000491', evidence: 'answered', verified: true, warnings: ['Out of balance'] }]);
		const second = await posting(ledgerOf(books));
		expect(second.journals.map(({ outcome }) => outcome)).toMatchObject([{ kind: 'posted', number: '000491', evidence: 'found' }]);
		expect(books.batches()).toHaveLength(1);
	});

	it('finds a batch that was stored although its answer was lost', async () => {
		const books = new Books();
		books.faults = ['stored and lost'];
		expect((await posting(ledgerOf(books))).journals[0]?.outcome).toMatchObject({ kind: 'posted', number: '000491', evidence: 'answer lost' });
		expect(books.batches()).toHaveLength(1);
	});

	it('ends as ambiguous when the answer was lost and no batch can be found, and a later run creates it', async () => {
		const books = new Books();
		books.faults = ['lost'];
		expect((await posting(ledgerOf(books))).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'answer lost' });
		expect((await posting(ledgerOf(books))).journals[0]?.outcome).toMatchObject({ kind: 'posted' });
		expect(books.batches()).toHaveLength(1);
	});

	it('reports a batch that was written in part, and never doubles it', async () => {
		const books = new Books();
		books.drop = 1;
		books.faults = ['stored and lost'];
		for (let run = 0; run < 2; run += 1) {
			expect((await posting(ledgerOf(books))).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'partial', numbers: ['000491'] });
		}
		expect(books.batches()).toHaveLength(1);
	});

	describe('a batch that somebody has deleted', () => {
		const deleted = async (change: (batch: Record<string, unknown>) => void) => {
			const books = new Books();
			await posting(ledgerOf(books));
			const [batch] = books.batches();
			if (batch) change(Object.assign(batch, { Status: 'Deleted' }));
			return books;
		};
		const linesOf = (batch: Record<string, unknown>): Row[] => (batch.JournalHeaders as Array<{ JournalDetails: Row[] }>)[0]?.JournalDetails ?? [];
		const outcomeOn = async (books: Books, wishes = WISHES) => (await posting(ledgerOf(books), {}, ROWS, wishes)).journals[0]?.outcome;

		it.each<[string, (batch: Record<string, unknown>) => void]>([
			['whole', () => undefined],
			['without its lines, which deleting may have taken', (batch) => linesOf(batch).splice(0)],
			['after it was edited', (batch) => linesOf(batch).splice(1, 1, { AccountNumber: '9000200', Amount: '-1200.00' })],
			['after a line in the middle was taken out', (batch) => linesOf(batch).splice(0, 1)],
			['without its mark', (batch) => Object.assign(batch, { Description: String(batch.Description).slice(0, 16) })],
		])('%s: withdrawn, until its number is named', async (_how, change) => {
			const books = await deleted(change);
			expect(await outcomeOn(books)).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn' });
			expect(await outcomeOn(books, { ...WISHES, deletedAgain: ['492'] })).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn' });
			expect(await outcomeOn(books, { ...WISHES, deletedAgain: ['491'] })).toMatchObject({ kind: 'posted', number: '000492' });
		});

		it('in part: it never was the journal, and does not count', async () => {
			expect(await outcomeOn(await deleted((batch) => linesOf(batch).splice(1)))).toMatchObject({ kind: 'posted', number: '000492' });
		});

		it('as the error batch of one that was posted: nothing is posted again, even where both are named', async () => {
			const books = await deleted((batch) => Object.assign(batch, {
				Status: 'Posted', JournalHeaders: (batch.JournalHeaders as object[]).map((header) => ({ ...header, ErrorBatch: '492' })),
			}));
			const [posted] = books.batches();
			const part = JSON.parse(JSON.stringify({ ...posted, BatchNumber: '000492', Status: 'Deleted' })) as Record<string, unknown>;
			linesOf(part).splice(1);
			books.batches().push(part);
			const before = books.batches().length;
			expect(await outcomeOn(books, { ...WISHES, deletedAgain: ['491', '492'] })).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn' });
			expect(books.batches()).toHaveLength(before);
		});
	});

	it('rejects the rows of a refusal, and stores nothing', async () => {
		const books = new Books();
		books.faults = [fault(409, 'General', 'Account 6200200 is not valid.')];
		const { rejected, journals } = await posting(ledgerOf(books));
		expect([journals, rejected.map(({ reasons }) => reasons)]).toEqual([[], [['Account 6200200 is not valid.'], ['Account 6200200 is not valid.']]]);
	});

	it('marks the batch as ready, and a second run finds it so', async () => {
		const books = new Books();
		for (let run = 0; run < 2; run += 1) {
			expect((await posting(ledgerOf(books), { release: true })).journals[0]?.outcome).toMatchObject({ kind: 'posted', release: { kind: 'done' } });
			expect(books.batches()).toMatchObject([{ Status: 'ReadyToPost' }]);
		}
	});

	it('is dry where that is wanted', async () => {
		const books = new Books();
		expect((await posting(ledgerOf(books), { dryRun: true })).journals[0]?.outcome).toEqual({ kind: 'planned' });
		expect(books.sent.every(({ method }) => method === 'GET')).toBe(true);
	});
});

describe('release', () => {
	const released = async (books: Books, more: Partial<LedgerJournalOptions> = {}) => {
		const target = ledgerOf(books, more);
		await target.create(PLAIN);
		const [found] = await target.find([PLAIN.reference]);
		if (!found) throw new Error('not found');
		const error = await target.release?.(found).then(() => undefined, (caught: unknown) => caught);
		return { error, after: (await target.find([PLAIN.reference]))[0], found, target };
	};

	it('uses the flag where the status does not take it', async () => {
		const books = new Books();
		books.statusIsWritable = false;
		expect(await released(books)).toMatchObject({ error: undefined, after: { stage: 'released' } });
		expect(books.batches()).toMatchObject([{ Status: 'Open', ReadyToPost: 'Yes' }]);
	});

	it('posts this batch and no other', async () => {
		const books = new Books();
		expect(await released(books, { releaseAs: 'post' })).toMatchObject({ error: undefined, found: { stage: 'entered' }, after: { stage: 'released', status: 'Posted' } });
		expect(books.posted).toEqual(['{"ActionSelector":"","PostAllBatches":"Donotpostallbatches","PostBatchFrom":"000491","PostBatchTo":"000491"}']);
	});

	it('changes nothing when it was released before', async () => {
		const books = new Books();
		const { target, after } = await released(books, { releaseAs: 'post' });
		const before = books.sent.filter(({ method }) => method !== 'GET').length;
		if (after) await target.release?.(after);
		expect(books.sent.filter(({ method }) => method !== 'GET')).toHaveLength(before);
	});

	it('is refused when posting moves the entries to an error batch, which is named', async () => {
		const books = new Books();
		books.post = (batch) => {
			batch.Status = 'Posted';
			batch.JournalHeaders = (batch.JournalHeaders as object[]).map((header) => ({ ...header, ErrorBatch: '492', ErrorEntry: '1' }));
		};
		const { error, after } = await released(books, { releaseAs: 'post' });
		expect(error).toMatchObject({ facts: { said: 'posting moved its entries to error batch 000492' } });
		expect(after).toMatchObject({ stage: 'held', status: 'Posted, entries moved to error batch 000492' });
	});

	it('takes the error batch for the journal where that carries the reference', async () => {
		const books = new Books();
		books.post = (batch) => {
			books.batches().push({ ...batch, BatchNumber: '000492', Status: 'Open' });
			batch.Status = 'Posted';
			batch.JournalHeaders = (batch.JournalHeaders as object[]).map((header) => ({ ...header, ErrorBatch: '492' }));
		};
		await released(books, { releaseAs: 'post' });
		expect((await ledgerOf(books, { releaseAs: 'post' }).find([PLAIN.reference])).map(({ number, stage }) => [number, stage])).toEqual([['000491', 'withdrawn'], ['000492', 'entered']]);
	});

	it('follows a posting that takes its time', async () => {
		const books = new Books();
		let looks = 0;
		books.post = (batch) => {
			Object.defineProperty(batch, 'Status', { get: () => ((looks += 1) < 6 ? 'PostInProgress' : 'Posted'), enumerable: true, configurable: true });
		};
		expect(await released(books, { releaseAs: 'post' })).toMatchObject({ error: undefined, after: { stage: 'released', status: 'Posted' } });
	});

	it('is refused in the batch\'s own words when it is still open', async () => {
		const books = new Books();
		books.post = () => undefined;
		expect((await released(books, { releaseAs: 'post' })).error).toMatchObject({ facts: { said: 'its status is still "ReadyToPost"' } });
	});

	it('sends nothing when the template does not tell how one batch is posted', async () => {
		const books = new Books();
		const target = ledgerOf(books, { releaseAs: 'post', postParameters: { Unknown: '{batch}' } });
		await target.create(PLAIN);
		const [found] = await target.find([PLAIN.reference]);
		expect(found && await rejection(Promise.resolve(target.release?.(found)))).toMatchObject({ facts: { said: expect.stringContaining('its template has no parameter "Unknown"') } });
		expect(books.posted).toEqual([]);
	});
});

describe('find', () => {
	it('sees every status, and takes unknown words for something that a person has to look at', async () => {
		const books = new Books();
		const target = ledgerOf(books, { releaseAs: 'post' });
		const words: Array<readonly [string, string]> = [
			['Open', 'entered'], ['ReadyToPost', 'entered'], ['Ready To Post', 'entered'], ['Posted', 'released'], ['PostInProgress', 'released'],
			['Deleted', 'withdrawn'], ['ProvPosted', 'held'], ['Provisionally Posted', 'held'], ['Gebucht', 'held'],
		];
		await target.create(PLAIN);
		for (const [word, stage] of words) {
			Object.assign(books.batches()[0] ?? {}, { Status: word });
			expect((await target.find([PLAIN.reference])).map((found) => found.stage)).toEqual([stage]);
		}
	});

	it('gives back what tells the content', async () => {
		const books = new Books();
		const target = ledgerOf(books);
		await target.create(GL_JOURNAL);
		expect(await target.find([GL_JOURNAL.reference, 'ANP-000000000000'])).toEqual([{
			reference: GL_JOURNAL.reference, number: '000491', stage: 'entered', status: 'Open', mark: GL_JOURNAL.mark, lineCount: 2,
			head: { date: '2026-03-31', period: '2026-03', sourceCode: 'GL-JE' },
			lines: [{ account: '6200200', amount: '1250', fields: { reference: '7f3a91c2-1' } }, { account: '9000200', amount: '-1250', fields: {} }],
		}]);
		Object.assign(books.batches()[0] ?? {}, { Description: `${GL_JOURNAL.reference} rewritten` });
		expect((await target.find([GL_JOURNAL.reference]))[0]).not.toHaveProperty('mark');
	});

	it('reads on where a page is full, and refuses an answer to another question', async () => {
		const books = new Books();
		books.pageSize = 2;
		const target = ledgerOf(books);
		for (let copy = 0; copy < 5; copy += 1) await target.create(PLAIN);
		expect(await target.find([PLAIN.reference])).toHaveLength(5);
		const deaf = createLedgerJournalTarget({ client: clientOn({ send: (request) => books.send({ ...request, url: request.url.replace(/startswith\([^)]*\)/, 'Status%20eq%20\'Open\'') }) }), clock: new PassingClock(), ...TARGET });
		expect(await rejection(deaf.find(['ANP-OTHER']))).toMatchObject({ facts: { said: expect.stringContaining('came, which was not asked for') } });
	});
});

describe('the search in the ledger', () => {
	const posted = (reference: string, more: Row = {}): Row => ({
		AccountNumber: '6200-200', FiscalYear: '2026', FiscalPeriod: '3', SourceCurrencyCode: 'USD', SourceLedgerCode: 'GL', SourceTypeCode: 'JE', PostingSequenceNumber: 7,
		DetailCount: 1, BatchNumber: '000480', JournalTransactionAmount: 1250, JournalDetailReference: reference, ...more,
	});
	const searched = (books: Books) => ledgerOf(books).findCounted?.([GL_JOURNAL]);

	it('gives the lines of each batch as a journal, in the spelling of its own', async () => {
		const books = new Books();
		books.tables.GLPostedTransactions = [
			posted(`${GL_JOURNAL.reference} 7f3a91c2-1`), posted(GL_JOURNAL.reference, { AccountNumber: '9000-200', JournalTransactionAmount: -1250, DetailCount: 2 }),
			posted(GL_JOURNAL.reference, { FiscalYear: '2027', DetailCount: 3, BatchNumber: '000485' }),
			posted(GL_JOURNAL.reference, { FiscalYear: '2021', DetailCount: 4 }), posted('ANP-000000000000', { DetailCount: 5 }),
		];
		const common = { reference: GL_JOURNAL.reference, stage: 'released', status: 'Posted; found in the ledger, not in the list of batches' };
		expect(await searched(books)).toEqual([
			{ ...common, number: '000480', lineCount: 2, head: { period: '2026-03', sourceCode: 'GL-JE' }, lines: [
				{ account: '6200200', amount: '1250', fields: { reference: '7f3a91c2-1' } }, { account: '9000200', amount: '-1250', fields: {} },
			] },
			{ ...common, number: '000485', lineCount: 1, head: { period: '2027-03', sourceCode: 'GL-JE' }, lines: [{ account: '6200200', amount: '1250', fields: {} }] },
		]);
	});

	it('refuses an answer to another question, and names its switch', async () => {
		const books = new Books();
		books.tables.GLPostedTransactions = [posted('somebody else')];
		const deaf = createLedgerJournalTarget({ client: clientOn({ send: (request) => books.send({ ...request, url: request.url.replace(/startswith\([^)]*\)/, 'DetailCount%20gt%200') }) }), clock: new PassingClock(), ...TARGET });
		const facts = { facts: { said: 'a ledger line came that was not asked for', remedy: expect.stringContaining('"Search Ledger"') } };
		expect(await rejection(Promise.resolve(deaf.findCounted?.([GL_JOURNAL])))).toMatchObject(facts);
		books.forbidden = ['GL'];
		expect(await rejection(Promise.resolve(searched(books)))).toMatchObject({ facts: { status: 403, remedy: expect.stringContaining('"Search Ledger"') } });
	});

	it('leaves no room for a reference of the user that would cut that of the journal', async () => {
		const withReference = (length: number) => ROWS.map((row) => ({ ...row, fields: { ...row.fields, reference: 'x'.repeat(length) } }));
		expect((await posting(ledgerOf(new Books()), {}, withReference(43))).journals).toMatchObject([{ outcome: { kind: 'posted' } }]);
		expect((await posting(ledgerOf(new Books()), {}, withReference(44))).rejected).toHaveLength(2);
	});
});

describe('check', () => {
	const reasons = async (target: JournalTarget, journal: Journal) => (await target.check([journal])).map(({ line, reason }) => [line, reason]);
	const LINE = { key: null, amount: '1.00', debit: '1.00', credit: '0.00', description: '', fields: {} };
	const withLines = (...accounts: readonly string[]): Journal => ({ ...PLAIN, lines: accounts.map((account) => ({ ...LINE, account })) });

	it('finds nothing wrong where nothing is, and writes nothing', async () => {
		const books = new Books();
		expect(await ledgerOf(books).check([PLAIN])).toEqual([]);
		expect(books.sent.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('names accounts that do not exist, are inactive, take no postings or are written with delimiters', async () => {
		expect(await reasons(ledgerOf(new Books()), withLines('6200200', '9', '6300200', '6400200', '6200-200'))).toEqual([
			[1, 'account "9" does not exist in Sage 300'], [2, 'account 6300200 is inactive in Sage 300'], [3, 'posting to account 6400200 is prohibited in Sage 300'],
			[4, 'account "6200-200" is written "6200200" in Sage 300, without delimiters; write it the same way'],
		]);
	});

	it.each([
		[{ date: '2026-04-10' }, 'fiscal period 2026-04 is locked for GL in Sage 300'],
		[{ date: '2027-01-01' }, 'no fiscal period of Sage 300 holds 2027-01-01'],
		[{ date: '2026-03-31', period: '2027-01' }, 'fiscal year 2027 is not defined in the fiscal calendar of Sage 300'],
		[{ date: '2026-03-31', period: '2026-13' }, 'fiscal period 2026-13 is not defined in the fiscal calendar of Sage 300'],
		[{ date: '2026-03-31', period: '2026-02' }, '2026-03-31 does not lie in fiscal period 2026-02, which is from 2026-02-01 to 2026-02-28'],
		[{ date: '2026-03-31', sourceCode: 'GL-XX' }, 'source code "GL-XX" does not exist in Sage 300'],
	])('names what is wrong about %j', async (head, reason) => {
		expect(await reasons(ledgerOf(new Books()), { ...PLAIN, head })).toEqual([[undefined, reason]]);
	});

	it('passes over what the user may not see', async () => {
		const books = new Books();
		books.forbidden = ['CS'];
		expect(await ledgerOf(books).check([{ ...PLAIN, head: { date: '2026-04-10' } }])).toEqual([]);
	});

	it('names vendors, documents and periods that adjustments cannot use', async () => {
		expect(await reasons(payablesOf(new Books()), { ...AP_JOURNAL, head: { date: '2026-01-31' } })).toEqual([
			[undefined, 'fiscal period 2026-01 is locked for AP in Sage 300'],
			[1, 'account 6300200 is inactive in Sage 300'], [1, 'vendor V1050 is inactive in Sage 300'],
			[2, 'account 6300200 is inactive in Sage 300'], [2, 'vendor V1040 has no posted document "INV-88311" in Sage 300'],
			[3, 'posting to account 6400200 is prohibited in Sage 300'],
		]);
	});

	it('asks in portions for many accounts, and for the whole list for very many', async () => {
		for (const [count, requests] of [[40, 3], [200, 1]] as const) {
			const books = new Books();
			await ledgerOf(books).check([withLines(...Array.from({ length: count }, (_, index) => `X${index}`))]);
			expect(books.lists.filter(({ resource }) => resource === 'GLAccounts')).toHaveLength(requests);
		}
	});
});

describe('create says what is known', () => {
	it.each([
		['a refusal', fault(409, 'FieldInvalid', 'no'), RejectedError], ['a payload it does not know', fault(400, 'InvalidPayload', 'X'), RejectedError],
		['no right', fault(403, 'Forbidden', 'no'), FatalError], ['a lock', fault(409, 'General', 'locked by another user'), RetryableError],
		['an error inside of a good answer', fault(201, 'General', 'no'), RejectedError], ['a server error', fault(500, 'InternalServerError', 'x'), AmbiguousError],
		['a broken answer', { status: 201, headers: {}, body: Buffer.from('{"Batch') }, AmbiguousError], ['an answer without a number', { status: 201, headers: {}, body: Buffer.from('{}') }, AmbiguousError],
	])('%s', async (_name, reply, kind) => {
		const books = new Books();
		books.faults = [reply];
		expect(await rejection(ledgerOf(books).create(PLAIN))).toBeInstanceOf(kind);
		expect(books.sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('adjustments of accounts payable', () => {
	it('are found as they were created', async () => {
		const books = new Books();
		const target = payablesOf(books);
		expect(await target.create(AP_JOURNAL)).toMatchObject({ number: '491', status: 'Open' });
		const [found] = await target.find([AP_JOURNAL.reference]);
		expect(found).toMatchObject({ number: '491', stage: 'entered', mark: AP_JOURNAL.mark, head: { date: '2026-03-31' }, lineCount: 4 });
		expect(found?.lines).toContainEqual({ account: '6300200', amount: '-12.5', fields: { vendor: 'V1050', document: 'INV-1' } });
	});

	it('can carry the side in their kind', async () => {
		const books = new Books();
		const target = payablesOf(books, { amounts: 'absolute', debitType: 81, creditType: 82 });
		await target.create({ ...AP_JOURNAL, lines: AP_JOURNAL.lines.slice(0, 2) });
		expect((await target.find([AP_JOURNAL.reference]))[0]?.lines?.map(({ amount }) => amount)).toEqual(['40', '-12.5']);
		expect(() => payablesOf(books, { amounts: 'absolute' })).toThrow('two kinds of transactions');
	});

	it('of which posting has moved one vendor to an error batch: held, both numbers told, and never posted again or split in two', async () => {
		const books = new Books();
		const twoVendors = (['V1040', 'V1041'] as const).map((vendor) => (
			{ key: vendor, account: '6200200', amount: '40.00', description: '', fields: { date: '2026-03-31', vendor, document: vendor === 'V1040' ? 'INV-88310' : 'INV-1' } }));
		books.batches('APVendors').push({ VendorNumber: 'V1041', Status: 'Active' });
		books.batches('APPostedDocuments').push({ VendorNumber: 'V1041', DocumentNumber: 'INV-1' });
		const run = async (more = {}) => (await posting(payablesOf(books), {}, twoVendors, { ...WISHES, imbalance: 'allow', ...more })).journals[0]?.outcome;
		expect(await run()).toMatchObject({ kind: 'posted', number: '491' });
		const [batch] = books.batches('APPaymentAndAdjustmentBatches');
		const entries = batch?.PaymentsAdjustments as Array<Record<string, unknown>>;
		books.batches('APPaymentAndAdjustmentBatches').push({ ...batch, BatchNumber: 492, BatchStatus: 'Open', PaymentsAdjustments: [entries[1]] });
		Object.assign(batch ?? {}, { BatchStatus: 'Posted', PaymentsAdjustments: [entries[0], { ...entries[1], ErrorBatch: 492, ErrorEntry: 1 }] });
		const found = await payablesOf(books).find([String(batch?.Description).split(' ')[0] ?? '']);
		expect(found.map(({ number, stage }) => [number, stage])).toEqual([['491', 'held'], ['492', 'withdrawn']]);
		expect(await run()).toMatchObject({ kind: 'posted', number: '491', status: 'Posted, entries moved to error batch 492', evidence: 'found' });
		// Somebody deletes the error batch: the entry that was refused is for a person, the other one is in the ledger.
		Object.assign(books.batches('APPaymentAndAdjustmentBatches')[1] ?? {}, { BatchStatus: 'Deleted' });
		expect(await run({ deletedAgain: ['491', '492'] })).toMatchObject({ kind: 'posted', number: '491', stage: 'held' });
		expect(books.batches('APPaymentAndAdjustmentBatches')).toHaveLength(2);
	});

	it('are posted by the same rules, without having to balance', async () => {
		const books = new Books();
		const rows = [{ key: 'a', account: '6200200', amount: '40', description: '', fields: { date: '2026-03-31', vendor: 'v1040', document: 'inv-88310' } }];
		const run = () => posting(payablesOf(books, { releaseAs: 'post' }), { release: true }, rows, { ...WISHES, imbalance: 'allow' });
		expect((await run()).journals[0]?.outcome).toMatchObject({ kind: 'posted', number: '491', release: { kind: 'done' } });
		expect((await run()).journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'found', release: { kind: 'done' } });
		expect(books.posted).toEqual(['{"BatchType":"AD","PostAllBatches":"Donotpostallbatches","PostBatchFrom":491,"PostBatchTo":491}']);
	});
});

it('keeps reference and mark whatever the title is', () => {
	const text = batchText({ ...GL_JOURNAL, title: 'ü'.repeat(200), part: 3 });
	expect([text.length <= 60, markIn(text, GL_JOURNAL.reference)]).toEqual([true, GL_JOURNAL.mark]);
	expect(() => ledgerOf(new Books(), { referencePrefix: 'a b' })).toThrow('cannot begin a reference');
	expect(() => ledgerOf(new Books(), { sourceCode: 'X' })).toThrow('is not a source code');
});
