import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

const anaplan = { credentials: { anaplanApi: CREDENTIALS.anaplanApi } };
const acumatica = { credentials: { acumaticaApi: CREDENTIALS.acumaticaApi } };

const NOTES = {
	posting: `## One posting name per approved version
**Posting Name** and group (ledger, branch, date, period) make the reference that each batch carries at the start of its description.
Run it as often as you like, retry it from the history: what is there under this name is found and not posted again.

- New version approved? **Change the posting name** ("Budget 2026 v2"), else changed figures end as *ambiguous: different content* and nothing is posted.
- If v1 is to be replaced, reverse it in Acumatica first.
- Try it with **Dry Run** on.`,
	change: `## What to change for your site
- *Export budget view*: workspace, model, view and version. **Add Item Codes** is on, because journals need codes.
- *Map to journal lines*: department → subaccount, branch, sign (Anaplan's cost is a debit here).
- *Create journal entries*: a budget ledger takes no journals. Use a **statistical** (here STATPLAN) or reporting ledger.
- *Create journal entries*: the line on 99000 balances each batch. A statistical ledger also takes them as they are (**If a Journal Does Not Balance: Post It All the Same**).`,
	rejected: `## Nothing is lost in between
A row that cannot be mapped stops the run before anything is posted: a batch is posted whole or not at all.
What Acumatica refuses leaves by **Rejected**, with its own words; the other batches are posted. Mend it and run again.`,
};

type Column = Record<string, unknown>;

const field = (column: string, name: string, more: Column = {}): Column => ({ column, from: 'field', field: name, transform: 'none', whenEmpty: 'reject', ...more });

const SUBACCOUNTS = { D10: 'D100000', D20: 'D200000', D30: 'D300000', D40: 'D400000', D50: 'D500000' };

/** Account and department by code; the month becomes its last day and Acumatica's period. */
const COLUMNS: readonly Column[] = [
	field('Account', 'GL Accounts code'),
	field('Subaccount', 'Departments code', { transform: 'lookup', lookupFrom: 'table', lookupTable: JSON.stringify(SUBACCOUNTS), otherwise: 'reject' }),
	{ column: 'Branch', from: 'constant', constant: 'MILL1', transform: 'none' },
	field('Date', 'Time', { transform: 'date', inputFormat: 'MMM yy', dateFormat: 'yyyy-MM-dd', day: 'last' }),
	field('Period', 'Time', { transform: 'period', inputFormat: 'MMM yy', periodFormat: 'MMyyyy' }),
	field('Amount', 'Amount', { transform: 'amount', sign: 'keep', decimalSeparator: '.' }),
	{ column: 'Description', from: 'join', joinFields: 'GL Accounts, Departments, Time', joinWith: ' / ', transform: 'text', trim: true },
];

const condition = (id: string, leftValue: string, rightValue: unknown, type: 'string' | 'number'): Record<string, unknown> => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 }, combinator: 'and',
		conditions: [{ id, leftValue, rightValue, operator: { type, operation: 'equals' } }],
	},
	options: {},
});

/** The approved budget of Anaplan as journal batches of Acumatica, one per month, exactly once. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpBudgetToAcu01', 'Anaplan budget to Acumatica');
	flow.node('First of the month', 'n8n-nodes-base.scheduleTrigger', [0, 0], { rule: { interval: [{ field: 'months' }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, 200], {});
	flow.node('Export budget view', ownType('anaplan'), [240, 100], {
		resource: 'export', operation: 'exportView', ...TARGET, read: 'auto', view: byName('INP01 Budget.Approved'),
		pages: { page: [{ dimension: 'Versions', item: 'Budget' }] }, shape: 'records', output: 'items', options: { itemCodes: true },
	}, anaplan);
	flow.node('Only approved', 'n8n-nodes-base.filter', [480, 100], condition('approved', '={{ $json.Approved }}', 'true', 'string'), { typeVersion: 2.2 });
	flow.node('Map to journal lines', ownType('anaplanMapping'), [720, 100], {
		operation: 'mapToJournal', input: 'auto', inputProperty: 'data', columns: { column: COLUMNS }, rowKey: 'GL Accounts code, Departments code, Time',
		duplicates: 'keep', output: 'items', options: {},
	});
	flow.node('Only if every row fits', 'n8n-nodes-base.filter', [960, 100], condition('fits', '={{ $("Map to journal lines").all(1).length }}', 0, 'number'), { typeVersion: 2.2 });
	flow.node('Create journal entries', ownType('acumatica'), [1200, 100], {
		resource: 'journalEntry', operation: 'create', postingName: 'Budget 2026 v1', input: 'auto', inputProperty: 'data',
		accountColumn: 'Account', amountForm: 'signed', amountColumn: 'Amount', positiveIs: 'debit', descriptionColumn: 'Description', keyColumns: 'Row Key',
		fields: {
			field: [
				{ name: 'ledger', from: 'value', value: 'STATPLAN' }, { name: 'branch', from: 'column', column: 'Branch' },
				{ name: 'date', from: 'column', column: 'Date' }, { name: 'period', from: 'column', column: 'Period' },
				{ name: 'subaccount', from: 'column', column: 'Subaccount' },
			],
		},
		dryRun: false, release: true,
		options: { imbalance: 'offset', offsetAccount: '99000', offsetDescription: 'Plan offset', offsetSubaccount: '0000000' },
	}, acumatica);
	flow.node('Posted numbers', 'n8n-nodes-base.aggregate', [1440, 0], {
		aggregate: 'aggregateAllItemData', destinationFieldName: 'journals', include: 'specifiedFields',
		fieldsToInclude: 'period, number, status, outcome, evidence, lineCount, debitTotal, reference', options: {},
	});
	flow.node('Rows that do not fit', 'n8n-nodes-base.noOp', [960, 300], {});
	flow.node('Stop before anything is posted', 'n8n-nodes-base.stopAndError', [1200, 300], {
		errorMessage: '={{ $("Map to journal lines").all(1).length }} rows of the budget could not be mapped, so nothing was posted. They are in "Rows that do not fit", each with its reason.',
	});
	flow.node('Rejected rows', 'n8n-nodes-base.noOp', [1440, 200], {});
	flow.note('About the posting name', [1080, -360], NOTES.posting, { width: 480, height: 320 });
	flow.note('What to change', [200, -320], NOTES.change, { width: 560, height: 280 });
	flow.note('About rejected rows', [920, 480], NOTES.rejected, { width: 480, height: 180 });
	for (const trigger of ['First of the month', 'Test this workflow']) flow.connect(trigger, 0, 'Export budget view');
	flow.connect('Export budget view', 0, 'Only approved');
	flow.connect('Only approved', 0, 'Map to journal lines');
	flow.connect('Map to journal lines', 0, 'Only if every row fits');
	flow.connect('Map to journal lines', 1, 'Rows that do not fit');
	flow.connect('Rows that do not fit', 0, 'Stop before anything is posted');
	flow.connect('Only if every row fits', 0, 'Create journal entries');
	flow.connect('Create journal entries', 0, 'Posted numbers');
	flow.connect('Create journal entries', 1, 'Rejected rows');
	return flow.build();
};
