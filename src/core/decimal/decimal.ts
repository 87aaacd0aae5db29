/** An exact decimal number: `units / 10^places`. `1.10` and `1.1` are equal, but each is written as it was read. */
export interface Decimal {
	readonly units: bigint;
	/** Digits after the point, 0 or more. */
	readonly places: number;
}

/**
 * The longest number, written out. No amount needs a tenth of it; without a limit the text `1E999999999` would ask for
 * a gigabyte of zeros.
 */
const MOST_DIGITS = 1_000;

const DECIMAL = /^[ \t\r\n]*([+-]?)(?:(\d+)(?:\.(\d+))?|\.(\d+))(?:[eE]([+-]?\d+))?[ \t\r\n]*$/;

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

/**
 * Reads `-3.166845241E7`, `1.10`, `+5`, `.5`, also between blanks. Everything else is refused and not guessed at:
 * `1,000` (a thousand here, one elsewhere), `5.`, `NaN`, the empty text, and what would have more than 1000 digits.
 */
export const parseDecimal = (text: string): Decimal | undefined => {
	if (text.length > 2 * MOST_DIGITS) return undefined;
	const found = DECIMAL.exec(text);
	if (!found) return undefined;
	const [, sign, whole = '', fraction = found[4] ?? '', , exponentText = '0'] = found;
	const exponent = Number(exponentText);
	const places = fraction.length - exponent;
	const writtenOut = Math.max(whole.length + exponent, 1) + Math.max(places, 0);
	if (Math.abs(exponent) > MOST_DIGITS || writtenOut > MOST_DIGITS) return undefined;
	const digits = BigInt(whole + fraction) * powerOfTen(Math.max(0, -places));
	return { units: sign === '-' ? -digits : digits, places: Math.max(0, places) };
};

/** Plain digits with a point, never an exponent, never `-0`; as many places as the number has. */
export const formatDecimal = ({ units, places }: Decimal): string => {
	const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
	const point = digits.length - places;
	return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${places === 0 ? '' : `.${digits.slice(point)}`}`;
};

const unitsAt = ({ units, places }: Decimal, wanted: number): bigint => units * powerOfTen(wanted - places);

/** Exact; as many places as the more precise of the two. */
export const add = (left: Decimal, right: Decimal): Decimal => {
	const places = Math.max(left.places, right.places);
	return { units: unitsAt(left, places) + unitsAt(right, places), places };
};

export const negate = ({ units, places }: Decimal): Decimal => ({ units: -units, places });

/**
 * Times ten to the power of `exponent`, exactly: 3 turns thousands into units, -3 units into thousands.
 *
 * @throws RangeError when the exponent is not a whole number between -1000 and 1000
 */
export const scale = ({ units, places }: Decimal, exponent: number): Decimal => {
	if (!Number.isInteger(exponent) || Math.abs(exponent) > MOST_DIGITS) {
		throw new RangeError(`a number cannot be scaled by 10 to the power of ${exponent}`);
	}
	const shifted = places - exponent;
	return shifted >= 0 ? { units, places: shifted } : { units: units * powerOfTen(-shifted), places: 0 };
};

/** Negative, zero or positive, as sorting wants it. */
export const compare = (left: Decimal, right: Decimal): number => {
	const { units } = add(left, negate(right));
	return units < 0n ? -1 : Number(units > 0n);
};

export const isZero = ({ units }: Decimal): boolean => units === 0n;

/** The same number with exactly that many places; undefined when a digit other than zero would be lost. */
export const atPlaces = (value: Decimal, places: number): Decimal | undefined => {
	if (places >= value.places) return { units: unitsAt(value, places), places };
	const dropped = powerOfTen(value.places - places);
	return value.units % dropped === 0n ? { units: value.units / dropped, places } : undefined;
};
