import { Company, schemasFor } from './data/company';
import type { Schema } from './data/schema';
import { stampAt, type Stamp } from './data/stamp';
import { Row } from './data/table';
import { Faults } from './faults';
import { History } from './history';
import { fill } from './model/load';
import { generate, type Scaled } from './model/scale';
import type { Scale, SiteDefinition, UserDefinition } from './model/types';
import { Switches } from './switches';

/** A user of Sage and whether that user may sign in (reference sage-100 2.1). */
export interface User extends UserDefinition {
	locked: boolean;
	wrongPasswords: number;
}

/** A session that has signed in and takes a seat. */
export interface Seat {
	readonly session: number;
	readonly user: string;
	company: string;
	/** The process is gone, the seat is not. */
	dead: boolean;
}

/** The site as it stands. It outlives every process that works with it. */
export class World {
	readonly switches: Switches;
	readonly history = new History(() => this.now());
	readonly faults = new Faults();
	private offsetMs = 0;
	private frozenMs: number | undefined;
	schemas: readonly Schema[] = [];
	companies: readonly Company[] = [];
	users: User[] = [];
	seats: Seat[] = [];
	/** Seats that people take. */
	taken = 0;
	/** Task by company; `*` for all. */
	exclusive = new Map<string, string>();
	/** Sessions made before this number are gone. */
	lostBefore = 0;
	scaled: Scaled | undefined;
	private nextId = 1;

	constructor(
		readonly site: SiteDefinition, switches: Readonly<Record<string, unknown>> = {}, private readonly seeds: Scale | undefined = undefined, now?: number,
	) {
		if (now !== undefined) this.offsetMs = now - Date.now();
		this.switches = new Switches(switches);
		this.load();
	}

	now(): number {
		return this.frozenMs ?? Date.now() + this.offsetMs;
	}

	clock(): { now: string; nowMs: number; offsetMs: number; stamp: Stamp; zone: string } {
		const { zone } = this.site;
		return { now: new Date(this.now()).toISOString(), nowMs: this.now(), offsetMs: this.offsetMs, stamp: this.stamp(), zone };
	}

	/** { setMs }, { advanceMs }, { frozen: true|false }: a clock that stands still gives the same stamp to everything. */
	adjust(change: Readonly<Record<string, unknown>>): ReturnType<World['clock']> {
		const stood = this.frozenMs !== undefined;
		if (stood) this.offsetMs = this.now() - Date.now();
		this.frozenMs = undefined;
		if (typeof change.setMs === 'number') this.offsetMs = change.setMs - Date.now();
		if (typeof change.advanceMs === 'number') this.offsetMs += change.advanceMs;
		if (change.frozen === true || (stood && change.frozen !== false)) this.frozenMs = this.now();
		return this.clock();
	}

	/** Of the server's local time. */
	stamp(): Stamp {
		return stampAt(this.now(), this.site.zone);
	}

	id(): number {
		return this.nextId++;
	}

	company(code: string): Company | undefined {
		return this.companies.find((company) => company.code === code);
	}

	user(name: string): User | undefined {
		return this.users.find((user) => user.name.toLowerCase() === name.toLowerCase());
	}

	/** What makes work in a company impossible for others, such as a period end. */
	exclusiveTask(code: string): string | undefined {
		return this.exclusive.get(code) ?? this.exclusive.get('*');
	}

	/** Back to the beginning: records, switches, faults, users. Live sessions are lost. */
	reset(): void {
		this.switches.reset();
		this.faults.disarm();
		this.seats = [];
		this.taken = 0;
		this.exclusive.clear();
		this.lostBefore = this.id();
		this.load();
	}

	/** As `reset`, with switches that decide what is stored. */
	restart(switches: Readonly<Record<string, unknown>>): void {
		this.switches.change(switches);
		this.load();
	}

	private load(): void {
		this.schemas = schemasFor(this.switches.values);
		this.users = this.site.users.map((user) => ({ ...user, locked: false, wrongPasswords: 0 }));
		this.companies = this.site.companies.map((definition) => new Company(definition, this.schemas));
		for (const company of this.companies) {
			fill(this, company);
			this.listCompanies(company);
		}
		const seeded = this.seeds === undefined ? undefined : (this.seeds.company === undefined ? this.companies[0] : this.company(this.seeds.company));
		this.scaled = seeded === undefined || this.seeds === undefined ? undefined : generate(this, seeded, this.seeds);
	}

	/** The system table has every company; it is read through any of them. */
	private listCompanies(company: Company): void {
		const table = company.table('SY_Company');
		for (const { code, name } of this.site.companies) table.put(Row.of(table.schema, { CompanyCode: code, CompanyName: name }));
	}
}
