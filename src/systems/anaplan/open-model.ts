import type { Clock } from '../../contracts';
import { CancelledError, ConnectionLostError, FatalError, IntegrationError, RetryableError } from '../../core/errors';
import type { ModelRef, ModelStatus } from './metadata';
import { judgeModel, type ModelCondition, type ModelJudgement } from './model-state';
import { SYSTEM } from './refusals';

export interface OpenOptions {
	/** The model loads on when the deadline passes. */
	readonly deadlineMs: number;
	/** Between two looks; Anaplan asks for at least 5 s. */
	readonly intervalMs?: number;
}

export interface OpenedModel {
	/** It was open before: nothing had to be loaded. */
	readonly wasOpen: boolean;
	readonly judgement: ModelJudgement;
	readonly status: ModelStatus;
	readonly waitedMs: number;
}

export interface ModelDoor {
	open(ref: ModelRef): Promise<number>;
	status(ref: ModelRef): Promise<ModelStatus>;
}

interface Waiting {
	readonly clock: Clock;
	readonly signal?: AbortSignal | undefined;
}

const FIRST_LOOK_MS = 1_000;
const SHORTEST_INTERVAL_MS = 5_000;
const TOLERATED_FAILURES = 5;

/** Open in the sense of "calls get through", some of them after what runs in it. */
const OPEN: ReadonlySet<ModelCondition> = new Set(['ready', 'busy']);

/** Why opening can be refused; each cause has another remedy (reference anaplan 5). */
const REMEDIES: Readonly<Record<number, string>> = {
	404: 'Opening is switched off for this model, or the user may not open it, or there is no such model in the workspace. Pick the model from the list again, or ask a workspace administrator.',
	422: 'The model is archived. Ask a workspace administrator to unarchive it; it cannot be opened before.',
	423: 'The model is in locked mode. Ask a model builder to unlock it, then run again.',
	424: 'The model is in maintenance or offline. A model builder has to bring it back online; run again after that.',
};

const explained = (error: unknown): unknown => {
	if (!(error instanceof IntegrationError)) return error;
	const remedy = REMEDIES[error.facts.status ?? 0];
	if (remedy === undefined) return error;
	return error instanceof RetryableError ? new RetryableError({ ...error.facts, remedy }, error.afterMs) : new FatalError({ ...error.facts, remedy });
};

/**
 * Wakes a model up and waits until it is open.
 *
 * Opening is asynchronous: the answer (200 already open, 202 accepted) says only that it was asked for. The status is what
 * tells; it is answered at once whatever the model does. A model that is still closed right after it was asked for is no
 * failure, nor are a few looks that fail: the next look decides. The deadline names the last status.
 *
 * @throws FatalError or RetryableError with the remedy for 404, 422, 423, 424; CancelledError for a stop and for the deadline
 */
export const openModel = async (door: ModelDoor, { clock, signal }: Waiting, ref: ModelRef, options: OpenOptions): Promise<OpenedModel> => {
	const beganAtMs = clock.now();
	// Opening decides whether the model can be had; a look that fails before says nothing.
	const before = await door.status(ref).then((status) => judgeModel(status), () => undefined);
	await door.open(ref).catch((error: unknown) => {
		throw explained(error);
	});
	const wasOpen = before !== undefined && OPEN.has(before.kind);
	let pauseMs = wasOpen ? 0 : FIRST_LOOK_MS;
	let last: ModelJudgement = before ?? { kind: 'unknown', said: 'its status was never read' };
	let failures = 0;
	for (;;) {
		const leftMs = beganAtMs + options.deadlineMs - clock.now();
		if (pauseMs > 0) await clock.sleep(Math.max(0, Math.min(pauseMs, leftMs)), signal);
		pauseMs = Math.max(options.intervalMs ?? SHORTEST_INTERVAL_MS, SHORTEST_INTERVAL_MS);
		try {
			const status = await door.status(ref);
			failures = 0;
			last = judgeModel(status);
			if (OPEN.has(last.kind)) return { wasOpen, judgement: last, status, waitedMs: clock.now() - beganAtMs };
		} catch (error) {
			failures += 1;
			const passing = error instanceof RetryableError || error instanceof ConnectionLostError;
			if (signal?.aborted || !passing || failures === TOLERATED_FAILURES) throw explained(error);
		}
		if (clock.now() >= beganAtMs + options.deadlineMs) throw tooLate(ref, last, options.deadlineMs);
	}
};

const tooLate = ({ modelId }: ModelRef, last: ModelJudgement, deadlineMs: number): CancelledError => new CancelledError({
	system: SYSTEM, operation: `open model ${modelId}`, said: `it was not open within ${Math.round(deadlineMs / 1000)} s; ${last.said}`,
	remedy: 'It goes on loading in Anaplan. Allow more time, or run again in a few minutes.',
});
