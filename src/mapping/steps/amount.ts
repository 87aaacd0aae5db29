import { atPlaces, formatDecimal, negate, parseDecimal, scale, type Decimal } from '../../core/decimal';
import type { AmountStep } from '../spec';
import { shown } from '../spec-error';
import { signRule } from './sign';
import type { RunStep, StepResult } from './step-result';

const BLANKS = /[ \u00a0\u202f]/g;
const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/**
 * An amount as the source writes it → plain digits with a point, exactly: no binary fraction ever, no exponent, and as
 * many decimals as the source gave unless `decimals` asks for another number.
 *
 * Separators are declared, never guessed: `1.500` is one thousand five hundred or one and a half. Thousands must
 * stand in groups of three, so that `1,5` with thousands `,` is refused and does not become 15. Accountants' minus signs
 * (`100.00-`, `(100.00)`) mean one thing only and are read always.
 */
export function amountStep(step: AmountStep): RunStep {
	const read = amountReader(step);
	const turns = signRule(step.sign);
	return (text, context) => {
		const amount = read(text);
		if (amount === undefined) return { refused: `${shown(text)} is not an amount with "${step.decimal}" as decimal separator` };
		const flip = turns(context, amount);
		if (typeof flip === 'object') return flip;
		const signed = flip ? negate(amount) : amount;
		return written(step, step.scale === 0 ? signed : scale(signed, step.scale));
	};
}

function amountReader(step: AmountStep): (text: string) => Decimal | undefined {
	const mark = step.thousands.replace(ESCAPED, '\\$&');
	const grouped = new RegExp(`^[+-]?\\d{1,3}(?:${mark}\\d{3})+(?:\\${step.decimal}\\d+)?$`);
	const plain = step.decimal === '.' ? /^[^,' ]+$/ : /^[^.' ]+$/;
	return (text) => {
		const digits = leadingMinus(step.thousands === ' ' ? text.trim().replace(BLANKS, ' ') : text.trim());
		if (step.thousands !== '' && grouped.test(digits)) {
			return parseDecimal(digits.replaceAll(step.thousands, '').replace(step.decimal, '.'));
		}
		return plain.test(digits) ? parseDecimal(digits.replace(step.decimal, '.')) : undefined;
	};
}

/** `(1.5)` and `1.5-` as `-1.5`. What carries two signs ends up with both in front and is refused. */
function leadingMinus(text: string): string {
	const found = /^\(\s*(.*?)\s*\)$/.exec(text) ?? /^(.*\d)\s*-$/.exec(text);
	return found === null ? text : `-${found[1]}`;
}

function written({ decimals, rounding }: AmountStep, amount: Decimal): StepResult {
	if (decimals === undefined) return { value: formatDecimal(amount) };
	const exact = atPlaces(amount, decimals);
	if (exact !== undefined) return { value: formatDecimal(exact) };
	if (rounding === 'refuse') return { refused: `${formatDecimal(amount)} has more than ${decimals} decimals` };
	return { value: formatDecimal(halfAwayFromZero(amount, decimals)) };
}

/** Commercial rounding. Called only where places are dropped. */
function halfAwayFromZero({ units, places }: Decimal, decimals: number): Decimal {
	const dropped = 10n ** BigInt(places - decimals);
	const half = units < 0n ? -dropped / 2n : dropped / 2n;
	return { units: (units + half) / dropped, places: decimals };
}
