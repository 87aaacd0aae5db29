import { amountText, unitsOf } from '../data/amount';
import { rowsOf, valueOf, type Stored } from '../data/record';
import { totalsOf } from '../ledger/batch';
import { periodStatus } from '../ledger/calendar';
import type { Complaints } from '../read/render';
import type { World } from '../world';
import { lineErrors, type FieldErrors } from './journal-lines';

const STATUS_TEXTS: Readonly<Record<string, string>> = { Inactive: 'inactive', Closed: 'closed', Locked: 'locked' };

const periodError = (world: World, company: string, period: string): string | undefined => {
	const status = periodStatus(world.database, company, period);
	const shown = `${period.slice(0, 2)}-${period.slice(2)}`;
	if (status === undefined) return `The ${shown} financial period does not exist for the ${company} company.`;
	if (status === 'Open' || (status === 'Closed' && world.switches.values.closedPeriods === 'accept')) return undefined;
	return `The ${shown} financial period is ${STATUS_TEXTS[status] ?? status} in the ${company} company.`;
};

const headerErrors = (world: World, batch: Stored): FieldErrors => {
	const errors: FieldErrors = new Map();
	const [module, ledgerId, branchId, currency] = ['Module', 'LedgerID', 'BranchID', 'CurrencyID'].map((name) => valueOf(batch, name));
	if (module !== 'GL') errors.set('Module', 'Only batches of the GL module can be entered here.');
	const ledger = world.company.ledgers.find(({ id }) => id === ledgerId);
	const branch = world.company.branches.find(({ id }) => id === branchId);
	if (ledger === undefined) errors.set('LedgerID', '\'Ledger\' cannot be found in the system.');
	else if (ledger.type === 'Budget') errors.set('LedgerID', 'A ledger of the Budget type cannot be used for journal transactions.');
	if (branch === undefined) errors.set('BranchID', '\'Branch\' cannot be found in the system.');
	else if (!branch.active) errors.set('BranchID', 'Branch is inactive.');
	else if (ledger?.companies.includes(branch.company) === false) errors.set(
		'LedgerID', `The ${ledger.id} ledger is not associated with the ${branch.company} company.`,
	);
	if (world.database.store('Currency').find(currency ?? '') === undefined) errors.set('CurrencyID', '\'Currency\' cannot be found in the system.');
	if (branch !== undefined) {
		const wrong = periodError(world, branch.company, valueOf(batch, 'PostPeriod'));
		if (wrong !== undefined) errors.set('PostPeriod', wrong);
	}
	return errors;
};

/** Off hold a batch balances, but for statistical ledgers; with validated totals the control total is that of the lines (reference acumatica 6.2). */
const balanceError = (world: World, batch: Stored): string | undefined => {
	if (valueOf(batch, 'Hold') === 'true') return undefined;
	const statistical = world.company.ledgers.find(({ id }) => id === valueOf(batch, 'LedgerID'))?.type === 'Statistical';
	const { debit, credit } = totalsOf(rowsOf(batch, 'Details'));
	if (!statistical && debit !== credit) return `Batch is out of balance, please review. Debit ${amountText(debit)}, credit ${amountText(credit)}.`;
	if (!world.switches.values.controlTotals) return undefined;
	return unitsOf(batch.custom['BatchModule.CuryControlTotal']) === debit ? undefined : 'The control total must be equal to the total debit amount.';
};

const rowComplaints = (world: World, batch: Stored): Map<number, Complaints> => {
	const found = new Map<number, Complaints>();
	for (const [at, line] of rowsOf(batch, 'Details').entries()) {
		const fields = lineErrors(world, line, valueOf(batch, 'LedgerID'));
		if (fields.size > 0) found.set(at, { fields });
	}
	const refused = world.armed.take('refuse-line', valueOf(batch, 'Description'), valueOf(batch, 'BatchNbr'));
	if (refused !== undefined && rowsOf(batch, 'Details').length >= refused.line) {
		found.set(refused.line - 1, { fields: new Map([[refused.field, refused.message]]) });
	}
	return found;
};

/** Everything that is wrong about a batch; undefined when it may be stored. Nothing is stored as long as anything is wrong. */
export const batchComplaints = (world: World, batch: Stored, isNew: boolean): Complaints | undefined => {
	const fields = headerErrors(world, batch);
	const rows = rowComplaints(world, batch);
	const balance = rows.size > 0 ? undefined : balanceError(world, batch);
	if (fields.size === 0 && rows.size === 0 && balance === undefined) return undefined;
	const general = `${isNew ? 'Inserting' : 'Updating'}  'GL Batch' record raised at least one error. Please review the errors.`;
	return {
		record: balance === undefined ? general : `${general} ${balance}`,
		fields: balance === undefined ? fields : new Map([...fields, ['Hold', balance]]),
		...(rows.size > 0 ? { rows: new Map([['Details', rows]]) } : {}),
	};
};
