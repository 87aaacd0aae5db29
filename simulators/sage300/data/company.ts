import { resourceNamed } from '../contract/catalogue';
import { isNumber } from '../contract/types';
import { Calendar } from '../ledger/calendar';
import { FiscalSets } from '../ledger/fiscal-sets';
import { findIn, PostedLines } from '../ledger/posted-lines';
import type { CompanyDefinition } from '../model/types';
import { Numbers } from './numbers';
import type { Row } from './row';
import { Table, type Source } from './table';

/** What an AP posting has for the general ledger, until it is made a batch of there. */
export interface Transfer {
	readonly kind: 'IN' | 'PY' | 'AD';
	readonly sequence: number;
	readonly description: string;
	readonly date: string;
	/** Account and signed amount in thousandths. */
	readonly lines: readonly (readonly [account: string, units: bigint])[];
}

/** Somebody at the screen has the record open. */
export interface Lock {
	readonly user: string;
	/** Refusals until it is let go; -1 until somebody unlocks it. */
	left: number;
}

/** One company of the site with all its records. */
export class Company {
	private readonly tables = new Map<string, Table>();
	readonly numbers = new Numbers();
	readonly posted = new PostedLines();
	readonly sets: FiscalSets;
	readonly calendar: Calendar;
	/** By resource and key, as `GLJournalBatches/000012`. */
	readonly locks = new Map<string, Lock>();
	transfers: Transfer[] = [];

	constructor(readonly definition: CompanyDefinition) {
		this.calendar = new Calendar(definition);
		this.sets = new FiscalSets(definition, (account) => {
			const row = this.table('GLAccounts').find([account]);
			return row === undefined ? undefined : { type: row.get('AccountType') || 'IncomeStatement', multicurrency: row.get('Multicurrency') === 'Yes' };
		});
	}

	table(resource: string): Table {
		const known = this.tables.get(resource);
		if (known !== undefined) return known;
		const { key } = resourceNamed(resource).type;
		const made = new Table(key.map(({ field }) => field), key.map(isNumber));
		this.tables.set(resource, made);
		return made;
	}

	/** What a resource lists; `formatted` shows accounts of ledger lines with delimiters. */
	source(resource: string, formatted = false): Source {
		const computed = this.computed(resource);
		if (computed === undefined) return this.table(resource);
		return formatted && (resource === 'GLPostedTransactions' || resource === 'GLPostingJournalDetails') ? this.formatted(computed,
			resource) : computed;
	}

	/** The account with its delimiters. */
	formattedAccount(account: string): string {
		return this.table('GLAccounts').find([account])?.get('AccountNumber') ?? account;
	}

	private computed(resource: string): Source | undefined {
		const { calendar, posted, sets } = this;
		const sources: Readonly<Record<string, Source>> = {
			GLAccountFiscalSets: sets, GLPostedTransactions: posted, GLPostingJournalDetails: posted.journals,
			CSFiscalCalendars: { list: () => calendar.rows(), find: (key) => findIn(calendar.rows(), ['FiscalYear'], key), version: calendar.version },
		};
		return sources[resource];
	}

	private formatted(source: Source, resource: string): Source {
		const shown = (row: Row): Row => ({
			get: (field) => (field === 'AccountNumber' ? this.formattedAccount(row.get(field)) : row.get(field)), rows: (field) => row.rows(field),
		});
		const fields = resourceNamed(resource).type.key.map(({ field }) => field);
		const list = (): readonly Row[] => source.list().map(shown);
		return { list, find: (key) => findIn(list(), fields, key), version: source.version };
	}
}
