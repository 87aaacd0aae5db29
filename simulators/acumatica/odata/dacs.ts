import { amountText, timesUnits, unitsOf } from '../data/amount';
import { rowsOf, valueOf, type Stored } from '../data/record';
import { baseRate } from '../ledger/balances';
import { isReleased } from '../ledger/batch';
import { sortable } from '../ledger/calendar';
import type { World } from '../world';
import { columns, type FlatRow, type FlatTable } from './table';

/** Data access classes show codes and internal ids, not labels (reference acumatica 9). */
const STATUS: Readonly<Record<string, string>> = {
	'On Hold': 'H', Balanced: 'B', Unposted: 'U', Posted: 'P', 'Pending Approval': 'D', Rejected: 'R', Scheduled: 'S', Voided: 'V',
};
const TYPE: Readonly<Record<string, string>> = { Asset: 'A', Liability: 'L', Income: 'I', Expense: 'E' };

const ledgerId = (world: World, id: string): string => String(6 + world.company.ledgers.findIndex((one) => one.id === id));
const branchId = (world: World, id: string): string => String(16 + world.company.branches.findIndex((one) => one.id === id));
const internal = (world: World, entity: 'Account' | 'Subaccount', code: string): string => {
	const found = world.database.store(entity).find(code);
	return found === undefined ? '' : valueOf(found, `${entity}ID`);
};

const batches = (world: World, archived: boolean): readonly Stored[] =>
	world.database.store('JournalTransaction').list().filter((one) => archived || one.archived !== true);

export const batchRow = (world: World, batch: Stored): FlatRow => {
	const { values, custom } = batch;
	return {
		Module: values.Module ?? '', BatchNbr: values.BatchNbr ?? '', BranchID: branchId(world, values.BranchID ?? ''),
		LedgerID: ledgerId(world, values.LedgerID ?? ''),
		CuryID: values.CurrencyID ?? '', FinPeriodID: sortable(values.PostPeriod ?? ''), DateEntered: values.TransactionDate ?? '',
		Description: values.Description ?? '',
		Status: STATUS[values.Status ?? ''] ?? '', Released: String(isReleased(batch)), Posted: String(values.Status === 'Posted'),
		CuryDebitTotal: custom['BatchModule.CuryDebitTotal'] ?? '', CuryCreditTotal: custom['BatchModule.CuryCreditTotal'] ?? '',
		UsrAttributePLANREF: custom['BatchModule.AttributePLANREF'] ?? '', LastModifiedDateTime: values.LastModifiedDateTime ?? '', NoteID: batch.id,
	};
};

const lineRows = (world: World, batch: Stored): FlatRow[] => {
	const { values: header } = batch;
	const rate = baseRate(world, batch);
	return rowsOf(batch, 'Details').map(({ values }) => ({
		Module: header.Module ?? '', BatchNbr: header.BatchNbr ?? '', LineNbr: values.LineNbr ?? '', LedgerID: ledgerId(world, header.LedgerID ?? ''),
		BranchID: branchId(world, values.BranchID ?? ''), AccountID: internal(world, 'Account', values.Account ?? ''),
		SubID: internal(world, 'Subaccount', values.Subaccount ?? ''),
		FinPeriodID: sortable(header.PostPeriod ?? ''), TranDate: header.TransactionDate ?? '', TranDesc: values.TransactionDescription ?? '',
		RefNbr: values.ReferenceNbr ?? '',
		CuryDebitAmt: values.DebitAmount ?? '', CuryCreditAmt: values.CreditAmount ?? '',
		DebitAmt: amountText(timesUnits(unitsOf(values.DebitAmount), rate)),
		CreditAmt: amountText(timesUnits(unitsOf(values.CreditAmount), rate)), Released: String(isReleased(batch)),
		Posted: String(header.Status === 'Posted'),
		LastModifiedDateTime: header.LastModifiedDateTime ?? '',
	}));
};

export const DACS: readonly FlatTable[] = [
	{
		name: 'PX_Objects_GL_Batch', keys: ['Module', 'BatchNbr'], entity: 'JournalTransaction',
		columns: columns('Module BatchNbr BranchID:I LedgerID:I CuryID FinPeriodID DateEntered:T Description Status Released:B Posted:B '
			+ 'CuryDebitTotal:D CuryCreditTotal:D UsrAttributePLANREF LastModifiedDateTime:T NoteID'),
		rows: (world, archived) => batches(world, archived).map((batch) => batchRow(world, batch)),
	},
	{
		name: 'PX_Objects_GL_GLTran', keys: ['Module', 'BatchNbr', 'LineNbr'],
		columns: columns('Module BatchNbr LineNbr:I LedgerID:I BranchID:I AccountID:I SubID:I FinPeriodID TranDate:T TranDesc RefNbr '
			+ 'CuryDebitAmt:D CuryCreditAmt:D DebitAmt:D CreditAmt:D Released:B Posted:B LastModifiedDateTime:T'),
		rows: (world, archived) => batches(world, archived).flatMap((batch) => lineRows(world, batch)),
	},
	{
		name: 'PX_Objects_GL_GLHistory', keys: ['LedgerID', 'BranchID', 'AccountID', 'SubID', 'FinPeriodID'],
		columns: columns('LedgerID:I BranchID:I AccountID:I SubID:I FinPeriodID CuryID FinPtdDebit:D FinPtdCredit:D'),
		rows: (world) => world.balances.movements().map((one) => ({
			LedgerID: ledgerId(world, one.ledger), BranchID: branchId(world, one.branch), AccountID: internal(world, 'Account', one.account),
			SubID: internal(world, 'Subaccount', one.subaccount), FinPeriodID: one.period, CuryID: one.currency, FinPtdDebit: amountText(one.debit),
			FinPtdCredit: amountText(one.credit),
		})),
	},
	{
		name: 'PX_Objects_GL_Account', keys: ['AccountID'], entity: 'Account',
		columns: columns('AccountID:I AccountCD Description Type Active:B LastModifiedDateTime:T'),
		rows: (world) => world.database.store('Account').list().map(({ values }) => ({
			AccountID: values.AccountID ?? '', AccountCD: values.AccountCD ?? '', Description: values.Description ?? '',
			Type: TYPE[values.Type ?? ''] ?? '', Active: values.Active ?? '',
			LastModifiedDateTime: values.LastModifiedDateTime ?? '',
		})),
	},
	{
		name: 'PX_Objects_GL_Sub', keys: ['SubID'], columns: columns('SubID:I SubCD Description Active:B'),
		rows: (world) => world.database.store('Subaccount').list().map(({ values }) => ({
			SubID: values.SubaccountID ?? '', SubCD: values.SubaccountCD ?? '', Description: values.Description ?? '', Active: values.Active ?? '',
		})),
	},
];
