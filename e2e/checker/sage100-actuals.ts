import { plain, units } from './decimal-text';
import { compareModel, type CellRule, type Fields, type ListRule, type Truth } from './model-comparison';
import { Control } from './simulator-control';
import { sumDifferences } from './total-differences';
import type { Difference, Verdict } from './verdict';

/** A row as Sage 100 stores it: texts. */
type Stored = Fields;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const of = (record: Stored, name: string): string => record[name] ?? '';
const named = (...parts: readonly string[]): string => parts.map((part) => part.trim()).filter((part) => part !== '').join(' ');
const number = (text: string): string => plain(units(text || '0'));
const day = (stored: string): string => (/^\d{8}$/.test(stored) ? `${stored.slice(0, 4)}-${stored.slice(4, 6)}-${stored.slice(6)}` : '');
const monthOf = (year: string, period: string): string => `${MONTHS[Number(period) - 1]} ${year.slice(2)}`;
const monthOfDay = (stored: string): string => monthOf(stored.slice(0, 4), stored.slice(4, 6));
const minus = (one: string, other: string): string => plain(units(one || '0') - units(other || '0'));
const vendor = (record: Stored): string => `${of(record, 'APDivisionNo')}/${of(record, 'VendorNo')}`;

const COST_CENTRES = '02';
const YEAR = '2026';

const LISTS: readonly ListRule[] = [
	{ object: 'Vendor', list: '101000000004', item: (r) => ({ code: vendor(r), name: named(of(r, 'APDivisionNo'), of(r, 'VendorNo'), of(r, 'VendorName')), Status: of(r, 'VendorStatus') }) },
	{
		object: 'CostCenter', list: '101000000019',
		item: (r) => ({ code: `${of(r, 'SegmentNo')}-${of(r, 'SubAccountCode')}`, name: named(of(r, 'SegmentNo'), of(r, 'SubAccountCode'), of(r, 'SubAccountDesc')), Segment: of(r, 'SegmentNo') }),
	},
	{ object: 'Account', list: '101000000001', item: (r) => ({ code: of(r, 'Account'), name: named(of(r, 'Account'), of(r, 'AccountDesc')), 'Account type': of(r, 'AccountType') }) },
];

const CELLS: readonly CellRule[] = [
	{
		object: 'Account', module: '102000000009', dimensions: ['GL Accounts'], key: (r) => of(r, 'Account'),
		cells: (r) => ({ Department: of(r, 'segment') === '' ? '' : `${COST_CENTRES}-${of(r, 'segment')}`, Status: of(r, 'Status'), Posting: of(r, 'MainAccountCode') }),
	},
	{
		object: 'OrderLine', module: '102000000010', dimensions: ['PO Lines'], key: (r) => `${of(r, 'PurchaseOrderNo')}/${of(r, 'LineKey')}`,
		amounts: ['Ordered', 'Received', 'Outstanding', 'Unit Cost', 'Line Total'],
		cells: (r) => ({
			Order: of(r, 'PurchaseOrderNo'), Vendor: vendor(r), 'Order Date': day(of(r, 'PurchaseOrderDate')), 'Expected On': day(of(r, 'RequiredExpireDate')),
			'Completed On': day(of(r, 'CompletionDate')), 'On Hold': of(r, 'OnHold') === 'Y' ? 'true' : 'false', Currency: '', Item: of(r, 'ItemCode').trim(),
			Description: of(r, 'ItemCodeDesc').trim(), Unit: '', Ordered: number(of(r, 'QuantityOrdered')), Received: number(of(r, 'QuantityReceived')),
			Outstanding: minus(of(r, 'QuantityOrdered'), of(r, 'QuantityReceived')), 'Unit Cost': number(of(r, 'UnitCost')), 'Line Total': number(of(r, 'ExtensionAmt')),
		}),
	},
	{
		object: 'OpenInvoice', module: '102000000001', dimensions: ['AP Bills'], key: (r) => `${vendor(r)}/${of(r, 'InvoiceNo')}`,
		cells: (r) => ({
			Vendor: vendor(r), 'Bill Number': of(r, 'InvoiceNo').trim(), State: 'Posted', 'Bill Date': day(of(r, 'InvoiceDate')), 'Due Date': day(of(r, 'InvoiceDueDate')),
			Period: monthOfDay(of(r, 'InvoiceDate')), Currency: '', Amount: number(of(r, 'InvoiceAmt')), Paid: minus(of(r, 'InvoiceAmt'), of(r, 'Balance')), Due: number(of(r, 'Balance')),
		}),
	},
	{
		object: 'LedgerLine', module: '102000000012', dimensions: ['Ledger Lines'], amounts: ['Sequence', 'Quantity', 'Amount'],
		key: (r) => [of(r, 'AccountKey'), day(of(r, 'PostingDate')), of(r, 'SourceJournal'), of(r, 'JournalRegisterNo'), of(r, 'SequenceNo')].join('/'),
		cells: (r) => ({
			Account: of(r, 'account'), Period: monthOfDay(of(r, 'PostingDate')), Date: day(of(r, 'PostingDate')), Sequence: number(of(r, 'JournalRegisterNo')), Batch: of(r, 'BatchNo'),
			Source: of(r, 'SourceJournal'), Currency: '', Reference: of(r, 'DocumentNo'), Description: of(r, 'PostingComment').trim(), Amount: minus(of(r, 'DebitAmount'), of(r, 'CreditAmount')),
		}),
	},
	{
		object: 'Balance', module: '102000000013', dimensions: ['GL Accounts', 'Time'], amounts: ['Movement', 'Ending Balance'], key: (r) => `${of(r, 'account')}|${monthOf(YEAR, of(r, 'FiscalPeriod'))}`,
		cells: (r) => ({ Movement: minus(of(r, 'DebitAmount'), of(r, 'CreditAmount')), 'Ending Balance': number(of(r, 'endingBalance')) }),
	},
];

