import { FatalError, RetryableError } from '../../../src/core/errors';
import { classifyAnswer, errorOf } from '../../../src/systems/intacct/answers/classify-answer';
import { readAnswer, readAnswerText } from '../../../src/systems/intacct/answers/read-answer';
import { withoutSupportId } from '../../../src/systems/intacct/answers/answer-error';
import { answer, authenticationFailure, controlFailure, failure, INVALID_SESSION, queryAnswer, success } from './fakes/answers';

const verdict = (document: string, status = 200) => classifyAnswer(readAnswerText(document), status);
const XL6 = 'XL03000006';

describe('the five meanings of XL03000006', () => {
	it.each([
		['control', controlFailure({ code: XL6, description2: 'Incorrect Intacct XML Partner ID or password.' }), 'sender-wrong', 'stop'],
		['authentication', authenticationFailure({ code: XL6, description: 'Sign-in information is incorrect', description2: 'Sign-in information is incorrect' }), 'login-wrong', 'stop'],
		['authentication', authenticationFailure({ code: XL6, description: 'Invalid Web Services Authorization', description2: 'The sender ID is not authorized', correction: 'Contact the administrator' }), 'sender-not-authorised', 'stop'],
		['authentication', INVALID_SESSION, 'session-invalid', 'new-session'],
		['control', controlFailure({ code: XL6, description2: 'slowpolicy is not a valid transport policy.' }), 'policy-unknown', 'stop'],
	])('in %s: %#', (_level, document, meaning, action) => {
		expect(verdict(document)).toMatchObject({ meaning, action, code: XL6 });
	});

	it('an unknown text at the login stops, and is no reason for another login', () => {
		expect(verdict(authenticationFailure({ code: XL6, description2: 'Something new' }))).toMatchObject({ meaning: 'login-refused', action: 'stop' });
	});

	it('"Invalid session" in the control block is not a dead session', () => {
		expect(verdict(controlFailure({ code: XL6, description2: 'Invalid session' }))).toMatchObject({ action: 'stop' });
	});
});

describe('every error form of the reference', () => {
	it.each<[string, string, number, string, string]>([
		['wrong sign-in at the newer gateway', controlFailure({ code: 'XMLGW_JPP0002', description: 'Sign-in information is incorrect. Please check your request.' }), 401, 'gateway-login-wrong', 'stop'],
		['the same, other code', controlFailure({ code: 'UJPP0002', description: 'Sign-in information is incorrect. Please check your request.' }), 401, 'gateway-login-wrong', 'stop'],
		['401 and only control/status', '<response><control><status>failure</status></control></response>', 401, 'gateway-login-wrong', 'stop'],
		['company unknown', controlFailure({ code: 'GW-0011', description: 'Invalid Request [Request ID: abc]' }), 400, 'company-unavailable', 'stop'],
		['no free slot', controlFailure({ code: 'GW-0010', description: 'API rate limit exceeded' }), 429, 'busy', 'retry'],
		['no free slot inside HTTP 200', controlFailure({ description: 'API rate limit exceeded' }), 200, 'busy', 'retry'],
		['429 with anything', '<html>slow down</html>', 429, 'busy', 'retry'],
		['429 with another error', controlFailure({ code: 'X', description: 'Y' }), 429, 'busy', 'retry'],
		['GW-0001', controlFailure({ code: 'GW-0001', description: 'Unable to process request' }), 500, 'gateway-trouble', 'retry'],
		['GW-0009', controlFailure({ code: 'GW-0009', description: 'Unable to process request' }), 503, 'gateway-trouble', 'retry'],
		['off line', failure('query', { code: 'X', description2: 'The Service is Temporarily Off-line' }), 200, 'off-line', 'retry'],
		['off line, second of two errors', failure('query', { code: 'DL02000001', description2: 'There was an error processing the request.' }, { description2: 'Please Try Again Later' }), 200, 'off-line', 'retry'],
		['schema error', controlFailure({ code: 'XL03000003', description2: 'XML Parse schema error: Fatal Error 76 Line: 1, column: 2.' }, { code: 'XL03000003', description2: 'another' }), 200, 'client-defect', 'stop'],
		['demo expired', controlFailure({ code: 'PL04000055', description2: 'expired' }), 200, 'demo-expired', 'stop'],
		['no permission', failure('query', { code: 'PL04000005', description2: 'You do not have permission' }), 200, 'no-permission', 'stop'],
		['no permission, no errorno', failure('query', { description2: 'Access is not possible' }), 200, 'no-permission', 'stop'],
		['general query error', failure('query', { code: 'DL02000001', description2: 'There was an error processing the request.' }), 200, 'query-wrong', 'stop'],
		['unknown object', failure('query', { code: 'Query Failed', description2: 'Object definition NOPE not found' }), 200, 'object-unknown', 'stop'],
		['unknown field of read', failure('read', { code: 'Invalid fields list NOPE', description: 'x' }), 200, 'field-unknown', 'stop'],
		['query failed for another reason', failure('query', { code: 'Query Failed', description2: 'something' }), 200, 'query-wrong', 'stop'],
		['session not made', failure('getAPISession', { code: 'Get API Session Failed', description2: 'no entity X' }), 200, 'login-refused', 'stop'],
		['duplicate', failure('create', { code: 'BL34000061', description2: 'Another record exists', correction: 'Use a unique value instead.' }, { code: 'BL01001973', description2: 'Could not create record' }), 200, 'duplicate', 'stop'],
		['duplicate behind its wrapper', failure('create', { code: 'BL01001973', description2: 'Could not create record' }, { code: 'PL05000104', description2: 'twice' }), 200, 'duplicate', 'stop'],
		['illegal value', failure('create', { code: 'BL03000018', description2: 'illegal format' }), 200, 'illegal-value', 'stop'],
		['wrapper alone', failure('read', { code: 'BL01001973', description2: 'Could not read record' }), 200, 'record-refused', 'stop'],
		['no data', failure('readReport', { code: 'BL03002028', description2: 'No Data Found' }), 200, 'no-data', 'empty'],
		['rolled back with its cause', failure('query', { code: 'XL03000009', description2: 'rolled back' }, { code: 'BL03000018', description2: 'bad date' }), 200, 'illegal-value', 'stop'],
		['rolled back alone', failure('query', { code: 'XL03000009', description2: 'rolled back' }), 200, 'rolled-back', 'stop'],
		['unknown code', failure('query', { code: 'ZZ99', description2: 'never seen' }), 200, 'refused', 'stop'],
		['a proxy page', '<!DOCTYPE html><html><body>Bad gateway</body></html>', 502, 'html', 'retry'],
		['a web page inside HTTP 200', '<html><body>Maintenance</body></html>', 200, 'html', 'retry'],
		['an empty 500', '', 500, 'html', 'retry'],
		['cut off while the server works on', '<html></html>', 524, 'cut-off', 'retry'],
		['a web page with 404', '<html>not found</html>', 404, 'wrong-address', 'stop'],
		['a redirect', '', 302, 'wrong-address', 'stop'],
		['truncated XML', queryAnswer({ object: 'A', rows: [{ X: '1' }] }).slice(0, -20), 200, 'unreadable', 'retry'],
		['an empty 200', '', 200, 'unreadable', 'retry'],
		['another document', '<other/>', 200, 'unreadable', 'retry'],
		['failure 503 without any error', '<response><control><status>failure</status></control></response>', 503, 'server-trouble', 'retry'],
	])('%s', (_name, document, status, meaning, action) => {
		expect(verdict(document, status)).toMatchObject({ meaning, action, status });
		expect(verdict(document, status)?.remedy).toMatch(/\w/);
	});

	it('an aborted result is an error, although it was good itself', () => {
		const aborted = answer({ result: '<result><status>aborted</status><function>query</function><controlid/><errormessage><error><errorno>XL03000009</errorno><description2>rolled back</description2></error></errormessage></result>' });
		expect(verdict(aborted)).toMatchObject({ meaning: 'rolled-back', action: 'stop' });
	});

	it('success is success', () => {
		expect(verdict(answer({ result: success('query', '<data listtype="A" count="0"/>') }))).toBeUndefined();
	});

	it('one bad result among several is the error', () => {
		const document = answer({ result: success('query', '') + '<result><status>failure</status><function>query</function><controlid/><errormessage><error><errorno>PL04000005</errorno></error></errormessage></result>' });
		expect(verdict(document)).toMatchObject({ meaning: 'no-permission' });
	});
});

