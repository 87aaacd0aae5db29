import { amountText, unitsOf } from '../data/amount';
import { guidOf } from '../data/guid';
import { record, rowsOf, valueOf, type Stored } from '../data/record';
import type { Call } from '../http/call';
import type { Complaints } from '../read/render';
import type { Incoming } from './incoming';
import type { Written } from './outcome';
import { plainRow, withRowChanges } from './rows';

const sumOfPeriods = (row: Stored): bigint =>
	Object.entries(row.values).filter(([name]) => /^Period\d\d$/.test(name)).reduce((sum, [, text]) => sum + unitsOf(text), 0n);

const articleOf = (row: Stored): string => `${valueOf(row, 'Account')}|${valueOf(row, 'Subaccount')}`;

/** One article per account and subaccount, known by them: sent twice it is changed, not doubled (reference acumatica 5.4; not confirmed). */
export const writeBudget = (call: Call, old: Stored | undefined, incoming: Incoming): Written => {
	const { world } = call;
	const values = { ...(old?.values ?? {}), ...Object.fromEntries(incoming.values) };
	const id = old?.id ?? guidOf('Budget', values.Branch ?? '', values.Ledger ?? '', values.FinancialYear ?? '');
	const fields = new Map<string, string>();
	const ledger = world.company.ledgers.find((one) => one.id === values.Ledger);
	if (ledger === undefined) fields.set('Ledger', '\'Ledger\' cannot be found in the system.');
	else if (ledger.type !== 'Budget') fields.set('Ledger', 'The ledger must be of the Budget type.');
	const header = { Branch: values.Branch ?? '', LedgerID: values.Ledger ?? '', FinancialYear: values.FinancialYear ?? '' };
	const complete = (row: Stored): Stored => ({
		...row, values: {
			...row.values, ...header, Amount: amountText(unitsOf(row.values.Amount)), DistributedAmount: amountText(sumOfPeriods(row)),
			Released: row.values.Released ?? 'false',
		},
	});
	let details = old === undefined ? [] : rowsOf(old, 'Details');
	for (const one of incoming.details.get('Details') ?? []) {
		const key = `${one.values.get('Account') ?? ''}|${one.values.get('Subaccount') ?? ''}`;
		const known = one.id === undefined ? details.find((row) => articleOf(row) === key)?.id : one.id;
		details = withRowChanges(details, [known === undefined ? one : { ...one, id: known }], {
			shownId: (row) => row.id,
			changed: (row, change) => complete(plainRow(row, row.id, change, 'Budget/Details')),
			added: (change) => complete(plainRow(undefined, guidOf(id, key), change, 'Budget/Details')),
		});
	}
	const rows = new Map<number, Complaints>();
	for (const [at, row] of details.entries()) {
		if (world.database.store('Account').find(valueOf(row, 'Account')) === undefined) rows.set(
			at, { fields: new Map([['Account', '\'Account\' cannot be found in the system.']]) },
		);
	}
	const stored: Stored = { ...(old ?? record(id, {})), values, children: { Details: details } };
	if (fields.size > 0 || rows.size > 0) {
		return {
			record: stored,
			complaints: {
				record: 'Inserting  \'GL Budget Article\' record raised at least one error. Please review the errors.', fields,
				rows: new Map([['Details', rows]]),
			},
		};
	}
	world.database.store('Budget').put(stored);
	world.effect('budget-written', { ...header, articles: details.length });
	return { record: stored };
};
