import { numberText } from '../contract/keys';
import { amountText } from '../data/amount';
import { guidOf } from '../data/guid';
import { record, rowId, rowsOf, valueOf, type Stored } from '../data/record';
import { dateFrom } from '../data/stamp';
import { headerOf, type Call } from '../http/call';
import { exception } from '../http/failure';
import { isReleased, lineOf, totalsOf, withTotals } from '../ledger/batch';
import { periodFrom, periodOfDate } from '../ledger/calendar';
import type { Incoming } from './incoming';
import { batchComplaints } from './journal-rules';
import { merged, withRowChanges, writtenCustom } from './rows';
import type { Written } from './outcome';

export const UNSAVED = '<NEW>';
const SERVER_FIELDS = ['BatchNbr', 'Status', 'CreatedDateTime', 'LastModifiedDateTime'];

const branchOfRequest = ({ world, request, session }: Call): string => {
	const name = headerOf(request, 'px-cbapibranch');
	if (name === '') return session.branch;
	const branch = world.company.branches.find((one) => one.name === name);
	if (branch === undefined) throw exception(500, 'PX.Data.PXException', `The ${name} branch cannot be found in the system.`);
	return branch.id;
};

const businessDate = ({ world, request }: Call): string => dateFrom(headerOf(request, 'px-cbapibusinessdate').replaceAll('/', '-')) ?? world.today();

const segmented = ({ world }: Call, text: string): string => {
	if (!text.includes('-') || world.switches.values.segmentSeparators === 'refuse') return text;
	const joined = text.replaceAll('-', '');
	return joined.length === world.company.subaccountSegments.reduce((sum, length) => sum + length, 0) ? joined : text;
};

const headerValues = (call: Call, old: Stored | undefined, incoming: Incoming): Record<string, string> => {
	const { world } = call;
	const branch = incoming.values.get('BranchID') ?? old?.values.BranchID ?? branchOfRequest(call);
	const company = world.company.branches.find(({ id }) => id === branch)?.company ?? '';
	const actual = world.company.ledgers.find(({ type, companies }) => type === 'Actual' && companies.includes(company));
	const values = merged(old?.values ?? {}, incoming.values, old === undefined ? SERVER_FIELDS : [...SERVER_FIELDS, 'Module']);
	const TransactionDate = values.TransactionDate ?? businessDate(call);
	const LedgerID = values.LedgerID ?? actual?.id ?? '';
	return {
		...values, Module: values.Module ?? 'GL', BatchNbr: old?.values.BatchNbr ?? UNSAVED, BranchID: branch, LedgerID, TransactionDate,
		CurrencyID: values.CurrencyID ?? world.company.ledgers.find(({ id }) => id === LedgerID)?.currency ?? 'USD',
		PostPeriod: periodFrom(values.PostPeriod ?? '') ?? values.PostPeriod ?? periodOfDate(TransactionDate),
		Hold: values.Hold ?? String(world.switches.values.holdOnEntry),
	};
};

const statusOf = ({ world }: Call, hold: boolean, old: Stored | undefined): string => {
	if (hold) return 'On Hold';
	const known = old === undefined ? '' : valueOf(old, 'Status');
	return known === 'Balanced' || !world.switches.values.approval ? 'Balanced' : 'Pending Approval';
};

const newLine = (call: Call, batchId: string, branch: string, number: number, incoming: Incoming): Stored => {
	const values = Object.fromEntries([...incoming.values].filter(([name, text]) => text !== '' && name !== 'LineNbr' && name !== 'Description'));
	const subaccount = segmented(call, values.Subaccount ?? '');
	const { lineWithoutSubaccount } = call.world.switches.values;
	const first = valueOf(call.world.database.store('Subaccount').list()[0] ?? record('', {}), 'SubaccountCD');
	const Subaccount = subaccount === '' && lineWithoutSubaccount === 'default' ? first : subaccount;
	const line = lineOf(
		call.world.database, batchId, number, branch, { ...values, ...(Subaccount === '' ? {} : { Subaccount }) },
		rowId(batchId, 'Details', `${number}/${call.world.database.next('line')}`),
	);
	return { ...line, custom: writtenCustom('JournalTransaction/Details', incoming), ...(incoming.note === undefined ? {} : { note: incoming.note }) };
};

const changedLine = (call: Call, batchId: string, row: Stored, incoming: Incoming): Stored => {
	const values = merged(row.values, incoming.values, ['LineNbr', 'Description']);
	if (values.Subaccount !== undefined) values.Subaccount = segmented(call, values.Subaccount);
	const line = lineOf(call.world.database, batchId, Number(valueOf(row, 'LineNbr')), valueOf(row, 'BranchID'), values, row.id);
	return {
		...line, custom: { ...row.custom, ...writtenCustom('JournalTransaction/Details', incoming) },
		...(row.note === undefined ? {} : { note: row.note }),
	};
};

