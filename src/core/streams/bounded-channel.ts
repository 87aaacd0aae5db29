interface Reader<T> {
	readonly resolve: (result: IteratorResult<T, undefined>) => void;
	readonly reject: (error: unknown) => void;
}

interface Writer<T> {
	readonly item: T;
	readonly accepted: () => void;
	readonly reject: (error: unknown) => void;
}

/**
 * A queue between one reader and its writers that holds `capacity` items at most: who writes into a full one waits.
 *
 * **In order, none lost.** Items leave from the front of `items`; the oldest waiting writer moves in at the back in the
 * same step in which room appears, so nobody can write past it. A reader waits only while there is no item and a writer
 * only while there is no room, so never both: nobody sleeps beside work.
 */
export class BoundedChannel<T extends object> implements AsyncIterable<T> {
	private readonly items: T[] = [];
	private readonly writers: Array<Writer<T>> = [];
	private reader: Reader<T> | undefined;
	private closed = false;
	private failure: { readonly error: unknown } | undefined;
	private opened = false;
	private drained = false;

	constructor(private readonly capacity: number) {
		if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`a channel for ${capacity} items cannot be built`);
	}

	/** True once the reader has been told that nothing more follows. */
	get isDrained(): boolean {
		return this.drained;
	}

	/** Resolves when the item has its place; rejects when the channel has failed before. */
	write(item: T): Promise<void> {
		if (this.failure) return Promise.reject(this.failure.error);
		if (this.closed) return Promise.reject(new Error('an item was written after the end'));
		if (this.reader) {
			this.takeReader()?.resolve({ value: item, done: false });
			return Promise.resolve();
		}
		if (this.items.length < this.capacity) {
			this.items.push(item);
			return Promise.resolve();
		}
		return new Promise((accepted, reject) => this.writers.push({ item, accepted, reject }));
	}

	/** What was written is still read, then the reader comes to the end. */
	close(): void {
		this.closed = true;
		if (!this.reader) return;
		this.drained = true;
		this.takeReader()?.resolve({ value: undefined, done: true });
	}

	/** Ends it at once for the reader and all writers. What was not read yet is not handed out any more. The first failure stays. */
	fail(error: unknown): void {
		this.failure ??= { error };
		for (const writer of this.writers.splice(0)) writer.reject(error);
		this.takeReader()?.reject(error);
	}

	[Symbol.asyncIterator](): AsyncIterator<T, undefined> {
		if (this.opened) throw new Error('a channel has one reader only');
		this.opened = true;
		// No `return`: who stops early is found out by its owner, who knows whether it was an error and which.
		return { next: () => this.next() };
	}

	private next(): Promise<IteratorResult<T, undefined>> {
		if (this.failure) return Promise.reject(this.failure.error);
		if (this.reader) return Promise.reject(new Error('the next item was asked for before the last one came'));
		const [item] = this.items.splice(0, 1);
		if (item !== undefined) {
			this.admitWriter();
			return Promise.resolve({ value: item, done: false });
		}
		if (this.closed) {
			this.drained = true;
			return Promise.resolve({ value: undefined, done: true });
		}
		return new Promise((resolve, reject) => {
			this.reader = { resolve, reject };
		});
	}

	private admitWriter(): void {
		const writer = this.writers.shift();
		if (!writer) return;
		this.items.push(writer.item);
		writer.accepted();
	}

	private takeReader(): Reader<T> | undefined {
		const reader = this.reader;
		this.reader = undefined;
		return reader;
	}
}
