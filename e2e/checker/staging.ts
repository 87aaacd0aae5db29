import { plain, units } from './decimal-text';
import type { Control } from './simulator-control';
import { tableDifferences, type Row } from './table-differences';

const LIST = '101000000011';
const MODULE = '102000000032';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const period = (date: string): string => `${MONTHS[Number(date.slice(0, 2)) - 1]} ${date.slice(8, 10)}`;
const amount = (text: string): string => plain(units(text === '' ? '0' : text));

const expectedLine = (record: Row): Row => ({
	'GL Staging': record.RECORDNO ?? '', Account: record.ACCOUNTNO ?? '', Period: period(record.ENTRY_DATE ?? ''), Amount: amount(record.AMOUNT ?? ''),
});

/** Codes of the items of the staging list. */
export const stagedCodes = async (anaplan: Control): Promise<readonly string[]> =>
	(await anaplan.get<Array<{ code: string }>>(`list?id=${LIST}`)).map(({ code }) => code).sort();

/** What the staging module has, more or less than these ledger lines of the ERP; amounts are compared as exact numbers. */
export const stagingDifferences = async (anaplan: Control, records: readonly Row[]): Promise<readonly string[]> => {
	const cells = await anaplan.get<Row[]>(`cells?module=${MODULE}`);
	return tableDifferences(records.map(expectedLine), cells.map((cell) => ({ ...cell, Amount: amount(cell.Amount ?? '') })));
};
