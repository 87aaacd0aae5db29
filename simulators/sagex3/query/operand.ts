import type { Field } from '../contract/catalogue';
import { QueryRefused } from './refused';
import { Digits, type Relaxed } from './relaxed-json';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const STAMP = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?Z)?$/;

const wrong = (field: Field, value: Relaxed): never => {
	const shown = value instanceof Digits ? value.text : typeof value === 'string' ? `'${value}'` : typeof value === 'object'
		? 'this' : String(value);
	throw new QueryRefused(`${field.name}: invalid value ${shown} for type ${field.type}`);
};

/** An instant as stamps are kept; a bare day is its first moment. */
export const stampFrom = (text: string): string | undefined => {
	const [, day, time = '00:00:00', fraction = ''] = STAMP.exec(text) ?? [];
	return day === undefined || Number.isNaN(Date.parse(`${day}T${time}Z`)) ? undefined : `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
};

const READ: Readonly<Record<Field['kind'], (value: string | Digits | boolean, field: Field) => string | undefined>> = {
	id: (value) => (typeof value === 'string' ? value : value instanceof Digits ? value.text : undefined),
	reference: (value) => (typeof value === 'string' ? value : value instanceof Digits ? value.text : undefined),
	// A blank text is kept as one space, and found as such (reference sage-x3 3.5).
	text: (value) => (typeof value === 'string' ? (value === ' ' ? '' : value) : undefined),
	int: (value) => (value instanceof Digits && /^-?\d+$/.test(value.text) ? value.text : undefined),
	decimal: (value) => (value instanceof Digits ? value.text : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined),
	date: (value) => (typeof value === 'string' && DATE.test(value) ? value : undefined),
	stamp: (value) => (typeof value === 'string' ? stampFrom(value) : undefined),
	flag: (value) => (typeof value === 'boolean' ? String(value) : undefined),
	menu: (value, field) => {
		const at = typeof value === 'string' ? field.members.indexOf(value) : -1;
		return at < 0 ? undefined : String(at + 1);
	},
	rows: () => undefined,
};

/** What stands in a filter for a value of this property, in the form that values are compared in. Throws QueryRefused. */
export const operandOf = (field: Field, value: Relaxed): string | null => {
	if (value === null) return null;
	if (typeof value === 'object' && !(value instanceof Digits)) return wrong(field, value);
	return READ[field.kind](value, field) ?? wrong(field, value);
};
