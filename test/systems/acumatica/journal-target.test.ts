import type { FoundJournal, HttpResponse, Journal, JournalTarget } from '../../../src/contracts';
import { AmbiguousError, CancelledError, ConnectionLostError, FatalError, RejectedError, RetryableError } from '../../../src/core/errors';
import { planJournals } from '../../../src/sync/journal';
import { createAcumaticaJournalTarget, type AcumaticaJournalOptions } from '../../../src/systems/acumatica';
import { stageOf } from '../../../src/systems/acumatica/journal/found-batch';
import { headerText, markIn } from '../../../src/systems/acumatica/journal/header-text';
import { rejection } from '../../doubles/results';
import { answer, json, jsonText, type ScriptedHttp, type Step } from '../../doubles/scripted-http';
import { scripted } from './fakes/client';
import { exception } from './fakes/exception';

const REFERENCE = 'PLAN-7F3A12KQ9XYZ';
const MARK = '0123456789AB';

const on = (steps: readonly Step[], settings: Partial<AcumaticaJournalOptions> = {}): { target: JournalTarget; http: ScriptedHttp; slept: readonly number[] } => {
	const { client, http, clock } = scripted(steps);
	const target = createAcumaticaJournalTarget({ client, clock, hold: false, referencePrefix: 'PLAN-', settleMs: 1_000, ...settings });
	return { target, http, slept: clock.slept };
};

const row = (account: string, amount: string, fields = {}) => ({
	key: '', account, amount, description: '', fields: { ledger: 'STATPLAN', branch: 'MILL1', date: '2026-04-30', ...fields },
});
const JOURNAL: Journal = {
	reference: REFERENCE, mark: MARK, title: 'Budget', part: 1, head: { ledger: 'STATPLAN', branch: 'MILL1', date: '2026-04-30' },
	lines: ['52000', '99000'].map((account, index) => ({
		key: account, account, amount: index === 0 ? '5.00' : '-5.00', debit: index === 0 ? '5.00' : '0.00', credit: index === 0 ? '0.00' : '5.00', description: '', fields: {},
	})),
};

interface BatchParts { readonly number?: string; readonly status?: string; readonly description?: string; readonly lines?: boolean; readonly origin?: string; readonly field?: string }
const batch = ({ number = 'GL0001902', status = 'Balanced', description = `${REFERENCE} ${MARK} Budget`, lines = true, origin, field }: BatchParts = {}): string => `{
	"id":"0c1f","BatchNbr":{"value":"${number}"},"Status":{"value":"${status}"},"Description":{"value":"${description}"},"Hold":{"value":${status === 'On Hold'}},
	"LedgerID":{"value":"STATPLAN"},"BranchID":{"value":"MILL1 "},"CurrencyID":{"value":"USD"},"PostPeriod":{"value":"042026"},"TransactionDate":{"value":"2026-04-30T00:00:00-04:00"}
	${lines ? ',"Details":[{"Account":{"value":"52000"},"Subaccount":{},"BranchID":{"value":"MILL1"},"DebitAmount":{"value":5.0000},"CreditAmount":{"value":0.0000}},{"Account":{"value":"99000"},"BranchID":{"value":"MILL1"},"DebitAmount":{},"CreditAmount":{"value":5}}]' : ''}
	,"custom":{"BatchModule":{${[origin && `"OrigBatchNbr":{"type":"CustomStringField","value":"${origin}"}`, field && `"AttributeREF":{"type":"CustomStringField","value":"${field}"}`].filter(Boolean).join(',')}}} }`;
const list = (...batches: readonly string[]): HttpResponse => jsonText(`[${batches.join(',')}]`);
const FOUND: FoundJournal = { reference: REFERENCE, number: 'GL0001902', stage: 'entered', status: 'Balanced' };
const gone = exception('System.Collections.Generic.KeyNotFoundException', 'The given key was not present in the dictionary.');
const computed = exception('PX.Api.ContractBased.OptimizedExport.CannotOptimizeException', 'Optimization cannot be performed.The following fields cause the error:\r\nDetails: View has BQL delegate');

