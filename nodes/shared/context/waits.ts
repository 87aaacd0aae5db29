import type { IExecuteFunctions } from 'n8n-workflow';
import { hint } from './execution-hints';

/** What a run can have waited for. */
export interface Cause {
	/** Waits with the same key are told together. */
	readonly key: string;
	/** Less than this in all is not worth a sentence. */
	readonly leastMs: number;
	readonly sentence: (duration: string) => string;
}

interface Waited {
	readonly cause: Cause;
	ms: number;
	coveredToMs: number;
}

/** The context of a node's execution lives as long as that execution, and what it has waited for with it. */
const waited = new WeakMap<object, Map<string, Waited>>();

/**
 * Notes that this run waited from one moment to another, by the same clock. Chunks that travel side by side wait side
 * by side: what overlaps counts once. Waits are noted as they end, in the order in which they began; where that
 * is not so the sum can only be too small.
 */
export const noteWait = (context: object, cause: Cause, fromMs: number, toMs: number): void => {
	const all = waited.get(context) ?? new Map<string, Waited>();
	waited.set(context, all);
	const one = all.get(cause.key) ?? { cause, ms: 0, coveredToMs: -Infinity };
	all.set(cause.key, one);
	one.ms += Math.max(0, toMs - Math.max(fromMs, one.coveredToMs));
	one.coveredToMs = Math.max(one.coveredToMs, toMs);
};

const durationOf = (ms: number): string => {
	const seconds = Math.round(ms / 1000);
	const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
	return [minutes > 0 ? `${minutes.toLocaleString('en')} min` : '', rest > 0 || minutes === 0 ? `${rest} s` : ''].filter((part) => part !== '').join(' ');
};

/** Tells beside the node's output what it has waited for, once. */
export const tellWaits = (context: Pick<IExecuteFunctions, 'addExecutionHints'>): void => {
	const all = [...(waited.get(context)?.values() ?? [])];
	waited.delete(context);
	for (const { cause, ms } of all) if (ms >= cause.leastMs) hint(context, cause.sentence(durationOf(ms)));
};
