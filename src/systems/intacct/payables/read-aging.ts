import { FatalError } from '../../../core/errors';
import type { IntacctGateway } from '../gateway';
import { RECORD_NUMBER } from '../objects/object-table';
import { keysetPages } from '../reading/keyset-pages';
import type { RecordFields } from '../reading/record-page';
import { allOf, notEqualTo, type Filter } from '../wire/filter';
import { ageDocuments, compareWithVendors, type AgingOptions, type AgingRow, type ControlTotals, type OpenDocument } from './aging';

/** States in which nothing is owed yet. All others count: the list of states is open (reference sage-intacct 12, 14). */
const NOT_YET_OWED = ['Draft', 'Submitted', 'Partially Approved', 'Declined'];

const CREDITS = [['adjustment', 'APADJUSTMENT'], ['advance', 'APADVANCE']] as const;

export interface ApAging {
	readonly rows: readonly AgingRow[];
	/** Absent for transaction amounts, which Intacct keeps no total of. */
	readonly control: ControlTotals | undefined;
	/** Objects that this user or company cannot read, and why; what they hold is not in the rows. */
	readonly leftOut: ReadonlyArray<{ readonly object: string; readonly said: string }>;
}

const readAll = async (
	gateway: IntacctGateway, object: string, select: readonly string[], filter: Filter | undefined,
): Promise<RecordFields[]> => {
	const rows: RecordFields[] = [];
	const order = { keyField: RECORD_NUMBER };
	for await (const page of keysetPages(gateway, { object, select, filter, order })) rows.push(...page.map(({ row }) => row));
	return rows;
};

/**
 * The aging of now: open bills less open adjustments and advances, and what it differs from the vendors' own totals.
 * There is no such report in the gateway (reference sage-intacct 14). Credits are read where the user may; where not, the answer says so.
 */
export const readApAging = async (gateway: IntacctGateway, options: AgingOptions): Promise<ApAging> => {
	const amountField = options.amounts === 'base' ? 'TOTALDUE' : 'TRX_TOTALDUE';
	const select = ['VENDORID', 'WHENCREATED', 'WHENDUE', 'STATE', amountField, options.amounts === 'base' ? 'BASECURR' : 'CURRENCY'];
	const open = allOf(notEqualTo(amountField, '0'), { operator: 'notin', field: 'STATE', values: NOT_YET_OWED });

	const documents: OpenDocument[] = (await readAll(gateway, 'APBILL', select, open)).map((fields) => ({ kind: 'bill', fields }));
	const leftOut: Array<{ object: string; said: string }> = [];
	for (const [kind, object] of CREDITS) {
		try {
			// An advance has no due date of its own.
			const rows = await readAll(gateway, object, kind === 'advance' ? select.filter((field) => field !== 'WHENDUE') : select, open);
			documents.push(...rows.map((fields) => ({ kind, fields })));
		} catch (error) {
			if (!(error instanceof FatalError)) throw error;
			leftOut.push({ object, said: error.facts.said });
		}
	}
	const rows = ageDocuments(documents, options);
	const control = options.amounts === 'base'
		? compareWithVendors(rows, await readAll(gateway, 'VENDOR', ['VENDORID', 'TOTALDUE'], notEqualTo('TOTALDUE', '0')))
		: undefined;
	return { rows, control, leftOut };
};
