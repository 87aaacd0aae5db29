/** The look before anything is created: the list first, then what counts although it has left the list. */
import type { FoundJournal, Journal } from '../../../src/contracts';
import { lookBeforeCreating } from '../../../src/sync/journal/looking';

const journal = (reference: string): Journal => ({
	reference, mark: 'M', title: '', part: 1, head: {}, lines: [{ key: null, account: '1', amount: '1.00', debit: '1.00', credit: '0.00', description: '', fields: {} }],
});
const shown = (reference: string, more: Partial<FoundJournal> = {}): FoundJournal => ({ reference, number: `n${reference}`, stage: 'entered', status: 'Open', ...more });

const lookAt = async (listed: readonly FoundJournal[], counted: readonly FoundJournal[], deletedAgain: readonly string[] = []) => {
	const asked: string[][] = [];
	const target = {
		find: async (references: readonly string[]) => {
			asked.push(['list', ...references]);
			return listed;
		},
		findCounted: async (journals: readonly Journal[]) => {
			asked.push(['ledger', ...journals.map(({ reference }) => reference)]);
			return counted;
		},
	};
	return { found: await lookBeforeCreating([journal('A'), journal('B')], target, { rules: {}, deletedAgain }), asked };
};

it('asks for what counts after the list, and only of journals that the list does not show', async () => {
	const counted = shown('B', { stage: 'released' });
	expect(await lookAt([shown('A')], [counted])).toEqual({ found: [shown('A'), counted], asked: [['list', 'A', 'B'], ['ledger', 'B']] });
	expect((await lookAt([shown('A'), shown('B')], [])).asked).toEqual([['list', 'A', 'B']]);
});

it('asks for a journal of which the list shows nothing but what is passed over', async () => {
	const deleted = shown('A', { stage: 'withdrawn', isDeleted: true });
	expect((await lookAt([deleted, shown('B')], [], ['nA'])).asked).toEqual([['list', 'A', 'B'], ['ledger', 'A']]);
	expect((await lookAt([deleted, shown('B')], [])).asked).toEqual([['list', 'A', 'B']]);
});

it('is content with the list of a target that loses none', async () => {
	expect(await lookBeforeCreating([journal('A')], { find: async () => [] }, { rules: {} })).toEqual([]);
});
