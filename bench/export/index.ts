import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../e2e/host/places';
import { runChild } from '../run/child';
import { MIB, type Ratio } from '../run/figures';

const ROWS = 1_000_000;
const FEW_ROWS = 10_000;
const MANY_ROWS = 5_000_000;

interface Exported {
	readonly peakBytes: number;
	readonly seconds: number;
	readonly size: number;
	readonly sha256: string;
}

/** Serves one budget while `work` runs. */
const withServer = async <T>(rows: number, work: (url: string) => Promise<T>): Promise<T> => {
	const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'bench/export/server.ts'), String(rows)], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	try {
		const line = await new Promise<string>((resolve, reject) => {
			createInterface({ input: child.stdout }).once('line', resolve);
			child.on('error', reject);
			child.on('close', () => reject(new Error('The server of the bench did not start.')));
		});
		return await work((JSON.parse(line) as { url: string }).url);
	} finally {
		child.kill('SIGTERM');
		await ended;
	}
};

/**
 * One million rows of an export into a file: streamed as the nodes do it, and read whole. Five times as many rows keep to
 * the same limit. Ten thousand rows fit into a tenth of a chunk and so take less than many chunks of ten megabytes do, of
 * which Node lets some sixty megabytes lie about before it clears them away; that figure is told beside.
 */
export async function measureExport(say: (line: string) => void): Promise<Ratio[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-export-'));
	const run = async (source: string, rows: number, form = ''): Promise<Exported> => await withServer(rows, async (url) => {
		const measured = await runChild<Exported>(source, [url, path.join(folder, 'budget.csv'), form]);
		say(`${source} ${form}: ${rows} rows, ${measured.size} bytes, ${measured.seconds.toFixed(1)} s, peak ${(measured.peakBytes / MIB).toFixed(0)} MiB`);
		return measured;
	});
	try {
		const theirs = await run('export/whole', ROWS);
		const ours = await run('export/streamed', ROWS, 'bytes');
		const few = await run('export/streamed', FEW_ROWS, 'bytes');
		const many = await run('export/streamed', MANY_ROWS, 'bytes');
		const rows = await run('export/streamed', ROWS, 'rows');
		if (ours.sha256 !== theirs.sha256 || rows.sha256 !== theirs.sha256) throw new Error('They wrote different files, so they cannot be compared.');
		const compared = { theirs: theirs.peakBytes / MIB, unit: 'MiB' as const, peer: 'the file in one piece, each row an object' };
		say(`for comparison, not a limit: ${FEW_ROWS} rows take ${(few.peakBytes / MIB).toFixed(0)} MiB, so ${ROWS} rows take ${(ours.peakBytes / few.peakBytes).toFixed(2)} times as much`);
		return [
			{ ...compared, what: 'peak memory, export of 1,000,000 rows to a file', ours: ours.peakBytes / MIB, atMost: 0.25, below: 256 },
			{ ...compared, what: 'peak memory, export of 1,000,000 rows with named dimensions', ours: rows.peakBytes / MIB, atMost: 0.25, below: 256 },
			{ ...compared, what: 'peak memory, export of 5,000,000 rows to a file', peer: '1,000,000 rows in one piece, each row an object', ours: many.peakBytes / MIB, atMost: 0.25, below: 256 },
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
