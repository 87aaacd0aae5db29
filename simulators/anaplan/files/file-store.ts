import type { SimulatedClock } from '../../harness/clock';
import type { History } from '../../harness/history';
import type { ExportDefinition, FileDefinition, ModelDefinition, UserDefinition } from '../model/types';
import type { Switches } from '../switches';
import { PrivateFile, type Content, type TextFormat } from './private-file';

const HOUR = 3_600_000;

const formatOf = (file: FileDefinition): TextFormat => ({
	encoding: file.encoding ?? 'UTF-8', separator: file.separator ?? ',', delimiter: file.delimiter ?? '"',
	headerRow: file.headerRow ?? 1, firstDataRow: file.firstDataRow ?? 2, decimalSeparator: file.decimalSeparator ?? '.',
});

export interface KnownFile {
	readonly id: string;
	readonly name: string;
	/** Text format; export outputs have none. */
	readonly format: TextFormat | undefined;
	defaultContent: Buffer | undefined;
	defaultAccess: 'everyone' | 'admins';
}

/** What an import reads, and why it cannot. */
export type ImportSource =
	| { readonly content: Content; readonly origin: 'private' | 'default' | 'previous' }
	| { readonly content: undefined; readonly origin: 'none' };

/** Import sources and export outputs of one model, with the private content of each user (reference anaplan 6). */
export class FileStore {
	private readonly known = new Map<string, KnownFile>();
	private readonly contents = new Map<string, PrivateFile>();
	private nextId: number;

	constructor(
		model: ModelDefinition, private readonly clock: SimulatedClock, private readonly history: History, private readonly switches: Switches,
	) {
		for (const file of model.files) {
			this.known.set(file.id, {
				id: file.id, name: file.name, format: formatOf(file), defaultAccess: file.defaultAccess ?? 'everyone',
				defaultContent: file.defaultContent === undefined ? undefined : Buffer.from(file.defaultContent, 'utf8'),
			});
		}
		for (const one of model.exports) this.addOutput(one);
		this.nextId = Math.max(113_000_000_000, ...model.files.map((file) => Number(file.id))) + 1;
	}

	/** The file that an export writes: its id is the export's own. */
	addOutput({ id, name }: Pick<ExportDefinition, 'id' | 'name'>): void {
		this.known.set(id, { id, name, format: undefined, defaultContent: undefined, defaultAccess: 'everyone' });
	}

	list(): readonly KnownFile[] {
		return [...this.known.values()];
	}

	byId(id: string): KnownFile | undefined {
		return this.known.get(id);
	}

	/** The file with this id or name, or a new one: a mistyped id makes a file that no import reads (reference anaplan 15, trap 7). */
	findOrCreate(idOrName: string, user: UserDefinition): KnownFile {
		const file = this.known.get(idOrName) ?? this.list().find((one) => one.name === idOrName);
		if (file !== undefined) return file;
		const created: KnownFile = {
			id: String(this.nextId++), name: idOrName, format: formatOf({ id: '', name: idOrName, headerNames: [] }),
			defaultContent: undefined, defaultAccess: 'everyone',
		};
		this.known.set(created.id, created);
		this.history.effect('file-created', { file: created.id, name: idOrName, user: user.email });
		return created;
	}

	/** The user's private content, created empty on demand; what nobody touched for 48 hours is gone. */
	private of(user: UserDefinition, file: KnownFile): PrivateFile {
		const key = `${user.email}\n${file.id}`;
		let own = this.contents.get(key);
		const limit = this.switches.values.privateFileHours * HOUR;
		if (own === undefined || this.clock.now() - own.lastUsed > limit) {
			own = new PrivateFile(this.clock.now());
			this.contents.set(key, own);
		}
		return own;
	}

	private touched(user: UserDefinition, file: KnownFile): PrivateFile {
		const own = this.of(user, file);
		own.lastUsed = this.clock.now();
		return own;
	}

	begin(user: UserDefinition, file: KnownFile, chunkCount: number, overrides: Partial<TextFormat>): void {
		this.touched(user, file).begin(chunkCount, { ...formatOf({ id: '', name: '', headerNames: [] }), ...file.format, ...overrides });
		this.history.effect('upload-begun', { file: file.id, user: user.email, chunkCount });
	}

