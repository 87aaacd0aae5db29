import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { type AgentClock, instantText } from './agent-clock';

export type LogLevel = 'info' | 'warning' | 'error';
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type AgentLog = (level: LogLevel, what: string, facts?: LogFacts) => void;

/** A file of this size becomes `agent.1.jsonl`, that one `agent.2.jsonl` and so on; five are kept. */
const LARGEST = 10 * 1024 * 1024;
const KEPT = 5;

const passOn = (folder: string): void => {
	for (let number = KEPT - 1; number >= 0; number -= 1) {
		const name = (at: number): string => path.join(folder, at === 0 ? 'agent.jsonl' : `agent.${at}.jsonl`);
		if (existsSync(name(number))) renameSync(name(number), name(number + 1));
	}
};

/** One JSON line per event. Whatever text equals a secret is blanked, should it ever stand in a message of Sage. */
export const logLine = (secrets: readonly string[], at: string, level: LogLevel, what: string, facts: LogFacts = {}): string => {
	const line = JSON.stringify({ at, level, what, ...facts });
	return secrets
		.filter((secret) => secret.length >= 4)
		.map((secret) => JSON.stringify(secret).slice(1, -1))
		.reduce((text, secret) => text.replaceAll(secret, '***'), line);
};

/** Writes into the folder, and to standard output, where a service wrapper or a terminal picks it up. */
export const fileLog = (folder: string, clock: AgentClock, secrets: readonly string[]): AgentLog => {
	mkdirSync(folder, { recursive: true });
	const file = path.join(folder, 'agent.jsonl');
	return (level, what, facts) => {
		const line = `${logLine(secrets, instantText(clock.now()), level, what, facts)}\n`;
		process.stdout.write(line);
		try {
			if (existsSync(file) && statSync(file).size + line.length > LARGEST) passOn(folder);
			appendFileSync(file, line);
		} catch {
			// A full disk must not end the agent: the line is on standard output.
		}
	};
};
