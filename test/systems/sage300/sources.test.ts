import fc from 'fast-check';
import type { Cursor } from '../../../src/sync/cursor';
import { confirm } from '../../../src/sync/cursor';
import { readChanges } from '../../../src/sync/changes';
import { FatalError } from '../../../src/core/errors';
import { equalTo, type SourceOptions } from '../../../src/systems/sage300';
import { positionInstant, readPosition, since, startAtSequence } from '../../../src/systems/sage300/sources/posting-position';
import { collect, rejection } from '../../doubles/results';
import { clientOn } from './fakes/client';
import { Company } from './fakes/company';
import type { Row } from './fakes/filter-reader';
import { SHAPES } from './fakes/shapes';

const line = (AccountNumber: string, PostingSequenceNumber: number, DetailCount = 1, more: Row = {}): Row => ({
	AccountNumber, FiscalYear: '2026', FiscalPeriod: '03', SourceCurrencyCode: 'USD', SourceLedgerCode: 'GL', SourceTypeCode: 'JE', PostingSequenceNumber,
	DetailCount, JournalDate: '2026-03-01T00:00:00Z', BatchNumber: '000001', JournalTransactionAmount: 1, JournalDetailDescription: '', ...more,
});
const setOf = (AccountNumber: string, amount: number, FiscalSetDesignator = 'Actuals', CurrencyType = 'Functional', FiscalSetYear = '2026'): Row =>
	({ AccountNumber, FiscalSetYear, FiscalSetDesignator, Currencycode: 'USD', CurrencyType, BeginningBalance: 0, Period03netamount: amount });
const vendor = (VendorNumber: string, day: string | null, VendorName = ''): Row => ({ VendorNumber, VendorName, ShortName: '', GroupCode: 'INV', Status: 'Active', DateLastMaintained: day });

/** A load that remembers: reads with its cursor, confirms, and keeps what it got by key. */
class Load {
	cursor: Cursor | undefined;
	readonly held = new Map<string, Readonly<Record<string, string>>>();

	constructor(private readonly company: Company, private readonly options: SourceOptions, private readonly hints = new Map<string, number>()) {}

	async run(overlapSeconds = 0): Promise<string[]> {
		const source = clientOn(this.company, { sequenceHints: this.hints }).source(this.options);
		const read = readChanges(source, this.cursor, { overlapSeconds, generation: '1', startFrom: null });
		const records = await collect(read.pages);
		this.cursor = confirm(this.cursor, read.finish()).cursor;
		for (const { key, fields } of records) this.held.set(key, fields);
		return records.map(({ key }) => key);
	}
}

const dateOf = (day: string, time = '10:00:07'): string => new Date(`${day}T${time}Z`).toUTCString();

