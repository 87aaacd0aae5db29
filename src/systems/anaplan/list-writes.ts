import { CancelledError, type IntegrationError } from '../../core/errors';
import { ITEM_LIMITS, itemText, type ItemDraft, type ItemKey, type ListWriteKind } from './item-drafts';
import { verdictsOn, type Verdict } from './item-verdicts';
import { listPath, type Lists } from './lists';
import type { ModelRef } from './metadata';
import { SYSTEM } from './refusals';
import { mayHaveActed, readWriteAnswer, wordsOf, type Refusal, type WriteAnswer } from './write-answers';
import { batchesOf } from './write-batches';
import type { AnaplanWire } from './wire';

export interface ListWrite extends ModelRef {
	readonly kind: ListWriteKind;
	readonly listId: string;
	/** Already checked with `draftProblems`. */
	readonly drafts: readonly ItemDraft[];
	/** How items are found that are there already; of no meaning when adding. */
	readonly by: ItemKey;
}

export interface ListWriteResult {
	/** Every draft is either among these or done. */
	readonly refusals: readonly Refusal[];
	/** Drafts whose answer was lost, or did not tell, and that the list itself shows as wanted. */
	readonly confirmedByReading: readonly number[];
	readonly calls: number;
}

interface Verb {
	readonly method: 'POST' | 'PUT';
	readonly query: string;
	readonly counts: readonly string[];
	readonly does: string;
	/** Sending it twice leaves the list as sending it once would, and the second answer says the same. */
	readonly repeatable: boolean;
}

const VERBS: Readonly<Record<ListWriteKind, Verb>> = {
	add: { method: 'POST', query: '?action=add', counts: ['added'], does: 'add items to', repeatable: false },
	update: { method: 'PUT', query: '', counts: ['updated'], does: 'update items of', repeatable: true },
	delete: { method: 'POST', query: '?action=delete', counts: ['deleted', 'numberOfItemsDeleted'], does: 'delete items of', repeatable: false },
};

const TRIES = 3;
const PAUSE_MS = 5_000;

/** A second add of such an item would make a second item: in a numbered list nothing but a code tells items apart. */
const mayBeRepeated = (kind: ListWriteKind, { code, name }: ItemDraft): boolean => kind !== 'add' || Boolean(code) || Boolean(name);

const unknown = (index: number, said: string): Refusal => ({ index, type: 'ANSWER_LOST', said, state: 'unknown' });

const ignored = (index: number): Refusal => ({ index, type: 'IGNORED', said: 'Anaplan has not done it and gives no reason', state: 'refused' });

/** One write of a list: its batches one after another. */
class Writing {
	private readonly refusals = new Map<number, Refusal>();
	private readonly confirmed = new Set<number>();
	private calls = 0;
	private readonly verb: Verb;

	constructor(private readonly wire: AnaplanWire, private readonly lists: Pick<Lists, 'itemsInFull'>, private readonly write: ListWrite) {
		this.verb = VERBS[write.kind];
	}

	async run(): Promise<ListWriteResult> {
		const texts = this.write.drafts.map((draft) => itemText(this.write.kind, draft, this.write.by));
		let broken: string | undefined;
		for (const { from, to } of batchesOf(texts, ITEM_LIMITS)) {
			const indexes = Array.from({ length: to - from }, (_, offset) => from + offset);
			if (broken === undefined) broken = await this.batch(indexes, texts, from === 0);
			else for (const index of indexes) this.refusals.set(index, { index, type: 'NOT_SENT', said: `not sent, because a call before it failed: ${broken}`, state: 'not sent' });
		}
		return {
			refusals: [...this.refusals.values()].sort((a, b) => a.index - b.index), confirmedByReading: [...this.confirmed].sort((a, b) => a - b), calls: this.calls,
		};
	}

	/** @returns why nothing further is to be sent, or undefined */
	private async batch(indexes: readonly number[], texts: readonly string[], first: boolean): Promise<string | undefined> {
		let open = indexes;
		let loss: string | undefined;
		for (let attempt = 1; attempt <= TRIES && open.length > 0; attempt += 1) {
			const sent = await this.send(open, texts);
			if (sent.kind === 'refused') {
				// Nothing has happened so far, so the whole run may fail; later it may not, because results would be lost.
				if (first && attempt === 1) throw sent.error;
				for (const index of open) this.refusals.set(index, { index, type: 'CALL_REFUSED', said: wordsOf(sent.error), state: 'refused' });
				return wordsOf(sent.error);
			}
			if (sent.kind === 'answered') return await this.answered(open, sent.answer, loss);
			loss = sent.said;
			await this.wire.clock.sleep(PAUSE_MS, this.wire.signal);
			const settled = await this.settle(open, `the answer was lost (${loss})`);
			if (settled === undefined) return loss;
			open = settled;
		}
		for (const index of open) this.refusals.set(index, unknown(index, `${TRIES} answers in a row were lost (${loss ?? ''}), and the list does not show what was wanted`));
		return open.length > 0 ? loss : undefined;
	}

