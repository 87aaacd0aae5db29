import type { HistoryEntry } from './simulator-control';

/** Rules over what Anaplan has recorded, as pure functions: each gives what breaks it, so that nothing is what it should give. */

const effects = (entries: readonly HistoryEntry[], ...what: readonly string[]): ReadonlyArray<HistoryEntry['note']> =>
	entries.filter(({ kind, note }) => kind === 'effect' && what.includes(String(note.what))).map(({ note }) => note);

const lines = (entries: readonly HistoryEntry[], line: RegExp): readonly string[] =>
	entries.filter(({ kind, method, path, status }) => kind === 'request' && status === 200 && line.test(`${method} ${path}`)).map(({ path }) => String(path));

/** Ids of the actions whose tasks were made, in this order. */
export const actionsStarted = (entries: readonly HistoryEntry[]): readonly string[] => effects(entries, 'task-created').map(({ id }) => String(id));

/** Tasks that were made while another one had not ended yet. */
export const overlappingTasks = (entries: readonly HistoryEntry[]): readonly string[] => {
	const open = new Set<string>();
	return effects(entries, 'task-created', 'task-finished').flatMap(({ what, task, id }) => {
		if (what === 'task-finished') {
			open.delete(String(task));
			return [];
		}
		const others = [...open];
		open.add(String(task));
		return others.map((other) => `${String(id)} was started while task ${other} ran`);
	});
};

/** Tasks that have not ended. */
export const unfinishedTasks = (entries: readonly HistoryEntry[]): readonly string[] => {
	const ended = new Set(effects(entries, 'task-finished').map(({ task }) => task));
	return effects(entries, 'task-created').filter(({ task }) => !ended.has(task)).map(({ id, task }) => `${String(id)}: ${String(task)}`);
};

export interface LargeReads {
	readonly created: number;
	readonly deleted: number;
	readonly pages: number;
}

/** Large reads that were begun and, by their own ids, deleted. */
export const largeReads = (entries: readonly HistoryEntry[]): LargeReads => ({
	created: lines(entries, /^POST .*\/readRequests$/).length,
	deleted: new Set(lines(entries, /^DELETE .*\/readRequests\/[^/]+$/)).size,
	pages: lines(entries, /^GET .*\/readRequests\/[^/]+\/pages\/\d+$/).length,
});

/** Chunks of a file that were downloaded. */
export const chunksRead = (entries: readonly HistoryEntry[], fileId: string): number =>
	new Set(lines(entries, new RegExp(`^GET .*/files/${fileId}/chunks/\\d+$`))).size;

/** How often each of these people has signed in. */
export const signInsOf = (entries: readonly HistoryEntry[], user: string): number => effects(entries, 'session').filter((note) => note.user === user).length;
