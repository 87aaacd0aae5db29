import type { LookupStep } from '../spec';
import { shown } from '../spec-error';
import { otherwiseOf } from './otherwise';
import type { RunStep, StepResult } from './step-result';

/** A code → what the table says, compared as it is written: `007` is not `7`, `1E5` is not `100000`. */
export function lookupStep({ table, otherwise }: LookupStep): RunStep {
	const instead = otherwiseOf(otherwise);
	return (text): StepResult => {
		const found = table.get(text);
		return found === undefined ? instead(text, () => `${shown(text)} is not in the lookup table`) : { value: found };
	};
}
