import { RetryableError } from '../../../core/errors';
import { isJsonObject, jsonList, type ExactJson, type JsonObject } from '../../../core/json';
import { errorOf, unreadable } from '../answers/classify-answer';
import { SYSTEM } from '../identity';
import { memberOf } from '../values/flat-record';
import { nextQueryOf } from '../wire/next-link';

export interface ListPage {
	readonly rows: readonly JsonObject[];
	/** The server says that there is more. */
	readonly hasNext: boolean;
}

/** @throws RetryableError when it is no list, which must not be taken for "none" */
export const readListPage = (answer: ExactJson, status: number, purpose: string): ListPage => {
	const value = isJsonObject(answer) ? memberOf(answer, 'value') : undefined;
	if (!isJsonObject(answer) || !Array.isArray(value)) throw errorOf(unreadable(status, 'the answer is no list'), purpose, true);
	return { rows: jsonList(value).filter(isJsonObject), hasNext: nextQueryOf(answer) !== undefined };
};

/** Sizes that administrators give pages are round: 50, 100, 500, 1000. */
const ROUND = 50;

/**
 * Whether there is more behind a page. The size of a page is a setting of the server that nobody tells, so it is found by counting
 * (reference sage-300 5.1).
 *
 * **No page is taken for the last one too early.** The last page is known by three signs together: no link to a next one; fewer rows
 * than some page before; and a number of rows that is no round number, so that it does not look like a full page. Where a `$top` was
 * sent, as many rows as that mean that there may be more. Whatever is in doubt costs one more question, which an empty page answers.
 */
export class PageEnd {
	private largest = 0;

	/** @throws RetryableError when the server claims more and sends nothing: silence would be loss */
	isLast({ rows, hasNext }: ListPage, top: number | undefined, what: string): boolean {
		const { length } = rows;
		if (length === 0 && hasNext) {
			throw new RetryableError({
				system: SYSTEM, operation: `read ${what}`, said: 'the server says that there is more and sends an empty page',
				remedy: 'Nothing was confirmed, so nothing is lost: run it again.',
			});
		}
		const isRound = length % ROUND === 0;
		const isFull = this.largest > 0 && length >= this.largest;
		this.largest = Math.max(this.largest, length);
		return length === 0 || !(hasNext || isRound || isFull || (top !== undefined && length >= top));
	}
}
