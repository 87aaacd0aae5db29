/**
 * Longer histories than interleavings.test.ts can go through one by one: several runs with changing contents, requests that fail in every
 * way, processes that die and come back, executions that are stopped, and somebody else at the same ledger.
 */
import fc from 'fast-check';
import type { Disturbance, LedgerTraits } from './model-ledger';
import { journalsOf, Play, type Run } from './play';
import { MARCH, pair, TWO_MONTHS } from './samples';
import type { Chooser } from './schedule';

const CONTENTS = [MARCH, TWO_MONTHS, pair('march', '11.00'), [...MARCH, ...pair('bonus', '1.25')], [...TWO_MONTHS].reverse()];

const disturbance = fc.constantFrom<Disturbance>(
	'none', 'none', 'stored, then lost', 'lost, stored later', 'lost, never stored', 'partly stored, then lost',
	'stored in two steps', 'refused', 'forbidden', 'declined',
);
const traits: fc.Arbitrary<LedgerTraits> = fc.record({
	unique: fc.boolean(),
	slow: fc.boolean(),
	completes: fc.boolean(),
	releases: fc.constant(true),
	tellsLines: fc.boolean(),
	creates: fc.array(disturbance, { maxLength: 5 }),
	releasesDo: fc.array(fc.constantFrom<Disturbance>('none', 'stored, then lost', 'lost, never stored', 'refused'), { maxLength: 4 }),
	failingFinds: fc.array(fc.integer({ min: 0, max: 4 }).map((n) => n === 0), { maxLength: 20 }),
});
const run = fc.record({
	content: fc.nat(CONTENTS.length - 1),
	release: fc.boolean(),
	later: fc.boolean(),
	process: fc.nat(1),
	dies: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
	stopped: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
});
type RunPlan = typeof run extends fc.Arbitrary<infer T> ? T : never;

const order = fc.array(fc.nat(9_999), { minLength: 1, maxLength: 80 }).map((numbers) => (): Chooser => {
	let at = 0;
	return { choose: (options) => (numbers[at++ % numbers.length] ?? 0) % options, isKnown: () => false };
});

interface History {
	readonly traits: LedgerTraits;
	readonly runs: readonly RunPlan[];
	readonly order: () => Chooser;
	readonly somebody: boolean;
	/** A store of intents that all processes share. */
	readonly intents: boolean;
}

const history: fc.Arbitrary<History> = fc.record({
	traits,
	runs: fc.array(run, { minLength: 1, maxLength: 4 }),
	order,
	somebody: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
	intents: fc.boolean(),
});

async function play({ traits: ledger, runs, order: chooser, somebody, intents }: History, processes: 1 | 2): Promise<Play> {
	const world = new Play(chooser(), ledger, intents ? {} : undefined);
	const begin = (plan: RunPlan): Run => {
		const started = world.start({
			process: `process ${plan.process % processes}`, rows: CONTENTS[plan.content] ?? MARCH, options: { release: plan.release },
		});
		if (plan.stopped) world.stopSometime(started);
		return started;
	};
	const beginAndDie = (plan: RunPlan): void => {
		const started = begin(plan);
		if (plan.dies) world.killSometime(started, () => begin({ ...plan, stopped: false }));
	};
	for (const plan of runs) {
		if (plan.later) world.schedule.later('start a run', undefined, () => beginAndDie(plan));
		else beginAndDie(plan);
	}
	if (somebody) journalsOf().forEach((journal) => world.somebodyWrites(journal));
	await world.toTheEnd();
	world.checkClaims();
	return world;
}

const mostOfOurs = (world: Play): number => {
	const counts = new Map<string, number>();
	for (const { by, reference } of world.ledger.history) {
		if (by !== 'somebody') counts.set(reference, (counts.get(reference) ?? 0) + 1);
	}
	return Math.max(0, ...counts.values());
};

test('at most one per reference while one process at a time runs, and every report is true', async () => {
	await fc.assert(fc.asyncProperty(history, async (one) => {
		expect(mostOfOurs(await play(one, 1))).toBeLessThanOrEqual(1);
	}), { numRuns: 1_500 });
}, 120_000);

test('at most one per reference on a target with a unique field, whatever the processes', async () => {
	await fc.assert(fc.asyncProperty(history, async (one) => {
		const world = await play({ ...one, somebody: false, traits: { ...one.traits, unique: true } }, 2);
		expect(mostOfOurs(world)).toBeLessThanOrEqual(1);
	}), { numRuns: 700 });
}, 120_000);

test('every report is true even when two processes race and somebody else writes', async () => {
	await fc.assert(fc.asyncProperty(history, async (one) => {
		await play(one, 2);
	}), { numRuns: 700 });
}, 120_000);

test('once all is quiet, one more run posts what is missing, or says why a person has to look', async () => {
	await fc.assert(fc.asyncProperty(history, async (one) => {
		const world = await play({ ...one, somebody: false, runs: one.runs.map((plan) => ({ ...plan, content: 0 })) }, 1);
		world.ledger.calm = true;
		const last = world.start({ process: 'process 0' });
		await world.toTheEnd();
		const stranded = one.traits.completes !== true && world.ledger.history.some(({ whole }) => !whole);
		expect(last.report?.journals.map(({ outcome }) => outcome.kind)).toEqual([stranded ? 'ambiguous' : 'posted']);
		expect(mostOfOurs(world)).toBe(1);
	}), { numRuns: 300 });
}, 120_000);
