/** What can be read off an error of any origin. */
export interface ErrorLike {
	readonly name: string;
	readonly message: string;
	readonly cause?: unknown;
	readonly code?: unknown;
}

/** By shape and not by `instanceof`: `fetch` and abort signals throw errors of another realm, for which that is false. */
export const isErrorLike = (value: unknown): value is ErrorLike =>
	typeof value === 'object' && value !== null
	&& 'name' in value && typeof value.name === 'string'
	&& 'message' in value && typeof value.message === 'string';
