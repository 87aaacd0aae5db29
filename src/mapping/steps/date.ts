import type { DateStep } from '../spec';
import { shown } from '../spec-error';
import { readDate } from './period';
import { remembered } from './remembered';
import type { RunStep, StepResult } from './step-result';

/** A date in one format → another. The day stays what it is in its own offset; days that do not exist are refused. */
export function dateStep(step: DateStep): RunStep {
	return remembered((text): StepResult => {
		const date = readDate(text.trim(), step.from, step.locale);
		if (!date.isValid) return { refused: `${shown(text)} is not a date like "${step.from}"` };
		return { value: date.setLocale(step.locale).toFormat(step.to) };
	});
}
