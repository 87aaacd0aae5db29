import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

const anaplan = { credentials: { anaplanApi: CREDENTIALS.anaplanApi } };
const sage300 = { credentials: { sage300Api: CREDENTIALS.sage300Api } };

const NOTES = {
	posting: `## One posting name per approved version
**Posting Name** and group (date, period, source code) make the reference that each batch carries at the start of its description.
Run it as often as you like, retry it from the history: what is there under this name is found and not posted again.

- New version approved? **Change the posting name** ("Budget 2026 v2"), else changed figures end as *ambiguous: different content* and nothing is posted.
- A batch that the connection left half written is told with its number, and nothing is sent again: complete it in Sage 300.
- Try it with **Dry Run** on.`,
	change: `## What to change for your site
- *Export budget view*, *Export adjustments*: workspace, model, view and version. **Add Item Codes** is on, because journals need codes.
- *Map to journal lines*: **Account** is written without delimiters, in the order of your segments (41000-D10 is 41000D10). The sign: Anaplan's cost is a debit here.
- *Create journal entries*: the line on 99000 balances each batch.
- Budgets cannot be written to Sage 300 by its web API: what arrives here are **journal batches**. Give them a source code of their own (here GL-PL).`,
	adjustments: `## Adjustments of payables
An adjustment always applies to a posted document of a vendor; the other side is the vendor's control account, which Sage 300 adds. A positive amount debits the account.
The kind of transaction is 81, as in the vendor's sample: **look at the first batch before you post it.**`,
	rejected: `## Nothing is lost in between
A row that cannot be mapped stops the run before anything is posted: a batch is posted whole or not at all.
What Sage 300 refuses leaves by **Rejected**, with its own words (*Rejected rows*, *Rejected adjustments*); the other batches are stored. Mend it and run again.
Batches stay **open**: an accountant looks at them and posts them. With **Release** they are set ready to post.`,
};

type Column = Record<string, unknown>;

const field = (column: string, name: string, more: Column = {}): Column => ({ column, from: 'field', field: name, transform: 'none', whenEmpty: 'reject', ...more });
const amount = (column: string, name: string): Column => field(column, name, { transform: 'amount', sign: 'keep', decimalSeparator: '.' });

/** Account and department are one account of Sage 300; the month becomes its last day and the fiscal period. */
const JOURNAL_COLUMNS: readonly Column[] = [
	{ column: 'Account', from: 'join', joinFields: 'GL Accounts code, Departments code', joinWith: '', transform: 'text', trim: true, whenEmpty: 'reject' },
	field('Date', 'Time', { transform: 'date', inputFormat: 'MMM yy', dateFormat: 'yyyy-MM-dd', day: 'last' }),
	field('Period', 'Time', { transform: 'period', inputFormat: 'MMM yy', periodFormat: 'yyyy-MM' }),
	amount('Amount', 'Amount'),
	{ column: 'Description', from: 'join', joinFields: 'GL Accounts code, Departments code, Time', joinWith: ' / ', transform: 'text', trim: true },
	{ column: 'Reference', from: 'join', joinFields: 'Versions, Time', joinWith: ' ', transform: 'text', trim: true },
];

const ADJUSTMENT_COLUMNS: readonly Column[] = [
	field('Account', 'Account'), field('Vendor', 'Vendor'), field('Document', 'Document'),
	field('Date', 'Date', { transform: 'date', inputFormat: 'iso', dateFormat: 'yyyy-MM-dd' }),
	amount('Amount', 'Amount'),
];

const condition = (id: string, leftValue: string, rightValue: unknown, type: 'string' | 'number'): Record<string, unknown> => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 }, combinator: 'and',
		conditions: [{ id, leftValue, rightValue, operator: { type, operation: 'equals' } }],
	},
	options: {},
});

/** From approved rows of a view to batches, the same for journals and for adjustments. */
interface Way {
	/** Words in the names of the nodes. */
	readonly words: Readonly<Record<'read' | 'approved' | 'map' | 'fits' | 'create' | 'done' | 'rejected' | 'unfit' | 'stop', string>>;
	readonly y: number;
	readonly view: string;
	readonly read: Column;
	readonly columns: readonly Column[];
	readonly rowKey: string;
	readonly create: Column;
	/** What of each batch is told in the end. */
	readonly told: string;
}

