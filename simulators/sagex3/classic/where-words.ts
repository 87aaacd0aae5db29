import { QueryRefused } from '../query/refused';

export interface Word {
	readonly kind: 'name' | 'text' | 'number' | 'instant' | 'sign';
	readonly text: string;
}

const FORM = /\s*(?:'((?:[^']|'')*)'|@([^@]*)@|(-?\d+(?:\.\d+)?)(?!\w)|([(),])|([A-Za-z_$][\w.$]*))/y;

/** Words of a predicate: names with dots, texts in single quotes, numbers, `@2025-03-01@`. Throws QueryRefused. */
export const wordsOf = (source: string): readonly Word[] => {
	const words: Word[] = [];
	const form = new RegExp(FORM);
	let at = 0;
	while (source.slice(at).trim() !== '') {
		form.lastIndex = at;
		const match = form.exec(source);
		if (match === null) throw new QueryRefused(`where: unexpected character at position ${at}`);
		const [all, text, instant, number, sign, name] = match;
		if (text !== undefined) words.push({ kind: 'text', text: text.replaceAll('\'\'', '\'') });
		else if (instant !== undefined) words.push({ kind: 'instant', text: instant });
		else if (number !== undefined) words.push({ kind: 'number', text: number });
		else if (sign !== undefined) words.push({ kind: 'sign', text: sign });
		else words.push({ kind: 'name', text: name ?? '' });
		at += all.length;
	}
	return words;
};