describe('what is told', () => {
	it('says each thing once, in the server\'s words, with its correction and its Support ID', () => {
		const document = failure('query',
			{ code: 'BL01001973', description: 'Duplicate', description2: 'Account &#039;6150&#039; is taken [Support ID: Ab3cd%7EZE1]', correction: 'Choose another' },
			{ code: 'BL01001973', description2: 'Account &#039;6150&#039; is taken [Support ID: Ab3cd%7EZE2]', correction: 'Choose another' });
		expect(verdict(document)?.said).toBe("Account '6150' is taken [Support ID: Ab3cd%7EZE1] (Choose another)");
	});

	it('strips ids for comparison only', () => {
		expect(withoutSupportId('Taken [Support ID: Ab%7E1]')).toBe('Taken');
		expect(withoutSupportId('Invalid Request [Request ID: x-1]')).toBe('Invalid Request');
	});

	it('states the intent in the type', () => {
		const busy = verdict(controlFailure({ code: 'GW-0010', description: 'API rate limit exceeded' }), 429);
		const wrong = verdict(authenticationFailure({ code: XL6, description2: 'Sign-in information is incorrect' }));
		expect(busy && errorOf(busy, 'read APBILL')).toBeInstanceOf(RetryableError);
		const error = wrong && errorOf(wrong, 'log in');
		expect(error).toBeInstanceOf(FatalError);
		expect(error?.message).toBe('Sage Intacct: log in: Sign-in information is incorrect');
		expect(error?.facts).toMatchObject({ code: XL6, status: 200 });
	});

	it('a page that holds fewer records than it says is unreadable', () => {
		const document = queryAnswer({ object: 'APBILL', rows: [{ RECORDNO: '1' }], count: 2 });
		expect(verdict(document)).toMatchObject({ meaning: 'unreadable', said: expect.stringContaining('says that it holds 2 records and holds 1') });
	});

	it('a character cut in half is unreadable', () => {
		const bytes = Buffer.from(queryAnswer({ object: 'A', rows: [{ X: 'é' }] }), 'utf8');
		const spoilt = Buffer.concat([bytes.subarray(0, bytes.indexOf(0xc3) + 1), bytes.subarray(bytes.indexOf(0xc3) + 2)]);
		expect(classifyAnswer(readAnswer(spoilt), 200)).toMatchObject({ meaning: 'unreadable' });
	});
});
