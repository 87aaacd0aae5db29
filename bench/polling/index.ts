import { setTimeout as sleep } from 'node:timers/promises';
import type { Http } from '../../src/contracts';
import { systemClock } from '../../src/core/clock';
import { ANAPLAN_LIMITS, TokenBucket, withBudget } from '../../src/core/http/budget';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { withRetry } from '../../src/core/http/retry-http';
import { anaplanJudgement, basicLoginRequest, createAnaplanClient, TokenSession, withAnaplanToken, type AnaplanClient, type TaskRef } from '../../src/systems/anaplan';
import { TARGET } from '../memory/target';
import type { Ratio } from '../run/figures';
import { startSimulator } from '../run/simulator';

const TASKS = 300;
const INTERVAL_MS = 5_000;
/** By then the 580 requests that may go at once are used up: sixty a second are wanted. */
const STEADY_FROM_MS = 14_000;
const RELEASED_AT_MS = 23_000;
/** Looks of the peer, each at all tasks at once: 1,200 requests in 15 s, of which 750 are granted at most. */
const NAIVE_ROUNDS = 4;
const DELETE_ACTION = { workspaceId: TARGET.workspaceId, modelId: TARGET.modelId, kind: 'actions' as const, actionId: '117000000011' };
const REAL_LIMIT = { capacity: 600, refillPerSecond: 10 };

interface Answer {
	readonly atMs: number;
	readonly status: number;
}

/** What really goes over the line. */
const counted = (http: Http, answers: Answer[]): Http => ({
	async send(request) {
		const atMs = performance.now();
		const response = await http.send(request);
		answers.push({ atMs, status: response.status });
		return response;
	},
});

const clock = systemClock(sleep);

const refusedIn = (answers: readonly Answer[]): number => answers.filter(({ status }) => status === 429).length;

/** A simulator of its own with its whole budget untouched, in which three hundred tasks hang. */
interface Site {
	readonly url: string;
	readonly signed: Http;
	readonly tasks: readonly TaskRef[];
	readonly letGo: () => Promise<void>;
	readonly stop: () => Promise<void>;
}

const clientOn = (url: string, http: Http): AnaplanClient => createAnaplanClient({ http, clock, apiUrl: url });

const openSite = async (): Promise<Site> => {
	const { url, stop } = await startSimulator('anaplan');
	const switches = async (values: object): Promise<void> => {
		const { ok } = await fetch(`${url}/__sim/switches`, { method: 'POST', body: JSON.stringify(values) });
		if (!ok) throw new Error(`The simulator refused ${JSON.stringify(values)}.`);
	};
	const session = new TokenSession({ http: fetchHttp(), clock, authUrl: url, login: () => basicLoginRequest(url, TARGET.user, TARGET.password) });
	const signed = withAnaplanToken(fetchHttp(), session);
	try {
		await switches({ rateLimit: null, queueMs: 0, taskMs: 1, hangTasks: true });
		const tasks: TaskRef[] = [];
		for (let at = 0; at < TASKS; at += 1) tasks.push({ ...DELETE_ACTION, taskId: (await clientOn(url, signed).startTask(DELETE_ACTION)).taskId });
		// The bucket is filled when its limit is first met, which is now.
		await switches({ rateLimit: REAL_LIMIT });
		return { url, signed, tasks, letGo: async () => await switches({ hangTasks: false }), stop };
	} catch (error) {
		await stop();
		throw error;
	}
};

/** As one polls who does not count: every five seconds, from a full budget as ours. */
const refusedWithoutBudget = async (): Promise<{ refused: number; looks: number }> => {
	const { url, signed, tasks, stop } = await openSite();
	try {
		const answers: Answer[] = [];
		const client = clientOn(url, counted(signed, answers));
		const beganAt = performance.now();
		for (let round = 0; round < NAIVE_ROUNDS; round += 1) {
			await sleep(Math.max(0, beganAt + round * INTERVAL_MS - performance.now()));
			await Promise.all(tasks.map(async (task) => await client.getTask(task).catch(() => undefined)));
		}
		return { refused: refusedIn(answers), looks: answers.length };
	} finally {
		await stop();
	}
};

interface Polled {
	readonly refused: number;
	readonly looks: number;
	readonly steadyLooks: number;
	readonly steadySeconds: number;
	/** From when the tasks were let go. */
	readonly lastSeenSeconds: number;
}

const polled = async (): Promise<Polled> => {
	const { url, signed, tasks, letGo, stop } = await openSite();
	try {
		const answers: Answer[] = [];
		const budgeted = withBudget(counted(signed, answers), new TokenBucket(clock, ANAPLAN_LIMITS), 'bench');
		const client = clientOn(url, withRetry(budgeted, { clock, isTransient: anaplanJudgement }));
		const beganAt = performance.now();
		const waits = Promise.all(tasks.map(async (task) => await client.waitForTask(task, { deadlineMs: 300_000, intervalMs: INTERVAL_MS })));
		await sleep(RELEASED_AT_MS);
		const letGoAt = performance.now();
		const steadyLooks = answers.filter(({ atMs }) => atMs - beganAt >= STEADY_FROM_MS).length;
		await letGo();
		if ((await waits).some(({ state }) => state !== 'COMPLETE')) throw new Error('A task has not ended.');
		return {
			refused: refusedIn(answers), looks: answers.length, steadyLooks, steadySeconds: (letGoAt - beganAt - STEADY_FROM_MS) / 1000,
			lastSeenSeconds: (performance.now() - letGoAt) / 1000,
		};
	} finally {
		await stop();
	}
};

/** Three hundred tasks that are waited for at once by one process, against Anaplan's real limit of requests. */
export async function measurePolling(say: (line: string) => void): Promise<Ratio[]> {
	const theirs = await refusedWithoutBudget();
	const ours = await polled();
	say(`without a budget ${theirs.refused} of ${theirs.looks} looks at ${TASKS} tasks refused; ours ${ours.refused} of ${ours.looks}`);
	return [
		{
			what: `refusals (429) while ${TASKS} tasks are waited for`, peer: `looks every ${INTERVAL_MS / 1000} s without a budget, ${NAIVE_ROUNDS} rounds`,
			ours: ours.refused, theirs: theirs.refused, unit: 'answers', atMost: 0,
		},
		{
			what: 'requests in steady state', peer: 'the tenant\'s budget in that time',
			ours: ours.steadyLooks, theirs: REAL_LIMIT.refillPerSecond * ours.steadySeconds, unit: 'requests', atMost: 1.02,
		},
		{
			what: 'time until the last end is seen', peer: 'one look at each task at the pace of the budget',
			ours: ours.lastSeenSeconds, theirs: TASKS / REAL_LIMIT.refillPerSecond, unit: 's', atMost: 2,
		},
	];
}
