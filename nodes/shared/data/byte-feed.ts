import type { IExecuteFunctions } from 'n8n-workflow';

/** What n8n's store takes besides a Buffer. Named by its user, because published code may not even mention Node's streams. */
type Stored = Exclude<Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0], Buffer>;

type Listener = (value?: unknown) => void;

/**
 * Bytes for n8n's binary store without building a Node stream, which published nodes may not import.
 * The file store iterates it with back pressure; the stores that gather everything first (memory, database, s3)
 * listen to `data` / `end` instead (reference n8n-platform 3.5, read in n8n-core's binary helpers).
 */
export const byteFeed = (source: AsyncIterable<Buffer>): Stored => {
	const listeners = new Map<string, Set<Listener>>();
	let destroyed = false;
	let pumping = false;
	const emit = (event: string, value?: unknown): void => listeners.get(event)?.forEach((listener) => listener(value));

	const pump = async (): Promise<void> => {
		try {
			for await (const part of source) {
				if (destroyed) return;
				emit('data', part);
			}
			emit('end');
		} catch (caught) {
			emit('error', caught);
		}
	};

	const feed = {
		[Symbol.asyncIterator]: () => source[Symbol.asyncIterator](),
		on(event: string, listener: Listener) {
			const known = listeners.get(event) ?? new Set<Listener>();
			listeners.set(event, known.add(listener));
			if (event === 'data' && !pumping) {
				pumping = true;
				queueMicrotask(() => void pump());
			}
			return feed;
		},
		once: (event: string, listener: Listener) => feed.on(event, listener),
		off(event: string, listener: Listener) {
			listeners.get(event)?.delete(listener);
			return feed;
		},
		destroy() {
			destroyed = true;
			return feed;
		},
	};
	return feed as unknown as Stored;
};
