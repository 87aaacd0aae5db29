/** The COM module of the forked tests: the scripted company, driven by its key or by the vendor's name in a file of orders. */
import fs from 'node:fs';
import path from 'node:path';
import type { ComObject } from '../../../agent/src/sage/com/factory';
import { scriptedSage } from './company-abc';

interface Orders {
	readonly hangOn?: string;
	readonly dieOn?: string;
	readonly throwOn?: string;
	readonly password?: string;
	/** The call stops the process for this long. */
	readonly slowMs?: number;
}

const folder = __dirname;
const orders = (): Orders => JSON.parse(fs.readFileSync(path.join(folder, 'orders.json'), 'utf8')) as Orders;

/** As a blocked COM call does: nothing else happens in this process. */
const block = (ms: number): void => {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

export const createObject = (progId: string): ComObject => {
	const sage = scriptedSage();
	sage.companies.add('XYZ');
	sage.password = orders().password ?? 'secret';
	fs.appendFileSync(path.join(folder, 'log.txt'), `${process.pid} create\n`);
	const note = sage.note.bind(sage);
	sage.note = (call) => {
		note(call);
		if (/nSetUser|nCleanup|nWrite/.test(call)) fs.appendFileSync(path.join(folder, 'log.txt'), `${process.pid} ${call.replace(/\(.*/, '')}\n`);
	};
	sage.fault = (call) => {
		const { hangOn, dieOn, throwOn, slowMs = 0 } = orders();
		if (call.endsWith('nGetResultSets')) block(slowMs);
		if (call === hangOn) block(600_000);
		if (call === dieOn) process.kill(process.pid, 'SIGKILL');
		return call === throwOn ? new Error('The RPC server is unavailable.') : undefined;
	};
	return sage.factory.create(progId);
};

export class Variant {
	value: unknown;
	constructor(initial: unknown, readonly kind: string) {
		this.value = initial;
	}
	valueOf(): unknown {
		return this.value;
	}
}
