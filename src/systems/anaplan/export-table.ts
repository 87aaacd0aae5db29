import { FatalError } from '../../core/errors';
import { isTextExport, recordsOf, type ExportedFile, type ExportMetadata } from './exports';
import { takeHeader } from './flat-records';
import type { Named } from './metadata';
import { pick } from './pick';
import { SYSTEM } from './refusals';
import { inSmallPieces } from './small-pieces';
import { flatSheet, layoutByLists, type KeptItem } from './view-flat';
import type { PageChoice } from './view-pages';
import { shapeSheet, type ShapedTable, type ViewShape } from './view-shape';

export interface ExportTableRequest {
	/** The export as users know it. */
	readonly name: string;
	/** `TABULAR_MULTI_COLUMN`, `GRID_ALL_PAGES`, … (reference anaplan 7). */
	readonly exportType: string;
	readonly pages: readonly PageChoice[];
	readonly shape: ViewShape;
	readonly blankRows: 'leaveOut' | 'keep';
}

const refuse = (name: string, said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: `read export ${JSON.stringify(name)} as rows`, said, remedy });

/** @throws FatalError for an export whose columns are not dimensions and line items; asked before it is run */
export const requireTabular = (name: string, exportType: string, metadata: ExportMetadata): void => {
	if (!isTextExport(metadata)) {
		throw refuse(name, `it writes ${metadata.format}, which has no rows to read`, 'Choose the output CSV File of Run Export Action, or have a model builder set the export to CSV.');
	}
	if (!exportType.startsWith('TABULAR')) {
		throw refuse(name, `it is laid out as ${exportType}, where the columns do not tell the dimensions`,
			'Have a model builder set the export to Tabular Multiple Column, use Run Export Action, or read the view itself.');
	}
};

/**
 * Whether the first line of the file is its header is configured in the export; the definition tells the names either way. Most of
 * them must be the same: a record in which one value happens to equal the name of its column is a record.
 */
export const hasHeader = (first: readonly string[], { headerNames }: ExportMetadata): boolean =>
	headerNames.length === 0 || headerNames.length !== first.length || first.filter((name, at) => name === headerNames[at]).length * 2 > first.length;

const kept = (dimensions: readonly Named[], pages: readonly PageChoice[], name: string): readonly KeptItem[] => pages.map(({ dimension, item }) => ({
	dimension: pick(dimensions, dimension, `dimension in export ${JSON.stringify(name)}`), item: { name: item, code: '' },
}));

/** What an export wrote, in the same shape as a view that is read; hands it to `use`. */
export const withExportTable = async <T>(file: ExportedFile, request: ExportTableRequest, use: (table: ShapedTable) => Promise<T>): Promise<T> => {
	const { metadata } = file;
	const { header: first, records, close } = await takeHeader(recordsOf({ metadata, bytes: inSmallPieces(file.bytes) }));
	try {
		const headed = first === undefined || hasHeader(first, metadata);
		const header = (headed ? first : undefined) ?? metadata.headerNames;
		const layout = layoutByLists(header, metadata.listNames, request.exportType);
		const all = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
			if (!headed && first) yield [first];
			yield* records;
		};
		const dimensions = layout.dimensions.flatMap((dimension) => dimension ?? []);
		const sheet = flatSheet({ header, layout, records: all() }, kept(dimensions, request.pages, request.name), true);
		return await use(await shapeSheet(sheet, { shape: request.shape, blankRows: request.blankRows, dimensions, viewColumns: sheet.across }));
	} finally {
		await close();
	}
};

/** A grid begins with lines that are shorter than its rows; in every other layout a shorter line is a line that was cut. */
const raggedIn = (exportType: string): 'keep' | 'refuse' => (exportType.startsWith('GRID') ? 'keep' : 'refuse');

/** What an export wrote as plain rows, column by column as in the file. A row of a grid may have more values than the header. */
export const withExportRows = async <T>(
	file: ExportedFile, exportType: string, use: (header: readonly string[], rows: AsyncIterable<ReadonlyArray<readonly string[]>>) => Promise<T>,
): Promise<T> => {
	const { header: first = [], records, close } = await takeHeader(recordsOf({ metadata: file.metadata, bytes: inSmallPieces(file.bytes) }, raggedIn(exportType)));
	try {
		const headed = hasHeader(first, file.metadata);
		const all = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
			if (!headed) yield [first];
			yield* records;
		};
		return await use(headed ? first : file.metadata.headerNames, all());
	} finally {
		await close();
	}
};