/** The truth as the books tell it over their control surface; years of calendar months. */
const sage100Truth = (sage100: Control, company: string): Truth => {
	const stored = async (table: string): Promise<readonly Stored[]> => await sage100.get<readonly Stored[]>(`records?company=${company}&table=${table}`);
	const derived: Readonly<Record<string, () => Promise<readonly Stored[]>>> = {
		Vendor: async () => await stored('AP_Vendor'),
		CostCenter: async () => (await stored('GL_SubAccount')).filter((row) => of(row, 'SegmentNo') === COST_CENTRES),
		Account: async () => {
			const segments = new Map((await stored('GL_AccountSegment')).filter((row) => of(row, 'SegmentNo') === COST_CENTRES).map((row) => [of(row, 'AccountKey'), of(row, 'SubAccountCode')]));
			return (await stored('GL_Account')).map((row) => ({ ...row, segment: segments.get(of(row, 'AccountKey')) ?? '' }));
		},
		OrderLine: async () => {
			const orders = new Map((await stored('PO_PurchaseOrderHeader')).map((row) => [of(row, 'PurchaseOrderNo'), row]));
			return (await stored('PO_PurchaseOrderDetail')).map((row) => ({ ...orders.get(of(row, 'PurchaseOrderNo')), ...row }));
		},
		OpenInvoice: async () => await stored('AP_OpenInvoice'),
		LedgerLine: async () => (await sage100.get<{ readonly lines: readonly Stored[] }>(`ledger?company=${company}`)).lines,
		Balance: async () => await sage100.get<readonly Stored[]>(`balances?company=${company}&year=${YEAR}`),
	};
	return { records: async (object) => await (derived[object]?.() ?? Promise.resolve([])) };
};

/** Sums of all ledger lines per account and month: those that each side computes by itself. */
export const totalDifferences = async (sage100Url: string, anaplanUrl: string, company = 'ABC'): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> => {
	const { lines } = await new Control(sage100Url).get<{ readonly lines: readonly Stored[] }>(`ledger?company=${company}`);
	const model = await new Control(anaplanUrl).get<ReadonlyArray<Readonly<Record<'Account' | 'Period' | 'Amount', string>>>>('totals?module=102000000012&by=Account,Period&sum=Amount');
	return sumDifferences(
		lines.map((line) => [`${of(line, 'account')}|${monthOfDay(of(line, 'PostingDate'))}`, minus(of(line, 'DebitAmount'), of(line, 'CreditAmount'))]),
		model.map(({ Account, Period, Amount }) => [`${Account}|${Period}`, Amount]),
	);
};

/** Compares every record of one company with the Anaplan simulator's model, and every item and cell of the model with a record. */
export const checkSage100 = async (
	sage100Url: string, anaplanUrl: string, { rejected, only }: { readonly rejected: ReadonlySet<string>; readonly only?: readonly string[] }, company = 'ABC',
): Promise<Verdict> => await compareModel(sage100Truth(new Control(sage100Url), company), new Control(anaplanUrl), { lists: LISTS, cells: CELLS }, rejected, only);
