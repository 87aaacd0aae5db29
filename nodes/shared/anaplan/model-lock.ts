import type { IExecuteFunctions } from 'n8n-workflow';
import type { NamedLock } from '../../../src/contracts';
import { processLock } from '../../../src/core/limits/process-lock';
import { nodeClock } from '../context/node-clock';
import { urgencyOf } from '../context/urgency';
import { noteWait } from '../context/waits';
import { modelLockOf } from './waits';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** "Finance Hub (5C3D…)" where the panel knows the name, else the id in the lock's name. */
const modelIn = (context: IExecuteFunctions, lockName: string, itemIndex: number): string => {
	const id = lockName.slice(lockName.indexOf(':') + 1);
	const picked: unknown = context.getNodeParameter('model', itemIndex, '');
	const name: unknown = isRecord(picked) && picked.value === id ? picked.cachedResultName : undefined;
	return typeof name === 'string' && name !== '' ? `${name} (${id})` : id;
};

/**
 * The lock on models that all runs of this process share, as this run sees it: runs started in the editor go first,
 * and a wait is told beside the output. Ask it for `modelLockName(target)`.
 */
export const modelLock = (context: IExecuteFunctions, itemIndex = 0): NamedLock => ({
	hold: async (name, work, signal, urgency = urgencyOf(context)) =>
		await processLock(nodeClock).hold(name, async (waitedMs) => {
			const nowMs = nodeClock.now();
			if (waitedMs > 0) noteWait(context, modelLockOf(modelIn(context, name, itemIndex)), nowMs - waitedMs, nowMs);
			return await work(waitedMs);
		}, signal, urgency),
});
