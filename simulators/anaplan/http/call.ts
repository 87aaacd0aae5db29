import type { SimRequest } from '../../harness/server';
import type { UserDefinition } from '../model/types';
import type { ModelWorld, World } from '../world';
import { ApiError } from './reply';

/** One authorised request on its way through a handler. */
export interface Call {
	readonly world: World;
	readonly request: SimRequest;
	readonly user: UserDefinition;
	/** Decoded path parameters. */
	readonly params: Readonly<Record<string, string>>;
	/** The model of a model-level call. */
	readonly model?: ModelWorld;
}

export interface ModelCall extends Call {
	readonly model: ModelWorld;
}

export const param = (call: Call, name: string): string => call.params[name] ?? '';

export const accepts = (call: Call): string => String(call.request.headers.accept ?? '*/*');

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON body; a body of another content type is 415, broken JSON 400. An empty body is undefined. */
export const jsonBody = (call: Call, parse: (text: string) => unknown = JSON.parse): unknown => {
	if (call.request.body.length === 0) return undefined;
	const type = String(call.request.headers['content-type'] ?? '');
	if (!/\bjson\b/i.test(type)) throw new ApiError(415, `Content type '${type}' not supported`);
	try {
		return parse(call.request.body.toString('utf8'));
	} catch {
		throw new ApiError(400, 'Malformed JSON request');
	}
};

export const objectBody = (call: Call): Record<string, unknown> => {
	const body = jsonBody(call);
	if (body === undefined) return {};
	if (!isRecord(body)) throw new ApiError(400, 'Malformed JSON request');
	return body;
};

export const textOf = (value: unknown): string | undefined =>
	(typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined);
