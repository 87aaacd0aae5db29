import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const heldHere = new Set<string>();

/** When this machine started, to the minute; the number of a process means nothing across a restart. */
const machineStart = (): number => Math.round((Date.now() / 1000 - os.uptime()) / 60);

const runs = (processId: number): boolean => {
	try {
		process.kill(processId, 0);
		return true;
	} catch (cause) {
		// Not allowed to signal it: it is there.
		return (cause as NodeJS.ErrnoException).code === 'EPERM';
	}
};

const heldBy = (file: string): number | null => {
	if (!existsSync(file)) return null;
	const [processId = NaN, start = NaN] = readFileSync(file, 'utf8').split(' ').map(Number);
	if (!Number.isInteger(processId) || processId === process.pid) return null;
	return Math.abs(start - machineStart()) <= 2 && runs(processId) ? processId : null;
};

/**
 * One agent per folder: two of them would each think that the request journal is theirs alone, and the promise that an
 * entry is created once would be gone. Returns what frees the folder.
 */
export const lockFolder = (folder: string): (() => void) => {
	const file = path.join(folder, 'agent.lock');
	const whole = path.resolve(file);
	const other = heldBy(file);
	if (other !== null || heldHere.has(whole)) {
		const who = other === null ? 'this process' : `process ${other}`;
		throw new Error(`Another agent (${who}) uses ${folder}. Stop it first; if no agent runs, delete ${file}.`);
	}
	mkdirSync(folder, { recursive: true });
	writeFileSync(file, `${process.pid} ${machineStart()}`);
	heldHere.add(whole);
	return () => {
		heldHere.delete(whole);
		rmSync(file, { force: true });
	};
};
