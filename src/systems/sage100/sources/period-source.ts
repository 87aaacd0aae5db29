import type { RecordSource, SourceRecord } from '../../../contracts';

/**
 * Balances of some periods: the same stream with the others left out, under a name of its own, because what was confirmed of one window
 * says nothing of another.
 *
 * @param periodFrom `01` to `13`, compared as text
 */
export const periodSource = (source: RecordSource, periodFrom: string, periodTo: string): RecordSource => {
	const isWanted = ({ fields: { fiscalPeriod = '' } }: SourceRecord): boolean => fiscalPeriod >= periodFrom && fiscalPeriod <= periodTo;
	async function* of(pages: AsyncIterable<readonly SourceRecord[]>): AsyncGenerator<readonly SourceRecord[]> {
		for await (const page of pages) {
			const wanted = page.filter(isWanted);
			if (wanted.length > 0) yield wanted;
		}
	}
	return {
		...source, stream: `${source.stream}/periods-${periodFrom}-${periodTo}`,
		records: (from, to) => of(source.records(from, to)), unstamped: () => of(source.unstamped()),
	};
};
