import type { WorkflowFile } from '../../e2e/host/n8n';
import { WorkflowBuilder } from '../../examples/source/workflow-builder';

export interface StockTargets {
	readonly intacctUrl: string;
	readonly anaplanUrl: string;
	readonly lines: number;
	/** Path of the webhook that starts it. */
	readonly webhook: string;
	/** Seconds before the first look at a task. */
	readonly firstLook?: number;
}

const PAGE = 2000;
const FIELDS = ['RECORDNO', 'ENTRY_DATE', 'ACCOUNTNO', 'DEPARTMENTID', 'LOCATIONID', 'DESCRIPTION', 'AMOUNT', 'WHENMODIFIED'];
const MODEL = '/2/0/workspaces/8a868cd97f1c22d5018120c4d3e70b51/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901';

const control = '<control><senderid>bluefin-ws</senderid><password>sender-secret</password><controlid>stock</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion><includewhitespace>false</includewhitespace></control>';
const login = `<?xml version="1.0" encoding="UTF-8"?><request>${control}<operation><authentication><login><userid>ws_anaplan</userid><companyid>BluefinTools</companyid><password>user-secret</password></login></authentication><content><function controlid="s"><getAPISession/></function></content></operation></request>`;
const query = `<query><object>GLDETAIL</object><select>${FIELDS.map((name) => `<field>${name}</field>`).join('')}</select><orderby><order><field>RECORDNO</field><ascending/></order></orderby><options><showprivate>true</showprivate></options><pagesize>${PAGE}</pagesize><offset>{{ $json.offset }}</offset></query>`;
const page = `=<?xml version="1.0" encoding="UTF-8"?><request>${control}<operation><authentication><sessionid>{{ $json.session }}</sessionid></authentication><content><function controlid="p">${query}</function></content></operation></request>`;

/** One item per page: the gateway's offset lives in the XML body, out of reach of the node's own pagination settings. */
const pages = (lines: number): string => `
const api = $input.first().json.response.operation.result.data.api;
return Array.from({ length: ${Math.ceil(lines / PAGE)} }, (_, index) => ({ json: { session: api.sessionid, endpoint: api.endpoint, offset: index * ${PAGE} } }));`;

const flatten = `
const months = ['Jan','Feb','Mar','Apr','May','Jun','Jul','Aug','Sep','Oct','Nov','Dec'];
const rows = [];
for (const item of $input.all()) {
	const found = item.json.response.operation.result.data.GLDETAIL ?? [];
	for (const line of Array.isArray(found) ? found : [found]) {
		const [month, day, year] = line.ENTRY_DATE.split('/');
		rows.push({ json: { Line: line.RECORDNO, Account: line.ACCOUNTNO, Department: line.DEPARTMENTID, Location: line.LOCATIONID, Period: months[Number(month) - 1] + ' ' + year.slice(2), 'Entry Date': year + '-' + month + '-' + day, Description: (line.DESCRIPTION || '').replace(/[\\r\\n]+/g, ' '), Amount: line.AMOUNT } });
	}
}
return rows;`;

const request = (method: string, url: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ method, url, options: {}, ...more });
const raw = (contentType: string, body: string): Record<string, unknown> => ({ sendBody: true, contentType: 'raw', rawContentType: contentType, body });
const headers = (named: Readonly<Record<string, string>>): Record<string, unknown> =>
	({ sendHeaders: true, headerParameters: { parameters: Object.entries(named).map(([name, value]) => ({ name, value })) } });
const token = { Authorization: "=AnaplanAuthToken {{ $('Anaplan login').first().json.tokenInfo.tokenValue }}" };
/** Anaplan asks for five seconds at least between two looks at a task. */
const NEXT_LOOK = 5;

/**
 * The same job with n8n's own nodes only: the peer that the whole-flow figure is a ratio to. It waits for its two tasks
 * as one builds it: start, Wait, look, and back to the Wait. `firstLook` makes the first Wait another, shorter one, as
 * somebody would who has watched how long his imports take. It does less than ours: no cursor, no header
 * check, no check of members, no packing, no judgement of the outcome, no rejected rows, no trace of where a line came from.
 */
