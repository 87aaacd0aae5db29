import { trimmed } from '../com/business-object';
import type { Company } from '../company';
import type { Condition } from '../read/conditions';
import type { Table, Values } from '../read/table';
import { stampOf, stampRow } from '../stamps';
import { SageFault, type ListFilter, type Row } from '../port';
import { blankIsNull, dateOf, filterText, recordList, texts, type List } from './list';

const OPTIONAL_TEXTS = {
	rawAccount: 'rawAccount', mainAccountCode: 'mainAccountCode', accountType: 'accountType', accountGroup: 'accountGroup',
	accountCategory: 'accountCategory', cashFlowsType: 'cashFlowsType',
};
const ROLLUPS = ['rollup1', 'rollup2', 'rollup3', 'rollup4'];

const narrowed = (filter: ListFilter): { condition: Condition } => {
	const states = filter['status'];
	const [account, accountKey] = [filterText(filter, 'account'), filterText(filter, 'accountKey')];
	return {
		condition: {
			all: [
				Array.isArray(states) ? { any: states.map((value: string) => ({ role: 'status', is: '=' as const, value })) } : { all: [] },
				account === undefined ? { all: [] } : { role: 'account', is: '=', value: account },
				accountKey === undefined ? { all: [] } : { role: 'accountKey', is: '=', value: accountKey },
			],
		},
	};
};

/** Segment values by account, from the table that says so; never by splitting the number (reference sage-100 5.2). */
const segmentsOf = (company: Company, keys: readonly string[]): Map<string, Array<{ segmentNo: string; value: string }>> => {
	const segments = new Map<string, Array<{ segmentNo: string; value: string }>>();
	const found = company.table('accountSegments').among(['value'], ['accountKey'], keys.map((key) => [key]));
	for (const { values: { segmentNo = '', value = '', accountKey = '' } } of found) {
		const own = segments.get(accountKey) ?? [];
		own.push({ segmentNo: segmentNo.padStart(2, '0'), value });
		segments.set(accountKey, own);
	}
	for (const own of segments.values()) own.sort((left, right) => (left.segmentNo < right.segmentNo ? -1 : 1));
	return segments;
};

/** Segment 01 is the main account; where the table leaves it out, the account's own column tells it. */
const withMain = (own: ReadonlyArray<{ segmentNo: string; value: string }>, main: string): ReadonlyArray<{ segmentNo: string; value: string }> =>
	main === '' || own.some(({ segmentNo }) => segmentNo === '01') ? own : [{ segmentNo: '01', value: main }, ...own];

/** The administrator's columns, record by record; none of them is in the table of names. */
const userColumns = (table: Table, wanted: readonly string[], accountKey: string): Row => {
	if (wanted.length === 0) return {};
	const code = table.position([accountKey]);
	const read = (column: string): string => (code === 1 || code === -1 ? trimmed(table.object.text('sGetValue', column.endsWith('$') ? column : `${column}$`)) : '');
	return { userDefined: Object.fromEntries(wanted.map((column) => [column.replace(/\$$/, ''), blankIsNull(read(column))])) };
};

const rows = (company: Company, table: Table, records: readonly Values[]): Row[] => {
	const segments = segmentsOf(company, records.map(({ accountKey = '' }) => accountKey));
	return records.map((values) => {
		const { accountKey = '', account = '', description = '', status = '', mainAccountCode = '', clearBalance = '' } = values;
		const parts = withMain(segments.get(accountKey) ?? [], mainAccountCode);
		if (parts.length === 0) {
			throw new SageFault('SAGE_ERROR', `Account ${account} has no segments in ${company.table('accountSegments').object.name}.`);
		}
		return {
			accountKey, account, description, status, segments: parts,
			...texts(table, values, OPTIONAL_TEXTS),
			...(/^[YN]$/.test(clearBalance) ? { clearBalance } : {}),
			dateStart: dateOf(values['dateStart']),
			dateEnd: dateOf(values['dateEnd']),
			...(ROLLUPS.some((role) => table.columns.has(role)) ? { rollupCodes: ROLLUPS.map((role) => values[role] ?? '').filter((code) => code !== '') } : {}),
			...userColumns(table, company.settings.userColumns, accountKey),
			stamp: stampRow(stampOf(values)),
		};
	});
};

export const accounts: List = recordList({ table: 'accounts', narrowed, rows });
