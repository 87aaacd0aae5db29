import type { Clock, Http, HttpRequest } from '../../contracts';
import { CancelledError, ConnectionLostError, FatalError, RetryableError } from '../../core/errors';
import { memberOf, objectOf, parseJson, textOf, type Json } from './json';
import { judgeModel, readModelStatus, type ModelJudgement } from './model-state';
import { SYSTEM, remedyOf } from './refusals';

/** Where to ask about the model in which a call waits. */
interface Whereabouts {
	readonly statusUrl: string;
	readonly modelUrl: string;
}

const IN_MODEL = /^(.*\/2\/0)((?:\/workspaces\/[^/?]+)?\/models\/([^/?]+))\/([^?]+)/;
/** Answered at once, however busy the model is (reference anaplan 12). */
const ANSWERED_AT_ONCE = /^(?:(?:imports|exports|actions|processes)\/[^/]+\/tasks(?:\/|$)|(?:status|open|close)$)/;

/** `undefined` for calls that no busy model holds up: about tasks and dumps, about the status, and outside of models. */
export const heldUpIn = (url: string): Whereabouts | undefined => {
	const [, base, model, modelId, rest] = IN_MODEL.exec(url) ?? [];
	if (base === undefined || model === undefined || modelId === undefined || rest === undefined || ANSWERED_AT_ONCE.test(rest)) return undefined;
	return { statusUrl: `${base}${model}/status`, modelUrl: `${base}/models/${modelId}` };
};

/** A connection that breaks sooner was cut by the network; a model that is busy keeps silent. */
const SHORTEST_SILENCE_MS = 10_000;

const wasSilent = ({ timeoutMs }: HttpRequest, ms: number): boolean => ms >= Math.min(SHORTEST_SILENCE_MS, (timeoutMs ?? Infinity) * 0.9);

const PAUSES_MS: readonly number[] = [5_000, 10_000, 20_000];
const LONGEST_PAUSE_MS = 30_000;

export interface SilenceQuestion {
	/** `undefined` when the status could not be read. */
	readonly model: ModelJudgement | undefined;
	/** Looks at the model before this one, since the call fell silent. */
	readonly looks: number;
	readonly repeatable: boolean;
	/** How much longer the caller waits. */
	readonly leftMs: number;
}

export type SilenceDecision =
	/** The model is free: ask again. */
	| { readonly then: 'send' }
	/** Look at the model again after this pause. */
	| { readonly then: 'wait'; readonly ms: number }
	/** Waited long enough, or must not be sent twice: say what the model is doing. */
	| { readonly then: 'tell' }
	/** It refuses until a person changes its mode. */
	| { readonly then: 'refuse' }
	/** The model does not explain the silence: an answer lost like any other. */
	| { readonly then: 'lose' };

/**
 * What to do about a call inside a model that got no answer.
 *
 * **Sent again only when the model is free.** A busy model holds calls up and does not forget them: each repeat is one
 * more call in its queue (reference anaplan 15.12). So while its status says that it works, nothing is sent but the
 * question for the status, which is answered at once, until it is free or the caller's time is up.
 *
 * **A call that must not be sent twice is never sent twice**, and its loss stays a loss: the model may carry it out later.
 */
export const afterSilence = ({ model, looks, repeatable, leftMs }: SilenceQuestion): SilenceDecision => {
	if (!model) return { then: 'lose' };
	if (model.kind === 'locked' || model.kind === 'archived' || model.kind === 'offline') return { then: repeatable ? 'refuse' : 'tell' };
	if (model.kind === 'busy' || model.kind === 'loading') {
		return repeatable && leftMs > 0 ? { then: 'wait', ms: Math.min(leftMs, PAUSES_MS[looks] ?? LONGEST_PAUSE_MS) } : { then: 'tell' };
	}
	// It became free while we watched. Seen free at the first look, it is not what kept the call waiting.
	return looks > 0 && repeatable && model.kind !== 'unknown' ? { then: 'send' } : { then: 'lose' };
};

export interface WhenBusyOptions {
	readonly clock: Clock;
	/** How long in all a call may wait for a busy model, from when it was first sent. */
	readonly patienceMs?: number;
	/** Told after each wait for a model that was found busy. */
	readonly onBusy?: (wait: { readonly ms: number; readonly said: string }) => void;
}

const DEFAULT_PATIENCE_MS = 900_000;
const LOOK_TIMEOUT_MS = 30_000;

