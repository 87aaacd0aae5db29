import type { Table, Values } from '../read/table';
import { amount } from '../amounts';
import type { Row } from '../port';
import { stampOf, stampRow } from '../stamps';
import { blankIsNull, recordList, texts, type List } from './list';

const ADDRESS = ['address1', 'address2', 'address3'];
const TEXTS = { city: 'city', state: 'state', zipCode: 'zipCode', countryCode: 'countryCode', termsCode: 'termsCode', status: 'status' };

const row = (table: Table, values: Values): Row => ({
	divisionNo: values['divisionNo'] ?? '',
	vendorNo: values['vendorNo'] ?? '',
	name: values['name'] ?? '',
	...(table.columns.has('address1') ? { addressLines: ADDRESS.map((role) => values[role] ?? '').filter((line) => line !== '') } : {}),
	...texts(table, values, TEXTS),
	...(table.columns.has('email') ? { email: blankIsNull(values['email']) } : {}),
	...(table.columns.has('balance') ? { balance: amount(values['balance'] ?? '') } : {}),
	stamp: stampRow(stampOf(values)),
});

export const vendors: List = recordList({ table: 'vendors', rows: (_company, table, records) => records.map((values) => row(table, values)) });
