import { Engine, type Answer, type Task } from '../../../agent/src/sage/engine';
import type { Progress } from '../../../agent/src/sage/journal/create';
import type { EntryToCreate } from '../../../agent/src/sage/port';
import { readSageSettings, type SageConfig } from '../../../agent/src/sage/settings';
import type { Cell } from './providex';
import { ScriptedSage, type ScriptedTable } from './scripted-sage';

const AUDIT = ['DateCreated$', 'TimeCreated$', 'DateUpdated$', 'TimeUpdated$'];

const tableOf = (columns: readonly string[], key: readonly string[], rows: readonly Record<string, Cell>[] = [], lines?: string): ScriptedTable => {
	const blank = Object.fromEntries(columns.map((column) => [column, column.endsWith('$') ? '' : 0]));
	return { columns, key, rows: rows.map((row) => ({ ...blank, ...row })), ...(lines === undefined ? {} : { lines }) };
};

export const account = (key: string, text: string, own: Record<string, Cell> = {}): Record<string, Cell> => ({
	AccountKey$: key, Account$: text, RawAccount$: text.replace(/\W/g, ''), AccountDesc$: `Account ${text}`, Status$: 'A', MainAccountCode$: text.split(/\W/)[0] ?? '',
	DateStart$: '', DateEnd$: '', DateCreated$: '20240101', TimeCreated$: '8', DateUpdated$: '20250331', TimeUpdated$: '9.5', ...own,
});

const GL_ACCOUNT = ['AccountKey$', 'Account$', 'RawAccount$', 'AccountDesc$', 'Status$', 'MainAccountCode$', 'DateStart$', 'DateEnd$', ...AUDIT];

const monthsOf = (year: number): Array<Record<string, Cell>> => Array.from({ length: 12 }, (_, index) => ({
	FiscalYear$: String(year), FiscalPeriod$: String(index + 1).padStart(2, '0'),
	PeriodEndDate$: new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10).replaceAll('-', ''),
}));

