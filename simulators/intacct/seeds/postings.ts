import { negative, plus } from '../money';
import { baseCurrency, billItems, DEBIT_MEMO, entityOf, paymentsMade, privateTo } from './documents';
import { DAY, type SeedRecord } from './seed-record';

/** A ledger line before it is numbered; amounts signed, credits negative. */
interface Line {
	readonly account: string;
	readonly amount: string;
	readonly transactionAmount?: string;
	readonly currency?: string;
	readonly department?: string;
	readonly location: string;
	readonly vendor?: string;
	readonly record?: { readonly key: string; readonly id: string; readonly type: string; readonly due: string };
	readonly region?: string;
	readonly isPrivate?: boolean;
}

interface Batch {
	readonly no: string;
	readonly title: string;
	readonly date: string;
	readonly journal: string;
	readonly module: string;
	readonly reference?: string;
	readonly adjustment?: boolean;
	/** The stamp is empty, as with old and imported entries. */
	readonly unstamped?: boolean;
	readonly lines: readonly Line[];
}

const monthOf = (date: string): string => date.slice(0, 2);
const LAST_DAYS: Readonly<Record<string, string>> = { '01': '01/31/2026', '02': '02/28/2026', '03': '03/31/2026' };

/** The one line that makes a batch balance; summary posting names no vendor. */
const balancing = (account: string, location: string, lines: readonly Line[]): Line => ({
	account,
	location,
	amount: negative(plus(...lines.map(({ amount }) => amount))),
});

const billLines = (entity: string, month: string): Line[] => {
	const lines = billItems
		.filter(({ bill }) => entityOf(bill.location) === entity && monthOf(bill.date) === month)
		.map((item): Line => ({
			account: item.account,
			amount: item.amount,
			transactionAmount: item.transactionAmount,
			currency: item.bill.foreign?.[0],
			department: item.department,
			location: item.bill.location,
			vendor: item.bill.vendor,
			record: { key: item.bill.no, id: item.bill.number, type: 'pi', due: item.bill.due },
			region: item.line === 1 ? '1' : '',
			isPrivate: item.bill.isPrivate,
		}));
	if (entity === 'E100' && month === '03') {
		const { account, amount, department, location, vendor, no } = DEBIT_MEMO;
		lines.push({ account, amount, department, location, vendor, record: { key: no, id: 'DM-1', type: 'pa', due: '' } });
	}
	return lines.length === 0 ? [] : [...lines, balancing('2100', entity, lines)];
};

const paymentLines = (entity: string, month: string): Line[] => {
	const lines = paymentsMade
		.filter(({ bill, date }) => entityOf(bill.location) === entity && monthOf(date) === month)
		.map((payment): Line => ({
			account: '2100',
			amount: payment.amount,
			location: payment.bill.location,
			vendor: payment.bill.vendor,
			record: { key: payment.no, id: payment.no, type: 'pp', due: '' },
			isPrivate: payment.bill.isPrivate,
		}));
	return lines.length === 0 ? [] : [...lines, balancing('1000', entity, lines)];
};

const SUBLEDGERS = ['E100', 'E200']
	.flatMap((entity) =>
		['01', '02', '03'].flatMap((month) => [
			{
				title: `AP bills ${entity} ${month}/2026`,
				date: LAST_DAYS[month]!,
				journal: 'APJ',
				module: '3.AP',
				lines: billLines(entity, month),
			},
			{
				title: `AP payments ${entity} ${month}/2026`,
				date: LAST_DAYS[month]!,
				journal: 'CDJ',
				module: '3.AP',
				lines: paymentLines(entity, month),
			},
		]),
	)
	.filter(({ lines }) => lines.length > 0)
	.map((batch, at): Batch => ({ ...batch, no: String(5001 + at), unstamped: at === 0 }));

const ENTRIES: readonly Batch[] = [
	{
		no: '5012',
		title: 'Feb accruals',
		date: '02/28/2026',
		journal: 'GJ',
		module: '2.GL',
		reference: 'ACC-02',
		lines: [
			{ account: '5100', amount: '1000', department: 'ENG', location: 'E100', region: '2' },
			{ account: '2200', amount: '-1000', location: 'E100' },
		],
	},
	{
		no: '5013',
		title: 'GAAP true-up Q1',
		date: '03/31/2026',
		journal: 'GAAPADJ',
		module: '2.GL',
		reference: 'GAAP-Q1',
		adjustment: true,
		lines: [
			{ account: '6100', amount: '150.75', department: 'OPS', location: 'E100' },
			{ account: '2200', amount: '-150.75', location: 'E100' },
		],
	},
];

