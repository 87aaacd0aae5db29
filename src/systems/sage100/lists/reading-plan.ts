import { FatalError } from '../../../core/errors';
import type { Company } from '../facts/company';
import { SYSTEM } from '../identity';
import type { QueryParts } from '../wire/query-text';
import { factsOf, hasSegments, segmentColumns, type ColumnPlan, type LinesFacts, type ListFacts, type ListName } from './list-table';

/** What is read, apart from how its changes are found. What a list does not know is refused and never passed over. */
export interface ListChoice {
	readonly list: ListName;
	/** `lines`: each line is a record with the fields of its document; `headers`: the documents themselves. As the table says unless set. */
	readonly rows?: 'headers' | 'lines';
	/** Of segment values: `02` to `10`, `01` for the main accounts. */
	readonly segmentNo?: string;
	/** Of invoices: `entry`, not posted yet; `history`, posted. */
	readonly stage?: 'entry' | 'history';
	/** Of invoices: a day; releases without stamps ask for it with `history`. */
	readonly invoiceDateFrom?: string;
	/** Of purchase orders. */
	readonly openOnly?: boolean;
	/** Of accounts: `A`, `I`, `D`. */
	readonly status?: readonly string[];
	/** Of accounts: the formatted number. */
	readonly account?: string;
	/** Of balances and ledger lines. */
	readonly accountKey?: string;
	/** Of open invoices: also those with a balance of zero. */
	readonly includePaid?: boolean;
	/** Of open invoices. */
	readonly vendorNo?: string;
	readonly divisionNo?: string;
	/** Of ledger lines: days, both or none. */
	readonly postingDateFrom?: string;
	readonly postingDateTo?: string;
	/** Of accounts: columns beginning with `UDF_`, as the administrator of the agent lists them. */
	readonly userFields?: readonly string[];
}

/** What is asked of the agent for one choice, and what becomes of the answer. */
export interface ReadingPlan {
	readonly facts: ListFacts;
	readonly path: string;
	readonly query: QueryParts;
	/** The header of a file: constant for a company, whatever its rows hold. */
	readonly columns: readonly string[];
	readonly take: readonly ColumnPlan[];
	/** Columns of segments; empty for other lists. */
	readonly segments: readonly string[];
	readonly lines: LinesFacts | undefined;
	readonly pageSize: number | undefined;
}

/** Rows that are small come by the thousand, the most that the agent gives; documents with their lines may be large. */
const PAGE_SIZE = 1_000;
const PAGE_SIZE_WITH_LINES = 250;

/** What the account number of a company has beyond its own format, where that happens. */
export const OTHER_SEGMENTS = 'otherSegments';

const refuse = (list: string, said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: `read ${list}`, said, remedy });

const NARROWING: Readonly<Record<string, readonly ListName[]>> = {
	segmentNo: ['segmentValues'], stage: ['invoices'], invoiceDateFrom: ['invoices'], openOnly: ['purchaseOrders'], status: ['accounts'], account: ['accounts'],
	accountKey: ['balances', 'postings'], includePaid: ['openInvoices'], vendorNo: ['openInvoices'], divisionNo: ['openInvoices'], postingDateFrom: ['postings'], postingDateTo: ['postings'],
	userFields: ['accounts'],
};

const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);

const checkChoice = (choice: ListChoice): void => {
	const strange = Object.entries(NARROWING).find(([name, lists]) => isGiven(choice[name as keyof ListChoice]) && !lists.includes(choice.list));
	if (strange) throw refuse(choice.list, `"${strange[0]}" does not apply to it`, `It narrows ${strange[1].join(' and ')}.`);
	if (choice.list === 'segmentValues' && !/^(?:0[1-9]|10)$/.test(choice.segmentNo ?? '')) {
		throw refuse(choice.list, 'no segment was named', 'Give the number of the segment: 02 to 10, or 01 for the main accounts.');
	}
	if (choice.list === 'invoices' && choice.stage === undefined) throw refuse(choice.list, 'no stage was named', 'Choose entry (not posted) or history (posted).');
};

const linesOf = ({ rows, list }: ListChoice, { lines }: ListFacts): LinesFacts | undefined => {
	if (rows === 'lines' && !lines) throw refuse(list, 'it has no lines', 'Read the records themselves.');
	return (rows ?? (lines?.usual ? 'lines' : 'headers')) === 'lines' ? lines : undefined;
};

const text = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined);

const queryOf = (choice: ListChoice, { lines }: ListFacts, chosen: LinesFacts | undefined): QueryParts => [
	['stage', choice.stage],
	[lines?.parameter ?? '', lines?.parameter === undefined ? undefined : String(chosen !== undefined)],
	['openOnly', choice.openOnly ? 'true' : undefined], ['includePaid', choice.includePaid ? 'true' : undefined],
	['status', choice.status?.join(',')], ['account', text(choice.account)], ['accountKey', text(choice.accountKey)],
	['divisionNo', text(choice.divisionNo)], ['vendorNo', text(choice.vendorNo)],
	['invoiceDateFrom', text(choice.invoiceDateFrom)], ['postingDateFrom', text(choice.postingDateFrom)], ['postingDateTo', text(choice.postingDateTo)],
];

/**
 * @param company whose account format tells how many segments there are; undefined where the list has none
 * @throws FatalError for a choice that cannot be read
 */
export const planReading = (choice: ListChoice, company: Pick<Company, 'segments'> | undefined, pageSize?: number): ReadingPlan => {
	const facts = factsOf(choice.list);
	if (!facts) throw refuse(choice.list, `there is no list "${choice.list}"`, 'Choose one from the list.');
	checkChoice(choice);
	const lines = linesOf(choice, facts);
	const segments = hasSegments(facts) && company ? segmentColumns(company) : [];
	const own = (choice.userFields ?? []).map((name): ColumnPlan => [name, `userDefined/${name}`]);
	const below = (lines?.columns ?? []).map(([column, path]): ColumnPlan => [`${lines?.member ?? ''}/${column}`, path]);
	const take = [...facts.columns, ...own];
	return {
		facts, path: facts.path.replace('{segmentNo}', choice.segmentNo ?? ''), query: queryOf(choice, facts, lines), take, segments, lines,
		columns: [...take.map(([column]) => column), ...(hasSegments(facts) ? [...segments, OTHER_SEGMENTS] : []), ...below.map(([column]) => column)],
		pageSize: facts.isPaged ? Math.min(PAGE_SIZE, Math.max(1, pageSize ?? (lines ? PAGE_SIZE_WITH_LINES : PAGE_SIZE))) : undefined,
	};
};