const linesFor = (call: Call, batchId: string, branch: string, old: Stored | undefined, incoming: Incoming): readonly Stored[] => {
	const sent = incoming.details.get('Details');
	const known = old === undefined ? [] : rowsOf(old, 'Details');
	if (sent === undefined) return known;
	let number = known.reduce((highest, row) => Math.max(highest, Number(valueOf(row, 'LineNbr'))), 0);
	const shown = call.world.switches.values.detailIds === 'session' ? (id: string) => guidOf(call.session.id, id) : (id: string) => id;
	return withRowChanges(known, sent, {
		shownId: ({ id }) => shown(id), key: 'LineNbr',
		changed: (row, one) => changedLine(call, batchId, row, one),
		added: (one) => {
			number += 1;
			return newLine(call, batchId, branch, number, one);
		},
	});
};

const same = (a: Stored, b: Stored): boolean =>
	JSON.stringify([a.values, a.custom, a.note, rowsOf(a, 'Details')]) === JSON.stringify([b.values, b.custom, b.note, rowsOf(b, 'Details')]);

const keep = (call: Call, old: Stored | undefined, draft: Stored): Stored => {
	const { world } = call;
	const stamp = world.stamp();
	const BatchNbr = old === undefined ? numberText('JournalTransaction', world.database.next('JournalTransaction/GL')) : valueOf(old, 'BatchNbr');
	const stored = withTotals({
		...draft, values: { ...draft.values, BatchNbr, CreatedDateTime: old?.values.CreatedDateTime ?? stamp, LastModifiedDateTime: stamp },
	});
	world.database.store('JournalTransaction').put(stored);
	const { debit, credit } = totalsOf(rowsOf(stored, 'Details'));
	world.effect(old === undefined ? 'batch-created' : 'batch-updated', {
		batch: BatchNbr, id: stored.id, description: valueOf(stored, 'Description'), ledger: valueOf(stored, 'LedgerID'),
		branch: valueOf(stored, 'BranchID'),
		period: valueOf(stored, 'PostPeriod'), status: valueOf(stored, 'Status'), lines: rowsOf(stored, 'Details').length,
		debit: amountText(debit), credit: amountText(credit),
		session: call.session.label,
	});
	world.push.changed(old, stored);
	return stored;
};

/**
 * Creates or changes a batch. All of it is stored or nothing: as long as one line is refused the answer is the draft with its errors. No
 * reference is unique here; a batch sent twice is there twice (reference acumatica 6.2, 6.3).
 */
export const writeJournal = (call: Call, old: Stored | undefined, incoming: Incoming): Written => {
	const { world } = call;
	const general = 'Updating  \'GL Batch\' record raised at least one error. Please review the errors.';
	if (old !== undefined && isReleased(old)) return {
		record: old, complaints: { record: `${general} The batch has been released and cannot be changed.` },
	};
	const id = old?.id ?? guidOf('batch', String(world.database.next('batch')), String(world.now()));
	const values = headerValues(call, old, incoming);
	const draft: Stored = {
		...(old ?? record(id, {})), values: { ...values, Status: statusOf(call, values.Hold === 'true', old) },
		children: { Details: linesFor(call, id, values.BranchID ?? '', old, incoming) },
		custom: {
			...(old?.custom ?? {}), ...writtenCustom('JournalTransaction', incoming),
		}, ...(incoming.note === undefined ? {} : { note: incoming.note }),
	};
	if (old !== undefined && same(old, draft)) return { record: old };
	const texts = [valueOf(draft, 'Description'), valueOf(draft, 'BatchNbr')];
	if (world.armed.take('updated-by-other', ...texts) !== undefined) {
		throw exception(500, 'PX.Data.PXLockViolationException', 'Another process has updated the \'GL Batch\' record. Your changes will be lost.');
	}
	const part = world.armed.take('keep-lines', ...texts);
	if (part !== undefined) {
		const cut = {
			...draft, values: { ...draft.values, Hold: 'true', Status: 'On Hold' },
			children: { Details: rowsOf(draft, 'Details').slice(0, part.lines) },
		};
		return {
			record: keep(call, old, cut),
			broken: 'Execution Timeout Expired. The timeout period elapsed prior to completion of the operation or the server is not responding.',
		};
	}
	const complaints = batchComplaints(world, draft, old === undefined);
	if (complaints !== undefined) return { record: draft, complaints };
	return { record: keep(call, old, draft) };
};
