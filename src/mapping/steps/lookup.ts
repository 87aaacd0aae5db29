import type { LookupStep } from '../spec';
import { shown } from '../spec-error';
import type { RunStep, StepResult } from './step-result';

/** A code → what the table says, compared as it is written: `007` is not `7`, `1E5` is not `100000`. */
export function lookupStep({ table, otherwise }: LookupStep): RunStep {
	return (text): StepResult => {
		const found = table.get(text);
		if (found !== undefined) return { value: found };
		if (typeof otherwise === 'object') return { value: otherwise.use };
		return OTHERWISE[otherwise](text);
	};
}

const OTHERWISE: Readonly<Record<'reject' | 'keep' | 'empty', (text: string) => StepResult>> = {
	reject: (text) => ({ refused: `${shown(text)} is not in the lookup table` }),
	keep: (text) => ({ value: text }),
	empty: () => ({ value: '' }),
};
