import { play } from '../demo/play';
import type { DemoReport } from '../demo/report';
import { setTheStage } from '../demo/stage';
import { deliveredExample, type ExampleFile } from '../scenario/workflow-copies';
import { ACUMATICA_SCENES, JOURNAL_LINES, type AcumaticaSet } from './acumatica-scenes';
import { setTheAcumaticaStage } from './acumatica-stage';
import type { Scene, Subject } from './camera';
import { ranOn } from './run-once';
import { DEMO_SCENES, type DemoSet } from './scenes';
import { subjectsOn } from './subjects';

type Say = (line: string) => void;

/** A stage on which several pictures are taken. */
export interface Shoot<Set extends { readonly url: string } = { readonly url: string }> {
	readonly scenes: ReadonlyArray<Scene<Set>>;
	/** Sets the stage, plays what is to be seen, has it photographed, and clears up. */
	on(say: Say, photograph: (set: Set) => Promise<void>): Promise<void>;
}

const executionOf = ({ steps }: DemoReport, workflowId: string, name: string): Subject => {
	const executionId = steps.find((step) => step.name === name)?.executionId;
	if (executionId === undefined) throw new Error(`the demo has no execution of its step "${name}"`);
	return { workflowId, executionId };
};

/** Sage Intacct and the examples that need no ERP beside it. */
export const DEMO: Shoot<DemoSet> = {
	scenes: DEMO_SCENES,
	on: async (say, photograph) => {
		const stage = await setTheStage({ port: undefined }, say);
		try {
			const report = await play(stage, say);
			if (!report.ok) throw new Error(`the demo did not succeed, so there is nothing to show: ${report.error}`);
			const seen = (step: string): Subject => executionOf(report, stage.workflow.id, step);
			const subjects = await subjectsOn(stage, say);
			await photograph({ url: stage.n8n.url, allMoved: seen('first run'), oneRejected: seen('a row that does not fit'), ...subjects });
		} finally {
			await stage.close();
		}
	},
};

/** As delivered, but for the file in which the journal lines travel: items can be seen. */
const withItems = (example: ExampleFile): ExampleFile => ({
	...example, nodes: example.nodes.map((node) => (node.name === JOURNAL_LINES ? { ...node, parameters: { ...node.parameters, output: 'items' } } : node)),
});

/** Acumatica, both ways. */
export const ACUMATICA: Shoot<AcumaticaSet> = {
	scenes: ACUMATICA_SCENES,
	on: async (say, photograph) => {
		const { n8n, close } = await setTheAcumaticaStage(say);
		try {
			const actuals = await ranOn(n8n, withItems(deliveredExample('acumatica-actuals-to-anaplan.json')), say);
			const budget = await ranOn(n8n, deliveredExample('anaplan-budget-to-acumatica.json'), say);
			await photograph({ url: n8n.url, actuals, budget });
		} finally {
			await close();
		}
	},
};
