import type { SimulatorDescriptor } from '../harness/descriptor';
import { serve, type RunningSimulator, type Simulator, type SimulatorContext } from '../harness/server';
import { control } from './control';
import { Database } from './database';
import { Effects } from './effects';
import { Gateway } from './gateway';
import { loadSeeds, type SeedChoice, type SeedMode } from './seeds/load';
import { Sessions } from './sessions';
import { Switches, type SwitchValue } from './switches';
import { Usage } from './usage';
import { BLUEFIN, zoneOf, type CompanyProfile, type World } from './world';

export { FAULTS } from './fault-presets';
export { SWITCHES } from './switches';
export { BLUEFIN, ENDPOINT_PATH, LOGIN_PATH, type CompanyProfile } from './world';

export interface IntacctOptions {
	/** Directory of CSV files, one per object; absent for the default company. */
	readonly seedDir?: string;
	/** `only` (default): objects without a file are empty; `replace`: they keep the default records. */
	readonly seedMode?: SeedMode;
	/** Initial settings; `POST /__sim/reset {switches: true}` returns to them. */
	readonly switches?: Readonly<Record<string, SwitchValue>>;
	/** Other credentials or entities than the default company's. */
	readonly profile?: Partial<CompanyProfile>;
}

/** Sage Intacct's XML gateway, DTD 3.0 (reference sage-intacct 2-16), for `serve`. */
export const intacctSimulator =
	(options: IntacctOptions = {}) =>
	(context: SimulatorContext): Simulator => {
		const switches = new Switches(options.switches);
		const world: World = {
			context,
			switches,
			profile: { ...BLUEFIN, ...options.profile },
			database: new Database(),
			sessions: new Sessions(),
			usage: new Usage(),
			effects: new Effects(context.history),
			completed: new Set(),
			zone: zoneOf(switches),
			now: () => context.clock.now(),
		};
		const seed: SeedChoice = { mode: options.seedMode ?? 'only', ...(options.seedDir ? { directory: options.seedDir } : {}) };
		loadSeeds(world, seed);
		const gateway = new Gateway(world);
		return {
			name: 'intacct',
			handle: (request) => gateway.handle(request),
			control: (route, request) => control(world, seed, route, request),
		};
	};

export const startIntacct = ({ port, ...options }: IntacctOptions & { readonly port?: number } = {}): Promise<RunningSimulator> =>
	serve(intacctSimulator(options), port === undefined ? {} : { port });

export const descriptor: SimulatorDescriptor = {
	name: 'intacct',
	title: 'Sage Intacct',
	options: { 'seed-dir': { value: 'DIR', help: 'folder with the records Sage Intacct begins with' } },
	help: `  K 'U/__sim/records?object=APBILL'                   records as stored
  K U/__sim/records -d '{"object":"VENDOR","record":{"VENDORID":"V1","NAME":"Acme"}}'     seed or change one
  K U/__sim/delete -d '{"object":"VENDOR","recordno":"1"}'
  K U/__sim/sessions           K -X POST U/__sim/sessions/expire
`,
	start: ({ 'seed-dir': seedDir }, port) => startIntacct({ ...(port === undefined ? {} : { port }), ...(seedDir === undefined ? {} : { seedDir }) }),
};
