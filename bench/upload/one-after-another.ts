import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { TARGET } from '../memory/target';
import { printCost } from './measured-upload';

/** The peer, as the Python SDK does it: chunks of 25,000,000 bytes, packed with gzip's level 9, each sent when the one before has arrived. */
const [url = '', file = ''] = process.argv.slice(2);
const CHUNK_BYTES = 25_000_000;

const call = async (method: string, path: string, headers: Record<string, string>, body?: Buffer | string): Promise<Response> => {
	const answer = await fetch(url + path, { method, headers, body });
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
	return answer;
};

const main = async (): Promise<void> => {
	const login = await call('POST', '/token/authenticate', { authorization: `Basic ${Buffer.from(`${TARGET.user}:${TARGET.password}`).toString('base64')}` });
	const { tokenInfo } = (await login.json()) as { tokenInfo: { tokenValue: string } };
	const authorization = `AnaplanAuthToken ${tokenInfo.tokenValue}`;
	const place = `/2/0/workspaces/${TARGET.workspaceId}/models/${TARGET.modelId}/files/${TARGET.fileId}`;
	await printCost(async () => {
		const content = readFileSync(file);
		const chunks = Math.ceil(content.length / CHUNK_BYTES);
		await call('POST', place, { authorization, 'content-type': 'application/json' }, JSON.stringify({ chunkCount: chunks }));
		for (let at = 0; at < chunks; at += 1) {
			const packed = gzipSync(content.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES), { level: 9 });
			await call('PUT', `${place}/chunks/${at}`, { authorization, 'content-type': 'application/x-gzip' }, packed);
		}
		return chunks;
	});
};

void main();
