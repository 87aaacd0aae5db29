import type { HttpResponse } from '../../../src/contracts';
import { AmbiguousError, FatalError, RejectedError, RetryableError } from '../../../src/core/errors';
import type { EntityRejectedError } from '../../../src/systems/acumatica';
import { classifyAnswer, errorOf, type Expected } from '../../../src/systems/acumatica/answers/classify-answer';
import { clientOn, scripted } from './fakes/client';
import { exception } from './fakes/exception';
import { writeRequest } from '../../../src/systems/acumatica/wire/requests';
import { rejection } from '../../doubles/results';
import { answer, json, jsonText, type Step } from '../../doubles/scripted-http';

const UNPROCESSABLE = json({
	id: 'b1', rowNumber: 1, error: 'Inserting  \'GL Batch\' record raised at least one error. Please review the errors.', BatchNbr: { value: '<NEW>' }, PostPeriod: { value: '042026', error: 'The period is closed.' },
	Details: [{ id: 'b2', Account: { value: '52000' } }, { id: 'b3', Account: { value: '59999', error: '\'Account\' cannot be <b>found</b> in the system.' } }], _links: { self: '/x' },
}, 422);

type Outcome = 'fatal' | 'retryable' | 'rejected' | 'ambiguous';
const outcome = (error: Error): Outcome => {
	if (error instanceof AmbiguousError) return 'ambiguous';
	if (error instanceof RejectedError) return 'rejected';
	return error instanceof RetryableError ? 'retryable' : 'fatal';
};

const ROWS: ReadonlyArray<readonly [string, HttpResponse, meaning: string, read: Outcome, write: Outcome]> = [
	['a missing record', exception('PX.Api.ContractBased.NoEntitySatisfiesTheConditionException', 'No entity satisfies the condition.'), 'no-record', 'fatal', 'fatal'],
	['a missing record, type left out', json({ message: 'No entity satisfies the condition.' }, 500), 'no-record', 'fatal', 'fatal'],
	['an unknown field', exception('System.Collections.Generic.KeyNotFoundException', 'The given key was not present in the dictionary.'), 'field-unknown', 'fatal', 'fatal'],
	['a type clash in the filter', exception('System.Exception', 'A binary operator with incompatible types was detected: Edm.Boolean and Edm.String'), 'filter-types', 'fatal', 'fatal'],
	['a list over an inquiry', exception('PX.Api.ContractBased.OptimizedExport.CannotOptimizeException', 'Optimization cannot be performed.The following fields cause the error:\r\nInventoryID: View Filter has BQL delegate\r\n'), 'not-listable', 'fatal', 'fatal'],
	['a module without preferences', exception('PX.Data.PXSetupNotEnteredException`1', 'Enter the data on the AP Preferences form.'), 'setup-missing', 'fatal', 'fatal'],
	['no rights', exception('PX.Data.PXException', 'You have insufficient rights to access the Subaccounts (GL203000) form.', 403), 'no-permission', 'fatal', 'fatal'],
	['a missing endpoint', json({ message: 'No HTTP resource was found that matches the request URI.', messageDetail: 'No type was found.' }, 404), 'not-there', 'fatal', 'fatal'],
	['an unmet precondition', json({ message: 'x' }, 412), 'precondition', 'fatal', 'fatal'],
	['field errors', UNPROCESSABLE, 'refused-values', 'rejected', 'rejected'],
	['field errors of older builds', exception('PX.Data.PXOuterException', 'Error: Inserting \'GL Batch\' record raised at least one error.'), 'refused-values', 'fatal', 'rejected'],
	['an empty body', json({ message: 'The request is invalid.', modelState: { '': ['The request body should not be empty.'] } }, 400), 'refused-values', 'rejected', 'rejected'],
	['a running operation', json({ message: 'A long operation is running for this screen in the current session. Please try again later.' }, 409), 'operation-running', 'retryable', 'retryable'],
	['too many requests', answer(429, 'The custom error module does not recognize this error.'), 'busy', 'retryable', 'retryable'],
	['no seat', answer(302, '', { location: '/Frames/Error.aspx?message=The+number+of+concurrent+API+logins' }), 'no-seat', 'retryable', 'retryable'],
	['a dead session', answer(401, ''), 'signed-out', 'fatal', 'fatal'],
	['another redirect', answer(301, '', { location: 'https://erp.example.com/' }), 'redirected', 'fatal', 'fatal'],
	['a database that is busy', exception('System.Data.SqlClient.SqlException', 'Transaction was deadlocked on lock resources.'), 'passing', 'retryable', 'ambiguous'],
	['a gateway in trouble', answer(502, '<html><title>502 Bad Gateway</title></html>'), 'gateway-trouble', 'retryable', 'ambiguous'],
	['an error without a name', exception('System.NullReferenceException', 'Object reference not set to an instance of an object.'), 'server-error', 'fatal', 'ambiguous'],
	['a web page with a good status', answer(200, '<!DOCTYPE html><html><title>Sign In</title></html>'), 'wrong-address', 'fatal', 'ambiguous'],
	['text with a good status', answer(200, 'OK'), 'unreadable', 'retryable', 'ambiguous'],
	['nothing with a good status', answer(200, ''), 'unreadable', 'retryable', 'ambiguous'],
	['another refusal', answer(411, 'Length Required'), 'refused', 'fatal', 'fatal'],
];