describe('ledger lines', () => {
	it('gives everything first, then nothing, then what was posted since, the last run included', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: [line('1000', 1), line('1000', 2), line('2000', 2)] });
		const load = new Load(company, { resource: 'GLPostedTransactions' });
		expect(await load.run()).toHaveLength(3);
		expect(await load.run()).toEqual([]);
		company.tables.GLPostedTransactions?.push(line('3000', 3));
		expect((await load.run()).map((key) => key.split('/').slice(0, 7).join('/'))).toEqual([
			'1000/2026/03/USD/GL/JE/2', '2000/2026/03/USD/GL/JE/2', '3000/2026/03/USD/GL/JE/3',
		]);
	});

	it('finds lines of the last run that show only later, and back-dated entries', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: [line('1000', 1), line('1000', 2)] });
		const load = new Load(company, { resource: 'GLPostedTransactions' });
		await load.run();
		company.tables.GLPostedTransactions?.push(line('9000', 2, 7));
		expect(await load.run()).toContain('9000/2026/03/USD/GL/JE/2/7');
		company.tables.GLPostedTransactions?.push(line('1000', 3, 1, { JournalDate: '2019-01-01T00:00:00Z' }));
		expect(await load.run()).toContain('1000/2026/03/USD/GL/JE/3/1');
	});

	it('confirms new lines of the last run on the next day, so that they come once', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: [line('1000', 1)] });
		const load = new Load(company, { resource: 'GLPostedTransactions' });
		await load.run();
		company.tables.GLPostedTransactions?.push(line('1000', 1, 2));
		company.date = dateOf('2026-03-05');
		expect(await load.run()).toHaveLength(2);
		expect(await load.run()).toEqual([]);
	});

	it('reads all again when the company was restored and counts from before', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: [line('1000', 1), line('1000', 9)] });
		const load = new Load(company, { resource: 'GLPostedTransactions' });
		await load.run();
		company.tables.GLPostedTransactions = [line('1000', 1), line('2000', 2)];
		expect(await rejection(load.run())).toBeInstanceOf(FatalError);
		company.date = dateOf('2026-03-05');
		expect(await load.run()).toHaveLength(2);
	});

	it('loses no line, whatever is posted between reads and however late it shows, as long as runs end one after another', async () => {
		await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.record({ run: fc.constantFrom(0, 1), account: fc.constantFrom('1', '2', '3') }), { maxLength: 4 }), { minLength: 1, maxLength: 5 }),
			fc.constantFrom(0, 600), async (rounds, overlap) => {
				const company = new Company(SHAPES, { GLPostedTransactions: [] });
				const load = new Load(company, { resource: 'GLPostedTransactions' });
				let [sequence, detail] = [1, 0];
				for (const [day, posted] of rounds.entries()) {
					company.date = dateOf(`2026-03-0${day + 1}`);
					for (const { run, account } of posted) company.tables.GLPostedTransactions?.push(line(account, sequence += run, detail += 1));
					await load.run(overlap);
				}
				expect([...load.held.keys()].sort()).toEqual((company.tables.GLPostedTransactions ?? [])
					.map((row) => `${String(row.AccountNumber)}/2026/03/USD/GL/JE/${String(row.PostingSequenceNumber)}/${String(row.DetailCount)}`).sort());
			}), { numRuns: 40 });
	});

	it('begins at a sequence where somebody does not want the history', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: [line('1', 1), line('1', 5), line('1', 6)] });
		const source = clientOn(company).source({ resource: 'GLPostedTransactions' });
		const read = readChanges(source, undefined, { overlapSeconds: 0, generation: '1', startFrom: startAtSequence(5) });
		expect((await collect(read.pages)).map(({ fields }) => fields.PostingSequenceNumber)).toEqual(['5', '6']);
	});

	it('refuses a server that passes over filters', async () => {
		const company = new Company(SHAPES, { GLPostedTransactions: [line('1', 1)] });
		const source = clientOn({ send: (request) => company.send({ ...request, url: request.url.replace(/[?&]\$filter=[^&]*/, '') }) }).source({ resource: 'GLPostedTransactions' });
		expect(await rejection(source.now())).toMatchObject({ facts: { said: expect.stringContaining('asked for PostingSequenceNumber above') } });
	});
});

describe('places in the postings', () => {
	it('can be read back and sort as they follow one another', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 9_999_999 }), (left, right) => {
			const [a, b] = [positionInstant({ day: '2026-03-04', sequence: left }), positionInstant({ day: '2026-03-04', sequence: right })];
			expect(readPosition(a)).toEqual({ day: '2026-03-04', sequence: left });
			expect(a < b).toBe(left < right);
			expect(positionInstant({ day: '2026-03-05', sequence: 0 }) > a).toBe(true);
		}));
		expect(readPosition(positionInstant({ day: '2105-12-31', sequence: 9_999_999 }))).toEqual({ day: '2105-12-31', sequence: 9_999_999 });
		expect(() => positionInstant({ day: '2019-12-31', sequence: 1 })).toThrow(FatalError);
	});

	it('are read as an earlier one when they were moved back', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 9_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 90 * 86_400 }), (sequence, posted, overlap) => {
			const confirmed = positionInstant({ day: '2026-03-04', sequence });
			const moved = `${new Date(Date.parse(confirmed) - overlap * 1000).toISOString().slice(0, 19)}Z`;
			const begin = since(moved, Math.min(9_999_999, sequence + posted));
			expect(begin.sequence).toBeLessThanOrEqual(sequence);
			expect(begin.day <= '2026-03-04').toBe(true);
		}));
	});
});

