/**
 * A second, slow and simple opinion on "one complete XML document": knows elements, attributes, references, comments
 * and CDATA, no DTD. Used as the oracle of the mutation test, so it shares nothing with src/.
 */
export const isCompleteDocument = (document: string): boolean => {
	let rest = document.replace(/^\s*<\?xml(?:\s+\w+\s*=\s*(?:"[^"]*"|'[^']*'))+\s*\?>/, '');
	const open: string[] = [];
	let roots = 0;
	const eat = (pattern: RegExp): RegExpExecArray | null => {
		const match = pattern.exec(rest);
		if (match) rest = rest.slice(match[0].length);
		return match;
	};
	while (rest !== '') {
		if (eat(/^<!--[\s\S]*?-->/)) continue;
		if (open.length > 0 && eat(/^<!\[CDATA\[[\s\S]*?\]\]>/)) continue;
		const close = eat(/^<\/([^\s<>/]+)\s*>/);
		if (close) {
			if (open.pop() !== close[1]) return false;
			continue;
		}
		const start = eat(/^<([^\s<>/!?="']+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/);
		if (start) {
			if (open.length === 0 && (roots += 1) > 1) return false;
			if (start[3] === '') open.push(start[1] ?? '');
			continue;
		}
		if (!eat(open.length > 0 ? /^(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)+/ : /^\s+/)) return false;
	}
	return open.length === 0 && roots === 1;
};
