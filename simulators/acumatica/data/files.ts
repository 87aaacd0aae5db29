import { randomUUID } from 'node:crypto';
import type { StoredFile } from './record';

/** Attached files by id. */
export class Files {
	private readonly all = new Map<string, StoredFile>();

	add(filename: string, content: Buffer): StoredFile {
		const file = { id: randomUUID(), filename, content };
		this.all.set(file.id, file);
		return file;
	}

	get(id: string): StoredFile | undefined {
		return this.all.get(id);
	}
}
