/** Where a read of changes begins and what it goes by, on sites and at places that are less usual. */
import { readChanges } from '../../src/sync/changes';
import { FatalError } from '../../src/core/errors';
import { startAtSequence, type SourceOptions } from '../../src/systems/sage300';
import type { Http } from '../../src/contracts';
import { Load } from './sage300-load';
import { collect, keysOf, rejection } from '../doubles/results';
import type { Stored } from './simulated-site';
import { ContractSite } from './sage300-site';

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
beforeEach(() => site.reset());
afterAll(() => site.close());

const prepay = async (): Promise<void> => {
	const place = { BatchNumber: '800', EntryNumber: '1' };
	await site.save('APPaymentAndAdjustmentBatches', {
		BatchSelector: 'PY', BatchNumber: '800', BatchDate: '2026-05-19', Description: 'Prepaid', BatchStatus: 'ReadyToPost', BankCode: 'MAIN',
		PaymentsAdjustments: [{
			...place, BatchType: 'PY', VendorNumber: 'V1040', PaymentDateAdjustmentDate: '2026-05-19', FiscalYear: '2026', FiscalPeriod: '05', PaymentTransactionType: 'Prepayment',
			AppliedPayments: [{ ...place, BatchType: 'PY', LineNumber: '20', VendorNumber: 'V1040', PaymentAmount: '5.00' }],
		}],
	});
	await site.control('post', { kind: 'PY', batch: 800 });
};

describe('a new document, dated long ago, when payments have been posted more often', () => {
	it.each([{}, { pageSize: 3 }])('is found where the metadata lists no kinds of documents (%j)', async (switches) => {
		await site.switches({ metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept', ...switches });
		for (let posting = 0; posting < 30; posting += 1) await prepay();
		const load = new Load(site, { resource: 'APPostedDocuments' });
		expect(await load.keys()).toHaveLength(36);
		const batch = JSON.stringify((await site.records('APInvoiceBatches')).find(({ BatchNumber }) => BatchNumber === '52'));
		await site.save('APInvoiceBatches', JSON.parse(batch.replaceAll('"2026-05-04"', '"2026-02-01"').replace('"Open"', '"ReadyToPost"')) as Stored);
		await site.control('post', { kind: 'IN', batch: 52 });
		expect(await load.keys()).toContain('V1043/OS-52');
	});
});

describe('a start at a posting sequence', () => {
	const startingAt = async (sequence: number, options: SourceOptions): Promise<string[]> => {
		const read = readChanges(site.client().source(options), undefined, { overlapSeconds: 0, generation: 'g', startFrom: startAtSequence(sequence) });
		return keysOf(await collect(read.pages));
	};

	it.each(['GLPostedTransactions', 'GLAccountFiscalSets'])('that is still to come reads no history of %s: only the last run, which is always read', async (resource) => {
		const whole = await startingAt(0, { resource });
		const last = await startingAt(7, { resource });
		expect(last.length).toBeLessThan(whole.length);
		for (const toCome of [8, 812]) expect((await startingAt(toCome, { resource })).sort()).toEqual([...last].sort());
	});
});

describe('two posting runs at once', () => {
	/** Run 8 shows one of its lines at first, and the other when run 9 has long been read. */
	const lateLineOf = async (options: SourceOptions): Promise<readonly string[]> => {
		const load = new Load(site, options);
		await load.run();
		await site.control('disturb', { kind: 'slow-posting', lines: 1, match: 'Slow' });
		await site.post('000100', '2026-05-03', '62000D10', '10.00', 'Slow');
		await site.post('000101', '2026-05-03', '51020D20', '7.00', 'Quick');
		await load.run();
		await site.control('finish-posting', {});
		await site.control('clock', { advanceMs: 86_400_000 });
		await load.run();
		const held = [...load.held.keys()];
		await site.control('clock', { advanceMs: 86_400_000 });
		expect(await load.keys()).toEqual([]);
		return held;
	};

	it('whose earlier one shows late: found by an overlap of runs', async () => {
		const held = await lateLineOf({ resource: 'GLPostedTransactions', overlapRuns: 1 });
		expect(held.filter((key) => key.split('/')[6] === '8')).toHaveLength(2);
		expect(held).toHaveLength((await site.records('GLPostedTransactions')).length);
	});

	it('is not found without: what the documentation says', async () => {
		expect((await lateLineOf({ resource: 'GLPostedTransactions' })).filter((key) => key.split('/')[6] === '8')).toHaveLength(1);
	});

	it.each(['GLAccountFiscalSets', 'APPostedDocuments'])('an overlap of runs gives nothing of %s twice, and nothing without a change', async (resource) => {
		const load = new Load(site, { resource, overlapRuns: 3 });
		const all = await load.keys();
		expect(all).toEqual(await new Load(site, { resource }).keys());
		expect(await load.keys()).toEqual([]);
		await site.post('000100', '2026-05-03', '62000D10', '10.00');
		expect((await load.keys()).length).toBeLessThanOrEqual(all.length);
	});
});

describe('a day by which changes are found', () => {
	const written = (field: string): Http => ({
		send: async (request) => {
			const response = await site.http.send(request);
			const text = response.body.toString('utf8').replace(new RegExp(`"${field}":"(\\d{4})-(\\d\\d)-(\\d\\d)T[^"]*"`, 'g'), `"${field}":"$3.$2.$1"`);
			return { ...response, body: Buffer.from(text) };
		},
	});

	it.each([['APVendors', 'DateLastMaintained'], ['APPostedDocuments', 'LastActivityDate']])(
		'that cannot be read is an error of %s: taken for none, no edit would ever be seen', async (resource, field) => {
			const error = await rejection(new Load(site, { resource }, { http: written(field) }).run());
			expect(error).toBeInstanceOf(FatalError);
			expect(error).toMatchObject({ facts: { said: expect.stringMatching(new RegExp(`"\\d\\d\\.\\d\\d\\.\\d{4}" in ${field}`)) as string } });
		},
	);
});
