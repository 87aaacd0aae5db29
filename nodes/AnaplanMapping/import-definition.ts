import type { IExecuteFunctions } from 'n8n-workflow';
import { bindLists, compareColumns, listNeeds, type MappingSpec, type MemberLists } from '../../src/mapping';
import { COMMA_QUOTED, type CsvDialect } from '../../src/core/csv';
import { pick, type AnaplanClient, type ModelRef } from '../../src/systems/anaplan';
import { executionClient } from '../shared/anaplan/connection';
import { pickedIn, targetOf } from '../shared/anaplan/target';
import { parameterError } from '../shared/context/node-errors';
import { memberBooks } from './list-members';
import { mapsToJournal } from './mapping-parameters';

/** The mapping with what the model says about it: how the file of the import is written, and which members the lists have. */
export interface ImportDefinition {
	/** With the members of the lists that it looks into. */
	readonly spec: MappingSpec;
	readonly dialect: CsvDialect;
	readonly members: MemberLists;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const requireFit = (context: IExecuteFunctions, spec: MappingSpec, header: readonly string[], name: string): void => {
	const { fits, missing, unknown } = compareColumns(spec, header);
	if (fits) return;
	const said = [
		missing.length > 0 ? `it does not fill ${quoted(missing)}` : '',
		...unknown.map(({ column, meant }) => `the import has no column "${column}"${meant ? ` (did you mean "${meant}"?)` : ''}`),
	].filter((part) => part !== '').join('; ');
	throw parameterError(context, `The mapping does not fit import "${name}": ${said}`, `The import reads: ${quoted(header)}. Map each of them, and no other; Anaplan drops unknown columns without a word.`);
};

const dialectOf = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, spec: MappingSpec, wanted: string): Promise<CsvDialect> => {
	if (!wanted) return COMMA_QUOTED;
	const action = pick(await client.metadata.imports(target), wanted, 'import');
	const definition = await client.metadata.importMetadata(target, action.id);
	requireFit(context, spec, definition.headerNames, action.name);
	return { separator: definition.separator, delimiter: definition.delimiter, newline: '\n' };
};

const requiredMembers = async (client: AnaplanClient, target: ModelRef, spec: MappingSpec): Promise<MemberLists> => {
	const members = new Map<string, ReadonlySet<string>>();
	const lists = spec.requiredMembers.length > 0 ? await client.lists.all(target) : [];
	for (const { listName } of spec.requiredMembers) {
		if (members.has(listName)) continue;
		const items = await client.lists.items(target, pick(lists, listName, 'list').id);
		members.set(listName, new Set(items.flatMap(({ code, name }) => (code ? [code, name] : [name]))));
	}
	return members;
};

/**
 * Asked only as far as the panel names a target: without an import the file is plain comma-separated CSV and nothing
 * is compared; lists are read only for the checks and lookups that name them. Lines of a journal have no import.
 */
export const importDefinition = async (context: IExecuteFunctions, spec: MappingSpec): Promise<ImportDefinition> => {
	const wanted = mapsToJournal(context) ? '' : pickedIn(context, 'import', 0);
	const needs = listNeeds(spec);
	if (!wanted && spec.requiredMembers.length === 0 && needs.length === 0) return { spec, dialect: COMMA_QUOTED, members: new Map() };
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const dialect = await dialectOf(context, client, target, spec, wanted);
	const members = await requiredMembers(client, target, spec);
	return { spec: bindLists(spec, await memberBooks(context, client, target, needs)), dialect, members };
};
