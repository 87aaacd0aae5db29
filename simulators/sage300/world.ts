import { Armed } from '../harness/armed';
import { LaterActs } from '../harness/later';
import type { SimulatorContext } from '../harness/server';
import { Sessions } from './auth/sessions';
import { Catalogues, type Catalogue } from './contract/catalogue';
import type { Disturbance } from './control/armed';
import { Company } from './data/company';
import { dayOf } from './data/day';
import { ApplicationPool } from './http/load';
import { generateLines, type Scale, type Scaled } from './ledger/generated-lines';
import { fill } from './model/load';
import type { SiteDefinition } from './model/types';
import { Selections } from './read/selections';
import { Switches } from './switches';

/** Generated data that are there from the start and after every reset. */
export interface Seeds {
	readonly ledger?: Scale & { readonly company?: string };
}

/** The site as it stands. */
export class World {
	readonly switches: Switches;
	readonly later = new LaterActs();
	private readonly catalogues = new Catalogues();
	armed = new Armed<Disturbance>();
	selections = new Selections();
	sessions: Sessions;
	pool: ApplicationPool;
	companies: readonly Company[] = [];
	/** While the model is entered, what it posts is no event, and books of locked years are open. */
	loading = false;
	/** What the generated ledger of the start has. */
	scaled: Scaled | undefined;

	constructor(
		readonly context: SimulatorContext, readonly site: SiteDefinition, switches: Readonly<Record<string, unknown>> = {},
			private readonly seeds: Seeds = {},
	) {
		this.switches = new Switches(switches);
		this.sessions = new Sessions(this);
		this.pool = new ApplicationPool(this);
		this.load();
	}

	now(): number {
		return this.context.clock.now();
	}

	/** The day on the site, which dates of entry have. */
	today(): string {
		return dayOf(this.now());
	}

	effect(what: string, note: Record<string, unknown> = {}): void {
		if (!this.loading) this.context.history.effect(what, note);
	}

	catalogue(): Catalogue {
		return this.catalogues.for(this.switches.values);
	}

	company(id: string | undefined): Company | undefined {
		return id === undefined ? this.companies[0] : this.companies.find(({ definition }) => definition.id === id);
	}

	/** Back to the beginning: records, switches, armed disturbances, sessions. */
	reset(): void {
		this.switches.reset();
		this.later.forget();
		this.armed = new Armed<Disturbance>();
		this.selections = new Selections();
		this.sessions = new Sessions(this);
		this.pool = new ApplicationPool(this);
		this.load();
	}

	private load(): void {
		this.companies = this.site.companies.map((definition) => new Company(definition));
		this.loading = true;
		for (const company of this.companies) fill(this, company);
		this.loading = false;
		const ledger = this.seeds.ledger;
		const company = ledger === undefined ? undefined : this.company(ledger.company);
		this.scaled = ledger === undefined || company === undefined ? undefined : generateLines(company, ledger);
	}
}