describe('status and body → what it means', () => {
	it.each(ROWS)('%s', (_name, response, meaning, read, write) => {
		const verdict = classifyAnswer(response)!;
		expect(verdict.meaning).toBe(meaning);
		expect([outcome(errorOf(verdict, 'read it', true)), outcome(errorOf(verdict, 'write it', false))]).toEqual([read, write]);
		expect(verdict.said).not.toBe('');
		expect(verdict.remedy).not.toBe('');
		expect(verdict.said).not.toMatch(/Secret|stackTrace|<\w/);
	});

	it.each<[string, HttpResponse, Expected]>([
		['a list', json([]), 'json'], ['a record', jsonText(' {"id":1}'), 'json'], ['no content', answer(204), 'json'], ['an accepted action', answer(202), 'nothing'], ['a text where nothing matters', answer(200, 'OK'), 'nothing'],
	])('%s is good', (_name, response, expected) => {
		expect(classifyAnswer(response, expected)).toBeUndefined();
	});

	it('names every field that was refused, by position as sent', () => {
		const error = errorOf(classifyAnswer(UNPROCESSABLE)!, 'create', false) as EntityRejectedError;
		expect(error.fieldErrors).toEqual([
			{ path: '', said: 'Inserting \'GL Batch\' record raised at least one error. Please review the errors.' },
			{ path: 'PostPeriod', said: 'The period is closed.' },
			{ path: 'Details[1].Account', said: '\'Account\' cannot be found in the system.' },
		]);
		expect(error.records).toEqual([{ index: 0, key: undefined, reasons: expect.arrayContaining(['Details[1].Account: \'Account\' cannot be found in the system.']) as string[] }]);
		expect(error.message).toContain('PostPeriod: The period is closed.');
	});

	it('says the cause, which is the innermost exception, and its type', () => {
		const verdict = classifyAnswer(json({
			message: 'An error has occurred.', exceptionMessage: 'Outer.', exceptionType: 'System.Exception',
			innerException: { message: 'An error has occurred.', exceptionMessage: 'No entity satisfies the condition.', exceptionType: 'PX.Api.ContractBased.NoEntitySatisfiesTheConditionException', stackTrace: 'x' },
		}, 500))!;
		expect([verdict.meaning, verdict.said, verdict.code]).toEqual(['no-record', 'Outer. No entity satisfies the condition.', 'NoEntitySatisfiesTheConditionException']);
	});

	it('the words of an error page stand in the address', () => {
		expect(classifyAnswer(answer(302, '', { location: '/Frames/Error.aspx?exceptionID=1&message=The+number+of+concurrent%20API%20logins' }))?.said).toBe('The number of concurrent API logins');
	});
});