describe('posted documents', () => {
	const document = (DocumentNumber: string, PostingSequenceNumber: number, activity: string | null, due = 10): Row =>
		({ VendorNumber: 'V1', DocumentNumber, DocumentDate: '2025-01-01T00:00:00Z', LastActivityDate: activity, PostingSequenceNumber, VendorCurrencyAmountDue: due });

	it('come when they are posted, and again when they are paid', async () => {
		const rows = [document('A', 1, '2026-01-10T00:00:00Z'), document('B', 2, null), document('C', 3, '2026-01-12T00:00:00Z')];
		const company = new Company(SHAPES, { APPostedDocuments: rows });
		const load = new Load(company, { resource: 'APPostedDocuments' });
		expect((await load.run()).sort()).toEqual(['V1/A', 'V1/B', 'V1/C']);
		expect(await load.run()).toEqual([]);
		company.tables.APPostedDocuments = [document('A', 1, '2026-03-04T00:00:00Z', 0), ...rows.slice(1)];
		expect(await load.run()).toContain('V1/A');
		expect(load.held.get('V1/A')).toMatchObject({ VendorCurrencyAmountDue: '0', LastActivityDate: '2026-03-04' });
		company.date = dateOf('2026-03-09');
		company.tables.APPostedDocuments = [document('A', 1, '2026-03-04T00:00:00Z', 0), document('B', 2, '2026-03-08T00:00:00Z', 0), ...rows.slice(2), document('D', 4, '2020-01-01T00:00:00Z')];
		await load.run();
		expect([load.held.get('V1/B')?.VendorCurrencyAmountDue, load.held.has('V1/D')]).toEqual(['0', true]);
	});
});

