import { parseArgs } from 'node:util';
import { isSeedName, SEEDS, startAnaplan, type SeedName } from './anaplan';
import type { RunningSimulator } from './harness/server';
import { startIntacct } from './intacct';

const HELP = `Starts simulated systems on 127.0.0.1 and stays up until interrupted.

  tsx simulators/cli.ts [--anaplan-port N] [--intacct-port N] [--model FILE] [--seed budget] [--seed-dir DIR] [--only anaplan|intacct] [--help]

When ready it prints one line of JSON: {"anaplan":"http://127.0.0.1:PORT","intacct":"http://127.0.0.1:PORT"}
Ports not given are chosen by the system. --model: the Anaplan tenant as JSON (simulators/anaplan/model/types.ts says its shape).
--seed budget: the Anaplan model begins with an approved budget in INP01 Budget.
--seed-dir: folder with the records Sage Intacct begins with.

Every simulator has a control surface below /__sim/ (U stands for its address, K for curl -s):

History: every request and every effect, in order
  K U/__sim/history            K U/__sim/history?since=120            K -X DELETE U/__sim/history

Faults: spoil requests that match a regular expression over "METHOD path?query" (bodyMatch: over the body)
  K U/__sim/faults -d '{"kind":"answer","match":"^GET .*/files","status":503,"body":"<html>down</html>","headers":{"content-type":"text/html"}}'
  K U/__sim/faults -d '{"kind":"reset-after","match":"^POST .*/tasks","skip":0,"times":1}'    the work is done, the answer is lost
  K U/__sim/faults -d '{"kind":"truncate","match":"chunks/0","keep":0.5}'                      promised whole, sent half
  kinds: delay (delayMs), answer, reset-before, reset-after, truncate, cut-body, slow-body (overMs); times -1 = for ever
  K -X DELETE U/__sim/faults

Clock: tokens, files and dumps age by it
  K U/__sim/clock              K U/__sim/clock -d '{"advanceMs":3600000}'

Switches: everything about the service that is not certain, with its meaning
  K U/__sim/switches           K U/__sim/switches -d '{"hangTasks":true}'

Reset to the state after the start
  K -X POST U/__sim/reset

Anaplan
  K U/__sim/model                                     lists and modules with counts
  K 'U/__sim/list?id=101000000001'                    items
  K 'U/__sim/cells?module=102000000003'               cells, one row per line
  K 'U/__sim/totals?module=102000000003&by=Account,Period&sum=Amount'    exact sums as text
  K U/__sim/tasks   U/__sim/uploads   U/__sim/dumps   U/__sim/sessions
  K U/__sim/seed -d '{"what":"budget"}'               an approved budget of 40 accounts, 5 departments and 12 months
  K U/__sim/scale -d '{"rows":1000000,"lineItems":4}' a module of computed cells, with view and export; answers ids and exact sums
  K U/__sim/model-state -d '{"activeState":"LOCKED"}' any word; refuses: another HTTP status than usual, or null
  K U/__sim/model-state -d '{"activeState":"ARCHIVED","afterRequests":3,"match":"/tasks"}'    between two requests of a client
  K U/__sim/default-file -d '{"file":"113000000001","content":"Code,Name\\n","access":"everyone"}'
  K U/__sim/busy -d '{"ms":5000}'                     the model is busy, as by work in the user interface
  K U/__sim/device -d '{"userCode":"QKMR-VHTB","decision":"approve"}'
  K -X POST U/__sim/sessions/expire                   every token is dead; also with user, afterRequests, match
  K U/__sim/storm -d '{"requests":20,"retryAfter":2}' so many requests get 429

Sage Intacct
  K 'U/__sim/records?object=APBILL'                   records as stored
  K U/__sim/records -d '{"object":"VENDOR","record":{"VENDORID":"V1","NAME":"Acme"}}'     seed or change one
  K U/__sim/delete -d '{"object":"VENDOR","recordno":"1"}'
  K U/__sim/sessions           K -X POST U/__sim/sessions/expire
`;

type Name = 'anaplan' | 'intacct';

const port = (text: string | undefined): { port?: number } => {
	if (text === undefined) return {};
	if (!/^\d{1,5}$/.test(text)) throw new Error(`not a port: ${text}`);
	return { port: Number(text) };
};

const seedsOf = (text: string | undefined): SeedName[] => (text ?? '').split(',').filter((name) => name !== '').map((name) => {
	if (!isSeedName(name)) throw new Error(`--seed takes ${Object.keys(SEEDS).join(', ')}, not ${name}`);
	return name;
});

const main = async (): Promise<void> => {
	const { values } = parseArgs({
		options: {
			'anaplan-port': { type: 'string' }, 'intacct-port': { type: 'string' }, model: { type: 'string' }, 'seed-dir': { type: 'string' }, seed: { type: 'string' },
			only: { type: 'string' }, help: { type: 'boolean' },
		},
	});
	if (values.help === true) {
		process.stdout.write(HELP);
		return;
	}
	const starters: Record<Name, () => Promise<RunningSimulator>> = {
		anaplan: () => startAnaplan({
			...port(values['anaplan-port']), ...(values.model === undefined ? {} : { model: values.model }), seeds: seedsOf(values.seed),
		}),
		intacct: () => startIntacct({
			...port(values['intacct-port']), ...(values['seed-dir'] === undefined ? {} : { seedDir: values['seed-dir'] }),
		}),
	};
	if (values.only !== undefined && !Object.hasOwn(starters, values.only)) {
		throw new Error(`--only takes anaplan or intacct, not ${values.only}`);
	}
	const names = (Object.keys(starters) as Name[]).filter((name) => values.only === undefined || values.only === name);
	const running = await Promise.all(names.map((name) => starters[name]()));
	process.stdout.write(`${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, running[at]?.url])))}\n`);
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
