import { parseArgs } from 'node:util';
import type { SimulatorDescriptor } from './harness/descriptor';
import { simulatedSystems } from './systems';

const CONTROL = `Every simulator has a control surface below /__sim/ (U stands for its address, K for curl -s):

History: every request and every effect, in order
  K U/__sim/history            K U/__sim/history?since=120            K -X DELETE U/__sim/history

Faults: spoil requests that match a regular expression over "METHOD path?query" (bodyMatch: over the body)
  K U/__sim/faults -d '{"kind":"answer","match":"^GET .*/files","status":503,"body":"<html>down</html>","headers":{"content-type":"text/html"}}'
  K U/__sim/faults -d '{"kind":"reset-after","match":"^POST .*/tasks","skip":0,"times":1}'    the work is done, the answer is lost
  K U/__sim/faults -d '{"kind":"truncate","match":"chunks/0","keep":0.5}'                      promised whole, sent half
  kinds: delay (delayMs), answer, answer-after, reset-before, reset-after, truncate, cut-body, slow-body (overMs); times -1 = for ever
  K -X DELETE U/__sim/faults

Clock: tokens, files and dumps age by it
  K U/__sim/clock              K U/__sim/clock -d '{"advanceMs":3600000}'

Switches: everything about the service that is not certain, with its meaning
  K U/__sim/switches           K U/__sim/switches -d '{"NAME":true}'

Reset to the state after the start
  K -X POST U/__sim/reset
`;

const helpOf = (systems: readonly SimulatorDescriptor[]): string => {
	const names = systems.map(({ name }) => name);
	const own = systems.flatMap(({ options }) => Object.entries(options));
	const usage = [...names.map((name) => `[--${name}-port N]`), ...own.map(([name, { value }]) => `[--${name} ${value}]`), `[--only ${names.join('|')}]`, '[--help]'];
	return `Starts simulated systems on 127.0.0.1 and stays up until interrupted.

  tsx simulators/cli.ts ${usage.join(' ')}

When ready it prints one line of JSON: {${names.map((name) => `"${name}":"http://127.0.0.1:PORT"`).join(',')}}
Ports not given are chosen by the system. --only takes several names with commas between them.
${own.map(([name, { help }]) => `--${name}: ${help}.`).join('\n')}

${CONTROL}
${systems.map(({ title, help }) => `${title}\n${help}`).join('\n')}`;
};

const port = (text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	if (!/^\d{1,5}$/.test(text)) throw new Error(`not a port: ${text}`);
	return Number(text);
};

const chosen = (systems: readonly SimulatorDescriptor[], only: string | undefined): readonly SimulatorDescriptor[] => {
	if (only === undefined) return systems;
	const wanted = only.split(',');
	const unknown = wanted.find((name) => !systems.some((one) => one.name === name));
	if (unknown !== undefined) throw new Error(`--only takes ${systems.map(({ name }) => name).join(', ')}, not ${unknown}`);
	return systems.filter(({ name }) => wanted.includes(name));
};

const main = async (): Promise<void> => {
	const systems = await simulatedSystems();
	const texts = [...systems.flatMap(({ name, options }) => [`${name}-port`, ...Object.keys(options)]), 'only'];
	const { values } = parseArgs({
		options: { ...Object.fromEntries(texts.map((name) => [name, { type: 'string' as const }])), help: { type: 'boolean' } },
	});
	if (values.help === true) {
		process.stdout.write(helpOf(systems));
		return;
	}
	const text = (name: string): string | undefined => {
		const value: unknown = values[name as keyof typeof values];
		return typeof value === 'string' ? value : undefined;
	};
	const started = chosen(systems, text('only'));
	const running = await Promise.all(started.map(({ name, options, start }) =>
		start(Object.fromEntries(Object.keys(options).map((option) => [option, text(option)])), port(text(`${name}-port`)))));
	process.stdout.write(`${JSON.stringify(Object.fromEntries(running.map(({ name, url }) => [name, url])))}\n`);
	const stop = (): void => {
		void Promise.all(running.map((one) => one.close())).then(() => process.exit(0));
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
};

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
