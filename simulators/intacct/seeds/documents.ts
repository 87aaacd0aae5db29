import { decimal, negative, plus, units } from '../money';
import { BILLS, PAYMENTS, type Bill } from './bills';
import { VENDORS } from './dimensions';
import { DAY, type SeedRecord } from './seed-record';

type Values = Readonly<Record<string, string>>;

const VENDOR_NAMES: Readonly<Record<string, string>> = Object.fromEntries(VENDORS.map(([id, name]) => [id, name]));

export const entityOf = (location: string): 'E100' | 'E200' => (location === 'E200' ? 'E200' : 'E100');
export const baseCurrency = (location: string): 'USD' | 'GBP' => (location === 'E200' ? 'GBP' : 'USD');
export const privateTo = (isPrivate: boolean | undefined): Values =>
	isPrivate ? { MEGAENTITYKEY: '3', MEGAENTITYID: 'E200', MEGAENTITYNAME: 'UK' } : {};

const inBase = (bill: Bill, amount: string): string =>
	bill.foreign ? decimal((units(amount) * units(bill.foreign[1])) / 1_000_000n) : amount;

/** Bill lines with base amounts, in the order of their record numbers. */
export const billItems = BILLS.flatMap((bill) =>
	bill.items.map(([account, department, amount], at) => ({
		bill,
		account,
		department,
		transactionAmount: amount,
		amount: inBase(bill, amount),
		line: at + 1,
	})),
).map((item, at) => ({ ...item, no: String(3301 + at) }));

export const paymentsMade = PAYMENTS.map(([no, billNo, date, amount, method]) => ({
	no,
	bill: BILLS.find((bill) => bill.no === billNo)!,
	date,
	amount,
	method,
}));

/** A debit memo: what is owed to V-11 falls by 100. */
export const DEBIT_MEMO = {
	no: '951',
	line: '3501',
	vendor: 'V-11',
	account: '6150',
	department: 'ENG',
	amount: '-100',
	date: '03/15/2026',
	location: 'E100',
};

const paidOn = (no: string): { amount: string; date: string } => {
	const made = paymentsMade.filter(({ bill }) => bill.no === no);
	return { amount: plus(...made.map(({ amount }) => amount)), date: made.at(-1)?.date ?? '' };
};

const billStamp = (at: number): number => 6 * DAY - at * 600;

const billRecord = (bill: Bill, at: number): SeedRecord => {
	const total = plus(...bill.items.map(([, , amount]) => inBase(bill, amount)));
	const transactionTotal = plus(...bill.items.map(([, , amount]) => amount));
	const paid = paidOn(bill.no);
	const due = plus(total, negative(paid.amount));
	const state = paid.amount === '0' ? 'Posted' : due === '0' ? 'Paid' : 'Partially Paid';
	const [currency, transactionDue] = bill.foreign ? [bill.foreign[0], transactionTotal] : [baseCurrency(bill.location), due];
	return {
		age: billStamp(at),
		createdAge: 8 * DAY - at * 600,
		values: {
			RECORDNO: bill.no,
			RECORDTYPE: 'pi',
			RECORDID: bill.number,
			STATE: state,
			RAWSTATE: state === 'Paid' ? 'P' : 'A',
			VENDORID: bill.vendor,
			VENDORNAME: VENDOR_NAMES[bill.vendor] ?? '',
			DOCNUMBER: '',
			DESCRIPTION: '',
			WHENCREATED: bill.date,
			WHENPOSTED: bill.date,
			WHENDISCOUNT: '',
			WHENDUE: bill.due,
			WHENPAID: state === 'Paid' ? paid.date : '',
			CURRENCY: currency,
			BASECURR: baseCurrency(bill.location),
			TOTALENTERED: total,
			TOTALSELECTED: '0',
			TOTALPAID: paid.amount,
			TOTALDUE: due,
			TRX_TOTALENTERED: transactionTotal,
			TRX_TOTALSELECTED: '0',
			TRX_TOTALPAID: paid.amount,
			TRX_TOTALDUE: transactionDue,
			MODULEKEY: '3.AP',
			ONHOLD: '',
			...privateTo(bill.isPrivate),
		},
	};
};

