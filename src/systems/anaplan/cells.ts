import { CancelledError, type IntegrationError } from '../../core/errors';
import type { ModelRef } from './metadata';
import { SYSTEM } from './refusals';
import { mayHaveActed, readWriteAnswer, wordsOf, type Refusal } from './write-answers';
import { LARGEST_BODY_BYTES, MOST_ENTRIES, batchesOf, tooLarge, type BatchLimits, type WriteBatch } from './write-batches';
import { path, type AnaplanWire } from './wire';

/** Where a cell stands on one dimension: by id, by code or by name. */
export interface CellPlace {
	readonly dimensionId: string;
	readonly by: 'itemId' | 'itemCode' | 'itemName';
	readonly item: string;
}

export interface CellDraft {
	readonly lineItemId: string;
	readonly places: readonly CellPlace[];
	/** JSON text, as `cellValue` gives it. */
	readonly json: string;
}

export interface CellWrite extends ModelRef {
	readonly moduleId: string;
	/** Already checked with `cellTooLarge`. */
	readonly cells: readonly CellDraft[];
}

export interface CellWriteResult {
	/** Every cell is either among these or written. */
	readonly refusals: readonly Refusal[];
	/** As Anaplan counts; whether a cell that had the value before counts is not known (reference anaplan 11). */
	readonly cellsChanged: number | undefined;
	readonly calls: number;
}

const LIMITS: BatchLimits = { most: MOST_ENTRIES, bytes: LARGEST_BODY_BYTES, frame: ['[', ']'] };

/** Put together by hand, because JSON.stringify would turn the digits of a number into a floating-point one. */
const cellText = ({ lineItemId, places, json }: CellDraft): string => {
	const dimensions = places.map(({ dimensionId, by, item }) => JSON.stringify({ dimensionId, [by]: item }));
	return `{"lineItemId":${JSON.stringify(lineItemId)},"value":${json},"dimensions":[${dimensions.join(',')}]}`;
};

export const cellTooLarge = (cell: CellDraft): boolean => tooLarge(cellText(cell), LIMITS);

/** Two drafts of one cell have the same mark. */
export const cellMark = ({ lineItemId, places }: CellDraft): string => cellText({ lineItemId, places, json: '' });

/**
 * Writes cells; the caller holds the lock on the model.
 *
 * **Every cell ends in exactly one way.** Batches are disjoint and cover all cells; what Anaplan names among the failures
 * of a batch is refused with its words, although HTTP is 200; the rest is written. Writing the same cells again changes
 * nothing, so a call whose answer was lost is sent again by the layer below. If it stays lost its cells are "unknown".
 *
 * **A call refused as a whole is never silent.** The first one fails the run, as nothing was written. A later one makes
 * its cells refused and those behind it "not sent", because what the calls before it have written must still be told.
 */
export const writeCells = async (wire: AnaplanWire, { modelId, moduleId, cells }: CellWrite): Promise<CellWriteResult> => {
	const place = path`/models/${modelId}/modules/${moduleId}/data`;
	const purpose = `write cells of module ${moduleId}`;
	const refusals: Refusal[] = [];
	let cellsChanged: number | undefined;
	let calls = 0;
	let broken: string | undefined;
	const all = ({ from, to }: WriteBatch, refusal: Omit<Refusal, 'index'>): void => {
		for (let index = from; index < to; index += 1) refusals.push({ ...refusal, index });
	};
	for (const batch of batchesOf(cells.map(cellText), LIMITS)) {
		if (broken !== undefined) {
			all(batch, { type: 'NOT_SENT', said: `not sent, because a call before it failed: ${broken}`, state: 'not sent' });
			continue;
		}
		try {
			calls += 1;
			const response = await wire.send({
				method: 'POST', path: place, purpose, repeatable: true, timeoutMs: wire.timeouts.modelMs, contentType: 'application/json', bytes: batch.body,
			});
			const answer = readWriteAnswer(response, ['numberOfCellsChanged']);
			if (!answer) {
				all(batch, { type: 'ANSWER_LOST', said: 'the answer is not JSON, so what became of the cell is not known', state: 'unknown' });
				continue;
			}
			if (answer.done !== undefined) cellsChanged = (cellsChanged ?? 0) + answer.done;
			const size = batch.to - batch.from;
			const unplaced = answer.failures.find(({ index }) => index < 0 || index >= size);
			if (unplaced) all(batch, { type: unplaced.type, said: `one of the cells of this call was refused and Anaplan does not say which: ${unplaced.said}`, state: 'unknown' });
			else refusals.push(...answer.failures.map((failure) => ({ ...failure, index: failure.index + batch.from })));
		} catch (error) {
			if (wire.signal?.aborted || error instanceof CancelledError) throw stopped(purpose, calls, error);
			const lost = mayHaveActed(error);
			if (batch.from === 0 && !lost) throw error;
			broken = wordsOf(error);
			const type = lost ? 'ANSWER_LOST' : 'CALL_REFUSED';
			all(batch, { type, said: lost ? `the answer was lost (${broken}), so whether the cell was written is not known` : broken, state: lost ? 'unknown' : 'refused' });
		}
	}
	return { refusals, cellsChanged, calls };
};

const stopped = (operation: string, calls: number, cause: unknown): IntegrationError => new CancelledError({
	system: SYSTEM, operation, cause, said: `the execution was stopped after ${calls} call(s); what they sent may be applied`,
	remedy: 'Writing the same cells again changes nothing: run again when you are ready.',
});
