import { CREDENTIALS, TARGET } from '../../examples/source/site-names';
import { byName, ownType, WorkflowBuilder } from '../../examples/source/workflow-builder';
import { certificateFor } from '../../test/simulators/anaplan/certificate';
import type { Scene } from '../demo/flows/flow';
import type { CredentialFile, N8n, WorkflowFile } from '../host/n8n';
import { isRecord } from '../host/rest';
import { deliveredExample } from '../scenario/workflow-copies';
import type { Subject } from './camera';
import { ranOn } from './run-once';

/** Everything besides the demo that is photographed. */
export interface Subjects {
	readonly budgetExport: Subject;
	readonly nightlyProcess: Subject;
	readonly longImport: Subject;
	readonly cells: Subject;
}

/** So that the first look at a task finds it ended. */
const QUICK_TASKS = { queueMs: 1, taskMs: 5 };
const USER = 'integration@example.com';

/** The three other ways to sign in to Anaplan; the demo has made the one by password. */
const otherCredentials = (url: string): CredentialFile[] => {
	const { pem, key } = certificateFor(USER);
	return [
		{
			id: 'erpAnaplanCert01', name: 'Anaplan by certificate', type: 'anaplanCertificateApi',
			data: { certificate: pem, privateKey: String(key.export({ type: 'pkcs8', format: 'pem' })), passphrase: '', apiUrl: url, authUrl: url },
		},
		{ id: 'erpAnaplanDevic1', name: 'Anaplan by device code', type: 'anaplanDeviceApi', data: { clientId: '0de71ce00000000000000000000000d1', apiUrl: url, appUrl: url } },
		{
			id: 'erpAnaplanOAuth1', name: 'Anaplan by OAuth2', type: 'anaplanOAuth2Api',
			data: { clientId: '0c0de00000000000000000000000c0d1', clientSecret: 'code-client-secret', apiUrl: url, appUrl: url },
		},
	];
};

const CHANGES = [
	{ account: '61000', department: 'D10', month: 'Oct 26', amount: '12500.00' }, { account: '61000', department: 'D10', month: 'Nov 26', amount: '12750.00' },
	{ account: '64000', department: 'D20', month: 'Oct 26', amount: '480.25' }, { account: '69999', department: 'D20', month: 'Oct 26', amount: '90.00' },
];

/** Where each input item is written, by what the column says in front of its bracket. */
const CELL_VALUES: Readonly<Record<string, string>> = {
	'GL Accounts': '={{ $json.account }}', Departments: '={{ $json.department }}', Time: '={{ $json.month }}', Versions: 'Forecast', Amount: '={{ $json.amount }}',
};

interface Column {
	readonly id: string;
	readonly displayName: string;
}

/** As the editor asks for them when somebody chooses the module. */
const columnsOf = async (n8n: N8n, parameters: Record<string, unknown>): Promise<Column[]> => {
	const answer = await n8n.api('/rest/dynamic-node-parameters/resource-mapper-fields', {
		body: {
			path: 'parameters.columns', methodName: 'getCellColumns', nodeTypeAndVersion: { name: ownType('anaplan'), version: 1 },
			currentNodeParameters: parameters, credentials: { anaplanApi: CREDENTIALS.anaplanApi },
		},
	});
	return isRecord(answer) ? (answer.fields as Column[]) : [];
};

const mappedCells = async (n8n: N8n): Promise<WorkflowFile> => {
	const target = { authentication: 'basicAuth', resource: 'module', operation: 'writeCells', ...TARGET, module: byName('INP01 Budget') };
	const schema = await columnsOf(n8n, target);
	const value = Object.fromEntries(schema.map(({ id, displayName }) => [id, CELL_VALUES[displayName.replace(/ \(.*$/, '')] ?? null]));
	const flow = new WorkflowBuilder('erpForecastCell1', 'Forecast changes to Anaplan');
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, 0], {});
	flow.node('Changes of a day', 'n8n-nodes-base.set', [220, 0], { mode: 'raw', jsonOutput: JSON.stringify({ changes: CHANGES }), options: {} }, { typeVersion: 3.4 });
	flow.node('One by one', 'n8n-nodes-base.splitOut', [440, 0], { fieldToSplitOut: 'changes', options: {} });
	flow.node('Write forecast', ownType('anaplan'), [660, 0], {
		...target, columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema, attemptToConvertTypes: false, convertFieldsToString: false }, options: {},
	}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
	flow.connect('Test this workflow', 0, 'Changes of a day');
	flow.connect('Changes of a day', 0, 'One by one');
	flow.connect('One by one', 0, 'Write forecast');
	return flow.build();
};

/** Puts credentials and workflows beside those of the demo, and runs each workflow once. */
export const subjectsOn = async ({ n8n, anaplan }: Scene, say: (line: string) => void): Promise<Subjects> => {
	const { control } = anaplan;
	await control.post('seed', { what: 'budget' });
	await control.post('switches', QUICK_TASKS);
	await n8n.importCredentials(otherCredentials(anaplan.url));
	const ran = (workflow: WorkflowFile): Promise<Subject> => ranOn(n8n, workflow, say);
	return {
		budgetExport: await ran(deliveredExample('anaplan-export-budget.json')),
		nightlyProcess: await ran(deliveredExample('anaplan-nightly-process.json')),
		longImport: await ran(deliveredExample('anaplan-long-import-with-wait.json')),
		cells: await ran(await mappedCells(n8n)),
	};
};
