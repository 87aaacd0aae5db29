import type { IExecuteFunctions } from 'n8n-workflow';
import { modelLockName, type ModelRef } from '../../../src/systems/anaplan';
import { sourcesBefore } from '../data/ancestors';
import { refuseStale } from './confirm-batches';
import { modelLock } from './model-lock';

/**
 * One action at a time per model. A start that nobody waits for holds the lock too: a load of another execution keeps it
 * from its first chunk to its last dump, and a task started in between would read half a file or delete that dump.
 */
export const runOnModel = async <T>(context: IExecuteFunctions, target: ModelRef, itemIndex: number, work: () => Promise<T>): Promise<T> =>
	await modelLock(context, itemIndex).hold(modelLockName(target), work, context.getExecutionCancelSignal());

/**
 * The same for work that overwrites or deletes what lies in the model. The guard asks inside the lock, right before the
 * first effect: a newer batch may have been written while this one queued.
 *
 * @param writeStale the user wants an older batch to be written over a newer one
 */
export const overwriteOnModel = async <T>(context: IExecuteFunctions, target: ModelRef, writeStale: boolean, work: () => Promise<T>, itemIndex = 0): Promise<T> =>
	await runOnModel(context, target, itemIndex, async () => {
		if (!writeStale) await refuseStale(context, sourcesBefore(context));
		return await work();
	});
