import { createServer } from 'node:net';
import { takenPort } from '../../scripts/machine-troubles.js';
import { freePort } from '../host/n8n-process';

export const USUAL_PORT = 5678;

const isFree = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const probe = createServer();
		probe.on('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});

/** That port, or else the usual one or any free one. */
export const portFor = async (wanted: number | undefined): Promise<number> => {
	if (wanted === undefined) return (await isFree(USUAL_PORT)) ? USUAL_PORT : await freePort();
	if (!(await isFree(wanted))) throw new Error(takenPort(wanted));
	return wanted;
};