describe('rules', () => {
	it.each<[string, Partial<AcumaticaJournalOptions>]>([
		['a prefix with a blank', { referencePrefix: 'PLAN 1' }], ['a prefix with a wildcard', { referencePrefix: 'PLAN%' }],
		['a prefix that leaves no room', { referencePrefix: 'X'.repeat(21) }], ['a field that is no field', { searchField: 'x\') or (1 eq 1' }],
		['no room for the reference', { longestHeaderText: 30 }], ['a number of lines that is none', { mostLines: Number('all') }],
		['decimals that are none', { places: 1.5 }], ['a time to settle that is none', { settleMs: NaN }],
	])('%s is refused before anything is asked', (_name, settings) => {
		expect(() => on([], settings)).toThrow(FatalError);
	});

	it('a prefix has one letter case, as searches ignore it', () => {
		expect(on([], { referencePrefix: ' plan-' }).target.rules.reference).toMatchObject({ prefix: 'PLAN-', longest: 17 });
	});

	it('names the tenant as the set of books, not the endpoint', () => {
		expect(on([]).target.rules.book).toBe('erp.example.com/site/harbormills');
	});

	it.each([
		['period', '042026', '04-2026'], ['currency', 'USD', 'usd'],
	])('two spellings of a %s are one journal', (field, one, other) => {
		const [first, second] = [one, other].map((value) => planJournals([row('1', '1', { [field]: value }), row('2', '-1', { [field]: value })], on([]).target.rules, { name: 'x', groupBy: [] }).planned[0]?.journal);
		expect(second).toEqual(first);
		expect(second?.head[field]).toBe(one);
	});

	it.each([['period', '4-2026'], ['period', '2026-04'], ['period', '002026'], ['date', '2026-13-01'], ['date', '30.04.2026'], ['currency', '$'], ['quantity', '1,5'], ['reference', 'X'.repeat(16)]])('a %s of "%s" is rejected', (field, value) => {
		const plan = planJournals([row('1', '1', { [field]: value })], on([]).target.rules, { name: 'x', groupBy: [] });
		expect(plan.rejected[0]?.reasons[0]).toContain(`"${field}" is`);
	});
});

describe('the description of a batch', () => {
	const words = { reference: REFERENCE, mark: MARK, title: 'Budget', part: 1 };

	it('is cut behind reference and mark, and never within a letter', () => {
		expect(headerText({ ...words, title: ' a\nb\tc ' }, 255)).toBe(`${REFERENCE} ${MARK} a b c`);
		expect(headerText({ ...words, part: 3 }, 255)).toBe(`${REFERENCE} ${MARK} Budget (part 3)`);
		expect(headerText({ ...words, title: '🚀🚀' }, 34)).toBe(`${REFERENCE} ${MARK} 🚀`);
		expect(headerText({ ...words, title: '' }, 255)).toBe(`${REFERENCE} ${MARK}`);
	});

	it.each([
		[`${REFERENCE} ${MARK} Budget`, MARK], [`${REFERENCE.toLowerCase()} ${MARK.toLowerCase()}`, MARK], [`${REFERENCE} ${MARK}0`, undefined], [`${REFERENCE}${MARK}`, undefined],
		[`${REFERENCE} Budget`, undefined], [REFERENCE, undefined], [`x ${REFERENCE} ${MARK}`, undefined],
	])('"%s" has the mark %s', (text, mark) => {
		expect(markIn(text, REFERENCE)).toBe(mark);
	});
});

it.each([
	['On Hold', 'held'], ['Balanced', 'entered'], ['Pending Approval', 'held'], ['Rejected', 'held'], ['Scheduled', 'held'], ['Unposted', 'released'], ['Posted', 'released'],
	['Void', 'withdrawn'], ['Voided', 'withdrawn'], ['Gebucht', 'held'], ['', 'held'],
])('a batch that is %s is %s', (status, stage) => {
	expect(stageOf({ status, hold: false })).toBe(stage);
	expect(stageOf({ status: 'Balanced', hold: true })).toBe('held');
});

