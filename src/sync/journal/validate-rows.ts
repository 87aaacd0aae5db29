/**
 * Each row by itself against the target's rules. All reasons at once. What is wrong is rejected and never mended: a cut text, a
 * rounded amount or a dropped field would be another posting than the one that was approved.
 */
import type { JournalField, JournalRules } from '../../contracts';
import { add, atPlaces, isZero, negate, parseDecimal, type Decimal } from '../../core/decimal';
import { valueOf, type JournalRow, type PostingWishes } from './row';

export interface ValidLine {
	/** Position in the input, from 0; `null` for an added line. */
	readonly row: number | null;
	readonly key: string | null;
	readonly account: string;
	/** With exactly the target's places. */
	readonly amount: Decimal;
	readonly description: string;
	/** Declared fields that are not empty, by name. */
	readonly fields: Readonly<Record<string, string>>;
}

export interface JudgedRow {
	readonly line: ValidLine;
	/** Empty: the row is fit. */
	readonly reasons: readonly string[];
	/** Fields whose value is missing or wrong, so that it is not known which journal the row belongs to. */
	readonly unclear: ReadonlySet<string>;
}

export function judgeRows(rows: readonly JournalRow[], rules: JournalRules, wishes: PostingWishes): JudgedRow[] {
	const repeats = wishes.repeatedKeys === 'keep' ? new Map<string, number>() : countKeys(rows);
	return rows.map((row, index) => judgeRow(row, index, rules, wishes, repeats.get(row.key) ?? 1));
}

function countKeys(rows: readonly JournalRow[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { key } of rows) if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}

function judgeRow(row: JournalRow, index: number, rules: JournalRules, wishes: PostingWishes, repeats: number): JudgedRow {
	const amount = readAmount(row, rules.places);
	const unread = unreadIn(row);
	const unclear = rules.fields
		.filter(({ name }) => !unread.fields.has(name))
		.map((field) => ({ field, reason: fieldReason(field, spelled(field, row)) }))
		.filter(({ reason }) => reason !== undefined);
	const account = row.account.trim();
	const reasons = [
		...unread.reasons,
		...(repeats > 1 ? [`the key "${row.key}" occurs ${repeats} times: the input may hold the same export twice`] : []),
		...(unread.parts.has('account') ? [] : accountReasons(account, rules)),
		...(unread.parts.has('amount') ? [] : 'refused' in amount ? [amount.refused] : zeroReasons(amount.value, wishes)),
		...(row.description.length > rules.longestDescription
			? [`the description has ${row.description.length} characters, ${rules.system} takes ${rules.longestDescription}`]
			: []),
		...unclear.map(({ reason }) => reason ?? ''),
		...strangers(row, rules),
	];
	const line: ValidLine = {
		row: index,
		key: row.key,
		account,
		amount: 'value' in amount ? amount.value : { units: 0n, places: rules.places },
		description: row.description,
		fields: declared(row, rules),
	};
	return { line, reasons, unclear: new Set([...unread.fields, ...unclear.map(({ field }) => field.name)]) };
}

interface Unread {
	readonly parts: ReadonlySet<string>;
	/** A row with such a field may belong to any journal. */
	readonly fields: ReadonlySet<string>;
	readonly reasons: readonly string[];
}

function unreadIn({ unread = [] }: JournalRow): Unread {
	return {
		parts: new Set(unread.map((part) => part.of)),
		fields: new Set(unread.flatMap((part) => (part.of === 'field' ? [part.field] : []))),
		reasons: unread.map(({ reason }) => reason),
	};
}

function readAmount({ amount }: JournalRow, places: number): { readonly value: Decimal } | { readonly refused: string } {
	const texts = typeof amount === 'string' ? [amount, '0'] : [amount.debit || '0', amount.credit || '0'];
	const [debit, credit] = texts.map((text) => parseDecimal(text));
	if (debit === undefined || credit === undefined) return { refused: `the amount "${texts[debit === undefined ? 0 : 1]}" is not a number` };
	if (typeof amount !== 'string') {
		if (amount.debit === '' && amount.credit === '') return { refused: 'neither debit nor credit is filled' };
		if (!isZero(debit) && !isZero(credit)) return { refused: `debit ${amount.debit} and credit ${amount.credit} are both filled` };
	}
	const value = atPlaces(add(debit, negate(credit)), places);
	return value === undefined ? { refused: `the amount has more than ${places} decimals` } : { value };
}

function zeroReasons(amount: Decimal, { zeroLines }: PostingWishes): string[] {
	return zeroLines === 'reject' && isZero(amount) ? ['the amount is zero'] : [];
}

function accountReasons(account: string, { longestAccount, system }: JournalRules): string[] {
	if (account === '') return ['the account is empty'];
	return account.length > longestAccount ? [`the account "${account}" is longer than the ${longestAccount} characters of ${system}`] : [];
}

/** Two spellings of one value would be two references. */
function spelled({ name, respell }: JournalField, { fields }: JournalRow): string {
	const value = valueOf(fields, name);
	return value === '' || respell === undefined ? value : respell(value);
}

function fieldReason(field: JournalField, value: string): string | undefined {
	if (value === '') return field.required === true ? `"${field.name}" is empty` : undefined;
	const { longest, pattern } = field;
	if (longest !== undefined && value.length > longest) return `"${field.name}" is longer than ${longest} characters: "${value}"`;
	if (pattern === undefined || value.search(pattern) >= 0) return undefined;
	return `"${field.name}" is "${value}"${field.like === undefined ? '' : ` and not written like ${field.like}`}`;
}

function strangers({ fields }: JournalRow, rules: JournalRules): string[] {
	const names = new Set(rules.fields.map(({ name }) => name));
	const strange = Object.keys(fields).filter((name) => !names.has(name) && valueOf(fields, name) !== '');
	return strange.map((name) => `${rules.system} has no field "${name}"; it takes ${[...names].join(', ')}`);
}

function declared(row: JournalRow, rules: JournalRules): Record<string, string> {
	const pairs = rules.fields.map((field): [string, string] => [field.name, spelled(field, row)]);
	return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}
