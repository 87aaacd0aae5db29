import { lanesOf, playLanes } from './lanes';
import { reportOn, reportOnFlow, type DemoReport, type FlowReport, type StepReport } from './report';
import { shown } from './show';
import type { SetFlow, Stage } from './stage';
import { Voices } from './voices';

type Say = (line: string) => void;

/** Every run is a process of its own that takes a core for some seconds. */
const AT_ONCE = 2;

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Plays the steps of one flow; one that goes wrong ends the flow, because the next ones build on it. */
const playFlow = async ({ flow, scene }: SetFlow, say: Say): Promise<FlowReport> => {
	const about = { name: flow.name, workflowId: scene.workflow.id, address: `${scene.n8n.url}/workflow/${scene.workflow.id}` };
	const done: StepReport[] = [];
	try {
		await flow.prepare?.(scene);
	} catch (error) {
		return reportOnFlow(about, done, `before the first run: ${wordsOf(error)}`);
	}
	for (const { name, tells, run } of flow.steps(scene)) {
		say(`\n== ${flow.name}, ${name}: ${tells}`);
		const began = performance.now();
		const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
		try {
			const figures = await run();
			const ok = figures.unexpected === undefined;
			done.push({ name, ok, seconds: seconds(), ...figures });
			say(shown(figures));
			if (!ok) return reportOnFlow(about, done, `${name}: ${figures.unexpected}`);
		} catch (error) {
			done.push({ name, ok: false, seconds: seconds() });
			return reportOnFlow(about, done, `${name}: ${wordsOf(error)}`);
		}
	}
	return reportOnFlow(about, done);
};

/** Plays every flow. Those of one ERP go one after the other; what is told reads in the order of the flows. */
export const play = async ({ flows }: Pick<Stage, 'flows'>, say: Say): Promise<DemoReport> => {
	const voices = new Voices(flows.length, say);
	const reports = new Map<SetFlow, FlowReport>();
	await playLanes(lanesOf(flows, ({ flow }) => flow.erp), AT_ONCE, async (one) => {
		const index = flows.indexOf(one);
		const report = await playFlow(one, voices.of(index));
		if (report.error !== undefined) voices.of(index)(`  NOT AS IT SHOULD BE: ${report.error}`);
		reports.set(one, report);
		voices.end(index);
	});
	return reportOn(flows.flatMap((one) => reports.get(one) ?? []));
};
