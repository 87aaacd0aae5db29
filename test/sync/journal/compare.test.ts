import type { FoundJournal, Journal } from '../../../src/contracts';
import { likeness } from '../../../src/sync/journal/compare';
import { onlyJournal } from './play';
import { pair } from './samples';

const MEANT: Journal = onlyJournal([...pair('a', '10.00', { branch: 'A' }), ...pair('b', '2.50', { branch: 'B' })]);
const found = (parts: Partial<FoundJournal>): FoundJournal => ({ reference: MEANT.reference, number: 'N1', stage: 'entered', status: 'Balanced', ...parts });
const lines = MEANT.lines.map(({ account, amount, fields }) => ({ account, amount, fields }));
const [first, ...others] = lines;
const edited = [{ account: '6000', fields: {}, ...first, amount: '11.00' }, ...others];

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
