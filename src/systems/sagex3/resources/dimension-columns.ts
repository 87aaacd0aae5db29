import { RetryableError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { trimmed, type ResourceChoice } from './choice';
import { dimensionColumn, dimensionTypeOf, factsOf, STAMP_COLUMN } from './resource-table';
import type { DimensionType } from './reader';

/** Which dimension types become columns, and in which order. */
export interface DimensionColumns {
	readonly types: readonly string[];
	/** Chosen by somebody, so that others are left out on purpose. */
	readonly isChosen: boolean;
}

/** The types as one client has found them: all that it reads has the same columns. A failure is not kept. */
export const foundOnce = (discover: () => Promise<readonly DimensionType[]>): (() => Promise<readonly DimensionType[]>) => {
	let found: Promise<readonly DimensionType[]> | undefined;
	return () => {
		found ??= discover().catch((error: unknown) => {
			found = undefined;
			throw error;
		});
		return found;
	};
};

/** Those that somebody chose, or all of the folder; types are the customer's own data (reference sage-x3 7). */
export const dimensionColumns = async (choice: ResourceChoice, discover: () => Promise<readonly DimensionType[]>): Promise<DimensionColumns> => {
	if (factsOf(choice.resource)?.id !== 'journalLines' || choice.rows === 'journal lines') return { types: [], isChosen: true };
	const chosen = trimmed(choice.dimensionTypes);
	if (choice.dimensionTypes !== undefined) return { types: chosen, isChosen: true };
	const named = typeof choice.fields === 'object' ? trimmed(choice.fields).flatMap((name) => dimensionTypeOf(name) ?? []) : [];
	if (named.length > 0) return { types: named, isChosen: true };
	return { types: (await discover()).map(({ code }) => code), isChosen: false };
};

/**
 * One field for each type, whatever stands at whichever place.
 *
 * @throws RetryableError for a type that was not there when the columns were made: its values would be left out in silence
 */
export const dimensionFields = ({ types, isChosen }: DimensionColumns, found: ReadonlyMap<string, string>): Record<string, string> => {
	const strange = isChosen ? undefined : [...found.keys()].find((type) => !types.includes(type));
	if (strange !== undefined) {
		throw new RetryableError({
			system: SYSTEM, operation: 'read journal lines', said: `dimension type ${strange} appeared while they were read`, remedy: 'Run it again: the new type becomes a column then.',
		});
	}
	return Object.fromEntries(types.map((type) => [dimensionColumn(type), found.get(type) ?? '']));
};

/** Names in their order: the record's own, the dimensions, the stamp. */
export const columnNames = (own: readonly string[], { types }: DimensionColumns, hasStamp: boolean): readonly string[] =>
	[...new Set([...own, ...types.map(dimensionColumn), ...(hasStamp ? [STAMP_COLUMN] : [])])];
