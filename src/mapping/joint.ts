import type { Joint } from './spec';

/** Several texts as one. */
export const joined = ({ emptyParts, with: between }: Joint, values: readonly string[]): string => {
	const filled = values.filter((value) => value !== '');
	if (filled.length === 0 || (emptyParts === 'empty' && filled.length < values.length)) return '';
	return (emptyParts === 'keep' ? values : filled).join(between);
};
