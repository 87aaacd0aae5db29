/**
 * What is kept where. Each load keeps, under a key of its own, what it has confirmed of one stream of one source node;
 * the source node reads the keys of all loads behind it and merges them. So no two nodes ever write the same key.
 *
 * One entry holds one cursor per generation. The first confirmed batch of a generation drops the entries of
 * generations that were confirmed up to an earlier moment, so that a text once used and set again later starts over;
 * a late retry of an older generation's first batch is kept beside the newer one and cannot disturb it.
 *
 * Losing an entry, or reading an old copy, costs a re-read (proof in cursor.ts). Nothing here is secret: static data is
 * readable by everybody who may read the workflow.
 */
import type { Instant, StateStore } from '../contracts';
import { confirm, mergeConfirmations, parseCursor, type Batch, type Confirmation, type Cursor, type LoadMode } from './cursor';
import { asFields, asText } from './unknown-fields';

/** Identifies one entry: node ids of n8n and the name of the stream. */
export interface ConfirmationPlace {
	readonly source: string;
	readonly stream: string;
	readonly load: string;
}

/** The value kept in the store. */
interface Entry extends ConfirmationPlace {
	readonly v: 1;
	readonly cursors: readonly Cursor[];
	/** Id of the batch that moved a cursor last, to be looked up in the execution log. */
	readonly lastBatch: string;
}

const PREFIX = 'confirmed';
const MOST_GENERATIONS = 4;

/** The key of the entry; parts are encoded so that different places never share one. */
export function confirmationKey(place: ConfirmationPlace): string {
	return [PREFIX, place.source, place.stream, place.load].map(encodeURIComponent).join('/');
}

/**
 * Confirms a loaded batch for one load. Writes only if a cursor moved; the caller has asked `mayWrite` before.
 * Returns the load's cursor of the batch's generation and whether and why it moved.
 */
export function writeConfirmation(store: StateStore, place: ConfirmationPlace, batch: Batch): Confirmation {
	if (batch.stream !== place.stream) {
		return { cursor: undefined, moved: false, because: `the batch was read from stream "${batch.stream}", not from "${place.stream}"` };
	}
	const cursors = readEntry(store, place)?.cursors ?? [];
	const result = confirm(ofGeneration(cursors, batch.generation), batch);
	if (!result.moved || result.cursor === undefined) return result;
	const others = cursors.filter((cursor) => cursor.generation !== batch.generation);
	const kept = batch.from === null ? others.filter((cursor) => cursor.to > batch.to) : others;
	const entry: Entry = { v: 1, ...place, cursors: [result.cursor, ...kept].slice(0, MOST_GENERATIONS), lastBatch: batch.id };
	store.write(confirmationKey(place), entry);
	return result;
}

/** Every entry of the store, as plain data that can travel in an execution. */
export type KeptEntries = Readonly<Record<string, unknown>>;

interface Listing extends Pick<StateStore, 'read'> {
	keys(): readonly string[];
}

export const keptEntries = (store: Listing): KeptEntries =>
	Object.fromEntries(store.keys().filter((key) => key.startsWith(`${PREFIX}/`)).map((key) => [key, store.read(key)]));

/**
 * What a run that was resumed has to write beside its own confirmation, because its store began empty and replaces the
 * kept one as a whole: the entries that the reading node found in the store earlier *in the same execution*.
 *
 * **Nothing is lost by it.** Each of these entries was true when it was read, and a confirmation stays true for ever: what
 * Anaplan has loaded is loaded. A run beside this one may have confirmed more meanwhile; then an older entry takes its place,
 * and an older cursor costs a re-read (proof in cursor.ts). Where the store holds anything at all, nothing is brought back:
 * it is then not the empty store of a resumed run.
 */
export const entriesToBringBack = (store: Listing, kept: readonly KeptEntries[]): KeptEntries => {
	if (store.keys().length > 0) return {};
	return Object.fromEntries(kept.flatMap((entries) => Object.entries(entries)).filter(([key, value]) => key.startsWith(`${PREFIX}/`) && isEntry(value)));
};

export interface CursorQuestion {
	readonly source: string;
	readonly stream: string;
	readonly generation: string;
	/** Node ids of the loads that count. */
	readonly loads: readonly string[];
	readonly mode: LoadMode;
}

/** The cursor to read from: the merged confirmations of all loads that count. Undefined means from the start. */
export function readCursor(store: StateStore, question: CursorQuestion): Cursor | undefined {
	const { source, stream, generation, loads, mode } = question;
	const confirmations = Object.fromEntries(
		loads.map((load) => [load, ofGeneration(readEntry(store, { source, stream, load })?.cursors ?? [], generation)]),
	);
	return mergeConfirmations(confirmations, loads, mode);
}

/** One line per load and generation, for a person to look at. */
export interface ConfirmationLine {
	readonly load: string;
	readonly stream: string;
	readonly generation: string;
	/** `null`: this load has confirmed nothing yet. */
	readonly confirmedUpTo: Instant | null;
	readonly overlapSeconds: number | null;
	readonly lastBatch: string | null;
}

/** What each load has confirmed, newest generation first; loads without a confirmation are listed too. */
export function describe(store: StateStore, question: CursorQuestion): ConfirmationLine[] {
	const { source, stream, generation } = question;
	return question.loads.flatMap((load): ConfirmationLine[] => {
		const entry = readEntry(store, { source, stream, load });
		if (entry === undefined) {
			return [{ load, stream, generation, confirmedUpTo: null, overlapSeconds: null, lastBatch: null }];
		}
		return entry.cursors.map((cursor) => ({
			load,
			stream,
			generation: cursor.generation,
			confirmedUpTo: cursor.to,
			overlapSeconds: cursor.overlapSeconds,
			lastBatch: entry.lastBatch,
		}));
	});
}

function readEntry(store: StateStore, place: ConfirmationPlace): Entry | undefined {
	const fields = asFields(store.read(confirmationKey(place)));
	const cursors = cursorsOf(fields);
	return cursors.length === 0 ? undefined : { v: 1, ...place, cursors, lastBatch: asText(fields?.lastBatch, 200) ?? '' };
}

function cursorsOf(fields: ReturnType<typeof asFields>): Cursor[] {
	if (fields === undefined || fields.v !== 1 || !Array.isArray(fields.cursors)) return [];
	const kept: readonly unknown[] = fields.cursors;
	return kept.map(parseCursor).filter((cursor) => cursor !== undefined);
}

const isEntry = (value: unknown): boolean => cursorsOf(asFields(value)).length > 0;

function ofGeneration(cursors: readonly Cursor[], generation: string): Cursor | undefined {
	return cursors.find((cursor) => cursor.generation === generation);
}
