import { FatalError } from '../../core/errors';
import type { ImportMetadata } from './metadata';
import { SYSTEM } from './refusals';

export interface HeaderComparison {
	/** Columns that the import reads and the file lacks. */
	readonly missing: readonly string[];
	/** Columns of the file that the import does not know: Anaplan would drop them without a word. */
	readonly unknown: readonly string[];
	/** Names that the file bears more than once: which of them Anaplan takes is anybody's guess. */
	readonly duplicate: readonly string[];
	/** Empty when the header fits. Otherwise what differs, with both lists. */
	readonly message: string;
}

const quoted = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map((name) => JSON.stringify(name)).join(', '));

const folded = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** Pairs that differ in case or spaces only: the usual cause, and worth a word of its own. */
const lookalikes = (missing: readonly string[], unknown: readonly string[]): string => {
	const pairs = missing.flatMap((name) => unknown
		.filter((other) => folded(other) === folded(name))
		.map((other) => `${JSON.stringify(other)} for ${JSON.stringify(name)}`));
	return pairs.length === 0 ? '' : ` Only case or spaces differ: ${pairs.join(', ')}.`;
};

/**
 * Compares the header of a file with the columns of the import. Anaplan binds columns by name, case and spaces
 * included, and a column it does not find is left out without an error (reference anaplan 7); positions do not matter.
 */
export const compareHeader = (fileHeader: readonly string[], metadata: Pick<ImportMetadata, 'headerNames'>): HeaderComparison => {
	const wanted = new Set(metadata.headerNames);
	const given = new Set(fileHeader);
	const missing = [...wanted].filter((name) => !given.has(name));
	const unknown = [...given].filter((name) => !wanted.has(name));
	const duplicate = [...given].filter((name) => fileHeader.indexOf(name) !== fileHeader.lastIndexOf(name));
	const parts = [
		...(missing.length > 0 ? [`missing in the file: ${quoted(missing)}`] : []),
		...(unknown.length > 0 ? [`not known to the import: ${quoted(unknown)}`] : []),
		...(duplicate.length > 0 ? [`more than once in the file: ${quoted(duplicate)}`] : []),
	];
	const message = parts.length === 0 ? '' :
		`${parts.join('; ')}.${lookalikes(missing, unknown)} The import reads: ${quoted([...wanted])}. The file has: ${quoted(fileHeader)}.`;
	return { missing, unknown, duplicate, message };
};

/**
 * @param unknownColumns `ignore` lets columns pass that the import does not know
 * @throws FatalError when the header does not fit: nothing has been sent then
 */
export const requireFittingHeader = (
	fileHeader: readonly string[], metadata: ImportMetadata, importId: string, unknownColumns: 'refuse' | 'ignore',
): HeaderComparison => {
	const comparison = compareHeader(fileHeader, metadata);
	const unknownFits = unknownColumns === 'ignore' || comparison.unknown.length === 0;
	const harmless = comparison.missing.length === 0 && comparison.duplicate.length === 0 && unknownFits;
	if (!harmless) {
		throw new FatalError({
			system: SYSTEM, operation: `compare the columns with import ${importId} ${JSON.stringify(metadata.name)}`, said: comparison.message,
			remedy: 'Name the columns as the import does, or have a model builder map the new names. Nothing was sent.',
		});
	}
	return comparison;
};