describe('find', () => {
	it('one reference: hits come with their lines, in one request', async () => {
		const { target, http } = on([list(batch())]);
		expect(await target.find([REFERENCE])).toEqual([{
			reference: REFERENCE, number: 'GL0001902', stage: 'entered', status: 'Balanced', mark: MARK, lineCount: 2,
			link: 'https://erp.example.com/site/Main?CompanyID=HarborMills&ScreenId=GL301000&Module=GL&BatchNbr=GL0001902',
			head: { ledger: 'STATPLAN', branch: 'MILL1', currency: 'USD', date: '2026-04-30', period: '042026' },
			lines: [{ account: '52000', amount: '5.0000', fields: { lineBranch: 'MILL1' } }, { account: '99000', amount: '-5', fields: { lineBranch: 'MILL1' } }],
		}]);
		expect(http.sent).toHaveLength(1);
	});

	it('many references: a few requests whose addresses stay short, and lines for the hits alone', async () => {
		const references = Array.from({ length: 25 }, (_, n) => `PLAN-${String(n).padStart(12, '0')}`);
		const hit = references[24] ?? '';
		const { target, http } = on([list(), list(), list(batch({ description: hit, lines: false })), list(batch({ description: `${hit} ${MARK}` }))]);
		expect(await target.find([...references, ...references])).toMatchObject([{ reference: hit, mark: MARK, lineCount: 2 }]);
		expect(http.sent.map(({ url }) => url.length).every((length) => length < 1_900)).toBe(true);
		expect(http.lines[3]).toContain('$filter=Module eq \'GL\' and BatchNbr eq \'GL0001902\'');
	});

	it.each<[string, HttpResponse, new (...args: never[]) => Error]>([
		['no list', json({}), FatalError], ['a batch without its number', list(batch({ number: '' })), FatalError], ['a batch without its status', list(batch({ status: '' })), FatalError],
		['a batch that nobody asked for', list(batch({ description: 'Rent' })), FatalError], ['a page of a sign-in', answer(200, '<html><title>Sign in</title></html>'), FatalError],
		['a form that may not be seen', json({ message: 'You have insufficient rights' }, 403), FatalError],
	])('%s is an error and never "none"', async (_name, response, kind) => {
		expect(await rejection(on([response]).target.find([REFERENCE]))).toBeInstanceOf(kind);
	});

	it('an answer that broke off is asked for again, and is an error in the end', async () => {
		const broken = jsonText('[{"BatchNbr":');
		expect(await rejection(on(Array.from({ length: 6 }, () => broken)).target.find([REFERENCE]))).toBeInstanceOf(RetryableError);
	});

	it('a hit whose lines do not come is an error', async () => {
		expect(await rejection(on([list(batch({ lines: false })), list()], {}).target.find([REFERENCE, 'PLAN-000000000000']))).toBeInstanceOf(RetryableError);
	});

	it('a site that cannot list lines: batches are read one by one, from then on', async () => {
		const { target, http } = on([computed, list(batch({ lines: false })), jsonText(batch()), list(batch({ lines: false })), jsonText(batch())]);
		expect(await target.find([REFERENCE])).toMatchObject([{ lineCount: 2, mark: MARK }]);
		expect(await target.find([REFERENCE])).toMatchObject([{ lineCount: 2, mark: MARK }]);
		expect(http.lines.map((line) => line.replace(/^GET .*JournalTransaction/, '').slice(0, 14))).toEqual(['?$expand=Detail', '?$select=Module', '/GL/GL0001902?', '?$select=Module', '/GL/GL0001902?'].map((text) => text.slice(0, 14)));
	});

	it('a build that does not know the original of a reversal: it is left out', async () => {
		const { target, http } = on([gone, list(batch()), list(batch())]);
		expect(await target.find([REFERENCE])).toHaveLength(1);
		expect(await target.find([REFERENCE])).toHaveLength(1);
		expect(http.lines.map((line) => line.includes('OrigBatchNbr'))).toEqual([true, false, false]);
	});

	it('a user-defined field that is not there is an error that names it, never "none"', async () => {
		expect(await rejection(on([list(), gone, gone], { searchField: 'BatchModule.AttributeREF' }).target.find([REFERENCE]))).toBeInstanceOf(FatalError);
	});

	it('by description and by field, each batch once', async () => {
		const twice = batch({ field: REFERENCE.toLowerCase() });
		const { target } = on([list(batch()), list(twice, batch({ number: 'GL2', description: 'rewritten', field: REFERENCE }))], { searchField: 'BatchModule.AttributeREF' });
		expect((await target.find([REFERENCE])).map(({ number, mark }) => [number, mark])).toEqual([['GL0001902', MARK], ['GL2', undefined]]);
	});

	it('a reversal and its original are withdrawn; a second batch that is neither is not', async () => {
		const { target } = on([list(batch({ status: 'Posted' }), batch({ number: 'GL2', origin: 'GL0001902' }), batch({ number: 'GL3', origin: 'GL0000001' }))]);
		expect((await target.find([REFERENCE])).map(({ stage, status }) => [stage, status])).toEqual([
			['withdrawn', 'Posted, reversed or repeated by GL2'], ['withdrawn', 'Balanced'], ['entered', 'Balanced'],
		]);
	});

	it('a search can be stopped', async () => {
		const stop = new AbortController();
		stop.abort();
		expect(await rejection(on([]).target.find([REFERENCE], stop.signal))).toBeInstanceOf(CancelledError);
	});
});

