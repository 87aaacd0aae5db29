/** Sums, exact, and what is missing to zero. */
import type { JournalRules } from '../../contracts';
import { add, formatDecimal, isZero, negate, type Decimal } from '../../core/decimal';
import { byText } from './reference';
import type { OffsetLine } from './row';
import type { ValidLine } from './validate-rows';

export interface Sum {
	/** Values of `balancedBy`, empty ones included. */
	readonly by: Readonly<Record<string, string>>;
	readonly total: Decimal;
}

/** One sum for each combination of the fields that has to balance in itself, in a fixed order. */
export function sums(lines: readonly ValidLine[], { balancedBy, places }: JournalRules): Sum[] {
	const found = new Map<string, Sum>();
	for (const { fields, amount } of lines) {
		const by = Object.fromEntries(balancedBy.map((name) => [name, fields[name] ?? '']));
		const id = JSON.stringify(Object.values(by));
		found.set(id, { by, total: add(found.get(id)?.total ?? { units: 0n, places }, amount) });
	}
	return [...found].sort(([a], [b]) => byText(a, b)).map(([, sum]) => sum);
}

/** One sentence for each sum that is not zero. */
export function imbalances(lines: readonly ValidLine[], rules: JournalRules): string[] {
	const open = sums(lines, rules).filter(({ total }) => !isZero(total));
	return open.map(({ by, total }) => `the journal does not balance: debits minus credits are ${formatDecimal(total)}${said(by)}`);
}

function said(by: Sum['by']): string {
	const named = Object.entries(by).map(([name, value]) => `${name} "${value}"`);
	return named.length === 0 ? '' : ` for ${named.join(', ')}`;
}

/** The lines that bring every sum to zero, one for each that is not; `head` fills in no field, it is the journal's. */
export function offsetLines(lines: readonly ValidLine[], offset: OffsetLine, rules: JournalRules): ValidLine[] {
	const open = sums(lines, rules).filter(({ total }) => !isZero(total));
	return open.map(({ by, total }) => ({
		row: null,
		key: null,
		account: offset.account.trim(),
		amount: negate(total),
		description: offset.description,
		fields: Object.fromEntries(Object.entries({ ...offset.fields, ...by }).filter(([, value]) => value !== '')),
	}));
}
