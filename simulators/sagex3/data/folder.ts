import { TABLES } from '../contract/tables';
import { Journal } from '../ledger/journal';
import type { FolderDefinition } from '../model/types';
import { Named, type Row, type Source } from './row';
import { Table } from './table';

const COMPUTED = ['GACCENTRY', 'GACCENTRYD', 'GACCENTRYA', 'SLOTS', 'PORDERQ'] as const;

/** One folder of the server with all its records. */
export class Folder {
	private readonly tables = new Map<string, Table>();
	readonly journal = new Journal();

	constructor(readonly definition: FolderDefinition) {
		for (const [name, { key }] of Object.entries(TABLES)) if (!COMPUTED.some((one) => one === name)) this.tables.set(name, new Table(key));
	}

	/** A table whose records are kept; undefined for the tables of entries. */
	table(name: string): Table | undefined {
		return this.tables.get(name);
	}

	source(name: string): Source {
		const found = name === 'PORDERQ' ? this.orderLines : (this.journal.sources[name] ?? this.tables.get(name));
		if (found === undefined) throw new Error(`no source for ${name}`);
		return found;
	}

	/** The record that a key names, or its bare name when it is kept nowhere. */
	named(table: string, key: readonly string[]): Row {
		return (TABLES[table] === undefined ? undefined : this.source(table).find(key)) ?? new Named(key);
	}

	private get orderLines(): Source {
		const orders = this.tables.get('PORDER')!;
		return {
			*all(): Iterable<Row> {
				for (const order of orders.all()) yield* order.rows('PORDERQ');
			},
			find: (key) => orders.find([key[0] ?? ''])?.rows('PORDERQ').find((line) => line.key.join('|') === key.join('|')),
			version: orders.version,
		};
	}
}
