import { timesUnits, unitsOf } from '../data/amount';
import { rowsOf, valueOf, type Stored } from '../data/record';
import type { World } from '../world';
import { sortable } from './calendar';

/** Posted movement of one account, subaccount and branch in one period, in base currency. */
export interface Movement {
	readonly ledger: string;
	readonly branch: string;
	readonly account: string;
	readonly subaccount: string;
	readonly currency: string;
	/** `202604`. */
	readonly period: string;
	debit: bigint;
	credit: bigint;
	foreignDebit: bigint;
	foreignCredit: bigint;
}

export const baseRate = (world: World, batch: Stored): bigint => {
	const ledger = world.company.ledgers.find(({ id }) => id === valueOf(batch, 'LedgerID'));
	const currency = valueOf(batch, 'CurrencyID');
	return ledger === undefined || ledger.currency === currency ? 10_000n : unitsOf(world.company.rates[currency] ?? '1');
};

/** What GLHistory holds: only posted batches count (reference acumatica 5.3). Built again when a batch has changed. */
export class Balances {
	private known: { readonly version: number; readonly movements: readonly Movement[] } | undefined;

	constructor(private readonly world: World) {}

	movements(): readonly Movement[] {
		const store = this.world.database.store('JournalTransaction');
		if (this.known?.version !== store.version) this.known = { version: store.version, movements: this.build(store.list()) };
		return this.known.movements;
	}

	private build(batches: readonly Stored[]): readonly Movement[] {
		const found = new Map<string, Movement>();
		for (const batch of batches) {
			if (valueOf(batch, 'Status') !== 'Posted') continue;
			const [ledger, currency, period] = [valueOf(batch, 'LedgerID'), valueOf(batch, 'CurrencyID'), sortable(valueOf(batch, 'PostPeriod'))];
			const rate = baseRate(this.world, batch);
			for (const { values } of rowsOf(batch, 'Details')) {
				const { Account: account = '', Subaccount: subaccount = '', BranchID: branch = '' } = values;
				const key = `${ledger}|${branch}|${account}|${subaccount}|${currency}|${period}`;
				let movement = found.get(key);
				if (movement === undefined) {
					movement = { ledger, branch, account, subaccount, currency, period, debit: 0n, credit: 0n, foreignDebit: 0n, foreignCredit: 0n };
					found.set(key, movement);
				}
				const [debit, credit] = [unitsOf(values.DebitAmount), unitsOf(values.CreditAmount)];
				movement.debit += timesUnits(debit, rate);
				movement.credit += timesUnits(credit, rate);
				movement.foreignDebit += debit;
				movement.foreignCredit += credit;
			}
		}
		return [...found.values()];
	}
}
