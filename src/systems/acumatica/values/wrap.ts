import { FatalError } from '../../../core/errors';
import { formatDecimal, parseDecimal } from '../../../core/decimal';
import { exactNumber, type ExactNumber, type JsonDraft } from '../../../core/json';
import { SYSTEM } from '../identity';

export interface Wrapped {
	readonly [name: string]: JsonDraft | undefined;
	readonly value: string | boolean | null | ExactNumber;
}

export const wrapText = (value: string): Wrapped => ({ value });
export const wrapFlag = (value: boolean): Wrapped => ({ value });

/**
 * An amount with exactly the digits it has: decimals are JSON numbers on the wire (reference acumatica 3), so the number
 * is written from its text and never passes through binary arithmetic.
 *
 * @throws FatalError for what is no plain decimal number
 */
export const wrapDecimal = (value: string): Wrapped => {
	const decimal = parseDecimal(value);
	if (decimal === undefined) {
		throw new FatalError({
			system: SYSTEM, operation: 'write an amount', said: `"${value}" is not a decimal number`,
			remedy: 'Give amounts as text with a point: 1820.55. Use Anaplan Mapping to convert other forms.',
		});
	}
	return { value: exactNumber(formatDecimal(decimal)) };
};

/** A field outside of the contract, as it is sent back: `{"View": {"Field": {"type", "value"}}}` (reference acumatica 3.2). */
export interface CustomValue {
	/** `BatchModule.AttributeSOURCE` */
	readonly field: string;
	/** `CustomStringField` unless set. */
	readonly type?: 'CustomStringField' | 'CustomDecimalField' | 'CustomBooleanField' | 'CustomDateTimeField' | 'CustomIntField';
	readonly value: string;
}

const CUSTOM_VALUES: Readonly<Record<NonNullable<CustomValue['type']>, (value: string) => Wrapped['value']>> = {
	CustomStringField: (value) => value,
	CustomDateTimeField: (value) => value,
	CustomBooleanField: (value) => value === 'true',
	CustomDecimalField: (value) => wrapDecimal(value).value,
	CustomIntField: (value) => wrapDecimal(value).value,
};

/** @throws FatalError when a name is not `View.Field` */
export const wrapCustom = (values: readonly CustomValue[]): JsonDraft => {
	const views: Record<string, Record<string, JsonDraft>> = {};
	for (const { field, type = 'CustomStringField', value } of values) {
		const found = /^([^.]+)\.(.+)$/.exec(field);
		if (!found) {
			throw new FatalError({
				system: SYSTEM, operation: 'write a custom field', said: `"${field}" is not of the form View.Field`,
				remedy: 'Choose the field from the list, or write it like BatchModule.AttributeSOURCE.',
			});
		}
		const [, view = '', name = ''] = found;
		views[view] = { ...views[view], [name]: { type, value: CUSTOM_VALUES[type](value) } };
	}
	return views;
};
