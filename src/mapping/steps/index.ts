import type { Step } from '../spec';
import { amountStep } from './amount';
import { dateStep } from './date';
import { lookupStep } from './lookup';
import { memberStep } from './member';
import { periodStep } from './period';
import type { RunStep } from './step-result';
import { textStep } from './text';

type Preparers = { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>) => RunStep };

const PREPARERS: Preparers = {
	lookup: lookupStep,
	member: memberStep,
	period: periodStep,
	date: dateStep,
	amount: amountStep,
	text: textStep,
};

/** Makes a step ready to run, once per mapping. */
export function prepareStep<K extends Step['kind']>(step: Extract<Step, { kind: K }> & { kind: K }): RunStep {
	const prepare: (step: Extract<Step, { kind: K }>) => RunStep = PREPARERS[step.kind];
	return prepare(step);
}

export type { RunStep, StepContext, StepResult } from './step-result';
