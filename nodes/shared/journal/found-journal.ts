import type { IDataObject } from 'n8n-workflow';
import type { FoundJournal, JournalRules } from '../../../src/contracts';
import { add, atPlaces, formatDecimal, parseDecimal, type Decimal } from '../../../src/core/decimal';

/** Sum of the debits as the target tells it, or as its lines have it; empty where it tells neither. */
const debitTotalOf = ({ debitTotal, lines }: FoundJournal, places: number): string => {
	if (debitTotal !== undefined || lines === undefined) return debitTotal ?? '';
	const debits = lines.map(({ amount }) => parseDecimal(amount)).filter((amount) => amount !== undefined).filter(({ units }) => units > 0n);
	const total = debits.reduce<Decimal>((sum, amount) => add(sum, amount), { units: 0n, places });
	return formatDecimal(atPlaces(total, places) ?? total);
};

/** A journal as it stands in the target. What it does not tell is empty: a person may have rewritten what the journal is known by. */
export const foundJournalJson = ({ fields, places, book }: JournalRules, found: FoundJournal): IDataObject => {
	const { reference, number, status, stage, link = '', mark = '', head = {}, lineCount, lines } = found;
	return {
		reference, number, status, stage, link, book, mark,
		...Object.fromEntries(fields.filter(({ place }) => place === 'head').map(({ name }) => [name, head[name] ?? ''])),
		lineCount: lineCount ?? lines?.length ?? null, debitTotal: debitTotalOf(found, places),
	};
};
