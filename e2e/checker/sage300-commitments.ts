import { plain, units } from './decimal-text';
import { compareModel, type CellRule, type Fields, type ListRule, type Truth } from './model-comparison';
import { Control } from './simulator-control';
import { sumDifferences } from './total-differences';
import type { Difference, Verdict } from './verdict';

/** A record as the simulator stores it: texts, and rows below it. What is at the first text of an enumeration is not stored. */
type Stored = Readonly<Record<string, string | readonly Stored[] | undefined>>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const of = (record: Stored | Fields, name: string): string => {
	const value = record[name];
	return typeof value === 'string' ? value : '';
};
const rows = (record: Stored, name: string): readonly Stored[] => {
	const value = record[name];
	return Array.isArray(value) ? (value as readonly Stored[]) : [];
};
const number = (text: string): string => (text === '' ? '' : plain(units(text)));
const oneLine = (text: string): string => text.replace(/\r\n|[\r\n]/g, ' ').trim();
/** Nothing for periods that are no months: what is in them is in no month of the model. */
const monthOf = (year: string, period: string): string => (year === '' || MONTHS[Number(period) - 1] === undefined ? '' : `${MONTHS[Number(period) - 1]} ${year.slice(2)}`);
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('/');

const GROUP = 'GROUP-';
const DEPARTMENTS = '000002';

const LISTS: readonly ListRule[] = [
	{ object: 'Vendor', list: '101000000004', item: (r) => ({ code: of(r, 'code'), name: of(r, 'name'), Status: of(r, 'Status') || 'Active', parent: of(r, 'parent') }) },
	{
		object: 'SegmentCode', list: '101000000019',
		item: (r) => ({
			code: `${of(r, 'SegmentNumber')}-${of(r, 'SegmentCode')}`, name: [of(r, 'SegmentNumber'), of(r, 'SegmentCode'), of(r, 'Description')].filter((part) => part !== '').join(' '),
			Segment: of(r, 'SegmentNumber'),
		}),
	},
	{
		object: 'Account', list: '101000000001',
		item: (r) => ({
			code: of(r, 'UnformattedAccount'), name: `${of(r, 'AccountNumber')} ${of(r, 'Description')}`.trim(), 'Account type': of(r, 'AccountType'),
			'Normal balance': of(r, 'NormalBalanceDRCR'),
		}),
	},
];

/** A credit note lowers what is owed, whichever sign it is stored with. */
const owed = (type: string, amount: bigint): string => plain(type === 'CreditNote' && amount > 0n ? -amount : amount);

const QUANTITIES = ['Ordered', 'Received', 'Outstanding', 'Unit Cost', 'Line Total'];

