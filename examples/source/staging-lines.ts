import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, type WorkflowBuilder } from './workflow-builder';

const COLUMNS = [
	{ column: 'Line', from: 'field', field: 'RECORDNO', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' },
	{ column: 'Account', from: 'field', field: 'ACCOUNTNO', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' },
	{ column: 'Period', from: 'field', field: 'ENTRY_DATE', transform: 'period', inputFormat: 'MM/dd/yyyy', periodFormat: 'MMM yy' },
	{ column: 'Amount', from: 'field', field: 'AMOUNT', transform: 'amount', sign: 'keep', decimalSeparator: '.' },
];

export const STAGING_IMPORT = 'GL Staging list from GL_Staging.csv';

/** Ledger lines that have changed, mapped and uploaded to the file GL_Staging.csv: three nodes from `x` on, of which the last is called `upload`. */
export const stagingLines = (flow: WorkflowBuilder, x: number, y: number, upload: string): { first: string; last: string } => {
	const first = flow.node('Get changed ledger lines', ownType('sageIntacct'), [x, y], {
		resource: 'record', operation: 'getChanges', object: byName('GLDETAIL'), fieldChoice: 'planning', output: 'file', outputProperty: 'data', options: {},
	}, { credentials: { sageIntacctApi: CREDENTIALS.sageIntacctApi } });
	const map = flow.node('Map ledger lines', ownType('anaplanMapping'), [x + 240, y], {
		operation: 'mapRows', ...TARGET, import: byName(STAGING_IMPORT), input: 'auto', inputProperty: 'data', columns: { column: COLUMNS }, duplicates: 'keep',
		output: 'file', outputProperty: 'data', options: {},
	}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
	const last = flow.node(upload, ownType('anaplan'), [x + 480, y], {
		resource: 'file', operation: 'uploadChunks', ...TARGET, file: byName('GL_Staging.csv'), inputProperty: 'data', options: {},
	}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
	flow.node('Rows that do not fit', 'n8n-nodes-base.noOp', [x + 480, y + 200], {});
	flow.connect(first, 0, map);
	flow.connect(map, 0, last);
	flow.connect(map, 1, 'Rows that do not fit');
	return { first, last };
};
