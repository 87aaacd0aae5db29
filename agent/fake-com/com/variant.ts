export type VariantValue = string | number | boolean | null;

/** An argument by reference, as `new winax.Variant(value, 'pstring')` makes one: after the call it has what was put into it. */
export class Variant {
	value: VariantValue;

	constructor(value: VariantValue = '', readonly type: string = 'pstring') {
		this.value = value;
	}

	get __value(): VariantValue {
		return this.value;
	}

	assign(value: VariantValue): void {
		this.value = value;
	}

	clear(): void {
		this.value = null;
	}

	valueOf(): VariantValue {
		return this.value;
	}

	toString(): string {
		return String(this.value ?? '');
	}
}

export const variant = (value: VariantValue = '', type = 'pstring'): Variant => new Variant(value, type);

/** Anything with a `value` that can be set counts as a reference. */
export const isReference = (value: unknown): value is { value: VariantValue } => typeof value === 'object' && value !== null && 'value' in value;
