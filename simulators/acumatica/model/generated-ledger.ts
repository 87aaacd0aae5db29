import { numberText } from '../contract/keys';
import { amountText } from '../data/amount';
import type { Database } from '../data/database';
import { guidOf } from '../data/guid';
import { record, rowId, valueOf, withRows, type Stored } from '../data/record';
import { stampOf } from '../data/stamp';

export interface Scale {
	readonly lines: number;
	readonly linesPerBatch?: number;
	readonly ledger?: string;
	/** `2026`. */
	readonly year?: string;
}

export interface Scaled {
	readonly batches: number;
	readonly lines: number;
	readonly firstBatch: string;
	readonly lastBatch: string;
	/** Exact sum of all debits, which is that of all credits. */
	readonly debit: string;
}

/** Ten-thousandths; the same for the same place for ever. */
const unitsAt = (batch: number, line: number): bigint => BigInt(((batch * 7919 + line * 104_729) % 9_999_901) + 100) * 100n;

interface Parts {
	readonly accounts: readonly Stored[];
	readonly subaccounts: readonly string[];
}

/** Debits on all lines but the last, which takes their sum: every batch balances. */
const linesOf = (batchId: string, number: number, count: number, { accounts, subaccounts }: Parts): readonly Stored[] => {
	const lines: Stored[] = [];
	let sum = 0n;
	for (let at = 1; at <= count; at += 1) {
		const last = at === count;
		const account = last ? accounts[accounts.length - 1] : accounts[(number * 31 + at * 7) % (accounts.length - 1)];
		const units = last ? sum : unitsAt(number, at);
		sum += units;
		lines.push(record(rowId(batchId, 'Details', at), {
			LineNbr: String(at), Account: account === undefined ? '' : valueOf(account, 'AccountCD'),
			Description: account === undefined ? '' : valueOf(account, 'Description'),
			Subaccount: last ? (subaccounts[0] ?? '') : (subaccounts[(number + at) % subaccounts.length] ?? ''), BranchID: 'MILL1',
			TransactionDescription: `Line ${number}/${at}`,
			ReferenceNbr: `G${number}`, DebitAmount: amountText(last ? 0n : units), CreditAmount: amountText(last ? units : 0n), Qty: '0.0000',
			Project: 'X', NonBillable: 'false', IsNonPM: 'true',
		}));
	}
	return lines;
};

/** Posted batches whose lines are computed when somebody reads them and never stored: a hundred thousand lines cost what their headers cost. */
export const generateLedger = (database: Database, { lines, linesPerBatch = 20, ledger = 'ACTUAL', year = '2026' }: Scale): Scaled => {
	const active = database.store('Account').list().filter((one) => valueOf(one, 'Active') === 'true' && valueOf(one, 'Secured') !== 'true');
	const offset = active.filter((one) => valueOf(one, 'AccountCD') === '21500');
	const parts: Parts = {
		accounts: [...active.filter((one) => /^[456]/.test(valueOf(one, 'AccountCD'))), ...offset],
		subaccounts: database.store('Subaccount').list().filter((one) => valueOf(one, 'Active') === 'true').map((one) => valueOf(one, 'SubaccountCD')),
	};
	const store = database.store('JournalTransaction');
	const batches = Math.ceil(lines / linesPerBatch);
	let [debit, first, last] = [0n, '', ''];
	for (let at = 0; at < batches; at += 1) {
		const number = database.next('JournalTransaction/GL');
		const BatchNbr = numberText('JournalTransaction', number);
		const count = Math.max(2, Math.min(linesPerBatch, lines - at * linesPerBatch));
		const id = guidOf('JournalTransaction', 'GL', BatchNbr);
		const month = String((at % 12) + 1).padStart(2, '0');
		let total = 0n;
		for (let line = 1; line < count; line += 1) total += unitsAt(number, line);
		debit += total;
		const stamp = stampOf(Date.UTC(Number(year), 5, 1) + Math.floor(at / 3) * 1_770_013);
		const text = amountText(total);
		store.put(withRows(record(id, {
			Module: 'GL', BatchNbr, BranchID: 'MILL1', LedgerID: ledger, CurrencyID: 'USD', PostPeriod: `${month}${year}`,
			TransactionDate: `${year}-${month}-15`,
			Description: `Generated ${at + 1}`, Hold: 'false', Status: 'Posted', CreatedDateTime: stamp, LastModifiedDateTime: stamp,
		}, { custom: {
			'BatchModule.CuryControlTotal': text, 'BatchModule.CuryDebitTotal': text, 'BatchModule.CuryCreditTotal': text,
			'BatchModule.BatchType': 'Normal',
		} }),
		'Details', () => linesOf(id, number, count, parts)));
		if (first === '') first = BatchNbr;
		last = BatchNbr;
	}
	return {
		batches, lines: batches === 0 ? 0 : Math.max(lines, (batches - 1) * linesPerBatch + 2), firstBatch: first, lastBatch: last,
		debit: amountText(debit),
	};
};
