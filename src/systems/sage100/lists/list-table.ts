import type { Company } from '../facts/company';

/** How changes of a list are found (reference sage-100 4). */
export type CursorKind = 'stamps' | 'ledger lines' | 'whole';

export type ListName =
	| 'accounts' | 'segments' | 'segmentValues' | 'balances' | 'postings' | 'fiscalCalendars' | 'vendors' | 'invoices' | 'openInvoices' | 'purchaseOrders';

/** A column and where its value stands in the row: `amounts/taxable`, `addressLines/0`. The name alone where both are the same. */
export type ColumnPlan = readonly [column: string, path: string];

/** Rows inside of a row that can stand for records. */
export interface LinesFacts {
	/** The member that holds them. */
	readonly member: string;
	/** What makes one unique in its row; its position where that is empty. */
	readonly key: string;
	readonly columns: readonly ColumnPlan[];
	/** Planning reads the lines unless told otherwise. */
	readonly usual: boolean;
	/** Asked for, or left out, by this parameter of the query; undefined where they always come. */
	readonly parameter: string | undefined;
}

export interface ListFacts {
	readonly list: ListName;
	readonly label: string;
	/** `{segmentNo}` stands for the segment of the choice. */
	readonly path: string;
	readonly keys: readonly string[];
	readonly columns: readonly ColumnPlan[];
	readonly cursor: CursorKind;
	readonly isPaged: boolean;
	readonly lines?: LinesFacts;
}

const plan = (texts: string): readonly ColumnPlan[] => texts.trim().split(/\s+/).map((text): ColumnPlan => {
	const [column = '', path = column] = text.split('=');
	return [column, path];
});

const names = (texts: string): readonly string[] => texts.trim().split(/\s+/);

const STAMP = 'stamp=stamp/value';

const TABLE: readonly ListFacts[] = [
	{
		list: 'accounts', label: 'the G/L accounts', path: '/gl/accounts', keys: ['accountKey'], cursor: 'stamps', isPaged: true,
		columns: plan(`accountKey account rawAccount description mainAccountCode accountType accountGroup accountCategory cashFlowsType clearBalance status
			dateStart dateEnd rollupCode1=rollupCodes/0 rollupCode2=rollupCodes/1 rollupCode3=rollupCodes/2 rollupCode4=rollupCodes/3 ${STAMP}`),
	},
	{
		list: 'segments', label: 'the segments of the account number', path: '/gl/segments', keys: ['segmentNo'], cursor: 'whole', isPaged: false,
		columns: plan('segmentNo name kind length isMainAccount'),
	},
	{
		list: 'segmentValues', label: 'the values of a segment', path: '/gl/segments/{segmentNo}/values', keys: names('segmentNo value'), cursor: 'stamps', isPaged: true,
		columns: plan(`segmentNo value description shortDescription status dateStart dateEnd ${STAMP}`),
	},
	{
		list: 'balances', label: 'the balances', path: '/gl/balances', keys: names('accountKey fiscalYear fiscalPeriod'), cursor: 'ledger lines', isPaged: true,
		// Without the stamp: it tells of the lines that were looked at and not of the balance, and balances are compared by their contents.
		columns: plan('accountKey account fiscalYear fiscalPeriod beginningBalance debitAmount creditAmount endingBalance'),
	},
	{
		list: 'postings', label: 'the ledger lines', path: '/gl/postings', keys: names('accountKey postingDate sourceJournal journalRegisterNo sequenceNo'),
		cursor: 'stamps', isPaged: true,
		columns: plan(`accountKey account postingDate fiscalYear fiscalPeriod sourceModule sourceJournal journalRegisterNo sequenceNo batchNo documentNo comment
			debitAmount creditAmount ${STAMP}`),
	},
	{
		list: 'fiscalCalendars', label: 'the fiscal calendars', path: '/gl/fiscal-calendars', keys: ['fiscalYear'], cursor: 'whole', isPaged: false,
		columns: plan('fiscalYear'),
		lines: { member: 'periods', key: 'period', columns: plan('period startDate endDate open'), usual: true, parameter: undefined },
	},
	{
		list: 'vendors', label: 'the vendors', path: '/ap/vendors', keys: names('divisionNo vendorNo'), cursor: 'stamps', isPaged: true,
		columns: plan(`divisionNo vendorNo name address1=addressLines/0 address2=addressLines/1 address3=addressLines/2 city state zipCode countryCode email
			termsCode status balance ${STAMP}`),
	},
	{
		list: 'invoices', label: 'the A/P invoices', path: '/ap/invoices', keys: names('divisionNo vendorNo invoiceNo headerSeqNo'), cursor: 'stamps', isPaged: true,
		columns: plan(`stage divisionNo vendorNo invoiceNo headerSeqNo batchNo invoiceDate dueDate postingDate amount comment ${STAMP}`),
		lines: { member: 'lines', key: 'lineKey', columns: plan('lineKey accountKey account amount comment'), usual: false, parameter: 'includeLines' },
	},
	{
		list: 'openInvoices', label: 'the open A/P invoices', path: '/ap/open-invoices', keys: names('divisionNo vendorNo invoiceNo'), cursor: 'stamps', isPaged: true,
		columns: plan(`divisionNo vendorNo invoiceNo invoiceDate dueDate invoiceAmount discountAmount balance ${STAMP}`),
	},
	{
		list: 'purchaseOrders', label: 'the purchase orders', path: '/po/purchase-orders', keys: ['purchaseOrderNo'], cursor: 'stamps', isPaged: true,
		columns: plan(`purchaseOrderNo orderType orderStatus onHold purchaseOrderDate requiredDate completionDate divisionNo vendorNo vendorName warehouseCode
			taxableAmount=amounts/taxable nonTaxableAmount=amounts/nonTaxable salesTaxAmount=amounts/salesTax freightAmount=amounts/freight
			receivedAmount=amounts/received invoicedAmount=amounts/invoiced ${STAMP}`),
		lines: {
			member: 'lines', key: 'lineKey', usual: true, parameter: 'includeLines',
			columns: plan('lineKey itemCode description accountKey quantityOrdered quantityReceived unitCost extension'),
		},
	},
];

const BY_NAME: ReadonlyMap<string, ListFacts> = new Map(TABLE.map((each) => [each.list, each]));

export const factsOf = (list: string): ListFacts | undefined => BY_NAME.get(list);

/** In the order in which pick lists show them. */
export const knownLists = (): readonly ListFacts[] => TABLE;

/** Whether a row of this list has a column for each segment of the company's account number. */
export const hasSegments = ({ list }: Pick<ListFacts, 'list'>): boolean => list === 'accounts';

/** `segment01` … of the company's own account format, however many that has. */
export const segmentColumns = ({ segments }: Pick<Company, 'segments'>): readonly string[] => segments.map(({ segmentNo }) => `segment${segmentNo}`);
