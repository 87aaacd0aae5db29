import { dividedBy, scaled, scaledText } from '../../harness/decimal';

/** Thousandths: amounts are packed decimals with three places (reference sage-300 5.4). */
export const unitsOf = (text: string): bigint => scaled(text, 3);
export const amountText = (units: bigint): string => scaledText(units, 3);

/** Rounded to the two decimals that every currency of the model has, half away from zero, in thousandths. */
export const toCents = (text: string): bigint => scaled(text, 2) * 10n;

const RATE_DECIMALS = 7;

/** An amount times a rate of up to seven decimals, rounded to two decimals half away from zero. */
export const converted = (units: bigint, rate: string): bigint => dividedBy(units * scaled(rate, RATE_DECIMALS), 10n ** BigInt(RATE_DECIMALS + 1)) * 10n;
