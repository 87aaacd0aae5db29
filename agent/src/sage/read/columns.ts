import { SageFault } from '../port';
import type { BusinessObject } from '../com/business-object';
import type { TableNames } from '../names';

export interface Column {
	/** As Sage writes it, with `$` for text. */
	readonly name: string;
	readonly kind: 'text' | 'number';
	/** Letters, where the object tells. */
	readonly width: number | null;
}

const bare = (name: string): string => name.replace(/\$$/, '').toLowerCase();

/**
 * The names in a list of columns, whatever stands between them: the separator, a comma, a line end. A number right behind a name, as in
 * `Name$(40)` or `Name$:40`, is its width.
 */
export const readColumnList = (text: string): Column[] =>
	[...text.matchAll(/([A-Za-z_][A-Za-z0-9_]*\$?)(?:\s*[:(]\s*(\d+))?/g)].map(([, name = '', width]) => ({
		name, kind: name.endsWith('$') ? 'text' : 'number', width: width === undefined ? null : Number(width),
	}));

const specified = (spec: string): { optional: boolean; names: readonly string[] } => ({
	optional: spec.startsWith('?'), names: spec.replace(/^\?/, '').split('|'),
});

const asColumn = (name: string): Column => ({ name, kind: name.endsWith('$') ? 'text' : 'number', width: null });

/** Which column of the object plays which role. */
export class ColumnSet {
	private constructor(private readonly object: string, private readonly byRole: ReadonlyMap<string, Column>) {}

	/**
	 * @param listed the columns that the object told; empty when it tells none, then the table of names is believed for what is required
	 * @throws SageFault that names every missing column
	 */
	static resolve(object: string, { columns }: Pick<TableNames, 'columns'>, listed: readonly Column[]): ColumnSet {
		const known = new Map(listed.map((column) => [bare(column.name), column]));
		const suffixed = listed.some(({ kind }) => kind === 'text');
		const byRole = new Map<string, Column>();
		const missing: string[] = [];
		for (const [role, spec] of Object.entries(columns)) {
			const { optional, names } = specified(spec);
			const name = listed.length === 0 ? (optional ? undefined : names[0]) : names.find((candidate) => known.has(bare(candidate)));
			if (name === undefined) {
				if (!optional) missing.push(names.join(' or '));
				continue;
			}
			const told = known.get(bare(name));
			byRole.set(role, told !== undefined && suffixed ? told : { ...asColumn(name), width: told?.width ?? null });
		}
		if (missing.length > 0) {
			throw new SageFault('SAGE_ERROR', `${object} has no column ${missing.join(', no column ')}. Write the names of this release into the agent's configuration.`, {
				sage: { object, method: 'sGetColumns', number: null, text: `missing: ${missing.join(', ')}` },
			});
		}
		return new ColumnSet(object, byRole);
	}

	has(role: string): boolean {
		return this.byRole.has(role);
	}

	column(role: string): Column {
		const found = this.byRole.get(role);
		if (found === undefined) throw new SageFault('SAGE_ERROR', `${this.object} has no column for "${role}" on this release.`);
		return found;
	}

	roles(): string[] {
		return [...this.byRole.keys()];
	}
}

/** Asks the object itself (reference sage-100 3.1 and 9.1). */
export const askColumns = (object: BusinessObject, source?: string): Column[] => {
	const sources = readColumnList(object.text('sGetDataSources')).map(({ name }) => name);
	const chosen = source ?? sources.find((name) => name.toUpperCase() === 'MAIN') ?? sources[0] ?? 'MAIN';
	return readColumnList(object.text('sGetColumns', chosen));
};
