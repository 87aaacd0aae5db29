import { HELP, readCommandLine, type DemoWishes } from './command-line';
import { OWNER } from '../host/n8n';
import { play, wordsOf } from './play';
import { reportOn, writeReport, type DemoReport } from './report';
import { setTheStage, type Stage } from './stage';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const welcome = ({ n8n, intacct, anaplan, workflow, sage100 }: Stage): string => `
n8n             ${n8n.url}/workflow/${workflow.id}
                sign in as ${OWNER.email}, password ${OWNER.password}
Sage Intacct    ${intacct.url}/__sim/records?object=VENDOR
Anaplan         ${anaplan.url}/__sim/model
Sage 100        ${n8n.url}/workflow/${sage100.workflow.id}
Simulators are moved by their control surface: npm run simulators -- --help

A run that you start in the editor reads from the confirmed cursors and moves none of them (n8n keeps state of production runs only).
Press Ctrl-C to stop everything.`;

/** Resolves when somebody asks for the end; a second Ctrl-C does not wait for n8n. */
const interrupted = (): Promise<void> =>
	new Promise((resolve) => {
		let asked = false;
		const end = (): void => {
			if (asked) process.exit(130);
			asked = true;
			resolve();
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
	});

const demonstrate = async (wishes: DemoWishes): Promise<number> => {
	let stage: Stage | undefined;
	let report: DemoReport;
	const stopped = interrupted();
	const onStage = async (): Promise<DemoReport> => {
		stage = await setTheStage(wishes, say);
		return await play(stage, say);
	};
	try {
		const outcome = await Promise.race([onStage(), stopped.then(() => undefined)]);
		report = outcome ?? reportOn([], 'stopped before the end');
	} catch (error) {
		report = reportOn([], wordsOf(error));
	}
	if (wishes.report !== undefined) writeReport(wishes.report, report);
	say(report.ok ? '\nEverything is as it should be.' : `\nThe demo did not succeed. ${report.error ?? ''}`);
	if (stage !== undefined) {
		if (!wishes.exit && report.error !== 'stopped before the end') {
			say(welcome(stage));
			await stopped;
		}
		say('\nStopping ...');
		await stage.close(!report.ok);
		if (!report.ok) say(`n8n's log: ${stage.logFile}`);
	}
	return report.ok ? 0 : 1;
};

const main = async (): Promise<number> => {
	const wishes = readCommandLine(process.argv.slice(2));
	if (!wishes.help) return await demonstrate(wishes);
	process.stdout.write(HELP);
	return 0;
};

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${wordsOf(error)}\n`);
		process.exit(1);
	},
);
