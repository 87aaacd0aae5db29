import type { ViewTableRequest } from '../../../src/systems/anaplan';
import { REF, json, plain, refusal, tasks, task, type Bench } from './fake-anaplan';

const VIEW_ID = '207000000001';
const VIEW = `GET /models/${REF.modelId}/views/${VIEW_ID}`;
const REQUESTS = `/views/${VIEW_ID}/readRequests`;
const VERSIONS = { id: '20000000020', name: 'Versions' };

const prepare = ({ http }: Bench): void => {
	http.on(VIEW, json(200, { viewId: VIEW_ID, viewName: 'INP01 Budget.Approved', rows: [{ id: '101000000012', name: 'GL Accounts' }], columns: [{ id: '101999999999', name: 'Line items' }], pages: [VERSIONS] }))
		.on(`${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '107000000002', name: 'Budget' }] }))
		.on(`POST ${REQUESTS}`, json(200, { viewReadRequest: { requestId: '0B7D4C1E6F2A4B3C9D8E7F6A5B4C3D2E', viewId: 207000000001, requestState: 'IN_PROGRESS', availablePages: 0 } }))
		.on(`GET ${REQUESTS}/`, json(200, { viewReadRequest: { requestState: 'COMPLETE', availablePages: 1, successful: true } }))
		.on(`GET ${REQUESTS}/0B7D4C1E6F2A4B3C9D8E7F6A5B4C3D2E/pages/0`, plain(200, 'GL Accounts,Versions,Amount\n6100,Budget,1.10\n'));
};

const readView = async (all: Bench, more: Partial<ViewTableRequest>): Promise<void> => await all.client.withViewTable({
	...REF, viewId: VIEW_ID, reading: 'direct', pages: [{ dimension: 'Versions', item: 'Budget' }], shape: 'records', blankRows: 'leaveOut', codes: false, accept: 'json', ...more,
}, async ({ rows }) => {
	for await (const batch of rows) void batch;
});

/** What makes the client send each request about views and exports. */
export const VIEW_SENDERS: Readonly<Record<string, (all: Bench) => Promise<unknown>>> = {
	views: ({ client }) => client.metadata.views(REF),
	'view-axes': ({ client }) => client.views.get({ ...REF, viewId: VIEW_ID }),
	'view-dimension-items': ({ client }) => client.views.dimensionItems({ ...REF, viewId: VIEW_ID }, VERSIONS),
	'view-directly-json': async (all) => {
		prepare(all);
		all.http.on(`${VIEW}/data`, json(200, { pages: ['Budget'], columnCoordinates: [['Amount']], rows: [{ rowCoordinates: ['6100'], cells: ['1.10'] }] }));
		await readView(all, {});
	},
	'view-directly-csv': async (all) => {
		prepare(all);
		all.http.on(`${VIEW}/data`, refusal(406, 'Not Acceptable'), plain(200, 'Budget\n,Amount\n6100,1.10\n'));
		await readView(all, { accept: 'csv' });
	},
	'view-large-read': async (all) => {
		prepare(all);
		await readView(all, { reading: 'large' });
	},
	'export-definition': ({ client }) => client.exportMetadata({ ...REF, exportId: '116000000005' }),
	'run-export': async ({ http, client }) => {
		http.on('GET /exports/116000000005/tasks', tasks()).on('POST /exports', json(200, { task: { taskId: 'C3' } }))
			.on('GET /exports/116000000005/tasks/C3', task('COMPLETE', { result: { successful: true } }))
			.on('GET /files/116000000005/chunks', json(200, { chunks: [{ id: '0' }] })).on('GET /files/116000000005/chunks/0', plain(200, 'Account\n6100\n'));
		await client.runExport({ ...REF, exportId: '116000000005', deadlineMs: 60_000 }, async ({ bytes }) => {
			for await (const chunk of bytes) void chunk;
		});
	},
};
