import { CREDENTIALS } from '../../examples/source/site-names';
import { startAcumatica } from '../../simulators/acumatica';
import { DEFAULT_TENANT, SUBLEDGER_TENANT, type TenantDefinition } from '../../simulators/anaplan';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startIntacct } from '../../simulators/intacct';
import { checkAcumatica } from '../checker/acumatica-actuals';
import { checkActuals, simulatedTruth } from '../checker/intacct-actuals';
import type { Control } from '../checker/simulator-control';
import type { Verdict } from '../checker/verdict';
import type { CredentialFile } from '../host/n8n';
import { AcumaticaOffice } from './acumatica-office';
import { Erp } from './erp';

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

const INTACCT = { 'the sender password': 'sender-secret', 'the user password': 'user-secret' } as const;
const ACUMATICA = { 'the password of the Acumatica user': 'planner-secret', 'the client secret of Acumatica': 'other-client-secret' } as const;

/** Where a credential of Acumatica finds the simulated site. */
const harborMills = (url: string): Readonly<Record<string, unknown>> =>
	({ siteUrl: `${url}/HarborMills`, tenant: 'HarborMills', branch: '', endpoint: 'Default', version: '24.200.001' });

/** Every ERP that a suite can ask for. One more is one more entry. */
const ERP_SYSTEMS = {
	intacct: system({
		title: 'Intacct',
		start: startIntacct,
		passwords: INTACCT,
		credentials: (url) => [{
			...CREDENTIALS.sageIntacctApi, type: 'sageIntacctApi',
			data: {
				senderId: 'bluefin-ws', senderPassword: INTACCT['the sender password'], companyId: 'BluefinTools', userId: 'ws_anaplan',
				userPassword: INTACCT['the user password'], entityId: '', clientCompanyId: '',
				gatewayUrl: `${url}/ia/xml/xmlgw.phtml`, trustedDomain: 'intacct.com', checkedAt: '',
			},
		}],
		anaplanTenant: DEFAULT_TENANT,
		person: (control) => new Erp(control),
		verdict: async (erpUrl, anaplanUrl, { rejected, only }) => await checkActuals(simulatedTruth(erpUrl), anaplanUrl, rejected, only),
	}),
	acumatica: system({
		title: 'Acumatica',
		start: startAcumatica,
		passwords: ACUMATICA,
		credentials: (url) => [
			{
				...CREDENTIALS.acumaticaApi, type: 'acumaticaApi',
				data: { ...harborMills(url), user: 'planner-api', password: ACUMATICA['the password of the Acumatica user'], locale: 'en-US', keepSession: false },
			},
			{
				id: 'erpAcumaticaPwd1', name: 'Acumatica by OAuth2 password', type: 'acumaticaPasswordApi',
				data: {
					...harborMills(url), clientId: '0C9D4C1E-77AA-4E0B-8F43-2B6A5D10EF02@HarborMills', clientSecret: ACUMATICA['the client secret of Acumatica'],
					user: 'planner-api', password: ACUMATICA['the password of the Acumatica user'],
				},
			},
		],
		anaplanTenant: SUBLEDGER_TENANT,
		person: (control) => new AcumaticaOffice(control),
		verdict: checkAcumatica,
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
