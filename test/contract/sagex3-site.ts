import type { SourceRecord } from '../../src/contracts';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { RotationChain } from '../../src/core/sessions/rotation-chain';
import { readChanges } from '../../src/sync/changes';
import { confirm, type Cursor } from '../../src/sync/cursor';
import { createSageX3Client, type HeldTokens, type ResourceChoice, type SageX3Client, type SageX3ClientOptions, type SageX3Place, type SignIn, type TokenKeeper } from '../../src/systems/sagex3';
import { DEFAULT_SERVER, startSageX3, type SageX3Options, type ServerDefinition } from '../../simulators/sagex3';
import { collect } from '../doubles/results';
import { SimulatedSite, type Stored } from './simulated-site';

/** An API and the names that its server has. */
export interface Flavour {
	readonly name: string;
	readonly api: 'graphql' | 'classic';
	readonly switches: Readonly<Record<string, unknown>>;
}

const NEWER: Flavour = { name: 'GraphQL', api: 'graphql', switches: {} };
const CLASSIC: Flavour = { name: 'classic REST', api: 'classic', switches: { surfaces: 'classic' } };

export const FLAVOURS: readonly Flavour[] = [
	NEWER,
	{ name: 'GraphQL, dimensions by code', api: 'graphql', switches: { dimensionNames: 'code' } },
	{ name: 'GraphQL of older names', api: 'graphql', switches: { generation: 'xtremX3' } },
	{ name: 'GraphQL of 2019', api: 'graphql', switches: { generation: 'sage2019' } },
	CLASSIC,
];
/** One of each API. */
export const BOTH: readonly Flavour[] = [NEWER, CLASSIC];

/**
 * The default server with a few of its ordinary entries and every awkward one: that of 640 lines and those of a batch, which share a second,
 * only where they are wanted. Whole ledgers are read again and again here.
 */
export const smallServer = ({ batch = false, long = false } = {}): ServerDefinition => ({
	...DEFAULT_SERVER,
	folders: DEFAULT_SERVER.folders.map((folder) => ({
		...folder,
		entries: folder.entries.filter(({ type, number }, place) => {
			if (type === 'PUR') return place % (long ? 31 : 61) === 0;
			return (batch || !number.startsWith('LM1-2605-')) && (long || number !== 'LM1-2603-0640');
		}),
	})),
});

export const LINES: ResourceChoice = { resource: 'journalLines', ledgerType: 'legal' };

/** Tokens of a pairing, kept where a run could read them again. */
export class KeptTokens implements TokenKeeper {
	held: HeldTokens | undefined;
	readonly saved: HeldTokens[] = [];

	async load(): Promise<HeldTokens | undefined> {
		return this.held;
	}

	async save(tokens: HeldTokens): Promise<void> {
		this.held = tokens;
		this.saved.push(tokens);
	}

	checkWritable(): void {}
}

/** The sums of rows or of the ledger: only those that are not zero. */
export type Sums = ReadonlyMap<string, string>;

/** The real client on the real simulator, over HTTP. */
export class ContractSite extends SimulatedSite {
	/** Of one process; after a reset the server knows nothing of its tokens. */
	private chain = new RotationChain(this.clock);
	readonly lock = new FifoLock(this.clock);

	static async start(options: SageX3Options = {}): Promise<ContractSite> {
		return await new ContractSite(await startSageX3({ model: smallServer({ long: true }), ...options })).inJuly();
	}

	async reset(switches: Readonly<Record<string, unknown>> = {}): Promise<void> {
		await this.control('reset', {});
		await this.control('faults', undefined, 'DELETE');
		await this.switches(switches);
		await this.control('history', undefined, 'DELETE');
		await this.inJuly();
		this.chain = new RotationChain(this.clock);
		this.sent.length = 0;
		this.clock.slept.length = 0;
	}

	/** After everything that the books of the start hold. */
	async inJuly(): Promise<this> {
		await this.control('clock', { setMs: Date.UTC(2026, 6, 20, 12) });
		return this;
	}

	application(changes: Readonly<Record<string, unknown>> = {}): SignIn {
		return { way: 'connected application', clientId: 'linden-connected-app', secret: 'linden-connected-secret', user: 'ANAPLAN', audience: `${this.simulator.url}/xtrem/api`, ...changes };
	}

