import type { LoadStep } from '../../../src/systems/anaplan';

const SHOWN = 20;

/** Rows that imports before the failed one rejected: their dump is gone with the next run, so they are told in the error. */
export const rejectedInWords = (steps: ReadonlyArray<Pick<LoadStep, 'importName' | 'dumps'>>): string => {
	const rows = steps.flatMap(({ importName, dumps }) => dumps.flatMap(({ rows: dumped }) => dumped.map((row) => ({ importName, row }))));
	if (rows.length === 0) return '';
	const shown = rows.slice(0, SHOWN).map(({ importName, row }) => `${importName}, line ${row.line ?? '?'}: ${row.errors.join(', ')}`);
	return `Rows that it rejected: ${shown.join('; ')}${rows.length > SHOWN ? `; and ${rows.length - SHOWN} more` : ''}.`;
};
