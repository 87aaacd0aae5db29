const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;
const HTML = { 'content-type': 'text/html' } as const;

/**
 * What goes wrong between client and server, ready for POST /__sim/faults with a `match`, and for GraphQL, which has one address, with a
 * `bodyMatch` such as `journalEntryLine`. What goes wrong inside is armed at POST /__sim/disturb.
 */
export const FAULTS = {
	tooMany: { name: 'too-many', kind: 'answer', status: 429, headers: { ...JSON_TYPE, 'retry-after': '2' },
		body: '{"message":"Too many requests"}' },
	unavailable: { name: 'unavailable', kind: 'answer', status: 503, headers: { ...JSON_TYPE, 'retry-after': '1' },
		body: '{"message":"Service unavailable"}' },
	badGateway: { name: 'bad-gateway', kind: 'answer', status: 502, headers: HTML,
		body: '<html><head><title>502 Bad Gateway</title></head></html>' },
	gatewayError: {
		name: 'gateway-error', kind: 'answer', status: 500, headers: JSON_TYPE,
		body: '{"$severity":"error","$dataCode":"InternalServerError","$message":"","$source":"Gateway"}',
	},
	unauthorised: { name: 'unauthorised', kind: 'answer', status: 401, headers: JSON_TYPE, body: '{"message":"Unauthorised"}' },
	invalidToken: { name: 'invalid-token', kind: 'answer', status: 401, headers: { 'content-type': 'text/plain' },
		body: 'Error 50: Invalid token' },
	connectionReset: { name: 'connection-reset', kind: 'reset-before' },
	answerLost: { name: 'answer-lost', kind: 'reset-after' },
	/** A cold pool of sessions. */
	slow: { name: 'slow', kind: 'delay', delayMs: 70_000 },
	truncated: { name: 'truncated', kind: 'truncate', keep: 0.5 },
	cutBody: { name: 'cut-body', kind: 'cut-body', keep: 0.5 },
} as const;
