import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

const anaplan = { credentials: { anaplanApi: CREDENTIALS.anaplanApi } };
const sage100 = { credentials: { sage100Api: CREDENTIALS.sage100Api } };

const NOTES = {
	posting: `## One posting name per approved version
**Posting Name** and group (source journal, date) make the reference that each entry carries at the start of its comments.
Run it as often as you like, retry it from the history: what is there under this name is found and not entered again.

- New version approved? **Change the posting name** ("Budget 2026 v2"), else changed figures end as *ambiguous: different content* and nothing is entered.
- Try it with **Dry Run** on.`,
	change: `## What to change for your site
- *Export budget view*: workspace, model, view and version. **Add Item Codes** is on, because journals need codes.
- *Map to journal lines*: **Account** is written as Sage 100 shows it, all segments with their delimiter (41000-D10). Here the list GL Accounts has main accounts (41000) and Departments the second segment (D10). If your list has **full accounts**, as *Sage 100 actuals to Anaplan* loads them, map **Account** from the code of GL Accounts alone, or the segment stands there twice. The sign: Anaplan's cost is a debit here.
- *Create journal entries*: the line on 99000-000 balances each entry. **Source Journal** must exist in Sage 100.`,
	posted: `## Entered is not posted
Sage 100 stores the entries. They are in **no balance** until somebody prints the register of the journal and runs its update; each item says so, with the batch where there is one.
**Release** does it only where the administrator of the agent allows that.`,
	rejected: `## Nothing is lost in between
A row that cannot be mapped stops the run before anything is entered: an entry is entered whole or not at all.
What Sage 100 refuses leaves by **Rejected**, with its own words; the other entries are stored. Mend it and run again.`,
};

type Column = Record<string, unknown>;

const field = (column: string, name: string, more: Column = {}): Column => ({ column, from: 'field', field: name, transform: 'none', whenEmpty: 'reject', ...more });

/** Account and department are one account of Sage 100; the month becomes its last day, from which the period follows. */
const COLUMNS: readonly Column[] = [
	{ column: 'Account', from: 'join', joinFields: 'GL Accounts code, Departments code', joinWith: '-', transform: 'text', trim: true, whenEmpty: 'reject' },
	field('Date', 'Time', { transform: 'date', inputFormat: 'MMM yy', dateFormat: 'yyyy-MM-dd', day: 'last' }),
	field('Amount', 'Amount', { transform: 'amount', sign: 'keep', decimalSeparator: '.' }),
	{ column: 'Description', from: 'join', joinFields: 'Time, GL Accounts, Departments', joinWith: ' / ', transform: 'text', trim: true },
];

const condition = (id: string, leftValue: string, rightValue: unknown, type: 'string' | 'number'): Record<string, unknown> => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 }, combinator: 'and',
		conditions: [{ id, leftValue, rightValue, operator: { type, operation: 'equals' } }],
	},
	options: {},
});

/** The approved budget of Anaplan as journal entries of Sage 100, one per month, exactly once. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpBudgetToS1001', 'Anaplan budget to Sage 100');
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
	flow.node('Create journal entries', ownType('sage100'), [1200, 100], {
		resource: 'journalEntry', operation: 'create', postingName: 'Budget 2026 v1', input: 'auto', inputProperty: 'data',
		accountColumn: 'Account', amountForm: 'signed', amountColumn: 'Amount', positiveIs: 'debit', descriptionColumn: 'Description', keyColumns: 'Row Key',
		fields: { field: [{ name: 'date', from: 'column', column: 'Date' }] }, dryRun: false, release: false,
		options: { imbalance: 'offset', offsetAccount: '99000-000', offsetDescription: 'Plan offset' },
	}, sage100);
	flow.node('Entered journals', 'n8n-nodes-base.aggregate', [1440, 0], {
		aggregate: 'aggregateAllItemData', destinationFieldName: 'journals', include: 'specifiedFields',
		fieldsToInclude: 'date, number, status, outcome, evidence, lineCount, debitTotal, reference', options: {},
	});
	flow.node('Rows that do not fit', 'n8n-nodes-base.noOp', [960, 300], {});
	flow.node('Stop before anything is entered', 'n8n-nodes-base.stopAndError', [1200, 300], {
		errorMessage: '={{ $("Map to journal lines").all(1).length }} rows of the budget could not be mapped, so nothing was entered. They are in "Rows that do not fit", each with its reason.',
	});
	flow.node('Rejected rows', 'n8n-nodes-base.noOp', [1440, 200], {});
	flow.note('About the posting name', [1080, -360], NOTES.posting, { width: 480, height: 320 });
	flow.note('What to change', [200, -320], NOTES.change, { width: 560, height: 280 });
	flow.note('Entered is not posted', [1640, -60], NOTES.posted, { width: 440, height: 220 });
	flow.note('About rejected rows', [920, 480], NOTES.rejected, { width: 480, height: 180 });
	for (const trigger of ['First of the month', 'Test this workflow']) flow.connect(trigger, 0, 'Export budget view');
	flow.connect('Export budget view', 0, 'Only approved');
	flow.connect('Only approved', 0, 'Map to journal lines');
	flow.connect('Map to journal lines', 0, 'Only if every row fits');
	flow.connect('Map to journal lines', 1, 'Rows that do not fit');
	flow.connect('Rows that do not fit', 0, 'Stop before anything is entered');
	flow.connect('Only if every row fits', 0, 'Create journal entries');
	flow.connect('Create journal entries', 0, 'Entered journals');
	flow.connect('Create journal entries', 1, 'Rejected rows');
	return flow.build();
};
