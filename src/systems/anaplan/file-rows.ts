import { numberedRecords } from '../../core/csv';
import type { ServerFile } from './metadata';
import { inSmallPieces } from './small-pieces';

type Rows = ReadonlyArray<readonly string[]>;

export type FileLayout = Pick<ServerFile, 'encoding' | 'separator' | 'delimiter' | 'headerRow' | 'firstDataRow'>;

/**
 * The content of an import source as rows, read as its definition in the model says (reference anaplan 6): header in
 * `headerRow`, data from `firstDataRow`, both counted from 1 in lines of the file. Files without a header, and files
 * that define nothing, are read as comma separated with the header in the first line, `headerRow` 0 excepted.
 */
export const withFileRows = async <T>(
	layout: FileLayout, bytes: AsyncIterable<Buffer>, use: (header: readonly string[] | undefined, rows: AsyncIterable<Rows>) => Promise<T>,
): Promise<T> => {
	const { encoding, headerRow = 1, firstDataRow = headerRow + 1 } = layout;
	const reading = { separator: layout.separator || ',', delimiter: layout.delimiter, ragged: 'keep' as const, ...(encoding ? { encoding } : {}) };
	const records = numberedRecords(inSmallPieces(bytes), reading)[Symbol.asyncIterator]();
	try {
		let header: readonly string[] | undefined;
		let waiting: Rows = [];
		for (let next = await records.next(); !next.done; next = await records.next()) {
			header ??= next.value.find(({ line }) => headerRow > 0 && line >= headerRow)?.values;
			waiting = next.value.filter(({ line, values }) => line >= firstDataRow && values !== header).map(({ values }) => values);
			if (waiting.length > 0) break;
		}
		const rows = async function* (): AsyncGenerator<Rows> {
			if (waiting.length > 0) yield waiting;
			for (let next = await records.next(); !next.done; next = await records.next()) yield next.value.map(({ values }) => values);
		};
		return await use(header, rows());
	} finally {
		await records.return?.(undefined);
	}
};
