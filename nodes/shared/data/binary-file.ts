import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { byteFeed } from './byte-feed';

type Holding = Pick<IExecuteFunctions, 'helpers'>;

/** Size of the pieces read from n8n's store; whoever needs exact sizes cuts again. */
const READ_BYTES = 1_048_576;

const isBinaryData = (value: unknown): value is IBinaryData => typeof value === 'object' && value !== null && 'mimeType' in value;

/**
 * The bytes of a binary property, piece by piece. May be called again: each call starts at the first byte.
 * In memory mode there is no id and the file is in the item itself.
 */
export const readBinary = (context: Holding, binary: IBinaryData): AsyncIterable<Buffer> => ({
	async *[Symbol.asyncIterator]() {
		if (binary.id === undefined) {
			yield Buffer.from(binary.data, 'base64');
			return;
		}
		for await (const part of await context.helpers.getBinaryStream(binary.id, READ_BYTES)) yield part as Buffer;
	},
});

/** Binary property `property` of item `itemIndex`; n8n's own words when there is none. */
export const binaryOf = (context: Holding, itemIndex: number, property: string): IBinaryData => context.helpers.assertBinaryData(itemIndex, property);

export const optionalBinary = (context: Pick<IExecuteFunctions, 'getInputData'>, itemIndex: number, property: string): IBinaryData | undefined => {
	const found: unknown = context.getInputData()[itemIndex]?.binary?.[property];
	return isBinaryData(found) ? found : undefined;
};

/** Stores bytes as a CSV file of this execution, streaming wherever n8n's store can. */
export const writeCsv = async (context: Holding, source: AsyncIterable<Buffer>, fileName: string): Promise<IBinaryData> =>
	await context.helpers.prepareBinaryData(byteFeed(source), fileName, 'text/csv');
