import { ControlProblem } from '../../harness/control-call';
import { scaledText } from '../../harness/decimal';
import type { Row } from '../data/row';
import { unitsOf } from '../ledger/entry';
import type { LineRow } from '../ledger/rows';
import { folderIn, tableIn, type Call } from './folder-in';

const plain = (row: Row, columns: readonly string[]): Record<string, string> =>
	Object.fromEntries(columns.map((column) => [column, row.get(column)]));

function* listed(rows: Iterable<Row>, columns: readonly string[], match: RegExp): Iterable<string> {
	let start = '[';
	for (const row of rows) {
		if (!match.test(row.key.join('|'))) continue;
		yield `${start}${JSON.stringify(plain(row, columns))}`;
		start = ',\n';
	}
	yield start === '[' ? '[]' : ']';
}

/** Records as stored, texts by column: `?folder=LINDEN&table=GACCENTRYD&match=^MIS`; match is over the key. */
export const recordTexts = (call: Call): Iterable<string> => {
	const { name, definition } = tableIn(call.query.get('table'));
	return listed(folderIn(call).source(name).all(), definition.columns, new RegExp(call.query.get('match') ?? ''));
};

/** One signed amount in the ledger's currency, and what it can be summed by. */
interface Amount {
	readonly row: LineRow;
	readonly slots: ReadonlyMap<string, string>;
	readonly units: bigint;
}

/**
 * The amounts of a line: one for each analytical line, of which the last takes what rounding left, or the whole of a line without any
 * (reference sage-x3 5.2).
 */
function* amountsOf(row: LineRow): Iterable<Amount> {
	const whole = unitsOf(row.get('AMTLED')) * BigInt(row.line.sign);
	const { splits = [] } = row.line;
	const transaction = unitsOf(row.line.amount);
	if (splits.length === 0 || transaction === 0n) return void (yield { row, slots: new Map(), units: whole });
	const unit = 10n ** BigInt(3 - row.entry.decimals(row.get('CURLED')));
	let rest = whole;
	for (const [at, { amount, slots }] of splits.entries()) {
		const exact = whole * unitsOf(amount);
		const divisor = transaction * unit;
		const rounded = ((2n * (exact < 0n ? -exact : exact) + divisor) / (2n * divisor)) * unit * (exact < 0n ? -1n : 1n);
		const units = at === splits.length - 1 ? rest : rounded;
		rest -= units;
		yield { row, slots: new Map(slots), units };
	}
}

const COLUMNS: Readonly<Record<string, string>> = {
	Ledger: 'LEDTYP', Company: 'CPY', Site: 'FCYLIN', Chart: 'COA', Account: 'ACC', Year: 'FIY', Currency: 'CURLED', Type: 'TYP',
		Entry: 'NUM', Line: 'LIN',
};

const readerOf = (name: string, types: ReadonlySet<string>): ((amount: Amount) => string) => {
	if (name === 'Period') return ({ row }) => row.get('ACCDAT').slice(0, 7);
	if (name === 'Status') return ({ row }) => row.entry.get('STA');
	if (name === 'Category') return ({ row }) => row.entry.get('CAT');
	const column = COLUMNS[name];
	if (column !== undefined) return ({ row }) => row.get(column);
	if (types.has(name)) return ({ slots }) => slots.get(name) ?? '';
	throw new ControlProblem(`by takes ${[...Object.keys(COLUMNS), 'Period', 'Status', 'Category', ...types].join(', ')}`);
};

/**
 * Exact sums of ledger amounts: `?by=Ledger,Chart,Account,CCT,Period&ledger=1&match=^MIS`; by a dimension type as the folder names it.
 * `match` is over type and number, `ledger` the number of the ledger type.
 */
export const totals = (call: Call): unknown => {
	const folder = folderIn(call);
	const types = new Set([...folder.source('GDIE').all()].map((row) => row.get('DIE')));
	const by = (call.query.get('by') ?? 'Ledger,Account').split(',');
	const readers = by.map((name) => [name, readerOf(name, types)] as const);
	const [ledger, match] = [call.query.get('ledger'), new RegExp(call.query.get('match') ?? '')];
	const sums = new Map<string, { key: Record<string, string>; debit: bigint; credit: bigint; lines: number }>();
	for (const row of folder.journal.lines()) {
		if ((ledger !== null && row.ledger.number !== ledger) || !match.test(row.entry.key.join('|'))) continue;
		for (const amount of amountsOf(row)) {
			const key = Object.fromEntries(readers.map(([name, read]) => [name, read(amount)]));
			const text = JSON.stringify(key);
			const sum = sums.get(text) ?? { key, debit: 0n, credit: 0n, lines: 0 };
			sums.set(text, sum);
			if (amount.units > 0n) sum.debit += amount.units;
			else sum.credit -= amount.units;
			sum.lines += 1;
		}
	}
	return [...sums.values()].map(({ key, debit, credit, lines }) =>
		({ ...key, debit: scaledText(debit, 3), credit: scaledText(credit, 3), net: scaledText(debit - credit, 3), lines }));
};

export const facts = ({ world }: Call): unknown => ({
	graphql: `${world.context.baseUrl()}/xtrem/api`, classic: `${world.context.baseUrl()}/api1/x3/erp`, gateway: `${world.context.baseUrl()}/v1`,
	tokenUrl: `${world.context.baseUrl()}/oauth/token`, users: world.definition.users.map(({ login, language }) => ({ login, language })),
	applications: world.definition.applications.map((one) => ({ clientId: one.clientId, audience: world.connected.registeredUrl(one),
		validity: one.validity, user: one.user })),
	generated: world.scaled ?? null, licences: world.licences,
	folders: world.folders.map((folder) => ({
		folder: folder.definition.folder, endpoint: folder.definition.endpoint,
			ledgers: folder.definition.ledgers.map(({ number, member, code }) => ({ number, member, code })),
		dimensionTypes: [...folder.source('GDIE').all()].map((row) => row.get('DIE')), entries: folder.journal.size,
		records: Object.fromEntries(['GCOA', 'GACCOUNT', 'GDIE', 'CACCE', 'COMPANY', 'FACILITY', 'BPARTNER', 'BPSUPPLIER', 'PORDER']
			.map((name) => [name, folder.table(name)?.size ?? 0])),
	})),
});

export const tokens = ({ world }: Call): unknown => ({ ...world.gatewayTokens.living(), licences: world.licences });
