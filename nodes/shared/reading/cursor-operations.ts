import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { staticStore } from '../context/static-data';
import type { Outputs } from '../routing/operation';

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A place in words, of a stream that counts in something else than time; undefined for any other. */
export type PlaceWords = (stream: string, place: string) => string | undefined;

/**
 * Every cursor of the workflow, one item per stream and load. To set or reset one, use "Start Over From" of Get Changes.
 *
 * @param tell where streams have places that are no times; what it says stands beside the place, and is empty for other streams
 */
export const cursorItems = (context: IExecuteFunctions, tell?: PlaceWords): Outputs => {
	const store = staticStore(context, 'global');
	const entries = store.keys().filter((key) => key.startsWith('confirmed/')).map((key) => store.read(key)).filter(isRecord);
	return [entries.flatMap(({ source, stream, load, cursors, lastBatch }) =>
		(Array.isArray(cursors) ? cursors.filter(isRecord) : []).map((cursor) => ({
			json: { node: source, stream, confirmedBy: load, confirmedUpTo: cursor.to, ...(tell && { place: tell(String(stream), String(cursor.to)) ?? '' }), startedOver: cursor.generation, lastBatch },
		})))];
};

/** Of an ERP whose streams all count by time. */
export const showCursors = async (context: IExecuteFunctions): Promise<Outputs> => cursorItems(context);