describe('create', () => {
	const created = '{"id":"0c1f","Description":{"value":"x"}}';

	it.each<[string, Step[], new (...args: never[]) => Error, number]>([
		['lost', ['LOST'], ConnectionLostError, 1], ['an outage', [answer(503)], AmbiguousError, 1], ['a timeout of the database', [exception('System.Data.SqlClient.SqlException', 'Execution Timeout Expired.')], AmbiguousError, 1],
		['an answer that broke off', [jsonText('{"id":')], AmbiguousError, 1], ['an answer that names no batch', [json({})], AmbiguousError, 1],
		['no sign-in', [answer(401)], FatalError, 1], ['no right', [json({ message: 'You have insufficient rights' }, 403)], FatalError, 1],
		['a number that cannot be read back', [jsonText(created), json({ message: 'no' }, 403)], AmbiguousError, 2],
		['a number that is not there either', [jsonText(created), jsonText(created)], AmbiguousError, 2],
		['a crowd', Array.from({ length: 6 }, () => answer(429)), RetryableError, 6], ['a busy form', Array.from({ length: 6 }, () => answer(409)), RetryableError, 6],
	])('%s', async (_name, steps, kind, requests) => {
		const { target, http } = on(steps);
		expect(await rejection(target.create(JOURNAL))).toBeInstanceOf(kind);
		expect(http.sent).toHaveLength(requests);
	});

	it('an answer without the number: it is read back by the id', async () => {
		const { target, http } = on([jsonText(created), jsonText(batch({ number: 'GL7 ' }))]);
		expect(await target.create(JOURNAL)).toMatchObject({ number: 'GL7', status: 'Balanced' });
		expect(http.lines[1]).toContain('/JournalTransaction/0c1f?');
	});

	it('what was remarked on a batch that was stored is a warning', async () => {
		const remarked = batch({ status: 'On Hold' }).replace('{"value":"USD"}', '{"value":"USD","error":"The rate is old."}');
		expect(await on([jsonText(remarked)]).target.create(JOURNAL)).toMatchObject({ warnings: ['CurrencyID: The rate is old.', 'its status is "On Hold", although it was not sent as held'] });
		expect(await on([jsonText(batch({ status: 'On Hold' }))], { hold: true }).target.create(JOURNAL)).not.toHaveProperty('warnings');
	});

	const refusedRows = (rows: readonly unknown[], error = ''): HttpResponse => json({ error: `Inserting  'GL Batch' record raised at least one error. Please review the errors.${error}`, BatchNbr: { value: '<NEW>' }, Details: rows }, 422);
	const good = { Account: { value: '52000' } };
	const bad = { Account: { value: '99000', error: 'Account is inactive.' } };

	it('a refusal names the line where the rows are those that were sent', async () => {
		const error = await rejection(on([refusedRows([good, bad], ' Batch is out of balance.')]).target.create(JOURNAL));
		expect(error).toMatchObject({ records: [{ index: 1, key: '99000', reasons: ['Account: Account is inactive.', 'Batch is out of balance.'] }] });
	});

	it.each([['only the wrong row', [bad]], ['another order', [bad, good]], ['more rows', [good, bad, good]]])('%s: no line is blamed, the words are kept', async (_name, rows) => {
		const error = await rejection(on([refusedRows(rows)]).target.create(JOURNAL));
		expect(error).toBeInstanceOf(RejectedError);
		expect(error).toMatchObject({ records: [], facts: { said: expect.stringContaining('Account is inactive.') as string } });
	});

	it('a refusal of the whole says why, without the announcement', async () => {
		const response = json({ error: 'Inserting  \'GL Batch\' record raised at least one error. Please review the errors.', PostPeriod: { value: '042026', error: 'The period is closed.' } }, 422);
		expect(await rejection(on([response]).target.create(JOURNAL))).toMatchObject({ records: [], facts: { said: 'PostPeriod: The period is closed.' } });
	});
});

