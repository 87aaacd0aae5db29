import type { Company } from '../company';
import { amount, quantity } from '../amounts';
import type { Row } from '../port';
import { keyId, type Table, type Values } from '../read/table';
import { stampOf, stampRow } from '../stamps';
import { blankIsNull, dateOf, dayOf, recordList, texts, type List } from './list';
import { linesOf } from './document-lines';

const AMOUNTS = ['taxable', 'nonTaxable', 'salesTax', 'freight', 'received', 'invoiced'];

const lineRow = (values: Values): Row => ({
	lineKey: values['lineKey'] ?? '',
	itemCode: values['itemCode'] ?? '',
	...(values['description'] === undefined ? {} : { description: values['description'] }),
	accountKey: blankIsNull(values['accountKey']),
	quantityOrdered: quantity(values['quantityOrdered'] ?? ''),
	...(values['quantityReceived'] === undefined ? {} : { quantityReceived: quantity(values['quantityReceived']) }),
	unitCost: quantity(values['unitCost'] ?? ''),
	...(values['extension'] === undefined ? {} : { extension: amount(values['extension']) }),
});

/** In the order of the paper, which the sequence tells; the key only tells the order of entry. */
const onPaper = (left: Values, right: Values): number => {
	const place = ({ lineSeqNo = '', lineKey = '' }: Values): string => `${lineSeqNo} ${lineKey}`;
	return place(left) < place(right) ? -1 : 1;
};

const row = (table: Table, values: Values, lines: readonly Values[] | undefined): Row => ({
	purchaseOrderNo: values['purchaseOrderNo'] ?? '',
	orderType: values['orderType'] ?? '',
	orderStatus: values['orderStatus'] ?? '',
	...(table.columns.has('onHold') ? { onHold: values['onHold'] === 'Y' } : {}),
	purchaseOrderDate: dayOf(values['orderDate']),
	requiredDate: dateOf(values['requiredDate']),
	completionDate: dateOf(values['completionDate']),
	divisionNo: values['divisionNo'] ?? '',
	vendorNo: values['vendorNo'] ?? '',
	...texts(table, values, { vendorName: 'vendorName', warehouseCode: 'warehouseCode' }),
	amounts: Object.fromEntries(AMOUNTS.filter((role) => table.columns.has(role)).map((role) => [role, amount(values[role] ?? '')])),
	...(lines === undefined ? {} : { lines: [...lines].sort(onPaper).map(lineRow) }),
	stamp: stampRow(stampOf(values)),
});

const linesFor = (company: Company, records: readonly Values[]): Map<string, Values[]> =>
	linesOf(company, 'purchaseOrders', 'purchaseOrderLines', records.map(({ purchaseOrderNo = '' }) => [purchaseOrderNo]));

export const purchaseOrders: List = recordList({
	table: 'purchaseOrders',
	narrowed: (filter, company) => ({
		condition: {
			all: filter['openOnly'] === true || filter['openOnly'] === 'true'
				? company.settings.closedOrderStates.map((value) => ({ role: 'orderStatus', is: '<>' as const, value })) : [],
		},
	}),
	rows: (company, table, records, filter) => {
		const lines = filter['includeLines'] === false || filter['includeLines'] === 'false' ? undefined : linesFor(company, records);
		return records.map((values) => row(table, values, lines?.get(keyId([values['purchaseOrderNo'] ?? '']))));
	},
});
