import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { AnaplanClient, ModelRef } from '../../../src/systems/anaplan';
import { outputsOf } from '../data/ancestors';
import { LINEAGE_FIELD, sentFile, type SentRows } from '../data/loaded-rows';
import { isReadingNode, nodesBefore } from '../data/workflow-paths';

/** Binary field in which Upload Chunks passes on what it has put up; the side file of the mapping goes with it. */
export const UPLOADED_FIELD = 'uploaded';

/** What was uploaded is not at hand: rejected rows are told as the dump tells them. */
const NOTHING_SENT: SentRows = {
	header: async () => [],
	async *rows() {},
	origins: async () => new Map(),
	itemOf: () => 0,
};

/** The file as Upload Chunks hands it on, so that rows which an import behind it rejects can be joined to it. */
export const passedOn = (data: IBinaryData, lineage: IBinaryData | undefined): NonNullable<INodeExecutionData['binary']> =>
	({ [UPLOADED_FIELD]: data, ...(lineage ? { [LINEAGE_FIELD]: lineage } : {}) });

interface Uploaded {
	readonly fileId: string;
	readonly data: IBinaryData;
	readonly lineage: IBinaryData | undefined;
}

const uploadedBy = ({ json, binary }: INodeExecutionData): Uploaded[] => {
	const file: unknown = json.file;
	const data = binary?.[UPLOADED_FIELD];
	if (typeof file !== 'object' || file === null || !('id' in file) || !data) return [];
	return [{ fileId: String(file.id), data, lineage: binary?.[LINEAGE_FIELD] }];
};

/** Uploads of this execution by nodes before this one. */
const uploadsBefore = (context: IExecuteFunctions): Uploaded[] => {
	const { name, type } = context.getNode();
	return nodesBefore(context, name, isReadingNode(type)).flatMap((node) => outputsOf(context, node.name, 0).flatMap(uploadedBy));
};

/**
 * The rows that an import has read, where a node before this one has uploaded them. Only the file that feeds the import
 * counts: a dump without a value would agree with any row of another file. Of several uploads into it the last one counts,
 * as it does for Anaplan; a row that does not bear the values of the dump is not taken for it (see src/systems/anaplan/join-dump).
 */
export const uploadedRows = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, importId: string): Promise<SentRows> => {
	const uploads = uploadsBefore(context);
	if (uploads.length === 0) return NOTHING_SENT;
	const source = (await client.metadata.imports(target)).find(({ id }) => id === importId)?.sourceId;
	const upload = uploads.filter(({ fileId }) => fileId === source).at(-1);
	if (!upload) return NOTHING_SENT;
	const { separator, delimiter, encoding, headerRow, firstDataRow } = await client.metadata.importMetadata(target, importId);
	// Read as loosely as it was sent: what Anaplan took must not fail here.
	const reading = { separator, delimiter, encoding, ragged: 'keep' as const };
	return sentFile(context, { data: upload.data, lineage: upload.lineage, itemIndex: 0, reading, headerRow, firstDataRow });
};
