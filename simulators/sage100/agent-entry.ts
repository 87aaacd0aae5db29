/** The process of the agent: `startAgent` as it is delivered, with a clock that can be moved and a log that the parent hears. */
import { KeyStore, startAgent, type AgentClock, type RunningAgent } from '../../agent/src';
import { openSage } from '../../agent/src/sage';
import type { FromAgent, StartAgent, ToAgent } from './messages';

let offsetMs = 0;

const clock: AgentClock = {
	now: () => Date.now() + offsetMs,
	after: (milliseconds, then) => {
		const timer = setTimeout(then, milliseconds);
		return () => clearTimeout(timer);
	},
};

const tell = (message: FromAgent): void => void process.send?.(message);

let agent: RunningAgent | undefined;

const start = async ({ folder, port, settings, sage, ...begin }: StartAgent): Promise<void> => {
	offsetMs = begin.offsetMs;
	const running = await startAgent({
		configFolder: folder, port, clock, sage: openSage(sage, { now: () => clock.now() }), settings: { listen: '127.0.0.1', ...settings },
		log: (level, what, facts) => tell({ kind: 'log', level, what, facts: { ...facts } }),
	});
	agent = running;
	const keys: Record<string, string> = {};
	for (const { name, companies, rights } of begin.keys) keys[name] = (await new KeyStore(folder, clock).add(name, companies, rights)).text;
	tell({ kind: 'started', url: running.url, fingerprint: running.fingerprint, certificate: running.certificate, keys });
};

const HANDLERS: { readonly [K in ToAgent['kind']]: (message: Extract<ToAgent, { kind: K }>) => Promise<void> } = {
	start: async (message) => await start(message).catch((error: unknown) => {
		tell({ kind: 'failed', said: error instanceof Error ? error.message : String(error) });
		process.exitCode = 1;
		process.disconnect();
	}),
	clock: async (message) => {
		offsetMs = message.offsetMs;
	},
	stop: async () => {
		await agent?.stop();
		process.exit(0);
	},
};

process.on('message', (message: ToAgent) => void (HANDLERS[message.kind] as (message: ToAgent) => Promise<void>)(message));
// Whoever started it has ended.
process.once('disconnect', () => process.exit());
