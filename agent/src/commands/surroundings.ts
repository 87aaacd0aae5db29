import { type AgentClock } from '../agent-clock';
import { type SagePort } from '../sage/port';

/** What the commands touch of the world, so that tests can stand in for it. */
export interface Surroundings {
	readonly clock: AgentClock;
	readonly platform: NodeJS.Platform;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The built entry point, which the Windows service runs. */
	readonly script: string;
	say(sentence: string): void;
	complain(sentence: string): void;
	openSage(config: Readonly<Record<string, unknown>>): SagePort;
	/** Resolves when somebody wants the agent to end. */
	untilStopped(): Promise<string>;
	/** Loads an optional package; throws when it is not installed. */
	load(packageName: string): unknown;
}

/** Wrong use of a command: the sentence is enough, a stack is not wanted. */
export class Misuse extends Error {}

export type Command = (folder: string, given: Given, around: Surroundings) => Promise<number>;

export interface Given {
	readonly words: readonly string[];
	readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export const optionText = ({ options }: Given, name: string): string | undefined => {
	const value = options[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
};
