import { add, formatDecimal, isZero, negate, parseDecimal, type Decimal } from '../../../core/decimal';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { RecordFields } from '../reading/record-page';

/** What an open document does to what is owed. */
export type OpenDocument = {
	readonly kind: 'bill' | 'adjustment' | 'advance';
	readonly fields: RecordFields;
};

export interface AgingOptions {
	/** `YYYY-MM-DD`. Open amounts are always those of now (reference sage-intacct 14). */
	readonly asOf: string;
	/** Age counts from the due date, or from the date of the document. A document without due date counts from its own date. */
	readonly by: 'dueDate' | 'billDate';
	/** Base amounts (TOTALDUE) or those of the document's own currency (TRX_TOTALDUE). */
	readonly amounts: 'base' | 'transaction';
	/** Last day of each bucket but the last: 30, 60, 90 unless set. */
	readonly limits?: readonly number[];
	/**
	 * Sign of adjustments and advances, which the reference leaves unconfirmed: `reduces` takes their amount off what is
	 * owed (a negative one raises it), `signed` adds it as it stands. `reduces` unless set; the control total tells.
	 */
	readonly credits?: 'reduces' | 'signed';
}

export interface AgingRow {
	readonly vendorId: string;
	readonly currency: string;
	/** By bucket name, as exact text. */
	readonly buckets: Readonly<Record<string, string>>;
	readonly total: string;
}

const DAY_MS = 86_400_000;
const DEFAULT_LIMITS = [30, 60, 90];

const unreadable = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'compute the aging', said, remedy: 'Check the document in Intacct, or report it if it looks right there.',
});

const dayOf = (year: string | undefined, month: string | undefined, day: string | undefined): number | undefined => {
	if (year === undefined || month === undefined || day === undefined) return undefined;
	const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
	return new Date(ms).getUTCDate() === Number(day) ? ms / DAY_MS : undefined;
};

/** Days since 1970 of `MM/DD/YYYY`, a time behind it ignored. */
const dayOfField = (value: string): number | undefined => {
	const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})(?: |$)/.exec(value.trim()) ?? [];
	return dayOf(year, month, day);
};
const dayOfOption = (value: string): number => {
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
	const found = dayOf(year, month, day);
	if (found === undefined) {
		throw new FatalError({ system: SYSTEM, operation: 'compute the aging', said: `"${value}" is not a day`, remedy: 'Give the day as YYYY-MM-DD.' });
	}
	return found;
};

/** `Current`, `1-30`, `31-60`, `61-90`, `Over 90` for the usual limits. */
export const bucketNames = (limits: readonly number[] = DEFAULT_LIMITS): readonly string[] => [
	'Current', ...limits.map((limit, index) => `${(limits[index - 1] ?? 0) + 1}-${limit}`), `Over ${limits.at(-1) ?? 0}`,
];

/** Days past the date → bucket. What is due on the very day is not past due. */
export const bucketOf = (daysPast: number, limits: readonly number[] = DEFAULT_LIMITS): string => {
	const names = bucketNames(limits);
	if (daysPast <= 0) return names[0] ?? '';
	const at = limits.findIndex((limit) => daysPast <= limit);
	return names[at < 0 ? names.length - 1 : at + 1] ?? '';
};

const ZERO: Decimal = { units: 0n, places: 0 };

const openAmount = ({ kind, fields }: OpenDocument, { amounts, credits = 'reduces' }: AgingOptions): Decimal => {
	const written = fields[amounts === 'base' ? 'TOTALDUE' : 'TRX_TOTALDUE'] ?? '';
	const amount = written.trim() === '' ? ZERO : parseDecimal(written);
	if (!amount) throw unreadable(`the open amount "${written}" of ${kind} ${fields.RECORDNO ?? '?'} is not a number`);
	return kind !== 'bill' && credits === 'reduces' ? negate(amount) : amount;
};