	pairing(tokens: TokenKeeper, refreshToken = 'x3-first-refresh-token'): SignIn {
		return {
			way: 'pairing', gatewayUrl: this.simulator.url, clientId: 'x3-gateway-app', clientSecret: 'x3-gateway-secret', refreshToken, chain: this.chain, lock: this.lock, tokens,
		};
	}

	machine(tokenCall: 'form' | 'json' = 'form'): SignIn {
		return {
			way: 'api key', tokenUrl: `${this.simulator.url}/oauth/token`, clientId: 'x3-machine', clientSecret: 'x3-machine-secret', audience: 'https://x3.linden.example/api',
			apiKey: 'x3-api-key', tokenCall,
		};
	}

	basic(password = 'anaplan-secret'): SignIn {
		return { way: 'basic', user: 'ANAPLAN', password };
	}

	client(api: 'graphql' | 'classic' | 'find out', options: Partial<Omit<SageX3ClientOptions, 'place'>> & { readonly place?: Partial<SageX3Place> } = {}): SageX3Client {
		const { place, ...others } = options;
		return createSageX3Client({
			http: this.http, clock: this.clock, random: () => 0, signIn: api === 'classic' ? this.basic() : this.application(), ...others,
			place: { serverUrl: this.simulator.url, endpoint: 'LINDEN', api, ...place },
		});
	}

	stored(table: string, match = '', folder = 'LINDEN'): Promise<readonly Readonly<Record<string, string>>[]> {
		return this.control(`records?folder=${folder}&table=${table}&match=${encodeURIComponent(match)}`);
	}

	save(table: string, record: Stored, key?: string, folder = 'LINDEN'): Promise<unknown> {
		return this.control('records', { folder, table, record, ...(key === undefined ? {} : { key }) });
	}

	/** Net amounts of the ledger by the names of the simulator. */
	async totals(by: readonly string[], { ledger = '1', match = '', folder = 'LINDEN' } = {}): Promise<Sums> {
		const rows = await this.control<ReadonlyArray<Readonly<Record<string, string>>>>(`totals?folder=${folder}&by=${by.join(',')}&ledger=${ledger}&match=${encodeURIComponent(match)}`);
		return sumsOf(rows, by, 'net');
	}
}

const unitsOf = (text: string): bigint => {
	const [whole = '', decimals = ''] = text.split('.');
	return BigInt(whole + decimals.padEnd(3, '0'));
};

/** Sums of rows by columns, exact, in thousandths. */
export const sumsOf = (rows: Iterable<Readonly<Record<string, string>>>, by: readonly string[], amount = 'amount'): Sums => {
	const sums = new Map<string, bigint>();
	for (const row of rows) {
		const key = by.map((name) => row[name] ?? '?').join('/');
		sums.set(key, (sums.get(key) ?? 0n) + unitsOf(row[amount] ?? ''));
	}
	return new Map([...sums].filter(([, sum]) => sum !== 0n).map(([key, sum]): [string, string] => [key, String(sum)]).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** A load that remembers: each run reads with a client of its own from its cursor, confirms, and keeps what it got by key. */
export class Load {
	cursor: Cursor | undefined;
	readonly held = new Map<string, SourceRecord['fields']>();

	constructor(private readonly site: ContractSite, private readonly api: Flavour['api'], private readonly choice: ResourceChoice, private readonly overlapSeconds = 300) {}

	/** Records of one run; nothing comes twice. */
	async run(client: SageX3Client = this.site.client(this.api)): Promise<SourceRecord[]> {
		// A cursor is a second: what is read twice within one has nothing to confirm.
		await this.site.control('clock', { advanceMs: 1_000 });
		const read = readChanges(client.source(this.choice), this.cursor, { overlapSeconds: this.overlapSeconds, generation: 'g', startFrom: null });
		const records = await collect(read.pages);
		const batch = read.finish();
		expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
		for (const { key, fields } of records) this.held.set(key, fields);
		this.cursor = confirm(this.cursor, batch).cursor ?? this.cursor;
		return records;
	}

	async keys(): Promise<string[]> {
		return (await this.run()).map(({ key }) => key).sort();
	}
}
