/** Every order in which two runs, their requests and what disturbs them can happen. The words are those of posting-machine.ts. */
import type { Disturbance, LedgerTraits, Stored } from './model-ledger';
import { onlyJournal, Play } from './play';
import { everyOrder } from './schedule';

const MOST = 60_000;
const QUICK = { waitForEarlierRuns: false };
const JOURNAL = onlyJournal();
const LOST: readonly Disturbance[] = ['stored, then lost', 'lost, stored later', 'lost, never stored', 'partly stored, then lost'];
const DISTURBANCES: readonly Disturbance[] = ['none', ...LOST, 'refused', 'forbidden', 'declined'];

const ours = ({ ledger }: Play): Stored[] => ledger.of(JOURNAL.reference).filter(({ by }) => by !== 'somebody');

async function inEveryOrder(traits: LedgerTraits, begin: (play: Play) => void, check: (play: Play) => void): Promise<number> {
	return await everyOrder(async (chooser) => {
		const play = new Play(chooser, traits);
		begin(play);
		try {
			await play.toTheEnd();
			if (play.schedule.pruned) return;
			play.checkClaims();
			check(play);
		} catch (error) {
			throw new Error(`${play.schedule.trace.join('\n')}\n${String(error)}`, { cause: error });
		}
	}, MOST);
}

const atMostOne = (play: Play): void => expect(ours(play).length).toBeLessThanOrEqual(1);

describe('at most one, while runs exclude one another', () => {
	test.each(DISTURBANCES.flatMap((first) => DISTURBANCES.map((second) => [first, second] as const)))(
		'first create: %s, second create: %s',
		async (first, second) => {
			const two = (play: Play): void => {
				play.start({ options: QUICK });
				play.start({ options: QUICK });
			};
			expect(await inEveryOrder({ creates: [first, second], slow: true }, two, atMostOne)).toBeGreaterThan(1);
		},
		120_000,
	);

	test.each(DISTURBANCES)('stopped at any moment, a run keeps the lock until what it sent has settled (%s)', async (first) => {
		const begin = (play: Play): void => {
			play.stopSometime(play.start({ options: QUICK }));
			play.start({ options: QUICK });
		};
		expect(await inEveryOrder({ creates: [first], slow: true }, begin, atMostOne)).toBeGreaterThan(10);
	}, 120_000);
});

describe('a run whose process dies at any moment, and the next one', () => {
	const killed = (options: object) => (play: Play): void => {
		play.killSometime(play.start({ options }), () => play.start({ process: 'two', options }));
	};

	test.each(['none', ...LOST] as const)('no create before earlier runs have settled (%s)', async (first) => {
		expect(await inEveryOrder({ creates: [first], slow: true, completes: true }, killed({}), atMostOne)).toBeGreaterThan(5);
	}, 120_000);

	test('without the wait, the search misses what the dead run has sent, and there are two: the wait is needed', async () => {
		let worst = 0;
		await inEveryOrder({}, killed(QUICK), (play) => (worst = Math.max(worst, ours(play).length)));
		expect(worst).toBe(2);
	});
});

