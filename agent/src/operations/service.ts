import { type AgentClock, instantText } from '../agent-clock';
import { type CompanyGate, NO_COMPANY } from '../company-gate';
import { Failure } from '../http/failure';
import { statusPage } from '../http/status-page';
import { mayUse } from '../keys/key-store';
import { type ReadyCheck, type Row, SageFault, type SagePort } from '../sage/port';
import { type TlsIdentity } from '../tls/certificate';
import { type CheckedRequest, type Handler, callerOf, companyOf, textOf } from './request';

export interface ServiceParts {
	readonly sage: SagePort;
	readonly gate: CompanyGate;
	readonly clock: AgentClock;
	readonly identity: TlsIdentity;
	readonly agentVersion: string;
	readonly contractVersion: string;
	/** Whether this request's key may run registers. */
	canRunRegister(request: CheckedRequest): boolean;
}

const notReady = (checks: readonly ReadyCheck[]): Failure | undefined => {
	const [first] = checks.filter(({ ok }) => !ok);
	if (first === undefined) return undefined;
	return new Failure('SAGE_UNAVAILABLE', `Sage 100 is not ready: ${first.name}${first.detail === undefined ? '' : ` — ${first.detail}`}`, {
		details: checks.filter(({ ok }) => !ok).map(({ name, detail }) => ({ field: name, message: detail ?? 'was not reached' })),
	});
};

/** None where Sage itself does not have the company. */
const factsOf = async (sage: SagePort, company: string): Promise<readonly Row[]> => {
	try {
		return [await sage.company(company)];
	} catch (cause) {
		if (cause instanceof SageFault && cause.code === 'COMPANY_NOT_FOUND') return [];
		throw cause;
	}
};

export const serviceHandlers = (parts: ServiceParts): Readonly<Record<string, Handler>> => {
	const { sage, gate, clock, identity, agentVersion, contractVersion } = parts;
	const startedAt = instantText(clock.now());
	return {
		getStatusPage: () => Promise.resolve({ status: 200, body: statusPage({ agentVersion, contractVersion, startedAt, now: clock.now(), identity }) }),
		getHealth: () => Promise.resolve({ status: 200, body: { status: 'ok', agentVersion, contractVersion, startedAt } }),
		getReadiness: async (request) => {
			const company = request.values['X-Sage-Company'] === undefined ? undefined : await companyOf(request, sage);
			// Not a turn of the company: a session at work is one that works, and who watches the agent must not wait for it.
			const checks = await sage.ready(company);
			const failure = notReady(checks);
			if (failure !== undefined) throw failure;
			return { status: 200, body: { status: 'ready', checks } };
		},
		listCompanies: async (request) => {
			const caller = callerOf(request);
			const only = textOf(request, 'code')?.toUpperCase();
			const allowed = (code: string): boolean => mayUse(caller, code);
			const rows = only === undefined ? await gate.alone(NO_COMPANY, () => sage.companies(allowed))
				: allowed(only) && await sage.knows(only) ? await gate.alone(only, () => factsOf(sage, only)) : [];
			const items = rows.map((row) => ({ ...row, canRunRegister: parts.canRunRegister(request) }));
			return { status: 200, body: { items } };
		},
	};
};
