import type { IExecuteFunctions } from 'n8n-workflow';
import { compareColumns, type MappingSpec, type MemberLists } from '../../src/mapping';
import { COMMA_QUOTED, type CsvDialect } from '../../src/core/csv';
import { pick } from '../../src/systems/anaplan';
import { executionClient } from '../shared/anaplan/connection';
import { pickedIn, targetOf } from '../shared/anaplan/target';
import { parameterError } from '../shared/context/node-errors';

/** What the target says about the rows: how its file is written, and which members its lists have. */
export interface ImportDefinition {
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

/**
 * Asked only as far as the panel names a target: without an import the file is plain comma-separated CSV and nothing
 * is compared; lists are read only for the checks that name them.
 */
export const importDefinition = async (context: IExecuteFunctions, spec: MappingSpec): Promise<ImportDefinition> => {
	const wanted = pickedIn(context, 'import', 0);
	if (!wanted && spec.requiredMembers.length === 0) return { dialect: COMMA_QUOTED, members: new Map() };
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);

	let dialect = COMMA_QUOTED;
	if (wanted) {
		const action = pick(await client.metadata.imports(target), wanted, 'import');
		const definition = await client.metadata.importMetadata(target, action.id);
		requireFit(context, spec, definition.headerNames, action.name);
		dialect = { separator: definition.separator, delimiter: definition.delimiter, newline: '\n' };
	}

	const members = new Map<string, ReadonlySet<string>>();
	const lists = spec.requiredMembers.length > 0 ? await client.lists.all(target) : [];
	for (const { listName } of spec.requiredMembers) {
		if (members.has(listName)) continue;
		const items = await client.lists.items(target, pick(lists, listName, 'list').id);
		members.set(listName, new Set(items.flatMap(({ code, name }) => (code ? [code, name] : [name]))));
	}
	return { dialect, members };
};
