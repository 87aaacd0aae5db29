import { parseArgs } from 'node:util';
import { FLOWS } from './flows';
import type { Flow } from './flows/flow';
import { USUAL_PORT } from './port';

export interface DemoWishes {
	/** End after the last flow, with 0 or 1. */
	readonly exit: boolean;
	/** Where the JSON report goes. */
	readonly report: string | undefined;
	/** n8n's port; default: the usual one if it is free, else any. */
	readonly port: number | undefined;
	readonly flows: readonly Flow[];
	readonly help: boolean;
}

export const HELP = `Starts the simulated ERPs, simulated Anaplan models and a real n8n, runs the example workflows, and shows what moved.

  npm run demo [-- options]

  --exit          end after the last flow: 0 when everything was as expected, 1 otherwise
  --report FILE   write what happened as JSON: { ok, flows: [{ name, ok, read, sent, created, updated, ignored, rejected, posted, seconds, ... }], error? }
  --only NAME     play the flows whose names contain this only; may be repeated
  --port N        port of n8n (default: ${USUAL_PORT} if it is free, any other if not)
  --help          this text

Flows: ${FLOWS.map(({ name }) => name).join(', ')}.

Without --exit everything stays up until Ctrl-C. The first run installs n8n below .cache/, which takes some minutes and 3 GB.
`;

const flowsOf = (names: readonly string[]): readonly Flow[] => {
	const isMeant = ({ name }: Flow, wanted: string): boolean => name.toLowerCase().includes(wanted.toLowerCase());
	const unknown = names.find((wanted) => !FLOWS.some((flow) => isMeant(flow, wanted)));
	if (unknown !== undefined) throw new Error(`--only takes one of ${FLOWS.map(({ name }) => name).join(', ')}, not ${unknown}.`);
	return names.length === 0 ? FLOWS : FLOWS.filter((flow) => names.some((wanted) => isMeant(flow, wanted)));
};

/** @throws Error that says which option is wrong. */
export const readCommandLine = (args: readonly string[]): DemoWishes => {
	const { values } = parseArgs({
		args: [...args],
		options: { exit: { type: 'boolean' }, report: { type: 'string' }, port: { type: 'string' }, only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
	});
	if (values.port !== undefined && (!/^\d{1,5}$/.test(values.port) || Number(values.port) < 1 || Number(values.port) > 65_535)) {
		throw new Error(`--port takes a number from 1 to 65535, not ${values.port}.`);
	}
	return {
		exit: values.exit ?? false,
		report: values.report,
		port: values.port === undefined ? undefined : Number(values.port),
		flows: flowsOf(values.only ?? []),
		help: values.help ?? false,
	};
};
