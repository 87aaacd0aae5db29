import type { CompanyDefinition } from '../model/types';
import { type SwitchValues, pairsOf, wordsOf } from '../switches';
import { Locks } from './locks';
import { schemaOf, type Schema } from './schema';
import { Table, type Row } from './table';
import { TABLES } from './tables';

export interface Period {
	readonly year: string;
	readonly period: string;
	readonly closed: boolean;
}

/** Schemas as this release names its columns. */
export const schemasFor = (switches: SwitchValues): readonly Schema[] => {
	const [renamed, left] = [pairsOf(switches.renamed), wordsOf(switches.leftOut)];
	return TABLES.map((definition) => schemaOf(definition, renamed, left));
};

/** One company's books. */
export class Company {
	readonly locks = new Locks();
	private readonly tables: ReadonlyMap<string, Table>;
	private readonly numbers = new Map<string, number>();
	/** Preference *Allow External Access* (reference sage-100 2.1). */
	externalAccess: boolean;

	constructor(readonly definition: CompanyDefinition, schemas: readonly Schema[]) {
		this.externalAccess = definition.externalAccess ?? true;
		this.tables = new Map(schemas.map((schema) => [schema.name, new Table(schema)]));
	}

	get code(): string {
		return this.definition.code;
	}

	table(name: string): Table {
		const table = this.tables.get(name);
		if (table === undefined) throw new TypeError(`no table ${name}; known: ${[...this.tables.keys()].join(', ')}`);
		return table;
	}

	has(name: string): boolean {
		return this.tables.has(name);
	}

	/** Next of a sequence, filled with zeros. */
	next(sequence: string, width: number): string {
		const number = (this.numbers.get(sequence) ?? 0) + 1;
		this.numbers.set(sequence, number);
		return String(number).padStart(width, '0');
	}

	reserve(sequence: string, taken: number): void {
		this.numbers.set(sequence, Math.max(taken, this.numbers.get(sequence) ?? 0));
	}

	/** By its formatted text, as people write it. */
	account(text: string): Row | undefined {
		for (const row of this.table('GL_Account').all()) if (row.get('Account') === text) return row;
		return undefined;
	}

	accountByKey(key: string): Row | undefined {
		return this.table('GL_Account').find(key);
	}

	options(): Row {
		return this.table('GL_Options').find('G/L')!;
	}

	/** The period of a day, YYYYMMDD; undefined outside the calendar. */
	periodOf(day: string): Period | undefined {
		for (const row of this.table('GL_FiscalYearDetail').all()) {
			if (row.get('StartingDate') > day || row.get('EndingDate') < day) continue;
			return { year: row.get('FiscalYear'), period: row.get('FiscalPeriod'), closed: row.get('PeriodClosed') === 'Y' };
		}
		return undefined;
	}
}
