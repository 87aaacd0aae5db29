import { bySignList, listNotRead } from '../list-needs';
import type { Decimal } from '../../core/decimal';
import type { AmountStep, NegativeByField, SignByColumn, SignByField, SignByMember } from '../spec';
import { shown } from '../spec-error';
import type { StepContext } from './step-result';

/** Whether an amount is turned, or why that cannot be said. */
export type SignRule = (context: StepContext, amount: Decimal) => boolean | { readonly refused: string };

/** Which amounts change their sign. What decides must be there: a sign that is guessed is wrong in half of all cases. */
export function signRule(sign: AmountStep['sign']): SignRule {
	if (typeof sign === 'string') return () => sign === 'flip';
	if ('column' in sign) return byColumn(sign);
	if ('negativeWhen' in sign) return negativeByField(sign);
	return bySignList(sign) ? byMember(sign) : byField(sign);
}

const absent = (field: string): { readonly refused: string } => ({ refused: `the field ${shown(field)} that decides the sign is not in the record` });

function byField({ field, flipWhen }: SignByField): SignRule {
	return ({ fields }) => (Object.hasOwn(fields, field) ? flipWhen.has((fields[field] ?? '').trim()) : absent(field));
}

function negativeByField({ field, negativeWhen }: NegativeByField): SignRule {
	return ({ fields }, { units }) => (Object.hasOwn(fields, field) ? units > 0n && negativeWhen.has((fields[field] ?? '').trim()) : absent(field));
}

function byColumn({ column, codes }: SignByColumn): SignRule {
	return (context) => {
		const code = context.column(column);
		if (code === '') return { refused: `column "${column}", which decides the sign, is empty` };
		// A column that was refused rejects the row by itself.
		return code !== undefined && codes.has(code);
	};
}

function byMember({ field, list, property, flipWhen, book }: SignByMember): SignRule {
	if (book === undefined) throw listNotRead(list);
	return ({ fields }) => {
		if (!Object.hasOwn(fields, field)) return absent(field);
		const found = book.find(fields[field] ?? '', 'either');
		if (!('member' in found)) return { refused: `${'unknown' in found ? found.unknown : found.ambiguous}; its "${property}" decides the sign` };
		const text = (found.member.properties[property] ?? '').trim();
		return text === '' ? { refused: `${shown(found.member.name)} of list "${list}" has no "${property}", which decides the sign` } : flipWhen.has(text);
	};
}
