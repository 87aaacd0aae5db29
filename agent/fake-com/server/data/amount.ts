const FORM = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal text in units of 10^-decimals, rounded half away from zero; undefined when it is no number. An empty text is zero. */
export const scaled = (text: string, decimals: number): bigint | undefined => {
	const match = FORM.exec(text.trim());
	if (match === null) return undefined;
	const [, sign = '', whole = '', fraction = ''] = match;
	if (whole + fraction === '') return text.trim() === '' ? 0n : undefined;
	const units = BigInt(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}` || '0') + ((fraction[decimals] ?? '0') >= '5' ? 1n : 0n);
	return sign === '-' ? -units : units;
};

/** Text with so many decimals of an amount in units of 10^-decimals. */
export const scaledText = (units: bigint, decimals: number): string => {
	const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
	const cut = digits.length - decimals;
	return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
};

/** Cents: amounts of ledger and payables have two decimals (reference sage-100 6.1). */
export const centsOf = (text: string): bigint => scaled(text, 2) ?? 0n;
export const amountText = (cents: bigint): string => scaledText(cents, 2);

/** A number as ProvideX prints it: no zeros at the end. */
export const printed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text) || '0';