describe('records with a day of edit', () => {
	it('come once, again when they are edited, and an edit later on the same day is not lost', async () => {
		const company = new Company(SHAPES, { APVendors: [vendor('1', '2026-01-01T00:00:00Z'), vendor('2', '2026-03-04T00:00:00Z'), vendor('3', null)] });
		const load = new Load(company, { resource: 'APVendors' });
		expect((await load.run()).sort()).toEqual(['1', '2', '3']);
		company.date = dateOf('2026-03-04', '11:00:00');
		expect(await load.run()).toEqual([]);
		company.tables.APVendors = [vendor('1', '2026-01-01T00:00:00Z'), vendor('2', '2026-03-04T00:00:00Z', 'Renamed'), vendor('3', '2026-03-04T00:00:00Z')];
		company.date = dateOf('2026-03-04', '12:00:00');
		expect((await load.run()).sort()).toEqual(['2', '3']);
		expect(load.held.get('2')?.VendorName).toBe('Renamed');
		company.date = dateOf('2026-03-04', '13:00:00');
		expect(await load.run()).toEqual([]);
	});

	it.each(['T00:00:00', 'T00:00:00Z', 'T00:00:00+02:00', 'T00:00:00-11:00', ''])('are found with days written 2026-03-04%s', async (form) => {
		const company = new Company(SHAPES, { APVendors: [vendor('1', `2026-03-01${form}`)] });
		const load = new Load(company, { resource: 'APVendors' });
		await load.run();
		expect(load.held.get('1')?.DateLastMaintained).toBe('2026-03-01');
		company.date = dateOf('2026-03-10');
		company.tables.APVendors = [vendor('1', `2026-03-10${form}`, 'New')];
		await load.run();
		expect(load.held.get('1')?.VendorName).toBe('New');
	});

	it('lose no edit, in whatever zone the server stands and whenever it is read', async () => {
		const steps = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 60 }), edited: fc.subarray(['1', '2', '3']) }), { minLength: 1, maxLength: 6 });
		await fc.assert(fc.asyncProperty(steps, fc.integer({ min: -12, max: 14 }), fc.constantFrom(0, 600, 200_000), async (rounds, zone, overlap) => {
			const company = new Company(SHAPES, { APVendors: ['1', '2', '3'].map((number) => vendor(number, '2026-02-01T00:00:00Z', 'v0')) });
			const load = new Load(company, { resource: 'APVendors' });
			let ms = Date.parse('2026-03-01T00:30:00Z');
			for (const [version, { hours, edited }] of rounds.entries()) {
				company.date = new Date(ms).toUTCString();
				await load.run(overlap);
				const day = new Date(ms + zone * 3_600_000).toISOString().slice(0, 10);
				company.tables.APVendors = (company.tables.APVendors ?? []).map((row) => (edited.includes(String(row.VendorNumber)) ? vendor(String(row.VendorNumber), `${day}T00:00:00Z`, `v${version + 1}`) : row));
				ms += hours * 3_600_000;
			}
			company.date = new Date(ms).toUTCString();
			await load.run(overlap);
			for (const row of company.tables.APVendors ?? []) expect(load.held.get(String(row.VendorNumber))?.VendorName).toBe(row.VendorName);
		}), { numRuns: 60 });
	});

	it('are read whole where the release has no such day, and are an error where somebody has insisted on it', async () => {
		const { DateLastMaintained: _, ...fields } = SHAPES.AP.resources.APVendors ?? {};
		const company = new Company({ ...SHAPES, AP: { ...SHAPES.AP, resources: { ...SHAPES.AP.resources, APVendors: fields } } }, { APVendors: [{ VendorNumber: '1', VendorName: 'A' }] });
		const load = new Load(company, { resource: 'APVendors' });
		expect(await load.run()).toEqual(['1']);
		company.date = dateOf('2026-03-04', '11:00:00');
		expect(await load.run()).toEqual([]);
		const own = new Load(company, { resource: 'APVendors', cursor: { kind: 'day', dayField: 'DateLastEdited' } });
		expect(await rejection(own.run())).toMatchObject({ facts: { said: 'this release has no field "DateLastEdited" in APVendors' } });
	});
});

describe('balances', () => {
	const company = (): Company => new Company(SHAPES, {
		GLPostedTransactions: [line('1000', 1), line('2000', 2)],
		GLAccountFiscalSets: [
			setOf('1000', 5), setOf('1000', 5, 'Actuals', 'Source'), setOf('1000', 7, 'Budget1'), setOf('2000', 6), setOf('3000', 1), setOf('1000', 4, 'Actuals', 'Functional', '2025'),
		],
	});
	const accounts = (keys: readonly string[]): string[] => keys.map((key) => key.split('/').slice(0, 2).join('/')).sort();

	it('are actuals in functional currency, and come again when their account and year were posted to', async () => {
		const books = company();
		const load = new Load(books, { resource: 'GLAccountFiscalSets' });
		expect(accounts(await load.run())).toEqual(['1000/2025', '1000/2026', '2000/2026', '3000/2026']);
		expect(await load.run()).toEqual([]);
		books.tables.GLPostedTransactions?.push(line('3000', 3), line('10-00', 4));
		books.tables.GLAccountFiscalSets = books.tables.GLAccountFiscalSets?.map((row) => (row.AccountNumber === '3000' ? setOf('3000', 99) : row)) ?? [];
		expect(accounts(await load.run())).toEqual(['1000/2026', '2000/2026', '3000/2026']);
		expect([...load.held.values()].find(({ AccountNumber }) => AccountNumber === '3000')?.Period03netamount).toBe('99');
	});

	it('name the texts that there are when none is the wanted one', async () => {
		const books = company();
		books.tables.GLAccountFiscalSets = [setOf('1000', 5, 'X')];
		const enums = { ...SHAPES, GL: { ...SHAPES.GL, enums: {} } };
		const client = clientOn(new Company(enums, books.tables));
		expect(await rejection(collect(client.records({ resource: 'GLAccountFiscalSets' })))).toMatchObject({ facts: { said: 'no fiscal set has "Actuals" in FiscalSetDesignator; there are X' } });
		expect(await collect(client.records({ resource: 'GLAccountFiscalSets', fiscalSets: { designator: 'X' } }))).toHaveLength(1);
	});

	it('take letters and words, and are asked of the server only by a text of its own metadata', async () => {
		const letters = new Company({ ...SHAPES, GL: { ...SHAPES.GL, enums: {} } }, { GLAccountFiscalSets: [setOf('1', 1, 'A', 'F'), setOf('1', 2, 'Q', 'F'), setOf('1', 3, 'A', 'S')] });
		expect((await collect(clientOn(letters).records({ resource: 'GLAccountFiscalSets' }))).map(({ Period03netamount }) => Period03netamount)).toEqual(['1']);
		expect(letters.lists[0]?.query.$filter).toBeUndefined();
		const words = company();
		await collect(clientOn(words).records({ resource: 'GLAccountFiscalSets' }));
		expect(words.lists[0]?.query.$filter).toBe('FiscalSetDesignator eq \'Actuals\' and CurrencyType eq \'Functional\'');
	});
});

