import type { Http } from '../../../../src/contracts';
import { createAcumaticaClient, type AcumaticaClient, type AcumaticaClientOptions } from '../../../../src/systems/acumatica';
import { FakeClock, ScriptedHttp, type Step } from './scripted-http';

export const SITE = 'https://erp.example.com/site';
export const PLACE = { siteUrl: SITE, tenant: 'HarborMills', endpoint: 'Default', version: '24.200.001' } as const;

export const clientOn = (http: Http, overrides: Partial<AcumaticaClientOptions> = {}): AcumaticaClient =>
	createAcumaticaClient({ ...PLACE, http, clock: new FakeClock(), random: () => 0, ...overrides });

export const scripted = (steps: readonly Step[], overrides: Partial<AcumaticaClientOptions> = {}): { client: AcumaticaClient; http: ScriptedHttp; clock: FakeClock } => {
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
