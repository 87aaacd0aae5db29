import { csvRecords, type CsvReading } from '../../core/csv';
import { FatalError } from '../../core/errors';
import { SYSTEM } from './refusals';
import { inSmallPieces } from './small-pieces';

type Records = ReadonlyArray<readonly string[]>;

const READING: CsvReading = { separator: ',', delimiter: '"' };

const LF = 10;
const CR = 13;

const endsLine = (page: Buffer): boolean => page.at(-1) === LF || page.at(-1) === CR;

const same = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
	a !== undefined && b !== undefined && a.length === b.length && a.every((value, at) => value === b[at]);

const cutShort = (page: number, said: string): FatalError => new FatalError({
	system: SYSTEM, operation: `read page ${page} of the large read`, said: `${said}, so the page was cut short on its way`,
	remedy: 'What was read so far is not the whole and is dropped. Run again; a proxy between n8n and Anaplan may cut long answers.',
});

/**
 * The records of all pages of a large read as one table; the first record is the header.
 *
 * **The header once, each record once.** Whether the header stands on the first page or on every page is not known
 * (reference anaplan 11, UNCONFIRMED), so a first record that equals the header is left out on later pages. A page
 * that is cut short is an error: a quote stays open, a record has too few values, or the line end is missing that the
 * pages before had or the next one has.
 */
export const flatRecords = async function* (pages: AsyncIterable<Buffer>): AsyncGenerator<Records> {
	let header: readonly string[] | undefined;
	let endedBefore = false;
	let unended: number | undefined;
	let number = 0;
	for await (const page of pages) {
		if (page.length > 0 && endedBefore && !endsLine(page)) throw cutShort(number, 'its last line does not end as those of the pages before');
		if (unended !== undefined && page.length > 0 && endsLine(page)) throw cutShort(unended, 'its last line does not end as those of the page behind it');
		if (page.length > 0 && !endsLine(page)) unended ??= number;
		endedBefore = endedBefore || (page.length > 0 && endsLine(page));
		let isFirst = true;
		for await (const batch of csvRecords(inSmallPieces([page]), READING)) {
			const repeated = isFirst && same(batch[0], header);
			isFirst = false;
			header ??= batch[0];
			const width = header?.length ?? 0;
			if (batch.some((record) => record.length !== width)) throw cutShort(number, `a record does not have ${width} values`);
			const records = repeated ? batch.slice(1) : batch;
			if (records.length > 0) yield records;
		}
		number += 1;
	}
};

export interface HeadedRecords {
	/** `undefined` when there is not a single record. */
	readonly header: readonly string[] | undefined;
	readonly records: AsyncIterable<Records>;
	/** To be called in the end, whether the records were read or not: it lets the source clean up. */
	close(): Promise<void>;
}

/** Takes the first record off. */
export const takeHeader = async (source: AsyncIterable<Records>): Promise<HeadedRecords> => {
	const iterator = source[Symbol.asyncIterator]();
	const close = async (): Promise<void> => {
		await iterator.return?.();
	};
	let first = await iterator.next();
	while (!first.done && first.value.length === 0) first = await iterator.next();
	const batch: Records = first.done ? [] : first.value;
	const records = async function* (): AsyncGenerator<Records> {
		if (batch.length > 1) yield batch.slice(1);
		for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
	};
	return { header: batch[0], records: records(), close };
};