const CELLS: readonly CellRule[] = [
	{
		object: 'Account', module: '102000000009', dimensions: ['GL Accounts'], key: (r) => of(r, 'UnformattedAccount'),
		cells: (r) => ({
			Department: of(r, 'AccountSegmentCode2') === '' ? '' : `${DEPARTMENTS}-${of(r, 'AccountSegmentCode2')}`, Status: of(r, 'Status') || 'Active',
			Posting: of(r, 'PostToAccount') || 'Detail',
		}),
	},
	{
		object: 'OrderLine', module: '102000000010', dimensions: ['PO Lines'], key: (r) => `${of(r, 'PurchaseOrderNumber')}/${of(r, 'LineNumber')}`, amounts: QUANTITIES,
		cells: (r) => ({
			Order: of(r, 'PurchaseOrderNumber'), Vendor: of(r, 'Vendor'), 'Order Date': of(r, 'PurchaseOrderDate'), 'Expected On': of(r, 'ExpectedArrivalDate'),
			'Completed On': of(r, 'DateCompleted'), 'On Hold': of(r, 'OnHold') || 'No', Currency: of(r, 'CurrencyCode'), Item: of(r, 'ItemNumber'),
			Description: oneLine(of(r, 'ItemDescription')), Unit: of(r, 'UnitOfMeasure'), Ordered: number(of(r, 'QuantityOrdered') || '0'),
			Received: number(of(r, 'QuantityReceived') || '0'), Outstanding: number(of(r, 'QuantityOutstanding') || '0'), 'Unit Cost': number(of(r, 'UnitCost') || '0'),
			'Line Total': number(of(r, 'ExtendedCost') || '0'),
		}),
	},
	{
		object: 'Entered', module: '102000000011', dimensions: ['AP Entered'], key: (r) => `${of(r, 'batch')}/${of(r, 'EntryNumber')}`,
		cells: (r) => ({
			Vendor: of(r, 'VendorNumber'), Document: of(r, 'DocumentNumber'), Type: of(r, 'DocumentType') || 'Invoice', State: of(r, 'state'), 'Document Date': of(r, 'DocumentDate'),
			'Due Date': of(r, 'DueDate'), Period: monthOf(of(r, 'FiscalYear'), of(r, 'FiscalPeriod')), Currency: of(r, 'CurrencyCode'),
			Amount: owed(of(r, 'DocumentType'), units(of(r, 'DocumentTotalIncludingTax') || '0')),
		}),
	},
	{
		object: 'Document', module: '102000000001', dimensions: ['AP Bills'], key: (r) => `${of(r, 'VendorNumber')}/${of(r, 'DocumentNumber')}`,
		cells: (r) => ({
			Vendor: of(r, 'VendorNumber'), 'Bill Number': of(r, 'DocumentNumber'), State: of(r, 'FullyPaid') === 'Yes' ? 'Paid' : 'Open', 'Bill Date': of(r, 'DocumentDate'),
			'Due Date': of(r, 'DueDate'), Period: monthOf(of(r, 'FiscalYear'), of(r, 'FiscalPeriod')), Currency: of(r, 'CurrencyCode'),
			Amount: owed(of(r, 'DocumentType'), units(of(r, 'VendorCurrencyInvoiceAmount'))),
			Paid: owed(of(r, 'DocumentType'), units(of(r, 'VendorCurrencyInvoiceAmount')) - units(of(r, 'VendorCurrencyAmountDue'))),
			Due: owed(of(r, 'DocumentType'), units(of(r, 'VendorCurrencyAmountDue'))),
		}),
	},
	{
		object: 'LedgerLine', module: '102000000012', dimensions: ['Ledger Lines'], amounts: ['Sequence', 'Quantity', 'Amount'],
		key: (r) => joined(of(r, 'PostingSequenceNumber'), of(r, 'DetailCount'), of(r, 'AccountNumber'), of(r, 'FiscalYear'), of(r, 'FiscalPeriod'), of(r, 'SourceCurrencyCode'),
			of(r, 'SourceLedgerCode'), of(r, 'SourceTypeCode')),
		cells: (r) => ({
			Account: of(r, 'AccountNumber'), Period: monthOf(of(r, 'FiscalYear'), of(r, 'FiscalPeriod')), Date: of(r, 'JournalDate'), Sequence: of(r, 'PostingSequenceNumber'),
			Batch: of(r, 'BatchNumber'), Source: `${of(r, 'SourceLedgerCode')}-${of(r, 'SourceTypeCode')}`, Currency: of(r, 'HomeCurrencyCode'),
			Reference: oneLine(of(r, 'JournalDetailReference')), Description: oneLine(of(r, 'JournalDetailDescription')),
			Quantity: number(of(r, 'JournalTransactionQuantity') || '0'), Amount: number(of(r, 'JournalTransactionAmount')),
		}),
	},
	{
		object: 'Balance', module: '102000000013', dimensions: ['GL Accounts', 'Time'], amounts: ['Movement', 'Ending Balance'], key: (r) => `${of(r, 'account')}|${of(r, 'month')}`,
		cells: (r) => ({ Movement: of(r, 'movement'), 'Ending Balance': of(r, 'ending') }),
	},
];

/** Rows below a record, each with what its record says. */
const below = (records: readonly Stored[], name: string, head: (record: Stored) => Fields): readonly Fields[] =>
	records.flatMap((record) => rows(record, name).map((row) => ({ ...head(record), ...(row as Fields) })));

