import type { Http } from '../../../../src/contracts';
import { createAcumaticaClient, type AcumaticaClient, type AcumaticaClientOptions } from '../../../../src/systems/acumatica';
import { PassingClock } from '../../../doubles/passing-clock';
import { ScriptedHttp, type Step } from '../../../doubles/scripted-http';

export const SITE = 'https://erp.example.com/site';
export const PLACE = { siteUrl: SITE, tenant: 'HarborMills', endpoint: 'Default', version: '24.200.001' } as const;

export const clientOn = (http: Http, overrides: Partial<AcumaticaClientOptions> = {}): AcumaticaClient =>
	createAcumaticaClient({ ...PLACE, http, clock: new PassingClock(), random: () => 0, ...overrides });

export const scripted = (steps: readonly Step[], overrides: Partial<AcumaticaClientOptions> = {}): { client: AcumaticaClient; http: ScriptedHttp; clock: PassingClock } => {
	const [http, clock] = [new ScriptedHttp(...steps), new PassingClock()];
	return { http, clock, client: clientOn(http, { clock, ...overrides }) };
};
