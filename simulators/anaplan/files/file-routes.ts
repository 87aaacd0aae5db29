import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { SimResponse } from '../../harness/server';
import { isRecord, objectBody, param, type ModelCall } from '../http/call';
import { ApiError, bytes, collection, found, noContent, notFound, single } from '../http/reply';
import type { ModelRoute } from '../http/router';
import type { KnownFile } from './file-store';
import type { TextFormat } from './private-file';

const inflate = promisify(gunzip);

const metadata = (call: ModelCall, file: KnownFile, chunkCount: number): Record<string, unknown> => {
	const { id, name, format } = file;
	if (format === undefined) return { id, name, chunkCount, firstDataRow: 0, headerRow: 0 };
	const { delimiter, encoding, firstDataRow, headerRow, separator } = format;
	return { id, name, chunkCount, delimiter, encoding, firstDataRow, format: 'txt', headerRow, separator };
};

const knownFile = (call: ModelCall): KnownFile => found(call.model.files.byId(param(call, 'file')));

const list = (call: ModelCall): SimResponse => {
	const { files } = call.model;
	return collection(call, 'file', 'files', files.list().map((file) => metadata(call, file, files.chunkCount(call.user, file))));
};

/** Known members that are not null override the file's format for this upload; whole file objects are posted back by official clients. */
const overridesOf = (body: Record<string, unknown>): Partial<TextFormat> => {
	const words = ['encoding', 'separator', 'delimiter', 'decimalSeparator'].filter((key) => typeof body[key] === 'string');
	const numbers = ['headerRow', 'firstDataRow'].filter((key) => typeof body[key] === 'number');
	return Object.fromEntries([...words, ...numbers].map((key) => [key, body[key]]));
};

const begin = (call: ModelCall): SimResponse => {
	const body = objectBody(call);
	const { chunksMax, uploadLimitStatus } = call.world.switches.values;
	const chunkCount = body.chunkCount ?? -1;
	if (typeof chunkCount !== 'number' || !Number.isInteger(chunkCount) || chunkCount < -1) throw new ApiError(400, 'Invalid chunkCount');
	if (chunkCount > chunksMax) throw new ApiError(uploadLimitStatus, `A file has at most ${chunksMax} chunks`);
	const { files } = call.model;
	const file = files.findOrCreate(param(call, 'file'), call.user);
	files.begin(call.user, file, chunkCount, overridesOf(body));
	// The echoed count is no good for -1: vendor samples show 0.
	return single(call, 'file', { file: metadata(call, file, Math.max(0, chunkCount)) });
};

const complete = (call: ModelCall): SimResponse => {
	const file = knownFile(call);
	if (call.world.switches.values.completeStatus === 500) throw new ApiError(500);
	call.model.files.complete(call.user, file);
	return single(call, 'file', { file: metadata(call, file, call.model.files.chunkCount(call.user, file)) });
};

const contentType = (call: ModelCall): string => String(call.request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The bytes of a chunk: each gzip chunk is a member of its own, told by Content-Type, never by Content-Encoding. */
const chunkBytes = async (call: ModelCall): Promise<Buffer> => {
	const { chunkBytesMax, uploadLimitStatus, corruptGzipStatus } = call.world.switches.values;
	const type = contentType(call);
	const tooLarge = new ApiError(uploadLimitStatus, 'Chunk exceeds the maximum size of 50 MB');
	if (type === 'application/octet-stream') {
		if (call.request.body.length > chunkBytesMax) throw tooLarge;
		return call.request.body;
	}
	if (type !== 'application/x-gzip') throw new ApiError(415, `Content type '${type}' not supported`);
	try {
		return await inflate(call.request.body, { maxOutputLength: chunkBytesMax });
	} catch (error) {
		throw isRecord(error) && error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : new ApiError(corruptGzipStatus, 'Chunk is not in GZIP format');
	}
};

const chunkNumber = (call: ModelCall): number => {
	const text = param(call, 'chunk');
	if (!/^\d{1,9}$/.test(text)) throw notFound();
	return Number(text);
};

const putChunk = async (call: ModelCall): Promise<SimResponse> => {
	const file = knownFile(call);
	const chunk = chunkNumber(call);
	const { chunksMax, uploadLimitStatus } = call.world.switches.values;
	if (chunk >= chunksMax) throw new ApiError(uploadLimitStatus, `A file has at most ${chunksMax} chunks`);
	const content = await chunkBytes(call);
	if (!call.model.files.putChunk(call.user, file, chunk, content)) throw notFound();
	return noContent({ file: file.id, chunk, bytes: content.length });
};

const putWhole = (call: ModelCall): SimResponse => {
	const file = knownFile(call);
	if (contentType(call) !== 'application/octet-stream') throw new ApiError(415, `Content type '${contentType(call)}' not supported`);
	call.model.files.putWhole(call.user, file, call.request.body);
	return noContent({ file: file.id, bytes: call.request.body.length });
};

const chunks = (call: ModelCall): SimResponse => {
	const count = call.model.files.chunkList(call.user, knownFile(call));
	const ids = Array.from({ length: count }, (_, chunk) => ({ id: String(chunk), name: `Chunk ${chunk}` }));
	return collection(call, 'chunk', 'chunks', ids);
};

const getChunk = (call: ModelCall): SimResponse => bytes(found(call.model.files.readChunk(call.user, knownFile(call), chunkNumber(call))));

const getWhole = (call: ModelCall): SimResponse => bytes(found(call.model.files.readWhole(call.user, knownFile(call))));

const remove = (call: ModelCall): SimResponse => {
	call.model.files.remove(call.user, knownFile(call));
	return noContent();
};

const file = { whenBusy: 'file' } as const;

export const FILE_ROUTES: readonly ModelRoute[] = [
	{ ...file, method: 'GET', path: 'files', json: true, handle: list },
	{ ...file, method: 'POST', path: 'files/:file', json: true, handle: begin },
	{ ...file, method: 'PUT', path: 'files/:file', handle: putWhole },
	{ ...file, method: 'GET', path: 'files/:file', handle: getWhole },
	{ ...file, method: 'DELETE', path: 'files/:file', handle: remove },
	{ ...file, method: 'POST', path: 'files/:file/complete', json: true, handle: complete },
	{ ...file, method: 'GET', path: 'files/:file/chunks', json: true, handle: chunks },
	{ ...file, method: 'GET', path: 'files/:file/chunks/:chunk', handle: getChunk },
	{ ...file, method: 'PUT', path: 'files/:file/chunks/:chunk', handle: putChunk },
];