	private async send(open: readonly number[], texts: readonly string[]): Promise<Sent> {
		const { method, query, counts, does, repeatable } = this.verb;
		this.calls += 1;
		try {
			const response = await this.wire.send({
				method, path: `${listPath(this.write, this.write.listId)}/items${query}`, purpose: `${does} list ${this.write.listId}`, repeatable,
				timeoutMs: this.wire.timeouts.modelMs, contentType: 'application/json',
				bytes: Buffer.from(`${ITEM_LIMITS.frame[0]}${open.map((index) => texts[index] ?? '').join(',')}${ITEM_LIMITS.frame[1]}`, 'utf8'),
			});
			const answer = readWriteAnswer(response, counts);
			return answer ? { kind: 'answered', answer } : { kind: 'lost', said: 'the answer is not JSON' };
		} catch (error) {
			if (this.wire.signal?.aborted || error instanceof CancelledError) throw this.stopped(error);
			if (mayHaveActed(error)) return { kind: 'lost', said: wordsOf(error) };
			return { kind: 'refused', error: error as IntegrationError };
		}
	}

	private async answered(open: readonly number[], { done, failures }: WriteAnswer, loss: string | undefined): Promise<undefined> {
		const placed = failures.flatMap((failure) => {
			const index = open[failure.index];
			return index === undefined ? [] : [{ ...failure, index }];
		});
		const known = new Map(placed.map((failure) => [failure.index, failure]));
		const untold = open.filter((index) => !known.has(index));
		const missing = Math.max(done === undefined ? 0 : untold.length - done, failures.length - placed.length);
		// After a lost answer "exists already" and "not found" may be our own doing.
		const doubtful = [...(loss === undefined ? [] : known.keys()), ...(missing > 0 ? untold : [])];
		if (loss === undefined) known.forEach((failure) => this.refusals.set(failure.index, failure));
		if (doubtful.length === 0) return;
		const because = loss === undefined ? `Anaplan counts ${missing} item(s) as ignored and does not say which` : `the answer was lost (${loss})`;
		for (const index of (await this.settle(doubtful, because)) ?? []) this.refusals.set(index, known.get(index) ?? ignored(index));
	}

	/**
	 * Asks the list itself. What it shows as wanted is done; what is there with other values, or cannot be told, is unknown.
	 * @returns what is not done and may be sent again; undefined when the list could not be read
	 */
	private async settle(open: readonly number[], because: string): Promise<readonly number[] | undefined> {
		const { kind, drafts, by } = this.write;
		let verdicts: Verdict[];
		try {
			const items = await this.lists.itemsInFull(this.write, this.write.listId);
			verdicts = verdictsOn(kind, open.map((index) => drafts[index] ?? {}), by, items);
		} catch (error) {
			if (this.wire.signal?.aborted) throw this.stopped(error);
			for (const index of open) this.refusals.set(index, unknown(index, `${because}; reading the list to find out failed too: ${wordsOf(error)}`));
			return undefined;
		}
		const left: number[] = [];
		open.forEach((index, at) => {
			const verdict = verdicts[at];
			if (verdict?.kind === 'done') this.confirmed.add(index);
			else if (verdict?.kind === 'different') this.refusals.set(index, unknown(index, `${because}; ${verdict.said}`));
			else if (mayBeRepeated(kind, drafts[index] ?? {})) left.push(index);
			else this.refusals.set(index, unknown(index, `${because}; an item without a code cannot be found again`));
		});
		return left;
	}

	private stopped(cause: unknown): CancelledError {
		return new CancelledError({
			system: SYSTEM, operation: `${this.verb.does} list ${this.write.listId}`, cause,
			said: `the execution was stopped after ${this.calls} call(s); what they sent may be applied`,
			remedy: 'Look at the list in Anaplan before running again.',
		});
	}
}

type Sent =
	| { readonly kind: 'answered'; readonly answer: WriteAnswer }
	| { readonly kind: 'lost'; readonly said: string }
	| { readonly kind: 'refused'; readonly error: IntegrationError };

/**
 * Adds, updates or deletes list items; the caller holds the lock on the model.
 *
 * **Every draft ends in exactly one way.** Batches are disjoint and cover all drafts. In a batch, what Anaplan names among
 * its failures is refused with its words; when it counts fewer done than it does not name, the list is read, and what it
 * does not show is refused too; the rest is done. HTTP 200 alone means nothing.
 *
 * **A lost answer is resolved by reading.** Adding and deleting are not idempotent to the eye: their repeat reports as
 * failed what the first sending has done (reference anaplan 9). So they are not sent again before the list was read: what
 * it shows as wanted is done, what it shows otherwise is unknown, and only what is not there is sent again, where a code
 * or name makes sure that it cannot get there twice. Failures of such a repeat are checked against the list once more.
 *
 * **A call refused as a whole is never silent.** The first one fails the run, as nothing was done. A later one makes its
 * drafts refused and those behind it "not sent", because what the calls before it have done must still be told.
 */
export const writeItems = (wire: AnaplanWire, lists: Pick<Lists, 'itemsInFull'>, write: ListWrite): Promise<ListWriteResult> =>
	new Writing(wire, lists, write).run();
