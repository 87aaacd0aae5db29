import { FatalError, RetryableError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { refuseChoice, trimmed, type ResourceChoice } from './choice';
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

const CHOOSE = 'Choose the dimension types in the node, so that nobody needs the list of them.';

/**
 * **A type that does not exist is no empty column.** Who may not list the types, or sees none, is believed.
 *
 * @throws FatalError with the types that there are
 */
export const checkTypes = async (resource: string, chosen: readonly string[], discover: () => Promise<readonly DimensionType[]>): Promise<void> => {
	if (chosen.length === 0) return;
	const known = await discover().catch((caught: unknown): readonly DimensionType[] => {
		if (caught instanceof FatalError) return [];
		throw caught;
	});
	const strange = known.length === 0 ? [] : chosen.filter((type) => !known.some(({ code }) => code === type));
	if (strange.length === 0) return;
	const names = known.map(({ code }) => code).sort().join(', ');
	throw refuseChoice(resource, `this folder has no dimension type ${strange.map((type) => `"${type}"`).join(', ')}`, `Choose from ${names}; capitals count.`);
};

/** Those that somebody chose, or all of the folder; types are the customer's own data (reference sage-x3 7). */
export const dimensionColumns = async (choice: ResourceChoice, discover: () => Promise<readonly DimensionType[]>): Promise<DimensionColumns> => {
	if (factsOf(choice.resource)?.id !== 'journalLines' || choice.rows === 'journal lines') return { types: [], isChosen: true };
	const chosen = trimmed(choice.dimensionTypes);
	const named = typeof choice.fields === 'object' ? trimmed(choice.fields).flatMap((name) => dimensionTypeOf(name) ?? []) : [];
	if (choice.dimensionTypes !== undefined || named.length > 0) {
		const types = choice.dimensionTypes === undefined ? named : chosen;
		await checkTypes(choice.resource, types, discover);
		return { types, isChosen: true };
	}
	const found = await discover().catch((caught: unknown) => {
		throw caught instanceof FatalError ? new FatalError({ ...caught.facts, remedy: `${caught.facts.remedy} ${CHOOSE}`, cause: caught }) : caught;
	});
	return { types: found.map(({ code }) => code), isChosen: false };
};

/**
 * One field for each type, whatever stands at whichever place.
 *
 * @throws RetryableError for a type that is not among the columns: its values would be left out in silence
 */
export const dimensionFields = ({ types, isChosen }: DimensionColumns, found: ReadonlyMap<string, string>): Record<string, string> => {
	const strange = isChosen ? undefined : [...found.keys()].find((type) => !types.includes(type));
	if (strange !== undefined) {
		throw new RetryableError({
			system: SYSTEM, operation: 'read journal lines', said: `dimension type ${strange} was not listed before`,
			remedy: `Run it again: a new type becomes a column then. If it stays, the user may not list this type. ${CHOOSE}`,
		});
	}
	return Object.fromEntries(types.map((type) => [dimensionColumn(type), found.get(type) ?? '']));
};

/** Names in their order: the record's own, the dimensions, the stamp. */
export const columnNames = (own: readonly string[], { types }: DimensionColumns, hasStamp: boolean): readonly string[] =>
	[...new Set([...own, ...types.map(dimensionColumn), ...(hasStamp ? [STAMP_COLUMN] : [])])];