describe('what is sent again', () => {
	const read = (steps: readonly Step[]) => {
		const { client, http, clock } = scripted(steps);
		return { work: client.record({ entity: 'Account', keys: ['10'] }), http, clock };
	};
	const write = (steps: readonly Step[]) => {
		const { client, http, clock } = scripted(steps);
		return { work: client.gateway.call(writeRequest(client.place, { entity: 'JournalTransaction', body: {}, purpose: 'create' })), http, clock };
	};
	const [TROUBLE, BUSY, CUT] = [answer(503, ''), answer(429, ''), jsonText('{"id":"1","AccountCD":{"va')];

	it.each([['a gateway in trouble', TROUBLE], ['a queue that is full', BUSY], ['an answer that broke off', CUT], ['a lost answer', 'LOST' as const]])('reading: %s', async (_name, first) => {
		const { work, http } = read([first, json({ id: '1' })]);
		expect(await work).toEqual({ id: '1' });
		expect(http.sent.length).toBe(2);
	});

	it('writing: only what was refused unprocessed', async () => {
		const { work, http } = write([BUSY, json({ message: 'busy' }, 409), json({ id: '1' })]);
		await work;
		expect(http.sent.length).toBe(3);
	});

	it.each([['a gateway in trouble', TROUBLE], ['an answer that broke off', CUT], ['a web page', answer(200, '<html></html>')]])('writing: %s is ambiguous', async (_name, first) => {
		const { work, http } = write([first]);
		const error = await rejection(work);
		expect(error).toBeInstanceOf(AmbiguousError);
		expect((error as AmbiguousError).howToFindOut).toMatch(/before you send it again/);
		expect(http.sent.length).toBe(1);
	});

	it.each([['a missing record elsewhere in the table', ROWS[2]![1]], ['a wrong right', ROWS[6]![1]], ['an unnamed error', ROWS[19]![1]]])('never: %s', async (_name, first) => {
		const { work, http } = read([first]);
		expect(await rejection(work)).toBeInstanceOf(FatalError);
		expect(http.sent.length).toBe(1);
	});

	it('a missing record is no error where one record is asked for', async () => {
		expect(await read([ROWS[0]![1]]).work).toBeUndefined();
	});
});

describe('a wrong version', () => {
	it('says which ones the site has', async () => {
		const { client } = scripted([
			json({ message: 'No HTTP resource was found.' }, 404),
			json({ version: { acumaticaBuildVersion: '25.201.0111' }, endpoints: [{ name: 'Default', version: '23.200.001' }, { name: 'Default', version: '25.200.001' }, { name: 'eCommerce', version: '24.200.001' }] }),
		]);
		expect(await rejection(client.describe('Account'))).toMatchObject({
			facts: { said: 'this site (build 25.201.0111) has no Default/24.200.001; of Default it has 25.200.001, 23.200.001', remedy: expect.stringContaining('to 25.200.001') as string },
		});
	});

	it('the first error stays when the site has the version, or does not tell', async () => {
		for (const second of [json([{ name: 'Default', version: '24.200.001' }]), answer(500, '')]) {
			const { client } = scripted([json({ message: 'No HTTP resource was found.' }, 404), ...Array<Step>(6).fill(second)]);
			expect(await rejection(client.record({ entity: 'Nonsense', keys: ['1'] }))).toMatchObject({ facts: { said: 'No HTTP resource was found.' } });
		}
	});

	it('the server\'s time is the Date of an answer, and needed', async () => {
		expect(await scripted([json([{ name: 'Default', version: '1' }])]).client.serverTime()).toBe('2026-03-04T10:00:07Z');
		const mute = { status: 200, headers: {}, body: Buffer.from('[]') };
		expect(await rejection(clientOn({ send: async () => mute }).serverTime())).toBeInstanceOf(RetryableError);
	});
});
