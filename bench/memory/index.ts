import { runChild } from '../run/child';
import { MIB, type Ratio } from '../run/figures';
import { startSimulator, type SimulatorProcess } from '../run/simulator';
import { TARGET, type Measured } from './target';

const LINES = 1_000_000;

interface Upload {
	readonly file: string;
	readonly bytes: number;
	readonly chunks: number;
	readonly sha256: string;
}

/** What an import would read now. */
const uploaded = async (anaplan: SimulatorProcess): Promise<Upload> => {
	const uploads = (await (await fetch(`${anaplan.url}/__sim/uploads`)).json()) as ReadonlyArray<Upload>;
	const own = uploads.find(({ file }) => file === TARGET.fileId);
	if (!own || own.chunks === 0) throw new Error('Nothing was uploaded.');
	return own;
};

/** One million rows of eight columns: mapped, written as CSV, packed in chunks, uploaded. */
export async function measureMemory(say: (line: string) => void): Promise<Ratio[]> {
	const run = async (source: string): Promise<{ measured: Measured; upload: Upload }> => {
		const anaplan = await startSimulator('anaplan');
		try {
			const measured = await runChild<Measured>(source, [anaplan.url, String(LINES)]);
			const upload = await uploaded(anaplan);
			say(`${source}: ${measured.rows} rows, ${upload.bytes} bytes in ${upload.chunks} chunks, ${measured.seconds.toFixed(1)} s, peak ${(measured.peakBytes / MIB).toFixed(0)} MiB`);
			return { measured, upload };
		} finally {
			await anaplan.stop();
		}
	};
	const theirs = await run('memory/all-in-memory');
	const ours = await run('memory/streamed');
	if (ours.upload.sha256 !== theirs.upload.sha256) throw new Error('The two uploaded different files, so they cannot be compared.');
	return [{
		what: 'peak memory, 1,000,000 rows mapped and uploaded', peer: 'the same with all items in memory',
		ours: ours.measured.peakBytes / MIB, theirs: theirs.measured.peakBytes / MIB, unit: 'MiB', atMost: 0.25, below: 256,
	}];
}
