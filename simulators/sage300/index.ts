import type { SimulatorDescriptor } from '../harness/descriptor';
import { serve, type RunningSimulator, type Simulator, type SimulatorContext } from '../harness/server';
import { control } from './control/control';
import { serveSite } from './http/site';
import { loadSite } from './model/load';
import type { SiteDefinition } from './model/types';
import { World, type Seeds } from './world';

export { FAULTS } from './fault-presets';
export { DEFAULT_SITE } from './model/default';
export type { CompanyDefinition, SiteDefinition } from './model/types';
export type { Scale, Scaled } from './ledger/generated-lines';
export type { Seeds } from './world';

export interface Sage300Options {
	/** The site, or the path of a JSON file of that shape; the default site when absent. */
	readonly model?: SiteDefinition | string;
	/** Changes to the switches; `reset` comes back to these. */
	readonly switches?: Readonly<Record<string, unknown>>;
	/** Generated data, there from the start and after every reset. */
	readonly seeds?: Seeds;
}

/** A Sage 300 Web API with its companies (reference sage-300 1–11; its 15 is the list of what the tests show). */
export const sage300Simulator = (options: Sage300Options = {}) => (context: SimulatorContext): Simulator => {
	const world = new World(context, loadSite(options.model), options.switches, options.seeds);
	return {
		name: 'sage300',
		handle: (request) => serveSite(world, request),
		control: (route, request) => control(world, route, request),
	};
};

export const startSage300 = ({ port, ...options }: Sage300Options & { readonly port?: number } = {}): Promise<RunningSimulator> =>
	serve(sage300Simulator(options), port === undefined ? {} : { port });

export const descriptor: SimulatorDescriptor = {
	name: 'sage300',
	title: 'Sage 300',
	options: {
		'sage300-model': { value: 'FILE', help: 'users and companies as JSON (simulators/sage300/model/types.ts says its shape)' },
		'sage300-lines': { value: 'N', help: 'the ledger of the first company begins with so many generated lines' },
	},
	help: `  K U/__sim/company                                   addresses, users, years, number of records
  K 'U/__sim/records?company=NORDIX&resource=APVendors'    records as stored
  K U/__sim/records -d '{"resource":"GLSegmentCodes","record":{"SegmentNumber":"000002","SegmentCode":"D05","Description":"New"}}'
  K 'U/__sim/batches?match=ANP&lines=1'               batches with exact totals, and every line
  K 'U/__sim/batches?resource=APPaymentAndAdjustmentBatches'
  K 'U/__sim/totals?by=Segment1,Segment2,Period'      exact sums of ledger lines; of=batches for those of batches
  K U/__sim/scale -d '{"lines":100000}'               generated ledger lines, computed when read
  K U/__sim/post -d '{"batch":8}'                     somebody posts; kind IN, PY, AD for payables
  K U/__sim/period -d '{"year":"2026","period":"04","status":"Locked"}'
  K U/__sim/lock -d '{"resource":"GLJournalBatches","key":"000009"}'    and unlock
  K U/__sim/disturb -d '{"kind":"interrupt","lines":3}'    also refuse, modified-by-other, ready-fails, slow-posting
  K U/__sim/sessions   K U/__sim/seats -d '{"taken":2}'   K -X POST U/__sim/recycle
  K U/__sim/later -d '{"match":"GLPostedTransactions","route":"post","body":{"batch":8}}'
`,
	start: (options, port) => {
		const lines = options['sage300-lines'];
		if (lines !== undefined && !/^\d+$/.test(lines)) throw new Error(`--sage300-lines takes a number, not ${lines}`);
		const model = options['sage300-model'];
		return startSage300({
			...(port === undefined ? {} : { port }), ...(model === undefined ? {} : { model }),
			...(lines === undefined ? {} : { seeds: { ledger: { lines: Number(lines) } } }),
		});
	},
};
