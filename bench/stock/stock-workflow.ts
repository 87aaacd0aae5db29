import { WorkflowBuilder, type Workflow } from '../../examples/source/workflow-builder';

export interface StockTargets {
	readonly intacctUrl: string;
	readonly anaplanUrl: string;
	readonly lines: number;
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
const token = { sendHeaders: true, headerParameters: { parameters: [{ name: 'Authorization', value: "=AnaplanAuthToken {{ $('Anaplan login').first().json.tokenInfo.tokenValue }}" }] } };
const asText = { options: { response: { response: { responseFormat: 'text', outputPropertyName: 'data' } } } };
const empty = { options: { response: { response: { responseFormat: 'text', outputPropertyName: 'reply' } } } };
const task = (id: string): string => `${MODEL}/imports/${id}/tasks`;

/**
 * The same job with n8n's own nodes only: the peer that the whole-flow figure is a ratio to. It does less than ours:
 * no cursor, no header check, no outcome, no rejected rows.
 */
export const stockWorkflow = ({ intacctUrl, anaplanUrl, lines }: StockTargets): Workflow => {
	const flow = new WorkflowBuilder('stockGlLines0001', 'GL lines with stock nodes');
	const http = 'n8n-nodes-base.httpRequest';
	const four = { typeVersion: 4.2 };
	let x = 0;
	const next = (): [number, number] => [(x += 220), 0];
	flow.node('Start', 'n8n-nodes-base.manualTrigger', [0, 0], {});
	const chain = [
		flow.node('Anaplan login', http, next(), request('POST', `${anaplanUrl}/token/authenticate`, { sendHeaders: true, headerParameters: { parameters: [{ name: 'Authorization', value: `Basic ${Buffer.from('integration@example.com:anaplan-password').toString('base64')}` }] } }), four),
		flow.node('Intacct login', http, next(), { ...request('POST', `${intacctUrl}/ia/xml/xmlgw.phtml`), ...raw('application/xml', login), ...asText }, four),
		flow.node('Session', 'n8n-nodes-base.xml', next(), { mode: 'xmlToJson', dataPropertyName: 'data', options: {} }),
		flow.node('Pages', 'n8n-nodes-base.code', next(), { jsCode: pages(lines) }, { typeVersion: 2 }),
		flow.node('GL lines', http, next(), { ...request('POST', '={{ $json.endpoint }}'), ...raw('application/xml', page), options: { ...asText.options, batching: { batch: { batchSize: 1, batchInterval: 0 } } } }, four),
		flow.node('To JSON', 'n8n-nodes-base.xml', next(), { mode: 'xmlToJson', dataPropertyName: 'data', options: {} }),
		flow.node('Rows', 'n8n-nodes-base.code', next(), { jsCode: flatten }, { typeVersion: 2 }),
		flow.node('To CSV', 'n8n-nodes-base.convertToFile', next(), { operation: 'csv', binaryPropertyName: 'data', options: { fileName: 'GL_Lines.csv' } }, { typeVersion: 1.1 }),
		flow.node('Upload', http, next(), { ...request('PUT', `${anaplanUrl}${MODEL}/files/113000000007`), ...token, sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data', ...empty }, four),
		flow.node('Import list', http, next(), { ...request('POST', `${anaplanUrl}${task('112000000009')}`), ...token, sendBody: true, specifyBody: 'json', jsonBody: '{"localeName":"en_US"}' }, four),
		flow.node('Import module', http, next(), { ...request('POST', `${anaplanUrl}${task('112000000010')}`), ...token, sendBody: true, specifyBody: 'json', jsonBody: '{"localeName":"en_US"}' }, four),
	];
	['Start', ...chain.slice(0, -1)].forEach((from, index) => flow.connect(from, 0, chain[index] ?? ''));
	return flow.build();
};
