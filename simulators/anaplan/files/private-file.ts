export interface TextFormat {
	readonly encoding: string;
	readonly separator: string;
	readonly delimiter: string;
	readonly headerRow: number;
	readonly firstDataRow: number;
	readonly decimalSeparator: string;
}

/** Bytes that an import may read: chunks in order, and how to read them. */
export interface Content {
	readonly chunks: Buffer[];
	readonly format: TextFormat;
}

interface Upload {
	/** Number of chunks, or -1 when it is not known before `complete`. */
	readonly expected: number;
	readonly chunks: Map<number, Buffer>;
	readonly format: TextFormat;
}

/**
 * One user's content of one file. An upload stands beside the content it will replace until every chunk of a known number is there,
 * or until `complete` ends one of unknown number; so half an upload is never read.
 */
export class PrivateFile {
	visible: Content | undefined;
	private upload: Upload | undefined;
	private stale: number | undefined;
	/** So many chunk lists will still be empty. */
	emptyReads = 0;

	constructor(public lastUsed: number) {}

	begin(expected: number, format: TextFormat): void {
		this.stale = undefined;
		this.upload = { expected, chunks: new Map(), format };
		if (expected === 0) this.publish();
	}

	put(chunk: number, content: Buffer): 'stored' | 'completed' | 'late' | 'unknown' {
		const { upload } = this;
		if (upload === undefined) return this.overwrite(chunk, content);
		if (upload.expected >= 0 && chunk >= upload.expected) return 'unknown';
		upload.chunks.set(chunk, content);
		if (upload.expected < 0 || upload.chunks.size < upload.expected) return 'stored';
		this.publish();
		return 'completed';
	}

	/** True when the upload is whole and now visible. */
	complete(): boolean {
		const { upload } = this;
		if (upload === undefined) return this.visible !== undefined;
		for (let chunk = 0; chunk < upload.chunks.size; chunk += 1) if (!upload.chunks.has(chunk)) return false;
		if (upload.expected >= 0 || upload.chunks.size === 0) return false;
		this.publish();
		return true;
	}

	replace(chunks: Buffer[], format: TextFormat): void {
		this.upload = undefined;
		this.stale = undefined;
		this.visible = { chunks, format };
	}

	forget(keepCount: boolean): void {
		this.stale = keepCount ? this.chunkCount : undefined;
		this.visible = undefined;
		this.upload = undefined;
	}

	get removed(): boolean {
		return this.stale !== undefined;
	}

	/** An upload whose number of chunks is known lacks some of them. */
	get hasHole(): boolean {
		return this.upload !== undefined && this.upload.expected >= 0;
	}

	get uploading(): boolean {
		return this.upload !== undefined;
	}

	/** Right after the count was set all its ids are listed, although nothing was uploaded (reference anaplan 6). */
	get chunkCount(): number | undefined {
		if (this.upload !== undefined && this.upload.expected >= 0) return this.upload.expected;
		return this.visible?.chunks.length ?? this.stale;
	}

	chunk(number: number): Buffer | undefined {
		if (this.upload !== undefined && this.upload.expected >= 0) return this.upload.chunks.get(number);
		return this.visible?.chunks[number];
	}

	/** A repeated chunk of a finished upload overwrites; a new one comes too late to count. */
	private overwrite(chunk: number, content: Buffer): 'stored' | 'late' | 'unknown' {
		if (this.visible === undefined) return 'unknown';
		if (chunk >= this.visible.chunks.length) return 'late';
		// A new array: an import that is reading the old one keeps it.
		const chunks = [...this.visible.chunks];
		chunks[chunk] = content;
		this.visible = { ...this.visible, chunks };
		return 'stored';
	}

	private publish(): void {
		if (this.upload === undefined) return;
		const ordered = [...this.upload.chunks.entries()].sort(([a], [b]) => a - b).map(([, content]) => content);
		this.visible = { chunks: ordered, format: this.upload.format };
		this.upload = undefined;
	}
}
