import type { Http } from '../../../../src/contracts';
import { createSage300Client, type Sage300Client, type Sage300ClientOptions } from '../../../../src/systems/sage300';
import { FakeClock, ScriptedHttp, type Step } from './scripted-http';

export const PLACE = { baseUrl: 'https://erp.example.com/Sage300WebApi', company: 'samltd' } as const;
export const IDENTITY = { user: 'planner', password: 'Secret' } as const;
export const BASE = 'https://erp.example.com/Sage300WebApi/v1.0/-/SAMLTD';

export const clientOn = (http: Http, overrides: Partial<Sage300ClientOptions> = {}): Sage300Client =>
	createSage300Client({ place: PLACE, identity: IDENTITY, http, clock: new FakeClock(), random: () => 0, ...overrides });

export const scripted = (steps: readonly Step[], overrides: Partial<Sage300ClientOptions> = {}): { client: Sage300Client; http: ScriptedHttp; clock: FakeClock } => {
	const [http, clock] = [new ScriptedHttp(...steps), new FakeClock()];
	return { http, clock, client: clientOn(http, { clock, ...overrides }) };
};

export const collect = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const page of pages) {
		expect(page.length).toBeGreaterThan(0);
		all.push(...page);
	}
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
