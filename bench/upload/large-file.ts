import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { BUILD } from '../../e2e/host/places';
import { ledgerLines } from '../memory/ledger-lines';
import { runChild } from '../run/child';
import { median, type Ratio } from '../run/figures';
import { startSimulator } from '../run/simulator';
import { TARGET } from '../memory/target';
import type { MeasuredUpload } from './measured-upload';

const BYTES = 100_000_000;
/** Taken in turns, so that a busy moment of the machine meets both. */
const ROUNDS = 3;

/** 100 MB of ledger lines, no two the same, written to disk beforehand. */
const largeFile = async (): Promise<string> => {
	const file = path.join(BUILD, 'bench', 'ledger-100mb.csv');
	mkdirSync(path.dirname(file), { recursive: true });
	const out = createWriteStream(file);
	let left = BYTES;
	for (let first = 1; left > 0; first += 2_000) {
		const page = Buffer.from(ledgerLines(first, 2_000).map(({ fields }) => `${Object.values(fields).map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',')}\n`).join(''), 'utf8').subarray(0, left);
		left -= page.length;
		if (!out.write(page)) await once(out, 'drain');
	}
	out.end();
	await once(out, 'finish');
	return file;
};

const contentOf = async (url: string): Promise<{ sha256: string; bytes: number }> => {
	const uploads = (await (await fetch(`${url}/__sim/uploads`)).json()) as ReadonlyArray<{ file: string; sha256: string; bytes: number }>;
	const own = uploads.find(({ file }) => file === TARGET.fileId);
	if (own?.bytes !== BYTES) throw new Error(`${own?.bytes ?? 0} bytes arrived instead of ${BYTES}`);
	return own;
};

/** 100 MB from a stream, as the node sends them, against one chunk after another with gzip's level 9, which is what the Python SDK does. */
export async function measureLargeFile(say: (line: string) => void): Promise<Ratio[]> {
	const file = await largeFile();
	const anaplan = await startSimulator('anaplan');
	try {
		const run = async (source: string): Promise<MeasuredUpload & { sha256: string }> => {
			const cost = await runChild<MeasuredUpload>(`upload/${source}`, [anaplan.url, file]);
			return { ...cost, sha256: (await contentOf(anaplan.url)).sha256 };
		};
		const ours: Array<MeasuredUpload & { readonly sha256: string }> = [];
		const theirs: Array<MeasuredUpload & { readonly sha256: string }> = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			theirs.push(await run('one-after-another'));
			ours.push(await run('streamed'));
		}
		if (new Set([...ours, ...theirs].map(({ sha256 }) => sha256)).size !== 1) throw new Error('The two uploaded different content, so they cannot be compared.');
		const told = (costs: readonly MeasuredUpload[]): string => costs.map(({ seconds, cpuSeconds }) => `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor)`).join(', ');
		say(`100 MB one after another, level 9: ${told(theirs)}; as the node does: ${told(ours)}`);
		const ratio = (what: string, of: (cost: MeasuredUpload) => number): Ratio => ({
			what: `upload of 100 MB from a stream, ${what}`, peer: 'chunks of 25 MB one after another, gzip level 9', ours: median(ours.map(of)), theirs: median(theirs.map(of)), unit: 's', atMost: 0.5,
		});
		return [ratio('time', ({ seconds }) => seconds), ratio('processor time', ({ cpuSeconds }) => cpuSeconds)];
	} finally {
		await anaplan.stop();
		rmSync(file, { force: true });
	}
}
