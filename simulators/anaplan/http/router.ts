import type { SimResponse } from '../../harness/server';
import type { Call, ModelCall } from './call';

/**
 * How a call behaves while the model is busy (reference anaplan 12): task calls answer at once, file calls by switch,
 * every other call inside a model waits.
 */
export type WhenBusy = 'answers' | 'waits' | 'file';

interface RouteBase {
	readonly method: string;
	/** Segments below /2/0 or below the model; `:name` takes one segment. */
	readonly path: string;
	/** The answer is JSON only: another Accept is 406. */
	readonly json?: boolean;
}

export interface TenantRoute extends RouteBase {
	handle(call: Call): Promise<SimResponse> | SimResponse;
}

export interface ModelRoute extends RouteBase {
	readonly whenBusy: WhenBusy;
	/** What a user without access to the model gets; absent = 404. */
	readonly noAccess?: (call: ModelCall) => SimResponse;
	/** Answers although the model is locked, archived or in maintenance. */
	readonly anyMode?: boolean;
	/** True when the call would change the structure of the model, which a deployed model refuses with 425. */
	readonly structural?: (call: ModelCall) => boolean;
	handle(call: ModelCall): Promise<SimResponse> | SimResponse;
}

export const matchPath = (pattern: string, segments: readonly string[]): Record<string, string> | undefined => {
	const parts = pattern.split('/');
	if (parts.length !== segments.length) return undefined;
	const params: Record<string, string> = {};
	for (const [at, part] of parts.entries()) {
		const segment = segments[at] ?? '';
		if (part.startsWith(':')) params[part.slice(1)] = segment;
		else if (part !== segment) return undefined;
	}
	return params;
};

export type Match<R> = { readonly route: R; readonly params: Record<string, string> } | 'wrong-verb' | undefined;

export const findRoute = <R extends RouteBase>(routes: readonly R[], method: string, segments: readonly string[]): Match<R> => {
	let pathKnown = false;
	for (const route of routes) {
		const params = matchPath(route.path, segments);
		if (params === undefined) continue;
		if (route.method === method) return { route, params };
		pathKnown = true;
	}
	return pathKnown ? 'wrong-verb' : undefined;
};
