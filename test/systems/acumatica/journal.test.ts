import type { HttpResponse } from '../../../src/contracts';
import { AmbiguousError, FatalError, RejectedError } from '../../../src/core/errors';
import { parseExactJson, type ExactJson } from '../../../src/core/json';
import { createJournalRequest, findJournalsRequest, readJournal, readJournals, readReleaseStart, readReleaseStatus, type JournalDraft } from '../../../src/systems/acumatica';
import { answer, json } from '../../doubles/scripted-http';
import { DRAFT, WIRE_PLACE } from './fakes/wire-requests';
import { exception } from './fakes/exception';

const STORED = `{ "id":"0c1f","rowNumber":1,"note":{"value":""},"Module":{"value":"GL"},"BatchNbr":{"value":"GL0001902"},"BranchID":{"value":"MILL1"},"CurrencyID":{"value":"USD"},
	"Description":{"value":"PLAN-7F3A12 v4 2026-04"},"Hold":{"value":false},"LedgerID":{"value":"STATPLAN"},"PostPeriod":{"value":"042026"},"Status":{"value":"Balanced"},
	"TransactionDate":{"value":"2026-04-30T00:00:00-04:00"},"LastModifiedDateTime":{"value":"2026-05-01T08:00:00.5+00:00"},
	"Details":[{"id":"7a","LineNbr":{"value":1},"Account":{"value":"52000"},"DebitAmount":{"value":2000.0000},"CreditAmount":{"value":0.0000},"ReferenceNbr":{}}],
	"custom":{"BatchModule":{"AttributeSOURCE":{"type":"CustomStringField","value":"PLAN-7F3A12"}}} }`;

const running = (location: string | undefined): HttpResponse => answer(202, '', location === undefined ? {} : { location });
const start = (response: HttpResponse): ReturnType<typeof readReleaseStart> => readReleaseStart(WIRE_PLACE, response, 'release batch GL0001902');
const thrown = (work: () => unknown): unknown => {
	try {
		work();
	} catch (error) {
		return error;
	}
	throw new Error('it did not throw');
};

describe('what is written', () => {
	const drafted = (change: Partial<JournalDraft>): string => String(createJournalRequest(WIRE_PLACE, { ...DRAFT, ...change }).body);

	it.each(['0.10', '9007199254740993.01', '2000.00'])('%s keeps its digits', (debit) => {
		expect(drafted({ lines: [{ account: '1', debit }] })).toContain(`"DebitAmount":{"value":${debit}}`);
	});

	it('never a batch number, always the hold', () => {
		expect(drafted({})).not.toContain('BatchNbr');
		expect(drafted({ hold: true })).toContain('"Hold":{"value":true}');
	});

	it.each<[string, Partial<JournalDraft>]>([
		['both sides', { lines: [{ account: '1', debit: '1', credit: '1' }] }], ['no side', { lines: [{ account: '1' }] }], ['no number', { lines: [{ account: '1', debit: '1,5' }] }],
		['a strange date', { date: '30.04.2026' }], ['a strange period', { period: '2026-04' }], ['a strange custom field', { custom: [{ field: 'SOURCE', value: 'x' }] }],
	])('refuses %s', (_name, change) => {
		expect(() => drafted(change)).toThrow(FatalError);
	});

	it('a search without a reference would find everything, and is refused', () => {
		expect(() => findJournalsRequest(WIRE_PLACE, { references: ['R', ' '] })).toThrow(FatalError);
		expect(() => findJournalsRequest(WIRE_PLACE, { references: [] })).toThrow(FatalError);
		expect(() => findJournalsRequest(WIRE_PLACE, { references: ['R'], customField: 'x\') or (1 eq 1' })).toThrow(FatalError);
	});
});

describe('what is read', () => {
	const read = (document: string): ReturnType<typeof readJournal> => readJournal(parseExactJson(document), 'create');

	it('a batch with its lines, every value its own text', () => {
		expect(read(STORED)).toEqual({
			id: '0c1f', number: 'GL0001902', status: 'Balanced', ledger: 'STATPLAN', branch: 'MILL1', currency: 'USD', date: '2026-04-30', period: '042026',
			description: 'PLAN-7F3A12 v4 2026-04', hold: false, modified: '2026-05-01T08:00:00.5+00:00', custom: { 'BatchModule.AttributeSOURCE': 'PLAN-7F3A12' },
			lines: [{ id: '7a', LineNbr: '1', Account: '52000', DebitAmount: '2000.0000', CreditAmount: '0.0000', ReferenceNbr: '', rowNumber: '1' }],
		});
	});

	it('an answer that leaves the number out still names the batch by its id', () => {
		expect(read('{"id":"0c1f","Description":{"value":"x"}}')).toMatchObject({ id: '0c1f', number: '' });
	});

	it('a number that was not given is none', () => {
		expect(read('{"id":"0c1f","BatchNbr":{"value":"<NEW>"}}').number).toBe('');
	});

	it.each<ExactJson>([null, {}, [], 'x'])('an answer that names no batch (%j) is ambiguous', (body) => {
		expect(thrown(() => readJournal(body, 'create'))).toBeInstanceOf(AmbiguousError);
	});

	it('a search gives a list, and anything else is not taken for "none"', () => {
		expect(readJournals(parseExactJson(`[${STORED}]`)).map(({ number }) => number)).toEqual(['GL0001902']);
		expect(readJournals([])).toEqual([]);
		expect(() => readJournals({})).toThrow(FatalError);
	});
});

describe('release', () => {
	it('204 is done at once, and its Location leads nowhere', () => {
		expect(start(answer(204, '', { location: '/site/entity/Default/24.200.001/JournalTransaction/x' }))).toEqual({ state: 'ended' });
	});

	it.each(['/site/entity/Default/24.200.001/JournalTransaction/R/status/1', 'https://erp.example.com/site/entity/Default/24.200.001/JournalTransaction/R/status/1'])('202 tells at %s how it goes', (location) => {
		const progress = start(running(location));
		expect(progress).toMatchObject({ state: 'running', status: { method: 'GET', url: 'https://erp.example.com/site/entity/Default/24.200.001/JournalTransaction/R/status/1', repeatable: true } });
	});

	it('a Location elsewhere is never followed', () => {
		for (const location of ['https://evil.example.org/status/1', 'http://erp.example.com/status/1', '//evil.example.org/x']) expect(() => start(running(location))).toThrow(FatalError);
	});

	it('202 without a Location is ambiguous', () => {
		expect(thrown(() => start(running(undefined)))).toBeInstanceOf(AmbiguousError);
	});

	it.each<[string, HttpResponse, new (...args: never[]) => Error]>([
		['a refusal', json({ error: 'Batch is on hold.' }, 422), RejectedError], ['an older refusal', exception('PX.Data.PXException', 'Document is invalid.'), RejectedError],
		['an outage', answer(503), AmbiguousError], ['a missing action', answer(404), FatalError],
	])('%s', (_name, response, kind) => {
		expect(thrown(() => start(response))).toBeInstanceOf(kind);
	});

	it('the status: 202 runs on, 204 has ended, anything else has failed', () => {
		const progress = start(running('/site/status/1'));
		if (progress.state !== 'running') throw new Error('not running');
		expect(readReleaseStatus(answer(202), progress.status)).toEqual(progress);
		expect(readReleaseStatus(answer(204), progress.status)).toEqual({ state: 'ended' });
		expect(thrown(() => readReleaseStatus(exception('PX.Data.PXOperationCompletedWithErrorException', 'Inactive inter-branch account.'), progress.status)))
			.toMatchObject({ facts: { said: 'Inactive inter-branch account.' } });
	});
});
