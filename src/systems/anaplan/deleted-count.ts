import type { Outcome, OutcomeMessage } from './outcome';

const DELETED = [/\bdeleted\s+(\d[\d,]*)/i, /(\d[\d,]*)\s+(?:\w+\s+){0,3}deleted\b/i];

const inWords = ({ text }: OutcomeMessage): number | undefined => {
	const [found] = DELETED.map((pattern) => pattern.exec(text)?.[1]).filter((digits) => digits !== undefined);
	return found === undefined ? undefined : Number(found.replaceAll(',', ''));
};

/**
 * How many items a delete action has deleted, where Anaplan says so: in the words of `deleteFromSelectionSucceeded`
 * or in its counter. No recording of the wording exists (reference anaplan 8), so `null` means "not told", not zero.
 */
export const deletedCount = ({ steps }: Pick<Outcome, 'steps'>): number | null => {
	const told = steps.flatMap(({ messages }) => messages.filter(({ code }) => code === 'deleteFromSelectionSucceeded'))
		.map((message) => inWords(message) ?? (message.occurrences > 0 ? message.occurrences : undefined))
		.filter((count) => count !== undefined);
	return told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0);
};
