/** Decimal text in exact units of one millionth, so that sums never drift. */
const SCALE = 6;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

export const isDecimal = (text: string): boolean => DECIMAL.test(text) && /\d/.test(text);

/** Text to millionths; empty text is zero. Throws for anything that is no decimal. */
export const units = (text: string | undefined): bigint => {
	const trimmed = (text ?? '').trim();
	if (trimmed === '') return 0n;
	const match = DECIMAL.exec(trimmed);
	if (!match) throw new Error(`${trimmed} is not a decimal number`);
	const value = BigInt((match[2] || '0') + (match[3] ?? '').slice(0, SCALE).padEnd(SCALE, '0'));
	return match[1] === '-' ? -value : value;
};

/** Plain decimal, not padded: `5900`, `-27.47`, `0` (reference 7). */
export const decimal = (value: bigint): string => {
	const sign = value < 0n ? '-' : '';
	const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
	const fraction = digits.slice(-SCALE).replace(/0+$/, '');
	return `${sign}${digits.slice(0, -SCALE)}${fraction ? `.${fraction}` : ''}`;
};

export const plus = (...parts: readonly (string | undefined)[]): string => decimal(parts.reduce((sum, part) => sum + units(part), 0n));

export const negative = (text: string): string => decimal(-units(text));
