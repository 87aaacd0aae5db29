import fc from 'fast-check';
import { filterText } from '../../../src/systems/sage300';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { PageEnd } from '../../../src/systems/sage300/reading/list-page';
import { findLastSequence } from '../../../src/systems/sage300/sources/last-sequence';
import { collect, rejection } from '../../doubles/results';
import { clientOn } from './fakes/client';
import { Company } from './fakes/company';
import { readFilter, type Row } from './fakes/filter-reader';
import { SHAPES } from './fakes/shapes';

const line = (account: string, sequence: number, detail: number): Row => ({
	AccountNumber: account, FiscalYear: '2026', FiscalPeriod: '03', SourceCurrencyCode: 'USD', SourceLedgerCode: 'GL', SourceTypeCode: 'JE',
	PostingSequenceNumber: sequence, DetailCount: detail, JournalDate: '2026-03-01T00:00:00Z', BatchNumber: '000001', JournalTransactionAmount: 1.5, JournalDetailDescription: '',
});
const idOf = ({ AccountNumber, PostingSequenceNumber, DetailCount }: Row): string => `${String(AccountNumber)}/${String(PostingSequenceNumber)}/${String(DetailCount)}`;

const LINES = fc.uniqueArray(fc.record({ account: fc.constantFrom('1000', '2000', '3\'0', '400'), sequence: fc.integer({ min: 1, max: 9 }), detail: fc.integer({ min: 1, max: 40 }) }),
	{ selector: ({ account, sequence, detail }) => `${account}/${sequence}/${detail}`, maxLength: 120 });

const keysOf = async (company: Company, options: object = {}): Promise<string[]> =>
	(await collect(clientOn(company).records({ resource: 'GLPostedTransactions', ...options }))).map(idOf);

describe('reading by key', () => {
	it('gives every row exactly once, whatever the size of a page and with links or without', async () => {
		await fc.assert(fc.asyncProperty(LINES, fc.constantFrom(3, 7, 50, 100), fc.boolean(), async (lines, size, links) => {
			const company = new Company(SHAPES, { GLPostedTransactions: lines.map(({ account, sequence, detail }) => line(account, sequence, detail)) });
			company.pageSize = size;
			company.withLinks = links || size < 50;
			const keys = await keysOf(company);
			expect(new Set(keys).size).toBe(keys.length);
			expect([...keys].sort()).toEqual(lines.map(({ account, sequence, detail }) => `${account}/${sequence}/${detail}`).sort());
		}), { numRuns: 40 });
	});

	it('gives rows that stay unchanged exactly once although others come and go during the read', async () => {
		await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), async (moves) => {
			const stay = Array.from({ length: 60 }, (_, index) => line('2000', 5, (index + 1) * 5));
			const company = new Company(SHAPES, { GLPostedTransactions: [...stay] });
			company.pageSize = 10;
			let come: Row[] = [];
			company.before = (list) => {
				const at = moves[list % moves.length] ?? 1;
				come = list % 3 === 0 ? [] : [...come.filter(({ DetailCount }) => DetailCount !== at * 5 + 1), line('2000', 5, at * 5 + 1), line('1000', list, at)];
				company.tables.GLPostedTransactions = [...stay, ...come.filter((one, index) => come.findIndex((other) => idOf(other) === idOf(one)) === index)];
			};
			const keys = await keysOf(company);
			for (const row of stay) expect(keys.filter((key) => key === idOf(row))).toHaveLength(1);
			expect(new Set(keys).size).toBe(keys.length);
		}), { numRuns: 30 });
	});

	it('asks one question for each full page and one more', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: Array.from({ length: 1_000 }, (_, index) => line('1000', 1, index + 1)) });
		await keysOf(company);
		expect(company.lists).toHaveLength(11);
	});

	it('passes a beginning of the key that has more rows than a page, where the rest of the key cannot be compared', async () => {
		const designators = Array.from({ length: 12 }, (_, index) => ({
			AccountNumber: '1000', FiscalSetYear: '2026', FiscalSetDesignator: `Set${String(index).padStart(2, '0')}`, Currencycode: 'USD', CurrencyType: 'Functional',
		}));
		const company = new Company(SHAPES, { GLAccountFiscalSets: [...designators, { ...designators[0], AccountNumber: '2000' }] });
		company.pageSize = 4;
		const request = { resource: 'GLAccountFiscalSets', fiscalSets: { designator: 'Any' } };
		const sets = await collect(clientOn(company).records(request));
		expect(sets).toHaveLength(13);
		expect(new Set(sets.map((set) => JSON.stringify(set))).size).toBe(13);
	});

	it('takes a server that orders without regard to case, and one by the code of letters', async () => {
		for (const fold of [(text: string) => text, (text: string) => text.toUpperCase()]) {
			const company = new Company(SHAPES, { APVendorGroups: ['a', 'B', 'c', 'D'].map((GroupCode) => ({ GroupCode, Description: '' })) });
			company.shuffle = (rows) => [...rows].sort((left, right) => (fold(String(left.GroupCode)) < fold(String(right.GroupCode)) ? -1 : 1));
			expect(await collect(clientOn(company).records({ resource: 'APVendorGroups' }))).toHaveLength(4);
		}
	});
});

