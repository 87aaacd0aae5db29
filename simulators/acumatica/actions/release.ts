import { amountText, unitsOf } from '../data/amount';
import { rowsOf, valueOf, type Stored } from '../data/record';
import { totalsOf } from '../ledger/batch';
import { periodStatus } from '../ledger/calendar';
import type { World } from '../world';
import type { Outcome } from './operations';

/** What may have changed since the batch was entered. */
const obstacle = (world: World, batch: Stored): string | undefined => {
	const armed = world.armed.take('release-fails', valueOf(batch, 'Description'), valueOf(batch, 'BatchNbr'));
	if (armed !== undefined) return armed.message;
	const company = world.company.branches.find(({ id }) => id === valueOf(batch, 'BranchID'))?.company ?? '';
	const status = periodStatus(world.database, company, valueOf(batch, 'PostPeriod'));
	if (status !== 'Open' && world.switches.values.closedPeriods === 'refuse') return 'The financial period is not open.';
	for (const { values } of rowsOf(batch, 'Details')) {
		const account = world.database.store('Account').find(values.Account ?? '');
		if (account === undefined || valueOf(account, 'Active') !== 'true') return `Account ${values.Account ?? ''} is inactive.`;
	}
	if (world.switches.values.interBranchAccounts) return undefined;
	const byBranch = new Map<string, bigint>();
	for (const { values } of rowsOf(batch, 'Details')) {
		const branch = values.BranchID ?? '';
		byBranch.set(branch, (byBranch.get(branch) ?? 0n) + unitsOf(values.DebitAmount) - unitsOf(values.CreditAmount));
	}
	return byBranch.size > 1 && [...byBranch.values()].some((sum) => sum !== 0n) ? 'Account mapping for inter-branch transactions is missing.' : undefined;
};

/** Ends a release: posted, or released and waiting for posting; a failure leaves the batch as it was (reference acumatica 6.2). */
export const finishRelease = (world: World, id: string): Outcome => {
	const store = world.database.store('JournalTransaction');
	const batch = store.get(id);
	if (batch === undefined || valueOf(batch, 'Status') !== 'Balanced') return { ok: false, message: 'Batch Status invalid for processing.' };
	const wrong = obstacle(world, batch);
	const BatchNbr = valueOf(batch, 'BatchNbr');
	if (wrong !== undefined) {
		world.effect('release-failed', { batch: BatchNbr, message: wrong });
		return { ok: false, message: `The GL batch ${BatchNbr} has not been released. ${wrong}` };
	}
	const { autoPost, releaseTouchesStamp } = world.switches.values;
	const Status = autoPost ? 'Posted' : 'Unposted';
	const released = { ...batch, values: { ...batch.values, Status, ...(releaseTouchesStamp ? { LastModifiedDateTime: world.stamp() } : {}) } };
	store.put(released);
	const { debit, credit } = totalsOf(rowsOf(released, 'Details'));
	world.effect('batch-released', {
		batch: BatchNbr, id, description: valueOf(batch, 'Description'), ledger: valueOf(batch, 'LedgerID'), status: Status,
		debit: amountText(debit), credit: amountText(credit),
	});
	world.push.changed(batch, released);
	return { ok: true };
};
