import type { HistoryEntry } from './simulator-control';

/** Rules over what agent and books have recorded, as pure functions. */

const requests = (entries: readonly HistoryEntry[], line: RegExp): readonly HistoryEntry[] =>
	entries.filter(({ kind, method, path }) => kind === 'request' && line.test(`${method} ${path}`));

/** Answers to requests that would enter or check a journal: the agent notes them when it has answered. */
export const createsAnswered = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => requests(entries, /^POST .*\/gl\/journal-entries$/);

/** Entries that came into being, by their journal and number. */
export const entriesWritten = (entries: readonly HistoryEntry[]): readonly string[] =>
	entries.filter(({ kind, note }) => kind === 'effect' && note.what === 'entry-written').map(({ note }) => `${String(note.sourceJournal)}-${String(note.entryNo)}`);

export const requestsAnswered = (entries: readonly HistoryEntry[]): number => requests(entries, /./).length;

/** Sessions that were opened in Sage 100: each takes a seat. */
export const sessionsOpened = (entries: readonly HistoryEntry[]): number => entries.filter(({ kind, note }) => kind === 'effect' && note.what === 'signed-in').length;
