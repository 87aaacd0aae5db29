import { account } from './accounts';
import type { CompanyDefinition, PlainRecord } from './types';
import { monthly, thirteen } from './years';

const one = { code: 'ACC', delimiter: '-' };

const vendor = (VendorNumber: string, VendorName: string): PlainRecord => ({
	VendorNumber, ShortName: VendorName.slice(0, 10), GroupCode: 'INV', VendorName, CurrencyCode: 'USD', DateLastMaintained: '2020-01-04',
		AccountSet: 'USA', Terms: 'N30',
	TaxGroup: 'CALIF', VendorOptionalFieldValues: [{ OptionalField: 'SINCE', Value: '20100818', ValueSet: 'Yes' }],
});

const item = (ItemNumber: string, Description: string): PlainRecord => ({
	ItemNumber, UnformattedItemNumber: ItemNumber.replace(/[-/]/g, ''), Description, Category: 'A1', StockingUnitOfMeasure: 'Ea.',
		DateLastMaintained: '2020-01-04',
});

/**
 * The company of the vendor's example payloads: those post here as they stand. An invoice of 80 has 86.60 with tax there, so its tax group
 * takes 8.25 percent.
 */
export const SAMLTD: CompanyDefinition = {
	id: 'SAMLTD', name: 'Sample Company Limited', country: 'US', homeCurrency: 'USD', rates: { CAD: '0.7500000', EUR: '1.1000000' }, delimiter: '-',
	segments: [{ number: '1', name: 'Account', length: 4 }, { number: '2', name: 'Division', length: 3 }],
	structures: { ACC: ['1'], ACCDIV: ['1', '2'] }, lastClosedYear: '2019', retainedEarnings: '3700',
	years: [thirteen(2019), ...[2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => monthly(year))],
	accountSets: { USA: '2000' }, distributionCodes: { INV: '1300', RENT: '6000' }, taxRates: { CALIF: '8.25', NOTAX: '0' }, taxAccount: '2200',
	banks: { SEATAC: '1020' },
	records: {
		GLAccountGroups: [{ AccountGroupCode: '22', Description: 'Other', SortCode: '22' }],
		GLAccounts: [
			account(['1000'], 'Petty cash', one), account(['1020'], 'Bank account, operating', one), account(['1300'], 'Inventory', one),
			account(['2000'], 'Accounts payable', one), account(['2200'], 'Sales tax payable', one), account(['3000'], 'Capital', one),
			account(['3700'], 'Retained earnings', one, { AccountType: 'RetainedEarnings' }), account(['4000'], 'Sales', one),
				account(['6000'], 'Expenses', one),
			account(['6000', '100'], 'Expenses, division 100', { ...one, code: 'ACCDIV' }), account(['9999'], 'Suspense', one),
		],
		GLSegmentCodes: [{ SegmentNumber: '000002', SegmentCode: '100', Description: 'Division 100', ClosingAccount: '3700' }],
		GLSourceCodes: [['GL', 'JE'], ['AP', 'IN'], ['AP', 'PY'], ['AP', 'AD']].map(([SourceLedger = '', SourceType = '']) =>
			({ SourceLedger, SourceType, Description: `${SourceLedger}-${SourceType}` })),
		APVendorGroups: [{ GroupCode: 'INV', Description: 'Inventory vendors', DateLastMaintained: '2020-01-04', AccountSet: 'USA' }],
		APVendors: [vendor('1200', 'Chloride Systems'), vendor('1400', 'Beaver Lights'), vendor('1500', 'Gould Manufacturing Ltd.')],
		APPostedDocuments: [{
			VendorNumber: '1200', DocumentNumber: '12345', DueDate: '2020-02-28', DocumentType: 'Invoice', BatchDate: '2020-01-29',
				BatchNumber: '8', EntryNumber: '1',
			GroupCode: 'INV', DocumentDate: '2020-01-29', CurrencyCode: 'USD', ExchangeRate: '1', FunctionalCurrencyInvoiceAmount: '500.00',
			FunctionalCurrencyAmountDue: '500.00', VendorCurrencyInvoiceAmount: '500.00', VendorCurrencyAmountDue: '500.00', LastActivityDate: '2020-01-29',
			FiscalYear: '2020', FiscalPeriod: '01', PostingDate: '2020-01-29', PostingSequenceNumber: '4', AccountSet: 'USA',
		}],
		POPurchaseOrders: [{
			PurchaseOrderSequenceKey: '1', PurchaseOrderNumber: 'PO01', PurchaseOrderDate: '2020-01-02', Vendor: '1400', CurrencyCode: 'USD',
				OrderTotal: '90.00', Lines: '2',
			PurchaseOrderLines: [
				{ PurchaseOrderSequenceKey: '1', LineNumber: '1000', ItemNumber: 'A1-105/0', Location: '1', UnitOfMeasure: 'Ea.',
					QuantityOrdered: '10', QuantityOutstanding: '10', UnitCost: '5', ExtendedCost: '50.00' },
				{ PurchaseOrderSequenceKey: '1', LineNumber: '2000', ItemNumber: 'A1-450/0', Location: '1', UnitOfMeasure: 'Ea.',
					QuantityOrdered: '20', QuantityOutstanding: '20', UnitCost: '2', ExtendedCost: '40.00' },
			],
		}],
		ICItems: [item('A1-105/0', 'Lamp 105'), item('A1-450/0', 'Lamp 450'), item('A1-650/0', 'Lamp 650'), item('A1-655/0', 'Lamp 655')],
		CSCurrencyCodes: [['CAD', 'Canadian dollar'], ['EUR', 'Euro'], ['USD', 'U.S. dollar']].map(([CurrencyCodeKey = '', Description = '']) =>
			({ CurrencyCodeKey, Description })),
	},
	journals: [{ description: 'Opening', date: '2019-12-31', state: 'Posted', lines: [['1020', '7500.00'], ['3000', '-7500.00']] }],
	budgets: [],
};
