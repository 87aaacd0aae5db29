import { parseArgs } from 'node:util';

export interface DemoWishes {
	/** End after the last step, with 0 or 1. */
	readonly exit: boolean;
	/** Where the JSON report goes. */
	readonly report: string | undefined;
	/** n8n's port; default: 5678 if it is free, else any. */
	readonly port: number | undefined;
	readonly help: boolean;
}

export const HELP = `Starts simulated Sage Intacct and Anaplan and a real n8n, runs the example workflow, and shows what moved.

  npm run demo [-- options]

  --exit          end after the last step: 0 when everything was as expected, 1 otherwise
  --report FILE   write what happened as JSON: { ok, steps, checked, differences, error? }
  --port N        port of n8n (default: 5678 if it is free, any other if not)
  --help          this text

Without --exit everything stays up until Ctrl-C. The first run installs n8n below .cache/, which takes some minutes.
`;

/** @throws Error that says which option is wrong. */
export const readCommandLine = (args: readonly string[]): DemoWishes => {
	const { values } = parseArgs({
		args: [...args],
		options: { exit: { type: 'boolean' }, report: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean' } },
	});
	if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) throw new Error(`--port takes a number, not ${values.port}.`);
	return {
		exit: values.exit ?? false,
		report: values.report,
		port: values.port === undefined ? undefined : Number(values.port),
		help: values.help ?? false,
	};
};
