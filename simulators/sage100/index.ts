import type { SimulatorDescriptor } from '../harness/descriptor';
import { FaultTable } from '../harness/faults';
import { History } from '../harness/history';
import type { RunningSimulator } from '../harness/server';
import { serveControl } from './control';
import type { AgentFacts } from './messages';
import { Sage100Site, USUAL_KEY, type Sage100Options } from './site';

export { FAULTS } from '../../agent/fake-com/server/faults';
export { DEFAULT_SITE } from '../../agent/fake-com/server/model/default';
export type { Sage100Options } from './site';
export type { CompanyDefinition } from '../../agent/fake-com';
export type { WantedKey } from './messages';

/** Sites that run in this process, by the address of their control surface. */
const sites = new Map<string, Sage100Site>();

export interface AgentAccess extends Omit<AgentFacts, 'keys'> {
	/** May do everything in every company. */
	readonly apiKey: string;
	/** All of them, by name. */
	readonly keys: AgentFacts['keys'];
}

/** What a credential needs for the agent of a site. */
export const accessOf = (controlUrl: string): AgentAccess => {
	const site = sites.get(controlUrl);
	if (site === undefined) throw new Error(`no Sage 100 site at ${controlUrl}`);
	const { facts } = site.agent;
	return { ...facts, apiKey: facts.keys[USUAL_KEY.name] ?? '' };
};

/**
 * A Sage 100 site: the agent as it is delivered, over real HTTPS, in front of COM objects that stand in for Sage 100 (agent/fake-com). The
 * address is that of the control surface; clients speak to the agent, which `accessOf` and `GET agent` name.
 */
export const startSage100 = async ({ port, ...options }: Sage100Options & { readonly port?: number } = {}): Promise<RunningSimulator> => {
	const site = await Sage100Site.open(options);
	const control = await serveControl(site, port).catch(async (error: unknown) => {
		await site.close();
		throw error;
	});
	sites.set(control.url, site);
	return {
		name: 'sage100', url: control.url, port: control.port,
		// Requests and faults live with the agent and the books; `GET history` and `POST faults` tell and arm them.
		context: { clock: site.clock, history: new History(site.clock), faults: new FaultTable(), baseUrl: () => control.url },
		close: async () => {
			sites.delete(control.url);
			await control.close();
			await site.close();
		},
	};
};

const countOf = (text: string | undefined, name: string): number | undefined => {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a number, not ${text}`);
	return Number(text);
};

export const descriptor: SimulatorDescriptor = {
	name: 'sage100',
	title: 'Sage 100',
	options: {
		'sage100-vendors': { value: 'N', help: 'so many generated vendors in the first company, from the start' },
		'sage100-invoices': { value: 'N', help: 'so many generated open and posted invoices in the first company, from the start' },
	},
	help: `  K U/__sim/agent                                     address, fingerprint, certificate and keys of the agent: clients speak to it
  K -X POST U/__sim/agent/restart                     also stop, start, kill, crash (killed and started again)
  K U/__sim/state                                     companies, users, seats
  K 'U/__sim/records?company=ABC&table=AP_Vendor'     rows as stored
  K U/__sim/records -d '{"table":"AP_Vendor","values":{"APDivisionNo":"00","VendorNo":"NEW02","VendorName":"New"}}'
  K 'U/__sim/entries?match=ANP-'                      journal entries with lines and exact sums; ledger and balances likewise
  K U/__sim/post -d '{"date":"20260430","lines":[["62000-D10","12.30"],["99000-000","-12.30"]]}'
  K U/__sim/register -d '{}'                          somebody prints the register and runs its update
  K U/__sim/lock -d '{"resource":"number","tries":2}'     and unlock
  K U/__sim/faults -d '{"kind":"hang-after","match":"GL_TransactionJournal_bus\\\\.nWrite"}'    and release
  K U/__sim/later -d '{"match":"/ap/vendors","requests":2,"route":"agent/restart"}'
`,
	start: (options, port) => {
		const [vendors, invoices] = [countOf(options['sage100-vendors'], 'sage100-vendors'), countOf(options['sage100-invoices'], 'sage100-invoices')];
		return startSage100({
			...(port === undefined ? {} : { port }), ...(vendors === undefined && invoices === undefined ? {} : { seeds: { vendors: vendors ?? 0, invoices: invoices ?? 0 } }),
		});
	},
};
