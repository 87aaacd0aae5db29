import { isJsonObject, jsonList, jsonObject, jsonText, parseExactBody, type ExactJson, type JsonObject } from '../../../core/json';

/** What the server found wrong with one field of an entity that was sent. */
export interface FieldError {
	/** `PostPeriod`, `Details[249].Account`, or '' for the entity as a whole. Positions count from 0, as sent. */
	readonly path: string;
	readonly said: string;
}

/** What can be told from the body of an answer that is not what was asked for. */
export interface ErrorBody {
	readonly form: 'empty' | 'html' | 'text' | 'json';
	/** .NET types of the exceptions, outermost first: `PX.Api.ContractBased.NoEntitySatisfiesTheConditionException`. */
	readonly exceptionTypes: readonly string[];
	/** Every word in it, for recognising. */
	readonly words: string;
	/** The cause in the server's words, short enough to read; '' where it said none. */
	readonly said: string;
	readonly fieldErrors: readonly FieldError[];
}

const LONGEST_SAYING = 600;
const LONGEST_RECOGNISED = 20_000;

const isHtml = (text: string): boolean => /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text);

const unescaped = (text: string): string =>
	text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;|&apos;/g, '\'').replace(/&nbsp;/g, ' ').replace(/&amp;/g, '&');

/** One line without markup: messages carry line breaks and sometimes tags. */
const readable = (text: string): string => {
	const line = unescaped(text.replace(/<[^<>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_SAYING ? `${line.slice(0, LONGEST_SAYING)}…` : line;
};

const titleOf = (html: string): string => /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1] ?? '';

const errorsOfModelState = (state: JsonObject): FieldError[] =>
	Object.entries(state).flatMap(([name, messages]) =>
		jsonList(messages).map((message) => ({ path: name.replace(/^entity\.?/, ''), said: readable(jsonText(message)) })));

/** `error` stands on the entity, on its fields and inside of its details (reference acumatica 6.4). */
const errorsOfEntity = (entity: JsonObject, path = ''): FieldError[] => {
	const own = jsonText(entity.error);
	return [
		...(own === '' ? [] : [{ path, said: readable(own) }]),
		...Object.entries(entity).flatMap(([name, value]): FieldError[] => {
			if (name === 'error' || name === '_links' || name === 'innerException') return [];
			const below = path === '' ? name : `${path}.${name}`;
			if (Array.isArray(value)) return value.flatMap((row: ExactJson, index) => (isJsonObject(row) ? errorsOfEntity(row, `${below}[${index}]`) : []));
			return isJsonObject(value) ? errorsOfEntity(value, below) : [];
		}),
	];
};

/** Outermost first. The cause is usually the innermost one, under "An error has occurred." and wrappers. */
const exceptionsOf = (body: JsonObject): JsonObject[] => {
	const chain: JsonObject[] = [];
	for (let each = body; Object.keys(each).length > 0 && chain.length < 10; each = jsonObject(each.innerException)) chain.push(each);
	return chain;
};

const GENERIC = /^An error has occurred\.?$/i;

const jsonBody = (body: JsonObject, text: string): ErrorBody => {
	const chain = exceptionsOf(body);
	const types = chain.map((each) => jsonText(each.exceptionType)).filter((type) => type !== '');
	const messages = chain.flatMap((each) => [jsonText(each.exceptionMessage), jsonText(each.message), jsonText(each.messageDetail), jsonText(each.Message)])
		.map(readable).filter((message) => message !== '');
	const telling = messages.filter((message) => !GENERIC.test(message));
	const fieldErrors = [...errorsOfModelState(jsonObject(body.modelState)), ...errorsOfEntity(body)];
	return {
		form: 'json', exceptionTypes: types, words: text.slice(0, LONGEST_RECOGNISED),
		said: [...new Set(telling.length > 0 || fieldErrors.length > 0 ? telling : messages)].join(' '), fieldErrors,
	};
};

export const readErrorBody = (body: Buffer): ErrorBody => {
	const text = body.toString('utf8').trim();
	const none = { exceptionTypes: [], fieldErrors: [], words: text.slice(0, LONGEST_RECOGNISED) };
	if (text === '') return { ...none, form: 'empty', said: '' };
	if (isHtml(text)) return { ...none, form: 'html', said: readable(titleOf(text)) };
	const parsed = parseExactBody(body);
	if (parsed === undefined) return { ...none, form: 'text', said: readable(text) };
	if (typeof parsed === 'string') return { ...none, form: 'json', said: readable(parsed) };
	return jsonBody(jsonObject(parsed), text);
};

/** `Details[0].Account: 'Account' cannot be found in the system.` */
export const sayFieldError = ({ path, said }: FieldError): string => (path === '' ? said : `${path}: ${said}`);
