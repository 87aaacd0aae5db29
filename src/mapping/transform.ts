/**
 * One source record → one target row, or the reasons why not. Pure. All columns are tried, so that a person sees every
 * reason of a row at once; a column that needs another one which was refused adds no reason of its own.
 */
import type { SourceRecord } from '../contracts';
import { add, formatDecimal, negate, parseDecimal } from '../core/decimal';
import { columnOrder, columnsNeededBy } from './column-order';
import { joined } from './joint';
import type { ColumnSpec, MappingSpec, ValueSource } from './spec';
import { shown } from './spec-error';
import { prepareStep, type RunStep, type StepContext, type StepResult } from './steps';

export type Transformed = { readonly row: readonly string[] } | { readonly rejected: readonly string[] };

/** Lone surrogates: no UTF-8 file can hold them. */
const BROKEN = /\p{Surrogate}/u;

interface ReadyColumn {
	readonly spec: ColumnSpec;
	readonly steps: readonly RunStep[];
	/** Names of the columns that must have a result before. */
	readonly needs: readonly string[];
}

interface ReadyMapping {
	readonly columns: readonly ReadyColumn[];
	readonly order: readonly number[];
	readonly places: ReadonlyMap<string, number>;
}

const prepared = new WeakMap<MappingSpec, ReadyMapping>();

/** The target row in the order of `spec.columns`, or the reasons, each naming its column. */
export function transformRecord(spec: MappingSpec, record: SourceRecord): Transformed {
	const { columns, order, places } = readyFor(spec);
	const row = new Array<string>(columns.length);
	/** Why columns have no result, by place; one without a reason needs another that was refused. */
	let refused: Map<number, string | undefined> | undefined;
	const context: StepContext = {
		fields: record.fields,
		column: (name) => {
			const at = places.get(name) ?? -1;
			return refused?.has(at) ? undefined : row[at];
		},
	};
	for (const at of order) {
		const column = columns[at];
		if (column === undefined) continue;
		const isBlocked = refused !== undefined && column.needs.some((name) => context.column(name) === undefined);
		const result = isBlocked ? undefined : valueOf(column, context, spec.absentFields);
		if (result && 'value' in result) {
			row[at] = result.value;
			continue;
		}
		refused ??= new Map();
		refused.set(at, result && `column "${column.spec.column}": ${result.refused}`);
	}
	if (refused === undefined) return { row };
	const inOrder = [...refused].sort(([one], [other]) => one - other);
	return { rejected: inOrder.flatMap(([, reason]) => reason ?? []) };
}

function readyFor(spec: MappingSpec): ReadyMapping {
	const before = prepared.get(spec);
	if (before !== undefined) return before;
	const columns = spec.columns.map((column) => ({ spec: column, steps: column.steps.map((step) => prepareStep(step)), needs: columnsNeededBy(column) }));
	const ordered = columnOrder(spec.columns);
	const places = new Map(spec.columns.map(({ column }, at) => [column, at]));
	const ready = { columns, order: 'order' in ordered ? ordered.order : [...columns.keys()], places };
	prepared.set(spec, ready);
	return ready;
}

function valueOf({ spec, steps }: ReadyColumn, context: StepContext, absent: MappingSpec['absentFields']): StepResult {
	let result = readValue(spec.from, context, absent);
	if ('refused' in result) return result;
	if (result.value === '') return emptyValue(spec);
	for (const step of steps) {
		result = step(result.value, context);
		if ('refused' in result) return result;
		if (result.value === '') return emptyValue(spec);
	}
	return checked(result.value);
}

function emptyValue({ whenEmpty }: ColumnSpec): StepResult {
	if (whenEmpty === 'reject') return { refused: 'it is empty' };
	return { value: whenEmpty === 'keep' ? '' : whenEmpty.use };
}

function checked(value: string): StepResult {
	if (value.includes('\0')) return { refused: `${shown(value)} holds a NUL character, which no file can carry` };
	if (BROKEN.test(value)) return { refused: `${shown(value)} holds half a character, which no file can carry` };
	return { value };
}

function readValue(from: ValueSource, { fields, column }: StepContext, absent: MappingSpec['absentFields']): StepResult {
	if (from.kind === 'constant') return { value: from.value };
	if (from.kind === 'columns') return { value: joined(from, from.columns.map((name) => column(name) ?? '')) };
	const names = fieldsReadBy(from);
	const missing = names.find((name) => !Object.hasOwn(fields, name));
	if (missing !== undefined && absent === 'reject') return { refused: `the record has no field ${shown(missing)}` };
	const values = names.map((name) => (Object.hasOwn(fields, name) ? (fields[name] ?? '') : ''));
	if (from.kind === 'difference') return difference(values[0] ?? '', values[1] ?? '');
	return { value: from.kind === 'field' ? values.join('') : joined(from, values) };
}

function fieldsReadBy(from: Exclude<ValueSource, { kind: 'constant' | 'columns' }>): readonly string[] {
	if (from.kind === 'join') return from.fields;
	return from.kind === 'field' ? [from.field] : [from.field, from.minus];
}

function difference(from: string, less: string): StepResult {
	if (from.trim() === '' && less.trim() === '') return { value: '' };
	const [minuend, subtrahend] = [from, less].map((text) => parseDecimal(text.trim() === '' ? '0' : text));
	if (minuend === undefined || subtrahend === undefined) {
		return { refused: `${shown(from)} and ${shown(less)} are not two amounts with "." as decimal separator` };
	}
	return { value: formatDecimal(add(minuend, negate(subtrahend))) };
}
