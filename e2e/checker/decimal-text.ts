/**
 * Exact sums for the checker, written apart from the product's own arithmetic: if both were one, a mistake in it
 * could not be seen. Amounts become integers of 10^-10 units.
 */
const PLACES = 10;

export const units = (text: string): bigint => {
	const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text);
	if (!match || (match[2] === '' && match[3] === '')) throw new Error(`not a number: "${text}"`);
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
	const shift = PLACES - fraction.length + Number(exponent);
	const digits = BigInt(`${whole}${fraction}` || '0');
	if (shift < 0 && digits % 10n ** BigInt(-shift) !== 0n) throw new Error(`more than ${PLACES} decimals: "${text}"`);
	const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
	return sign === '-' ? -value : value;
};

export const plain = (value: bigint): string => {
	const negative = value < 0n;
	const digits = (negative ? -value : value).toString().padStart(PLACES + 1, '0');
	const fraction = digits.slice(-PLACES).replace(/0+$/, '');
	return `${negative ? '-' : ''}${digits.slice(0, -PLACES)}${fraction ? `.${fraction}` : ''}`;
};
