import type { Company } from '../company';
import type { ListFilter, Row } from '../port';
import type { Condition } from '../read/conditions';
import { boundsAround, type Bounds, type Table, type Values } from '../read/table';
import { amount } from '../amounts';
import { readDay, sageDay, stampOf, stampRow } from '../stamps';
import { blankIsNull, dayOf, filterText, recordList, texts, type List } from './list';

const narrowed = (filter: ListFilter): { condition: Condition; bounds?: Bounds } => {
	const [from, to, accountKey] = ['postingDateFrom', 'postingDateTo', 'accountKey'].map((name) => filterText(filter, name));
	return {
		condition: {
			all: [
				...(from === undefined ? [] : [{ role: 'postingDate', is: '>=' as const, value: sageDay(from) }]),
				...(to === undefined ? [] : [{ role: 'postingDate', is: '<=' as const, value: sageDay(to) }]),
				...(accountKey === undefined ? [] : [{ role: 'accountKey', is: '=' as const, value: accountKey }]),
			],
		},
		...(accountKey === undefined ? {} : { bounds: boundsAround([accountKey]) }),
	};
};

const rows = (company: Company, table: Table, records: readonly Values[]): Row[] => {
	const accounts = company.accountTexts(records.map(({ accountKey = '' }) => accountKey));
	const calendar = company.calendar();
	return records.map((values) => {
		const period = calendar.periodOf(readDay(values['postingDate'] ?? '') ?? '');
		return {
			accountKey: values['accountKey'] ?? '',
			account: accounts.get(values['accountKey'] ?? '') ?? '',
			postingDate: dayOf(values['postingDate']),
			...(period === undefined ? {} : { fiscalYear: period.fiscalYear, fiscalPeriod: period.fiscalPeriod }),
			...texts(table, values, { sourceModule: 'sourceModule', comment: 'comment' }),
			sourceJournal: values['sourceJournal'] ?? '',
			journalRegisterNo: values['registerNo'] ?? '',
			sequenceNo: values['sequenceNo'] ?? '',
			batchNo: blankIsNull(values['batchNo']),
			documentNo: blankIsNull(values['documentNo']),
			debitAmount: amount(values['debit'] ?? ''),
			creditAmount: amount(values['credit'] ?? ''),
			stamp: stampRow(stampOf(values)),
		};
	});
};

/** Ledger lines are never edited, so their created stamp is their stamp (reference sage-100 6.2). */
export const postings: List = recordList({ table: 'postings', narrowed, rows });
