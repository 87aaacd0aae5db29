import type { FoundJournal, Journal } from '../../../src/contracts';
import { likeness } from '../../../src/sync/journal/compare';
import { onlyJournal } from './play';
import { pair, row } from './samples';

const MEANT: Journal = onlyJournal([...pair('a', '10.00', { branch: 'A' }), ...pair('b', '2.50', { branch: 'B' })]);
const found = (parts: Partial<FoundJournal>): FoundJournal => ({ reference: MEANT.reference, number: 'N1', stage: 'entered', status: 'Balanced', ...parts });
const lines = MEANT.lines.map(({ account, amount, fields }) => ({ account, amount, fields }));
const [first, ...others] = lines;
const edited = [{ account: '6000', fields: {}, ...first, amount: '11.00' }, ...others];

/** Ours do not balance in A and B one by one; these do it. */
const BETWEEN = onlyJournal([row({ amount: '10.00', fields: { branch: 'A' } }), row({ amount: '-10.00', account: '9000', fields: { branch: 'B' } })]);
const balancing = [{ account: '1900', amount: '-10.00', fields: { branch: 'A' } }, { account: '1900', amount: '10.00', fields: { branch: 'B' } }];
const reclass = [{ account: '6000', amount: '-3.00', fields: { branch: 'A' } }, { account: '6100', amount: '3.00', fields: { branch: 'A' } }];

test.each<[string, string, Partial<FoundJournal>]>([
	['equal', 'what balances each branch', { lines: [...BETWEEN.lines, ...balancing] }],
	['equal', 'in several lines', { lines: [...BETWEEN.lines, ...balancing.slice(1), ...['-4.00', '-6.00'].map((amount) => ({ account: '1900', amount, fields: { branch: 'A' } }))] }],
	['different', 'before the release', { lines: [...BETWEEN.lines, ...balancing], stage: 'entered' }],
	['different', 'without the mark', { lines: [...BETWEEN.lines, ...balancing], mark: undefined }],
	['different', 'one side of it', { lines: [...BETWEEN.lines, ...balancing.slice(1)] }],
	['different', 'a line of ours is missing', { lines: [...BETWEEN.lines.slice(1), ...balancing] }],
	['different', 'a pair that a person has added', { lines: [...BETWEEN.lines, ...reclass] }],
	['different', 'both', { lines: [...BETWEEN.lines, ...balancing, ...reclass] }],
	['different', 'another branch', { lines: [...BETWEEN.lines, ...balancing, ...reclass.map((line) => ({ ...line, fields: { branch: 'C' } }))] }],
	['partial', 'fewer lines', { lines: BETWEEN.lines.slice(1) }],
])('lines that a release has added: %s, %s', (expected, _what, parts) => {
	const released: FoundJournal = { reference: BETWEEN.reference, number: 'N1', stage: 'released', status: 'Posted', mark: BETWEEN.mark, ...parts };
	expect(likeness(BETWEEN, released, { balancedAtRelease: 'branch' })).toBe(expected);
	expect(likeness(BETWEEN, released)).toBe(expected === 'equal' ? 'different' : expected);
});

test.each<[string, Partial<FoundJournal>]>([
	['equal', { mark: MEANT.mark }],
	['equal', { mark: MEANT.mark, lineCount: 4, debitTotal: '12.5000' }],
	['equal', { lines: [...lines].reverse() }],
	['equal', { mark: MEANT.mark, lines: lines.map((line) => ({ ...line, amount: `${line.amount}00`, fields: {} })) }],
	['equal', { mark: MEANT.mark, head: { ledger: 'PLAN', period: '202603' } }],
	['equal', { lines: lines.map((line) => ({ ...line, fields: { ...line.fields, project: 'X' } })) }],
	['different', { mark: MEANT.mark, lines, head: { ledger: 'ACTUAL' } }],
	['different', { mark: MEANT.mark, head: { date: '2026-04-30' } }],
	['partial', { mark: MEANT.mark, lineCount: 3 }],
	['partial', { mark: MEANT.mark, stage: 'unfinished' }],
	['partial', { mark: MEANT.mark, lines: others }],
	['partial', { lines: others }],
	['partial', { mark: MEANT.mark, lines, stage: 'unfinished' }],
	['different', { mark: 'other' }],
	['different', { mark: 'other', lines }],
	['different', { mark: MEANT.mark, lineCount: 5 }],
	['different', { mark: MEANT.mark, debitTotal: '12.51' }],
	['different', { mark: MEANT.mark, lines: edited }],
	['different', { lines: [...lines, ...lines.slice(0, 1)] }],
	['different', { lines: lines.map((line) => ({ ...line, fields: { branch: 'C' } })) }],
	['unreadable', {}],
	['unreadable', { lineCount: 4, debitTotal: '12.50' }],
	['unreadable', { mark: MEANT.mark, debitTotal: '12,50' }],
	['unreadable', { lines: lines.map((line) => ({ ...line, amount: '' })) }],
])('%s: %j', (expected, parts) => {
	expect(likeness(MEANT, found(parts))).toBe(expected);
});
