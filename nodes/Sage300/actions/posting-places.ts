import { factsOf, readPosition, startAtSequence, type CursorKind, type SourceOptions } from '../../../src/systems/sage300';
import type { Places } from '../../shared/reading/get-changes';

const BY_POSTING: ReadonlySet<CursorKind> = new Set<CursorKind>(['posting', 'posting-and-activity', 'fiscal-sets']);

/** Seven digits at most (src/systems/sage300/sources/posting-position). */
const SEQUENCE = /^\d{1,7}$/;

export const POSTING_PLACES: Places = {
	like: 'a posting sequence such as 812',
	read: (text) => (SEQUENCE.test(text) ? startAtSequence(Number(text)) : undefined),
	tell: (place) => `posting sequence ${readPosition(place).sequence}`,
};

/** Ledger lines, posted documents and balances go by the number of the posting run; they look back to the last one by themselves. */
export const placesOf = ({ resource, cursor }: Pick<SourceOptions, 'resource' | 'cursor'>): { readonly places?: Places } =>
	(BY_POSTING.has(cursor?.kind ?? factsOf(resource)?.cursor.kind ?? 'whole') ? { places: POSTING_PLACES } : {});

/** As streams end that count by postings: their kind, perhaps with the field that counts, and what narrows them. */
const POSTING_STREAM = new RegExp(`^sage300/.*/(?:${[...BY_POSTING].join('|')})(?:\\+[^/]*)?(?:/|$)`);

/** The place of a posting stream, for people; undefined for any other stream. */
export const placeWords = (stream: string, place: string): string | undefined => (POSTING_STREAM.test(stream) ? POSTING_PLACES.tell(place) : undefined);
