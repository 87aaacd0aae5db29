import { centsOf } from '../data/amount';
import type { Company } from '../data/company';
import { Row, type PlainRecord } from '../data/table';
import { postLines } from '../ledger/post';
import type { World } from '../world';
import { dayBefore } from './calendars';
import type { AccountDefinition, CompanyDefinition } from './types';

/** Records of the model were entered on this day, unless they say something else. */
const ENTERED: PlainRecord = {
	DateCreated: '20240102', TimeCreated: '9.5', UserCreatedKey: '0000000001', DateUpdated: '20240102', TimeUpdated: '9.5', UserUpdatedKey: '0000000001',
};

const audited = (company: Company, table: string): boolean => company.table(table).schema.owns('UserUpdatedKey');

const put = (company: Company, table: string, plain: PlainRecord): Row => {
	const { schema } = company.table(table);
	return company.table(table).put(Row.of(schema, { ...(audited(company, table) ? ENTERED : {}), ...plain }));
};

const number = (at: number): string => String(at + 1).padStart(2, '0');

/** The delimiter, then kind and two digits of length of each segment (reference sage-100 5.2). */
export const accountFormat = ({ delimiter, segments }: CompanyDefinition): string =>
	delimiter + segments.map(({ kind, length }) => `${kind}${String(length).padStart(2, '0')}`).join('');

const short = (name: string): string => [...name].slice(0, 10).join('');

const fillSegments = (company: Company): void => {
	company.definition.segments.forEach(({ name, kind, length, values }, at) => {
		const SegmentNo = number(at);
		put(company, 'GL_AccountStructure', { SegmentNo, SegmentDesc: name, SegmentLength: String(length), SegmentType: kind });
		for (const [code, text, more = {}] of values) {
			if (at === 0) {
				put(company, 'GL_MainAccount', {
					SegmentNo, MainAccountCode: code, MainAccountDesc: [...text].slice(0, 40).join(''), MainAccountShortDesc: short(text), Status: 'A', ...more,
				});
			} else {
				put(company, 'GL_SubAccount', {
					SegmentNo, SubAccountCode: code, SubAccountDesc: [...text].slice(0, 40).join(''), SubAccountShortDesc: short(text), Status: 'A', ...more,
				});
			}
		}
	});
};

const fillAccount = (world: World, company: Company, { parts, description, more = {} }: AccountDefinition): Row => {
	const AccountKey = company.next('AccountKey', 9);
	const main = parts[0] ?? '';
	const balanceSheet = /^[123]/.test(main);
	const row = put(company, 'GL_Account', {
		AccountKey, AccountDesc: [...description].slice(0, 50).join(''), Account: parts.join(company.definition.delimiter),
		RawAccount: parts.join(''), MainAccountCode: main,
		Status: 'A', ClearBalance: balanceSheet ? 'N' : 'Y', AccountType: balanceSheet ? '01' : '11', CashFlowsType: balanceSheet ? 'C' : 'O',
		AccountGroup: main.slice(0, 2), CompanyCode: company.code, ...more,
	});
	parts.forEach((SubAccountCode, at) => {
		if (at > 0 || world.switches.values.mainInAccountSegment) put(company, 'GL_AccountSegment', { SegmentNo: number(at), SubAccountCode, AccountKey });
	});
	return row;
};

const fillYears = (company: Company): void => {
	for (const { year, starts, closed } of company.definition.years) {
		put(company, 'GL_FiscalYear', {
			FiscalYear: year, FiscalYearDesc: `Fiscal year ${year}`, NumberOfPeriods: String(starts.length - 1),
			StartingDate: starts[0] ?? '', EndingDate: dayBefore(starts.at(-1) ?? ''),
		});
		starts.slice(0, -1).forEach((start, at) => put(company, 'GL_FiscalYearDetail', {
			FiscalYear: year, FiscalPeriod: number(at), PeriodDesc: `Period ${number(at)}`, StartingDate: start, EndingDate: dayBefore(starts[at + 1] ?? ''),
			PeriodClosed: closed.includes('*') || closed.includes(number(at)) ? 'Y' : 'N',
		}));
	}
};

/** Numbers that are taken, so that the next document gets another. */
const SEQUENCES: Readonly<Record<string, string>> = { GL_TransactionJournalHeader: 'EntryNo', GL_CompanyActiveBatch: 'BatchNo' };

/** Everything that a company begins with; the same after every reset. */
export const fill = (world: World, company: Company): void => {
	const { definition } = company;
	fillSegments(company);
	company.reserve('AccountKey', 100);
	const accounts = new Map(definition.accounts.map((account) => {
		const row = fillAccount(world, company, account);
		return [row.get('Account'), row.get('AccountKey')] as const;
	}));
	const keyFor = (account: string): string => {
		const key = accounts.get(account);
		if (key === undefined) throw new TypeError(`${company.code} has no account ${account}`);
		return key;
	};
	const periods = Math.max(...definition.years.map(({ starts }) => starts.length - 1));
	put(company, 'GL_Options', {
		ModuleCode: 'G/L', AccountFormat: accountFormat(definition), CurrentPeriod: definition.currentPeriod, CurrentFiscalYr: definition.currentYear,
		NumberOfPeriods: String(periods), EnableBatches: definition.batches ? 'Y' : 'N',
		RetainedEarningsAcctKey: definition.retainedEarnings === undefined ? '' : keyFor(definition.retainedEarnings),
	});
	fillYears(company);
	for (const [table, records] of Object.entries(definition.records)) {
		for (const plain of records) {
			const row = put(company, table, Object.fromEntries(Object.entries(plain).map(([name, text]) =>
				[name, text.startsWith('@') ? keyFor(text.slice(1)) : text])));
			const numbered = SEQUENCES[table];
			if (numbered !== undefined) company.reserve(numbered, Number(row.get(numbered) || '0'));
		}
	}
	for (const { date, source, comment, lines, created: [day, time] = [date, '17.5'] } of definition.journals) {
		postLines(company, {
			date, source, register: company.next(`register ${source}`, 6), created: { date: day, time }, userKey: '0000000001',
			lines: lines.map(([account, amount, text = comment]) => {
				const cents = centsOf(amount);
				return { accountKey: keyFor(account), debit: cents > 0n ? cents : 0n, credit: cents < 0n ? -cents : 0n, comment: text };
			}),
		});
	}
};

