import { HELP, readCommandLine, type DemoWishes } from './command-line';
import { OWNER } from '../host/n8n';
import { play, wordsOf } from './play';
import { reportOn, writeReport, type DemoReport } from './report';
import { flowTable } from './show';
import { setTheStage, type Stage } from './stage';
import { table } from './table';
import { detailsOf, expectRoom, toldShortly } from './troubles';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const STOPPED = 'stopped before the end';

const welcome = ({ n8n, flows }: Stage): string => `
n8n ${n8n.url}: sign in as ${OWNER.email}, password ${OWNER.password}
${table(['flow', 'its canvas', 'its ERP', 'its Anaplan model'], flows.map(({ flow, scene }) =>
		[flow.name, `${n8n.url}/workflow/${scene.workflow.id}`, `${scene.erp.url}/__sim/${flow.erp.look}`, `${scene.anaplan.url}/__sim/model`]))}
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

const secondsUp = (): number => Math.round(process.uptime() * 10) / 10;

const demonstrate = async (wishes: DemoWishes): Promise<number> => {
	let stage: Stage | undefined;
	let report: DemoReport;
	const stopped = interrupted();
	const onStage = async (): Promise<DemoReport> => {
		expectRoom();
		stage = await setTheStage(wishes, say);
		const secondsToFirstRun = secondsUp();
		return { ...(await play(stage, say)), secondsToFirstRun, seconds: secondsUp() };
	};
	try {
		const outcome = await Promise.race([onStage(), stopped.then(() => undefined)]);
		report = outcome ?? reportOn([], STOPPED);
	} catch (error) {
		const details = detailsOf(error);
		if (details !== undefined) say(details);
		report = reportOn([], toldShortly(error));
	}
	if (wishes.report !== undefined) writeReport(wishes.report, report);
	if (report.flows.length > 0) say(`\n${flowTable(report.flows)}`);
	for (const { name, error } of report.flows) if (error !== undefined) say(`  ${name}: ${error}`);
	const failed = report.flows.filter(({ ok }) => !ok).map(({ name }) => name).join(', ');
	say(report.ok ? `\nEverything is as it should be, after ${Math.round(secondsUp())} s.` : `\nThe demo did not succeed. ${report.error ?? failed}`);
	if (stage !== undefined) {
		if (!wishes.exit && report.error !== STOPPED) {
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
