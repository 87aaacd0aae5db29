import type { HistoryEntry } from './simulator-control';

/** Rules over what Acumatica has recorded, as pure functions. */

const effects = (entries: readonly HistoryEntry[], ...what: readonly string[]): ReadonlyArray<HistoryEntry['note']> =>
	entries.filter(({ kind, note }) => kind === 'effect' && what.includes(String(note.what))).map(({ note }) => note);

const requests = (entries: readonly HistoryEntry[], line: RegExp): readonly HistoryEntry[] =>
	entries.filter(({ kind, method, path }) => kind === 'request' && line.test(`${method} ${path}`));

/** Requests that would store a batch, whatever became of them. */
export const createsSent = (entries: readonly HistoryEntry[]): number => requests(entries, /^PUT .*\/JournalTransaction$/).length;

export const releasesSent = (entries: readonly HistoryEntry[]): number => requests(entries, /^POST .*\/JournalTransaction\/ReleaseJournalTransaction$/).length;

/** Searches for batches by their descriptions. */
export const searches = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => requests(entries, /^GET .*\/JournalTransaction$/);

/** Numbers of the batches that came into being. */
export const batchesCreated = (entries: readonly HistoryEntry[]): readonly string[] => effects(entries, 'batch-created').map(({ batch }) => String(batch));

export interface Seats {
	readonly opened: number;
	/** The most that were taken at once. */
	readonly most: number;
	readonly leftOpen: number;
}

/** Seats of the licence that were taken and given back. */
export const seatsOf = (entries: readonly HistoryEntry[]): Seats => {
	const open = new Set<string>();
	let [opened, most] = [0, 0];
	for (const { what, session } of effects(entries, 'session-opened', 'session-closed')) {
		if (what === 'session-closed') open.delete(String(session));
		else {
			open.add(String(session));
			opened += 1;
		}
		most = Math.max(most, open.size);
	}
	return { opened, most, leftOpen: open.size };
};
