/** One segment of the account number, in the contract's words. */
export interface SegmentDefinition {
	readonly segmentNo: string;
	readonly kind: 'numeric' | 'alphanumeric';
	readonly length: number;
	readonly isMainAccount: boolean;
	readonly name?: string;
}

export interface AccountFormat {
	readonly delimiter: string;
	readonly segments: readonly SegmentDefinition[];
}

const KINDS: Readonly<Record<string, SegmentDefinition['kind']>> = { N: 'numeric', A: 'alphanumeric' };
const MOST_SEGMENTS = 10;

/**
 * `-N04A03A02`: the delimiter, then groups of three characters, kind and length (reference sage-100 5.2). Groups of length zero are
 * segments that the company does not use.
 *
 * @throws RangeError with a sentence when the text has another shape
 */
export const readAccountFormat = (text: string): AccountFormat => {
	// Blanks at the end are trimmed on the way, so a blank delimiter may be gone with nothing else before the first group.
	const withDelimiter = /^[AN]\d\d/i.test(text) && text.length % 3 === 0 ? ` ${text}` : text;
	const delimiter = withDelimiter.slice(0, 1);
	const groups = withDelimiter.slice(1).trimEnd();
	if (!/^(?:[AN]\d\d)+$/i.test(groups)) throw new RangeError(`the account format ${JSON.stringify(text)} is not understood`);
	const segments = (groups.match(/.{3}/g) ?? [])
		.map((group) => ({ kind: KINDS[group.slice(0, 1).toUpperCase()] ?? 'alphanumeric', length: Number(group.slice(1)) }))
		.filter(({ length }) => length > 0)
		.map(({ kind, length }, index) => ({
			segmentNo: String(index + 1).padStart(2, '0'), kind, length, isMainAccount: index === 0,
		}));
	if (segments.length === 0 || segments.length > MOST_SEGMENTS) {
		throw new RangeError(`the account format ${JSON.stringify(text)} has ${segments.length} segments`);
	}
	return { delimiter, segments };
};
