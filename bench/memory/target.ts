import { readFileSync } from 'node:fs';

/** The default model of the Anaplan simulator. */
export const TARGET = {
	workspaceId: '8a868cd97f1c22d5018120c4d3e70b51',
	modelId: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901',
	fileId: '113000000007',
	user: 'integration@example.com',
	password: 'anaplan-password',
};

/** Highest resident memory of this process so far, in bytes. Linux only. */
export const highWater = (): number => {
	const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	if (found === undefined) throw new Error('Peak memory can be read on Linux only.');
	return Number(found) * 1024;
};

export interface Measured {
	readonly peakBytes: number;
	readonly seconds: number;
	readonly rows: number;
}