const itemRecord = (item: (typeof billItems)[number]): SeedRecord => ({
	age: billStamp(BILLS.indexOf(item.bill)),
	createdAge: 8 * DAY,
	values: {
		RECORDNO: item.no,
		RECORDKEY: item.bill.no,
		LINE_NO: String(item.line),
		ACCOUNTNO: item.account,
		OFFSETGLACCOUNTNO: '2100',
		AMOUNT: item.amount,
		TRX_AMOUNT: item.transactionAmount,
		TOTALPAID: '0',
		TOTALSELECTED: '0',
		ENTRY_DATE: item.bill.date,
		ENTRYDESCRIPTION: `${item.bill.number} line ${item.line}`,
		DEPARTMENTID: item.department,
		LOCATIONID: item.bill.location,
		VENDORID: item.bill.vendor,
		CLASSID: '',
		PROJECTID: '',
		LINEITEM: 'T',
		STATE: 'A',
		GLDIMREGION: item.line === 1 ? '1' : '',
		...privateTo(item.bill.isPrivate),
	},
});

const paymentRecord = ({ no, bill, date, amount, method }: (typeof paymentsMade)[number], at: number): SeedRecord => ({
	age: 5 * DAY - at * 60,
	values: {
		RECORDNO: no,
		RECORDTYPE: 'pp',
		VENDORID: bill.vendor,
		VENDORNAME: VENDOR_NAMES[bill.vendor] ?? '',
		PAYMENTMETHOD: method,
		DOCNUMBER: String(7000 + at),
		FINANCIALENTITY: 'BANK1',
		STATE: 'Complete',
		WHENCREATED: date,
		WHENPAID: date,
		CURRENCY: baseCurrency(bill.location),
		BASECURR: baseCurrency(bill.location),
		TOTALENTERED: amount,
		TOTALPAID: amount,
		TRX_TOTALENTERED: amount,
		TRX_TOTALPAID: amount,
		...privateTo(bill.isPrivate),
	},
});

/** Spreads a payment over the lines of its bill, first lines first. */
const paymentDetails = (): SeedRecord[] =>
	paymentsMade
		.flatMap((payment, at) => {
			let left = units(payment.amount);
			return billItems
				.filter(({ bill }) => bill === payment.bill)
				.flatMap((item) => {
					const part = left < units(item.amount) ? left : units(item.amount);
					left -= part;
					const text = decimal(part);
					return part === 0n
						? []
						: [
								{
									age: 5 * DAY - at * 60,
									values: {
										PAYMENTKEY: payment.no,
										RECORDKEY: payment.bill.no,
										ENTRYKEY: item.no,
										PAYMENTAMOUNT: text,
										TRX_PAYMENTAMOUNT: text,
										STATE: 'Complete',
										...privateTo(payment.bill.isPrivate),
									},
								},
							];
				});
		})
		.map((record, at) => ({ ...record, values: { RECORDNO: String(8820 + at), ...record.values } }));

const memoRecords = (): Record<string, SeedRecord[]> => {
	const { no, line, vendor, account, department, amount, date, location } = DEBIT_MEMO;
	const shared = { VENDORID: vendor, CURRENCY: 'USD' };
	return {
		APADJUSTMENT: [
			{
				age: 5 * DAY,
				values: {
					RECORDNO: no,
					RECORDTYPE: 'pa',
					RECORDID: 'DM-1',
					STATE: 'Posted',
					VENDORNAME: VENDOR_NAMES[vendor] ?? '',
					WHENCREATED: date,
					WHENPOSTED: date,
					BASECURR: 'USD',
					TOTALENTERED: amount,
					TOTALSELECTED: '0',
					TOTALPAID: '0',
					TOTALDUE: amount,
					TRX_TOTALENTERED: amount,
					TRX_TOTALDUE: amount,
					...shared,
				},
			},
		],
		APADJUSTMENTITEM: [
			{
				age: 5 * DAY,
				values: {
					RECORDNO: line,
					RECORDKEY: no,
					LINE_NO: '1',
					ACCOUNTNO: account,
					AMOUNT: amount,
					TRX_AMOUNT: amount,
					DEPARTMENTID: department,
					LOCATIONID: location,
					ENTRY_DATE: date,
					LINEITEM: 'T',
					STATE: 'A',
					...shared,
				},
			},
		],
	};
};

/** Bills, their lines, payments and one debit memo. Advances: none. */
export const documentSeeds = (): Record<string, SeedRecord[]> => ({
	APBILL: BILLS.map(billRecord),
	APBILLITEM: billItems.map(itemRecord),
	APPYMT: paymentsMade.map(paymentRecord),
	APPYMTDETAIL: paymentDetails(),
	...memoRecords(),
	APADVANCE: [],
});
