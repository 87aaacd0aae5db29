import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { IntegrationError } from '../../../src/core/errors';
import type { AnaplanClient, ModelRef } from '../../../src/systems/anaplan';
import { outputsOf, sourcesBefore } from '../data/ancestors';
import { isReadingNode, nodesBefore } from '../data/workflow-paths';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

interface Filled {
	readonly fileId: string;
	readonly sha256: string;
}

const filled = (fileId: unknown, sha256: unknown): Filled[] => (typeof fileId === 'string' && typeof sha256 === 'string' ? [{ fileId, sha256 }] : []);

/** What Upload Chunks, or Load Rows, says it has put into a file; only an upload knows the fingerprint of what it sent. */
const filledBy = ({ json }: INodeExecutionData): Filled[] => [
	...(isRecord(json.file) ? filled(json.file.id, json.sha256) : []), ...(isRecord(json.upload) ? filled(json.upload.fileId, json.upload.sha256) : []),
];

/** Load Rows has imported what it uploaded, an action that confirms has read it, and what was written into lists or cells needs no import. */
const isInModel = ({ json }: INodeExecutionData): boolean =>
	isRecord(json.upload) || json.nothingToDo === true || json.confirms === true || typeof json.change === 'string' || Array.isArray(json.written);

const READ_AGAIN = 'the batch is read again';
const HOW = `${READ_AGAIN}. Let Upload Chunks fill the file of this import, or use Load Rows; an import that has nothing to do with these rows belongs into a branch of its own`;

/** Files that those imports read; `undefined` when that could not be asked. */
const filesOf = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, importIds: readonly string[]): Promise<ReadonlySet<string> | undefined> => {
	const known = await client.metadata.imports(target).catch((error: unknown) => {
		// What became of the task is known, and must not be hidden because this is not.
		if (error instanceof IntegrationError && !context.getExecutionCancelSignal()?.aborted) return undefined;
		throw error;
	});
	return known && new Set(known.filter(({ id }) => importIds.includes(id)).map(({ sourceId }) => sourceId));
};

/**
 * Why the success of these imports says nothing of the rows behind their item; `undefined` when it does.
 *
 * **An import confirms only what it can have read.** It succeeds with whatever lies in its file: what was loaded yesterday, and what
 * another run has put there meanwhile. So the records behind its item count as loaded only when a node before this one
 * has uploaded, in this execution, into a file that one of the imports reads, and no run of this process has begun to
 * fill that file since; or when they had got into the model before, and this action takes them on from there. Imports
 * that the result does not name cannot be judged and pass.
 *
 * @param importIds those that ran, as the result of the task names them
 */
export const unreadRows = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, importIds: readonly string[]): Promise<string | undefined> => {
	if (sourcesBefore(context).length === 0) return undefined;
	const { name, type } = context.getNode();
	const before = nodesBefore(context, name, isReadingNode(type)).filter((node) => node.type === type).flatMap((node) => [...outputsOf(context, node.name, 0)]);
	const uploads = before.flatMap(filledBy);
	const inModel = before.some(isInModel);
	if (uploads.length === 0) {
		return inModel ? undefined : `no node before this one has uploaded these rows in this execution, so the import has read what lay in its file before; ${HOW}`;
	}
	const read = await filesOf(context, client, target, importIds);
	if (!read) return `which file the import reads could not be asked, so it is not known whether it has read these rows; ${READ_AGAIN}`;
	const own = uploads.filter(({ fileId }) => read.has(fileId));
	const contentsOf = (file: string): ReadonlySet<string> => new Set(own.filter(({ fileId }) => fileId === file).map(({ sha256 }) => sha256));
	const replaced = own.find(({ fileId }) => client.isReplaced({ ...target, fileId }, contentsOf(fileId)));
	if (replaced) return `another run has begun to fill file ${replaced.fileId} since these rows were uploaded into it, so the import may have read that instead; ${READ_AGAIN}`;
	if (own.length > 0 || inModel || read.size === 0) return undefined;
	const into = [...new Set(uploads.map(({ fileId }) => fileId))].join(', ');
	return `the rows were uploaded into file ${into}, and the import reads ${[...read].map((id) => id || 'another model').join(', ')}; ${HOW}`;
};
