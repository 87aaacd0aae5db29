import type { Http } from '../../../../src/contracts';
import { createSage300Client, type Sage300Client, type Sage300ClientOptions } from '../../../../src/systems/sage300';
import { PassingClock } from '../../../doubles/passing-clock';
import { ScriptedHttp, type Step } from '../../../doubles/scripted-http';

export const PLACE = { baseUrl: 'https://erp.example.com/Sage300WebApi', company: 'samltd' } as const;
export const IDENTITY = { user: 'planner', password: 'Secret' } as const;
export const BASE = 'https://erp.example.com/Sage300WebApi/v1.0/-/SAMLTD';

export const clientOn = (http: Http, overrides: Partial<Sage300ClientOptions> = {}): Sage300Client =>
	createSage300Client({ place: PLACE, identity: IDENTITY, http, clock: new PassingClock(), random: () => 0, ...overrides });

export const scripted = (steps: readonly Step[], overrides: Partial<Sage300ClientOptions> = {}): { client: Sage300Client; http: ScriptedHttp; clock: PassingClock } => {
	const [http, clock] = [new ScriptedHttp(...steps), new PassingClock()];
	return { http, clock, client: clientOn(http, { clock, ...overrides }) };
};
