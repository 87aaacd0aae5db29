import { amountText } from '../data/amount';
import { valueOf } from '../data/record';
import { columns, type FlatTable } from './table';

/** Generic inquiries of the site that are exposed through OData (reference acumatica 9). */
export const GENERIC_INQUIRIES: readonly FlatTable[] = [
	{
		name: 'PLAN-JournalWatch', keys: ['BatchNbr'],
		columns: [
			{ name: 'BatchNbr', kind: 'string', pad: 15 }, ...columns('Module Ledger Status Description PostPeriod'),
			...columns('LastModifiedDateTime:T DebitTotal:D'), { name: 'Age', kind: 'number', formula: true },
		],
		rows: (world) => world.database.store('JournalTransaction').list().filter(({ archived }) => archived !== true).map((batch) => ({
			BatchNbr: valueOf(batch, 'BatchNbr'), Module: valueOf(batch, 'Module'), Ledger: valueOf(batch, 'LedgerID'),
			Status: valueOf(batch, 'Status'), Description: valueOf(batch, 'Description'),
			PostPeriod: valueOf(batch, 'PostPeriod'), LastModifiedDateTime: valueOf(batch, 'LastModifiedDateTime'),
			DebitTotal: batch.custom['BatchModule.CuryDebitTotal'] ?? '', Age: '1',
		})),
	},
	{
		name: 'PLAN-TrialBalance', keys: ['Account'],
		columns: [{ name: 'Account', kind: 'string', pad: 10 }, ...columns('Subaccount Ledger FinPeriodID Debit:D Credit:D')],
		rows: (world) => world.balances.movements().map((one) => ({
			Account: one.account, Subaccount: one.subaccount, Ledger: one.ledger, FinPeriodID: one.period, Debit: amountText(one.debit),
			Credit: amountText(one.credit),
		})),
	},
];
