import type { Instant } from '../../../contracts';
import {
	allChildren, attribute, child, children, decodeUtf8, parseXml, text, XmlError, type XmlDefect, type XmlElement,
} from '../../../core/xml';
import { readErrors, type AnswerError } from './answer-error';
import { readIsoInstant } from '../stamps/iso-instant';

/** Where in the answer the failure stands: the same code means different things at different levels (reference sage-intacct 5, 6). */
export type AnswerLevel = 'control' | 'authentication' | 'operation' | 'function';

export interface FunctionResult {
	/** `success`, `failure` or `aborted`. Anything but `success` is an error. */
	readonly status: string;
	readonly function: string;
	readonly controlId: string;
	readonly errors: readonly AnswerError[];
	/** `<data>`, where there is one; legacy functions may answer without. */
	readonly data: XmlElement | undefined;
	/** The whole `<result>`. */
	readonly element: XmlElement;
}

export interface AnswerAuthentication {
	readonly userId: string;
	readonly companyId: string;
	readonly locationId: string;
	/** The server's clock when it answered. */
	readonly serverTime: Instant | undefined;
	/** When the session ends if nobody uses it; recordings older than 2019 lack it. */
	readonly sessionTimeout: Instant | undefined;
}

export type Answer =
	/** Not one complete XML document of the expected shape. Nothing of it was used. */
	| { readonly kind: 'unreadable'; readonly defect: XmlDefect | 'shape'; readonly detail: string }
	| { readonly kind: 'refused'; readonly level: Exclude<AnswerLevel, 'function'>; readonly errors: readonly AnswerError[] }
	| { readonly kind: 'answered'; readonly authentication: AnswerAuthentication; readonly results: readonly FunctionResult[] };

const shape = (detail: string): Answer => ({ kind: 'unreadable', defect: 'shape', detail });

const readResult = (result: XmlElement): FunctionResult => ({
	status: text(result, 'status'), function: text(result, 'function'), controlId: text(result, 'controlid'),
	errors: readErrors(result), data: child(result, 'data'), element: result,
});

const COUNTED: ReadonlySet<string> = new Set(['query', 'readByQuery', 'readMore']);

/**
 * A page that says how many records it holds must hold them: a document can be cut by a proxy that closes the open
 * elements, and such a page would otherwise pass for a complete one.
 */
const shortPage = (result: FunctionResult): string | undefined => {
	const said = attribute(result.data, 'count');
	if (result.status !== 'success' || !COUNTED.has(result.function) || said === undefined || !/^\d+$/.test(said)) return undefined;
	const found = allChildren(result.data).length;
	return Number(said) === found ? undefined : `a page says that it holds ${said} records and holds ${found}`;
};

const readOperation = (operation: XmlElement): Answer => {
	const authentication = child(operation, 'authentication');
	if (!authentication) return shape('the operation carries no authentication');
	if (text(authentication, 'status') !== 'success') return { kind: 'refused', level: 'authentication', errors: readErrors(operation) };
	const operationErrors = readErrors(operation);
	if (operationErrors.length > 0) return { kind: 'refused', level: 'operation', errors: operationErrors };
	const results = children(operation, 'result').map(readResult);
	const short = results.map(shortPage).find((found) => found !== undefined);
	if (short !== undefined) return shape(short);
	return {
		kind: 'answered',
		authentication: {
			userId: text(authentication, 'userid'), companyId: text(authentication, 'companyid'), locationId: text(authentication, 'locationid'),
			serverTime: readIsoInstant(text(authentication, 'sessiontimestamp')),
			sessionTimeout: readIsoInstant(text(authentication, 'sessiontimeout')),
		},
		results,
	};
};

/**
 * Reads an answer level by level: control, authentication, then each result. The first `<status>` of the document is
 * that of the control block and says `success` in most failures, so it decides nothing alone.
 */
export const readAnswerText = (document: string): Answer => {
	try {
		const root = parseXml(document);
		const control = child(root, 'control');
		if (root.name !== 'response' || !control) return shape(`the document is <${root.name}>, not a <response> with a control block`);
		if (text(control, 'status') !== 'success') return { kind: 'refused', level: 'control', errors: readErrors(root) };
		const operation = child(root, 'operation');
		if (operation) return readOperation(operation);
		const errors = readErrors(root);
		return errors.length > 0 ? { kind: 'refused', level: 'control', errors } : shape('the response has no operation');
	} catch (error) {
		if (error instanceof XmlError) return { kind: 'unreadable', defect: error.defect, detail: error.message };
		throw error;
	}
};

/** The same from the bytes of an answer; a character cut in half makes it unreadable. */
export const readAnswer = (body: Uint8Array): Answer => {
	try {
		return readAnswerText(decodeUtf8(body));
	} catch (error) {
		if (error instanceof XmlError) return { kind: 'unreadable', defect: error.defect, detail: error.message };
		throw error;
	}
};
