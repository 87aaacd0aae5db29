import type { Outcome } from '../../../src/systems/anaplan';
import { counted } from '../context/execution-hints';

/**
 * One sentence per import: how much went in, and of what Anaplan says only what a person has to look at. A module import
 * has a message per line item, and that all of them are well is one fact and not ten.
 */
export const saidOf = (importName: string, { counts, counted: isCounted, steps, status }: Outcome): string => {
	const notable = steps.flatMap(({ messages }) => messages.filter(({ kind, text }) => kind !== 'done' || /\b[1-9]\d* (?:failed|ignored|rows? ha(?:s|ve) warnings)/.test(text)));
	const bad = [counts.failed > 0 ? `${counts.failed} failed` : '', counts.ignored > 0 ? `${counts.ignored} ignored` : '', counts.warned > 0 ? `${counts.warned} with warnings` : ''].filter((part) => part !== '');
	const figures = isCounted ? `${counts.ok} of ${counted(counts.total, 'row or cell', 'rows or cells')} loaded${bad.length > 0 ? `, ${bad.join(', ')}` : ''}` : status;
	return [`${importName}: ${figures}`, ...notable.slice(0, 5).map(({ text, code }) => (text || code).trim())].join(' – ');
};
