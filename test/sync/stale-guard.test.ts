import fc from 'fast-check';
import { FatalError } from '../../src/core/errors';
import { guardAgainstStale, latestEnd } from '../../src/sync/stale-guard';
import { at } from './model-source';

/** The durable register: keeps the highest value seen, answers whether a value is higher, and nothing else. */
function register() {
	let highest: number | undefined;
	const probes: number[] = [];
	const isNewHighest = (value: number): Promise<boolean> => {
		probes.push(value);
		const higher = highest === undefined || value > highest;
		if (higher) highest = value;
		return Promise.resolve(higher);
	};
	return { isNewHighest, probes };
}

describe('the stale-replay guard', () => {
	test('a first batch and every newer one are fresh on the first probe', async () => {
		const { isNewHighest, probes } = register();
		for (const second of [10, 11, 500]) {
			expect(await guardAgainstStale(at(second), isNewHighest)).toMatchObject({ verdict: 'fresh', attempt: 1 });
		}
		expect(probes).toHaveLength(3);
	});

	test('a retry of an old execution is stale once a newer batch was loaded, and stays so', async () => {
		const { isNewHighest } = register();
		await guardAgainstStale(at(10), isNewHighest);
		await guardAgainstStale(at(11), isNewHighest);
		for (let retry = 0; retry < 50; retry++) {
			const verdict = await guardAgainstStale(at(10), isNewHighest);
			expect(verdict).toMatchObject({ verdict: 'stale', attempt: 0 });
			expect(verdict.said).toContain(at(10));
		}
		expect(await guardAgainstStale(at(11), isNewHighest)).toMatchObject({ verdict: 'fresh', attempt: 2 });
	});

	test('21 attempts of the same batch are let through, the 22nd is used up in its own words', async () => {
		const { isNewHighest } = register();
		for (let attempt = 1; attempt <= 21; attempt++) {
			expect(await guardAgainstStale(at(10), isNewHighest)).toMatchObject({ verdict: 'fresh', attempt });
		}
		for (let refusal = 1; refusal <= 20; refusal++) {
			const verdict = await guardAgainstStale(at(10), isNewHighest);
			expect(verdict).toMatchObject({ verdict: 'used up', said: expect.stringContaining('21 times') });
		}
		expect((await guardAgainstStale(at(10), isNewHighest)).verdict).toBe('stale');
		expect((await guardAgainstStale(at(11), isNewHighest)).verdict).toBe('fresh');
	});

	test('in any sequence: fresh exactly when no newer batch was let through and attempts are left', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 80, size: 'max' }), async (seconds) => {
				const { isNewHighest } = register();
				const attempts = new Map<number, number>();
				let newest = -1;
				for (const second of seconds) {
					const used = attempts.get(second) ?? 0;
					const expected = second < newest || used >= 41 ? 'stale' : used >= 21 ? 'used up' : 'fresh';
					expect((await guardAgainstStale(at(second), isNewHighest)).verdict).toBe(expected);
					if (expected === 'stale') continue;
					attempts.set(second, used + 1);
					newest = second;
				}
			}),
		);
	});

	test('values stay exact until 2106', async () => {
		const { isNewHighest, probes } = register();
		for (let attempt = 0; attempt < 42; attempt++) await guardAgainstStale('2106-02-07T06:28:15Z', isNewHighest);
		expect(probes.every((value) => Number.isSafeInteger(value))).toBe(true);
	});

	test.each(['2106-02-07T06:28:16Z', '1969-12-31T23:59:59Z', 'yesterday', ''])('"%s" is refused', async (to) => {
		const { isNewHighest, probes } = register();
		await expect(guardAgainstStale(to, isNewHighest)).rejects.toThrow(FatalError);
		expect(probes).toEqual([]);
	});

	test('a run with several batches is guarded by the latest end', () => {
		expect(latestEnd([{ to: at(5) }, { to: at(9) }, { to: at(7) }])).toBe(at(9));
		expect(latestEnd([])).toBeUndefined();
	});

	it('goes by when it was read where the end of a batch is a place and no time', () => {
		const place = '0796-08-27T05:20:07Z';
		expect(latestEnd([{ to: place, readAt: at(5) }])).toBe(at(5));
		expect(latestEnd([{ to: place, readAt: at(5) }, { to: at(9) }])).toBe(at(9));
	});
});
