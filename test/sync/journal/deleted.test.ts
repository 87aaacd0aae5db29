import type { FoundJournal, Journal } from '../../../src/contracts';
import { countingAmong, passedOverWords } from '../../../src/sync/journal/deleted';
import { onlyJournal } from './play';
import { pair } from './samples';

const MEANT: Journal = onlyJournal([...pair('a', '10.00'), ...pair('b', '2.50')]);
const lines = MEANT.lines.map(({ account, amount, fields }) => ({ account, amount, fields }));
const deleted = (parts: Partial<FoundJournal> = {}): FoundJournal =>
	({ reference: MEANT.reference, number: '000491', stage: 'withdrawn', status: 'Deleted', isDeleted: true, mark: MEANT.mark, lines, ...parts });
const counts = (found: FoundJournal, deletedAgain: readonly string[] = [], created?: string): boolean =>
	countingAmong(MEANT, [found], { rules: {}, deletedAgain }, created).length === 1;

describe('a deleted part was never the journal', () => {
	it.each([1, 2, 3])('the first %i of four lines do not count, and that is said', (number) => {
		const part = deleted({ lines: lines.slice(0, number) });
		expect(counts(part)).toBe(false);
		expect(passedOverWords(MEANT, [part], { rules: {} })).toEqual([expect.stringContaining(`000491 carries the reference, is deleted and has ${number} of 4 lines`)]);
	});

	it('beside one that stands, that one alone counts', () => {
		const standing: FoundJournal = { reference: MEANT.reference, number: '000492', stage: 'entered', status: 'Open', mark: MEANT.mark, lines };
		expect(countingAmong(MEANT, [deleted({ lines: lines.slice(0, 1) }), standing], { rules: {} })).toEqual([standing]);
	});

	it('one that this run has made counts, whatever became of it', () => {
		expect(counts(deleted({ lines: lines.slice(0, 1) }), [], '000491')).toBe(true);
	});
});

describe('in doubt it is withdrawn', () => {
	it.each<[string, Partial<FoundJournal>]>([
		['all lines', {}], ['no lines', { lines: [] }], ['lines that are not told', { lines: undefined }], ['lines from the middle', { lines: lines.slice(1, 3) }],
		['another amount', { lines: [{ account: '6000', fields: {}, ...lines[0], amount: '11.00' }] }], ['no mark', { mark: undefined, lines: lines.slice(0, 1) }],
		['another mark', { mark: 'x', lines: lines.slice(0, 1) }],
	])('%s: it counts until its number is named', (_what, parts) => {
		expect([counts(deleted(parts)), counts(deleted(parts), ['492']), counts(deleted(parts), ['491']), counts(deleted(parts), ['000491'])]).toEqual([true, true, false, false]);
	});

	it.each<[string, Partial<FoundJournal>]>([
		['voided or reversed', { isDeleted: undefined }], ['open', { stage: 'entered' }], ['posted', { stage: 'released', isDeleted: undefined }],
	])('one that is %s counts, named or not', (_what, parts) => {
		expect([counts(deleted({ ...parts, lines: lines.slice(0, 1) })), counts(deleted(parts), ['491'])]).toEqual([true, true]);
	});
});
