import { type SimulatorDescriptor } from '../harness/descriptor';
import { serve, type RunningSimulator, type Simulator, type SimulatorContext } from '../harness/server';
import { control } from './control/control';
import { serveSite } from './http/site';
import { loadCompany } from './model/load';
import type { CompanyDefinition } from './model/types';
import { World, type Seeds } from './world';

export { FAULTS } from './fault-presets';
export { HARBOR_MILLS } from './model/default';
export type { CompanyDefinition } from './model/types';
export type { Scale, Scaled } from './model/generated-ledger';
export type { Seeds } from './world';

export interface AcumaticaOptions {
	/** The tenant, or the path of a JSON file of that shape; Harbor Mills when absent. */
	readonly model?: CompanyDefinition | string;
	/** Changes to the switches; `reset` comes back to these. */
	readonly switches?: Readonly<Record<string, unknown>>;
	/** Generated data, there from the start and after every reset. */
	readonly seeds?: Seeds;
}

/** An Acumatica site with one tenant: contract-based REST, sign-in, OData (reference acumatica 1–9; its 13 is the list of what the tests show). */
export const acumaticaSimulator = (options: AcumaticaOptions = {}) => (context: SimulatorContext): Simulator => {
	const world = new World(context, loadCompany(options.model), options.switches, options.seeds);
	return {
		name: 'acumatica',
		handle: (request) => serveSite(world, request),
		control: (route, request) => control(world, route, request),
	};
};

export const startAcumatica = ({ port, ...options }: AcumaticaOptions & { readonly port?: number } = {}): Promise<RunningSimulator> =>
	serve(acumaticaSimulator(options), port === undefined ? {} : { port });

export const descriptor: SimulatorDescriptor = {
	name: 'acumatica',
	title: 'Acumatica',
	options: {
		'acumatica-model': { value: 'FILE', help: 'the tenant as JSON (simulators/acumatica/model/types.ts says its shape)' },
		'acumatica-lines': { value: 'N', help: 'the ledger begins with so many generated lines' },
	},
	help: `  K U/__sim/company                                   address of the site, users, ledgers, number of records
  K 'U/__sim/records?entity=Vendor'                   records as stored
  K U/__sim/records -d '{"entity":"Vendor","record":{"VendorID":"V9","VendorName":"Acme"}}'    make or change one
  K 'U/__sim/batches?match=PLAN-'                     journal batches with exact totals
  K 'U/__sim/totals?by=Ledger,Account,Period'         exact sums of lines
  K U/__sim/scale -d '{"lines":100000}'               generated batches, computed when read
  K U/__sim/period -d '{"period":"042026","status":"Closed"}'
  K U/__sim/disturb -d '{"kind":"refuse-line","line":250}'    also keep-lines, updated-by-other, release-fails
  K U/__sim/sessions   K U/__sim/seats -d '{"taken":2}'   K -X POST U/__sim/sessions/expire
  K U/__sim/storm -d '{"requests":20}'                so many requests get 429
  K U/__sim/later -d '{"requests":1,"match":"JournalTransaction","route":"touch","body":{"entity":"JournalTransaction","key":"GL/GL0000002"}}'
`,
	start: (options, port) => {
		const lines = options['acumatica-lines'];
		if (lines !== undefined && !/^\d+$/.test(lines)) throw new Error(`--acumatica-lines takes a number, not ${lines}`);
		const model = options['acumatica-model'];
		return startAcumatica({
			...(port === undefined ? {} : { port }), ...(model === undefined ? {} : { model }),
			...(lines === undefined ? {} : { seeds: { ledger: { lines: Number(lines) } } }),
		});
	},
};
