import { dividedBy, scaled, scaledText } from '../../harness/decimal';
import type { Row, Values } from '../data/row';
import type { FolderDefinition, LedgerDefinition, SeedEntry, SeedLine } from '../model/types';
import { LineRow } from './rows';

/** Lines of an entry by their place, so that those of a generated one need not be kept. */
export interface EntryLines {
	readonly count: number;
	at(index: number): SeedLine;
}

/** What tells one entry of another beside its lines. */
export type EntryHead = Omit<SeedEntry, 'lines'>;

/** All amounts are whole thousandths inside: currencies have up to three decimals. */
const UNITS = 3;
export const unitsOf = (text: string): bigint => scaled(text, UNITS);

const RATE_DECIMALS = 6;

/** An entry header, and through it the lines: one set for each ledger type (reference sage-x3 5.2). */
export class Entry implements Row {
	readonly key: readonly string[];
	/** Columns that somebody changed since: of the header under `''`, of lines under `LIN|LEDTYP`. */
	readonly changed = new Map<string, Values>();
	private readonly company: string;
	private readonly legislation: string;

	constructor(readonly folder: FolderDefinition, readonly head: EntryHead, readonly lines: EntryLines) {
		this.key = [head.type, head.number];
		const site = folder.records.FACILITY?.find(({ FCY }) => FCY === head.site);
		this.company = site?.LEGCPY ?? '';
		this.legislation = folder.records.COMPANY?.find(({ CPY }) => CPY === this.company)?.LEG ?? '';
	}

	get ledgers(): readonly LedgerDefinition[] {
		const { ledgers = ['1', '2'] } = this.head;
		return this.folder.ledgers.filter(({ number }) => ledgers.includes(number));
	}

	get(column: string): string {
		return this.changed.get('')?.[column] ?? HEADER[column]?.(this) ?? '';
	}

	rows(table: string): readonly Row[] {
		return table === 'GACCENTRYD' ? [...this.allLines()] : [];
	}

	/** Lines of every ledger type, line by line. */
	*allLines(): Iterable<LineRow> {
		const { ledgers } = this;
		for (let at = 0; at < this.lines.count; at += 1) for (const ledger of ledgers) yield new LineRow(this, at, ledger);
	}

	line(number: string, ledgerType: string): LineRow | undefined {
		const at = Number(number) - 1;
		const ledger = this.ledgers.find((one) => one.number === ledgerType);
		return ledger === undefined || !Number.isInteger(at) || at < 0 || at >= this.lines.count ? undefined : new LineRow(this, at, ledger);
	}

	get currency(): string {
		return this.head.currency ?? this.folder.ledgers[0]?.currency[this.company] ?? '';
	}

	get place(): { readonly company: string; readonly legislation: string; readonly chart: string } {
		return { company: this.company, legislation: this.legislation, chart: this.folder.charts[this.company] ?? '' };
	}

	decimals(currency: string): number {
		return this.folder.decimals[currency] ?? 2;
	}

	/** Amount of a line in the ledger's currency, without a sign; the last line takes what rounding left, so that every ledger balances. */
	ledgerAmount(at: number, ledger: LedgerDefinition): string {
		const currency = ledger.currency[this.company] ?? '';
		const decimals = this.decimals(currency);
		if (currency === this.currency) return this.lines.at(at).amount;
		if (at < this.lines.count - 1) return scaledText(this.converted(at, currency), decimals);
		let rest = 0n;
		for (let other = 0; other < at; other += 1) rest += this.converted(other, currency) * BigInt(this.lines.at(other).sign);
		return scaledText(rest < 0n ? -rest : rest, decimals);
	}

	/** In the smallest unit of that currency. */
	private converted(at: number, currency: string): bigint {
		const rate = scaled(this.folder.rates[`${this.currency}/${currency}`] ?? '1', RATE_DECIMALS);
		return dividedBy(unitsOf(this.lines.at(at).amount) * rate, 10n ** BigInt(RATE_DECIMALS + UNITS - this.decimals(currency)));
	}
}

const year = ({ head }: Entry): string => head.date.slice(0, 4);

const HEADER: Readonly<Record<string, (entry: Entry) => string>> = {
	TYP: ({ head }) => head.type, NUM: ({ head }) => head.number, CPY: ({ place }) => place.company, FCY: ({ head }) => head.site,
		LEG: ({ place }) => place.legislation,
	JOU: ({ head }) => head.journal, FIY: (entry) => String(Number(year(entry)) - 2023), PER: ({ head }) => String(Number(head.date.slice(5, 7))),
	ACCDAT: ({ head }) => head.date, CAT: ({ head }) => head.category ?? '1', STA: ({ head }) => (head.status === 'final' ? '2' : '1'),
	CUR: ({ currency }) => currency, DESVCR: ({ head }) => head.description ?? '', REF: ({ head }) => head.description ?? '', ORIMOD: () => 'GAS',
	CREDATTIM: ({ head }) => head.stamp, UPDDATTIM: ({ head }) => head.stamp, CREUSR: () => 'ADMIN', UPDUSR: () => 'ADMIN',
};
