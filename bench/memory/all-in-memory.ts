import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { ledgerPages } from './ledger-lines';
import { highWater, TARGET } from './target';

/**
 * The peer: the way of a workflow without files. Every row is an item, all items are there before the file is
 * written, the file is one text, and its chunks travel one after another. It is spared what a real workflow also
 * holds: the items of the node before, and the copy that n8n makes when it saves the execution.
 */
const [url = '', lines = '0'] = process.argv.slice(2);

const CHUNK = 10_000_000;
const COLUMNS = ['Line', 'Account', 'Department', 'Location', 'Period', 'Entry Date', 'Description', 'Amount'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Item {
	readonly json: Readonly<Record<string, string | undefined>>;
	readonly pairedItem: { readonly item: number };
}

const call = async (method: string, path: string, headers: Record<string, string>, body?: string | Buffer): Promise<string> => {
	const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
	return await answer.text();
};

const main = async (): Promise<void> => {
	const beganAt = performance.now();
	const items: Item[] = [];
	for await (const page of ledgerPages(Number(lines))) {
		for (const { fields } of page) {
			const [month = '', day = '', year = ''] = (fields.ENTRY_DATE ?? '').split('/');
			items.push({
				json: {
					Line: fields.RECORDNO, Account: fields.ACCOUNTNO, Department: fields.DEPARTMENTID, Location: fields.LOCATIONID,
					Period: `${MONTHS[Number(month) - 1]} ${year.slice(2)}`, 'Entry Date': `${year}-${month}-${day}`, Description: fields.DESCRIPTION, Amount: fields.AMOUNT,
				},
				pairedItem: { item: items.length },
			});
		}
	}
	const csv = Buffer.from(stringify(items.map(({ json }) => json), { header: true, columns: [...COLUMNS] }), 'utf8');

	const login = await call('POST', '/token/authenticate', { authorization: `Basic ${Buffer.from(`${TARGET.user}:${TARGET.password}`).toString('base64')}` });
	const { tokenInfo } = JSON.parse(login) as { tokenInfo: { tokenValue: string } };
	const authorization = `AnaplanAuthToken ${tokenInfo.tokenValue}`;
	const file = `/2/0/workspaces/${TARGET.workspaceId}/models/${TARGET.modelId}/files/${TARGET.fileId}`;
	const json = { authorization, 'content-type': 'application/json' };
	await call('POST', file, json, '{"chunkCount":-1}');
	for (let at = 0; at < csv.length; at += CHUNK) {
		await call('PUT', `${file}/chunks/${at / CHUNK}`, { authorization, 'content-type': 'application/x-gzip' }, gzipSync(csv.subarray(at, at + CHUNK)));
	}
	await call('POST', `${file}/complete`, json, '{}');
	console.log(JSON.stringify({ peakBytes: highWater(), seconds: (performance.now() - beganAt) / 1000, rows: items.length }));
};

void main();
