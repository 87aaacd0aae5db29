import { FatalError } from '../../../core/errors';
import { formatDecimal, negate, parseDecimal } from '../../../core/decimal';
import type { JsonObject } from '../../../core/json';
import type { AnalyticalLine } from '../values/journal-rows';
import { className, type ClassName } from '../wire/classic-requests';
import { allOf, equalTo } from '../wire/filter';
import { whereText } from '../wire/where-text';
import type { Document } from './documents';
import { listPages, type ClassicParts } from './list-pages';
import { analyticalLists, dimensionPairs, textOf } from './members';

/** Settings of the class that gives analytical lines by themselves, under this name in `classes`. */
export const ANALYSIS_SETTING = 'analyticalLines';
const USUAL_CLASS = 'GACCENTRYA';

const analyticalClass = ({ place }: ClassicParts): ClassName => className(USUAL_CLASS, place.classes[ANALYSIS_SETTING] ?? {});

/** Amounts are unsigned; where an analytical line has a sign of its own that is not its line's, it counts against it. */
const relative = (text: string, own: string, ofLine: string): string => {
	const value = own !== '' && own !== ofLine ? parseDecimal(text) : undefined;
	return value ? formatDecimal(negate(value)) : text;
};

const analyticalLine = (row: JsonObject, sign: string): AnalyticalLine => {
	const own = textOf(row, ['SNS']);
	return {
		number: textOf(row, ['ANALIN']), transactionAmount: relative(textOf(row, ['AMTCUR']), own, sign), ledgerAmount: relative(textOf(row, ['AMTLED']), own, sign),
		quantity: textOf(row, ['QTY']), dimensions: dimensionPairs(row),
	};
};

const SAME = ['LIN', 'LEDTYP'];

const belongsTo = (line: JsonObject) => (row: JsonObject): boolean =>
	SAME.every((name) => textOf(row, [name]) === '' || textOf(row, [name]) === textOf(line, [name]));

/**
 * The analytical lines of each line of an entry: inside of the line, beside it in the entry, or, where the representation shows neither, from
 * their own class. That class is asked at most once per entry.
 *
 * **Never silently none.** An entry whose representation leaves out the analysis looks like one without: so the own class decides, and where
 * the server has none, the read ends with an error instead of empty cost centres.
 */
export class EntryAnalysis {
	private last: { readonly entry: string; readonly rows: Promise<readonly JsonObject[]> } | undefined;

	constructor(private readonly parts: ClassicParts) {}

	async of({ head }: Document, line: JsonObject): Promise<readonly AnalyticalLine[]> {
		const sign = textOf(line, ['SNS']);
		const inside = analyticalLists(line);
		const beside = line === head ? [] : analyticalLists(head);
		const rows = inside.length > 0 ? inside.flat() : (beside.length > 0 ? beside.flat() : await this.ownRows(head)).filter(belongsTo(line));
		return rows.map((row) => analyticalLine(row, sign));
	}

	private ownRows(head: JsonObject): Promise<readonly JsonObject[]> {
		const [type, number] = [textOf(head, ['TYP']), textOf(head, ['NUM'])];
		const entry = `${type}|${number}`;
		if (this.last?.entry !== entry) this.last = { entry, rows: this.ask(type, number) };
		return this.last.rows;
	}

	private async ask(type: string, number: string): Promise<readonly JsonObject[]> {
		const name = analyticalClass(this.parts);
		const filter = allOf(equalTo('TYP', type), equalTo('NUM', number));
		const rows: JsonObject[] = [];
		try {
			for await (const page of listPages(this.parts, { ...name, count: 500, ...(filter && { where: whereText(filter) }) })) rows.push(...page);
		} catch (caught) {
			if (!(caught instanceof FatalError)) throw caught;
			throw new FatalError({
				...caught.facts, said: `the entries came without analytical lines, and ${name.class} does not give them: ${caught.facts.said}`, cause: caught,
				remedy: 'Name class and representation of the analytical lines in the options, let the representation of the entries show them, or read journal lines without analysis.',
			});
		}
		return rows;
	}
}
