import { createHash } from 'node:crypto';
import type { RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { askInquiry } from '../inquiries/inquiry';
import { realmOf, SYSTEM } from '../identity';
import { joinKey } from '../reading/list-pages';
import type { RecordFields } from '../values/unwrap';
import { periodOf, periodRank } from '../values/periods';
import type { SourceParts } from './entity-source';

export interface BalancesOptions {
	readonly ledger: string;
	/** `04-2026` or `042026`; each is asked for on its own. */
	readonly periods: readonly string[];
	/** Branches or companies; without any, all together in one row per account. */
	readonly branches?: readonly string[];
	/** Without any, all together; there is no other way to balances by subaccount than to name them (reference acumatica 5.3). */
	readonly subaccounts?: readonly string[];
	readonly accountClass?: string;
}

const INQUIRY = 'AccountSummaryInquiry';

/** Columns of a balance. Begin and end have the account's natural sign: a credit balance of income or equity is positive. */
export const BALANCE_COLUMNS: readonly string[] = [
	'Ledger', 'Period', 'Branch', 'Subaccount', 'Account', 'Description', 'Type', 'AccountClass', 'BeginningBalance', 'DebitTotal', 'CreditTotal',
	'PtdTotal', 'EndingBalance', 'CurrencyID', 'CurrencyBeginningBalance', 'CurrencyDebitTotal', 'CurrencyCreditTotal', 'CurrencyPtdTotal',
	'CurrencyEndingBalance', 'ConsolidationAccount', 'LastActivity',
];
const KEYS = ['Ledger', 'Period', 'Branch', 'Subaccount', 'Account'] as const;

const refuse = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'read balances', said, remedy });

/** Codes are compared without case; the first spelling counts. */
const unique = (values: readonly string[] | undefined): readonly string[] => {
	const given = new Map((values ?? []).map((value) => value.trim()).filter((value) => value !== '').reverse().map((value) => [value.toUpperCase(), value]));
	return given.size > 0 ? [...given.values()].reverse() : [''];
};

/** @throws FatalError when nothing or nonsense was chosen */
const periodsOf = (texts: readonly string[]): readonly string[] => {
	const periods = [...new Set(texts.map(periodOf))].sort((a, b) => (periodRank(a) < periodRank(b) ? -1 : 1));
	if (periods.length === 0) throw refuse('no period was given', 'Give at least one period, such as 04-2026.');
	return periods;
};

/** The row's own branch and subaccount count where it names them, else those it was asked with. */
const balanceOf = (row: RecordFields, asked: Readonly<Record<'Ledger' | 'Period' | 'Branch' | 'Subaccount', string>>): SourceRecord => {
	const fields = Object.fromEntries(BALANCE_COLUMNS.map((name) => [name, row[name] ?? '']));
	const complete: Record<string, string> = {
		...fields, Ledger: asked.Ledger, Period: asked.Period, Branch: fields.Branch || asked.Branch, Subaccount: fields.Subaccount || asked.Subaccount,
	};
	return { key: joinKey(KEYS.map((name) => complete[name] ?? '')), stamp: null, fields: complete };
};

/**
 * Balances by account and period, from AccountSummaryInquiry: one request for each period, branch and subaccount. Only
 * posted batches count. The inquiry has no stamp, so its rows are compared as a whole (reference acumatica 4.2). Requests go
 * one after another: they belong to one form of one session. The periods are not in the name of the stream, which is the
 * same when they roll on.
 *
 * **No balance twice.** A company and its branch, or an account that came in two rows, would give one key two balances, and a
 * load would keep the last. So all keys of one period are watched; the period is part of the key.
 *
 * @throws FatalError when the options make no question
 */
export const balancesSource = (parts: SourceParts, options: BalancesOptions): RecordSource => {
	const ledger = options.ledger.trim();
	if (ledger === '') throw refuse('no ledger was given', 'Choose the ledger.');
	const periods = periodsOf(options.periods);
	const [branches, subaccounts] = [unique(options.branches), unique(options.subaccounts)];
	const accountClass = options.accountClass?.trim() ?? '';
	const narrowing = createHash('sha256').update(JSON.stringify([branches, subaccounts, accountClass])).digest('hex').slice(0, 12);

	const questions = periods.flatMap((Period) => branches.flatMap((Branch) => subaccounts.map((Subaccount) => ({ Ledger: ledger, Period, Branch, Subaccount }))));

	return {
		stream: `acumatica/${realmOf(parts.place)}/${INQUIRY}/${joinKey([ledger])}/${narrowing}`,
		now: parts.serverTime,
		async *marks(): AsyncGenerator<readonly RecordMark[]> {},
		async *records(): AsyncGenerator<readonly SourceRecord[]> {},
		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			let [period, keys] = ['', new Set<string>()];
			for (const asked of questions) {
				if (asked.Period !== period) [period, keys] = [asked.Period, new Set()];
				const { rows } = await askInquiry(parts.place, parts.gateway, { entity: INQUIRY, parameters: { ...asked, AccountClass: accountClass } });
				const records = rows.map((row) => balanceOf(row, asked));
				const known = keys.size;
				for (const { key } of records) keys.add(key.toUpperCase());
				if (keys.size < known + records.length) {
					throw refuse(
						`in period ${asked.Period} the inquiry gave several rows for one account, branch and subaccount`,
						'Name the branches, so that each is asked for on its own; and either a company or its branches.',
					);
				}
				if (records.length > 0) yield records;
			}
		},
	};
};
