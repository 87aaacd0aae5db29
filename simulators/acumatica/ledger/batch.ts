import { amountText, unitsOf } from '../data/amount';
import type { Database } from '../data/database';
import { record, rowId, rowsOf, valueOf, type Stored } from '../data/record';

export interface Totals {
	readonly debit: bigint;
	readonly credit: bigint;
}

export const totalsOf = (lines: readonly Stored[]): Totals => {
	let [debit, credit] = [0n, 0n];
	for (const { values } of lines) {
		debit += unitsOf(values.DebitAmount);
		credit += unitsOf(values.CreditAmount);
	}
	return { debit, credit };
};

/** A line with everything that the form fills in: number, branch, the account's description, zero amounts, project `X`. */
export const lineOf = (
	database: Database, batchId: string, number: number, branch: string, values: Readonly<Record<string, string>>, id?: string,
): Stored => {
	const account = database.store('Account').find(values.Account ?? '');
	return record(id ?? rowId(batchId, 'Details', number), {
		BranchID: branch, Project: 'X', NonBillable: 'false', IsNonPM: 'true', ...values,
		LineNbr: String(number), Description: account === undefined ? '' : valueOf(account, 'Description'),
		DebitAmount: amountText(unitsOf(values.DebitAmount)), CreditAmount: amountText(unitsOf(values.CreditAmount)), Qty: amountText(unitsOf(values.Qty)),
	});
};

/** The totals of the form stand in fields outside the contract (reference acumatica 5.2). */
export const withTotals = (batch: Stored): Stored => {
	const { debit, credit } = totalsOf(rowsOf(batch, 'Details'));
	return {
		...batch,
		custom: {
			'BatchModule.CuryControlTotal': amountText(debit), 'BatchModule.BatchType': 'Normal', 'BatchModule.AutoReverse': 'false', ...batch.custom,
			'BatchModule.CuryDebitTotal': amountText(debit), 'BatchModule.CuryCreditTotal': amountText(credit),
		},
	};
};

/** Released batches: their lines can no longer change. */
export const isReleased = (batch: Stored): boolean => ['Posted', 'Unposted'].includes(valueOf(batch, 'Status'));
