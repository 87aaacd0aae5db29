import { amountText } from '../data/amount';
import { valueOf } from '../data/record';
import { collated } from '../data/store';
import { periodFrom, sortable } from '../ledger/calendar';
import type { Movement } from '../ledger/balances';
import type { World } from '../world';
import { inquiryRow, type Asked, type Inquiry } from './inquiry';

interface Sums {
	begin: bigint;
	debit: bigint;
	credit: bigint;
	foreignBegin: bigint;
	foreignDebit: bigint;
	foreignCredit: bigint;
	last: string;
	currencies: Set<string>;
}

const empty = (): Sums => ({
	begin: 0n, debit: 0n, credit: 0n, foreignBegin: 0n, foreignDebit: 0n, foreignCredit: 0n, last: '', currencies: new Set(),
});

const refused = (field: string, text: string): Asked =>
	({ rows: [], complaints: { record: 'Error: The inquiry parameters are not valid.', fields: new Map([[field, text]]) } });

/** Company or branch; undefined parameter is everything. */
const branchesOf = (world: World, wanted: string): ReadonlySet<string> | undefined => {
	if (wanted === '') return undefined;
	return new Set(world.company.branches.filter(({ id, company }) => [id, company].some((one) => collated(one) === collated(wanted))).map(({ id }) => id));
};

/** Income and expense begin every year at zero; what they were stands in retained earnings. */
const accountOf = (world: World, movement: Movement, year: string): string => {
	const type = valueOf(world.database.store('Account').find(movement.account) ?? { id: '', values: {}, children: {}, custom: {} }, 'Type');
	return movement.period.slice(0, 4) < year && (type === 'Income' || type === 'Expense') ? world.company.retainedEarnings : movement.account;
};

const summed = (world: World, movements: readonly Movement[], period: string): Map<string, Sums> => {
	const found = new Map<string, Sums>();
	for (const one of movements) {
		if (one.period > period) continue;
		const account = accountOf(world, one, period.slice(0, 4));
		const sums = found.get(account) ?? empty();
		found.set(account, sums);
		sums.currencies.add(one.currency);
		if (one.period > sums.last) sums.last = one.period;
		if (one.period === period) {
			sums.debit += one.debit;
			sums.credit += one.credit;
			sums.foreignDebit += one.foreignDebit;
			sums.foreignCredit += one.foreignCredit;
		} else {
			sums.begin += one.debit - one.credit;
			sums.foreignBegin += one.foreignDebit - one.foreignCredit;
		}
	}
	return found;
};

/**
 * Balances by account for one ledger and period. Only posted batches count; balances carry the natural sign, so that credited income is
 * positive (reference acumatica 5.3).
 */
export const accountSummary: Inquiry = (world, parameters) => {
	const [ledgerId, periodText] = [parameters.get('Ledger') ?? '', parameters.get('Period') ?? ''];
	if (ledgerId === '' || periodText === '') {
		return world.switches.values.summaryWithoutParameters === 'empty' ? { rows: [] } : refused(
			ledgerId === '' ? 'Ledger' : 'Period', 'This parameter cannot be empty.',
		);
	}
	const ledger = world.company.ledgers.find(({ id }) => collated(id) === collated(ledgerId));
	if (ledger === undefined) return refused('Ledger', '\'Ledger\' cannot be found in the system.');
	const shown = periodFrom(periodText);
	if (shown === undefined) return refused('Period', '\'Period\' cannot be found in the system.');
	const branches = branchesOf(world, parameters.get('Branch') ?? '');
	const subaccount = collated(parameters.get('Subaccount') ?? '');
	const movements = world.balances.movements().filter((one) => one.ledger === ledger.id
		&& (branches === undefined || branches.has(one.branch)) && (subaccount === '' || collated(one.subaccount) === subaccount));
	const period = sortable(shown);
	const wantedClass = parameters.get('AccountClass') ?? '';
	const rows = [...summed(world, movements, period)].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([code, sums]) => {
		const account = world.database.store('Account').find(code);
		const accountClass = account === undefined ? '' : valueOf(account, 'AccountClass');
		if (wantedClass !== '' && wantedClass !== accountClass) return [];
		const type = account === undefined ? '' : valueOf(account, 'Type');
		const sign = type === 'Liability' || type === 'Income' ? -1n : 1n;
		const moved = sums.debit - sums.credit;
		const foreign = sums.foreignDebit - sums.foreignCredit;
		return [inquiryRow({
			Account: code, AccountClass: accountClass, Branch: parameters.get('Branch') ?? '', Subaccount: parameters.get('Subaccount') ?? '',
			Description: account === undefined ? '' : valueOf(account, 'Description'), Type: type, LedgerID: String(6 + world.company.ledgers.indexOf(ledger)),
			BeginningBalance: amountText(sign * sums.begin), DebitTotal: amountText(sums.debit), CreditTotal: amountText(sums.credit),
			PtdTotal: amountText(sign * moved),
			EndingBalance: amountText(sign * (sums.begin + moved)), LastActivity: `${sums.last.slice(4)}${sums.last.slice(0, 4)}`,
			CurrencyID: sums.currencies.size === 1 ? ([...sums.currencies][0] ?? '') : '',
			CurrencyBeginningBalance: amountText(sign * sums.foreignBegin), CurrencyDebitTotal: amountText(sums.foreignDebit),
			CurrencyCreditTotal: amountText(sums.foreignCredit),
			CurrencyPtdTotal: amountText(sign * foreign), CurrencyEndingBalance: amountText(sign * (sums.foreignBegin + foreign)),
		})];
	});
	return { rows, values: { Ledger: ledger.id, Period: shown } };
};
