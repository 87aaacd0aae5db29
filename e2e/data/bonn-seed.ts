import { monthOfObservation, YEAR } from './bonn-calendar';
import { publishedText } from './public-ledgers';
import { type Fields, rowsOf, writeSeedDirectory } from './seed-directory';

/** So many lines share one stamp: more than a page holds, so that equal stamps go over page borders. */
const LINES_PER_STAMP = 9_000;

const two = (value: number): string => String(value).padStart(2, '0');

const numbered = (records: readonly Fields[]): Fields[] => records.map((record, index) => ({ RECORDNO: String(index + 1), ...record, STATUS: 'active' }));

/**
 * The city of Bonn's budget of 2016 as a general ledger: accounts, cost centres as departments, products as locations.
 * Codes and amounts stay as published: the products of the lines without their leading zeros, large amounts in
 * scientific notation. The published file knows no period; `monthOfObservation` gives each line one.
 */
export const writeBonnSeed = (directory: string): void => {
	const lines = rowsOf(publishedText('ledger/bonn-2016-budget-lines.csv.gz'));
	writeSeedDirectory(directory, {
		GLACCOUNT: numbered(rowsOf(publishedText('ledger/bonn-2016-accounts.csv')).map((row) => ({
			ACCOUNTNO: row.code ?? '', TITLE: row.label_de ?? '', ACCOUNTTYPE: 'incomestatement', NORMALBALANCE: 'debit',
		}))),
		DEPARTMENT: numbered(rowsOf(publishedText('ledger/bonn-2016-cost-centres.csv', 'windows-1252')).map((row) => ({
			DEPARTMENTID: row.Kostenstelle ?? '', TITLE: row.Beschreibung ?? '', PARENTID: '',
		}))),
		LOCATION: numbered(rowsOf(publishedText('ledger/bonn-2016-products.csv')).map((row) => ({
			LOCATIONID: row.Produkt ?? '', NAME: row.Bezeichnung ?? '', PARENTID: row.broader ?? '',
		}))),
		GLDETAIL: lines.map((row, index) => ({
			RECORDNO: row.observation ?? '', ACCOUNTNO: row.account ?? '', DEPARTMENTID: row.cost_centre ?? '', LOCATIONID: row.product ?? '',
			ENTRY_DATE: `${YEAR}-${two(monthOfObservation(row.observation ?? ''))}-15`, AMOUNT: row.amount ?? '', DESCRIPTION: row.character ?? '',
			WHENMODIFIED: `2016-12-31T10:${two(Math.floor(index / LINES_PER_STAMP))}:00Z`,
		})),
	});
};
