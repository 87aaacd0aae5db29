import { entry, errorOf, HASTY, itemsOf, Site, type Rec } from './driver';

/** All that is read of a company, for comparison. */
const PATHS = ['/gl/accounts', '/gl/segments/01/values', '/gl/segments/02/values', '/gl/balances?fiscalYear=2026', '/gl/postings?updatedSince=20260101T0',
	'/ap/vendors', '/ap/invoices?stage=entry&includeLines=true', '/ap/invoices?stage=history&includeLines=true', '/ap/open-invoices', '/po/purchase-orders'];

const everything = async (site: Site, company = 'ABC'): Promise<Readonly<Record<string, readonly Rec[]>>> => {
	const read: Record<string, readonly Rec[]> = {};
	for (const path of PATHS) read[path] = await site.all(path, company);
	return read;
};

/** An entry from its creation to the ledger. */
const throughTheBooks = async (site: Site, key: string): Promise<void> => {
	const made = await site.post(entry(key));
	expect([made.status, made.text]).toEqual([201, expect.stringContaining('entered')]);
	expect(await site.find(key)).toMatchObject([{ state: 'entered', lines: [{ account: '62000-D10', debit: '1250.10' }, { account: '99000-000', credit: '1250.10' }] }]);
	await site.control('register', { match: `^${key}( |$)` });
	expect(await site.find(key)).toMatchObject([{ state: 'posted', totalDebit: '1250.10' }]);
	expect((await site.post(entry(key))).status).toBe(200);
};

