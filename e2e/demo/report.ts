import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sumOf, type Counts, type StepFigures } from './step';

export type StepReport = { readonly name: string; readonly ok: boolean; readonly seconds: number } & StepFigures;

/** One row of the table at the end. */
export interface FlowReport extends Counts {
	readonly name: string;
	readonly ok: boolean;
	/** The workflow in n8n: where its canvas can be seen as long as the demo is up. */
	readonly workflowId: string;
	readonly address: string;
	/** Runs of the workflow; the counts are those of all of them. */
	readonly runs: number;
	/** Journals in the books of the ERP; null for a flow that posts none, or that did not get as far as looking. */
	readonly posted: number | null;
	readonly seconds: number;
	/** Records compared between both systems; 0 when the flow did not get that far. */
	readonly compared: number;
	readonly differences: readonly string[];
	readonly steps: readonly StepReport[];
	/** Why the flow did not end as it should; absent when it did. */
	readonly error?: string;
}

/** What `--report FILE` writes. */
export interface DemoReport {
	/** Every flow moved what it should, and its comparison found no difference. */
	readonly ok: boolean;
	readonly flows: readonly FlowReport[];
	/** From the start of the demo, builds and installations of npm aside, to the first run of the first flow; and to the end. */
	readonly secondsToFirstRun?: number;
	readonly seconds?: number;
	/** Why the demo could not go on. */
	readonly error?: string;
}

const total = (numbers: Readonly<Record<string, number>> | undefined): number => Object.values(numbers ?? {}).reduce((sum, one) => sum + one, 0);
const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

/** Makes the row of a flow out of its steps. All went well only if every step did and there was a comparison that found nothing. */
export const reportOnFlow = (about: Pick<FlowReport, 'name' | 'workflowId' | 'address'>, steps: readonly StepReport[], error?: string): FlowReport => {
	const posted = steps.map((step) => step.posted).filter((one) => one !== undefined);
	const compared = steps.reduce((sum, { checked }) => sum + total(checked), 0);
	const differences = steps.flatMap((step) => step.differences ?? []);
	const ok = error === undefined && compared > 0 && differences.length === 0 && steps.every((step) => step.ok);
	return {
		...about, ok, runs: steps.filter(({ executionId }) => executionId !== undefined).length,
		...sumOf(steps.flatMap(({ counts }) => (counts === undefined ? [] : [counts]))),
		posted: posted.length === 0 ? null : posted.reduce((sum, one) => sum + total(one), 0),
		seconds: rounded(steps.reduce((sum, { seconds }) => sum + seconds, 0)), compared, differences, steps,
		...(error === undefined ? {} : { error }),
	};
};

/** All went well only if every flow did, and there was one. */
export const reportOn = (flows: readonly FlowReport[], error?: string): DemoReport =>
	({ ok: error === undefined && flows.length > 0 && flows.every(({ ok }) => ok), flows, ...(error === undefined ? {} : { error }) });

export const writeReport = (file: string, report: DemoReport): void => {
	mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
	writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
};
