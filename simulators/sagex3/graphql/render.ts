import type { Field, NodeType } from '../contract/catalogue';
import type { Row } from '../data/row';
import { valueOf, type Reader } from '../query/values';

type Written = (value: string, field: Field, reader: Reader) => unknown;

const WRITERS: Readonly<Partial<Record<Field['kind'], Written>>> = {
	text: (value, field, { values }) => (value === '' && values.blankText === 'space' && !field.name.startsWith('localized') ? ' ' : value),
	int: (value) => Number(value),
	flag: (value) => value === 'true',
	menu: (value, field) => field.members[Number(value) - 1] ?? null,
	stamp: (value, _field, { values }) => (values.stampForm === 's' ? value.replace(/\.\d+Z$/, 'Z') : value),
};

/** The value of a scalar property as JSON has it: decimals and dates are text, whole numbers are numbers. */
export const written = (row: Row, type: NodeType, field: Field, reader: Reader): unknown => {
	const value = valueOf(row, type, field, reader);
	if (value === null) return field.kind === 'date' && reader.values.emptyDate !== 'null' ? reader.values.emptyDate : null;
	return WRITERS[field.kind]?.(value, field, reader) ?? value;
};

