import type { HistoryEntry } from './simulator-control';

/** Rules over what Sage 300 has recorded, as pure functions. */

const effects = (entries: readonly HistoryEntry[], what: string): ReadonlyArray<HistoryEntry['note']> =>
	entries.filter(({ kind, note }) => kind === 'effect' && note.what === what).map(({ note }) => note);

const requests = (entries: readonly HistoryEntry[], line: RegExp): readonly HistoryEntry[] =>
	entries.filter(({ kind, method, path }) => kind === 'request' && line.test(`${method} ${path}`));

const BATCHES = '(?:GLJournalBatches|APPaymentAndAdjustmentBatches)';

/** Requests that would store a batch, whatever became of them. */
export const createsSent = (entries: readonly HistoryEntry[]): number => requests(entries, new RegExp(`^POST .*/${BATCHES}$`)).length;

/** Requests that would change a batch that is there. */
export const changesSent = (entries: readonly HistoryEntry[]): number => requests(entries, new RegExp(`^PATCH .*/${BATCHES}`)).length;

/** Requests that would post, templates aside. */
export const postingsSent = (entries: readonly HistoryEntry[]): number =>
	requests(entries, /^POST .*\/(?:GLPostJournal|APPostPaymentsAndAdjustments)/).filter(({ path = '' }) => /\$process/.test(decodeURIComponent(path))).length;

/** Searches for batches by their descriptions. */
export const searches = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => requests(entries, new RegExp(`^GET .*/${BATCHES}$`));

/** Keys of the batches that came into being. */
export const batchesCreated = (entries: readonly HistoryEntry[]): readonly string[] =>
	effects(entries, 'record-created').filter(({ resource }) => new RegExp(`^${BATCHES}$`).test(String(resource))).map(({ key }) => String(key));

/** Sessions that were opened: each may take a licence. */
export const sessionsOpened = (entries: readonly HistoryEntry[], user: string): number => effects(entries, 'session-opened').filter((note) => note.user === user).length;
