import type { IExecuteFunctions } from 'n8n-workflow';
import type { OutcomePolicy } from '../../../../src/sync';
import type { WaitOptions, WhenStopped } from '../../../../src/systems/anaplan';
import type { ConfirmPolicy } from '../../../shared/anaplan/confirm-batches';
import type { LoadRules } from '../../../shared/anaplan/task-output';

const MINUTE_MS = 60_000;
const MEGABYTE = 1_000_000;

interface Raw {
	readonly alsoRun?: string[];
	readonly chunkMegabytes?: number;
	readonly confirmFiltered?: boolean;
	readonly deadlineMinutes?: number;
	readonly extraFields?: 'refuse' | 'sendAnyway';
	readonly gzip?: boolean;
	readonly loadStale?: boolean;
	readonly parallelChunks?: number;
	readonly pollSeconds?: number;
	readonly rejectedLimit?: number;
	readonly whenIgnored?: OutcomePolicy['ignored'];
	readonly whenRejected?: OutcomePolicy['rejected'];
	readonly whenStopped?: WhenStopped;
}

const raw = (context: IExecuteFunctions, itemIndex: number): Raw => context.getNodeParameter('options', itemIndex, {}) as Raw;

export const waitingOf = (context: IExecuteFunctions, itemIndex: number): Pick<WaitOptions, 'deadlineMs' | 'intervalMs' | 'whenStopped'> => {
	const { deadlineMinutes = 60, pollSeconds = 5, whenStopped = 'cancel' } = raw(context, itemIndex);
	return { deadlineMs: deadlineMinutes * MINUTE_MS, intervalMs: pollSeconds * 1_000, whenStopped };
};

export const uploadOf = (context: IExecuteFunctions, itemIndex: number): { chunkBytes: number; parallel: number; gzip: boolean } => {
	const { chunkMegabytes = 10, parallelChunks = 5, gzip = true } = raw(context, itemIndex);
	return { chunkBytes: Math.round(chunkMegabytes * MEGABYTE), parallel: parallelChunks, gzip };
};

export const policyOf = (context: IExecuteFunctions, itemIndex: number): ConfirmPolicy => {
	const { whenRejected = 'hold', whenIgnored = 'hold', confirmFiltered = false } = raw(context, itemIndex);
	return { rejected: whenRejected, ignored: whenIgnored, filtered: confirmFiltered ? 'confirm' : 'hold' };
};

export const rejectedLimitOf = (context: IExecuteFunctions, itemIndex: number): number => raw(context, itemIndex).rejectedLimit ?? 10_000;

export const loadRulesOf = (context: IExecuteFunctions, itemIndex: number): LoadRules =>
	({ policy: policyOf(context, itemIndex), rejectedLimit: rejectedLimitOf(context, itemIndex) });

export const loadOptionsOf = (context: IExecuteFunctions, itemIndex: number): { alsoRun: readonly string[]; unknownColumns: 'refuse' | 'ignore'; loadStale: boolean } => {
	const { alsoRun = [], extraFields = 'refuse', loadStale = false } = raw(context, itemIndex);
	return { alsoRun, unknownColumns: extraFields === 'sendAnyway' ? 'ignore' : 'refuse', loadStale };
};
