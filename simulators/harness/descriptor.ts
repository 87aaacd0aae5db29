import type { RunningSimulator } from './server';

/** Options of the command line for one system, as text; `port` is not among them. */
export type OptionTexts = Readonly<Record<string, string | undefined>>;

/** What `simulators/<system>/index.ts` exports as `descriptor`: the command line finds every system by its folder and knows none by name. */
export interface SimulatorDescriptor {
	/** Name of the folder, of `--<name>-port` and of the address in what the command line prints. */
	readonly name: string;
	/** As people call it. */
	readonly title: string;
	/** Options of the command line and what they do, in a line each. */
	readonly options: Readonly<Record<string, { readonly value: string; readonly help: string }>>;
	/** Control routes worth knowing; U stands for the address, K for `curl -s`. */
	readonly help: string;
	start(options: OptionTexts, port?: number): Promise<RunningSimulator>;
}
