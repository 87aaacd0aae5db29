import type { Control, HistoryEntry } from '../checker/simulator-control';

/** What a simulator's history holds behind one moment, in order. */
export class Happenings {
	constructor(readonly entries: readonly HistoryEntry[]) {}

	effects(...what: readonly string[]): ReadonlyArray<HistoryEntry> {
		return this.entries.filter(({ kind, note }) => kind === 'effect' && what.includes(String(note.what)));
	}

	requests(line: RegExp = /./): ReadonlyArray<HistoryEntry> {
		return this.entries.filter(({ kind, method, path }) => kind === 'request' && line.test(`${method} ${path}`));
	}

	/** Rows that ended tasks have read, by import id. */
	rowsByImport(): Record<string, number> {
		const rows: Record<string, number> = {};
		for (const { note } of this.effects('task-finished')) {
			if (note.state !== 'COMPLETE') continue;
			const counts = note.rows as { total?: number } | undefined;
			rows[String(note.id)] = (rows[String(note.id)] ?? 0) + (counts?.total ?? 0);
		}
		return rows;
	}
}

/** Cuts a simulator's history by sequence number, so that a test looks at its own part and nothing is forgotten. */
export class HistoryWatch {
	private from = 0;

	constructor(private readonly control: Control) {}

	/** The next `happenings` begin here. */
	async mark(): Promise<void> {
		this.from = (await this.all()).at(-1)?.seq ?? 0;
	}

	async happenings(): Promise<Happenings> {
		return new Happenings(await this.control.get<HistoryEntry[]>(`history?since=${this.from}`));
	}

	async all(): Promise<readonly HistoryEntry[]> {
		return await this.control.get<HistoryEntry[]>('history');
	}
}
