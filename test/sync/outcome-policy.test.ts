import fc from 'fast-check';
import { mayMove, SAFE_POLICY, type LoadOutcome, type OutcomePolicy } from '../../src/sync/outcome-policy';

const counts = { sent: 10, created: 4, updated: 6, ignored: 0, rejected: 0 };
const clean: LoadOutcome = { status: 'success', counts, rejectedBeforeLoad: 0, unlistedRejections: false };
const move: OutcomePolicy = { rejected: 'move', ignored: 'hold' };
const open: OutcomePolicy = { rejected: 'move', ignored: 'confirm' };

describe('may the cursor move', () => {
	test.each<[string, Partial<LoadOutcome>, OutcomePolicy, boolean, RegExp]>([
		['every row is in the target', {}, SAFE_POLICY, true, /every row/],
		['an empty load', { counts: { sent: 0 } }, SAFE_POLICY, true, /every row/],
		['success without counts', { counts: {} }, SAFE_POLICY, true, /every row/],
		['a failed load', { status: 'failed' }, SAFE_POLICY, false, /failed/],
		['a failed load, whatever the policy', { status: 'failed' }, open, false, /failed/],
		['rows rejected by the target', { status: 'warning', counts: { sent: 10, rejected: 2 } }, SAFE_POLICY, false, /2 row\(s\) were rejected by the/],
		['rows rejected by the target, handled', { status: 'warning', counts: { sent: 10, rejected: 2 } }, move, true, /2 rejected by the target/],
		['rows rejected by the mapping', { rejectedBeforeLoad: 3, unlistedRejections: false }, SAFE_POLICY, false, /3 row\(s\) were rejected by the mapping/],
		['rows rejected by the mapping, handled', { rejectedBeforeLoad: 3, unlistedRejections: false }, move, true, /3 rejected by the mapping/],
		['ignored rows', { status: 'warning', counts: { ignored: 5 } }, SAFE_POLICY, false, /5 row\(s\) were ignored/],
		['ignored rows, with rejected ones handled', { status: 'warning', counts: { ignored: 5 } }, move, false, /5 row\(s\) were ignored/],
		['ignored rows that count as done', { status: 'warning', counts: { ignored: 5 } }, open, true, /5 ignored/],
		['a warning that no count explains', { status: 'warning' }, move, false, /no count explains/],
		['a warning that no count explains, accepted', { status: 'warning' }, open, true, /every row/],
		['rows loaded with a warning', { status: 'warning', counts: { sent: 10, warned: 2 } }, SAFE_POLICY, true, /every row/],
	])('%s', (_name, changes, policy, expected, because) => {
		const decision = mayMove({ ...clean, ...changes }, policy);
		expect(decision.move).toBe(expected);
		expect(decision.because).toMatch(because);
	});

	test('the safe policy is the default', () => {
		expect(mayMove({ ...clean, rejectedBeforeLoad: 1, unlistedRejections: false }).move).toBe(false);
	});

	test('a worse outcome or a stricter policy never moves where a better one holds', () => {
		const count = fc.option(fc.nat(2), { nil: undefined });
		const outcome = fc.record({
			status: fc.constantFrom('success' as const, 'warning' as const, 'failed' as const),
			counts: fc.record({ sent: count, warned: count, ignored: count, rejected: count }),
			rejectedBeforeLoad: fc.nat(2),
			unlistedRejections: fc.boolean(),
		});
		const policy = fc.record({
			rejected: fc.constantFrom('hold' as const, 'move' as const),
			ignored: fc.constantFrom('hold' as const, 'confirm' as const),
		});
		fc.assert(
			fc.property(outcome, policy, (given, set) => {
				const moved = mayMove(given, set).move;
				if (!moved) expect(mayMove(given, SAFE_POLICY).move).toBe(false);
				const worse = { ...given, rejectedBeforeLoad: given.rejectedBeforeLoad + 1 };
				if (!moved) expect(mayMove(worse, set).move).toBe(false);
				if (given.status === 'failed') expect(moved).toBe(false);
			}),
		);
	});

	test('rejected rows that nobody can list hold the cursor under every policy', () => {
		const outcome = { status: 'warning' as const, counts: { rejected: 8 }, rejectedBeforeLoad: 0, unlistedRejections: true };
		for (const rejected of ['hold', 'move'] as const) {
			for (const ignored of ['hold', 'confirm'] as const) expect(mayMove(outcome, { rejected, ignored }).move).toBe(false);
		}
	});
});
