import { Armed } from '../harness/armed';
import { LaterActs } from '../harness/later';
import type { SimulatorContext } from '../harness/server';
import { ConnectedApplications } from './auth/connected';
import { Gateway } from './auth/gateway';
import { GatewayTokens } from './auth/gateway-tokens';
import { Pairings } from './auth/pairing';
import type { Disturbance } from './control/disturbances';
import { Folder } from './data/folder';
import { Contracts } from './graphql/contracts';
import { Load } from './http/load';
import { generateLines, type Scale, type Scaled } from './ledger/generated-lines';
import { generateSuppliers } from './model/generated-suppliers';
import { fill } from './model/load';
import type { ServerDefinition } from './model/types';
import { Selections } from './query/selections';
import { Switches } from './switches';

/** Generated data that are there from the start and after every reset, in the first folder. */
export interface Seeds {
	readonly ledger?: Scale;
	/** So many suppliers of category BULK. */
	readonly suppliers?: number;
}

/** The server as it stands. */
export class World {
	readonly switches: Switches;
	readonly later = new LaterActs();
	readonly contracts = new Contracts();
	readonly gateway: Gateway;
	armed = new Armed<Disturbance>();
	selections = new Selections();
	connected: ConnectedApplications;
	gatewayTokens: GatewayTokens;
	pairings: Pairings;
	load: Load;
	folders: readonly Folder[] = [];
	/** Licence tokens that interactive calls took: web services must take none. */
	licences = 0;
	/** Moves with every change of any record. */
	changes = 0;
	scaled: Scaled | undefined;

	constructor(
		readonly context: SimulatorContext, readonly definition: ServerDefinition, switches: Readonly<Record<string, unknown>> = {},
		private readonly seeds: Seeds = {},
	) {
		this.switches = new Switches(switches);
		this.gateway = new Gateway(this);
		[this.connected, this.gatewayTokens] = [new ConnectedApplications(this), new GatewayTokens(this)];
		[this.pairings, this.load] = [new Pairings(this), new Load(this)];
		this.fill();
	}

	now(): number {
		return this.context.clock.now();
	}

	/** The moment as records have it: to the second, as a batch posts hundreds of lines with the same. */
	stamp(): string {
		return `${new Date(this.now()).toISOString().slice(0, 19)}.000Z`;
	}

	effect(what: string, note: Record<string, unknown> = {}): void {
		this.context.history.effect(what, note);
	}

	folderAt(endpoint: string): Folder | undefined {
		return this.folders.find(({ definition }) => definition.endpoint === endpoint);
	}

	scale(folder: Folder, scale: Scale): Scaled {
		this.changes += 1;
		return generateLines(folder.journal, folder.definition, scale);
	}

	bulkSuppliers(folder: Folder, count: number): number {
		this.changes += 1;
		return generateSuppliers(folder, count);
	}

	/** Back to the beginning: records, switches, armed disturbances, tokens. */
	reset(): void {
		this.switches.reset();
		this.later.forget();
		this.armed = new Armed<Disturbance>();
		this.selections = new Selections();
		[this.connected, this.gatewayTokens] = [new ConnectedApplications(this), new GatewayTokens(this)];
		[this.pairings, this.load] = [new Pairings(this), new Load(this)];
		this.licences = 0;
		this.fill();
	}

	private fill(): void {
		this.changes += 1;
		this.folders = this.definition.folders.map((definition) => fill(new Folder(definition)));
		const [first] = this.folders;
		if (first === undefined) return;
		this.scaled = this.seeds.ledger === undefined ? undefined : this.scale(first, this.seeds.ledger);
		if (this.seeds.suppliers !== undefined) this.bulkSuppliers(first, this.seeds.suppliers);
	}
}
