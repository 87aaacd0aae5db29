/**
 * Coverage: did every record of a batch reach the load? A batch may be confirmed only then, because between the reading
 * node and the load a workflow may drop rows, load them in portions, or load only one of several files.
 *
 * A coverage is a set of records in two numbers: how many, and the sum of a 64-bit hash of each key. Two sets with
 * the same count and the same sum are the same set, unless hashes conspire (2^-64). So portions can be added without
 * remembering keys, and the one mistake that counting alone makes is seen: one portion twice and another never has
 * the right count and the wrong sum. Order does not matter, and memory is two numbers however many records there are.
 */
import { createHash } from 'node:crypto';
import { asCount, asFields, asText } from './unknown-fields';

const MODULUS = 1n << 64n;

/** As it travels in items. */
export interface Coverage {
	readonly batch: string;
	readonly records: number;
	/** 16 hex digits. */
	readonly sum: string;
}

const hashOf = (key: string): bigint => createHash('sha256').update(key, 'utf16le').digest().readBigUInt64BE(0);

export class CoverageTally {
	private count = 0;
	private total = 0n;

	get records(): number {
		return this.count;
	}

	get sum(): string {
		return this.total.toString(16).padStart(16, '0');
	}

	add(key: string): void {
		this.count += 1;
		this.total = (this.total + hashOf(key)) % MODULUS;
	}

	/** Records that are in none of the portions added before; whoever adds answers for that. */
	plus({ records, sum }: Pick<Coverage, 'records' | 'sum'>): void {
		this.count += records;
		this.total = (this.total + BigInt(`0x${sum}`)) % MODULUS;
	}

	/** Takes a part out again: what remains of a whole. */
	minus({ records, sum }: Pick<Coverage, 'records' | 'sum'>): void {
		this.count -= records;
		this.total = (this.total - BigInt(`0x${sum}`) + MODULUS) % MODULUS;
	}

	covers(batch: { readonly count: number; readonly sum: string }): boolean {
		return this.count === batch.count && this.sum === batch.sum;
	}
}

/** Tallies by batch id. */
export class Coverages {
	private readonly tallies = new Map<string, CoverageTally>();

	of(batch: string): CoverageTally {
		const known = this.tallies.get(batch) ?? new CoverageTally();
		this.tallies.set(batch, known);
		return known;
	}

	plus(coverages: Iterable<Coverage>): this {
		for (const coverage of coverages) this.of(coverage.batch).plus(coverage);
		return this;
	}

	minus(coverages: Iterable<Coverage>): this {
		for (const coverage of coverages) this.of(coverage.batch).minus(coverage);
		return this;
	}

	/** Batches of which at least one record is in it. */
	list(): Coverage[] {
		return [...this.tallies].filter(([, { records }]) => records > 0).map(([batch, { records, sum }]) => ({ batch, records, sum }));
	}
}

const SUM = /^[0-9a-f]{16}$/;

export const isSum = (value: string | undefined): value is string => value !== undefined && SUM.test(value);

/** Reads what travelled through items; anything odd is left out, which costs a re-read. Never throws. */
export function parseCoverages(value: unknown): Coverage[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [];
	return list.flatMap((raw) => {
		const fields = asFields(raw);
		const [batch, records, sum] = [asText(fields?.batch, 200), asCount(fields?.records), asText(fields?.sum, 16)];
		return batch && records !== undefined && isSum(sum) ? [{ batch, records, sum }] : [];
	});
}
