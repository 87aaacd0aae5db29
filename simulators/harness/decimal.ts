/**
 * Amounts are decimal text and whole numbers of their smallest unit, never JavaScript numbers: a simulator that rounds as a client does
 * would not show where the client rounds. A system says how many decimals its amounts have, and shows them all.
 */
const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Decimal text without an exponent: `1.2e3` is `1200`. Undefined when it is no number. */
export const plainDecimal = (text: string): string | undefined => {
	const match = FORM.exec(text.trim());
	if (!match) return undefined;
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
	if (whole + fraction === '') return undefined;
	const digits = whole + fraction;
	const point = whole.length + Number(exponent);
	const padded = digits.padStart(digits.length - Math.min(0, point), '0').padEnd(Math.max(digits.length, point), '0');
	const cut = Math.max(point, 0);
	const [left, right] = [padded.slice(0, cut).replace(/^0+(?=\d)/, '') || '0', padded.slice(cut)];
	return `${sign === '-' ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
};

/** A decimal text in units of 10^-decimals, rounded half away from zero; 0 for what is no number. */
export const scaled = (text: string, decimals: number): bigint => {
	const plain = plainDecimal(text);
	if (plain === undefined) return 0n;
	const [whole = '0', fraction = ''] = plain.replace('-', '').split('.');
	const units = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0')) + ((fraction[decimals] ?? '0') >= '5' ? 1n : 0n);
	return plain.startsWith('-') ? -units : units;
};

/** Text with so many decimals of an amount in units of 10^-decimals. */
export const scaledText = (units: bigint, decimals: number): string => {
	const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
	const cut = digits.length - decimals;
	return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
};

/** The whole quotient, rounded half away from zero; the divisor is positive and even. */
export const dividedBy = (value: bigint, divisor: bigint): bigint => (value + (value < 0n ? -divisor / 2n : divisor / 2n)) / divisor;
