import type { SimulatorDescriptor } from '../harness/descriptor';
import { serve, type RunningSimulator, type Simulator, type SimulatorContext } from '../harness/server';
import { control } from './control/control';
import { serveSite } from './http/site';
import { loadServer } from './model/load';
import type { ServerDefinition } from './model/types';
import { World, type Seeds } from './world';

export { FAULTS } from './fault-presets';
export { DEFAULT_SERVER } from './model/default';
export type { FolderDefinition, ServerDefinition } from './model/types';
export type { Scale, Scaled } from './ledger/generated-lines';
export type { Seeds } from './world';

export interface SageX3Options {
	/** The server, or the path of a JSON file of that shape; the default one when absent. */
	readonly model?: ServerDefinition | string;
	/** Changes to the switches; `reset` comes back to these. */
	readonly switches?: Readonly<Record<string, unknown>>;
	/** Generated data, there from the start and after every reset. */
	readonly seeds?: Seeds;
}

/** A Sage X3 server with its folders: GraphQL, api1, sign-in and the cloud gateway (reference sage-x3 1–10; its 15 is the list of what the tests show). */
export const sageX3Simulator = (options: SageX3Options = {}) => (context: SimulatorContext): Simulator => {
	const world = new World(context, loadServer(options.model), options.switches, options.seeds);
	return {
		name: 'sagex3',
		handle: (request) => serveSite(world, request),
		control: (route, request) => control(world, route, request),
	};
};

export const startSageX3 = ({ port, ...options }: SageX3Options & { readonly port?: number } = {}): Promise<RunningSimulator> =>
	serve(sageX3Simulator(options), port === undefined ? {} : { port });

export const descriptor: SimulatorDescriptor = {
	name: 'sagex3',
	title: 'Sage X3',
	options: {
		'sagex3-model': { value: 'FILE', help: 'users, applications and folders as JSON (simulators/sagex3/model/types.ts says its shape)' },
		'sagex3-lines': { value: 'N', help: 'the first folder begins with so many generated entry lines more' },
	},
	help: `  K U/__sim/facts                                     addresses, users, applications, folders, number of records
  K 'U/__sim/records?folder=LINDEN&table=GACCENTRYD&match=^MIS'    records as stored
  K U/__sim/records -d '{"table":"CACCE","record":{"DIE":"CCT","CCE":"D60","DES":"New"}}'
  K U/__sim/records -d '{"table":"GACCENTRY","key":"MIS|LM1-2606-0001","record":{"STA":"2"}}'
  K 'U/__sim/totals?by=Chart,Account,CCT,Period&ledger=1'    exact sums of ledger amounts
  K U/__sim/scale -d '{"lines":100000}'               generated entry lines, computed when read; also {"suppliers":60000}
  K U/__sim/touch -d '{"table":"GACCENTRYD","key":"MIS|LM1-2603-0027|1|1"}'
  K U/__sim/delete -d '{"table":"GACCENTRY","key":"MIS|LM1-2606-0001"}'
  K -X POST U/__sim/tokens/expire   K -X POST U/__sim/pair   K U/__sim/pairing -d '{"consent":"accept"}'
  K U/__sim/disturb -d '{"kind":"diagnosis","severity":3,"match":"journalEntryLine.analyticalLines MIS"}'    also notice
  K U/__sim/later -d '{"match":"nodes=journalEntryLine","route":"tokens/expire"}'
`,
	start: (options, port) => {
		const lines = options['sagex3-lines'];
		if (lines !== undefined && !/^\d+$/.test(lines)) throw new Error(`--sagex3-lines takes a number, not ${lines}`);
		const model = options['sagex3-model'];
		return startSageX3({
			...(port === undefined ? {} : { port }), ...(model === undefined ? {} : { model }),
			...(lines === undefined ? {} : { seeds: { ledger: { lines: Number(lines) } } }),
		});
	},
};
