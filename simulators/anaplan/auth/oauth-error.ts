/** `{error, error_description}` with its HTTP status. */
export class OAuthError extends Error {
	constructor(readonly status: number, readonly error: string, description: string) {
		super(description);
	}
}
