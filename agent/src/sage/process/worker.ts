/**
 * The process that holds one Sage session. COM calls block it completely, which is why it is a process: its parent measures the time
 * and ends it.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadFactory } from '../com/factory';
import { Engine } from '../engine';
import { SageFault } from '../port';
import type { SageSettings } from '../settings';
import { faultMessage, isMessage, type FromWorker, type ToWorker } from './messages';

const toParent = (message: FromWorker): Promise<void> =>
	new Promise((resolve) => {
		if (process.send === undefined || !process.connected) resolve();
		else process.send(message, undefined, undefined, () => resolve());
	});

const fromHere = createRequire(__filename);

/** winax is installed beside the agent; another module is named by its path. */
const load = (name: string): unknown => fromHere(name === 'winax' ? name : path.resolve(name)) as unknown;

const agent = process.ppid;

/** While this process stands in a call it hears nothing of the agent's end, but the system knows: it gave it another parent, or there is none of that number. */
const isWanted = (): boolean => {
	try {
		return process.ppid === agent && process.kill(agent, 0);
	} catch {
		return false;
	}
};

let engine: Engine | undefined;
let waiting: { readonly id: number; readonly goOn: () => void } | undefined;

const factoryFor = (settings: SageSettings): ReturnType<typeof loadFactory> => {
	try {
		return loadFactory(settings, load);
	} catch (cause) {
		throw new SageFault('SAGE_UNAVAILABLE', cause instanceof Error ? cause.message : String(cause), { retryAfterSeconds: 60 });
	}
};

let begin: (() => Engine) | undefined;

const perform = async (message: Extract<ToWorker, { kind: 'task' }>): Promise<void> => {
	const { id, task } = message;
	try {
		engine ??= begin?.();
		if (engine === undefined) throw new SageFault('SAGE_ERROR', 'The process has no settings yet.');
		const answer = await engine.run(task, async (progress) => {
			const confirmed = new Promise<void>((goOn) => {
				waiting = { id, goOn };
			});
			await toParent({ kind: 'reached', id, progress });
			await confirmed;
		});
		await toParent({ kind: 'answer', id, answer });
	} catch (error) {
		const fault = error instanceof SageFault ? error : new SageFault('SAGE_ERROR', error instanceof Error ? error.message : String(error));
		const { sessionLost = true, logonRefused } = engine ?? {};
		await toParent({ kind: 'fault', id, fault: faultMessage(fault), sessionLost, ...(logonRefused === undefined ? {} : { logonRefused }) });
	}
};

const end = (): void => {
	engine?.close();
	process.exit(0);
};

const handle = (message: ToWorker): void => {
	if (message.kind === 'begin') {
		const { settings, company } = message;
		begin = () => new Engine(factoryFor(settings), settings, company, () => Date.now(), isWanted);
	} else if (message.kind === 'goOn') {
		if (waiting?.id === message.id) waiting.goOn();
	} else if (message.kind === 'end') {
		end();
	} else {
		void perform(message);
	}
};

process.on('message', (message: unknown) => {
	if (isMessage(message)) handle(message as ToWorker);
});
// The agent is gone, and with it everybody who could ask.
process.on('disconnect', end);
void toParent({ kind: 'ready' });
