import { KeptByOwner } from '../../nodes/shared/context/kept-by-owner';

describe('what one identity has read lately', () => {
	let nowMs = 0;
	const keeper = () => new KeptByOwner<object>({ now: () => nowMs }, () => ({}), { keptMs: 1_000, mostOwners: 2 });
	beforeEach(() => (nowMs = 0));

	it('is kept for a while, and shown to no other', () => {
		const kept = keeper();
		const mine = kept.of(['site', 'me']);
		expect(kept.of(['site', 'me'])).toBe(mine);
		expect([kept.of(['site', 'you']) === mine, kept.of(['sit', 'eme']) === mine]).toEqual([false, false]);
	});

	it('is read anew after its time, which does not begin again with each look', () => {
		const kept = keeper();
		const mine = kept.of(['me']);
		nowMs = 999;
		expect(kept.of(['me'])).toBe(mine);
		nowMs = 1_000;
		expect(kept.of(['me'])).not.toBe(mine);
	});

	it('goes when others come, the longest kept first', () => {
		const kept = keeper();
		const [first, second] = [kept.of(['1']), kept.of(['2'])];
		kept.of(['3']);
		expect(kept.of(['2'])).toBe(second);
		expect(kept.of(['1'])).not.toBe(first);
	});
});
