import type { Control } from '../checker/simulator-control';

/** A row as Sage 100 stores it. */
export type Sage100Row = Readonly<Record<string, string>>;

/** Account and signed amount; a debit is positive. */
export type OfficeLine = readonly [account: string, amount: string, comment?: string];

/** Somebody who works in Sage 100 while the workflow runs. */
export class Sage100Office {
	constructor(private readonly control: Control, private readonly company = 'ABC') {}

	/** The same person in another company. */
	in(company: string): Sage100Office {
		return new Sage100Office(this.control, company);
	}

	/** Makes a record, or changes the values given of the one with this key; `stamp: false` as an import does, which leaves none. */
	async save(table: string, values: Sage100Row, stamp?: false): Promise<void> {
		await this.control.post('records', { company: this.company, table, values, ...(stamp === undefined ? {} : { stamp }) });
	}

	/** As stored. */
	async records(table: string): Promise<readonly Sage100Row[]> {
		return await this.control.get<Sage100Row[]>(`records?company=${this.company}&table=${table}`);
	}

	/** Posts a journal at once; the date may be long past. */
	async post(date: string, lines: readonly OfficeLine[], comment = 'Somebody'): Promise<void> {
		await this.control.post('post', { company: this.company, date: date.replaceAll('-', ''), comment, lines });
	}

	/** Prints the register of the journal and runs its update: entries whose comment fits reach the ledger. */
	async register(match: string): Promise<void> {
		await this.control.post('register', { company: this.company, match });
	}

	async deleteEntries(match: string): Promise<void> {
		await this.control.post('delete-entries', { company: this.company, match });
	}

	async period(year: string, period: string, status: 'open' | 'closed'): Promise<void> {
		await this.control.post('period', { company: this.company, year, period, status });
	}

	/** Somebody has the numbers of journals open: for so many tries, or until it is let go. */
	async lock(tries?: number): Promise<void> {
		await this.control.post('lock', { company: this.company, resource: 'number', ...(tries === undefined ? {} : { tries }) });
	}

	async unlock(): Promise<void> {
		await this.control.post('unlock', { company: this.company });
	}

	/** Puts a distance between what happens before and after: a read leaves the second in which it begins out. */
	async pass(): Promise<void> {
		await this.control.post('clock', { advanceMs: 2_000 });
	}
}