describe('release', () => {
	const location = '/site/entity/Default/24.200.001/JournalTransaction/ReleaseJournalTransaction/status/1';
	const running = (to = location): HttpResponse => answer(202, '', { location: to });
	const release = (steps: readonly Step[], settings: Partial<AcumaticaJournalOptions> = {}) => {
		const made = on(steps, settings);
		return { ...made, done: made.target.release?.(FOUND) ?? Promise.reject(new Error('no release')) };
	};

	it('is asked for every five seconds, and never more often', async () => {
		const { done, slept } = release([running(), answer(202), answer(204), jsonText(batch({ status: 'Posted' }))], { pollMs: 10 });
		await done;
		expect(slept).toEqual([5_000, 5_000]);
	});

	it.each<[string, Step[], new (...args: never[]) => Error]>([
		['a Location elsewhere: it runs, and nobody knows', [running('https://evil.example.org/x'), jsonText(batch())], AmbiguousError],
		['no Location', [running('')], AmbiguousError],
		['a question that is lost', [running(), 'LOST', 'LOST', 'LOST', 'LOST', 'LOST', 'LOST'], AmbiguousError],
		['a session that does not know it', [running(), answer(404)], AmbiguousError],
		['ended, and still Balanced', [running(), answer(204), jsonText(batch())], RejectedError],
		['its own words', [running(), exception('PX.Data.PXOperationCompletedWithErrorException', 'Inactive account.'), jsonText(batch())], FatalError],
		['its own words, and a batch that cannot be read', [json({ error: 'Batch Status invalid.' }, 422), answer(401)], RejectedError],
		['an outage', [answer(503)], AmbiguousError],
		['an error of the server that is not the product\'s', [exception('System.NullReferenceException', 'Object reference')], AmbiguousError],
	])('%s', async (_name, steps, kind) => {
		expect(await rejection(release(steps).done)).toBeInstanceOf(kind);
	});

	it('refused because it is released: nothing is wrong', async () => {
		await release([json({ error: 'Batch Status invalid.' }, 422), jsonText(batch({ status: 'Unposted' }))]).done;
	});

	it('ended well, and the batch cannot be read: the engine looks', async () => {
		await release([answer(204), answer(401)]).done;
	});

	it('has an end', async () => {
		const error = await rejection(release([running(), ...Array.from({ length: 3 }, () => answer(202))], { longestReleaseMs: 15_000 }).done);
		expect(error).toMatchObject({ howToFindOut: expect.stringContaining('GL301000') as string });
	});
});