	/** False when no upload is under way that this chunk belongs to. */
	putChunk(user: UserDefinition, file: KnownFile, chunk: number, content: Buffer): boolean {
		const own = this.touched(user, file);
		const taken = own.put(chunk, content);
		if (taken === 'unknown') return false;
		this.history.effect(taken === 'late' ? 'late-chunk' : 'upload-chunk', { file: file.id, user: user.email, chunk, bytes: content.length });
		if (taken === 'completed') this.completed(user, file, own);
		return true;
	}

	/** Closes an upload of unknown length. A hole keeps the old content in place (trap 11). */
	complete(user: UserDefinition, file: KnownFile): void {
		const own = this.touched(user, file);
		if (own.complete()) this.completed(user, file, own);
		else this.history.effect('file-incomplete', { file: file.id, user: user.email });
	}

	putWhole(user: UserDefinition, file: KnownFile, content: Buffer): void {
		this.begin(user, file, 1, {});
		this.putChunk(user, file, 0, content);
	}

	/** Replaces the output of an export; the reader sees it at once. */
	putOutput(user: UserDefinition, file: KnownFile, chunks: Buffer[], emptyReads: number): void {
		const own = this.touched(user, file);
		own.replace(chunks, file.format ?? formatOf({ id: '', name: '', headerNames: [] }));
		own.emptyReads = emptyReads;
	}

	remove(user: UserDefinition, file: KnownFile): void {
		const own = this.of(user, file);
		own.forget(this.switches.values.staleChunkCount);
		this.history.effect('file-deleted', { file: file.id, user: user.email });
	}

	/** Number of chunk ids that the chunk list and the file list show. */
	chunkCount(user: UserDefinition, file: KnownFile): number {
		const own = this.of(user, file);
		return own.chunkCount ?? (file.defaultContent === undefined ? 0 : 1);
	}

	/** Chunk ids for the chunk list; an export may show none for a while (reference anaplan 8.2). */
	chunkList(user: UserDefinition, file: KnownFile): number {
		const own = this.of(user, file);
		if (own.emptyReads > 0) {
			own.emptyReads -= 1;
			return 0;
		}
		return own.removed ? 0 : this.chunkCount(user, file);
	}

	readChunk(user: UserDefinition, file: KnownFile, chunk: number): Buffer | undefined {
		const own = this.touched(user, file);
		if (own.chunkCount !== undefined) return own.chunk(chunk);
		return chunk === 0 ? this.readableDefault(user, file) : undefined;
	}

	readWhole(user: UserDefinition, file: KnownFile): Buffer | undefined {
		const own = this.touched(user, file);
		if (own.visible === undefined) return this.readableDefault(user, file);
		return own.visible.chunks.length === 0 ? undefined : Buffer.concat(own.visible.chunks);
	}

	/**
	 * What an import run by this user reads: the private content, else the default file, else nothing.
	 * An upload with a fixed number of chunks and a hole in it makes the import fail, or (switch) read what was there before.
	 */
	importSource(user: UserDefinition, file: KnownFile): ImportSource {
		const own = this.touched(user, file);
		const hole = own.hasHole;
		if (hole && this.switches.values.missingChunk === 'fail') return { content: undefined, origin: 'none' };
		if (own.visible !== undefined) return { content: own.visible, origin: hole ? 'previous' : 'private' };
		if (file.defaultContent === undefined || file.format === undefined) return { content: undefined, origin: 'none' };
		return { content: { chunks: [file.defaultContent], format: file.format }, origin: 'default' };
	}

	/** Facts about every private content, for the control surface. */
	uploads(): Array<{ user: string; file: string; name: string; own: PrivateFile }> {
		return [...this.contents.entries()].map(([key, own]) => {
			const [user = '', file = ''] = key.split('\n');
			return { user, file, name: this.known.get(file)?.name ?? '', own };
		});
	}

	/** An "admins only" default is an empty file for others (reference anaplan 6). */
	private readableDefault(user: UserDefinition, file: KnownFile): Buffer | undefined {
		if (file.defaultContent === undefined) return undefined;
		return file.defaultAccess === 'admins' && user.admin !== true ? Buffer.alloc(0) : file.defaultContent;
	}

	private completed(user: UserDefinition, file: KnownFile, own: PrivateFile): void {
		const chunks = own.visible?.chunks ?? [];
		const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
		this.history.effect('file-complete', { file: file.id, user: user.email, chunks: chunks.length, bytes });
	}
}
