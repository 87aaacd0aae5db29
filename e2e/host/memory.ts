import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Bytes of resident memory at the highest point so far. */
export interface MemoryPeak {
	readonly main: number;
	readonly children: number;
}

const read = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

const peakOf = (pid: number): number => Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;

/** Linux only: the high-water marks of a process and of everything it started and that still runs. */
export function memoryPeak(pid: number): MemoryPeak {
	if (process.platform !== 'linux') throw new Error('Peak memory can be read on Linux only.');
	const parents = new Map<number, number>();
	for (const entry of readdirSync('/proc')) {
		if (!/^\d+$/.test(entry)) continue;
		// "pid (name) state ppid": the name may hold anything, so count from its last bracket.
		const stat = read(`/proc/${entry}/stat`);
		parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
	}
	const below = (ancestor: number): number[] => {
		const own = [...parents].filter(([, parent]) => parent === ancestor).map(([child]) => child);
		return [...own, ...own.flatMap(below)];
	};
	return { main: peakOf(pid), children: below(pid).reduce((sum, child) => sum + peakOf(child), 0) };
}

/** Starts the count again from what the process holds now: loading n8n takes more memory than most workflows do. */
export function forgetMemoryPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
