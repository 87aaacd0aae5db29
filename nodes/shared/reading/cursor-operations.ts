import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { staticStore } from '../context/static-data';
import type { Outputs } from '../routing/operation';

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every cursor of the workflow, one item per stream and load. To set or reset one, use "Start Over From" of Get Changes. */
export const showCursors = async (context: IExecuteFunctions): Promise<Outputs> => {
	const store = staticStore(context, 'global');
	const entries = store.keys().filter((key) => key.startsWith('confirmed/')).map((key) => store.read(key)).filter(isRecord);
	return [entries.flatMap(({ source, stream, load, cursors, lastBatch }) =>
		(Array.isArray(cursors) ? cursors.filter(isRecord) : []).map((cursor) => ({
			json: { node: source, stream, confirmedBy: load, confirmedUpTo: cursor.to, startedOver: cursor.generation, lastBatch },
		})))];
};
