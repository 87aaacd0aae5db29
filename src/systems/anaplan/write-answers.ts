import type { HttpResponse } from '../../contracts';
import { AmbiguousError, ConnectionLostError, IntegrationError } from '../../core/errors';
import { listOf, memberOf, numberOf, objectOf, parseJson, textOf, type Json } from './json';

/** Why one entry of a write did not get through. */
export interface Refusal {
	/** Place among the entries given, counted from 0. */
	readonly index: number;
	/** Anaplan's `failureType`, an open set. */
	readonly type: string;
	readonly said: string;
	/**
	 * `refused`: Anaplan did not take it. `not sent`: a call before it failed. `unknown`: the answer was lost and
	 * nothing tells whether it took effect; never sent again by itself.
	 */
	readonly state: 'refused' | 'not sent' | 'unknown';
}

export interface WriteAnswer {
	/** What Anaplan says it has done; undefined where the answer has no such number. */
	readonly done: number | undefined;
	readonly failures: readonly Refusal[];
}

const failureOf = (failure: Json): Refusal => ({
	index: numberOf(failure, 'requestIndex') ?? -1,
	type: textOf(failure, 'failureType'),
	said: textOf(failure, 'failureMessageDetails') || textOf(failure, 'failureType') || 'Anaplan gives no reason',
	state: 'refused',
});

/**
 * Reads the answer to a write of list items or cells. HTTP is 200 even when every entry failed; `failures` missing means
 * none; deleting answers in two shapes, with the counts outside or below `result` (reference anaplan 9, 11).
 *
 * @param counts names under which the number of entries done may stand
 * @returns undefined when the answer is no JSON: what happened is then not known
 */
export const readWriteAnswer = (response: HttpResponse, counts: readonly string[]): WriteAnswer | undefined => {
	const parsed = parseJson(response.body);
	if (parsed === undefined) return undefined;
	const answer = objectOf(parsed);
	const places = [answer, memberOf(answer, 'result')];
	const done = places.flatMap((place) => counts.map((name) => numberOf(place, name))).find((count) => count !== undefined);
	return { done, failures: places.flatMap((place) => listOf(place, 'failures')).map(failureOf) };
};

/** Did Anaplan perhaps act although we have no answer? 4xx are answers: refused, nothing done. */
export const mayHaveActed = (error: unknown): boolean =>
	!(error instanceof IntegrationError) || error instanceof ConnectionLostError || error instanceof AmbiguousError || (error.facts.status ?? 0) >= 500;

export const wordsOf = (error: unknown): string => (error instanceof IntegrationError ? error.facts.said : String(error));
