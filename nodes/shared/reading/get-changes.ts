import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { RecordSource } from '../../../src/contracts';
import { keptEntries, parseInstant, parseStartOver, readChanges, readCursor, type Batch, type KeptEntries, type LoadMode, type StartOver } from '../../../src/sync';
import { counted, hint } from '../context/execution-hints';
import { parameterError } from '../context/node-errors';
import { staticStore } from '../context/static-data';
import type { Outputs } from '../routing/operation';
import { loadsAfter } from './loads-after';
import { asFile, asItems, type Announcement } from './record-output';

/** What an ERP node brings: its records as a stream, and the columns that a file of them has. */
export interface Reading {
	readonly source: RecordSource;
	readonly columns: () => Promise<readonly string[]>;
	/** Name of the object, for file names and hints. */
	readonly object: string;
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

const announcing = (batch: Batch, node: string, kept: KeptEntries): Announcement =>
	({ stream: batch.stream, batchId: batch.id, batch: { ...batch, node, ...(Object.keys(kept).length > 0 ? { kept } : {}) } as unknown as IDataObject });

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
export const getChanges = async (context: IExecuteFunctions, itemIndex: number, { source, columns, object }: Reading): Promise<Outputs> => {
	const options = optionsOf(context, itemIndex);
	const node = context.getNode().name;
	refuseTwice(context, source.stream, itemIndex);
	const store = staticStore(context, 'global');
	const own = options.changedSince.trim() !== '';
	const start = own ? given(context, options.changedSince.trim(), itemIndex) : parseStartOver(options.startOverFrom);
	const loads = own ? [] : loadsAfter(context);
	const cursor = readCursor(store, { source: node, stream: source.stream, generation: start.generation, loads, mode: options.confirmedWhen });
	const kept = keptEntries(store);
	const read = readChanges(source, cursor, { overlapSeconds: Math.round(options.overlapMinutes * 60), ...start });
	const announce = (): Announcement => (own ? unannounced(read.finish()) : announcing(read.finish(), node, kept));

	const items = context.getNodeParameter('output', itemIndex, 'items') === 'file'
		? await asFile(context, read.pages, {
			property: context.getNodeParameter('outputProperty', itemIndex, 'data') as string,
			fileName: `${object}.csv`,
			columns,
			facts: () => ({ object, records: read.finish().count, changedFrom: read.finish().from ?? 'beginning', changedTo: read.finish().to }),
		}, announce)
		: await asItems(read.pages, announce);

	const batch = read.finish();
	const since = batch.from === null ? 'from the beginning' : `since ${batch.from}`;
	hint(context, `${object}: ${counted(batch.count, 'record')} ${since}, up to ${batch.to}.`);
	if (!own && loads.length === 0) {
		hint(context, 'No Anaplan load follows this node, so nothing confirms what was read and every run starts from the beginning.', 'warning');
	}
	return [items];
};
