import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';

const CHUNK = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * An append-only file of JSON lines, each on the disk before `append` returns.
 *
 * A crash in the middle of a write leaves an unfinished last line. It was never acknowledged, so it is cut off on
 * opening; an unreadable line anywhere else means that something else wrote there, and the agent refuses to go on.
 */
export class JournalFile {
	private readonly handle: number;
	private length = 0;
	private closed = false;

	/** `each` gets every line of the file in order, with its number counted from 1. */
	constructor(file: string, each: (value: unknown, number: number) => void) {
		mkdirSync(path.dirname(file), { recursive: true });
		const fresh = !existsSync(file);
		this.handle = openSync(file, fresh ? 'wx+' : 'r+', 0o600);
		try {
			this.length = this.readAll(file, each);
			ftruncateSync(this.handle, this.length);
			fsyncSync(this.handle);
			if (fresh) rememberName(path.dirname(file));
		} catch (cause) {
			closeSync(this.handle);
			throw cause;
		}
	}

	append(value: unknown): void {
		// The number of a closed file may belong to another one by now.
		if (this.closed) throw new Error('the request journal is closed');
		const line = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
		try {
			let written = 0;
			while (written < line.length) written += writeSync(this.handle, line, written, line.length - written, this.length + written);
			fsyncSync(this.handle);
		} catch (cause) {
			// Half a line must not stand before the next one.
			ftruncateSync(this.handle, this.length);
			throw cause;
		}
		this.length += line.length;
	}

	close(): void {
		if (this.closed) return;
		this.closed = true;
		closeSync(this.handle);
	}

	/** Length of all complete lines. */
	private readAll(file: string, each: (value: unknown, number: number) => void): number {
		let rest = Buffer.alloc(0);
		let position = 0;
		let number = 0;
		let complete = 0;
		const chunk = Buffer.alloc(CHUNK);
		for (;;) {
			const got = readSync(this.handle, chunk, 0, CHUNK, position);
			if (got === 0) return complete;
			position += got;
			rest = Buffer.concat([rest, chunk.subarray(0, got)]);
			for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
				number += 1;
				each(parsed(rest.subarray(0, end).toString('utf8'), file, number), number);
				complete += end + 1;
				rest = rest.subarray(end + 1);
			}
		}
	}
}

/** A new file is safe when its folder is; Windows neither needs nor allows it. */
const rememberName = (folder: string): void => {
	if (process.platform === 'win32') return;
	const handle = openSync(folder, 'r');
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
};

const parsed = (text: string, file: string, number: number): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		throw new Error(`Line ${number} of ${file} is damaged. Restore the file from its backup; without it the agent cannot tell which entries it created.`);
	}
};
