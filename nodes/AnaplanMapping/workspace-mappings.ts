import type { IExecuteFunctions } from 'n8n-workflow';
import { tableFor, tablesOf, type ChosenWorkspace, type WorkspaceTable } from '../../src/mapping';
import { executionClient } from '../shared/anaplan/connection';
import { isWorkspaceId, pickedIn } from '../shared/anaplan/target';
import { tableIn, type Entry } from './column-parameters';

interface Mapping {
	readonly workspace?: string;
	readonly name?: string;
	readonly table?: unknown;
}

const looksInWorkspace = (entry: Entry): boolean => entry.transform === 'lookup' && entry.lookupFrom === 'workspace';

const mappingsIn = (context: IExecuteFunctions): readonly WorkspaceTable[] => {
	const { workspaceMappings } = context.getNodeParameter('options', 0, {}) as { workspaceMappings?: { mapping?: readonly Mapping[] } };
	return (workspaceMappings?.mapping ?? []).map(({ workspace = '', name = '', table }) =>
		({ workspace: String(workspace), name: String(name), table: tableIn(context, table, `Mapping "${name}" of workspace "${workspace || 'all others'}"`) }));
};

/** By id and name, so that mappings may be written with either. Anaplan is asked only where one side is an id and the other a name. */
const chosenWorkspace = async (context: IExecuteFunctions, tables: readonly WorkspaceTable[]): Promise<ChosenWorkspace> => {
	const picked = pickedIn(context, 'workspace', 0);
	const written = tables.map(({ workspace }) => workspace.trim()).filter((workspace) => workspace !== '');
	if (picked === '' || written.every((workspace) => isWorkspaceId(workspace) === isWorkspaceId(picked))) return { id: picked, name: picked };
	const known = await (await executionClient(context)).metadata.workspaces();
	const found = known.filter(({ id, name }) => id === picked || name === picked);
	const [only] = found;
	return only && found.length === 1 ? { id: only.id, name: only.name } : { id: picked, name: picked };
};

/**
 * Finds the table that the chosen workspace has under a name. Where no column looks into one, nothing is read and nobody is asked.
 *
 * @throws FatalError for tables that contradict each other
 */
export const workspaceTables = async (context: IExecuteFunctions, entries: readonly Entry[]): Promise<(name: string) => unknown> => {
	const mappings = entries.some(looksInWorkspace) ? mappingsIn(context) : [];
	const workspace = await chosenWorkspace(context, mappings);
	const tables = tablesOf(mappings, workspace);
	return (name) => tableFor(tables, name, workspace);
};
