import type { IExecuteFunctions } from 'n8n-workflow';
import { credentialHttp } from '../../nodes/shared/context/node-http';
import { ConnectionLostError, FatalError, RetryableError, type ErrorFacts } from '../../src/core/errors';

const FACTS: ErrorFacts = { system: 'Acumatica', operation: 'renew the token', said: 'no seat is free', remedy: 'Try later.', status: 503 };

/** As n8n wraps what a credential's sign-in throws, right before the request, or after its 401 (reference n8n-platform 3.2). */
const sentBehind = async (cause: Error, repeatable: boolean): Promise<unknown> => {
	const wrapped = Object.assign(new Error('wrapped', { cause }), { name: 'NodeApiError', httpCode: null });
	const context = { getNode: () => ({}), helpers: { httpRequestWithAuthentication: async () => await Promise.reject(wrapped) } };
	const request = { method: 'PUT' as const, url: 'https://erp.example.com/x', purpose: 'create', repeatable };
	return await credentialHttp(context as unknown as IExecuteFunctions, 'any').send(request).catch((error: unknown) => error);
};

describe('a sign-in that fails right before a request', () => {
	it.each([new RetryableError(FACTS, 5_000), new ConnectionLostError(FACTS)])('in passing ($name): a request that must not be sent twice was not sent, and a repeatable one is tried again like a lost one', async (cause) => {
		const unsent = await sentBehind(cause, false);
		expect(unsent).toBeInstanceOf(RetryableError);
		expect(unsent).toMatchObject({ facts: { said: 'renew the token: no seat is free', remedy: 'Try later.' } });
		// A status of the sign-in would look like one of the request itself.
		expect((unsent as RetryableError).facts.status).toBeUndefined();
		expect(await sentBehind(cause, true)).toBeInstanceOf(ConnectionLostError);
	});

	it('for good is told as it is', async () => {
		const cause = new FatalError(FACTS);
		expect([await sentBehind(cause, false), await sentBehind(cause, true)]).toEqual([cause, cause]);
	});
});
