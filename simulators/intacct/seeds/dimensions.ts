import { DAY, type SeedRecord } from './seed-record';

type Values = Readonly<Record<string, string>>;

/** Stamps lie between six and nine days back, one minute apart; the last two of a list share one second. */
const stamped = (records: readonly Values[], days = 9): SeedRecord[] =>
	records.map((values, at) => ({
		values: { RECORDNO: String(at + 1), STATUS: 'active', ...values },
		age: days * DAY - Math.min(at, records.length - 2) * 60,
	}));

const LONG_TEXT = `Delivers the quarterly inventory of all sites. ${'Every pallet is counted twice, once at the gate and once at the rack. '.repeat(40)}End of description.`;

const ACCOUNTS: readonly (readonly [string, string, 'balancesheet' | 'incomestatement', 'debit' | 'credit', string])[] = [
	['0400.10', 'Research materials', 'incomestatement', 'debit', 'Cost of sales'],
	['1000', 'Cash at bank', 'balancesheet', 'debit', 'Cash'],
	['1200', 'Trade receivables', 'balancesheet', 'debit', 'Receivables'],
	['2100', 'Accounts payable', 'balancesheet', 'credit', 'Payables'],
	['2200', 'Accrued liabilities', 'balancesheet', 'credit', 'Payables'],
	['3900', 'Retained earnings', 'balancesheet', 'credit', 'Equity'],
	['4000', 'Subscription revenue', 'incomestatement', 'credit', 'Revenue'],
	['5100', 'Salaries & wages', 'incomestatement', 'debit', 'Personnel'],
	['6100', 'Rent', 'incomestatement', 'debit', 'Premises'],
	['6150', 'Hosting & SaaS', 'incomestatement', 'debit', 'Technology'],
	['6200', 'Travel', 'incomestatement', 'debit', 'Travel'],
	['6300', 'Professional fees "external"', 'incomestatement', 'debit', 'Services'],
];

const account = ([ACCOUNTNO, TITLE, ACCOUNTTYPE, NORMALBALANCE, CATEGORY]: (typeof ACCOUNTS)[number]): Values => ({
	ACCOUNTNO,
	TITLE,
	ACCOUNTTYPE,
	NORMALBALANCE,
	CATEGORY,
	CLOSINGTYPE: ACCOUNTTYPE === 'incomestatement' ? 'closing account' : 'non-closing account',
	CLOSINGACCOUNTNO: ACCOUNTTYPE === 'incomestatement' ? '3900' : '',
	ALTERNATIVEACCOUNT: ACCOUNTNO === '2100' ? 'Payables account' : ACCOUNTNO === '1200' ? 'Receivables account' : 'None',
	TAXABLE: 'false',
	REQUIREDEPT: String(ACCOUNTTYPE === 'incomestatement'),
	REQUIRELOC: '',
});

export const VENDORS: readonly (readonly [string, string, string, string])[] = [
	['V-10', 'Tide & Co', 'Net 30', 'USD'],
	['V-11', 'Müller Büromöbel GmbH', 'Net 30', 'USD'],
	['V-12', 'O\'Brien "Fast" Couriers', 'Net 15', 'USD'],
	['V-13', 'Société Générale de Café', 'Net 15', 'USD'],
	['V-14', 'Łódź Systems Sp. z o.o.', 'Net 60', 'EUR'],
	['0042', 'Zero Leading Ltd', 'Net 30', 'USD'],
	['V-16', 'Bright <Lights> 株式会社', 'Net 30', 'USD'],
	['V-20', 'Thames Hosting', 'Net 30', 'GBP'],
];

const vendorRecords = (): SeedRecord[] =>
	stamped(
		VENDORS.map(([VENDORID, NAME, TERMNAME, CURRENCY], at) => ({
			RECORDNO: String(33 + at),
			VENDORID,
			NAME,
			TERMNAME,
			CURRENCY,
			ONHOLD: VENDORID === 'V-16' ? '' : 'false',
			VENDTYPE: 'Supplier',
			CREDITLIMIT: '',
			TOTALDUE: '',
			PARENTID: VENDORID === 'V-16' ? 'V-10' : '',
			COMMENTS: VENDORID === 'V-12' ? LONG_TEXT : '',
			'DISPLAYCONTACT.EMAIL1': `accounts.${VENDORID.toLowerCase()}@vendor.example`,
			...(VENDORID === 'V-20' ? { MEGAENTITYKEY: '3', MEGAENTITYID: 'E200', MEGAENTITYNAME: 'UK' } : {}),
		})),
	).map((record): SeedRecord => (record.values.VENDORID === '0042' ? { ...record, age: null, createdAge: 9 * DAY } : record));

const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Months and years that can be budgeted, and the system periods that cannot (reference 13 d). */
const periods = (): Values[] => {
	const years = [2025, 2026, 2027];
	const months = years.flatMap((year) =>
		MONTHS.map((month, at) => {
			const last = new Date(Date.UTC(year, at + 1, 0)).getUTCDate();
			return {
				NAME: `Month Ended ${month} ${year}`,
				HEADER1: 'Month Ended',
				HEADER2: `${two(at + 1)}/${last}/${year}`,
				START_DATE: `${two(at + 1)}/01/${year}`,
				END_DATE: `${two(at + 1)}/${last}/${year}`,
				BUDGETING: 'true',
			};
		}),
	);
	const whole = years.map((year) => ({
		NAME: `Year Ended December ${year}`,
		HEADER1: 'Year Ended',
		HEADER2: `12/31/${year}`,
		START_DATE: `01/01/${year}`,
		END_DATE: `12/31/${year}`,
		BUDGETING: 'true',
	}));
	const system = ['Current Month', 'Current Quarter', 'Current Year', 'Prior Month', 'Inception To Date'].map((NAME) => ({
		NAME,
		HEADER1: NAME,
		HEADER2: '',
		START_DATE: '',
		END_DATE: '',
		BUDGETING: 'false',
	}));
	return [...months, ...whole, ...system];
};

