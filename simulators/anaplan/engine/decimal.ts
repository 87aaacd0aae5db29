/**
 * Exact decimals as text. A number is kept as the canonical text of its value: no exponent, no leading zeros,
 * no trailing zeros after the point, no minus before zero. So `1.10` and `1.1` are the same text and twenty digits stay twenty digits.
 */
const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const JSON_NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

const canonical = (sign: string, whole: string, fraction: string): string => {
	const left = whole.replace(/^0+/, '');
	const right = fraction.replace(/0+$/, '');
	if (left === '' && right === '') return '0';
	return `${sign === '-' ? '-' : ''}${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`;
};

/** Text of a file or of a JSON string; undefined when it is no plain decimal (thousands separators, exponents, blanks inside). */
export const parseDecimal = (text: string, decimalSeparator = '.'): string | undefined => {
	const trimmed = text.trim();
	const found = PLAIN.exec(decimalSeparator === '.' ? trimmed : trimmed.replace('.', '!').replace(decimalSeparator, '.'));
	if (!found) return undefined;
	const [, sign = '', whole = '', fraction = ''] = found;
	if (whole === '' && fraction === '') return undefined;
	return canonical(sign, whole, fraction);
};

/** A JSON number literal, which may carry an exponent. */
export const parseJsonNumber = (text: string): string | undefined => {
	const found = JSON_NUMBER.exec(text);
	if (!found) return undefined;
	const [, sign = '', whole = '', fraction = '', exponentText = '0'] = found;
	const exponent = Number(exponentText);
	if (Math.abs(exponent) > 400) return undefined;
	const digits = whole + fraction;
	const point = whole.length + exponent;
	if (point <= 0) return canonical(sign, '', '0'.repeat(-point) + digits);
	return canonical(sign, digits.slice(0, point).padEnd(point, '0'), digits.slice(point));
};

/** Adds decimals without loss; the result is canonical text. */
export class DecimalSum {
	private units = 0n;
	private scale = 0;

	add(value: string): void {
		const point = value.indexOf('.');
		const scale = point < 0 ? 0 : value.length - point - 1;
		const units = BigInt(point < 0 ? value : value.slice(0, point) + value.slice(point + 1));
		if (scale > this.scale) {
			this.units *= 10n ** BigInt(scale - this.scale);
			this.scale = scale;
		}
		this.units += units * 10n ** BigInt(this.scale - scale);
	}

	text(): string {
		const negative = this.units < 0n;
		const digits = (negative ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
		const cut = digits.length - this.scale;
		return canonical(negative ? '-' : '', digits.slice(0, cut), digits.slice(cut));
	}
}
