import { amountText, centsOf } from '../data/amount';
import { startsWith, type Row } from '../data/table';
import { linesOf } from '../ledger/register';
import type { Control, ControlCall } from './call';

/** What is there: companies, users, seats. */
export const state: Control = ({ world, com }) => ({
	zone: world.site.zone, clock: world.clock(), seats: world.seats, taken: world.taken, hanging: com.hanging(),
	exclusive: Object.fromEntries(world.exclusive), scaled: world.scaled,
	users: world.users.map(({ name, locked, wrongPasswords, tasks }) => ({ name, locked, wrongPasswords, tasks })),
	companies: world.companies.map((company) => ({
		code: company.code, name: company.definition.name, format: company.options().get('AccountFormat'),
		currentYear: company.options().get('CurrentFiscalYr'), currentPeriod: company.options().get('CurrentPeriod'),
		accounts: company.table('GL_Account').size, postings: company.table('GL_DetailPosting').size, vendors: company.table('AP_Vendor').size,
	})),
});

/** Rows as stored, in order of the key: table, and prefix of the key or match over all values. */
export const records: Control = (call) => {
	const [table, prefix, match] = [call.table(), call.text('prefix') ?? '', call.text('match')];
	const pattern = match === undefined ? undefined : new RegExp(match);
	const wanted = (row: Row): boolean => startsWith(row.key(), prefix) && (pattern === undefined || pattern.test(Object.values(row.plain()).join('\n')));
	return [...table.under(prefix)].filter(wanted).map((row) => row.plain());
};

const account = (call: ControlCall, row: Row): string => call.company().accountByKey(row.get('AccountKey'))?.get('Account') ?? '';

const sums = (rows: readonly Row[]): { debits: string; credits: string } => {
	const sum = (name: string): string => amountText(rows.reduce((total, row) => total + centsOf(row.get(name)), 0n));
	return { debits: sum('DebitAmount'), credits: sum('CreditAmount') };
};

/** Entries that wait for the update; match is a regular expression over the comments. */
export const entries: Control = (call) => {
	const company = call.company();
	const pattern = new RegExp(call.text('match') ?? '');
	return [...company.table('GL_TransactionJournalHeader').all()].flatMap((header) => {
		const lines = linesOf(company, header);
		if (![header, ...lines].some((row) => pattern.test(row.get(row === header ? 'JournalComment' : 'PostingComment')))) return [];
		return [{ ...header.plain(), ...sums(lines), lines: lines.map((row) => ({ ...row.plain(), account: account(call, row) })) }];
	});
};

/** Lines without a header. */
export const orphans: Control = (call) => {
	const company = call.company();
	const headers = [...company.table('GL_TransactionJournalHeader').all()].map((header) => header.get('SourceJournal') + header.get('EntryNo'));
	return [...company.table('GL_TransactionJournalDetail').all()].filter((row) => !headers.includes(row.get('SourceJournal') + row.get('EntryNo')))
		.map((row) => ({ ...row.plain(), account: account(call, row) }));
};

/** Ledger lines by comment, with exact sums: what a checker compares. */
export const ledger: Control = (call) => {
	const [company, pattern] = [call.company(), new RegExp(call.text('match') ?? '')];
	const [register, wanted] = [call.text('register'), call.text('account')];
	const rows = [...company.table('GL_DetailPosting').all()].filter((row) => pattern.test(row.get('PostingComment'))
		&& (register === undefined || row.get('JournalRegisterNo') === register) && (wanted === undefined || account(call, row) === wanted));
	return { ...sums(rows), count: rows.length, lines: rows.map((row) => ({ ...row.plain(), account: account(call, row) })) };
};

/** Balances of a year with ending balances, by account and period; periods without a row are not there. */
export const balances: Control = (call) => {
	const [company, year, wanted] = [call.company(), call.text('year'), call.text('account')];
	let [of, sum] = ['', 0n];
	return [...company.table('GL_PeriodPostingHistory').all()].flatMap((row) => {
		const group = row.get('AccountKey') + row.get('FiscalYear');
		if (group !== of) [of, sum] = [group, 0n];
		sum += centsOf(row.get('BeginningBalance')) + centsOf(row.get('DebitAmount')) - centsOf(row.get('CreditAmount'));
		const name = account(call, row);
		if ((year !== undefined && row.get('FiscalYear') !== year) || (wanted !== undefined && name !== wanted)) return [];
		return [{ ...row.plain(), account: name, endingBalance: amountText(sum) }];
	});
};

export const locks: Control = (call) => call.company().locks.list();
