import { publishedText } from './public-ledgers';
import { type Fields, rowsOf, writeSeedDirectory } from './seed-directory';

/** The publisher's hash of the empty text. */
const EMPTY = '1B2M2Y8AsgTpgAmY7PhCfg==';
const STAMP = /^(\d{4}-\d{2}-\d{2}) (\d{1,2}):(\d{2}:\d{2})(?:\.\d+)?$/;

/** Hashed texts stay; stamps, written with one-digit hours, become ISO; truth becomes the gateway's words. */
const valueOf = (text: string): string => {
	if (text === EMPTY) return '';
	if (text === 'TRUE' || text === 'FALSE') return text.toLowerCase();
	const [, day, hour = '', rest] = STAMP.exec(text) ?? [];
	return day === undefined ? text : `${day}T${hour.padStart(2, '0')}:${rest}Z`;
};

/** Columns in Intacct's letters. Rows that the publisher marks as deleted are none, and his own columns are left out. */
const recordsOf = (name: string): Fields[] =>
	rowsOf(publishedText(`intacct-seeds/dbt_sage_intacct/sage_intacct__${name}.csv`))
		.filter((row) => row._fivetran_deleted !== 'TRUE')
		.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !column.startsWith('_')).map(([column, text]) => [column.toUpperCase(), valueOf(text)])));

/** Master data that the files name but do not hold: each id once, with the first title that is there. */
const members = (id: string, title: string, sources: ReadonlyArray<readonly [rows: readonly Fields[], id: string, title: string]>): Fields[] => {
	const titles = new Map<string, string>();
	for (const [rows, idColumn, titleColumn] of sources) {
		for (const row of rows) {
			const key = row[idColumn] ?? '';
			if (key !== '' && !titles.get(key)) titles.set(key, row[titleColumn] ?? '');
		}
	}
	return [...titles].map(([key, text]) => ({ [id]: key, [title]: text, STATUS: 'active' }));
};

/** Far from the record numbers of the published accounts. */
const FIRST_OWN_NUMBER = 900_000;

/** Sage Intacct extracts in the gateway's own columns, ten rows per object, completed by the master data that they name. */
export const writeIntacctSeed = (directory: string): void => {
	const accounts = recordsOf('gl_account');
	const bills = recordsOf('ap_bill');
	const billLines = recordsOf('ap_bill_item');
	const ledgerLines = recordsOf('gl_detail');

	const known = new Set(accounts.map(({ ACCOUNTNO }) => ACCOUNTNO));
	const namedAccounts = members('ACCOUNTNO', 'TITLE', [
		[ledgerLines, 'ACCOUNTNO', 'ACCOUNTTITLE'], [billLines, 'ACCOUNTNO', 'ACCOUNTTITLE'], [billLines, 'OFFSETGLACCOUNTNO', 'OFFSETGLACCOUNTTITLE'],
	]).filter(({ ACCOUNTNO }) => !known.has(ACCOUNTNO));

	writeSeedDirectory(directory, {
		GLACCOUNT: [...accounts, ...namedAccounts.map((account, index) => ({ ...account, RECORDNO: String(FIRST_OWN_NUMBER + index) }))],
		DEPARTMENT: members('DEPARTMENTID', 'TITLE', [[billLines, 'DEPARTMENTID', 'DEPARTMENTNAME']]),
		LOCATION: members('LOCATIONID', 'NAME', [[billLines, 'LOCATIONID', 'LOCATIONNAME']]),
		VENDOR: members('VENDORID', 'NAME', [[bills, 'VENDORID', 'VENDORNAME'], [billLines, 'VENDORID', 'VENDORNAME'], [ledgerLines, 'VENDORID', 'VENDORNAME']]),
		APBILL: bills,
		APBILLITEM: billLines,
		GLBATCH: recordsOf('gl_batch'),
		GLDETAIL: ledgerLines,
	});
};
