import { scaled, scaledText } from '../../harness/decimal';
import { BUDGET_ACCOUNTS, DEPARTMENTS } from './linden-chart';
import type { SeedEntry, SeedLine, SeedSplit } from './types';

type Slot = readonly [type: string, dimension: string];

const two = (number: number): string => String(number).padStart(2, '0');
const cents = (units: bigint): string => scaledText(units, 2);
const centsAt = (place: number): bigint => BigInt(((place * 7919 + 12_345) % 249_901) + 100);
const at = <T>(all: readonly T[], place: number): T => all[place % all.length]!;

const department = (place: number): string => at(DEPARTMENTS, place)[0];

/** Where each type stands changes from line to line; slots are empty in two ways (reference sage-x3 7). */
const slotsAt = (place: number): readonly Slot[] => {
	const full: readonly Slot[] = [
		['CCT', department(place)], ['BUS', place % 3 === 0 ? '' : at(['FOOD', 'PACK', 'D10'], place)], ['PRJ', place % 2 === 0 ? '' : 'P-001'],
		place % 5 === 0 ? ['', ''] : ['REG', at(['EU', 'US'], place)],
	];
	return full.map((_, slot) => at(full, slot + place));
};

/** The amount in parts that add up to it; the last takes the rest. */
const partsOf = (amount: bigint, count: number, place: number): readonly SeedSplit[] => Array.from({ length: count }, (_, part) => {
	const share = amount / BigInt(count);
	return { amount: cents(part === count - 1 ? amount - share * BigInt(count - 1) : share), slots: slotsAt(place + part) };
});

const cost = (account: string, place: number, splits: number): SeedLine => {
	const units = centsAt(place);
	return { account, sign: 1, amount: cents(units), description: `Cost ${place}`,
		...(splits === 0 ? {} : { splits: partsOf(units, splits, place) }) };
};

const total = (lines: readonly SeedLine[], decimals = 2): bigint =>
	lines.reduce((sum, { amount, sign }) => sum + scaled(amount, decimals) * BigInt(sign), 0n);

/** A last line on the other side, so that the entry balances. */
const balanced = (lines: readonly SeedLine[], account: string, more: Partial<SeedLine> = {}, decimals = 2): readonly SeedLine[] => {
	const rest = total(lines, decimals);
	return [...lines, { account, sign: rest < 0n ? 1 : -1, amount: scaledText(rest < 0n ? -rest : rest, decimals),
		description: 'Counterpart', ...more }];
};

const FIRST = Date.UTC(2026, 0, 5, 7);
const stampAt = (place: number): string => new Date(FIRST + place * 13 * 60_000).toISOString();

/** Nine hundred ordinary entries: three costs and a payable; every fifth in the IAS ledger too, every eleventh still temporary, some French. */
const ORDINARY: readonly SeedEntry[] = Array.from({ length: 900 }, (_, place) => {
	const month = (place % 6) + 1;
	const french = place % 9 === 0;
	const site = french ? 'LF1' : at(['LM1', 'LM2'], place);
	const accounts = french ? ['606100', '615200', '62000'] : [0, 1, 2].map((line) => at(BUDGET_ACCOUNTS, place * 3 + line));
	const costs = accounts.map((account, line) => cost(account, place * 3 + line, (place + line) % 4));
	return {
		type: 'PUR', number: `${site}-26${two(month)}-${String(place + 1).padStart(4, '0')}`, site,
			date: `2026-${two(month)}-${two((place % 27) + 1)}`, journal: 'HA',
		status: place % 11 === 0 ? 'temporary' : 'final', ledgers: place % 5 === 0 ? ['1', '2', '3'] : ['1', '2'], stamp: stampAt(place),
		lines: balanced(costs, french ? '401000' : '20000', { partner: `S00${two((place % 12) + 1)}` }),
	};
});

/** Ninety entries of five lines that a batch posted in one second: 450 lines of each ledger type with one stamp. */
const BATCH: readonly SeedEntry[] = Array.from({ length: 90 }, (_, place) => ({
	type: 'MIS', number: `LM1-2605-${String(place + 1).padStart(4, '0')}`, site: 'LM1', date: '2026-05-31', journal: 'OD', status: 'final',
		stamp: '2026-06-01T02:00:00.000Z',
	lines: balanced([0, 1, 2, 3].map((line) => cost(at(BUDGET_ACCOUNTS, place + line * 9), 5000 + place * 4 + line, 1)), '21500'),
}));

