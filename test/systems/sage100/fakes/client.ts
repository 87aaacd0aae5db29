import type { Http } from '../../../../src/contracts';
import { confirm, readChanges, type Cursor } from '../../../../src/sync';
import { createSage100Client, type Sage100Client, type Sage100ClientOptions, type SourceOptions } from '../../../../src/systems/sage100';
import { json, FakeClock, ScriptedHttp, type Step } from './scripted-http';

export const PLACE = { agentUrl: 'https://agent.example.com:8443', company: 'abc' } as const;
export const IDENTITY = { apiKey: 'k-Secret-7f3a' } as const;
export const BASE = 'https://agent.example.com:8443/v1';
export const HEALTH = json({ status: 'ok', agentVersion: '0.1.0', contractVersion: '1.1.0' });

/** Ids of requests count from 1. */
export const counted = (): (() => string) => {
	let count = 0;
	return () => `n8n-${(count += 1)}`;
};

export const clientOn = (http: Http, overrides: Partial<Sage100ClientOptions> = {}): Sage100Client =>
	createSage100Client({ place: PLACE, identity: IDENTITY, http, clock: new FakeClock(), random: () => 0, requestId: counted(), ...overrides });

/** The question after the contract is answered before the steps. */
export const scripted = (steps: readonly Step[], overrides: Partial<Sage100ClientOptions> = {}): { client: Sage100Client; http: ScriptedHttp; clock: FakeClock } => {
	const [http, clock] = [new ScriptedHttp(HEALTH, ...steps), new FakeClock()];
	return { http, clock, client: clientOn(http, { clock, ...overrides }) };
};

export const collect = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const page of pages) {
		expect(page.length).toBeGreaterThan(0);
		all.push(...page);
	}
	return all;
};

/** What a call rejects with; fails when it does not. */
export const rejection = async (work: Promise<unknown>): Promise<unknown> => {
	try {
		await work;
	} catch (error) {
		return error;
	}
	throw new Error('it did not reject');
};

/** A load that remembers: reads with its cursor, confirms, and keeps what it got by key. */
export class Load {
	cursor: Cursor | undefined;
	readonly held = new Map<string, Readonly<Record<string, string>>>();

	constructor(private readonly http: Http, private readonly options: SourceOptions) {}

	async run(overlapSeconds: number, tail: 'when changed' | 'always' = 'when changed'): Promise<string[]> {
		const read = readChanges(clientOn(this.http).source(this.options), this.cursor, { overlapSeconds, generation: '1', startFrom: null, tail });
		const records = await collect(read.pages);
		this.cursor = confirm(this.cursor, read.finish()).cursor;
		for (const { key, fields } of records) this.held.set(key, fields);
		return records.map(({ key }) => key);
	}
}
