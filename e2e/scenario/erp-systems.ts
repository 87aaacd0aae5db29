import { startAcumatica } from '../../simulators/acumatica';
import { DEFAULT_TENANT, SUBLEDGER_TENANT, type TenantDefinition } from '../../simulators/anaplan';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startIntacct } from '../../simulators/intacct';
import { startSage100 } from '../../simulators/sage100';
import { startSage300 } from '../../simulators/sage300';
import { startSageX3 } from '../../simulators/sagex3';
import { checkAcumatica } from '../checker/acumatica-actuals';
import { checkActuals, simulatedTruth } from '../checker/intacct-actuals';
import { checkSage100 } from '../checker/sage100-actuals';
import { checkSage300 } from '../checker/sage300-commitments';
import { checkSageX3 } from '../checker/sagex3-close';
import type { Control } from '../checker/simulator-control';
import type { Verdict } from '../checker/verdict';
import type { CredentialFile } from '../host/n8n';
import { AcumaticaOffice } from './acumatica-office';
import { Erp } from './erp';
import { Sage100Office } from './sage100-office';
import { Sage300Office } from './sage300-office';
import { SageX3Office } from './sagex3-office';
import {
	ACUMATICA_SECRETS, acumaticaCredential, acumaticaTokenCredential, INTACCT_SECRETS, intacctCredential, SAGE100_SECRETS, sage100Credential, sage100FiveCredential, SAGE300_SECRETS, sage300Credential, sage300SampleCredential,
	SAGEX3_SECRETS, sageX3BasicCredential, sageX3Credential,
} from './simulated-credentials';

/** What is asked of model and truth. */
export interface VerdictQuestion {
	/** `OBJECT/key` of records that must be absent. */
	readonly rejected: ReadonlySet<string>;
	/** Only these objects, for a workflow that moves no others. */
	readonly only?: readonly string[];
}

/** An ERP as a suite needs it: its simulator, who signs in to it, who works in it, and what the model has to be then. */
export interface ErpSystem<Options, Person> {
	readonly title: string;
	readonly start: (options?: Options) => Promise<RunningSimulator>;
	/** Secrets of the credentials, each by what it is. */
	readonly passwords: Readonly<Record<string, string>>;
	readonly credentials: (url: string) => readonly CredentialFile[];
	/** The Anaplan tenant whose model has a place for its records. */
	readonly anaplanTenant: TenantDefinition;
	readonly person: (control: Control) => Person;
	/** By the addresses of the two simulators. */
	readonly verdict: (erpUrl: string, anaplanUrl: string, question: VerdictQuestion) => Promise<Verdict>;
}

const system = <Options, Person>(one: ErpSystem<Options, Person>): ErpSystem<Options, Person> => one;

/** Every ERP that a suite can ask for. One more is one more entry. */
const ERP_SYSTEMS = {
	intacct: system({
		title: 'Intacct',
		start: startIntacct,
		passwords: INTACCT_SECRETS,
		credentials: (url) => [intacctCredential(url)],
		anaplanTenant: DEFAULT_TENANT,
		person: (control) => new Erp(control),
		verdict: async (erpUrl, anaplanUrl, { rejected, only }) => await checkActuals(simulatedTruth(erpUrl), anaplanUrl, rejected, only),
	}),
	acumatica: system({
		title: 'Acumatica',
		start: startAcumatica,
		passwords: ACUMATICA_SECRETS,
		credentials: (url) => [acumaticaCredential(url), acumaticaTokenCredential(url)],
		anaplanTenant: SUBLEDGER_TENANT,
		person: (control) => new AcumaticaOffice(control),
		verdict: checkAcumatica,
	}),
	sage100: system({
		title: 'Sage 100',
		start: startSage100,
		// The key of the agent is made at its start; suites learn it from `accessOf`.
		passwords: SAGE100_SECRETS,
		credentials: (url) => [sage100Credential(url), sage100FiveCredential(url)],
		anaplanTenant: SUBLEDGER_TENANT,
		person: (control) => new Sage100Office(control),
		verdict: checkSage100,
	}),
	sage300: system({
		title: 'Sage 300',
		start: startSage300,
		// It travels in capitals.
		passwords: { ...SAGE300_SECRETS, 'the password of Sage 300 in capitals': SAGE300_SECRETS['the password of the Sage 300 user'].toUpperCase() },
		credentials: (url) => [sage300Credential(url), sage300SampleCredential(url)],
		anaplanTenant: SUBLEDGER_TENANT,
		person: (control) => new Sage300Office(control),
		verdict: checkSage300,
	}),
	sagex3: system({
		title: 'Sage X3',
		start: startSageX3,
		passwords: SAGEX3_SECRETS,
		credentials: (url) => [sageX3Credential(url), sageX3BasicCredential(url)],
		anaplanTenant: SUBLEDGER_TENANT,
		person: (control) => new SageX3Office(control),
		verdict: checkSageX3,
	}),
} as const;

export type ErpName = keyof typeof ERP_SYSTEMS;

type OptionsOf<S> = S extends ErpSystem<infer Options, unknown> ? Options : never;
type PersonOf<S> = S extends ErpSystem<never, infer Person> ? Person : never;

/** Who works in this ERP while the workflow runs. */
export type PersonIn<E extends ErpName> = PersonOf<(typeof ERP_SYSTEMS)[E]>;

/** What the simulator of this ERP can be started with. */
export type ErpOptions<E extends ErpName> = OptionsOf<(typeof ERP_SYSTEMS)[E]>;

const TABLE: { readonly [E in ErpName]: ErpSystem<ErpOptions<E>, PersonIn<E>> } = ERP_SYSTEMS;

export const erpSystem = <E extends ErpName>(name: E): ErpSystem<ErpOptions<E>, PersonIn<E>> => TABLE[name];
