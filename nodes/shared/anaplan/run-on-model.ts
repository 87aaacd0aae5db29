import type { IExecuteFunctions } from 'n8n-workflow';
import { modelLockName, type ModelRef } from '../../../src/systems/anaplan';
import { modelLock } from './model-lock';

/**
 * One action at a time per model. A start that nobody waits for holds the lock too: a load of another execution keeps it
 * from its first chunk to its last dump, and a task started in between would read half a file or delete that dump.
 */
export const runOnModel = async <T>(context: IExecuteFunctions, target: ModelRef, itemIndex: number, work: () => Promise<T>): Promise<T> =>
	await modelLock(context, itemIndex).hold(modelLockName(target), work, context.getExecutionCancelSignal());
