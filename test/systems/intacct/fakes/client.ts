import { SessionCache } from '../../../../src/core/sessions/session-cache';
import { createIntacctClient, type IntacctClient, type IntacctSession } from '../../../../src/systems/intacct';
import { PassingClock } from '../../../doubles/passing-clock';
import { IDENTITY } from './answers';
import { GatewayHttp, type Step } from './gateway-http';

type Overrides = Partial<Parameters<typeof createIntacctClient>[0]>;

export interface Bench { readonly client: IntacctClient; readonly http: GatewayHttp; readonly clock: PassingClock }

/** A client on a script; every repetition waits on a clock that moves by itself. */
export const bench = (steps: readonly Step[], overrides: Overrides = {}): Bench => {
	const http = new GatewayHttp(...steps);
	const clock = new PassingClock();
	const client = createIntacctClient({ http, clock, sessions: new SessionCache<IntacctSession>(clock), identity: IDENTITY, random: () => 0, ...overrides });
	return { client, http, clock };
};
