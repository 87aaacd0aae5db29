import type { ListDefinition } from '../model/types';
import { ListStore, type Item } from './list-store';
import { ModuleStore } from './module-store';
import type { Stored } from './values';

const DIGITS = 7;
const NAME = /^Row (\d{7})$/;
const CODE = /^R(\d{7})$/;

const numbered = (index: number): string => String(index + 1).padStart(DIGITS, '0');

/** A list whose items are computed: `Row 0000001` with code `R0000001` and so on. It costs no memory and cannot be changed. */
export class GeneratedList extends ListStore {
	constructor(definition: ListDefinition, ordinal: number, private readonly count: number) {
		super({ ...definition, items: [] }, ordinal);
	}

	override get size(): number {
		return this.count;
	}

	override get nextIndex(): number {
		return this.count;
	}

	override item(index: number): Item | undefined {
		return this.has(index) ? { name: this.nameOf(index), code: this.codeOf(index), parent: -1, properties: [] } : undefined;
	}

	override has(index: number): boolean {
		return Number.isInteger(index) && index >= 0 && index < this.count;
	}

	override find(text: string): number | undefined {
		return this.findByCode(text) ?? this.findByName(text);
	}

	override findByName(name: string): number | undefined {
		return this.at(NAME.exec(name)?.[1]);
	}

	override findByCode(code: string): number | undefined {
		return this.at(CODE.exec(code)?.[1]);
	}

	override nameOf(index: number): string {
		return this.has(index) ? `Row ${numbered(index)}` : '';
	}

	override codeOf(index: number): string {
		return this.has(index) ? `R${numbered(index)}` : '';
	}

	override *indexes(): Iterable<number> {
		for (let index = 0; index < this.count; index += 1) yield index;
	}

	override children(): readonly number[] {
		return [];
	}

	private at(digits: string | undefined): number | undefined {
		const index = Number(digits ?? 0) - 1;
		return this.has(index) ? index : undefined;
	}
}

/** Hundredths of the cell: whole, of either sign, and never near the limits of a double. */
export const generatedHundredths = (row: number, column: number): number => {
	// A modulus of its own for each column, so that two columns taken for one another do not add up to the same sum.
	const size = ((row + 1) * 7919 + column * 104_729) % (1_000_000 - column * 1009);
	return (row + column) % 10 === 0 ? -size : size;
};

const decimal = (hundredths: number): string => {
	const digits = String(Math.abs(hundredths)).padStart(3, '0');
	const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
	return hundredths < 0 ? `-${text}` : text;
};

/** A module on one generated list whose numbers are computed from row and column when somebody reads them. */
export class GeneratedModule extends ModuleStore {
	override get rowCount(): number {
		return this.dimensions[0]?.size ?? 0;
	}

	override get filledCells(): number {
		return this.rowCount * this.lineItems.length;
	}

	override get(coordinates: readonly number[], column: number): Stored {
		return this.at(coordinates[0] ?? -1, column);
	}

	override set(): boolean {
		return false;
	}

	override isCalculated(): boolean {
		return true;
	}

	override *rows(): Iterable<{ readonly coordinates: readonly number[]; readonly row: number }> {
		for (let row = 0; row < this.rowCount; row += 1) yield { coordinates: [row], row };
	}

	override at(row: number, column: number): Stored {
		return row >= 0 && row < this.rowCount ? decimal(generatedHundredths(row, column)) : undefined;
	}

	override dropOrphans(): () => void {
		return () => undefined;
	}
}
