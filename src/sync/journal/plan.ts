/**
 * Rows → journals, without asking anybody.
 *
 * **A journal is posted whole or not at all.** If one of its rows is rejected, its other rows are *held back* and rejected with
 * it, because a journal that lacks a line is another posting than the one that was approved; and the complete one, sent after the
 * mistake is mended, would meet the incomplete one under its own reference. A row whose group cannot be told, because a value is
 * missing or wrong, may belong to every group that agrees with it in the values it has: it holds back all of these.
 *
 * **Nothing lost.** Every row is judged once. Rejected rows go to `rejected`. A fit row is in one group, by the values it has; a group that
 * is held back or refused gives each of its rows one rejection, any other gives each row to one part, or to the rows of its first
 * part that are left out because they are zero. So every input row ends in exactly one journal or one rejection. A group of zeros
 * alone is a journal without lines: it is not sent, but it is looked up, because an earlier posting under its reference would be a
 * different content.
 */
import type { Journal, JournalLine, JournalRules } from '../../contracts';
import { formatDecimal, isZero, negate } from '../../core/decimal';
import { FatalError } from '../../core/errors';
import { imbalances } from './balance';
import { byText, markOf, referenceOf, type Head } from './reference';
import type { JournalRow, PostingWishes, RejectedJournalRow } from './row';
import { splitGroup } from './split';
import { judgeRows, type JudgedRow, type ValidLine } from './validate-rows';

export interface PlannedJournal {
	readonly journal: Journal;
	/** Row behind each line of the journal; `null` for an added line. */
	readonly rowOfLine: ReadonlyArray<number | null>;
	/** Rows that belong to it and are not written, because they are zero. */
	readonly omitted: ReadonlyArray<Pick<RejectedJournalRow, 'row' | 'key'>>;
}

export interface JournalPlan {
	readonly planned: readonly PlannedJournal[];
	readonly rejected: readonly RejectedJournalRow[];
}

const HELD_BACK = 'of the same journal was rejected, and a journal is posted whole or not at all';

interface Group {
	readonly head: Head;
	readonly lines: ValidLine[];
	/** The row that holds the group back, from 0. */
	heldBy?: number;
}

/** @throws FatalError when the wishes do not fit the target: a grouping by an unknown field, no name, no room for a reference. */
export function planJournals(rows: readonly JournalRow[], rules: JournalRules, wishes: PostingWishes): JournalPlan {
	checkWishes(rules, wishes);
	const names = groupFields(rules, wishes);
	const judged = judgeRows(rows, rules, wishes);
	const groups = grouped(judged, names);
	const rejected = judged.flatMap(({ line, reasons }) => (reasons.length > 0 ? [rejection(line, reasons)] : []));
	const planned: PlannedJournal[] = [];
	for (const group of groups) {
		const result = planGroup(group, rules, wishes);
		if ('planned' in result) planned.push(...result.planned);
		else rejected.push(...group.lines.map((line) => rejection(line, result.refused, result.reference)));
	}
	refuseTwins(planned, rules);
	return { planned, rejected: rejected.sort((a, b) => a.row - b.row) };
}

function checkWishes(rules: JournalRules, { name, groupBy, keepTogether = [], imbalance }: PostingWishes): void {
	const known = new Set(rules.fields.map((field) => field.name));
	const offset = typeof imbalance === 'object' ? imbalance : undefined;
	const unknown = [...groupBy, ...keepTogether, ...Object.keys(offset?.fields ?? {})].filter((field) => !known.has(field));
	const wrong = [
		...(name.trim() === '' ? ['the posting has no name'] : []),
		...unknown.map((field) => `${rules.system} has no field "${field}"`),
		...(offset !== undefined && offset.account.trim() === '' ? ['the line to balance has no account'] : []),
	];
	if (wrong.length === 0) return;
	throw new FatalError({
		system: 'Journal',
		operation: 'plan the journals',
		said: wrong.join('; '),
		remedy: `Give the posting a name that stays the same when it is repeated; fields are ${[...known].join(', ')}.`,
	});
}

function groupFields(rules: JournalRules, { groupBy }: PostingWishes): string[] {
	const heads = rules.fields.filter(({ place }) => place === 'head').map(({ name }) => name);
	return [...new Set([...heads, ...groupBy])].sort(byText);
}

