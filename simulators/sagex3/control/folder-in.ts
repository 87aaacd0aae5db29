import { ControlProblem, type ControlCall } from '../../harness/control-call';
import { tableNamed, type TableDefinition } from '../contract/tables';
import type { Folder } from '../data/folder';
import type { World } from '../world';

export type Call = ControlCall<World>;

/** The folder whose endpoint is named, or the first one. */
export const folderIn = ({ world, query, body }: Call): Folder => {
	const name = query.get('folder') ?? (typeof body.folder === 'string' ? body.folder : undefined);
	const found = name === undefined ? world.folders[0] : world.folderAt(name);
	if (found === undefined) throw new ControlProblem(`no folder ${name ?? ''}`);
	return found;
};

export interface TableIn {
	readonly name: string;
	readonly definition: TableDefinition;
}

export const tableIn = (name: string | null): TableIn => ({ name: name ?? '', definition: tableNamed(name ?? '') });
