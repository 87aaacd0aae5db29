import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { highWater, TARGET } from '../memory/target';

/** The peer: a plain HTTP client that takes the file in one piece, and a parser that makes an object of every row. */
const [url = '', target = ''] = process.argv.slice(2);

const main = async (): Promise<void> => {
	const beganAt = performance.now();
	const base = `${url}/2/0/workspaces/${TARGET.workspaceId}/models/${TARGET.modelId}`;
	await fetch(`${base}/exports/116000000005/tasks`, { method: 'POST', body: '{"localeName":"en_US"}' });
	const text = await (await fetch(`${base}/files/116000000005`)).text();
	const rows = parse(text, { columns: true }) as Array<Record<string, string>>;
	const csv = stringify(rows, { header: true });
	await writeFile(target, csv);
	console.log(JSON.stringify({ peakBytes: highWater(), seconds: (performance.now() - beganAt) / 1000, size: Buffer.byteLength(csv), sha256: createHash('sha256').update(csv).digest('hex') }));
};

void main();
