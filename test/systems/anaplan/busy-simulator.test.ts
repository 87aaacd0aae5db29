import { startAnaplan } from '../../../simulators/anaplan';
import type { RunningSimulator } from '../../../simulators/harness/server';
import type { Clock } from '../../../src/contracts';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { fetchHttp } from '../../../src/core/http/fetch-http';
import { withRetry } from '../../../src/core/http/retry-http';
import { TokenSession, anaplanJudgement, basicLoginRequest, createAnaplanClient, whenModelBusy, withAnaplanToken, type AnaplanClient } from '../../../src/systems/anaplan';
import { REF, failureOf } from './fake-anaplan';

/** Real time, but every pause is cut to a moment: only the simulator's busy time is waited for. */
const clock: Clock = { now: () => Date.now(), sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50))) };

describe('a busy model of the simulator', () => {
	let anaplan: RunningSimulator;
	const control = async (route: string, body: object): Promise<void> => {
		const { ok } = await fetch(`${anaplan.url}/__sim/${route}`, { method: 'POST', body: JSON.stringify(body) });
		expect(ok).toBe(true);
	};
	const clientWith = (patienceMs: number, waits: string[] = []): AnaplanClient => {
		const session = new TokenSession({ http: fetchHttp(), clock, authUrl: anaplan.url, login: () => basicLoginRequest(anaplan.url, 'integration@example.com', 'anaplan-password') });
		const patient = whenModelBusy(withAnaplanToken(fetchHttp(), session), { clock, patienceMs, onBusy: ({ said }) => waits.push(said) });
		// A call that hangs counts as lost soon, as behind a proxy that cuts idle connections.
		return createAnaplanClient({ http: withRetry(patient, { clock, isTransient: anaplanJudgement }), clock, apiUrl: anaplan.url, timeouts: { modelMs: 150 } });
	};
	const asked = async (path: string): Promise<number> => {
		const history = (await (await fetch(`${anaplan.url}/__sim/history`)).json()) as ReadonlyArray<{ kind: string; method?: string; path?: string }>;
		return history.filter((entry) => entry.kind === 'request' && entry.path?.endsWith(path)).length;
	};

	beforeEach(async () => {
		anaplan = await startAnaplan({ switches: { rateLimit: null } });
	});
	afterEach(async () => await anaplan.close());

	it('is waited for with looks at its status, and the call is sent again once, when it is free', async () => {
		const waits: string[] = [];
		const client = clientWith(60_000, waits);
		await control('busy', { ms: 900 });
		expect((await client.metadata.imports(REF)).length).toBeGreaterThan(0);
		expect(waits).toEqual(['the model is busy: Processing ..., 0 %']);
		expect(await asked('/imports')).toBe(2);
		expect(await asked('/status')).toBeGreaterThan(2);
	});

	it('is told to who cannot wait, and the call is not repeated', async () => {
		const client = clientWith(0);
		await control('busy', { ms: 900 });
		const failure = await failureOf(client.metadata.imports(REF), RetryableError);
		expect(failure.message).toContain('the model is busy: Processing ...');
		expect(await asked('/imports')).toBe(1);
	});

	it.each([['LOCKED', FatalError, 423], ['ARCHIVED', FatalError, 422], ['MAINTENANCE', RetryableError, 424]])('in mode %s it refuses at once, and is called by its mode', async (activeState, type, status) => {
		const client = clientWith(60_000);
		await control('model-state', { activeState });
		const failure = await failureOf<FatalError | RetryableError>(client.metadata.imports(REF), type as typeof FatalError);
		expect(failure.facts).toMatchObject({ status, said: expect.stringContaining(`the mode of the model is ${activeState}`) });
		expect(await asked('/imports')).toBe(1);
	});
});
