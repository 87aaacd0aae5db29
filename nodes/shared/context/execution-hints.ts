import type { IExecuteFunctions } from 'n8n-workflow';

type Hinting = Pick<IExecuteFunctions, 'addExecutionHints'>;

/** One sentence beside the node's output: what happened, in numbers. */
export const hint = (context: Hinting, message: string, type: 'info' | 'warning' = 'info'): void =>
	context.addExecutionHints({ message, type, location: 'outputPane' });

/** Numbers as people read them. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