describe('reading by position', () => {
	const scrambled = (count: number): Company => {
		const company = new Company(SHAPES, { APVendorGroups: Array.from({ length: count }, (_, index) => ({ GroupCode: `G${index}`, Description: '' })) });
		company.shuffle = (rows) => [...rows].sort((left, right) => (String(left.GroupCode).length - String(right.GroupCode).length) || (String(left.GroupCode) > String(right.GroupCode) ? -1 : 1));
		company.pageSize = 10;
		return company;
	};

	it('is the way when the rows are not in the order of the key, and gives each once', async () => {
		const company = scrambled(95);
		const keys = (await collect(clientOn(company).records({ resource: 'APVendorGroups' }))).map(({ GroupCode }) => GroupCode);
		expect([keys.length, new Set(keys).size]).toEqual([95, 95]);
		expect(company.lists.some(({ query }) => query.$skip !== undefined)).toBe(true);
	});

	it('gives rows that stay exactly once although rows ahead of the window are deleted or inserted', async () => {
		await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: -15, max: 15 }), { maxLength: 3 }), async (shifts) => {
			const company = new Company(SHAPES);
			const stay = Array.from({ length: 60 }, (_, index) => ({ GroupCode: `S${String(index).padStart(3, '0')}`, Description: '' }));
			let ahead = 20;
			company.pageSize = 10;
			company.before = (list) => {
				if (list % 3 === 0) ahead = Math.max(1, ahead + (shifts[list / 3 - 1] ?? 0));
				company.tables.APVendorGroups = [...Array.from({ length: ahead }, (_, index) => ({ GroupCode: `A${String(index).padStart(3, '0')}`, Description: '' })), ...stay];
			};
			const keys = (await collect(clientOn(company).records({ resource: 'APVendorGroups', paging: 'by position' }))).map(({ GroupCode }) => GroupCode);
			for (const { GroupCode } of stay) expect(keys.filter((key) => key === GroupCode)).toHaveLength(1);
		}), { numRuns: 30 });
	});
});

it('ends with an error when a list changes faster than it can be read', async () => {
	const company = new Company(SHAPES);
	company.pageSize = 10;
	company.before = (list) => {
		company.tables.APVendorGroups = Array.from({ length: 40 }, (_, index) => ({ GroupCode: `A${list}-${index}`, Description: '' }));
	};
	expect(await rejection(collect(clientOn(company).records({ resource: 'APVendorGroups', paging: 'by position' })))).toBeInstanceOf(RetryableError);
});

describe('addresses', () => {
	it('never sends a request to the host of a link', async () => {
		const company = new Company(SHAPES, { APVendorGroups: Array.from({ length: 250 }, (_, index) => ({ GroupCode: `G${index}`, Description: '' })) });
		company.linkHost = 'https://evil.example.net';
		const client = clientOn(company);
		await collect(client.records({ resource: 'APVendorGroups', paging: 'by position' }));
		const query = { path: 'AP/APVendorGroups', filter: 'startswith(GroupCode,\'G\')' };
		const first = await client.query(query);
		const second = await client.nextPage(query, first);
		expect(second).toHaveProperty('value');
		expect(new Set(company.sent.map(({ url }) => new URL(url).host))).toEqual(new Set(['erp.example.com']));
		expect(company.lists.at(-1)?.query).toEqual({ $filter: 'startswith(GroupCode,\'G\')', $skip: '100' });
	});

	it('never grow beyond what IIS takes', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: Array.from({ length: 230 }, (_, index) => line('1000', 1, index)) });
		const filter = { operator: 'own', text: `startswith(JournalDetailDescription,'${'x'.repeat(500)}') or PostingSequenceNumber gt 0` } as const;
		expect(await keysOf(company, { filter })).toHaveLength(230);
	});
});