export const stockWorkflow = ({ intacctUrl, anaplanUrl, lines, webhook, firstLook = NEXT_LOOK }: StockTargets): WorkflowFile => {
	const flow = new WorkflowBuilder('stockGlLines0001', 'GL lines with stock nodes');
	const http = 'n8n-nodes-base.httpRequest';
	const four = { typeVersion: 4.2 };
	let x = 0;
	let last = flow.node('Start', 'n8n-nodes-base.webhook', [0, 0], { path: webhook, httpMethod: 'POST', responseMode: 'onReceived', options: {} }, { typeVersion: 2 });
	const then = (name: string, type: string, parameters: Record<string, unknown>, more: { typeVersion?: number } = {}): void => {
		flow.connect(last, 0, flow.node(name, type, [(x += 220), 0], parameters, more));
		last = name;
	};
	const importAndWait = (what: string, id: string): void => {
		const tasks = `${anaplanUrl}${MODEL}/imports/${id}/tasks`;
		then(`Import ${what}`, http, request('POST', tasks, { ...headers(token), sendBody: true, specifyBody: 'json', jsonBody: '{"localeName":"en_US"}' }), four);
		then(`Wait for ${what}`, 'n8n-nodes-base.wait', { resume: 'timeInterval', amount: firstLook, unit: 'seconds' }, { typeVersion: 1.1 });
		then(`Task of ${what}`, http, request('GET', `=${tasks}/{{ $('Import ${what}').first().json.task.taskId }}`, headers(token)), four);
		then(`${what} done?`, 'n8n-nodes-base.if', { conditions: { string: [{ value1: '={{ $json.task.taskState }}', operation: 'equal', value2: 'COMPLETE' }] } });
		flow.connect(last, 1, flow.node(`Wait again for ${what}`, 'n8n-nodes-base.wait', [x, 200], { resume: 'timeInterval', amount: NEXT_LOOK, unit: 'seconds' }, { typeVersion: 1.1 }));
		flow.connect(`Wait again for ${what}`, 0, `Task of ${what}`);
	};

	const basic = `Basic ${Buffer.from('integration@example.com:anaplan-password').toString('base64')}`;
	then('Anaplan login', http, request('POST', `${anaplanUrl}/token/authenticate`, headers({ Authorization: basic })), four);
	then('Intacct login', http, { ...request('POST', `${intacctUrl}/ia/xml/xmlgw.phtml`), ...raw('application/xml', login) }, four);
	then('Session', 'n8n-nodes-base.xml', { mode: 'xmlToJson', dataPropertyName: 'data', options: {} });
	then('Pages', 'n8n-nodes-base.code', { jsCode: pages(lines) }, { typeVersion: 2 });
	then('GL lines', http, { ...request('POST', '={{ $json.endpoint }}'), ...raw('application/xml', page), options: { batching: { batch: { batchSize: 1, batchInterval: 0 } } } }, four);
	then('To JSON', 'n8n-nodes-base.xml', { mode: 'xmlToJson', dataPropertyName: 'data', options: {} });
	then('Rows', 'n8n-nodes-base.code', { jsCode: flatten }, { typeVersion: 2 });
	then('To CSV', 'n8n-nodes-base.convertToFile', { operation: 'csv', binaryPropertyName: 'data', options: { fileName: 'GL_Lines.csv' } }, { typeVersion: 1.1 });
	then('Upload', http, {
		...request('PUT', `${anaplanUrl}${MODEL}/files/113000000007`), ...headers({ ...token, 'Content-Type': 'application/octet-stream' }),
		sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data',
	}, four);
	importAndWait('list', '112000000009');
	importAndWait('module', '112000000010');
	const built = flow.build();
	return { ...built, nodes: built.nodes.map((node) => (node.name === 'Start' ? { ...node, webhookId: webhook } : node)) };
};
