/** The default tenant of the Acumatica simulator. Its own batches were changed in April 2026; the generated ones begin in June. */
export const SITE = {
	path: '/HarborMills', tenant: 'HarborMills', version: '24.200.001', user: { user: 'planner-api', password: 'planner-secret' }, from: '2026-05-15T00:00:00Z',
} as const;

export const COLUMNS: readonly string[] = [
	'Module', 'BatchNbr', 'Details/LineNbr', 'LedgerID', 'BranchID', 'PostPeriod', 'TransactionDate', 'Status', 'Details/Account', 'Details/Subaccount',
	'Details/DebitAmount', 'Details/CreditAmount', 'Details/TransactionDescription',
];

export interface Pull {
	/** By what was asked: `auth/login`, `time`, `Default/24.200.001/JournalTransaction` … */
	readonly requests: Readonly<Record<string, number>>;
	readonly lines: number;
	readonly bytes: number;
	/** Sum of all debits in ten-thousandths. */
	readonly debit: string;
}

export interface Pulled {
	readonly first: Pull;
	/** A second pull from the first one's cursor, when nothing has changed. */
	readonly again: Pull;
	/** Batches per request. */
	readonly pageSize: number;
	/** Of the first pull. */
	readonly seconds: number;
	readonly peakBytes: number;
}
