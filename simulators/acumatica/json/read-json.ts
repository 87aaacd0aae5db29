import { RawNumber, type Json } from './tree';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Control characters inside are refused by JSON.parse, which reads what this finds. */
const STRING = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANK = /[ \t\r\n]*/y;
const WORDS: readonly (readonly [string, Json])[] = [['true', true], ['false', false], ['null', null]];

export class NoJson extends Error {}

/** JSON text to a tree whose numbers keep the digits they were written with. Throws NoJson. */
export const readJson = (text: string): Json => {
	let at = 0;
	const matched = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const found = pattern.exec(text)?.[0];
		if (found !== undefined) at += found.length;
		return found;
	};
	const taken = (sign: string): boolean => {
		matched(BLANK);
		if (text[at] !== sign) return false;
		at += 1;
		return true;
	};
	const needed = (sign: string): void => {
		if (!taken(sign)) throw new NoJson(`${sign} expected at ${at}`);
	};
	const string = (): string => {
		matched(BLANK);
		const found = matched(STRING);
		if (found === undefined) throw new NoJson(`a string expected at ${at}`);
		try {
			return JSON.parse(found) as string;
		} catch {
			throw new NoJson(`a control character in the string before ${at}`);
		}
	};
	const members = (): Json => {
		const found: Record<string, Json> = {};
		if (taken('}')) return found;
		do {
			const name = string();
			needed(':');
			Object.defineProperty(found, name, { value: value(), enumerable: true, configurable: true, writable: true });
		} while (taken(','));
		needed('}');
		return found;
	};
	const items = (): Json => {
		const found: Json[] = [];
		if (taken(']')) return found;
		do found.push(value());
		while (taken(','));
		needed(']');
		return found;
	};
	const value = (): Json => {
		if (taken('{')) return members();
		if (taken('[')) return items();
		if (text[at] === '"') return string();
		for (const [word, meant] of WORDS) {
			if (!text.startsWith(word, at)) continue;
			at += word.length;
			return meant;
		}
		const number = matched(NUMBER);
		if (number === undefined || number === '') throw new NoJson(`a value expected at ${at}`);
		return new RawNumber(number);
	};
	const whole = value();
	matched(BLANK);
	if (at < text.length) throw new NoJson(`text behind the value at ${at}`);
	return whole;
};
