import { SessionCache } from '../../../../src/core/sessions/session-cache';
import { createIntacctClient, type IntacctClient, type IntacctSession } from '../../../../src/systems/intacct';
import { IDENTITY } from './answers';
import { FakeClock, ScriptedHttp, type Step } from './scripted-http';

type Overrides = Partial<Parameters<typeof createIntacctClient>[0]>;

export interface Bench { readonly client: IntacctClient; readonly http: ScriptedHttp; readonly clock: FakeClock }

/** A client on a script; every repetition waits on a clock that moves by itself. */
export const bench = (steps: readonly Step[], overrides: Overrides = {}): Bench => {
	const http = new ScriptedHttp(...steps);
	const clock = new FakeClock();
	const client = createIntacctClient({ http, clock, sessions: new SessionCache<IntacctSession>(clock), identity: IDENTITY, random: () => 0, ...overrides });
	return { client, http, clock };
};

export const collect = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
};

/** What a call rejects with; fails when it does not. */
export const rejection = async (work: Promise<unknown>): Promise<unknown> => {
	try {
		await work;
	} catch (error) {
		return error;
	}
	throw new Error('it did not reject');
};
