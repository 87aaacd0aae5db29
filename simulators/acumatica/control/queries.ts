import { ControlProblem } from '../../harness/control-call';
import { amountText, unitsOf } from '../data/amount';
import { rowsOf, valueOf, type Stored } from '../data/record';
import type { World } from '../world';
import { totalsOf } from '../ledger/batch';

const plain = (one: Stored): Record<string, unknown> => ({
	id: one.id, ...one.values,
	...Object.fromEntries(Object.entries(one.children).map(([name, rows]) => [name, rows.map(plain)])),
	...(Object.keys(one.custom).length > 0 ? { custom: one.custom } : {}), ...(one.note === undefined ? {} : { note: one.note }),
	...(one.archived ? { archived: true } : {}), ...(one.restricted ? { restricted: true } : {}),
});

/** Records as stored, texts by field, one after the other: `?entity=Vendor`. */
export function* recordTexts(world: World, entity: string | null): Iterable<string> {
	if (entity === null) throw new ControlProblem('entity= says which');
	yield '[';
	let first = true;
	for (const one of world.database.store(entity).list()) {
		yield `${first ? '' : ',\n'}${JSON.stringify(plain(one))}`;
		first = false;
	}
	yield ']';
}

/** Headers of all batches with exact totals; `?match=` is a regular expression over the description, `?ledger=` a ledger. */
export const batches = (world: World, query: URLSearchParams): unknown => {
	const match = new RegExp(query.get('match') ?? '');
	const ledger = query.get('ledger');
	return world.database.store('JournalTransaction').list()
		.filter((one) => match.test(valueOf(one, 'Description')) && (ledger === null || valueOf(one, 'LedgerID') === ledger))
		.map((one) => {
			const { debit, credit } = totalsOf(rowsOf(one, 'Details'));
			return {
				id: one.id, ...one.values, reference: one.custom['BatchModule.AttributePLANREF'] ?? '', lines: rowsOf(one, 'Details').length,
				debit: amountText(debit), credit: amountText(credit),
			};
		});
};

const GROUPS: Readonly<Record<string, (batch: Stored, line: Stored) => string>> = {
	Ledger: (batch) => valueOf(batch, 'LedgerID'), Period: (batch) => valueOf(batch, 'PostPeriod'), Status: (batch) => valueOf(batch, 'Status'),
	Description: (batch) => valueOf(batch, 'Description'), Module: (batch) => valueOf(batch, 'Module'),
	Currency: (batch) => valueOf(batch, 'CurrencyID'),
	Branch: (_, line) => valueOf(line, 'BranchID'), Account: (_, line) => valueOf(line, 'Account'), Subaccount: (_, line) => valueOf(line, 'Subaccount'),
};

/** Exact sums over lines of all batches whatever their status: `?by=Ledger,Account,Period&match=…&status=Posted`. */
export const totals = (world: World, query: URLSearchParams): unknown => {
	const by = (query.get('by') ?? 'Ledger').split(',');
	for (const name of by) if (GROUPS[name] === undefined) throw new ControlProblem(`by takes ${Object.keys(GROUPS).join(', ')}`);
	const match = new RegExp(query.get('match') ?? '');
	const [ledger, status] = [query.get('ledger'), query.get('status')];
	const found = new Map<string, { key: Record<string, string>; debit: bigint; credit: bigint; lines: number }>();
	for (const batch of world.database.store('JournalTransaction').list()) {
		if (!match.test(valueOf(batch, 'Description'))) continue;
		if ((ledger !== null && valueOf(batch, 'LedgerID') !== ledger) || (status !== null && valueOf(batch, 'Status') !== status)) continue;
		for (const line of rowsOf(batch, 'Details')) {
			const key = Object.fromEntries(by.map((name) => [name, GROUPS[name]?.(batch, line) ?? '']));
			const text = JSON.stringify(key);
			const sum = found.get(text) ?? { key, debit: 0n, credit: 0n, lines: 0 };
			found.set(text, sum);
			sum.debit += unitsOf(line.values.DebitAmount);
			sum.credit += unitsOf(line.values.CreditAmount);
			sum.lines += 1;
		}
	}
	return [...found.values()].map(({ key, debit, credit, lines }) => ({
		...key, debit: amountText(debit), credit: amountText(credit), net: amountText(debit - credit), lines,
	}));
};

export const sessions = (world: World): unknown => ({
	seats: world.switches.values.seats, taken: world.sessions.taken(), peak: world.sessions.peak, foreign: world.sessions.foreign,
	open: world.sessions.list().map(({ id, user, way, surplus, openedAt, usedAt }) => ({ id, user, way, surplus, openedAt, usedAt })),
});

export const company = (world: World): unknown => ({
	tenant: world.company.tenant, site: world.company.site, address: `${world.context.baseUrl()}${world.company.site}`,
	users: world.company.users.map(({ name }) => name), clients: world.company.clients.map(({ id }) => id), branches: world.company.branches,
	ledgers: world.company.ledgers,
	endpoints: world.contracts().map(({ name, version }) => `${name}/${version}`),
	records: Object.fromEntries(world.database.entities().map((entity) => [entity, world.database.store(entity).size])), generated: world.scaled ?? null,
});
