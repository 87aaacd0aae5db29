import { createHash } from 'node:crypto';
import { FatalError, RetryableError } from '../../core/errors';
import { boundedParallel } from '../../core/streams/parallel';
import { gzip } from '../../core/streams/gzip';
import { rechunk } from '../../core/streams/rechunk';
import { memberOf, textOf } from './json';
import type { Metadata, ModelRef } from './metadata';
import { pick } from './pick';
import { SYSTEM } from './refusals';
import { path, type AnaplanWire } from './wire';

/** Megabytes of a million bytes, as Anaplan's own client counts them (reference anaplan 6). */
const MB = 1_000_000;
const SMALLEST_CHUNK = MB;
const LARGEST_CHUNK = 50 * MB;
const DEFAULT_CHUNK = 10 * MB;
const DEFAULT_PARALLEL = 5;
const MOST_CHUNKS = 1_000;

export interface UploadRequest extends ModelRef {
	/** Id or exact name. */
	readonly fileId: string;
	readonly source: AsyncIterable<Buffer>;
	/** Before compression, 1 to 50 million bytes. */
	readonly chunkBytes?: number;
	/** How many chunks travel at once; memory is bounded by this times `chunkBytes`. */
	readonly parallel?: number;
	readonly gzip?: boolean;
	/** Number of chunks when known beforehand; `unknown` announces -1 and ends with "complete". */
	readonly count?: number | 'unknown';
	/** True when the id comes from the server, so that it need not be looked up. */
	readonly fileIsKnown?: boolean;
	readonly onProgress?: (progress: { readonly chunks: number; readonly bytes: number }) => void;
}

export interface UploadFacts {
	readonly fileId: string;
	readonly chunks: number;
	/** Before compression. */
	readonly bytes: number;
	/** Of the uncompressed content, hexadecimal. */
	readonly sha256: string;
}

const filePath = ({ workspaceId, modelId, fileId }: UploadRequest): string =>
	path`/workspaces/${workspaceId}/models/${modelId}/files/${fileId}`;

const refuse = ({ fileId }: UploadRequest, said: string, remedy: string): FatalError =>
	new FatalError({ system: SYSTEM, operation: `upload file ${fileId}`, said, remedy });

const tooManyChunks = (request: UploadRequest, chunkBytes: number): FatalError => refuse(request,
	`the file needs more than ${MOST_CHUNKS} chunks of ${chunkBytes} bytes, and Anaplan takes ${MOST_CHUNKS} per file`,
	chunkBytes < LARGEST_CHUNK
		? `Raise the chunk size, at most to ${LARGEST_CHUNK} bytes. The upload was not completed, so the former content of the file stays.`
		: 'Split the data into several files and imports. The upload was not completed, so the former content of the file stays.');

const checkRequest = (request: UploadRequest, chunkBytes: number): void => {
	if (!Number.isSafeInteger(chunkBytes) || chunkBytes < SMALLEST_CHUNK || chunkBytes > LARGEST_CHUNK) {
		throw refuse(request, `a chunk of ${chunkBytes} bytes`, `Set the chunk size between ${SMALLEST_CHUNK} and ${LARGEST_CHUNK} bytes.`);
	}
	if (typeof request.count === 'number' && request.count > MOST_CHUNKS) throw tooManyChunks(request, chunkBytes);
	if (typeof request.count === 'number' && (!Number.isSafeInteger(request.count) || request.count < 1)) {
		throw refuse(request, `${request.count} chunks`, 'Announce a whole number of chunks, or "unknown".');
	}
};

/**
 * Says how many chunks will come. An unknown file id does not fail: Anaplan makes a new file, which no import reads,
 * and the import loads old or default data (reference anaplan 6). So the id is looked up before, and compared after.
 */
const announce = async (wire: AnaplanWire, request: UploadRequest): Promise<void> => {
	const chunkCount = typeof request.count === 'number' ? request.count : -1;
	const answer = await wire.json({
		method: 'POST', path: filePath(request), purpose: `announce the upload of file ${request.fileId}`,
		repeatable: true, timeoutMs: wire.timeouts.modelMs, json: { chunkCount },
	});
	const answered = textOf(memberOf(answer, 'file'), 'id');
	if (answered === '' || answered === request.fileId) return;
	throw refuse(request, `Anaplan has no such file and made a new one, ${answered}, which no import reads`,
		`Nothing was uploaded. Have a model builder remove file ${answered}, and pick the file of the import from the list.`);
};

