/** What goes wrong between client and site, ready for POST /__sim/faults with a `match`. What goes wrong inside is armed at POST /__sim/disturb. */
export const FAULTS = {
	/** The batch is stored, the connection dies. */
	answerLost: { name: 'answer-lost', kind: 'reset-after' },
	/** The batch is stored, and then the answer is an error. */
	errorAfterStore: {
		name: 'error-after-store', kind: 'answer-after', status: 500, headers: { 'content-type': 'application/json; charset=utf-8' },
		body: '{"message":"An error has occurred.","exceptionMessage":"Execution Timeout Expired.","exceptionType":"System.Data.SqlClient.SqlException","stackTrace":""}',
	},
	droppedBefore: { name: 'dropped-before', kind: 'reset-before' },
	slow: { name: 'slow', kind: 'delay', delayMs: 200 },
	tooMany: {
		name: 'too-many', kind: 'answer', status: 429, headers: { 'content-type': 'text/plain' },
		body: 'The custom error module does not recognize this error.',
	},
	gatewayTimeout: {
		name: 'gateway-timeout', kind: 'answer', status: 504, headers: { 'content-type': 'text/html' },
		body: '<html><head><title>504 Gateway Time-out</title></head></html>',
	},
	truncated: { name: 'truncated', kind: 'truncate', keep: 0.5 },
	cutBody: { name: 'cut-body', kind: 'cut-body', keep: 0.5 },
} as const;
