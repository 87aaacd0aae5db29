import { textOf } from './json';
import type { ModelRef } from './metadata';
import { path, type AnaplanWire } from './wire';

export interface FileRef extends ModelRef {
	/** Of an uploaded file (113…), or of an export (116…), whose output bears the same id. */
	readonly fileId: string;
	/** Whether a file without chunks is looked at again for a moment, as after an export. Default: yes. */
	readonly patient?: boolean;
}

/** After an export has ended its file can show no chunk for a moment (reference anaplan 8.2). */
const LOOKS = 4;
const PAUSE_MS = 5_000;

/**
 * The content of a file, chunk by chunk, as it is: chunks are cut anywhere. Nothing comes when the file is empty.
 * An export's output is private to who ran it, kept for 48 hours, and overwritten by the next run of the same export:
 * read it before that runs again.
 */
export const downloadFile = async function* (wire: AnaplanWire, ref: FileRef): AsyncGenerator<Buffer> {
	const place = path`/workspaces/${ref.workspaceId}/models/${ref.modelId}/files/${ref.fileId}/chunks`;
	const purpose = `download file ${ref.fileId}`;
	const looks = ref.patient === false ? 1 : LOOKS;
	let ids: readonly string[] = [];
	for (let look = 1; ids.length === 0 && look <= looks; look += 1) {
		if (look > 1) await wire.clock.sleep(PAUSE_MS, wire.signal);
		const chunks = await wire.collection({ method: 'GET', path: place, purpose, repeatable: true, timeoutMs: wire.timeouts.modelMs }, 'chunks');
		ids = chunks.map((chunk) => textOf(chunk, 'id'));
	}
	for (const id of ids) {
		const response = await wire.send({
			method: 'GET', path: `${place}${path`/${id}`}`, purpose: `${purpose}, chunk ${id}`, repeatable: true,
			timeoutMs: wire.timeouts.chunkMs, accept: '*/*',
		});
		yield response.body;
	}
};