const putChunk = async (wire: AnaplanWire, request: UploadRequest, chunk: Buffer, number: number): Promise<void> => {
	const packed = request.gzip ?? true;
	await wire.send({
		method: 'PUT', path: `${filePath(request)}/chunks/${number}`, purpose: `upload chunk ${number} of file ${request.fileId}`,
		// Sending a chunk number again overwrites it.
		repeatable: true, timeoutMs: wire.timeouts.chunkMs,
		bytes: packed ? await gzip(chunk) : chunk, contentType: packed ? 'application/x-gzip' : 'application/octet-stream',
	});
};

const complete = async (wire: AnaplanWire, request: UploadRequest): Promise<void> => {
	try {
		await wire.send({
			method: 'POST', path: `${filePath(request)}/complete`, purpose: `complete the upload of file ${request.fileId}`,
			repeatable: true, timeoutMs: wire.timeouts.completeMs, json: {},
		});
	} catch (error) {
		if (!(error instanceof RetryableError) || (error.facts.status ?? 0) < 500) throw error;
		throw new RetryableError({
			...error.facts, cause: error,
			remedy: 'The new content is not in force and no import was started. Run again; if Anaplan fails here each time, '
				+ 'announce the exact number of chunks, which needs no completion.',
		}, error.afterMs);
	}
};

/** Counts and hashes the chunks as they leave, and refuses the one that would be too many before it is sent. */
class OutgoingChunks {
	private readonly hash = createHash('sha256');
	private bytes = 0;
	private chunks = 0;

	constructor(private readonly request: UploadRequest, private readonly chunkBytes: number) {}

	async *of(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
		for (let next: IteratorResult<Buffer> = { done: false, value: first }; !next.done; next = await rest.next()) {
			if (this.chunks === MOST_CHUNKS) throw tooManyChunks(this.request, this.chunkBytes);
			if (this.chunks === this.request.count) throw this.miscounted('more');
			this.hash.update(next.value);
			this.bytes += next.value.length;
			this.chunks += 1;
			yield next.value;
		}
		if (typeof this.request.count === 'number' && this.chunks < this.request.count) throw this.miscounted('fewer');
	}

	facts(): UploadFacts {
		return { fileId: this.request.fileId, chunks: this.chunks, bytes: this.bytes, sha256: this.hash.digest('hex') };
	}

	private miscounted(than: 'more' | 'fewer'): FatalError {
		return refuse(this.request, `the content makes ${than} than the ${String(this.request.count)} chunks that were announced`,
			'Announce the right number, or "unknown". Do not run the import before an upload has succeeded.');
	}
}

/**
 * Fills a file with new content, chunk by chunk.
 *
 * **No import reads half a file.** With an unknown count the content comes into force with "complete", and that is sent
 * only after every chunk was answered with success: `boundedParallel` returns when no work is left, and throws when
 * one failed, and nothing follows a throw. With an exact count the function likewise returns only after every chunk
 * is in; whoever starts an import does so after it has returned.
 *
 * Content is private to the user: the import must be run by the same user. One upload at a time per user and file, and
 * none while an import reads the file, is up to the caller's lock (reference anaplan 6: there is none at Anaplan).
 *
 * @throws FatalError for an empty source, before anything is sent
 */
export const uploadFile = async (wire: AnaplanWire, metadata: Pick<Metadata, 'files'>, wanted: UploadRequest): Promise<UploadFacts> => {
	const chunkBytes = wanted.chunkBytes ?? DEFAULT_CHUNK;
	checkRequest(wanted, chunkBytes);
	const pieces = rechunk(wanted.source, chunkBytes)[Symbol.asyncIterator]();
	try {
		const first = await pieces.next();
		if (first.done) throw refuse(wanted, 'there is not a single byte to upload', 'Nothing was sent. Check what feeds this node.');
		const request = wanted.fileIsKnown ? wanted : { ...wanted, fileId: pick(await metadata.files(wanted), wanted.fileId, 'file').id };
		wire.contents.begin(request.modelId, request.fileId);
		await announce(wire, request);
		const outgoing = new OutgoingChunks(request, chunkBytes);
		const done = { chunks: 0, bytes: 0 };
		await boundedParallel(outgoing.of(first.value, pieces), request.parallel ?? DEFAULT_PARALLEL, async (chunk, number) => {
			await putChunk(wire, request, chunk, number);
			done.chunks += 1;
			done.bytes += chunk.length;
			request.onProgress?.({ ...done });
		});
		if (typeof request.count !== 'number') await complete(wire, request);
		const facts = outgoing.facts();
		wire.contents.end(request.modelId, request.fileId, facts.sha256);
		return facts;
	} finally {
		await pieces.return?.();
	}
};
