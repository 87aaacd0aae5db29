const UNIT = 10_000n;
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

/** Ten-thousandths of a decimal text, rounded half away from zero; 0 for an empty text. */
export const unitsOf = (text: string | undefined): bigint => {
	const plain = plainDecimal(text ?? '');
	if (plain === undefined) return 0n;
	const negative = plain.startsWith('-');
	const [whole = '0', fraction = ''] = plain.replace('-', '').split('.');
	const units = BigInt(whole) * UNIT + BigInt(fraction.slice(0, 4).padEnd(4, '0')) + ((fraction[4] ?? '0') >= '5' ? 1n : 0n);
	return negative ? -units : units;
};

/** Always four decimals, as amounts come from the service (reference acumatica 3). */
export const amountText = (units: bigint): string => {
	const size = units < 0n ? -units : units;
	return `${units < 0n ? '-' : ''}${size / UNIT}.${String(size % UNIT).padStart(4, '0')}`;
};

/** The product of two amounts, rounded half away from zero. */
export const timesUnits = (units: bigint, rate: bigint): bigint => {
	const product = units * rate;
	const half = product < 0n ? -UNIT / 2n : UNIT / 2n;
	return (product + half) / UNIT;
};
