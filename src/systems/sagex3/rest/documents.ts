import type { RejectedRecord } from '../../../core/errors';
import { isJsonObject, jsonText, type JsonObject } from '../../../core/json';
import { errorOf, unreadable, verdictInside } from '../answers/classify-answer';
import { classicProblems } from '../answers/error-body';
import { detailsRequest, isAddressable, type ClassName } from '../wire/classic-requests';
import type { ClassicParts } from './list-pages';
import { childLists, textOf } from './members';

/** A header with its lines, or a line that a class of lines has given by itself. */
export interface Document {
	/** What the list showed: its stamp is the one by which the document was found. */
	readonly listed: JsonObject;
	/** The header; of a class of lines the line itself. */
	readonly head: JsonObject;
	readonly lines: readonly JsonObject[];
	/** Whether it was asked for by its key. */
	readonly hasDetails: boolean;
}

export interface DocumentKind {
	readonly name: ClassName;
	readonly keys: readonly string[];
	/** Tells the lines of the document from its other children. */
	readonly isLine: (row: JsonObject) => boolean;
}

/** Of two requests at a time the server has said nothing; more were not asked for (reference sage-x3 11). */
const AT_A_TIME = 2;

const keyOf = (row: JsonObject, keys: readonly string[]): readonly string[] => {
	const parts = keys.map((name) => textOf(row, [name]));
	return parts.every((part) => part !== '') ? parts : jsonText(row.$key).split('~');
};

const NOT_ADDRESSABLE = 'its key cannot stand in an address (/, \\ or ~), so its lines cannot be asked for: name a class of lines in the options, or leave it out by a condition';

type Outcome = Document | RejectedRecord | undefined;

const isDocument = (outcome: Outcome): outcome is Document => outcome !== undefined && 'head' in outcome;

const documentOf = async ({ place, gateway }: ClassicParts, { name, keys, isLine }: DocumentKind, listed: JsonObject, index: number): Promise<Outcome> => {
	const problems = classicProblems(listed);
	const key = keyOf(listed, keys);
	if (problems.length > 0) return { index, key: key.join('|'), reasons: problems.map(({ said }) => said) };
	if (isLine(listed)) return { listed, head: listed, lines: [listed], hasDetails: false };
	const within = childLists(listed).flatMap((list) => list.filter(isLine));
	if (within.length > 0) return { listed, head: listed, lines: within, hasDetails: true };
	if (!isAddressable(key)) return { index, key: key.join('|'), reasons: [NOT_ADDRESSABLE] };
	const request = detailsRequest(place, name, key);
	const { response, json } = await gateway.call(request);
	const failed = classicProblems(json);
	// Deleted since the list was made: temporary entries can be (reference sage-x3 6).
	if (failed.length > 0 && verdictInside(response).meaning === 'no-record') return undefined;
	if (failed.length > 0) return { index, key: key.join('|'), reasons: failed.map(({ said }) => said) };
	if (!isJsonObject(json)) throw errorOf(unreadable(response.status, 'the answer is no record'), request.purpose);
	return { listed, head: { ...listed, ...json }, lines: childLists(json).flatMap((list) => list.filter(isLine)), hasDetails: true };
};

/** The rows of one page with their lines; headers are asked for one by one, because lists show none (reference sage-x3 8.2). */
export const documentsOf = async (
	parts: ClassicParts, kind: DocumentKind, rows: readonly JsonObject[],
): Promise<{ readonly documents: readonly Document[]; readonly rejected: readonly RejectedRecord[] }> => {
	const outcomes: Outcome[] = [];
	for (let at = 0; at < rows.length; at += AT_A_TIME) {
		outcomes.push(...await Promise.all(rows.slice(at, at + AT_A_TIME).map((row, offset) => documentOf(parts, kind, row, at + offset))));
	}
	return { documents: outcomes.filter(isDocument), rejected: outcomes.filter((outcome): outcome is RejectedRecord => outcome !== undefined && !isDocument(outcome)) };
};
