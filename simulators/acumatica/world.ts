import { Armed } from '../harness/armed';
import { LaterActs } from '../harness/later';
import type { SimulatorContext } from '../harness/server';
import { Operations } from './actions/operations';
import { OAuth } from './auth/oauth';
import { Sessions } from './auth/sessions';
import { Tokens } from './auth/tokens';
import { CONTRACTS, isSystemEndpoint, type Contract } from './contract/catalogue';
import type { Disturbance } from './control/armed';
import { Database } from './data/database';
import { Files } from './data/files';
import { dateAt, stampOf } from './data/stamp';
import { Throttle } from './http/throttle';
import { Balances } from './ledger/balances';
import { generateLedger, type Scale, type Scaled } from './model/generated-ledger';
import { fill } from './model/load';
import type { CompanyDefinition } from './model/types';
import { Push } from './push/push';
import { Switches } from './switches';

/** Generated data that are there from the start and after every reset. */
export interface Seeds {
	readonly ledger?: Scale;
}

/** The site as it stands. */
export class World {
	readonly switches: Switches;
	readonly later = new LaterActs();
	readonly throttle: Throttle;
	readonly push: Push;
	armed = new Armed<Disturbance>();
	database = new Database();
	files = new Files();
	balances: Balances;
	sessions: Sessions;
	tokens: Tokens;
	oauth: OAuth;
	operations: Operations;
	/** Calls of generic inquiries, whose order is another each time. */
	inquiriesAsked = 0;
	/** What the generated ledger of the start has. */
	scaled: Scaled | undefined;

	constructor(
		readonly context: SimulatorContext, readonly company: CompanyDefinition, switches: Readonly<Record<string, unknown>> = {},
		private readonly seeds: Seeds = {},
	) {
		this.switches = new Switches(switches);
		this.throttle = new Throttle(this);
		this.push = new Push(this);
		[this.sessions, this.tokens, this.oauth, this.operations] = [new Sessions(this), new Tokens(this), new OAuth(this), new Operations(this)];
		this.balances = new Balances(this);
		this.load();
	}

	get site(): string {
		return this.company.site;
	}

	now(): number {
		return this.context.clock.now();
	}

	stamp(): string {
		return stampOf(this.now());
	}

	today(): string {
		return dateAt(this.now(), this.switches.values.serverOffset);
	}

	effect(what: string, note: Record<string, unknown> = {}): void {
		this.context.history.effect(what, note);
	}

	/** Endpoints that the site serves: the listed versions of Default, and those made on the site. */
	contracts(): readonly Contract[] {
		return CONTRACTS.filter((contract) => !isSystemEndpoint(contract) || this.switches.lists('endpoints', contract.version));
	}

	/** Back to the beginning: records, switches, armed disturbances; sessions too unless they are to be kept. */
	reset(keepSessions: boolean): void {
		this.switches.reset();
		this.later.forget();
		this.push.forget();
		this.throttle.forget();
		this.armed = new Armed<Disturbance>();
		this.database = new Database();
		this.files = new Files();
		this.operations = new Operations(this);
		this.balances = new Balances(this);
		if (!keepSessions) [this.sessions, this.tokens, this.oauth] = [new Sessions(this), new Tokens(this), new OAuth(this)];
		this.load();
	}

	private load(): void {
		fill(this.database, this.company);
		this.scaled = this.seeds.ledger === undefined ? undefined : generateLedger(this.database, this.seeds.ledger);
	}
}
