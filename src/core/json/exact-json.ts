/** JSON as it was written: a number stays its own text, so that `30.0000` keeps its places and an id beyond 2^53 its digits. */
export type ExactJson = null | boolean | string | readonly ExactJson[] | { readonly [name: string]: ExactJson };

/** A number that is written exactly as its text stands. Made by `exactNumber` only. */
export interface ExactNumber {
	readonly exact: string;
}

/** What `writeExactJson` takes. `undefined` members are left out. */
export type JsonDraft = null | boolean | string | ExactNumber | readonly JsonDraft[] | { readonly [name: string]: JsonDraft | undefined };

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A text, or a number outside of one. Texts come first, so digits inside of them are never taken for a number. */
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const asText = (token: string): string => (token.startsWith('"') ? token : `"${token}"`);

/**
 * Numbers become texts, everything else is as `JSON.parse` reads it.
 *
 * **Nothing is lost and nothing is invented.** The document is split into texts and what stands between them; only
 * whole numbers between texts are put into quotation marks, so the parser sees the same structure, and what was no
 * number in JSON (`01`, `1.`, `+1`) becomes two texts side by side or keeps its stray sign, which the parser refuses.
 *
 * @throws SyntaxError when it is no complete document
 */
export const parseExactJson = (document: string): ExactJson =>
	JSON.parse(document.replace(/^\uFEFF/, '').replace(TEXT_OR_NUMBER, asText)) as ExactJson;

/** @throws RangeError for what JSON does not read as one number (`1,5`, `.5`, `+1`, blanks) */
export const exactNumber = (text: string): ExactNumber => {
	if (!NUMBER.test(text)) throw new RangeError('not a number as JSON writes it');
	return { exact: text };
};

const isExactNumber = (value: object): value is ExactNumber => 'exact' in value && Object.keys(value).length === 1 && typeof value.exact === 'string';

/** The document, members in the order given, numbers digit by digit as they were given. */
export const writeExactJson = (value: JsonDraft): string => {
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	if (Array.isArray(value)) return `[${(value as readonly JsonDraft[]).map(writeExactJson).join(',')}]`;
	if (isExactNumber(value)) return exactNumber(value.exact).exact;
	const members = Object.entries(value as { readonly [name: string]: JsonDraft | undefined });
	return `{${members.flatMap(([name, member]) => (member === undefined ? [] : [`${JSON.stringify(name)}:${writeExactJson(member)}`])).join(',')}}`;
};