describe('whatever Sage turns out to be like (reference sage-100, UNCONFIRMED), the answers are the same', () => {
	let expected: Readonly<Record<string, readonly Rec[]>>;
	beforeAll(async () => {
		const site = await Site.start({ companies: ['ABC'] });
		expected = await everything(site).finally(() => site.stop());
		for (const path of PATHS) expect([path, expected[path]!.length > 1]).toEqual([path, true]);
	});

	it.each<[string, Rec]>([
		['properties that come as objects, as winax without type information gives them', { propertyAccess: 'object' }],
		['a context that must be that of the class\'s own screen', { securityContext: 'own' }],
		['both, and exceptions where nothing came', { propertyAccess: 'object', securityContext: 'own', newObjectFails: 'exception', staleObjects: 'exception' }],
		['another separator', { separator: '\u008A' }],
		['blank dates of Premium', { blankDate: '17530101' }],
		['numbers without a leading zero', { leadingZero: false }],
		['nAddLine that gives 2', { addLineReturns: 2 }],
		['no object for lines: they are read through their header', {
			absent: 'GL_TransactionJournalDetail_svc,GL_TransactionJournalDetail_bus,AP_InvoiceDetail_svc,AP_InvoiceDetail_bus,AP_InvoiceHistoryDetail_svc,AP_InvoiceHistoryDetail_bus,PO_PurchaseOrderDetail_svc,PO_PurchaseOrderDetail_bus',
		}],
		['no segment 01 in the table of segments', { mainInAccountSegment: false }],
		['no light classes', { absent: 'GL_Account_svc,GL_SubAccount_svc,GL_DetailPosting_svc,AP_Vendor_svc,GL_Options_svc,GL_PeriodPostingHistory_svc,SY_Company_svc' }],
		['comments of headers that reach the ledger', { headerCommentReachesLedger: true }],
		['lines that count without nWrite', { unwrittenLine: 'kept' }],
	])('%s', async (_name, switches) => {
		const site = await Site.start({ companies: ['ABC'], switches });
		try {
			expect(await everything(site)).toEqual(expected);
			await throughTheBooks(site, 'V-1');
		} finally {
			await site.stop();
		}
	});

	it('columns of other names, written into the configuration', async () => {
		const site = await Site.start({
			companies: ['ABC'],
			switches: { renamed: 'AP_Vendor.VendorName=NameOfVendor,GL_TransactionJournalDetail.PostingComment=LineRemark,GL_FiscalYearDetail.EndingDate=LastDay' },
			sage: {
				names: {
					vendors: { columns: { name: 'NameOfVendor$' } }, journalLines: { columns: { comment: 'LineRemark$' } },
					fiscalPeriods: { columns: { endDate: 'LastDay$' } },
				},
			},
		});
		try {
			expect(await everything(site)).toEqual(expected);
			await throughTheBooks(site, 'V-2');
		} finally {
			await site.stop();
		}
	});

	it('columns of other names, not written there: an error that names them, and nothing is stored', async () => {
		const site = await Site.start({ companies: ['ABC'], switches: { renamed: 'GL_TransactionJournalDetail.PostingComment=LineRemark,AP_Vendor.VendorName=NameOfVendor' } });
		try {
			const vendors = await site.call('/ap/vendors');
			expect([vendors.status, errorOf(vendors).message]).toEqual([502, expect.stringContaining('VendorName$')]);
			const refused = await site.post(entry('V-3'));
			expect([refused.status, errorOf(refused).message]).toEqual([502, expect.stringContaining('PostingComment$')]);
			expect(await site.stored('V-3')).toEqual([]);
		} finally {
			await site.stop();
		}
	});

	it('classes and tasks of other names, written into the configuration', async () => {
		const site = await Site.start({
			companies: ['ABC'],
			switches: { aliases: 'GL_GeneralJournal_bus=GL_TransactionJournal_bus,GL_GeneralJournal_ui=GL_TransactionJournal_ui,GL_JournalLine_svc=GL_TransactionJournalDetail_svc' },
			sage: { names: { journalLines: { classes: ['GL_JournalLine_svc'] } } },
		});
		try {
			await throughTheBooks(site, 'V-4');
		} finally {
			await site.stop();
		}
	});

	it('lists without stamps say so, and are read in full', async () => {
		const left = ['DateCreated', 'TimeCreated', 'DateUpdated', 'TimeUpdated'].flatMap((name) => [`AP_OpenInvoice.${name}`, `AP_InvoiceHistoryHeader.${name}`]);
		const site = await Site.start({ companies: ['ABC'], switches: { leftOut: left.join(',') } });
		try {
			for (const path of ['/ap/open-invoices', '/ap/invoices?stage=history']) {
				const mark = path.includes('?') ? '&' : '?';
				const refused = await site.call(`${path}${mark}updatedSince=20260101T0`);
				expect([refused.status, errorOf(refused).code]).toEqual([400, 'FILTER_NOT_SUPPORTED']);
				const rows = await site.all(path);
				expect(rows.map((row) => row.invoiceNo)).toEqual(expected[path === '/ap/open-invoices' ? path : `${path}&includeLines=true`]!.map((row) => row.invoiceNo));
				for (const row of rows) expect(row.stamp).toBeNull();
			}
		} finally {
			await site.stop();
		}
	});

	it('companies that nobody has named are those of the system file, or are asked for with a sentence', async () => {
		const site = await Site.start({ companies: ['ABC', 'MIX'], sage: { companies: [] } });
		try {
			expect(itemsOf(await site.call('/companies', { company: null })).map(({ code }) => code)).toEqual(['ABC', 'MIX']);
			expect((await site.call('/gl/segments', { company: 'MIX' })).status).toBe(200);
			expect((await site.call('/gl/segments', { company: 'XYZ' })).status).toBe(404);
		} finally {
			await site.stop();
		}
		const closed = await Site.start({ companies: ['ABC'], sage: { companies: [] }, switches: { systemFiles: 'company' } });
		try {
			const refused = await closed.call('/companies', { company: null });
			expect([refused.status, errorOf(refused).message]).toEqual([503, expect.stringContaining('"companies"')]);
		} finally {
			await closed.stop();
		}
	});
});

describe('limits of what one call can carry (reference sage-100 3.2, UNCONFIRMED)', () => {
	it.each<[string, Rec]>([
		['an expression of 2000 letters', { longestExpression: 2000 }], ['a set of 6000 letters', { longestSet: 6000 }], ['a set of 300 letters', { longestSet: 300 }],
	])('%s', async (_name, switches) => {
		const site = await Site.start({ ...HASTY, companies: ['XYZ'], switches, sage: { filterLength: 1_000, seconds: { read: 20, scan: 20 } } });
		try {
			const vendors = await site.all('/ap/vendors', 'XYZ');
			expect(vendors.map(({ vendorNo }) => vendorNo)).toEqual(Array.from({ length: 500 }, (_, at) => `X${String(at + 1).padStart(4, '0')}`));
			expect((await site.all('/gl/accounts', 'XYZ')).length).toBeGreaterThan(5);
		} finally {
			await site.stop();
		}
	});
});