function grouped(judged: readonly JudgedRow[], names: readonly string[]): Group[] {
	const groups = new Map<string, Group>();
	const valuesOf = ({ fields }: ValidLine): string[] => names.map((name) => fields[name] ?? '');
	for (const { line, reasons } of judged) {
		if (reasons.length > 0) continue;
		const id = JSON.stringify(valuesOf(line));
		const group = groups.get(id) ?? { head: headOf(line, names), lines: [] };
		group.lines.push(line);
		groups.set(id, group);
	}
	for (const { line, reasons, unclear } of judged) {
		if (reasons.length === 0) continue;
		const clear = names.filter((name) => !unclear.has(name));
		const candidates = clear.length === names.length ? [groups.get(JSON.stringify(valuesOf(line)))] : [...groups.values()];
		for (const group of candidates) {
			if (group === undefined || clear.some((name) => (group.head[name] ?? '') !== (line.fields[name] ?? ''))) continue;
			group.heldBy ??= line.row ?? 0;
		}
	}
	return [...groups].sort(([a], [b]) => byText(a, b)).map(([, group]) => group);
}

function headOf({ fields }: ValidLine, names: readonly string[]): Head {
	return Object.fromEntries(names.map((name) => [name, fields[name] ?? '']).filter(([, value]) => value !== ''));
}

type GroupResult = { readonly planned: PlannedJournal[] } | { readonly refused: readonly string[]; readonly reference: string };

function planGroup({ head, lines, heldBy }: Group, rules: JournalRules, wishes: PostingWishes): GroupResult {
	const first = referenceOf(wishes.name, head, 1, rules.reference);
	const refuse = (...reasons: string[]): GroupResult => ({ refused: reasons, reference: first });
	if (heldBy !== undefined) return refuse(`held back: row ${heldBy + 1} ${HELD_BACK}`);
	const written = wishes.zeroLines === 'write' ? lines : lines.filter(({ amount }) => !isZero(amount));
	const open = (wishes.imbalance ?? 'reject') === 'reject' ? imbalances(written, rules) : [];
	if (open.length > 0) return refuse(...open);
	const split = written.length === 0 ? { parts: [[]] } : splitGroup(written, rules, wishes);
	if ('refused' in split) return refuse(split.refused);
	const whole = split.parts.flat();
	const isWritten = new Set(written);
	const omitted = lines.filter((line) => !isWritten.has(line)).map(({ row, key }) => ({ row: row ?? 0, key: key ?? '' }));
	const lineFields = new Set(rules.fields.filter(({ place }) => place === 'line').map(({ name }) => name));
	const planned = split.parts.map((part, index): PlannedJournal => ({
		journal: {
			reference: index === 0 ? first : referenceOf(wishes.name, head, index + 1, rules.reference),
			mark: markOf(head, whole, index + 1, part, rules.mark),
			title: (wishes.title ?? wishes.name).trim(),
			part: index + 1,
			head,
			lines: part.map((line) => lineOf(line, lineFields)),
		},
		rowOfLine: part.map(({ row }) => row),
		omitted: index === 0 ? omitted : [],
	}));
	return { planned };
}

function lineOf({ key, account, amount, description, fields }: ValidLine, lineFields: ReadonlySet<string>): JournalLine {
	const zero = formatDecimal({ units: 0n, places: amount.places });
	const isDebit = amount.units >= 0n;
	return {
		key,
		account,
		amount: formatDecimal(amount),
		debit: isDebit ? formatDecimal(amount) : zero,
		credit: isDebit ? zero : formatDecimal(negate(amount)),
		description,
		fields: Object.fromEntries(Object.entries(fields).filter(([name]) => lineFields.has(name))),
	};
}

function rejection({ row, key }: ValidLine, reasons: readonly string[], reference?: string): RejectedJournalRow {
	return { row: row ?? 0, key: key ?? '', reasons, reference };
}

/** Collision of two references within one input (reference.ts says how unlikely): neither may be posted in the other's name. */
function refuseTwins(planned: readonly PlannedJournal[], rules: JournalRules): void {
	const seen = new Set<string>();
	const twin = planned.map(({ journal }) => journal.reference).find((reference) => seen.has(reference) || !seen.add(reference));
	if (twin === undefined) return;
	throw new FatalError({
		system: rules.system,
		operation: 'plan the journals',
		said: `two journals would carry the reference ${twin}`,
		remedy: 'Change the name of the posting, if nothing was posted under it yet, or post the two groups under two names.',
	});
}