it('knows the last page by three signs together', () => {
	const page = (length: number, hasNext = false) => ({ rows: Array.from({ length }, () => ({})), hasNext });
	const end = new PageEnd();
	expect(end.isLast(page(100), undefined, 'x')).toBe(false);
	expect(end.isLast(page(73, true), undefined, 'x')).toBe(false);
	expect(end.isLast(page(73), undefined, 'x')).toBe(true);
	expect(new PageEnd().isLast(page(5), 5, 'x')).toBe(false);
	expect(new PageEnd().isLast(page(5), undefined, 'x')).toBe(true);
	const second = new PageEnd();
	second.isLast(page(37, true), undefined, 'x');
	expect(second.isLast(page(37), undefined, 'x')).toBe(false);
	expect(() => new PageEnd().isLast(page(0, true), undefined, 'x')).toThrow('sends an empty page');
});

it('finds the last sequence with any hint, in about as many questions as the number has digits', async () => {
	await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 }), fc.integer({ min: 0, max: 300_000 }), async (sequences, hint) => {
		let asked = 0;
		const ask = async (above: number): Promise<number | undefined> => {
			asked += 1;
			return [...sequences].sort((a, b) => a - b).find((one) => one > above);
		};
		const last = await findLastSequence(ask, hint);
		expect(last).toBe(Math.max(0, ...sequences));
		expect(asked).toBeLessThan(40);
		asked = 0;
		await findLastSequence(ask, last);
		expect(asked).toBeLessThanOrEqual(2);
	}));
});

it('builds filters from the operators that the vendor lists, and a value is never more than a value', () => {
	fc.assert(fc.property(fc.string(), fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), fc.string(), (value, operator, other) => {
		const text = filterText({ operator, field: 'City', style: { type: 'text' }, value });
		const holds = (row: string): boolean => readFilter(text, ['City'])({ City: row });
		const expected = { eq: other === value, ne: other !== value, gt: other > value, ge: other >= value, lt: other < value, le: other <= value };
		expect(holds(other)).toBe(expected[operator]);
	}));
	expect(filterText({ operator: 'ge', field: 'N', style: { type: 'number' }, value: '5' })).toBe('(N gt 5 or N eq 5)');
	expect(filterText({ operator: 'gt', field: 'D', style: { type: 'day', edmType: 'Edm.DateTime@3' }, value: '2026-03-01' })).toBe('D gt datetime\'2026-03-01T00:00:00\'');
	expect(filterText({ operator: 'gt', field: 'D', style: { type: 'day', edmType: 'Edm.DateTimeOffset@4' }, value: '2026-03-01' })).toBe('D gt 2026-03-01T00:00:00Z');
	expect(filterText({ operator: 'gt', field: 'D', style: { type: 'day', edmType: 'Edm.Date@4' }, value: '2026-03-01' })).toBe('D gt 2026-03-01');
	expect(filterText({ operator: 'gt', field: 'N', style: { type: 'number', edmType: 'Edm.Decimal@3' }, value: '1.5' })).toBe('N gt 1.5m');
	for (const text of ['A eq 1) or (B eq 2', '(A eq 1', 'A eq \'x']) expect(() => filterText({ operator: 'own', text })).toThrow('not closed');
	expect(() => filterText({ operator: 'eq', field: 'A eq 1 or B', style: { type: 'text' }, value: '' })).toThrow('not the name of a field');
	expect(() => filterText({ operator: 'eq', field: 'A', style: { type: 'number' }, value: '1 or 1 eq 1' })).toThrow('not a number');
});

it('ends with an error when a later page is out of order', async () => {
	const company = new Company(SHAPES, { APVendorGroups: Array.from({ length: 30 }, (_, index) => ({ GroupCode: `G${String(index).padStart(2, '0')}`, Description: '' })) });
	company.pageSize = 10;
	company.shuffle = (rows) => (company.lists.length > 1 ? [...rows].reverse() : rows);
	expect(await rejection(collect(clientOn(company).records({ resource: 'APVendorGroups' })))).toBeInstanceOf(FatalError);
});
