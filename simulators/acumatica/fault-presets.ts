import { CONNECTION_FAULTS, GATEWAY_PAGES } from '../harness/fault-presets';

/** What goes wrong between client and site, ready for POST /__sim/faults with a `match`. What goes wrong inside is armed at POST /__sim/disturb. */
export const FAULTS = {
	...CONNECTION_FAULTS,
	/** The batch is stored, and then the answer is an error. */
	errorAfterStore: {
		name: 'error-after-store', kind: 'answer-after', status: 500, headers: { 'content-type': 'application/json; charset=utf-8' },
		body: '{"message":"An error has occurred.","exceptionMessage":"Execution Timeout Expired.","exceptionType":"System.Data.SqlClient.SqlException","stackTrace":""}',
	},
	tooMany: {
		name: 'too-many', kind: 'answer', status: 429, headers: { 'content-type': 'text/plain' },
		body: 'The custom error module does not recognize this error.',
	},
	gatewayTimeout: { name: 'gateway-timeout', kind: 'answer', ...GATEWAY_PAGES.gatewayTimeout },
} as const;
