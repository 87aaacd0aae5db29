import type { Settings } from '../../agent/src';
import type { SageConfig } from '../../agent/src/sage';

type Right = 'read' | 'journals:write' | 'registers:run';

export interface WantedKey {
	readonly name: string;
	/** All when null. */
	readonly companies: readonly string[] | null;
	readonly rights: readonly Right[];
}

export interface StartAgent {
	readonly kind: 'start';
	readonly folder: string;
	readonly port: number;
	readonly settings: Partial<Settings>;
	readonly sage: SageConfig;
	readonly offsetMs: number;
	readonly keys: readonly WantedKey[];
}

export type ToAgent = StartAgent | { readonly kind: 'clock'; readonly offsetMs: number } | { readonly kind: 'stop' };

/** Where it listens, and what proves it. */
export interface AgentFacts {
	/** With the version: `https://127.0.0.1:41234/v1`. */
	readonly url: string;
	readonly fingerprint: string;
	/** PEM. */
	readonly certificate: string;
	/** Those that were made at this start, by name. */
	readonly keys: Readonly<Record<string, string>>;
}

/** What the agent has logged. */
export interface Logged {
	readonly level: string;
	readonly what: string;
	readonly facts: Readonly<Record<string, unknown>>;
}

export type FromAgent = ({ readonly kind: 'started' } & AgentFacts) | { readonly kind: 'failed'; readonly said: string } | ({ readonly kind: 'log' } & Logged);