const daysPast = ({ kind, fields }: OpenDocument, asOf: number, by: AgingOptions['by']): number => {
	const candidates = by === 'dueDate' ? [fields.WHENDUE, fields.WHENCREATED] : [fields.WHENCREATED];
	const dated = candidates.find((value) => value !== undefined && value.trim() !== '') ?? '';
	const day = dayOfField(dated);
	if (day === undefined) throw unreadable(`the date "${dated}" of ${kind} ${fields.RECORDNO ?? '?'} is not of the form MM/DD/YYYY`);
	return asOf - day;
};

/**
 * Open documents → what is owed, by vendor, currency and age (reference sage-intacct 14.1). Pure and exact: amounts
 * are added as decimals, never as floating numbers. Vendors and currencies come in alphabetical order; those whose
 * documents are all settled are left out. Throws `FatalError` for a document that cannot be read: leaving it out would
 * be a wrong total.
 */
export const ageDocuments = (documents: readonly OpenDocument[], options: AgingOptions): readonly AgingRow[] => {
	const asOf = dayOfOption(options.asOf);
	const names = bucketNames(options.limits);
	const sums = new Map<string, { vendorId: string; currency: string; buckets: Map<string, Decimal> }>();
	for (const document of documents) {
		const amount = openAmount(document, options);
		if (isZero(amount)) continue;
		const vendorId = document.fields.VENDORID ?? '';
		const currency = document.fields[options.amounts === 'base' ? 'BASECURR' : 'CURRENCY'] ?? '';
		const id = JSON.stringify([vendorId, currency]);
		const sum = sums.get(id) ?? { vendorId, currency, buckets: new Map<string, Decimal>() };
		const bucket = bucketOf(daysPast(document, asOf, options.by), options.limits);
		sum.buckets.set(bucket, add(sum.buckets.get(bucket) ?? ZERO, amount));
		sums.set(id, sum);
	}
	return [...sums.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, { vendorId, currency, buckets }]) => ({
		vendorId, currency,
		buckets: Object.fromEntries(names.map((name) => [name, formatDecimal(buckets.get(name) ?? ZERO)])),
		total: formatDecimal([...buckets.values()].reduce(add, ZERO)),
	}));
};

export interface AgingDifference {
	readonly vendorId: string;
	/** What the open documents add up to. */
	readonly aged: string;
	/** VENDOR.TOTALDUE. */
	readonly vendorTotal: string;
	/** `aged` less `vendorTotal`. */
	readonly difference: string;
}

export interface ControlTotals {
	readonly differences: readonly AgingDifference[];
	/** Vendors that cannot be compared because they are owed in several base currencies. */
	readonly notCompared: readonly string[];
}

/** Base amounts against what Intacct itself holds per vendor. A vendor missing on either side counts as zero there. */
export const compareWithVendors = (rows: readonly AgingRow[], vendors: readonly RecordFields[]): ControlTotals => {
	const aged = new Map<string, Decimal>();
	const seen = new Map<string, Set<string>>();
	for (const row of rows) {
		aged.set(row.vendorId, add(aged.get(row.vendorId) ?? ZERO, parseDecimal(row.total) ?? ZERO));
		seen.set(row.vendorId, (seen.get(row.vendorId) ?? new Set()).add(row.currency));
	}
	const totals = new Map(vendors.map((vendor) => [vendor.VENDORID ?? '', (vendor.TOTALDUE ?? '').trim() || '0']));
	const notCompared = [...seen].filter(([, currencies]) => currencies.size > 1).map(([vendorId]) => vendorId).sort();
	const differences = [...new Set([...aged.keys(), ...totals.keys()])].sort().flatMap((vendorId): AgingDifference[] => {
		if (notCompared.includes(vendorId)) return [];
		const written = totals.get(vendorId) ?? '0';
		const total = parseDecimal(written);
		if (!total) throw unreadable(`TOTALDUE "${written}" of vendor ${vendorId} is not a number`);
		const sum = aged.get(vendorId) ?? ZERO;
		const difference = add(sum, negate(total));
		return isZero(difference) ? [] : [{ vendorId, aged: formatDecimal(sum), vendorTotal: written, difference: formatDecimal(difference) }];
	});
	return { differences, notCompared };
};
