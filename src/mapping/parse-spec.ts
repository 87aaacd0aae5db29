import { columnOrder, columnsNeededBy } from './column-order';
import { readStep, readUse } from './parse-steps';
import type { ColumnSpec, DuplicateSpec, Joint, MappingSpec, RequiredMember, ValueSource } from './spec';
import { specError } from './spec-error';
import { SpecFields } from './spec-fields';

/**
 * Reads a mapping from anything (a node parameter, a JSON file). Options that are left out get the default that cannot
 * lose data: absent fields, unknown codes and unreadable amounts reject the row.
 * @throws FatalError naming the column and the option.
 */
export function parseMappingSpec(value: unknown): MappingSpec {
	const fields = new SpecFields('the mapping', value);
	const columns = fields.list('columns').map(readColumn);
	if (columns.length === 0) throw specError('the mapping', 'it has no columns');
	const names = columns.map(({ column }) => column);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) throw specError(`column "${twice}"`, 'it is there twice');
	checkNeeds(columns, names);
	const spec: MappingSpec = {
		columns,
		duplicates: readDuplicates(fields.raw('duplicates') ?? {}, names),
		requiredMembers: fields.list('requiredMembers').map((one, index) => readRequired(one, index, names)),
		absentFields: fields.oneOf('absentFields', ['reject', 'empty'], 'reject'),
	};
	fields.end();
	return spec;
}

function readColumn(value: unknown, index: number): ColumnSpec {
	const fields = new SpecFields(`column ${index + 1}`, value);
	const column = fields.filledText('column');
	const place = `column "${column}"`;
	const named = new SpecFields(place, value);
	named.raw('column');
	const from = readSource(place, named.raw('from'));
	const whenEmpty = named.choiceOr('whenEmpty', ['keep', 'reject'], 'keep', readUse);
	const steps = named.list('steps').map((step, at) => readStep(`${place}, step ${at + 1}`, step));
	named.end();
	return { column, from, whenEmpty, steps };
}

const SOURCES: Readonly<Record<ValueSource['kind'], (fields: SpecFields) => ValueSource>> = {
	field: (fields) => ({ kind: 'field', field: fields.filledText('field') }),
	constant: (fields) => ({ kind: 'constant', value: fields.text('value') }),
	join: (fields) => ({
		kind: 'join',
		fields: fields.texts('fields'),
		...readJoint(fields),
	}),
	columns: (fields) => ({ kind: 'columns', columns: fields.texts('columns'), ...readJoint(fields) }),
	difference: (fields) => ({ kind: 'difference', field: fields.filledText('field'), minus: fields.filledText('minus') }),
};

function readJoint(fields: SpecFields): Joint {
	return { with: fields.text('with', ''), emptyParts: fields.oneOf('emptyParts', ['empty', 'leave out', 'keep'], 'empty') };
}

function readSource(place: string, value: unknown): ValueSource {
	const fields = new SpecFields(`${place}, "from"`, value);
	const source = SOURCES[fields.oneOf('kind', ['field', 'constant', 'join', 'difference', 'columns'])](fields);
	fields.end();
	if (source.kind === 'join' && source.fields.length === 0) throw specError(place, '"fields" must name at least one field');
	if (source.kind === 'columns' && source.columns.length === 0) throw specError(place, '"columns" must name at least one column');
	return source;
}

/** What a column needs of others must be there, and there must be an order in which to work. */
function checkNeeds(columns: readonly ColumnSpec[], names: readonly string[]): void {
	for (const column of columns) {
		for (const needed of columnsNeededBy(column)) checkColumn(`column "${column.column}"`, needed, names);
	}
	const ordered = columnOrder(columns);
	if ('circle' in ordered) throw specError('the mapping', `these columns need one another: ${ordered.circle.join(' → ')}`);
}

function readDuplicates(value: unknown, columns: readonly string[]): DuplicateSpec {
	const fields = new SpecFields('duplicates', value);
	const policy = fields.oneOf('policy', ['fail', 'sum', 'last', 'keep'], 'keep');
	const [key, sum] = [fields.texts('key'), fields.texts('sum')];
	fields.end();
	for (const column of [...key, ...sum]) checkColumn('duplicates', column, columns);
	const both = key.find((column) => sum.includes(column));
	if (both !== undefined) throw specError('duplicates', `column "${both}" is both key and sum`);
	if (policy !== 'keep' && key.length === 0) throw specError('duplicates', `policy "${policy}" needs key columns`);
	if (policy === 'sum' && sum.length === 0) throw specError('duplicates', 'policy "sum" needs the columns to add up in "sum"');
	return { policy, key, sum };
}

function readRequired(value: unknown, index: number, columns: readonly string[]): RequiredMember {
	const fields = new SpecFields(`required member ${index + 1}`, value);
	const [column, listName] = [fields.filledText('column'), fields.filledText('listName')];
	fields.end();
	checkColumn(`required member ${index + 1}`, column, columns);
	return { column, listName };
}

function checkColumn(place: string, column: string, columns: readonly string[]): void {
	if (!columns.includes(column)) throw specError(place, `there is no column "${column}"; there are ${columns.join(', ')}`);
}
