import { CONNECTION_FAULTS, GATEWAY_PAGES } from '../harness/fault-presets';

const ERROR = { 'content-type': 'application/json; charset=utf-8' } as const;

const said = (code: string, message: string): string => JSON.stringify({ error: { code, message: { lang: 'en-US', value: message } } });

/** What goes wrong between client and site, ready for POST /__sim/faults with a `match`. What goes wrong inside is armed at POST /__sim/disturb. */
export const FAULTS = {
	...CONNECTION_FAULTS,
	/** The batch is stored, and then the proxy gives up. */
	gatewayTimeoutAfterStore: { name: 'gateway-timeout-after-store', kind: 'answer-after', ...GATEWAY_PAGES.gatewayTimeout },
	badGateway: { name: 'bad-gateway', kind: 'answer', ...GATEWAY_PAGES.badGateway },
	tooMany: { name: 'too-many', kind: 'answer', status: 429, headers: ERROR, body: said('TooManyRequests', 'Too many requests.') },
	licenceFull: {
		name: 'licence-full', kind: 'answer', status: 500, headers: ERROR,
		body: said('SessionError', 'You do not have a license to use this product. Ask your system administrator for help.'),
	},
	businessRefusal: { name: 'business-refusal', kind: 'answer', status: 409, headers: ERROR, body: said('General', 'Fiscal period 12 is locked.') },
	/** One client looks for this (reference sage-300 10). */
	errorInSuccess: { name: 'error-in-success', kind: 'answer', status: 200, headers: ERROR, body: said('General', 'The record could not be read.') },
} as const;
