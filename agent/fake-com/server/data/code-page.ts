/** What bytes 128 to 159 are in code page 1252; byte 138 is the letter that separates fields (reference sage-100 3.1). */
const HIGH = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const known = (letter: string): boolean => {
	const code = letter.codePointAt(0) ?? 0;
	return code < 0x80 || (code >= 0xa0 && code <= 0xff) || HIGH.includes(letter);
};

/** Sage 100 keeps one byte a letter: what code page 1252 does not have becomes a question mark. */
export const inCodePage = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : [...text].map((letter) => (known(letter) ? letter : '?')).join(''));
