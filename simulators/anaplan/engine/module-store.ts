import type { LineItemDefinition, ModuleDefinition } from '../model/types';
import { DecimalSum } from './decimal';
import type { Dimension } from './dimension';
import { BLANK, type Stored } from './values';

export interface LineItem {
	readonly id: string;
	readonly definition: LineItemDefinition;
	/** What an ENTITY or TIME_ENTITY line item points to. */
	readonly target: Dimension | undefined;
	readonly column: number;
}

type Key = number | string;

interface Journal {
	readonly rows: number;
	readonly changedRows: number[];
	readonly changedColumns: number[];
	readonly old: Stored[];
}

/**
 * The cells of one module, by column: one array per line item, one slot per combination of items that was ever written.
 * A module on one list uses the item's index as key, others a joined text.
 */
export class ModuleStore {
	private keys = new Map<Key, number>();
	private rowKeys: Key[] = [];
	private columns: Stored[][];
	private journal: Journal | undefined;

	constructor(readonly definition: ModuleDefinition, readonly dimensions: readonly Dimension[], readonly lineItems: readonly LineItem[]) {
		this.columns = lineItems.map(() => []);
	}

	get rowCount(): number {
		return this.rowKeys.length;
	}

	/** Cells that hold something. */
	get filledCells(): number {
		let filled = 0;
		for (const { row } of this.rows()) for (const item of this.lineItems) if (this.at(row, item.column) !== undefined) filled += 1;
		return filled;
	}

	get cellCount(): number {
		return this.rowKeys.length * this.lineItems.length;
	}

	lineItem(nameOrId: string): LineItem | undefined {
		return this.lineItems.find((item) => item.definition.name === nameOrId || item.id === nameOrId);
	}

	get(coordinates: readonly number[], column: number): Stored {
		const row = this.keys.get(this.key(coordinates));
		return row === undefined ? undefined : this.columns[column]?.[row];
	}

	/** Writes one cell; true when that changed its value. */
	set(coordinates: readonly number[], column: number, value: Stored): boolean {
		const cells = this.columns[column];
		if (cells === undefined) return false;
		const key = this.key(coordinates);
		let row = this.keys.get(key);
		if (row === undefined) {
			if (value === undefined) return false;
			row = this.rowKeys.push(key) - 1;
			this.keys.set(key, row);
			for (const one of this.columns) one.push(undefined);
		}
		const old = cells[row];
		if (old === value) return false;
		if (this.journal !== undefined && row < this.journal.rows) {
			this.journal.changedRows.push(row);
			this.journal.changedColumns.push(column);
			this.journal.old.push(old);
		}
		cells[row] = value;
		return true;
	}

	/** Calculated line items and aggregates refuse writes. */
	isCalculated(coordinates: readonly number[], item: LineItem): boolean {
		if (item.definition.formula !== undefined) return true;
		return item.definition.summary === 'SUM' && coordinates.some((index, at) => this.dimensions[at]?.hasChildren(index) === true);
	}

	/** The exact sum of the leaves under a coordinate of a SUM line item, or the stored cell. */
	text(coordinates: readonly number[], item: LineItem, label: 'name' | 'code' = 'name', blank = BLANK[item.definition.format]): string {
		const source = item.definition.formula === undefined ? undefined : this.lineItem(item.definition.formula);
		if (source !== undefined && source !== item) return this.text(coordinates, source, label, blank);
		if (item.definition.summary === 'SUM' && item.definition.format === 'NUMBER' && this.isCalculated(coordinates, item)) {
			const sum = new DecimalSum();
			this.addLeaves(coordinates, 0, item.column, sum);
			return sum.text();
		}
		return this.show(this.get(coordinates, item.column), item, label) || blank;
	}

	show(value: Stored, item: LineItem, label: 'name' | 'code'): string {
		if (value === undefined) return '';
		if (typeof value === 'string') return value;
		const { target } = item;
		if (target === undefined) return '';
		return (label === 'code' ? target.codeOf(value) : '') || target.nameOf(value);
	}

	/** Every written combination whose items still exist, in the order of writing. */
	*rows(): Iterable<{ readonly coordinates: readonly number[]; readonly row: number }> {
		for (let row = 0; row < this.rowKeys.length; row += 1) {
			const coordinates = this.coordinates(this.rowKeys[row] as Key);
			if (coordinates.every((index, at) => this.dimensions[at]?.has(index) === true)) yield { coordinates, row };
		}
	}

	at(row: number, column: number): Stored {
		return this.columns[column]?.[row];
	}

	/** Drops the rows whose items are gone; the answer puts them back. */
	dropOrphans(): () => void {
		const { keys, rowKeys, columns } = this;
		const kept = [...this.rows()];
		if (kept.length === rowKeys.length) return () => undefined;
		this.rowKeys = kept.map(({ row }) => rowKeys[row] as Key);
		this.keys = new Map(this.rowKeys.map((key, row) => [key, row]));
		this.columns = columns.map((column) => kept.map(({ row }) => column[row]));
		return () => {
			Object.assign(this, { keys, rowKeys, columns });
		};
	}

	/** Starts to remember; the answer takes back every change made since. */
	record(): () => void {
		const journal: Journal = { rows: this.rowKeys.length, changedRows: [], changedColumns: [], old: [] };
		this.journal = journal;
		return () => {
			this.journal = undefined;
			for (let i = journal.old.length - 1; i >= 0; i -= 1) {
				const column = this.columns[journal.changedColumns[i] as number];
				if (column) column[journal.changedRows[i] as number] = journal.old[i];
			}
			for (let row = this.rowKeys.length - 1; row >= journal.rows; row -= 1) this.keys.delete(this.rowKeys[row] as Key);
			this.rowKeys.length = journal.rows;
			for (const column of this.columns) column.length = journal.rows;
		};
	}

	stopRecording(): void {
		this.journal = undefined;
	}

	private addLeaves(coordinates: readonly number[], from: number, column: number, sum: DecimalSum): void {
		for (let at = from; at < coordinates.length; at += 1) {
			const children = this.dimensions[at]?.children(coordinates[at] as number) ?? [];
			if (children.length === 0) continue;
			for (const child of children) this.addLeaves(coordinates.map((index, i) => (i === at ? child : index)), at, column, sum);
			return;
		}
		const value = this.get(coordinates, column);
		if (typeof value === 'string') sum.add(value);
	}

	private key(coordinates: readonly number[]): Key {
		return coordinates.length === 1 ? (coordinates[0] as number) : coordinates.join(',');
	}

	private coordinates(key: Key): number[] {
		return typeof key === 'number' ? [key] : key.split(',').map(Number);
	}
}
