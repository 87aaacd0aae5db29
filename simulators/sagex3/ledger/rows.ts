import type { Row } from '../data/row';
import type { LedgerDefinition, SeedLine, SeedSplit } from '../model/types';
import { scaled, scaledText } from '../../harness/decimal';
import type { Entry } from './entry';

type Reader<T> = Readonly<Record<string, (row: T) => string>>;

/** A line of an entry in one ledger type: it knows its place only, and computes a column when somebody asks for it. */
export class LineRow implements Row {
	constructor(readonly entry: Entry, readonly at: number, readonly ledger: LedgerDefinition) {}

	get key(): readonly string[] {
		return [...this.entry.key, String(this.at + 1), this.ledger.number];
	}

	get(column: string): string {
		const { changed } = this.entry;
		if (changed.size > 0) {
			const own = changed.get(`${this.at + 1}|${this.ledger.number}`)?.[column];
			if (own !== undefined) return own;
		}
		return LINE[column]?.(this) ?? '';
	}

	rows(table: string): readonly Row[] {
		return table === 'GACCENTRYA' ? (this.line.splits ?? []).map((split, at) => new AnalyticalRow(this, at, split)) : [];
	}

	get line(): SeedLine {
		return this.entry.lines.at(this.at);
	}

	get ledgerAmount(): string {
		return this.entry.ledgerAmount(this.at, this.ledger);
	}

	/** Ledger amounts of the parts, without a sign; the last takes what rounding left (reference sage-x3 5.2). */
	get shares(): readonly string[] {
		const { splits = [], amount } = this.line;
		const currency = this.get('CURLED');
		if (this.get('CUR') === currency) return splits.map((split) => split.amount);
		const decimals = this.entry.decimals(currency);
		const [whole, transaction] = [scaled(this.get('AMTLED'), decimals), scaled(amount, 3)];
		let rest = whole;
		return splits.map((split, at) => {
			const share = at === splits.length - 1 || transaction === 0n ? rest : (2n * whole * scaled(split.amount, 3) + transaction) / (2n * transaction);
			rest -= share;
			return scaledText(share, decimals);
		});
	}
}

const side = (row: LineRow, sign: 1 | -1, amount: string): string => (row.line.sign === sign ? amount : '0');

const LINE: Reader<LineRow> = {
	TYP: ({ entry }) => entry.head.type, NUM: ({ entry }) => entry.head.number, LIN: ({ at }) => String(at + 1), IDTLIN: ({ at }) => String(at + 1),
	LEDTYP: ({ ledger }) => ledger.number, LED: ({ ledger }) => ledger.code, CPY: ({ entry }) => entry.place.company,
		LEG: ({ entry }) => entry.place.legislation,
	FCYLIN: ({ entry, line }) => line.site ?? entry.head.site, ACCDAT: ({ entry }) => entry.head.date, FIY: ({ entry }) => entry.get('FIY'),
		PER: ({ entry }) => entry.get('PER'),
	COA: ({ entry }) => entry.place.chart, SAC: ({ line }) => (line.partner === undefined ? '' : 'SUP'), ACC: ({ line }) => line.account,
		BPR: ({ line }) => line.partner ?? '',
	DES: ({ line }) => line.description ?? '', SNS: ({ line }) => String(line.sign), CUR: ({ entry }) => entry.currency,
		AMTCUR: ({ line }) => line.amount,
	CURLED: ({ entry, ledger }) => ledger.currency[entry.place.company] ?? '', AMTLED: ({ ledgerAmount }) => ledgerAmount,
		QTY: ({ line }) => line.quantity ?? '0',
	TAX: ({ line }) => line.tax ?? '',
	DEBLED: (row) => side(row, 1, row.ledgerAmount), CDTLED: (row) => side(row, -1, row.ledgerAmount),
		DEBCUR: (row) => side(row, 1, row.line.amount),
	CDTCUR: (row) => side(row, -1, row.line.amount),
	CREDATTIM: ({ entry }) => entry.head.stamp, UPDDATTIM: ({ entry }) => entry.head.stamp, CREUSR: () => 'ADMIN', UPDUSR: () => 'ADMIN',
};

/** A part of a line with its dimensions. */
export class AnalyticalRow implements Row {
	constructor(readonly parent: LineRow, readonly at: number, readonly split: SeedSplit) {}

	get key(): readonly string[] {
		const { entry, ledger, at } = this.parent;
		return [...entry.key, ledger.number, String(at + 1), String(this.at + 1)];
	}

	get(column: string): string {
		return ANALYTICAL[column]?.(this) ?? this.parent.get(column);
	}

	rows(table: string): readonly Row[] {
		return table === 'SLOTS' ? this.split.slots.map((_, at) => new SlotRow(this, at)) : [];
	}
}

const ANALYTICAL: Reader<AnalyticalRow> = {
	ANALIN: ({ at }) => String(at + 1), AMTCUR: ({ split }) => split.amount, QTY: ({ split }) => split.quantity ?? '0',
	/** The ledger's amount of a part is known to the tables; the GraphQL node has none. */
	AMTLED: ({ parent, at }) => parent.shares[at] ?? '',
};

/** One pair of dimension type and dimension, in the slot where this record has it. */
export class SlotRow implements Row {
	constructor(readonly parent: AnalyticalRow, readonly at: number) {}

	get key(): readonly string[] {
		return [...this.parent.key, String(this.at + 1)];
	}

	get(column: string): string {
		const [type = '', dimension = ''] = this.parent.split.slots[this.at] ?? [];
		const own: Readonly<Record<string, string>> = { SLOT: String(this.at + 1), DIE: type, CCE: dimension };
		return own[column] ?? this.parent.get(column);
	}

	rows(): readonly Row[] {
		return [];
	}
}
