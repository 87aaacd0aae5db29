/** Shorter secrets are words of the language; replacing them would garble texts and hide nothing. */
const SHORTEST_SECRET = 4;

const XML_NAMES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
const JSON_SHORT: Readonly<Record<string, string>> = {
	'\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f', '"': '"', '\\': '\\', '/': '/',
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Hexadecimal digits in either case. */
const hex = (code: number, digits: number): string =>
	code.toString(16).padStart(digits, '0').replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const percentEncoded = (character: string): string =>
	[...Buffer.from(character, 'utf8')].map((byte) => `%(?:25)*${hex(byte, 2)}`).join('');

/** Up to seven backslashes: JSON in JSON in JSON. Bounded, because an open count would make the search slow. */
const unicodeEscaped = (character: string): string =>
	Array.from({ length: character.length }, (_unit, index) => `\\\\{1,7}u${hex(character.charCodeAt(index), 4)}`).join('');

/** Every way in which one character of a secret can be written in XML, a URL, a form or JSON, longest first. */
const spellingsOf = (character: string): string => {
	const code = character.codePointAt(0) ?? 0;
	const forms = [`&#0*${code};`, `&#[xX]0*${hex(code, 1)};`, unicodeEscaped(character), percentEncoded(character)];
	const name = XML_NAMES[character];
	if (name !== undefined) forms.push(`&(?:amp;)*${name};`);
	const short = JSON_SHORT[character];
	if (short !== undefined) forms.push(`\\\\{1,7}${literal(short)}`);
	if (character === ' ') forms.push('\\+');
	return `(?:${[...forms, literal(character)].join('|')})`;
};

const SIGN_SPELLINGS: Readonly<Record<string, string>> = { '+': '(?:[+-]|%2[bB])', '/': '(?:\\\\{0,7}/|_|%2[fF])' };
const PADDING = '(?:=|%3[dD]){0,2}';

/** Either alphabet of base64, its signs URL-encoded or with the backslash of JSON. */
const eitherAlphabet = (base64: string): string => base64.replace(/[+/]/g, (sign) => SIGN_SPELLINGS[sign] ?? sign);

/**
 * How bytes look inside of base64 of something longer ("user:password"). They can begin at three places of a group of
 * three bytes; kept are the characters that depend on the secret alone.
 */
const base64Spellings = (bytes: Buffer): string[] => {
	const whole = eitherAlphabet(bytes.toString('base64').replace(/=+$/, '')) + PADDING;
	const within = [0, 1, 2].map((shift) => {
		const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
		const first = Math.ceil((shift * 8) / 6);
		const last = Math.floor((shifted.length * 8) / 6);
		return eitherAlphabet(shifted.toString('base64').slice(first, last)) + PADDING;
	});
	return [whole, ...within];
};

/**
 * Patterns that find a secret in each of its spellings: as it is, XML-escaped, URL-encoded, JSON-escaped, each character
 * in its own way (encoders disagree on which ones need it), and in base64, alone or in the middle of something longer.
 */
export const secretPatterns = (secret: string): RegExp[] => {
	if (secret.length < SHORTEST_SECRET) return [];
	const plain = [...secret].map(spellingsOf).join('');
	const encodings = new Set([...base64Spellings(Buffer.from(secret, 'utf8')), ...base64Spellings(Buffer.from(secret, 'latin1'))]);
	return [plain, ...encodings].map((source) => new RegExp(source, 'g'));
};
