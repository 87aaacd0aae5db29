import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Difference } from '../checker/intacct-actuals';
import type { StepFigures } from './steps';

export type StepReport = { readonly name: string; readonly ok: boolean; readonly seconds: number } & StepFigures;

/** What `--report FILE` writes. */
export interface DemoReport {
	readonly ok: boolean;
	readonly steps: readonly StepReport[];
	/** Records compared, by object; empty when the demo did not get that far. */
	readonly checked: Readonly<Record<string, number>>;
	readonly differences: readonly Difference[];
	/** Why the demo could not go on. */
	readonly error?: string;
}

/** All went well only if every step did and there was a comparison that found nothing. */
export const reportOn = (steps: readonly StepReport[], error?: string): DemoReport => {
	const compared = steps.filter(({ checked }) => checked !== undefined);
	const checked = Object.assign({}, ...compared.map((step) => step.checked)) as Readonly<Record<string, number>>;
	return {
		ok: error === undefined && Object.keys(checked).length > 0 && steps.every(({ ok }) => ok),
		steps, checked, differences: compared.flatMap(({ differences = [] }) => differences),
		...(error === undefined ? {} : { error }),
	};
};

export const writeReport = (file: string, report: DemoReport): void => {
	mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
	writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
};