describe('two processes without a common lock', () => {
	const both = (options: object = QUICK) => (play: Play): void => {
		play.start({ process: 'one', options });
		play.start({ process: 'two', options });
	};

	const severalAreNoticed = (play: Play): void => {
		const numbers = ours(play).map(({ number }) => number).sort();
		if (numbers.length < 2) return;
		expect(numbers.length).toBe(2);
		const outcomes = play.runs.flatMap(({ report }) => report?.journals ?? []).map(({ outcome }) => outcome);
		const doubts = outcomes.filter((outcome) => outcome.kind === 'ambiguous' && outcome.doubt === 'several');
		expect(doubts.map((doubt) => (doubt.kind === 'ambiguous' ? [...doubt.numbers].sort() : []))).toContainEqual(numbers);
	};

	test.each([['none', 'none'], ...LOST.slice(0, 3).map((kind) => [kind, 'none'] as const), ['stored, then lost', 'lost, stored later']] as const)(
		'several are never unnoticed (%s, %s)',
		async (first, second) => {
			let worst = 0;
			await inEveryOrder({ creates: [first, second], slow: true }, both(), (play) => {
				worst = Math.max(worst, ours(play).length);
				severalAreNoticed(play);
			});
			expect(worst).toBe(first === 'lost, never stored' ? 1 : 2);
		},
		120_000,
	);

	test.each(['none', ...LOST.slice(0, 3)] as const)('a target with a unique field prevents the second one (%s)', async (first) => {
		await inEveryOrder({ creates: [first], unique: true, slow: true }, both(), atMostOne);
	}, 120_000);

	test('the one that sees two does not release', async () => {
		await inEveryOrder({ slow: true, releases: true }, both({ ...QUICK, release: true }), (play) => {
			severalAreNoticed(play);
			expect(ours(play).filter(({ stage }) => stage === 'released').length).toBeLessThanOrEqual(1);
		});
	}, 120_000);
});

describe('somebody else writes the same reference at any moment', () => {
	test.each([false, true])('ours is one at most, and every report is true (late shows: %s)', async (slow) => {
		const begin = (play: Play): void => {
			play.somebodyWrites(JOURNAL);
			play.start({ options: QUICK });
			play.start({ options: QUICK });
		};
		await inEveryOrder({ creates: ['none'], slow }, begin, atMostOne);
	}, 120_000);
});

describe('partial writes', () => {
	const begin = (play: Play): void => {
		play.start({ options: QUICK });
		play.start({ options: QUICK });
	};

	test('are completed where the target can, and are then whole and one', async () => {
		await inEveryOrder({ creates: ['partly stored, then lost'], completes: true, slow: true }, begin, (play) => {
			expect(ours(play)).toMatchObject([{ whole: true, lines: JOURNAL.lines }]);
			expect(play.runs.map(({ report }) => report?.journals[0]?.outcome.kind)).toEqual(['posted', 'posted']);
		});
	});

	test.each([true, false])('that are still going on are waited for, not completed and not reported (can complete: %s)', async (completes) => {
		const two = (play: Play): void => {
			play.start({ process: 'one', options: QUICK });
			play.start({ process: 'two', options: QUICK });
		};
		await inEveryOrder({ creates: ['stored in two steps'], completes, unique: true }, two, (play) => {
			expect(play.ledger.requests).not.toContain('complete');
			expect(play.runs[0]?.report?.journals.concat(play.runs[1]?.report?.journals ?? []).map(({ outcome }) => outcome.kind)).toContain('posted');
			const doubts = play.runs.flatMap(({ report }) => report?.journals ?? []).flatMap(({ outcome }) => (outcome.kind === 'ambiguous' ? outcome.doubt : []));
			expect(new Set(doubts)).not.toContain('partial');
		});
	});

	test('are reported where it cannot, and nothing is written beside them', async () => {
		await inEveryOrder({ creates: ['partly stored, then lost'], slow: true }, begin, (play) => {
			expect(ours(play)).toMatchObject([{ whole: false }]);
			expect(play.runs.map(({ report }) => report?.journals[0]?.outcome)).toMatchObject([{ doubt: 'partial' }, { doubt: 'partial' }]);
		});
	});
});

describe('release', () => {
	const RELEASES: readonly Disturbance[] = ['none', 'stored, then lost', 'lost, never stored', 'refused'];

	test.each(RELEASES.flatMap((first) => RELEASES.map((second) => [first, second] as const)))(
		'is never claimed that did not happen, and happens once (%s, %s)',
		async (first, second) => {
			const begin = (play: Play): void => {
				play.start({ options: { ...QUICK, release: true } });
				play.start({ process: 'two', options: { ...QUICK, release: true } });
			};
			await inEveryOrder({ releases: true, releasesDo: [first, second], creates: ['none'], unique: true }, begin, (play) => {
				atMostOne(play);
				for (const stored of ours(play)) expect(stored.releases).toBeLessThanOrEqual(1);
			});
		},
		120_000,
	);
});
