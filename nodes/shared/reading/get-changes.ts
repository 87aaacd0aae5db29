import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Instant, RecordSource } from '../../../src/contracts';
import { keptEntries, parseInstant, parseStartOver, readChanges, readCursor, type Batch, type KeptEntries, type LoadMode, type StartOver } from '../../../src/sync';
import { counted, hint } from '../context/execution-hints';
import { parameterError } from '../context/node-errors';
import { staticStore } from '../context/static-data';
import type { Outputs } from '../routing/operation';
import { loadsAfter } from './loads-after';
import { asFile, asItems, type Announcement } from './record-output';

/** A stream that counts in something else than time: its places are written as instants, and nobody should meet one. */
export interface Places {
	/** What a place is, for the panel: `a posting sequence such as 812`. */
	readonly like: string;
	/** A place as users write it, without the remark behind it; undefined for what is none. */
	readonly read: (text: string) => Instant | undefined;
	/** A place as users read it. */
	readonly tell: (place: Instant) => string;
}

/** What an ERP node brings: its records as a stream, and the columns that a file of them has. */
export interface Reading {
	readonly source: RecordSource;
	readonly columns: () => Promise<readonly string[]>;
	/** Name of the object, for file names and hints. */
	readonly object: string;
	/** Of a stream that looks back by itself: no overlap is added. */
	readonly places?: Places;
}

interface ChangesOptions {
	readonly changedSince: string;
	readonly confirmedWhen: LoadMode;
	readonly overlapMinutes: number;
	readonly startOverFrom: string;
}

const DEFAULTS: ChangesOptions = { changedSince: '', confirmedWhen: 'every', overlapMinutes: 120, startOverFrom: '' };

const optionsOf = (context: IExecuteFunctions, itemIndex: number): ChangesOptions =>
	({ ...DEFAULTS, ...(context.getNodeParameter('options', itemIndex, {}) as Partial<ChangesOptions>) });

/** "Changed Since" has a generation of its own that no load ever confirms. */
const given = (context: IExecuteFunctions, text: string, itemIndex: number): StartOver => {
	const startFrom = parseInstant(text);
	if (startFrom === undefined) {
		throw parameterError(context, `"Changed Since" is not a moment: ${text}`, 'Write it like 2026-03-01T00:00:00Z (UTC).', itemIndex);
	}
	return { generation: `given ${startFrom}`, startFrom };
};

const notAPlace = (context: IExecuteFunctions, field: string, text: string, { like }: Places, itemIndex: number): Error =>
	parameterError(context, `"${field}" is no place in these records: ${text}`, `They do not count by time. Write "beginning" into "Start Over From", or ${like}; a remark may follow after a blank.`, itemIndex);

/** Where the panel says that a stream begins again, and what makes that a new beginning. */
const startOverOf = (context: IExecuteFunctions, text: string, places: Places | undefined, itemIndex: number): StartOver => {
	const wanted = text.trim().replace(/\s+/g, ' ');
	if (!places || wanted === '' || /^beginning(?: |$)/i.test(wanted)) return parseStartOver(text);
	const startFrom = places.read(wanted.split(' ')[0] ?? '');
	if (startFrom === undefined) throw notAPlace(context, 'Start Over From', wanted, places, itemIndex);
	return { generation: wanted, startFrom };
};

/** The place in words is for people: whoever confirms the batch passes it over. */
const announcing = (batch: Batch, node: string, kept: KeptEntries, places: Places | undefined): Announcement => ({
	stream: batch.stream, batchId: batch.id,
	batch: { ...batch, ...(places && { place: places.tell(batch.to) }), node, ...(Object.keys(kept).length > 0 ? { kept } : {}) } as unknown as IDataObject,
});

/** No load may confirm it. */
const unannounced = ({ stream, id }: Batch): Announcement => ({ stream, batchId: id });

/** Streams that one run of a node has read; the context lives as long as the run. */
const readInRun = new WeakMap<object, Set<string>>();

/** Several input items would read the same changes several times, and whatever adds rows up would count them twice. */
const refuseTwice = (context: IExecuteFunctions, stream: string, itemIndex: number): void => {
	const streams = readInRun.get(context) ?? new Set<string>();
	if (streams.has(stream)) {
		throw parameterError(context, 'This node got several input items and would read the same changes again for each of them',
			'Switch on "Execute Once" in the settings of the node, or give each item another object.', itemIndex);
	}
	readInRun.set(context, streams.add(stream));
};

/**
 * "Get Changes" of every ERP node: read from the confirmed cursor, announce the batch in the own output, move nothing.
 * The cursor moves when an Anaplan node behind this one has confirmed the batch (see src/sync/cursor).
 */
export const getChanges = async (context: IExecuteFunctions, itemIndex: number, { source, columns, object, places }: Reading): Promise<Outputs> => {
	const options = optionsOf(context, itemIndex);
	const node = context.getNode().name;
	refuseTwice(context, source.stream, itemIndex);
	const store = staticStore(context, 'global');
	const own = options.changedSince.trim() !== '';
	if (own && places) throw notAPlace(context, 'Changed Since', options.changedSince, places, itemIndex);
	const start = own ? given(context, options.changedSince.trim(), itemIndex) : startOverOf(context, options.startOverFrom, places, itemIndex);
	const tell = places?.tell ?? ((place: Instant): string => place);
	const loads = own ? [] : loadsAfter(context);
	const cursor = readCursor(store, { source: node, stream: source.stream, generation: start.generation, loads, mode: options.confirmedWhen });
	const kept = keptEntries(store);
	const read = readChanges(source, cursor, { overlapSeconds: places ? 0 : Math.round(options.overlapMinutes * 60), ...(places && { tell: places.tell }), ...start });
	const placeOf = (place: Instant | null): string => (place === null ? 'beginning' : tell(place));
	const announce = (): Announcement => (own ? unannounced(read.finish()) : announcing(read.finish(), node, kept, places));

	const items = context.getNodeParameter('output', itemIndex, 'items') === 'file'
		? await asFile(context, read.pages, {
			property: context.getNodeParameter('outputProperty', itemIndex, 'data') as string,
			fileName: `${object}.csv`,
			columns,
			facts: () => ({ object, records: read.finish().count, changedFrom: placeOf(read.finish().from), changedTo: tell(read.finish().to) }),
		}, announce)
		: await asItems(read.pages, announce);

	const batch = read.finish();
	const since = batch.from === null ? 'from the beginning' : `since ${tell(batch.from)}`;
	hint(context, `${object}: ${counted(batch.count, 'record')} ${since}, up to ${tell(batch.to)}.`);
	if (!own && loads.length === 0) {
		hint(context, 'No Anaplan load follows this node, so nothing confirms what was read and every run starts from the beginning.', 'warning');
	}
	return [items];
};
