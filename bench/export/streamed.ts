import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock';
import { COMMA_QUOTED, csvBytes } from '../../src/core/csv';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { basicLoginRequest, createAnaplanClient, TokenSession, withAnaplanToken, withExportTable, type ExportedFile } from '../../src/systems/anaplan';
import { highWater, TARGET } from '../memory/target';

/** Ours: the chunks of the export go into a file as they come, as they are (`bytes`) or as rows with named dimensions (`rows`). */
const [url = '', target = '', form = 'bytes'] = process.argv.slice(2);

const main = async (): Promise<void> => {
	const clock = systemClock(sleep);
	const session = new TokenSession({ http: fetchHttp(), clock, authUrl: url, login: () => basicLoginRequest(url, TARGET.user, TARGET.password) });
	const client = createAnaplanClient({ http: withAnaplanToken(fetchHttp(), session), clock, apiUrl: url });
	const beganAt = performance.now();
	let sha256 = '';
	let size = 0;
	const store = async (bytes: AsyncIterable<Buffer>): Promise<void> => {
		const hash = createHash('sha256');
		const file = await open(target, 'w');
		for await (const chunk of bytes) {
			hash.update(chunk);
			size += chunk.length;
			await file.write(chunk);
		}
		await file.close();
		sha256 = hash.digest('hex');
	};
	const asRows = async (exported: ExportedFile): Promise<void> => await withExportTable(
		exported, { name: 'Budget', exportType: 'TABULAR_MULTI_COLUMN', pages: [], shape: 'records', blankRows: 'keep' },
		async ({ columns, rows }) => await store(csvBytes(rows, columns, COMMA_QUOTED)),
	);
	const request = { ...TARGET, exportId: '116000000005', deadlineMs: 60_000, firstLookMs: 0 };
	await client.runExport(request, async (exported) => (form === 'rows' ? await asRows(exported) : await store(exported.bytes)));
	console.log(JSON.stringify({ peakBytes: highWater(), seconds: (performance.now() - beganAt) / 1000, size, sha256 }));
};

void main();
