import type { IExecuteFunctions } from 'n8n-workflow';
import { parseMappingSpec, type Joint, type MappingSpec } from '../../src/mapping';
import { parameterError } from '../shared/context/node-errors';
import { columnOf, listed, type Entry, type EntryDefaults } from './column-parameters';
import { workspaceTables } from './workspace-mappings';

interface Options {
	readonly requiredMembers?: { readonly check?: ReadonlyArray<{ readonly column?: string; readonly list?: string }> };
	readonly rejectedLimit?: number;
	readonly sumChanges?: boolean;
}

const optionsOf = (context: IExecuteFunctions): Options => context.getNodeParameter('options', 0, {}) as Options;
const named = (context: IExecuteFunctions, parameter: string): string[] => listed(String(context.getNodeParameter(parameter, 0, '') ?? ''));

/** What is mapped: records into the file of an import, or exported rows into lines of a journal. */
interface Purpose {
	readonly defaults: EntryDefaults;
	/** What the user is told who has added no column. */
	readonly noColumns: string;
}

const FOR_IMPORT: Purpose = {
	defaults: { inputFormat: 'MM/dd/yyyy', periodFormat: 'MMM yy', day: 'keep' },
	noColumns: 'Add one for each column of the import under "Columns".',
};
const FOR_JOURNAL: Purpose = {
	defaults: { inputFormat: 'MMM yy', periodFormat: 'MMyyyy', day: 'last' },
	noColumns: 'Add one for each value of a journal line under "Columns": Account, Date, Amount and what else the ERP wants.',
};

const JOURNAL_OPERATIONS = ['mapToJournal', 'previewJournal'];

export const mapsToJournal = (context: IExecuteFunctions): boolean => JOURNAL_OPERATIONS.includes(context.getNodeParameter('operation', 0, '') as string);

export const ROW_KEY = 'Row Key';

/** Every part keeps its place: an empty one too tells rows apart. No character that a list of keys escapes, so people see one key everywhere. */
export const KEY_JOINT: Joint = { with: ' / ', emptyParts: 'keep' };

/** Fields of an exported row that tell it from all others; none where the user names none. */
export const rowKeyFields = (context: IExecuteFunctions): string[] => (mapsToJournal(context) ? named(context, 'rowKey') : []);

/**
 * The key of a row as a column of its own. A row that was added up has no fields of its own: its key columns say which row
 * it is, today and in the next run, however many rows are behind it then.
 */
const rowKeyColumn = (fields: readonly string[], policy: unknown, key: readonly string[]): object[] => {
	if (fields.length === 0 || (policy === 'sum' && key.length === 0)) return [];
	const from = policy === 'sum' ? { kind: 'columns', columns: key } : { kind: 'join', fields };
	return [{ column: ROW_KEY, from: { ...from, ...KEY_JOINT }, whenEmpty: 'reject' }];
};

/** The mapping as the panel describes it. @throws FatalError naming the column that is wrong, or the mapping that the workspace has not */
export const specOf = async (context: IExecuteFunctions): Promise<MappingSpec> => {
	const { defaults, noColumns } = mapsToJournal(context) ? FOR_JOURNAL : FOR_IMPORT;
	const { column: entries = [] } = context.getNodeParameter('columns', 0, {}) as { column?: Entry[] };
	if (entries.length === 0) throw parameterError(context, 'The mapping has no columns', noColumns);
	const [policy, key] = [context.getNodeParameter('duplicates', 0, 'keep'), named(context, 'keyColumns')];
	const workspaceTable = await workspaceTables(context, entries);
	return parseMappingSpec({
		columns: [...entries.map((entry) => columnOf(entry, { context, defaults, workspaceTable })), ...rowKeyColumn(rowKeyFields(context), policy, key)],
		duplicates: { policy, key, sum: named(context, 'sumColumns') },
		requiredMembers: (optionsOf(context).requiredMembers?.check ?? []).map(({ column: name = '', list = '' }) => ({ column: name, listName: list })),
	});
};

export const rejectedLimitOf = (context: IExecuteFunctions): number => optionsOf(context).rejectedLimit ?? 10_000;

export const sumsChanges = (context: IExecuteFunctions): boolean => optionsOf(context).sumChanges ?? false;