const BATCHES: readonly Batch[] = [...SUBLEDGERS, ...ENTRIES];

const batchStamp = (batch: Batch): number => 4 * DAY - BATCHES.indexOf(batch) * 300;

const header = (batch: Batch, at: number): SeedRecord => ({
	age: batch.unstamped ? null : batchStamp(batch),
	createdAge: 7 * DAY,
	values: {
		RECORDNO: batch.no,
		BATCHNO: String(301 + at),
		BATCH_TITLE: batch.title,
		BATCH_DATE: batch.date,
		JOURNAL: batch.journal,
		MODULE: batch.module,
		STATE: 'Posted',
		REFERENCENO: batch.reference ?? '',
		REVERSED: '',
		ADJ: batch.adjustment ? 'T' : 'F',
		'USERINFO.LOGINID': 'controller',
	},
});

const absolute = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : amount);

const entry = (batch: Batch, batchNumber: number, line: Line, at: number, no: number): SeedRecord => ({
	age: batchStamp(batch),
	values: {
		RECORDNO: String(no),
		BATCHNO: batch.no,
		BATCH_NUMBER: String(batchNumber),
		BATCH_DATE: batch.date,
		BATCHTITLE: batch.title,
		LINE_NO: String(at + 1),
		ENTRY_DATE: batch.date,
		ACCOUNTNO: line.account,
		TR_TYPE: line.amount.startsWith('-') ? '-1' : '1',
		AMOUNT: absolute(line.amount),
		TRX_AMOUNT: absolute(line.transactionAmount ?? line.amount),
		CURRENCY: line.currency ?? baseCurrency(line.location),
		BASECURR: baseCurrency(line.location),
		DEPARTMENT: line.department ?? '',
		LOCATION: line.location,
		VENDORID: line.vendor ?? '',
		GLDIMREGION: line.region ?? '',
		DESCRIPTION: batch.title,
		STATISTICAL: 'F',
		...privateTo(line.isPrivate),
	},
});

const detail = (batch: Batch, batchNumber: number, line: Line, at: number, no: number): SeedRecord => {
	const credit = line.amount.startsWith('-');
	const transaction = line.transactionAmount ?? line.amount;
	return {
		age: batchStamp(batch),
		values: {
			RECORDNO: `${no}-1`,
			BATCHKEY: batch.no,
			BATCH_NO: String(batchNumber),
			BATCH_DATE: batch.date,
			BATCH_TITLE: batch.title,
			BOOKID: batch.adjustment ? 'GAAPADJACCRUAL' : 'ACCRUAL',
			MODULEKEY: batch.module,
			ENTRY_DATE: batch.date,
			ENTRY_STATE: 'P',
			LINE_NO: String(at + 1),
			ACCOUNTNO: line.account,
			TR_TYPE: credit ? '-1' : '1',
			AMOUNT: line.amount,
			DEBITAMOUNT: credit ? '0' : line.amount,
			CREDITAMOUNT: credit ? absolute(line.amount) : '0',
			TRX_AMOUNT: transaction,
			TRX_DEBITAMOUNT: credit ? '0' : transaction,
			TRX_CREDITAMOUNT: credit ? absolute(transaction) : '0',
			CURRENCY: line.currency ?? baseCurrency(line.location),
			BASECURR: baseCurrency(line.location),
			DEPARTMENTID: line.department ?? '',
			LOCATIONID: line.location,
			VENDORID: line.vendor ?? '',
			RECORDKEY: line.record?.key ?? '',
			RECORDID: line.record?.id ?? '',
			RECORDTYPE: line.record?.type ?? '',
			WHENDUE: line.record?.due ?? '',
			GLDIMREGION: line.region ?? '',
			DESCRIPTION: batch.title,
			STATISTICAL: 'F',
			...privateTo(line.isPrivate),
		},
	};
};

/** Journal entries with 40 ledger lines over three months; every batch balances within its entity. */
export const postingSeeds = (): Record<string, SeedRecord[]> => {
	const lines = BATCHES.flatMap((batch, batchAt) => batch.lines.map((line, at) => ({ batch, number: 301 + batchAt, line, at })));
	return {
		GLBATCH: BATCHES.map(header),
		GLENTRY: lines.map(({ batch, number, line, at }, index) => entry(batch, number, line, at, 90_001 + index)),
		GLDETAIL: lines.map(({ batch, number, line, at }, index) => detail(batch, number, line, at, 90_001 + index)),
	};
};