const addWay = (flow: WorkflowBuilder, { words, y, view, read, columns, rowKey, create, told }: Way): void => {
	flow.node(words.read, ownType('anaplan'), [240, y], {
		resource: 'export', operation: 'exportView', ...TARGET, read: 'auto', view: byName(view), ...read, shape: 'records', output: 'items', options: { itemCodes: true },
	}, anaplan);
	flow.node(words.approved, 'n8n-nodes-base.filter', [480, y], condition('approved', '={{ $json.Approved }}', 'true', 'string'), { typeVersion: 2.2 });
	flow.node(words.map, ownType('anaplanMapping'), [720, y], {
		operation: 'mapToJournal', input: 'auto', inputProperty: 'data', columns: { column: columns }, rowKey, duplicates: 'keep', output: 'items', options: {},
	});
	flow.node(words.fits, 'n8n-nodes-base.filter', [960, y], condition('fits', `={{ $("${words.map}").all(1).length }}`, 0, 'number'), { typeVersion: 2.2 });
	flow.node(words.create, ownType('sage300'), [1200, y], {
		operation: 'create', input: 'auto', inputProperty: 'data', accountColumn: 'Account', amountForm: 'signed', amountColumn: 'Amount', positiveIs: 'debit', keyColumns: 'Row Key',
		dryRun: false, release: false, ...create,
	}, sage300);
	flow.node(words.done, 'n8n-nodes-base.aggregate', [1440, y - 100], {
		aggregate: 'aggregateAllItemData', destinationFieldName: 'batches', include: 'specifiedFields', fieldsToInclude: told, options: {},
	});
	flow.node(words.rejected, 'n8n-nodes-base.noOp', [1440, y + 100], {});
	flow.node(words.unfit, 'n8n-nodes-base.noOp', [960, y + 200], {});
	flow.node(words.stop, 'n8n-nodes-base.stopAndError', [1200, y + 200], {
		errorMessage: `={{ $("${words.map}").all(1).length }} rows could not be mapped, so nothing was posted. They are in "${words.unfit}", each with its reason.`,
	});
	flow.connect(words.read, 0, words.approved);
	flow.connect(words.approved, 0, words.map);
	flow.connect(words.map, 0, words.fits);
	flow.connect(words.map, 1, words.unfit);
	flow.connect(words.unfit, 0, words.stop);
	flow.connect(words.fits, 0, words.create);
	flow.connect(words.create, 0, words.done);
	flow.connect(words.create, 1, words.rejected);
};

const column = (name: string, from: string): Column => ({ name, from: 'column', column: from });

/** The approved budget as journal batches, one per month, and approved adjustments of payables as adjustment batches: each exactly once. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpAdjToSage3001', 'Anaplan adjustments to Sage 300');
	flow.node('First of the month', 'n8n-nodes-base.scheduleTrigger', [0, 0], { rule: { interval: [{ field: 'months' }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, 200], {});
	addWay(flow, {
		words: {
			read: 'Export budget view', approved: 'Only approved', map: 'Map to journal lines', fits: 'Only if every row fits', create: 'Create journal entries', done: 'Journal batches',
			rejected: 'Rejected rows', unfit: 'Rows that do not fit', stop: 'Stop before anything is posted',
		},
		y: 100, view: 'INP01 Budget.Approved', read: { pages: { page: [{ dimension: 'Versions', item: 'Budget' }] } }, columns: JOURNAL_COLUMNS,
		rowKey: 'GL Accounts code, Departments code, Time', told: 'period, number, status, outcome, evidence, lineCount, debitTotal, reference',
		create: {
			resource: 'journalEntry', postingName: 'Budget 2026 v1', descriptionColumn: 'Description',
			fields: { field: [column('date', 'Date'), column('period', 'Period'), { name: 'sourceCode', from: 'value', value: 'GL-PL' }, column('reference', 'Reference')] },
			options: { imbalance: 'offset', offsetAccount: '99000', offsetDescription: 'Plan offset' },
		},
	});
	addWay(flow, {
		words: {
			read: 'Export adjustments', approved: 'Only approved adjustments', map: 'Map to adjustment lines', fits: 'Only if every adjustment fits', create: 'Create AP adjustments',
			done: 'Adjustment batches', rejected: 'Rejected adjustments', unfit: 'Adjustments that do not fit', stop: 'Stop before an adjustment is posted',
		},
		y: 620, view: 'INP11 AP Adjustments', read: {}, columns: ADJUSTMENT_COLUMNS, rowKey: 'AP Adjustments', told: 'date, number, status, outcome, evidence, lineCount, reference',
		create: {
			resource: 'apAdjustment', postingName: 'AP adjustments 2026', descriptionColumn: '',
			fields: { field: [column('date', 'Date'), column('vendor', 'Vendor'), column('document', 'Document')] }, options: {},
		},
	});
	for (const trigger of ['First of the month', 'Test this workflow']) for (const read of ['Export budget view', 'Export adjustments']) flow.connect(trigger, 0, read);
	flow.note('About the posting name', [840, -300], NOTES.posting, { width: 600, height: 240 });
	flow.note('What to change', [220, -300], NOTES.change, { width: 580, height: 240 });
	flow.note('About adjustments', [220, 820], NOTES.adjustments, { width: 580, height: 180 });
	flow.note('About rejected rows', [1660, 220], NOTES.rejected, { width: 440, height: 220 });
	return flow.build();
};