const special = (number: string, lines: readonly SeedLine[], more: Partial<SeedEntry> = {}): SeedEntry => ({
	type: 'MIS', number, site: 'LM1', date: '2026-03-31', journal: 'OD', status: 'final', stamp: '2026-04-01T08:00:00.000Z', lines, ...more,
});

const many = (count: number, from: number): readonly SeedLine[] =>
	balanced(Array.from({ length: count - 1 }, (_, line) => cost(at(BUDGET_ACCOUNTS, from + line), from + line, line % 3)), '10100');

const LARGE = '98765432109876.54';

/** Entries each of which is awkward in one way. */
const SPECIAL: readonly SeedEntry[] = [
	special('LM1-2603-0027', many(27, 9000), { description: 'More lines than a page' }),
	special('LM1-2603-0640', many(640, 10_000), { description: 'More lines than a page of 500', stamp: '2026-04-01T08:01:00.000Z' }),
	special('LM1-2604-0045', balanced([cost('61000', 7777, 45)], '10100'),
		{ date: '2026-04-30', description: '45 parts of one line', stamp: '2026-05-01T08:00:00.000Z' }),
	special('LM1-2604-0053', balanced([{ account: '67000', sign: 1, amount: LARGE, splits: [{ amount: LARGE, slots: [['CCT', 'D10']] }] }],
		'30000'),
		{ date: '2026-04-30', description: 'Beyond 2^53 hundredths', stamp: '2026-05-01T08:02:00.000Z' }),
	special('LM1-2604-0100', balanced([{ account: '51020', sign: 1, amount: '125000',
		splits: [{ amount: '100000', slots: [['REG', 'US'], ['CCT', 'D20']] }, { amount: '25000', slots: [['CCT', 'D30']] }] }],
		'20000', { partner: 'S0001' }, 0), { currency: 'JPY', date: '2026-04-30', stamp: '2026-05-01T08:03:00.000Z' }),
	special('LM1-2604-0101', balanced([{ account: '65020', sign: 1, amount: '12.345', quantity: '1.500',
		splits: [{ amount: '4.115', quantity: '0.500', slots: [['CCT', 'D40']] },
		{ amount: '8.230', quantity: '1.000', slots: [['BUS', 'D10'], ['CCT', 'D50']] }] }], '20000', { partner: 'S0003' }, 3),
	{ currency: 'KWD', date: '2026-04-30', ledgers: ['1', '2', '3'], stamp: '2026-05-01T08:04:00.000Z' }),
	special('LM1-2604-0102', [{ account: '62020', sign: 1, amount: '0.00', description: 'Nothing, "split"',
		splits: [{ amount: '0.00', slots: [['CCT', 'D10']] }, { amount: '0.00', slots: [['CCT', 'D20']] }] },
		{ account: '20000', sign: -1, amount: '0.00' }], { date: '2026-04-30', stamp: '2026-05-01T08:05:00.000Z' }),
	special('LM1-2604-0103', balanced([cost('66000', 8888, 2)], '10100'),
		{ date: '2026-04-30', description: 'Written by a program without a stamp', stamp: '' }),
	special('LM1-2606-0001', balanced([cost('64000', 8889, 1)], '10100'),
		{ date: '2026-06-10', status: 'temporary', stamp: '2026-06-10T10:00:00.000Z' }),
	special('LM1-2606-0002', balanced([cost('64010', 8890, 2)], '10100'),
		{ date: '2026-06-11', status: 'temporary', stamp: '2026-06-11T10:00:00.000Z' }),
	special('LM1-2606-0900', balanced([cost('62000', 8891, 1)], '10100'),
		{ type: 'SIM', category: '2', date: '2026-06-30', stamp: '2026-06-12T10:00:00.000Z', description: 'Simulation of rent' }),
	special('LM1-2606-0901', balanced([cost('62000', 8892, 1)], '10100'),
		{ type: 'SIM', category: '3', date: '2026-06-30', stamp: '2026-06-12T10:01:00.000Z', description: 'Simulation, inactive' }),
];

export const LINDEN_ENTRIES: readonly SeedEntry[] = [...ORDINARY, ...BATCH, ...SPECIAL];
