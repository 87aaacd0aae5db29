import { amount } from '../amounts';
import type { ListFilter } from '../port';
import type { Condition } from '../read/conditions';
import { stampOf, stampRow, type Stamp } from '../stamps';
import { dateOf, dayOf, filterText, recordList, type List } from './list';

/**
 * A full read shows what is open. A read of changes also shows what was paid since, with a balance of zero: otherwise an invoice that is
 * paid would just not be mentioned. A table without stamps answers no read of changes, so `includePaid` asks a full one for the same.
 */
const narrowed = (filter: ListFilter, since: Stamp | undefined): { condition: Condition } => {
	const [vendorNo, divisionNo] = [filterText(filter, 'vendorNo'), filterText(filter, 'divisionNo')];
	return {
		condition: {
			all: [
				...(divisionNo === undefined ? [] : [{ role: 'divisionNo', is: '=' as const, value: divisionNo }]),
				...(vendorNo === undefined ? [] : [{ role: 'vendorNo', is: '=' as const, value: vendorNo }]),
				...(since === undefined && filter['includePaid'] !== true ? [{ role: 'balance', is: '<>' as const, value: '0' }] : []),
			],
		},
	};
};

export const openInvoices: List = recordList({
	table: 'openInvoices',
	narrowed: (filter, _company, since) => narrowed(filter, since),
	rows: (_company, table, records) => records.map((values) => ({
		divisionNo: values['divisionNo'] ?? '',
		vendorNo: values['vendorNo'] ?? '',
		invoiceNo: values['invoiceNo'] ?? '',
		invoiceDate: dayOf(values['invoiceDate']),
		dueDate: dateOf(values['dueDate']),
		invoiceAmount: amount(values['amount'] ?? ''),
		...(table.columns.has('discount') ? { discountAmount: amount(values['discount'] ?? '') } : {}),
		balance: amount(values['balance'] ?? ''),
		stamp: table.columns.has('dateUpdated') || table.columns.has('dateCreated') ? stampRow(stampOf(values)) : null,
	})),
});
