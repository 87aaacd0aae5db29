import type { Company } from '../company';
import { amount } from '../amounts';
import { SageFault, type ListFilter, type Row } from '../port';
import { keyId, type Table, type Values } from '../read/table';
import { sageDay, stampOf, stampRow } from '../stamps';
import { blankIsNull, dateOf, dayOf, filterText, recordList, texts, type List } from './list';
import { linesOf } from './document-lines';

type Stage = 'entry' | 'history';

const TABLES = {
	entry: { headers: 'enteredInvoices', lines: 'enteredInvoiceLines' },
	history: { headers: 'postedInvoices', lines: 'postedInvoiceLines' },
} as const;

const stageOf = (filter: ListFilter): Stage => {
	const stage = filterText(filter, 'stage');
	if (stage !== 'entry' && stage !== 'history') throw new SageFault('FILTER_NOT_SUPPORTED', 'stage is entry or history.');
	return stage;
};

const withLines = (company: Company, stage: Stage, keys: ReadonlyArray<readonly string[]>): Map<string, Row[]> => {
	const { headers, lines } = TABLES[stage];
	const found = linesOf(company, headers, lines, keys);
	const accounts = company.accountTexts([...found.values()].flat().map(({ accountKey = '' }) => accountKey));
	return new Map([...found].map(([id, records]) => [id, records.map((values) => {
		const account = accounts.get(values['accountKey'] ?? '');
		return {
			...(values['lineKey'] === undefined ? {} : { lineKey: values['lineKey'] }),
			accountKey: values['accountKey'] ?? '',
			...(account === undefined ? {} : { account }),
			amount: amount(values['amount'] ?? ''),
			...(values['comment'] === undefined ? {} : { comment: values['comment'] }),
		};
	})]));
};

const hasStamp = (table: Table): boolean => table.columns.has('dateUpdated') || table.columns.has('dateCreated');

const invoicesOf = (stage: Stage): List => recordList({
	table: TABLES[stage].headers,
	narrowed: (filter) => {
		const from = filterText(filter, 'invoiceDateFrom');
		return { condition: from === undefined ? { all: [] } : { role: 'invoiceDate', is: '>=', value: sageDay(from) } };
	},
	rows: (company, table, records, filter) => {
		const keyOf = (values: Values): string[] => table.names.key.map((role) => values[role] ?? '');
		const lines = filter['includeLines'] === true || filter['includeLines'] === 'true' ? withLines(company, stage, records.map(keyOf)) : undefined;
		return records.map((values) => ({
			stage,
			divisionNo: values['divisionNo'] ?? '',
			vendorNo: values['vendorNo'] ?? '',
			invoiceNo: values['invoiceNo'] ?? '',
			headerSeqNo: blankIsNull(values['headerSeqNo']),
			batchNo: blankIsNull(values['batchNo']),
			invoiceDate: dayOf(values['invoiceDate']),
			dueDate: dateOf(values['dueDate']),
			postingDate: dateOf(values['postingDate']),
			amount: amount(values['amount'] ?? ''),
			...texts(table, values, { comment: 'comment' }),
			...(lines === undefined ? {} : { lines: lines.get(keyId(keyOf(values))) ?? [] }),
			stamp: hasStamp(table) ? stampRow(stampOf(values)) : null,
		}));
	},
});

const STAGES: Readonly<Record<Stage, List>> = { entry: invoicesOf('entry'), history: invoicesOf('history') };

export const invoices: List = {
	scan: (company, filter, since) => STAGES[stageOf(filter)].scan(company, filter, since),
	fetch: (company, filter, keys) => STAGES[stageOf(filter)].fetch(company, filter, keys),
};