it('gives records whose fields are the announced columns, in their order', async () => {
	const company = new Company(SHAPES, {
		GLPostedTransactions: [line('1000', 1)], GLAccountFiscalSets: [setOf('1000', 5)], APVendors: [vendor('1', '2026-01-01')], GLSegmentCodes: [{ SegmentNumber: '1', SegmentCode: 'A' }],
		APPostedDocuments: [{ VendorNumber: 'V', DocumentNumber: 'A', PostingSequenceNumber: 1, LastActivityDate: null, DocumentDate: '2026-01-01' }],
	});
	for (const choice of [
		{ resource: 'GLPostedTransactions', fields: ['JournalTransactionAmount'] }, { resource: 'GLAccountFiscalSets' }, { resource: 'APVendors', fields: ['VendorName'] },
		{ resource: 'GLSegmentCodes', fields: 'all' }, { resource: 'APPostedDocuments', documentDay: { from: '2025-01-01' }, fields: ['VendorCurrencyAmountDue'] },
	] as const) {
		const client = clientOn(company);
		const read = readChanges(client.source(choice), undefined, { overlapSeconds: 0, generation: '1', startFrom: null });
		const [first] = await collect(read.pages);
		expect(Object.keys(first?.fields ?? {})).toEqual(await client.columns(choice));
	}
});

describe('streams', () => {
	const source = (options: SourceOptions) => clientOn(new Company(SHAPES)).source(options).stream;

	it('are named for ever, by all that decides which records are in them', () => {
		expect(source({ resource: 'GLAccounts' })).toBe('sage300/erp.example.com/sage300webapi/-/SAMLTD/GLAccounts/whole');
		const filter = equalTo('Status', 'Active');
		const names = [
			source({ resource: 'APInvoiceBatches' }), source({ resource: 'APInvoiceBatches', detail: null }), source({ resource: 'APInvoiceBatches', openOnly: true }),
			source({ resource: 'APInvoiceBatches', filter }), source({ resource: 'APInvoiceBatches', documentDay: { from: '2026-01-01' } }),
			source({ resource: 'APInvoiceBatches', cursor: { kind: 'whole' } }), source({ resource: 'GLAccountFiscalSets' }), source({ resource: 'GLAccountFiscalSets', fiscalSets: { designator: 'Quantity' } }),
		];
		expect(new Set(names).size).toBe(names.length);
		expect(source({ resource: 'APInvoiceBatches', filter })).toBe(source({ resource: 'APInvoiceBatches', filter: equalTo('Status', 'Active') }));
	});

	it('refuse a cursor that lacks its field, and a name that is none', () => {
		expect(() => source({ resource: 'ICItems', cursor: { kind: 'day' } })).toThrow('no day of the last edit was named');
		expect(() => source({ resource: 'GL/../AP' })).toThrow('not the name of a resource');
	});
});
