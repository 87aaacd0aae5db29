/**
 * References → natural keys of the contract: 3 to 40 of `A-Z a-z 0-9 . _ : -`, the first a letter or a digit.
 *
 * A reference of capitals, digits, `-`, `_` and `:` that fits stands for itself. Every other one is written out: `X.` and then each
 * capital, digit and `-` as it is, everything else as `.` with the four hexadecimal digits of its UTF-16 unit. What would be too long is
 * `H.` and 36 digits of its SHA-256.
 *
 * **Two references, two keys.** A key of the first kind holds no `.`; keys of the second begin with `X.`, those of the third with `H.`, so no
 * two kinds meet. The first kind is the reference itself. The second reads back from the left in one way only: `.` takes four digits with
 * it, every other letter stands for itself, and `.` never stands for itself. The third is a hash of 144 bits: among 2^40 references two share
 * one with a probability of 2^-65. No key depends on the case of its letters, because searches of Sage 100 may pass over it.
 */
import { createHash } from 'node:crypto';

const LONGEST = 40;
const PLAIN = /^[A-Z0-9][A-Z0-9_:-]{2,39}$/;
const DIGEST_DIGITS = 36;

const writtenOut = (reference: string): string => [...Array(reference.length).keys()]
	.map((at) => (/[A-Z0-9-]/.test(reference.charAt(at)) ? reference.charAt(at) : `.${reference.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`)).join('');

export const naturalKeyOf = (reference: string): string => {
	if (PLAIN.test(reference)) return reference;
	const key = `X.${writtenOut(reference)}`;
	if (reference !== '' && key.length <= LONGEST) return key;
	return `H.${createHash('sha256').update(reference, 'utf16le').digest('hex').slice(0, DIGEST_DIGITS).toUpperCase()}`;
};
