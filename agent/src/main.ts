#!/usr/bin/env node
import { createRequire } from 'node:module';
import { systemClock } from './agent-clock';
import { runCommand } from './commands/run-command';
import { openSage } from './sage/index';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : [])];

const untilStopped = (): Promise<string> =>
	new Promise((resolve) => {
		for (const signal of SIGNALS) process.once(signal, () => resolve(signal));
		process.once('message', (message) => {
			if (message === 'shutdown') resolve('shutdown');
		});
	});

void runCommand(process.argv.slice(2), {
	clock: systemClock,
	platform: process.platform,
	environment: process.env,
	script: __filename,
	say: (sentence) => void process.stdout.write(`${sentence}\n`),
	complain: (sentence) => void process.stderr.write(`${sentence}\n`),
	openSage: (config) => openSage(config as unknown as Parameters<typeof openSage>[0]),
	untilStopped,
	load: (packageName) => createRequire(__filename)(packageName) as unknown,
}).then((code) => {
	// What a library left open must not keep a stopped agent alive.
	process.exit(code);
});
