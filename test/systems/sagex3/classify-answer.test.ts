import { FatalError, RetryableError } from '../../../src/core/errors';
import { errorOf, readAnswer, verdictInside } from '../../../src/systems/sagex3/answers/classify-answer';
import { answer, json } from '../../doubles/scripted-http';

const graphql = (message: string, status = 400) => json({ errors: [{ message }], extensions: {} }, status);

describe('what an answer means', () => {
	it.each([
		['token text', answer(401, 'Error 45: Invalid token'), 'token-refused', FatalError], ['unknown number', answer(401, 'Error 99: Invalid token'), 'token-refused', FatalError],
		['cloud 401', json({ message: 'Unauthorised' }, 401), 'signed-out', FatalError], ['empty 401', answer(401), 'signed-out', FatalError],
		['unknown field', graphql('Cannot query field "x3XXXX" on type "Query".'), 'unknown-field', FatalError], ['introspection off', graphql('GraphQL introspection is not allowed'), 'no-introspection', FatalError],
		['rights', graphql('Node Account: access denied', 403), 'no-permission', FatalError], ['403', json({}, 403), 'no-permission', FatalError], ['429', answer(429), 'busy', RetryableError],
		['404', answer(404), 'not-there', FatalError], ['404 page', answer(404, '<html></html>'), 'wrong-address', FatalError], ['405', answer(405), 'not-there', FatalError],
		['redirect to a sign-in page', answer(302, '', { location: '/auth/login/page' }), 'signed-out', FatalError], ['redirect', answer(308, '', { location: 'https://x3/other' }), 'redirected', FatalError],
		['gateway 500', json({ $severity: 'error', $dataCode: 'InternalServerError', $message: '', $source: 'Gateway' }, 500), 'passing', RetryableError],
		['unknown property', json({ $diagnoses: [{ $severity: 'error', $message: 'unknown property X' }] }, 500), 'server-error', FatalError],
		['502 page', answer(502, '<html>'), 'passing', RetryableError], ['503', answer(503), 'passing', RetryableError], ['empty 500', answer(500), 'passing', RetryableError],
		['a web page', answer(200, '\n<!doctype html><title>Sign in</title>'), 'signed-out', FatalError], ['broken', answer(200, '{"data":'), 'unreadable', RetryableError], ['nothing', answer(200), 'unreadable', RetryableError],
	] as const)('%s', (_name, response, meaning, type) => {
		const { verdict } = readAnswer(response);
		expect(verdict?.meaning).toBe(meaning);
		const error = errorOf(verdict!, 'read');
		expect(error).toBeInstanceOf(type);
		expect([error.facts.said.length > 0, error.facts.remedy.length > 0]).toEqual([true, true]);
	});

	it.each([
		['21', 'issued in the future'], ['41', 'issuer'], ['42', 'allowed user'], ['45', 'address registered'], ['50', 'has expired'],
	])('error %s in words', (number, words) => {
		expect(readAnswer(answer(401, `Error ${number}: Invalid token`)).verdict).toMatchObject({ code: number, said: expect.stringContaining(words) as string });
	});

	it('721 inside of a good answer is a record that does not exist', () => {
		expect(verdictInside(json({ $diagnoses: [{ $severity: 'error', $message: '721 : Record does not exist' }] })).meaning).toBe('no-record');
	});

	it('several lines become one', () => {
		expect(readAnswer(graphql('first\n second\r\nthird')).verdict?.said).toBe('first; second; third');
	});
});
