/** What announcing is for: no wait where nobody was about to create the same, and none too few. The words are those of intents.ts. */
import { FatalError } from '../../../src/core/errors';
import type { IntentsTraits } from './model-intents';
import type { Disturbance, Stored } from './model-ledger';
import { journalsOf, onlyJournal, Play } from './play';
import { RULES, TWO_MONTHS } from './samples';
import { everyOrder } from './schedule';

const JOURNAL = onlyJournal();
const LOST: readonly Disturbance[] = ['stored, then lost', 'lost, stored later', 'lost, never stored'];
const MOST = 60_000;

const ours = ({ ledger }: Play): Stored[] => ledger.of(JOURNAL.reference);

async function inEveryOrder(
	intents: IntentsTraits, creates: readonly Disturbance[], begin: (play: Play) => void, check: (play: Play) => void, slow = true,
): Promise<number> {
	return await everyOrder(async (chooser) => {
		const play = new Play(chooser, { creates, slow }, intents);
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

async function mostStored(intents: IntentsTraits, creates: readonly Disturbance[], begin: (play: Play) => void): Promise<number> {
	let worst = 0;
	await inEveryOrder(intents, creates, begin, (play) => (worst = Math.max(worst, ours(play).length)));
	return worst;
}

describe('one run after the other', () => {
	test('announces what it is about to create, all of it at once and before the first create, and waits for nobody', async () => {
		const play = new Play(undefined, {}, {});
		const report = await play.one({ rows: TWO_MONTHS });
		expect(report.journals.map(({ outcome }) => outcome.kind)).toEqual(['posted', 'posted']);
		expect(play.schedule.nowMs).toBe(0);
		expect(play.schedule.trace.map((line) => line.replace('run 1: ', ''))).toEqual([
			'find', 'announce', 'find', 'create (none)', 'find', 'find', 'create (none)', 'find',
		]);
	});

	test('told of an earlier announcement it waits settleMs from its own announcement on, looks again, and then creates', async () => {
		const play = new Play(undefined, {}, {});
		const dead = play.intents?.port('dead').announce(journalsOf(TWO_MONTHS).slice(0, 1).map(({ reference }) => reference));
		await play.schedule.step();
		await dead;
		const report = await play.one({ rows: TWO_MONTHS });
		expect(report.journals.map(({ outcome }) => outcome.kind)).toEqual(['posted', 'posted']);
		expect(play.schedule.nowMs).toBe(RULES.settleMs);
		expect(play.schedule.trace.slice(1, 6)).toEqual(['run 1: find', 'run 1: announce', `run 1: pause ${RULES.settleMs}`, 'run 1: find', 'run 1: create (none)']);
	});

	test.each([{ dryRun: true }, {}])('nothing to create, nothing announced (%j)', async (options) => {
		const play = new Play(undefined, {}, {});
		if (options.dryRun !== true) play.ledger.store(JOURNAL, 'before');
		await play.one({ options });
		expect(play.schedule.trace).toEqual(['run 1: find']);
	});

	test('announces for the sake of later runs even if it shall not wait itself', async () => {
		const play = new Play(undefined, {}, {});
		await play.one({ options: { waitForEarlierRuns: false } });
		expect(play.schedule.trace).toContain('run 1: announce');
	});

	test('if announcing fails it waits, as it would without intents, and posts', async () => {
		const play = new Play(undefined, {}, { failures: ['not kept'] });
		const { journals } = await play.one();
		expect([journals[0]?.outcome.kind, play.schedule.nowMs]).toEqual(['posted', RULES.settleMs]);
	});

	test('stopped while it waits, it has sent nothing', async () => {
		const play = new Play(undefined, {}, { failures: ['kept'] });
		const run = play.start();
		await play.schedule.step();
		await play.schedule.step();
		run.stop();
		await play.toTheEnd();
		expect(run.report?.journals[0]?.outcome).toMatchObject({ kind: 'unsent' });
		expect(run.report?.stoppedBy).not.toBeInstanceOf(FatalError);
		expect(ours(play)).toEqual([]);
	});
});

describe('a run whose process dies at any moment, and the next one', () => {
	const killed = (play: Play): void => play.killSometime(play.start(), () => play.start({ process: 'two' }));

	test.each([false, true])('no create before earlier runs have settled (intents in two steps: %s)', async (inTwoSteps) => {
		for (const first of ['none', ...LOST] as const) expect(await mostStored({ inTwoSteps }, [first], killed)).toBe(1);
	}, 60_000);

	test('also where the second one has begun before the first one died, if it announced after that', async () => {
		const orders = await inEveryOrder({}, ['none'], (play) => {
			play.killSometime(play.start(), () => undefined);
			play.start({ process: 'two' });
		}, (play) => {
			const { trace } = play.schedule;
			const died = trace.indexOf('server: kill run 1');
			if (died >= 0 && died < trace.indexOf('run 2: announce')) expect(ours(play).length).toBeLessThanOrEqual(1);
		}, false);
		expect(orders).toBeGreaterThan(10);
	}, 60_000);

	test('that cannot announce waits instead', async () => {
		expect(await mostStored({ failures: ['none', 'not kept'] }, ['none'], killed)).toBe(1);
	}, 60_000);

	test.each<[string, IntentsTraits]>([
		['a lost store', { forgets: true }],
		['an announcement that was not kept', { failures: ['not kept'] }],
	])('%s is as bad as not to wait: there are two', async (_name, intents) => {
		expect(await mostStored(intents, ['none'], killed)).toBe(2);
	}, 60_000);
});

describe('two processes without a common lock that share the intents', () => {
	const both = (play: Play): void => {
		play.start({ process: 'one' });
		play.start({ process: 'two' });
	};

	test.each([false, true])('several are never unnoticed (intents in two steps: %s)', async (inTwoSteps) => {
		const orders = await inEveryOrder({ inTwoSteps }, ['none', 'stored, then lost'], both, (play) => {
			const numbers = ours(play).map(({ number }) => number).sort();
			if (numbers.length < 2) return;
			const doubts = play.runs.flatMap(({ report }) => report?.journals ?? [])
				.flatMap(({ outcome }) => (outcome.kind === 'ambiguous' && outcome.doubt === 'several' ? [[...outcome.numbers].sort()] : []));
			expect(doubts).toContainEqual(numbers);
		});
		expect(orders).toBeGreaterThan(10);
	}, 60_000);

	test('the one that is told finds what the faster one has created, unless that lingers longer than settleMs', async () => {
		const play = new Play(undefined, {}, {});
		both(play);
		await play.toTheEnd();
		expect(ours(play)).toHaveLength(1);
		expect(play.runs.map(({ report }) => report?.journals[0]?.outcome)).toMatchObject([{ kind: 'posted', evidence: 'answered' }, { kind: 'posted', evidence: 'found' }]);
	});
});

test('two runs of one process: one creates, the other one finds it', async () => {
	for (const first of ['none', ...LOST] as const) {
		await inEveryOrder({}, [first], (play) => {
			play.start();
			play.start();
		}, (play) => expect(ours(play).length).toBeLessThanOrEqual(1));
	}
}, 60_000);
