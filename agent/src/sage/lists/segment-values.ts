import { SageFault, type ListFilter, type Row } from '../port';
import type { Table, Values } from '../read/table';
import { stampOf, stampRow } from '../stamps';
import { dateOf, filterText, recordList, texts, type List } from './list';

const segmentOf = (filter: ListFilter): string => {
	const segmentNo = filterText(filter, 'segmentNo');
	if (segmentNo === undefined) throw new SageFault('FILTER_NOT_SUPPORTED', 'Values are read segment by segment; segmentNo is missing.');
	return segmentNo.padStart(2, '0');
};

const row = (table: Table, values: Values): Row => ({
	segmentNo: (values['segmentNo'] ?? '').padStart(2, '0'),
	value: values['value'] ?? '',
	description: values['description'] ?? '',
	...texts(table, values, { shortDescription: 'shortDescription' }),
	// A table without a state has only values that can be used.
	status: values['status'] === undefined || values['status'] === '' ? 'A' : values['status'],
	dateStart: dateOf(values['dateStart']),
	dateEnd: dateOf(values['dateEnd']),
	stamp: stampRow(stampOf(values)),
});

const valuesOf = (table: 'mainAccounts' | 'subAccounts'): List => recordList({
	table,
	narrowed: (filter) => ({ condition: { role: 'segmentNo', is: '=', value: segmentOf(filter) } }),
	rows: (_company, known, records) => records.map((values) => row(known, values)),
});

const [mainAccounts, subAccounts] = [valuesOf('mainAccounts'), valuesOf('subAccounts')];

/** Segment 01 is in a table of its own (reference sage-100 5.2). */
const listFor = (filter: ListFilter): List => (segmentOf(filter) === '01' ? mainAccounts : subAccounts);

export const segmentValues: List = {
	scan(company, filter, since) {
		if (!company.accountFormat().segments.some(({ segmentNo }) => segmentNo === segmentOf(filter))) {
			throw new SageFault('RECORD_NOT_FOUND', `Company ${company.code} has no segment ${segmentOf(filter)}.`);
		}
		return listFor(filter).scan(company, filter, since);
	},
	fetch: (company, filter, keys) => listFor(filter).fetch(company, filter, keys),
};
