import type { Kind } from '../read/filter-words';
import type { World } from '../world';

/** A flat row: texts by column; '' is null. */
export type FlatRow = Readonly<Record<string, string>>;

export interface Column {
	readonly name: string;
	readonly kind: Kind;
	/** A key, padded with blanks in generic inquiries. */
	readonly pad?: number;
	/** Calculated: shown, but no filter may name it. */
	readonly formula?: boolean;
}

export interface FlatTable {
	readonly name: string;
	readonly keys: readonly string[];
	readonly columns: readonly Column[];
	rows(world: World, archived: boolean): readonly FlatRow[];
	/** Entity whose deletions are recorded for it. */
	readonly entity?: string;
}

export const columns = (text: string): readonly Column[] => text.split(' ').map((part) => {
	const [name = '', code = 'S'] = part.split(':');
	const kinds: Readonly<Record<string, Kind>> = { S: 'string', I: 'number', D: 'number', B: 'boolean', T: 'time' };
	return { name, kind: kinds[code] ?? 'string' };
});
