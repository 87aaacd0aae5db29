import { CONNECTION_FAULTS } from '../harness/fault-presets';
import { RATE_LIMIT_BODY } from './gateway';

const XML = { 'content-type': 'text/xml; encoding="UTF-8"' };
const HTML = { 'content-type': 'text/html; charset=UTF-8' };

/** What goes wrong between client and gateway (reference 2, 5, 6), ready to be armed at POST /__sim/faults. */
export const FAULTS = {
	...CONNECTION_FAULTS,
	rateLimited: { name: 'rate-limited', kind: 'answer', status: 429, headers: XML, body: RATE_LIMIT_BODY },
	rateLimitInBody: { name: 'rate-limit-in-body', kind: 'answer', status: 200, headers: HTML, body: 'API rate limit exceeded' },
	unavailablePage: {
		name: 'unavailable-page',
		kind: 'answer',
		status: 503,
		headers: HTML,
		body: '<html><head><title>503</title></head><body><h1>Service Temporarily Unavailable</h1></body></html>',
	},
	emptyError: { name: 'empty-error', kind: 'answer', status: 500, headers: {}, body: '' },
	cdnTimeout: {
		name: 'cdn-timeout',
		kind: 'answer',
		status: 524,
		headers: HTML,
		body: '<html><body>Error 524: A timeout occurred</body></html>',
	},
} as const;
