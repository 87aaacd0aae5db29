import { readdirSync, readFileSync } from 'node:fs';

const read = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

const LOOK_MS = 250;

/** Highest resident memory, in bytes, of any process with these words on its command line while `work` goes on; 0 where there is no /proc. */
export const peakOfCommand = async <T>(words: readonly string[], work: () => Promise<T>): Promise<{ readonly result: T; readonly peakBytes: number }> => {
	let peakBytes = 0;
	const look = (): void => {
		for (const pid of process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
			const line = read(`/proc/${pid}/cmdline`).split('\0');
			if (!words.every((word) => line.includes(word))) continue;
			peakBytes = Math.max(peakBytes, Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024);
		}
	};
	const timer = setInterval(look, LOOK_MS);
	try {
		const result = await work();
		return { result, peakBytes };
	} finally {
		clearInterval(timer);
	}
};
