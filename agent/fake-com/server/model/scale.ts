import { amountText } from '../data/amount';
import type { Company } from '../data/company';
import { stampAt } from '../data/stamp';
import { Row } from '../data/table';
import { postLines } from '../ledger/post';
import type { World } from '../world';
import { dayAfter } from './calendars';
import type { Scale } from './types';

export interface Scaled {
	readonly company: string;
	readonly vendors: number;
	readonly invoices: number;
	readonly postings: number;
	/** Exact sums. */
	readonly invoiced: string;
	readonly debits: string;
}

const cents = (place: number): bigint => BigInt((place * 7919 + 12_345) % 9_000_000) + 1n;

/** Vendors `G000001`…, invoices `INV-0000001`…, pairs of ledger lines over the current year; nothing random. */
export const generate = (world: World, company: Company, { vendors = 0, invoices = 0, postings = 0 }: Scale): Scaled => {
	// Texts that come again are made once.
	const days = Array.from({ length: 331 }, (_, at) => dayAfter('20250101', at));
	const hours = Array.from({ length: 24 }, (_, at) => String(at + (at % 4) / 4));
	const audit = (at: number): Record<string, string> => {
		const [date = '', time = ''] = [days[at % 300], hours[at % 24]];
		return {
			DateCreated: date, TimeCreated: time, UserCreatedKey: '0000000002', DateUpdated: date, TimeUpdated: time, UserUpdatedKey: '0000000002',
		};
	};
	const no = (at: number): string => `G${String(at + 1).padStart(6, '0')}`;
	const list = company.table('AP_Vendor');
	for (let at = 0; at < vendors; at += 1) {
		list.put(Row.of(list.schema, {
			APDivisionNo: '00', VendorNo: no(at), VendorName: `Generated vendor ${at + 1}`, VendorStatus: 'A', ...audit(at),
		}));
	}
	const [open, history] = [company.table('AP_OpenInvoice'), company.table('AP_InvoiceHistoryHeader')];
	let invoiced = 0n;
	for (let at = 0; at < invoices; at += 1) {
		const amount = cents(at);
		invoiced += amount;
		const shared = {
			APDivisionNo: '00', VendorNo: no(at % Math.max(vendors, 1)), InvoiceNo: `INV-${String(at + 1).padStart(7, '0')}`,
			InvoiceDate: days[at % 300] ?? '', InvoiceDueDate: days[30 + (at % 300)] ?? '', InvoiceAmt: amountText(amount), ...audit(at),
		};
		open.put(Row.of(open.schema, { ...shared, Balance: amountText(amount) }));
		history.put(Row.of(history.schema, { ...shared, HeaderSeqNo: '000000' }));
	}
	const keys = [...company.table('GL_Account').all()].filter((row) => row.get('Status') === 'A').map((row) => row.get('AccountKey'));
	const year = company.options().get('CurrentFiscalYr');
	const created = stampAt(world.now(), world.site.zone);
	let debits = 0n;
	for (let at = 0; at < postings; at += 2) {
		const amount = cents(at);
		debits += amount;
		postLines(company, {
			source: 'JE', register: company.next('register JE', 6), date: dayAfter(`${year}0101`, at % 250), created, userKey: '0000000002',
			lines: [
				{ accountKey: keys[at % keys.length]!, debit: amount, credit: 0n, comment: `Generated ${at + 1}` },
				{ accountKey: keys[(at + 7) % keys.length]!, debit: 0n, credit: amount, comment: `Generated ${at + 1}` },
			],
		});
	}
	return { company: company.code, vendors, invoices, postings, invoiced: amountText(invoiced), debits: amountText(debits) };
};
