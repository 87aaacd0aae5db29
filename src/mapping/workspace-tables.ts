/** Tables of codes that differ between workspaces: which of them counts where. */
import { FatalError } from '../core/errors';
import { shown } from './spec-error';

/** One table of codes, as somebody wrote it for one workspace, or for all that have none of their own. */
export interface WorkspaceTable {
	/** Name or id; empty for every workspace that has no table of this name. */
	readonly workspace: string;
	/** What is mapped: accounts, cost centres. */
	readonly name: string;
	/** As a lookup step takes it. */
	readonly table: unknown;
}

/** The workspace that is worked on; the name may be unknown where the tables are written with ids. */
export interface ChosenWorkspace {
	readonly id: string;
	readonly name: string;
}

/** Tables by what is mapped. */
export type ChosenTables = ReadonlyMap<string, unknown>;

const refuse = (said: string, remedy: string): FatalError => new FatalError({ system: 'Mapping', operation: 'choose the mappings of the workspace', said, remedy });

const once = (tables: readonly WorkspaceTable[], whose: string): ReadonlyMap<string, unknown> => {
	const found = new Map<string, unknown>();
	for (const { name, table } of tables) {
		if (found.has(name)) throw refuse(`mapping ${shown(name)} is there twice for ${whose}`, 'Make one of them.');
		found.set(name, table);
	}
	return found;
};

/**
 * The tables of one workspace.
 *
 * **Never those of another workspace.** A table counts where its workspace is the one that is worked on, by id or by name as they are written,
 * or where it names none and the workspace has no table of that name. Nothing is put together out of two tables.
 *
 * @throws FatalError for two tables of one name and workspace, and for one without a name: which of them was meant cannot be known
 */
export const tablesOf = (tables: readonly WorkspaceTable[], { id, name }: ChosenWorkspace): ChosenTables => {
	const trimmed = tables.map((each) => ({ ...each, workspace: each.workspace.trim(), name: each.name.trim() }));
	if (trimmed.some((each) => each.name === '')) throw refuse('a mapping has no name', 'Name what it maps, such as Accounts.');
	const own = once(trimmed.filter(({ workspace }) => workspace !== '' && (workspace === id || workspace === name)), `workspace ${shown(name || id)}`);
	const usual = once(trimmed.filter(({ workspace }) => workspace === ''), 'all other workspaces');
	return new Map([...usual, ...own]);
};

/** @throws FatalError when the workspace has none of this name: what belongs to another one is never used in its place */
export const tableFor = (tables: ChosenTables, name: string, workspace: ChosenWorkspace): unknown => {
	const wanted = name.trim();
	if (tables.has(wanted)) return tables.get(wanted);
	throw refuse(
		`workspace ${shown(workspace.name || workspace.id || '(none chosen)')} has no mapping ${shown(wanted)}${tables.size > 0 ? `; it has ${[...tables.keys()].map(shown).join(', ')}` : ''}`,
		'Add one under "Mappings of Workspaces" in the options, for this workspace or, with the workspace left empty, for all that have none of their own.',
	);
};
