import type { Row } from './table';
import type { World } from './world';
import { decimal, units } from './money';
import { dayNumber } from './zone';

/** A field that the server computes when it is read; nothing is stored and no stamp moves. */
export interface DerivedField {
	/** Changes whenever some value may have changed; caches carry it in their names. */
	token(world: World): string;
	value(row: Row, world: World): string;
}

const PAYABLES = ['APBILL', 'APADJUSTMENT', 'APADVANCE'] as const;

const vendorTotals = (world: World): ReadonlyMap<string, bigint> =>
	world.database.table('APBILL').cached(`vendor-totals:${payablesToken(world)}`, () => {
		const totals = new Map<string, bigint>();
		for (const object of PAYABLES) {
			// An advance is money already paid, so what is left of it lessens the debt; debit memos carry their own minus sign.
			const sign = object === 'APADVANCE' ? -1n : 1n;
			for (const row of world.database.table(object).list()) {
				const vendor = row.values.VENDORID ?? '';
				totals.set(vendor, (totals.get(vendor) ?? 0n) + sign * units(row.values.TOTALDUE));
			}
		}
		return totals;
	});

const payablesToken = (world: World): string => PAYABLES.map((object) => world.database.table(object).version).join('.');

/** VENDOR.TOTALDUE is a control total over the open documents (reference 14); a vendor without documents keeps what is stored. */
const vendorTotalDue: DerivedField = {
	token: payablesToken,
	value: (row, world) => {
		const total = vendorTotals(world).get(row.values.VENDORID ?? '');
		return total === undefined ? (row.values.TOTALDUE ?? '') : decimal(total);
	},
};

/** Days past due, positive when late, empty for paid bills, computed at read time (reference 14). */
const dueInDays: DerivedField = {
	token: (world) => world.zone().today(world.now()),
	value: (row, world) => {
		const { WHENDUE: due = '', STATE: state = '' } = row.values;
		if (due === '' || state === 'Paid') return '';
		return String(dayNumber(world.zone().today(world.now())) - dayNumber(due));
	},
};

const DERIVED: Readonly<Record<string, DerivedField>> = {
	'VENDOR.TOTALDUE': vendorTotalDue,
	'APBILL.DUE_IN_DAYS': dueInDays,
	'APADJUSTMENT.DUE_IN_DAYS': dueInDays,
	'APADVANCE.DUE_IN_DAYS': dueInDays,
};

export const derivedField = (object: string, field: string): DerivedField | undefined => DERIVED[`${object}.${field}`];