/** A company with two segments, the worked balances of the reference, and a journal. */
export const scriptedSage = (): ScriptedSage => {
	const sage = new ScriptedSage();
	Object.assign(sage.tables, {
		SY_Company_svc: tableOf(['CompanyCode$', 'CompanyName$'], ['CompanyCode$'], [{ CompanyCode$: 'ABC', CompanyName$: 'Northwind Parts' }]),
		GL_Options_svc: tableOf(['AccountFormat$', 'CurrentFiscalYr$', 'CurrentPeriod$', 'BatchProcessing$'], [], [
			{ AccountFormat$: '-N04A03', CurrentFiscalYr$: '2025', CurrentPeriod$: '03', BatchProcessing$: 'N' },
		]),
		GL_FiscalYearDetail_svc: tableOf(['FiscalYear$', 'FiscalPeriod$', 'PeriodEndDate$'], ['FiscalYear$', 'FiscalPeriod$'], [...monthsOf(2024), ...monthsOf(2025)]),
		GL_Account_svc: tableOf(GL_ACCOUNT, ['AccountKey$'], [
			account('000000417', '6200-200'), account('000000731', '9000-200', { DateUpdated$: '20250331', TimeUpdated$: '15.5' }),
			account('000000800', '9999-200', { Status$: 'I', DateUpdated$: '', TimeUpdated$: '' }),
			account('000000900', '8000', { DateEnd$: '20241231', DateUpdated$: '20250330', TimeUpdated$: '9.49238' }),
		]),
		GL_AccountSegment_svc: tableOf(['SegmentNo$', 'SubAccountCode$', 'AccountKey$'], ['SegmentNo$', 'SubAccountCode$', 'AccountKey$'], [
			{ SegmentNo$: '01', SubAccountCode$: '6200', AccountKey$: '000000417' }, { SegmentNo$: '02', SubAccountCode$: '200', AccountKey$: '000000417' },
			{ SegmentNo$: '02', SubAccountCode$: '200', AccountKey$: '000000731' },
		]),
		GL_PeriodPostingHistory_svc: tableOf(['AccountKey$', 'FiscalYear$', 'FiscalPeriod$', 'BeginningBalance', 'DebitAmount', 'CreditAmount'], ['AccountKey$', 'FiscalYear$', 'FiscalPeriod$'], [
			{ AccountKey$: '000000417', FiscalYear$: '2024', FiscalPeriod$: '12', BeginningBalance: 0, DebitAmount: 5, CreditAmount: 5 },
			{ AccountKey$: '000000417', FiscalYear$: '2025', FiscalPeriod$: '01', BeginningBalance: 0, DebitAmount: 1200, CreditAmount: 0 },
			{ AccountKey$: '000000417', FiscalYear$: '2025', FiscalPeriod$: '03', BeginningBalance: 0, DebitAmount: 300, CreditAmount: 50 },
			{ AccountKey$: '000000731', FiscalYear$: '2025', FiscalPeriod$: '03', BeginningBalance: 0, DebitAmount: 0.1, CreditAmount: 0.3 },
		]),
		GL_DetailPosting_svc: tableOf([
			'AccountKey$', 'PostingDate$', 'SourceJournal$', 'JournalRegisterNo$', 'SequenceNo$', 'DebitAmount', 'CreditAmount', 'PostingComment$', 'BatchNo$', 'DateCreated$', 'TimeCreated$',
		], ['AccountKey$', 'PostingDate$', 'SourceJournal$', 'JournalRegisterNo$', 'SequenceNo$']),
		AP_Vendor_svc: tableOf(['APDivisionNo$', 'VendorNo$', 'VendorName$', 'EmailAddress$', 'CurrentBalance', ...AUDIT], ['APDivisionNo$', 'VendorNo$'], [
			{ APDivisionNo$: '00', VendorNo$: 'ACME01', VendorName$: 'Acme', CurrentBalance: 12.5, DateUpdated$: '20250331', TimeUpdated$: '9.5' },
			{ APDivisionNo$: '01', VendorNo$: 'ACME01', VendorName$: 'Acme West', DateUpdated$: '20250331', TimeUpdated$: '15.5' },
		]),
		AP_OpenInvoice_svc: tableOf(['APDivisionNo$', 'VendorNo$', 'InvoiceNo$', 'InvoiceDate$', 'InvoiceDueDate$', 'InvoiceAmt', 'Balance'], ['APDivisionNo$', 'VendorNo$', 'InvoiceNo$'], [
			{ APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: 'INV/1', InvoiceDate$: '20250301', InvoiceDueDate$: '17530101', InvoiceAmt: 10, Balance: 10 },
			{ APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: 'PAID', InvoiceDate$: '20250301', InvoiceDueDate$: '20250401', InvoiceAmt: 10, Balance: 0 },
		]),
		PO_PurchaseOrder_svc: tableOf([
			'PurchaseOrderNo$', 'OrderType$', 'OrderStatus$', 'PurchaseOrderDate$', 'APDivisionNo$', 'VendorNo$', 'TaxableAmt', 'NonTaxableAmt', 'SalesTaxAmt', 'FreightAmt', ...AUDIT,
		], ['PurchaseOrderNo$'], [
			{ PurchaseOrderNo$: '0001204', OrderType$: 'S', OrderStatus$: 'O', PurchaseOrderDate$: '20250312', APDivisionNo$: '00', VendorNo$: 'ACME01', NonTaxableAmt: 480, DateUpdated$: '20250312', TimeUpdated$: '14.12361' },
			{ PurchaseOrderNo$: '0001205', OrderType$: 'M', OrderStatus$: 'C', PurchaseOrderDate$: '20250313', APDivisionNo$: '00', VendorNo$: 'ACME01', DateUpdated$: '20250313', TimeUpdated$: '1' },
		]),
		PO_PurchaseOrderDetail_svc: tableOf(['PurchaseOrderNo$', 'LineKey$', 'LineSeqNo$', 'ItemCode$', 'PurchasesAcctKey$', 'QuantityOrdered', 'UnitCost', 'ExtensionAmt'], ['PurchaseOrderNo$', 'LineKey$'], [
			{ PurchaseOrderNo$: '0001204', LineKey$: '000001', LineSeqNo$: '00000000000002', ItemCode$: 'NUT-M8', QuantityOrdered: 0.125, UnitCost: 1.2 },
			{ PurchaseOrderNo$: '0001204', LineKey$: '000002', LineSeqNo$: '00000000000001', ItemCode$: 'BOLT-M8', PurchasesAcctKey$: '000000417', QuantityOrdered: 400, UnitCost: 1.2, ExtensionAmt: 480 },
		]),
		GL_TransactionJournal_bus: tableOf(['SourceJournal$', 'EntryNo$', 'PostingDate$', 'JournalComment$', 'BatchNo$', ...AUDIT], ['SourceJournal$', 'EntryNo$'], [], 'GL_TransactionJournalDetail_svc'),
		GL_TransactionJournalDetail_svc: tableOf(['SourceJournal$', 'EntryNo$', 'LineKey$', 'AccountKey$', 'DebitAmount', 'CreditAmount', 'PostingComment$'], ['SourceJournal$', 'EntryNo$', 'LineKey$']),
	});
	return sage;
};

export const CONFIG: SageConfig = {
	home: 'C:\\Sage\\MAS90\\Home', com: 'module', comModule: './none', user: 'agent', password: 'secret', companies: ['ABC'], timeZone: 'America/Chicago',
};

export const NOW = Date.UTC(2025, 3, 2, 15, 15, 0);

export const engineOf = (sage: ScriptedSage, config: Partial<SageConfig> = {}, company: string | null = 'ABC'): Engine =>
	new Engine(sage.factory, readSageSettings({ ...CONFIG, ...config }), company, () => NOW);

export const ask = async (engine: Engine, task: Task, announced: Progress[] = []): Promise<Answer> =>
	await engine.run(task, async (progress) => {
		announced.push(progress);
		await Promise.resolve();
	});

export const ENTRY: EntryToCreate = {
	naturalKey: 'ANP-7f3a91c2', sourceJournal: 'GJ', postingDate: '2025-03-31', comment: 'Budget March', autoReverse: false,
	lines: [
		{ account: '6200-200', debit: '1250.00', credit: '0.00', comment: 'Travel' },
		{ accountKey: '000000731', debit: '0.00', credit: '1250.00' },
	],
};
