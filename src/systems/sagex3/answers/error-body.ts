import { isJsonObject, jsonList, jsonObject, jsonText, parseExactBody, type ExactJson, type JsonObject } from '../../../core/json';

/** One thing that went wrong, by whichever API. */
export interface Problem {
	readonly said: string;
	/** Where in the answer, as GraphQL names it; empty where nothing is said. */
	readonly path: readonly string[];
}

/** What can be told from the body of an answer that is not what was asked for. */
export interface ErrorBody {
	readonly form: 'empty' | 'html' | 'text' | 'json';
	/** `InternalServerError`, `business-rule-error`; '' where the body names none. */
	readonly code: string;
	/** The server's own words, short enough to read; '' where it said none. */
	readonly said: string;
	/** `errors` of a GraphQL answer stand in it. */
	readonly isGraphql: boolean;
}

const LONGEST_SAYING = 600;
const FAILS_FROM = 3;

const isHtml = (text: string): boolean => /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text);

const unescaped = (text: string): string =>
	text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;|&apos;/g, '\'').replace(/&nbsp;/g, ' ').replace(/&amp;/g, '&');

/** One line: messages hold several, separated by line breaks (reference sage-x3 3.6). */
export const readable = (text: string): string => {
	const line = text.replace(/\s*[\r\n]+\s*/g, '; ').replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_SAYING ? `${line.slice(0, LONGEST_SAYING)}…` : line;
};

const titleOf = (html: string): string => readable(unescaped(/<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1] ?? ''));

const pathOf = (value: ExactJson | undefined): readonly string[] => jsonList(value).map(jsonText);

const unique = (texts: readonly string[]): string => [...new Set(texts.map(readable).filter((text) => text !== ''))].join('; ');

/** 1 and 2 are information and warning (reference sage-x3 3.6); what carries no number that can be read is taken for an error. */
const isSevere = (diagnosis: JsonObject): boolean => !(Number(jsonText(diagnosis.severity)) < FAILS_FROM);

const diagnosesOf = (extensions: ExactJson | undefined): readonly JsonObject[] => jsonList(jsonObject(extensions).diagnoses).filter(isJsonObject);

/**
 * What failed inside of a GraphQL answer, whatever its status: an entry of `errors` without diagnoses, or with one of severity 3 or 4,
 * and such diagnoses of the answer as a whole. Warnings are none.
 */
export const graphqlProblems = (answer: ExactJson): readonly Problem[] => {
	if (!isJsonObject(answer)) return [];
	const fromErrors = jsonList(answer.errors).flatMap((each): Problem[] => {
		if (!isJsonObject(each)) return [{ said: readable(jsonText(each)) || 'an error without words', path: [] }];
		const diagnoses = diagnosesOf(each.extensions);
		const severe = diagnoses.filter(isSevere);
		if (diagnoses.length > 0 && severe.length === 0) return [];
		return [{ said: unique([...severe.map(({ message }) => jsonText(message)), jsonText(each.message)]) || 'an error without words', path: pathOf(each.path) }];
	});
	const ofAnswer = diagnosesOf(answer.extensions).filter(isSevere);
	return [...fromErrors, ...ofAnswer.map(({ message, path }) => ({ said: readable(jsonText(message)) || 'an error without words', path: pathOf(path) }))];
};

const FAILING: ReadonlySet<string> = new Set(['error', 'fatal', 'transient']);

/** What failed inside of a classic REST answer (reference sage-x3 8.4). */
export const classicProblems = (answer: ExactJson): readonly Problem[] => {
	if (!isJsonObject(answer)) return [];
	const listed = [...jsonList(answer.$diagnoses), ...(Array.isArray(answer.$diagnoses) ? [] : [answer.$diagnoses ?? null])].filter(isJsonObject);
	return listed.filter(({ $severity }) => FAILING.has(jsonText($severity).toLowerCase()))
		.map(({ $message }) => ({ said: readable(jsonText($message)) || 'an error without words', path: [] }));
};

const jsonBody = (body: JsonObject): Omit<ErrorBody, 'form'> => {
	const errors = jsonList(body.errors).filter(isJsonObject);
	const code = errors.map(({ extensions }) => jsonText(jsonObject(extensions).code)).find((text) => text !== '') ?? jsonText(body.$dataCode);
	const words = unique([
		...graphqlProblems(body).map(({ said }) => said), ...errors.map(({ message }) => jsonText(message)), ...classicProblems(body).map(({ said }) => said),
		jsonText(body.$message), jsonText(body.message), jsonText(body.error_description), jsonText(body.error),
	]);
	return { code, said: words, isGraphql: errors.length > 0 };
};

export const readErrorBody = (body: Buffer): ErrorBody => {
	const text = body.toString('utf8').trim();
	const none = { code: '', isGraphql: false };
	if (text === '') return { ...none, form: 'empty', said: '' };
	if (isHtml(text)) return { ...none, form: 'html', said: titleOf(text) };
	const parsed = parseExactBody(body);
	if (parsed === undefined) return { ...none, form: 'text', said: readable(text) };
	if (typeof parsed === 'string') return { ...none, form: 'json', said: readable(parsed) };
	return { form: 'json', ...jsonBody(isJsonObject(parsed) ? parsed : jsonObject(jsonList(parsed)[0])) };
};
