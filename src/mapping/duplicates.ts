/**
 * Rows with the same key, when the target can hold only one. Which row is alone, first or last is known only after
 * all of them were seen, so these policies read the source twice: the *survey* counts each key, then the rows are
 * *settled* one by one. Memory is proportional to the number of keys (for `sum`, of source keys too, since the lineage
 * names all of them), never to the contents.
 *
 * - `fail`: every row of a duplicate key is rejected, the first one too: which one is right is for a person to say, and
 *   the target must not depend on the order of reading. Each names another record with the same key.
 * - `sum`: one row per key with the exact sums; it appears where the last record of the key stood. All other columns must
 *   be equal; if they are not, all rows of the key are rejected, because a sum of some of them would look right and be wrong.
 *   An empty amount counts as nothing.
 * - `last`: the last row of a key is taken, in its place; the ones before it count as merged.
 *
 * Rows that were rejected for another reason have no part in it.
 */
import type { SourceRecord } from '../contracts';
import { add, formatDecimal, parseDecimal, type Decimal } from '../core/decimal';
import { FatalError } from '../core/errors';
import type { MappedRow } from './map-records';
import type { DuplicateSpec, MappingSpec } from './spec';
import { shown } from './spec-error';

export type Settled = { readonly mapped: MappedRow } | { readonly rejected: string } | { readonly merged: true };

interface Group {
	readonly firstKey: string;
	secondKey?: string;
	count: number;
	settled: number;
	/** Policy sum: the other columns of the first row, and where another row differed. */
	readonly others: readonly string[];
	conflict?: string;
	sums?: Array<Decimal | undefined>;
	sources?: MappedRow['sources'][number][];
}

type Settle = (group: Group, row: readonly string[], record: SourceRecord) => Settled;

export class DuplicateKeys {
	private readonly groups = new Map<string, Group>();
	private readonly keyAt: readonly number[];
	private readonly sumAt: readonly number[];
	private readonly othersAt: readonly number[];
	private readonly settleAs: Readonly<Record<Exclude<DuplicateSpec['policy'], 'keep'>, Settle>> = {
		fail: (group, row, record) => this.fail(group, row, record),
		sum: (group, row, record) => this.sum(group, row, record),
		last: (group, row, record) => (group.settled < group.count ? { merged: true } : { mapped: { row, sources: [mark(record)] } }),
	};

	constructor(
		private readonly spec: MappingSpec,
		private readonly policy: Exclude<DuplicateSpec['policy'], 'keep'>,
	) {
		const { key, sum } = spec.duplicates;
		const columns = spec.columns.map(({ column }, at) => ({ column, at }));
		const among = (names: readonly string[]) => columns.filter(({ column }) => names.includes(column)).map(({ at }) => at);
		this.keyAt = among(key);
		this.sumAt = policy === 'sum' ? among(sum) : [];
		const others = columns.map(({ column }) => column).filter((column) => !key.includes(column) && !sum.includes(column));
		this.othersAt = policy === 'sum' ? among(others) : [];
	}

	/** Why this row cannot be added up at all; undefined when it can. */
	unfit(row: readonly string[]): string | undefined {
		const at = this.sumAt.find((index) => row[index] !== '' && parseDecimal(row[index] ?? '') === undefined);
		return at === undefined ? undefined : `${this.named(at)}: ${shown(row[at] ?? '')} is not a number and cannot be added up`;
	}

	/** First reading: counts the row's key. */
	survey(row: readonly string[], record: SourceRecord): void {
		const id = cellsOf(row, this.keyAt);
		const group = this.groups.get(id);
		const others = this.othersAt.map((at) => row[at] ?? '');
		if (group === undefined) {
			this.groups.set(id, { firstKey: record.key, count: 1, settled: 0, others });
			return;
		}
		group.count += 1;
		group.secondKey ??= record.key;
		if (others.some((value, position) => value !== group.others[position])) group.conflict ??= this.conflictOf(group, row, record);
	}

	/** Second reading: what becomes of the row. @throws FatalError when the source is not what the survey saw. */
	settle(row: readonly string[], record: SourceRecord): Settled {
		const group = this.groups.get(cellsOf(row, this.keyAt));
		if (group === undefined || group.settled >= group.count) throw changedSource();
		group.settled += 1;
		return this.settleAs[this.policy](group, row, record);
	}

	/** After the second reading. @throws FatalError when rows of the survey did not come again. */
	end(): void {
		for (const group of this.groups.values()) {
			if (group.settled !== group.count) throw changedSource();
		}
	}

	private fail(group: Group, row: readonly string[], record: SourceRecord): Settled {
		if (group.count === 1) return { mapped: { row, sources: [mark(record)] } };
		const other = group.settled === 1 ? group.secondKey : group.firstKey;
		return { rejected: `${this.keyText(row)} is also the key of record ${shown(other ?? '')} (${group.count} records have it)` };
	}

	private sum(group: Group, row: readonly string[], record: SourceRecord): Settled {
		if (group.conflict !== undefined) return { rejected: `${this.keyText(row)} cannot be added up: ${group.conflict}` };
		if (group.count === 1) return { mapped: { row, sources: [mark(record)] } };
		const amounts = this.sumAt.map((at) => parseDecimal(row[at] ?? ''));
		const sums = amounts.map((amount, index) => plus(group.sums?.[index], amount));
		const sources = group.sources ?? [];
		sources.push(mark(record));
		if (group.settled < group.count) {
			group.sums = sums;
			group.sources = sources;
			return { merged: true };
		}
		delete group.sums;
		delete group.sources;
		const added = [...row];
		this.sumAt.forEach((at, index) => {
			const sum = sums[index];
			added[at] = sum === undefined ? '' : formatDecimal(sum);
		});
		return { mapped: { row: added, sources } };
	}

	private conflictOf(group: Group, row: readonly string[], record: SourceRecord): string {
		const at = this.othersAt.find((index, position) => row[index] !== group.others[position]) ?? 0;
		return `records ${shown(group.firstKey)} and ${shown(record.key)} differ in ${this.named(at)}`;
	}

	private named(at: number): string {
		return `column "${this.spec.columns[at]?.column ?? ''}"`;
	}

	private keyText(row: readonly string[]): string {
		return this.keyAt.map((at) => `${this.spec.columns[at]?.column ?? ''} ${shown(row[at] ?? '')}`).join(', ');
	}
}

function cellsOf(row: readonly string[], at: readonly number[]): string {
	return JSON.stringify(at.map((index) => row[index] ?? ''));
}

function mark({ key, stamp }: SourceRecord): MappedRow['sources'][number] {
	return { key, stamp };
}

function plus(sum: Decimal | undefined, amount: Decimal | undefined): Decimal | undefined {
	if (sum === undefined || amount === undefined) return sum ?? amount;
	return add(sum, amount);
}

function changedSource(): FatalError {
	return new FatalError({
		system: 'Mapping',
		operation: 'settle duplicate keys',
		said: 'the second reading of the records differs from the first',
		remedy: 'Map from a file or from items, which do not change while they are read, and run again.',
	});
}
