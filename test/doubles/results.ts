import type { SourceRecord } from '../../src/contracts';

/** All pages of a source, none of which is empty. */
export const collect = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const page of pages) {
		expect(page.length).toBeGreaterThan(0);
		all.push(...page);
	}
	return all;
};

/** What a call rejects with; fails when it does not. */
export const rejection = async (work: Promise<unknown>): Promise<unknown> => {
	try {
		await work;
	} catch (error) {
		return error;
	}
	throw new Error('it did not reject');
};

export const keysOf = (records: readonly Pick<SourceRecord, 'key'>[]): string[] => records.map(({ key }) => key);
