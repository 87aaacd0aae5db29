import type { TextStep } from '../spec';
import { shown } from '../spec-error';
import type { RunStep, StepResult } from './step-result';

/**
 * Changes of a text, always in this order: line breaks, trim, upper case, zeros, prefix, length. The length counts
 * UTF-16 units, the strictest of the usual ways to count. A text that is too long is refused, never cut: two codes that
 * differ at the end would become one.
 */
export function textStep(step: TextStep): RunStep {
	return (text): StepResult => {
		const oneLine = step.lineBreaks === 'space' ? text.replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, ' ') : text;
		const trimmed = step.trim ? oneLine.trim() : oneLine;
		if (trimmed === '') return { value: '' };
		const cased = step.upper ? trimmed.toUpperCase() : trimmed;
		const value = `${step.prefix}${cased.padStart(step.padLeft, '0')}`;
		if (step.maxLength !== undefined && value.length > step.maxLength) {
			return { refused: `${shown(value)} has ${value.length} characters, ${step.maxLength} are allowed` };
		}
		return { value };
	};
}
