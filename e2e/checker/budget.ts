import type { Control } from './simulator-control';
import type { Row } from './table-differences';

const MODULE = '102000000031';
const DIMENSIONS = ['GL Accounts', 'Departments', 'Time', 'Versions'] as const;
const YEAR = / 26$/;

const pick = (row: Row, columns: readonly string[]): Row => Object.fromEntries(columns.map((column) => [column, row[column] ?? '']));

/** Version Budget of FY26 as the model stands, items by name. A number that was never written is a zero to Anaplan. */
const budgetCells = async (anaplan: Control): Promise<readonly Row[]> =>
	(await anaplan.get<Row[]>(`cells?module=${MODULE}&labels=name`))
		.filter(({ Versions, Time = '' }) => Versions === 'Budget' && YEAR.test(Time))
		.map((row) => ({ ...row, Amount: row.Amount || '0', Approved: row.Approved || 'false' }));

/** What the rows of the approved budget have to be. */
export const approvedBudget = async (anaplan: Control): Promise<readonly Row[]> =>
	(await budgetCells(anaplan)).filter(({ Approved }) => Approved === 'true').map((row) => pick(row, [...DIMENSIONS, 'Amount', 'Approved', 'Comment']));

/** What the file of the export has to hold; blank rows are not exported. */
export const exportedBudget = async (anaplan: Control): Promise<readonly Row[]> =>
	(await budgetCells(anaplan)).filter(({ Amount, Approved }) => Amount !== '0' || Approved === 'true').map((row) => pick(row, [...DIMENSIONS, 'Amount', 'Approved']));
