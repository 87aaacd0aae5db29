import { dividedBy, scaled, scaledText } from '../../harness/decimal';

const DECIMALS = 4;
const UNIT = 10_000n;

/** Ten-thousandths of a decimal text, rounded half away from zero; 0 for an empty text. */
export const unitsOf = (text: string | undefined): bigint => scaled(text ?? '', DECIMALS);

/** Always four decimals, as amounts come from the service (reference acumatica 3). */
export const amountText = (units: bigint): string => scaledText(units, DECIMALS);

/** The product of two amounts, rounded half away from zero. */
export const timesUnits = (units: bigint, rate: bigint): bigint => dividedBy(units * rate, UNIT);
