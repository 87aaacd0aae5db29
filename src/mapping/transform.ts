/**
 * One source record → one target row, or the reasons why not. Pure. All columns are tried, so that a person sees every
 * reason of a row at once.
 */
import type { SourceRecord } from '../contracts';
import type { ColumnSpec, JoinedFields, MappingSpec, ValueSource } from './spec';
import { shown } from './spec-error';
import { prepareStep, type RunStep, type StepResult } from './steps';

export type Transformed = { readonly row: readonly string[] } | { readonly rejected: readonly string[] };

/** Lone surrogates: no UTF-8 file can hold them. */
const BROKEN = /\p{Surrogate}/u;

interface ReadyColumn {
	readonly spec: ColumnSpec;
	readonly steps: readonly RunStep[];
}

const prepared = new WeakMap<MappingSpec, readonly ReadyColumn[]>();

/** The target row in the order of `spec.columns`, or the reasons, each naming its column. */
export function transformRecord(spec: MappingSpec, record: SourceRecord): Transformed {
	const reasons: string[] = [];
	const row = columnsOf(spec).map((column) => {
		const result = valueOf(column, record, spec.absentFields);
		if ('value' in result) return result.value;
		reasons.push(`column "${column.spec.column}": ${result.refused}`);
		return '';
	});
	return reasons.length > 0 ? { rejected: reasons } : { row };
}

function columnsOf(spec: MappingSpec): readonly ReadyColumn[] {
	const before = prepared.get(spec);
	if (before !== undefined) return before;
	const columns = spec.columns.map((column) => ({ spec: column, steps: column.steps.map((step) => prepareStep(step)) }));
	prepared.set(spec, columns);
	return columns;
}

function valueOf({ spec, steps }: ReadyColumn, record: SourceRecord, absent: MappingSpec['absentFields']): StepResult {
	let result = readValue(spec.from, record, absent);
	if ('refused' in result) return result;
	if (result.value === '') return emptyValue(spec);
	for (const step of steps) {
		result = step(result.value, record);
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

function readValue(from: ValueSource, { fields }: SourceRecord, absent: MappingSpec['absentFields']): StepResult {
	if (from.kind === 'constant') return { value: from.value };
	const names = from.kind === 'field' ? [from.field] : from.fields;
	const missing = names.find((name) => !Object.hasOwn(fields, name));
	if (missing !== undefined && absent === 'reject') return { refused: `the record has no field ${shown(missing)}` };
	const values = names.map((name) => (Object.hasOwn(fields, name) ? (fields[name] ?? '') : ''));
	return { value: from.kind === 'field' ? values.join('') : joined(from, values) };
}

function joined({ emptyParts, with: between }: JoinedFields, values: readonly string[]): string {
	if (emptyParts === 'empty' && values.includes('')) return '';
	return values.filter((value) => value !== '').join(between);
}