/** Accounts, dimensions and the like: what documents refer to. */
export const dimensionSeeds = (): Record<string, SeedRecord[]> => ({
	GLACCOUNT: stamped(ACCOUNTS.map(account).map((values, at) => ({ ...values, RECORDNO: String(60 + at) }))),
	GLJOURNAL: stamped([
		{ SYMBOL: 'GJ', TITLE: 'General journal', ADJ: 'F' },
		{ SYMBOL: 'APJ', TITLE: 'AP bills', ADJ: 'F' },
		{ SYMBOL: 'CDJ', TITLE: 'Payments', ADJ: 'F' },
		{ SYMBOL: 'GAAPADJ', TITLE: 'GAAP adjustments', ADJ: 'T' },
	]),
	DEPARTMENT: stamped([
		{ RECORDNO: '7', DEPARTMENTID: 'ENG', TITLE: 'Engineering', PARENTID: '' },
		{ RECORDNO: '8', DEPARTMENTID: '04', TITLE: 'Field operations', PARENTID: '' },
		{ RECORDNO: '9', DEPARTMENTID: 'FIN', TITLE: 'Finance', PARENTID: '' },
		{ RECORDNO: '10', DEPARTMENTID: 'OPS', TITLE: 'Operations', PARENTID: '' },
		{ RECORDNO: '11', DEPARTMENTID: 'ENG-PLAT', TITLE: 'Platform', PARENTID: 'ENG' },
	]),
	LOCATION: stamped([
		{ RECORDNO: '2', LOCATIONID: 'E100', NAME: 'US', PARENTID: '', CURRENCY: 'USD' },
		{ RECORDNO: '3', LOCATIONID: 'E200', NAME: 'UK', PARENTID: '', CURRENCY: 'GBP' },
		{ RECORDNO: '4', LOCATIONID: 'E100-NY', NAME: 'New York', PARENTID: 'E100', CURRENCY: 'USD' },
	]),
	LOCATIONENTITY: stamped([
		{ RECORDNO: '2', LOCATIONID: 'E100', NAME: 'US', CURRENCY: 'USD', FIRSTMONTH: '1', STARTDATE: '01/01/2020', ENDDATE: '' },
		{ RECORDNO: '3', LOCATIONID: 'E200', NAME: 'UK', CURRENCY: 'GBP', FIRSTMONTH: '4', STARTDATE: '04/01/2022', ENDDATE: '' },
	]),
	CLASS: stamped([
		{ CLASSID: 'A', NAME: 'Run' },
		{ CLASSID: 'B', NAME: 'Build' },
		{ CLASSID: '00C', NAME: 'Research', PARENTID: 'B' },
	]),
	PROJECT: stamped([
		{
			PROJECTID: 'P-001',
			NAME: 'Warehouse move',
			PROJECTSTATUS: 'In Progress',
			BEGINDATE: '01/01/2026',
			ENDDATE: '',
			BUDGETAMOUNT: '25000',
			DEPARTMENTID: 'OPS',
			CUSTOMERID: '',
		},
		{
			PROJECTID: 'P-002',
			NAME: 'Søren’s platform',
			PARENTID: 'P-001',
			PROJECTSTATUS: 'In Progress',
			BEGINDATE: '02/01/2026',
			ENDDATE: '12/31/2026',
			BUDGETAMOUNT: '0',
			CUSTOMERID: 'C-1',
		},
	]),
	CUSTOMER: stamped([
		{ CUSTOMERID: 'C-1', NAME: 'Harbour & Sons', TOTALDUE: '0' },
		{ CUSTOMERID: 'C-2', NAME: 'Åre Skidor AB', TOTALDUE: '0' },
	]),
	VENDOR: vendorRecords(),
	APTERM: stamped([
		{ RECORDNO: '4', NAME: 'Net 30', DESCRIPTION: '30 days', DUEDATE: '30', DUEFROM: 'from invoice/bill date' },
		{ RECORDNO: '5', NAME: 'Net 15', DESCRIPTION: '15 days', DUEDATE: '15', DUEFROM: 'from invoice/bill date' },
		{ RECORDNO: '6', NAME: 'Net 60', DESCRIPTION: '60 days', DUEDATE: '60', DUEFROM: 'from invoice/bill date' },
	]),
	REPORTINGPERIOD: stamped(periods()),
	USERINFO: stamped([
		{ RECORDNO: '48', LOGINID: 'ws_anaplan', DESCRIPTION: 'Web Services user' },
		{ RECORDNO: '12', LOGINID: 'controller', DESCRIPTION: 'Controller' },
	]),
	REGION: ['North', 'South & East', 'Überall'].map((name, at) => ({
		values: { id: String(at + 1), name, createdBy: '12', RMANAGER: at === 0 ? 'Ann' : '' },
		age: 9 * DAY - at * 60,
	})),
});
