/**
 * The parts of a group that did not fit into one journal.
 *
 * **No part is created beside one that is open.** The parts share out one content, so the mark of each covers the whole group. If one
 * of them was found with another content, the group has changed since it was posted: lines have moved between the parts, and a
 * further part would hold some that are stored already. If one is refused, its rows will be mended, and then the content of the
 * group is another one than that of the parts that were created in between. What is found is left as it is, and the rows of a part
 * that is refused beside it say so: what mending them does to the parts that stand is not to be seen from the rows.
 */
import type { JournalOutcome, JournalRefusal } from './outcome';
import type { PlannedJournal } from './plan';

interface Held {
	readonly by: PlannedJournal;
	readonly refused: boolean;
}

/** Neither stored, nor nothing to store. */
const isOpen = ({ kind }: JournalOutcome): boolean => kind === 'ambiguous' || kind === 'refused' || kind === 'unsent';

export class DividedGroups {
	private readonly held = new Map<string, Held>();
	private readonly standing = new Map<string, string[]>();

	/** One of the group has this outcome. */
	note(one: PlannedJournal, outcome: JournalOutcome): void {
		const id = groupOf(one);
		const { part, reference } = one.journal;
		if (outcome.kind === 'posted') this.standing.set(id, [...(this.standing.get(id) ?? []), `part ${part} (${reference}, ${outcome.number})`]);
		if (isOpen(outcome) && !this.held.has(id)) this.held.set(id, { by: one, refused: outcome.kind === 'refused' });
	}

	/** The outcome of a journal that would have to be created; undefined where nothing is in its way. */
	outcomeOf(one: PlannedJournal): JournalOutcome | undefined {
		const held = this.held.get(groupOf(one));
		if (held === undefined || held.by === one) return undefined;
		const { part, reference } = held.by.journal;
		const said = `part ${part} of the same group (${reference})`;
		if (!held.refused) return { kind: 'unsent', because: `${said} is open, and no other part is posted beside it` };
		const refusals: JournalRefusal[] = [{ reasons: [`held back: ${said} was refused, and a group is posted whole or not at all`] }];
		return { kind: 'refused', said: 'held back', refusals };
	}

	/** A sentence for the rows of a refused part beside which others are stored; none where no other is. */
	standingBeside(one: PlannedJournal): string[] {
		const parts = this.standing.get(groupOf(one)) ?? [];
		return parts.length === 0 ? [] : [`of the same group is stored, and stays: ${parts.join(', ')}. If the cause is mended without changing any row, `
			+ 'the next run posts the rest. If rows are changed, what is stored is "different content" then, and a person deletes or reverses it first'];
	}
}

/** The fields of a group are the head of each of its parts. */
const groupOf = ({ journal: { head } }: PlannedJournal): string => JSON.stringify(head);
