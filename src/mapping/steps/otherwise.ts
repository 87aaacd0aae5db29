import type { LookupStep } from '../spec';
import type { StepResult } from './step-result';

/** What a value becomes for which nothing was found. */
export type Otherwise = (text: string, reason: () => string) => StepResult;

const WAYS: Readonly<Record<'reject' | 'keep' | 'empty', Otherwise>> = {
	reject: (_text, reason) => ({ refused: reason() }),
	keep: (text) => ({ value: text }),
	empty: () => ({ value: '' }),
};

export const otherwiseOf = (otherwise: LookupStep['otherwise']): Otherwise =>
	(typeof otherwise === 'object' ? () => ({ value: otherwise.use }) : WAYS[otherwise]);
