import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { compare, type Filter } from '../wire/filter';
import type { Property } from '../schema/schema-model';

/** Local menu 2644: the rank is what classic REST and older releases have, the name what current ones have (reference sage-x3 10). */
const RANKS: Readonly<Record<string, string>> = { legal: '1', analytical: '2', ias: '3' };

export const USUAL_LEDGER = 'legal';

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `legal` or `1` → `1`. @throws FatalError for a name of the customer's own, whose rank nobody knows */
export const ledgerRank = (wanted: string): string => {
	const text = wanted.trim();
	const rank = /^\d{1,2}$/.test(text) ? text : RANKS[plain(text)];
	if (rank !== undefined) return rank;
	throw new FatalError({
		system: SYSTEM, operation: 'choose the ledger', said: `"${text}" is no ledger type whose number is known`,
		remedy: 'Give the number of the ledger type: 1 legal, 2 analytical, 3 IAS, and so on as in local menu 2644 of your installation.',
	});
};

/**
 * **One ledger and no other.** Every line stands once for each ledger type, so what is summed over all of them counts each posting two or
 * three times (reference sage-x3 12.2). The names of the types can be changed by the customer: they are taken from the server's own list.
 */
export const ledgerFilter = (property: Property, wanted: string): Filter => {
	const { name, values, type } = property;
	if (/^(?:Int|Integer|Float)$/.test(type)) return compare('eq', name, 'number', ledgerRank(wanted));
	if (values.length === 0) return compare('eq', name, 'text', wanted.trim());
	const text = wanted.trim();
	const member = values.find((value) => plain(value) === plain(text)) ?? (/^\d{1,2}$/.test(text) ? byRank(values, text) : undefined);
	if (member !== undefined) return compare('eq', name, 'text', member);
	throw new FatalError({
		system: SYSTEM, operation: 'choose the ledger', said: `this installation has no ledger type "${text}"`, remedy: `Choose one of ${values.join(', ')}.`,
	});
};

/**
 * The vendor's names are known by their rank. Others only where these stand at their own places: then the list is in the order of the menu.
 * In any other order a place would be a guess, and another ledger would be read in silence.
 */
const byRank = (values: readonly string[], rank: string): string | undefined => {
	const usual = Object.entries(RANKS).find(([, each]) => each === rank)?.[0];
	const isMenu = Object.entries(RANKS).every(([name, each]) => plain(values[Number(each) - 1] ?? '') === name);
	return values.find((value) => plain(value) === usual) ?? (isMenu ? values[Number(rank) - 1] : undefined);
};