/**
 * Tells a busy model from a lost connection. Belongs *inside* `withRetry`, which would otherwise repeat the call, and
 * *outside* `withBudget`, because a look at the model costs what a request costs.
 *
 * @returns an `Http` that throws RetryableError when the model is busy for longer than the caller waits, FatalError or
 *   RetryableError when its mode refuses calls, and ConnectionLostError for every other silence
 */
export const whenModelBusy = (http: Http, { clock, patienceMs = DEFAULT_PATIENCE_MS, onBusy }: WhenBusyOptions): Http => {
	const look = async (url: string, request: HttpRequest): Promise<Json | undefined> => {
		try {
			const { status, body } = await http.send({
				method: 'GET', url, headers: { accept: 'application/json' }, purpose: `${request.purpose}: read the status of the model`, repeatable: true,
				timeoutMs: LOOK_TIMEOUT_MS, ...(request.signal ? { signal: request.signal } : {}),
			});
			return status === 200 ? objectOf(parseJson(body)) : undefined;
		} catch (error) {
			if (error instanceof CancelledError) throw error;
			return undefined;
		}
	};
	const judge = async ({ statusUrl, modelUrl }: Whereabouts, request: HttpRequest): Promise<ModelJudgement | undefined> => {
		const status = await look(statusUrl, request);
		const mode = textOf(memberOf((await look(modelUrl, request)) ?? {}, 'model'), 'activeState');
		return status || mode ? judgeModel(readModelStatus(status ?? {}), mode) : undefined;
	};
	/** Returns when the call may be sent again; throws when it may not. */
	const waitUntilFree = async (place: Whereabouts, request: HttpRequest, loss: ConnectionLostError, endsAtMs: number): Promise<void> => {
		const beganAtMs = clock.now();
		let busy: ModelJudgement | undefined;
		try {
			for (let looks = 0; ; looks += 1) {
				const model = await judge(place, request);
				const decision = afterSilence({ model, looks, repeatable: request.repeatable, leftMs: endsAtMs - clock.now() });
				if (decision.then === 'send') return;
				if (decision.then !== 'wait') throw ENDINGS[decision.then](request, loss, model);
				busy = model;
				await clock.sleep(decision.ms, request.signal);
			}
		} finally {
			if (busy) onBusy?.({ ms: clock.now() - beganAtMs, said: busy.said });
		}
	};
	return {
		async send(request) {
			const place = heldUpIn(request.url);
			if (!place) return await http.send(request);
			const endsAtMs = clock.now() + patienceMs;
			for (;;) {
				const sentAtMs = clock.now();
				try {
					return await http.send(request);
				} catch (error) {
					if (!(error instanceof ConnectionLostError) || !wasSilent(request, clock.now() - sentAtMs)) throw error;
					await waitUntilFree(place, request, error, endsAtMs);
				}
			}
		},
	};
};

type Ending = (request: HttpRequest, loss: ConnectionLostError, model: ModelJudgement | undefined) => Error;

const MODE_STATUS = { locked: 423, archived: 422, offline: 424 } as const;

const busyFor: Ending = (request, loss, model) => {
	const said = `no answer came (${loss.facts.said}); ${model?.said ?? ''}`;
	if (!request.repeatable) {
		return new ConnectionLostError({
			...loss.facts, said, cause: loss,
			remedy: 'Anaplan may have carried the call out, or may still do so when the model is free. Look whether it did before you run again.',
		});
	}
	return new RetryableError({
		system: SYSTEM, operation: request.purpose, said, cause: loss,
		remedy: 'Nothing is wrong with the call: Anaplan lets all calls wait that are not about tasks while something runs in the model. '
			+ 'Allow more time, or run again when the model is free.',
	});
};

const refused: Ending = (request, loss, model) => {
	const status = MODE_STATUS[model?.kind === 'locked' || model?.kind === 'archived' ? model.kind : 'offline'];
	const facts = { system: SYSTEM, operation: request.purpose, said: `no answer came; ${model?.said ?? ''}`, remedy: remedyOf(status), cause: loss };
	return model?.kind === 'offline' ? new RetryableError(facts) : new FatalError(facts);
};

/** A word that is not known is passed on, because it may explain the silence to somebody who knows it. */
const lostAsAny: Ending = (_request, loss, model) =>
	model?.kind === 'unknown' ? new ConnectionLostError({ ...loss.facts, said: `${loss.facts.said}; ${model.said}`, cause: loss }) : loss;

const ENDINGS: Readonly<Record<'tell' | 'refuse' | 'lose', Ending>> = { tell: busyFor, refuse: refused, lose: lostAsAny };