const texts = (record: Stored): Fields => Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const groupName = (group: Stored): string => [of(group, 'GroupCode'), of(group, 'Description')].filter((part) => part !== '').join(' ');

const YEAR = '2026';

/** Balances of one year: what an account has moved in a period, and what it stands at in the end. */
const balances = (sets: readonly Fields[]): readonly Fields[] => sets
	.filter((set) => of(set, 'FiscalsetDesignator') === 'Actuals' && of(set, 'Currencytype') === 'Functional' && of(set, 'Fiscalsetyear') === YEAR)
	.flatMap((set) => {
		let ending = units(of(set, 'BeginningBalance'));
		return MONTHS.map((_, at) => {
			const period = String(at + 1).padStart(2, '0');
			const movement = units(of(set, `Period${period}netamount`));
			ending += movement;
			return { account: of(set, 'AccountNumber'), month: monthOf(YEAR, period), movement: plain(movement), ending: plain(ending) };
		});
	});

/** The truth as the simulator tells it over its control surface. */
const sage300Truth = (sage300: Control, company: string): Truth => {
	const stored = async (resource: string): Promise<readonly Stored[]> => await sage300.get<readonly Stored[]>(`records?company=${company}&resource=${resource}`);
	const derived: Readonly<Record<string, () => Promise<readonly Fields[]>>> = {
		Vendor: async () => {
			const groups = await stored('APVendorGroups');
			const names = new Map(groups.map((group) => [of(group, 'GroupCode'), groupName(group)]));
			return [
				...groups.map((group) => ({ code: `${GROUP}${of(group, 'GroupCode')}`, name: groupName(group), Status: of(group, 'Status'), parent: '' })),
				...(await stored('APVendors')).map((vendor) => ({
					code: of(vendor, 'VendorNumber'), name: `${of(vendor, 'VendorNumber')} ${of(vendor, 'VendorName')}`.trim(), Status: of(vendor, 'Status'),
					parent: names.get(of(vendor, 'GroupCode')) ?? '',
				})),
			];
		},
		SegmentCode: async () => (await stored('GLSegmentCodes')).map(texts),
		Account: async () => (await stored('GLAccounts')).map(texts),
		OrderLine: async () => below(await stored('POPurchaseOrders'), 'PurchaseOrderLines', texts),
		Entered: async () => below(await stored('APInvoiceBatches'), 'Invoices', (batch) => ({ batch: of(batch, 'BatchNumber'), state: of(batch, 'BatchStatus') || 'Open' })),
		Document: async () => (await stored('APPostedDocuments')).map(texts),
		LedgerLine: async () => (await stored('GLPostedTransactions')).map(texts),
		Balance: async () => balances((await stored('GLAccountFiscalSets')).map(texts)),
	};
	return { records: async (object) => await (derived[object]?.() ?? Promise.resolve([])) };
};

/** Sums of all ledger lines per account, year and period: those that each side computes by itself. */
export const totalDifferences = async (sage300Url: string, anaplanUrl: string): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> => {
	const books = await new Control(sage300Url).get<ReadonlyArray<Readonly<Record<'Account' | 'Year' | 'Period' | 'net', string>>>>('totals?by=Account,Year,Period');
	const model = await new Control(anaplanUrl).get<ReadonlyArray<Readonly<Record<'Account' | 'Period' | 'Amount', string>>>>('totals?module=102000000012&by=Account,Period&sum=Amount');
	return sumDifferences(
		books.map(({ Account, Year, Period, net }) => [`${Account}|${monthOf(Year, Period)}`, net]), model.map(({ Account, Period, Amount }) => [`${Account}|${Period}`, Amount]),
	);
};

/** Compares every record of one company of the Sage 300 simulator with the Anaplan simulator's model, and every item and cell of the model with a record. */
export const checkSage300 = async (
	sage300Url: string, anaplanUrl: string, { rejected, only }: { readonly rejected: ReadonlySet<string>; readonly only?: readonly string[] }, company = 'NORDIX',
): Promise<Verdict> => await compareModel(sage300Truth(new Control(sage300Url), company), new Control(anaplanUrl), { lists: LISTS, cells: CELLS }, rejected, only);
