import type { Row } from '../data/row';
import type { Source } from '../data/table';

interface Kept {
	readonly version: number;
	readonly rows: readonly Row[];
}

const MOST = 8;

/** The last lists that a condition was evaluated for: the pages of one are many, the condition over a hundred thousand rows is the same. */
export class Selections {
	private readonly kept = new Map<string, Kept>();

	/** `name` says source and condition. */
	of(name: string, source: Source, select: (rows: readonly Row[]) => readonly Row[]): readonly Row[] {
		const known = this.kept.get(name);
		if (known !== undefined && known.version === source.version) return known.rows;
		const rows = select(source.list());
		this.kept.delete(name);
		this.kept.set(name, { version: source.version, rows });
		if (this.kept.size > MOST) this.kept.delete([...this.kept.keys()][0] ?? '');
		return rows;
	}
}
