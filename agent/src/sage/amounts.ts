/**
 * Exact decimal arithmetic on text. Amounts never become floating-point numbers: what a business object hands over as a number is
 * turned into its shortest text first and rounded to the places of its column, which takes the noise of 0.1 + 0.2 away.
 */
interface Decimal {
	readonly units: bigint;
	readonly places: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

const parse = (text: string): Decimal | undefined => {
	const found = DECIMAL.exec(text.trim());
	if (!found) return undefined;
	const [, sign, whole = '', fraction = '', exponent = '0'] = found;
	if (whole + fraction === '') return undefined;
	const shift = fraction.length - Number(exponent);
	const digits = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, -shift));
	return { units: sign === '-' ? -digits : digits, places: Math.max(0, shift) };
};

/** Half away from zero. */
const unitsAt = ({ units, places }: Decimal, wanted: number): bigint => {
	if (places <= wanted) return units * 10n ** BigInt(wanted - places);
	const scale = 10n ** BigInt(places - wanted);
	const half = units < 0n ? -(scale / 2n) : scale / 2n;
	return (units + half) / scale;
};

const write = (units: bigint, places: number): string => {
	const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
	const point = digits.length - places;
	return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${places === 0 ? '' : `.${digits.slice(point)}`}`;
};

/** Hundredths of a currency unit. A blank is zero. @throws RangeError when the text is no number */
export const cents = (text: string): bigint => {
	if (text.trim() === '') return 0n;
	const value = parse(text);
	if (!value) throw new RangeError(`${JSON.stringify(text)} is not an amount`);
	return unitsAt(value, 2);
};

export const amountText = (hundredths: bigint): string => write(hundredths, 2);

export const amount = (text: string): string => amountText(cents(text));

/** At most six decimals, none that are zero at the end. @throws RangeError when the text is no number */
export const quantity = (text: string): string => {
	if (text.trim() === '') return '0';
	const value = parse(text);
	if (!value) throw new RangeError(`${JSON.stringify(text)} is not a quantity`);
	return write(unitsAt(value, 6), 6).replace(/\.?0+$/, '').replace(/^-0$/, '0');
};

/** Whether a JavaScript number carries this text without loss, so that it may be handed over as a number. */
export const fitsNumber = (text: string): boolean => text.replace(/[^0-9]/g, '').replace(/^0+/, '').length <= 15;
