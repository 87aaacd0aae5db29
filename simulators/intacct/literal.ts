import type { FieldDefinition } from './catalogue';
import { processingError } from './failures';
import { isDecimal } from './money';
import type { World } from './world';
import { dayNumber } from './zone';

/** `query` compares with words, `readByQuery` with stored characters (reference 9). */
export type Dialect = 'query' | 'legacy';

/** Equals no stored value. */
const NOTHING = '\u0000';

const booleanText = (field: FieldDefinition, literal: string, dialect: Dialect): string => {
	if (field.letters) return ({ true: 'T', false: 'F' } as Readonly<Record<string, string>>)[literal] ?? literal;
	if (dialect === 'query') return literal;
	return ({ T: 'true', F: 'false' } as Readonly<Record<string, string>>)[literal] ?? NOTHING;
};

const enumText = (field: FieldDefinition, literal: string, dialect: Dialect): string => {
	const codes = Object.entries(field.codes ?? {});
	// The audit history is stored by letter, and readByQuery alone compares it with the word (reference 11.8).
	if (field.name === 'ACCESSMODE') return dialect === 'query' ? literal : (codes.find(([, word]) => word === literal)?.[0] ?? NOTHING);
	return dialect === 'query' ? literal : (codes.find(([, code]) => code === literal)?.[0] ?? NOTHING);
};

/** A filter literal as the text that is stored. */
export const literalText = (field: FieldDefinition, literal: string, dialect: Dialect): string => {
	if (field.type === 'BOOLEAN') return booleanText(field, literal, dialect);
	if (field.type === 'ENUM') return enumText(field, literal, dialect);
	return literal;
};

/** A filter literal as a number of its column; a value of the wrong form is a processing error, an ISO date included. */
export const literalNumber = (world: World, field: FieldDefinition, literal: string): number => {
	const text = literal.trim();
	if (field.type === 'TIMESTAMP') {
		const iso = world.zone().parse(text);
		if (iso === undefined) throw processingError(`Invalid date value '${literal}' for field ${field.name}.`);
		return Date.parse(iso) / 1000;
	}
	if (field.type === 'DATE') {
		const day = dayNumber(text.slice(0, 10));
		if (Number.isNaN(day) || !/^(.{10}|.{10} \d{2}:\d{2}:\d{2})$/.test(text))
			throw processingError(`Invalid date value '${literal}' for field ${field.name}.`);
		return day;
	}
	if (!isDecimal(text)) throw processingError(`Invalid number '${literal}' for field ${field.name}.`);
	return Number(text);
};

/** `%` any characters, `_` one. */
export const likePattern = (pattern: string, ignoreCase: boolean): RegExp => {
	const source = [...pattern]
		.map((character) => {
			if (character === '%') return '.*';
			if (character === '_') return '.';
			return character.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
		})
		.join('');
	return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su');
};
