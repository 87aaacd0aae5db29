import { all, at, Bench, errorsOf, fn, has, login, parseXml, queryXml, requestXml, type RequestShape } from './gateway-client';

const VENDORS = queryXml('VENDOR', ['VENDORID']);
const BAD = queryXml('VENDOR', ['NO_SUCH_FIELD']);
const createVendor = (id: string): string => `<create><VENDOR><VENDORID>${id}</VENDORID><NAME>Vendor ${id}</NAME></VENDOR></create>`;

describe('transport, sign-in and envelope', () => {
	let bench: Bench;

	beforeEach(async () => {
		bench = await Bench.start();
	});
	afterEach(() => bench.close());

	it('1a. GET on the gateway path is refused', async () => {
		expect((await bench.send('', {}, 'GET')).status).toBe(405);
	});

	it('1b. POST with another content type is refused', async () => {
		for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
			expect((await bench.send(requestXml(fn(VENDORS)), { contentType })).status).toBe(415);
		}
		expect((await bench.send(requestXml(fn(VENDORS)), { contentType: 'application/xml; charset=utf-8' })).status).toBe(200);
	});

	it('2. malformed XML is a control failure XL03000003 that echoes senderid and controlid when they can be read', async () => {
		const cut = requestXml(fn(VENDORS)).slice(0, -12);
		const answer = await bench.send(cut);
		const response = parseXml(answer.body);
		expect(answer.status).toBe(200);
		expect(has(response, 'operation')).toBe(false);
		expect(
			at(response, 'control')
				.children.map(({ text }) => text)
				.slice(0, 3),
		).toEqual(['failure', 'bluefin-ws', 'c-1']);
		const errors = errorsOf(response);
		expect(errors.length).toBeGreaterThan(1);
		expect(errors[0]).toMatchObject({
			errorno: 'XL03000003',
			description2: expect.stringMatching(/XML Parse schema error: Fatal Error 76 .*Line: \d+, column: \d+\./),
		});
		expect(at(parseXml((await bench.send('<request')).body), 'control', 'senderid').text).toBe('');
		await bench.switches({ malformedStatus: 400 });
		expect((await bench.send(cut)).status).toBe(400);
	});

	it.each([
		['3a', 'legacy', 200, { errorno: 'XL03000006', description2: 'Incorrect Intacct XML Partner ID or password.' }],
		['3b', 'gw0011', 400, { errorno: 'GW-0011', description: expect.stringContaining('Invalid Request [Request ID:') }],
		['3c', 'jpp0002', 401, { errorno: 'XMLGW_JPP0002', description: 'Sign-in information is incorrect. Please check your request.' }],
	])('%s. a wrong sender is a control failure without operation, form %s', async (_line, form, status, error) => {
		await bench.switches({ wrongSender: form });
		const answer = await bench.send(requestXml(fn(VENDORS), { senderPassword: 'wrong' }));
		const response = parseXml(answer.body);
		expect(answer.status).toBe(status);
		expect(has(response, 'operation')).toBe(false);
		expect(at(response, 'control', 'status').text).toBe('failure');
		expect(errorsOf(response)).toEqual([expect.objectContaining(error)]);
		if (form === 'jpp0002') expect(at(response, 'control').children).toHaveLength(1);
		expect(await bench.effects('login')).toEqual([]);
	});

	it('3d. sender id and password are case-sensitive', async () => {
		expect(await bench.refusal(VENDORS, { sender: 'Bluefin-WS' })).toEqual([expect.objectContaining({ errorno: 'XL03000006' })]);
	});

	it('4. a wrong user is control success and authentication failure with userid and companyid echoed and the error under operation', async () => {
		const response = await bench.response(fn(VENDORS), { authentication: login(undefined, 'somebody') });
		expect(at(response, 'control', 'status').text).toBe('success');
		const operation = at(response, 'operation');
		expect(at(operation, 'authentication').children.map(({ name, text }) => [name, text])).toEqual([
			['status', 'failure'],
			['userid', 'somebody'],
			['companyid', 'BluefinTools'],
		]);
		expect(errorsOf(operation)[0]).toMatchObject({ errorno: 'XL03000006', description2: 'Sign-in information is incorrect' });
		expect(has(operation, 'result')).toBe(false);
		for (const authentication of [login(undefined, undefined, 'bad'), login(undefined, undefined, undefined, 'OtherCo')]) {
			expect(await bench.refusal(VENDORS, { authentication })).toEqual([
				expect.objectContaining({ description2: 'Sign-in information is incorrect' }),
			]);
		}
		expect(await bench.effects('login-refused')).toHaveLength(3);
	});

	it('5. a sender that is not authorised for the company is an authentication failure with a correction', async () => {
		await bench.switches({ senderAuthorised: false });
		const operation = at(await bench.response(fn(VENDORS)), 'operation');
		expect(at(operation, 'authentication', 'status').text).toBe('failure');
		expect(errorsOf(operation)[0]).toMatchObject({
			errorno: 'XL03000006',
			description: 'Invalid Web Services Authorization',
			correction: expect.stringMatching(/administrator/),
		});
	});

	it('6. an unknown session is an authentication failure with empty userid and companyid and no times', async () => {
		const response = await bench.response(fn(VENDORS), { authentication: '<sessionid>zzz..</sessionid>' });
		expect(at(response, 'control', 'status').text).toBe('success');
		const operation = at(response, 'operation');
		expect(at(operation, 'authentication').children.map(({ name, text }) => [name, text])).toEqual([
			['status', 'failure'],
			['userid', ''],
			['companyid', ''],
		]);
		expect(errorsOf(operation)).toEqual([
			{ errorno: 'XL03000006', description: '', description2: 'Invalid session zzz..', correction: '' },
		]);
	});

	it('7a. login with locationid shows it in authentication', async () => {
		const response = await bench.response(fn(VENDORS), { authentication: login('E200') });
		expect(at(response, 'operation', 'authentication', 'locationid').text).toBe('E200');
		const piped = await bench.response(fn(VENDORS), {
			authentication: login(undefined, undefined, undefined, 'BluefinTools|ChildCo|E100'),
		});
		expect(at(piped, 'operation', 'authentication', 'locationid').text).toBe('E100');
	});

	it('7b. login with an unknown entity fails, and so does the top level for a restricted user', async () => {
		expect(await bench.refusal(VENDORS, { authentication: login('E900') })).toEqual([expect.objectContaining({ errorno: 'XL03000006' })]);
		await bench.switches({ userRestrictedToEntities: true });
		expect(await bench.refusal(VENDORS)).toHaveLength(1);
		expect(at(await bench.response(fn(VENDORS), { authentication: login('E100') }), 'operation', 'authentication', 'status').text).toBe(
			'success',
		);
	});

	it('7c. login keeps userid, companyid, password, locationid', async () => {
		const authentication = '<login><userid>ws_anaplan</userid><password>user-secret</password><companyid>BluefinTools</companyid></login>';
		expect((await bench.refusal(VENDORS, { authentication }))[0]).toMatchObject({ errorno: 'XL03000003' });
	});

	it('8a. getAPISession returns a session id, an endpoint different from the login URL, and locationid empty or the entity', async () => {
		const top = await bench.session();
		expect(top.id).toMatch(/^[A-Za-z0-9_-]{20,58}\.\.$/);
		expect(top.endpoint).toBe(`${bench.simulator.url}/ia/xml/na12/xmlgw.phtml`);
		expect(top.locationid).toBe('');
		expect((await bench.session(undefined, { authentication: login('E100') })).locationid).toBe('E100');
		expect(await bench.rows(VENDORS, top)).not.toHaveLength(0);
		expect(await bench.effects('session-created')).toEqual([
			expect.objectContaining({ entity: '' }),
			expect.objectContaining({ entity: 'E100' }),
		]);
	});

	it('8b. getAPISession must be alone in its request', async () => {
		const response = await bench.response(fn('<getAPISession/>', 'a') + fn(VENDORS, 'b'));
		expect(at(response, 'control', 'status').text).toBe('failure');
	});

	it('8c. the endpoint can name a foreign host', async () => {
		await bench.switches({ endpointUrl: 'https://na12.elsewhere.example/ia/xml/xmlgw.phtml' });
		expect((await bench.session()).endpoint).toBe('https://na12.elsewhere.example/ia/xml/xmlgw.phtml');
	});

	it('9. a session at the wrong endpoint is an invalid session, unless switched off', async () => {
		const { authentication } = await bench.session();
		expect(await bench.refusal(VENDORS, { authentication })).toEqual([
			expect.objectContaining({ description2: expect.stringContaining('Invalid session') }),
		]);
		await bench.switches({ sessionBoundToEndpoint: false });
		expect(await bench.rows(VENDORS, { authentication })).not.toHaveLength(0);
	});

	it('10. getAPISession with a locationid returns a new id; the old one stays valid; an empty one goes back to the top', async () => {
		const top = await bench.session();
		const inside = await bench.session('E200', top);
		const other = await bench.session('E100', inside);
		const back = await bench.session('', inside);
		expect([inside.locationid, other.locationid, back.locationid]).toEqual(['E200', 'E100', '']);
		expect(new Set([top.id, inside.id, other.id, back.id]).size).toBe(4);
		for (const [shape, entity] of [
			[top, ''],
			[inside, 'E200'],
			[other, 'E100'],
			[back, ''],
		] as const) {
			expect(at(await bench.response(fn(VENDORS), shape), 'operation', 'authentication', 'locationid').text).toBe(entity);
		}
		expect(await bench.refusal('<getAPISession><locationid>E900</locationid></getAPISession>', top)).toEqual([
			expect.objectContaining({ errorno: 'Get API Session Failed' }),
		]);
	});

	describe('11. sessiontimeout', () => {
		const timeout = async (shape: RequestShape): Promise<number> =>
			Date.parse(at(await bench.response(fn(VENDORS), shape), 'operation', 'authentication', 'sessiontimeout').text);
		const now = async (): Promise<number> => (await bench.control<{ nowMs: number }>('clock')).nowMs;

		it('11a. is now plus the duration on every response and slides', async () => {
			const shape = await bench.session();
			const first = await timeout(shape);
			expect(Math.abs(first - (await now()) - 21_600_000)).toBeLessThan(5000);
			await bench.control('clock', { advanceMs: 3_600_000 });
			expect(Math.abs((await timeout(shape)) - first - 3_600_000)).toBeLessThan(5000);
			expect(Math.abs((await timeout({})) - (await now()) - 21_600_000)).toBeLessThan(5000);
		});

		it('11b. has a configurable duration, and after it the session is invalid', async () => {
			await bench.switches({ sessionDurationSeconds: 60 });
			const shape = await bench.session();
			await bench.control('clock', { advanceMs: 50_000 });
			await timeout(shape);
			await bench.control('clock', { advanceMs: 50_000 });
			await timeout(shape);
			await bench.control('clock', { advanceMs: 61_000 });
			expect(await bench.refusal(VENDORS, shape)).toEqual([expect.objectContaining({ description2: `Invalid session ${shape.id}` })]);
		});

		it('11c. can be left out, as before 2019, and sessions can be expired from outside', async () => {
			const shape = await bench.session();
			await bench.switches({ omitSessionTimeout: true });
			expect(has(at(await bench.response(fn(VENDORS), shape), 'operation', 'authentication'), 'sessiontimeout')).toBe(false);
			expect(await bench.control('sessions')).toEqual([expect.objectContaining({ alive: true, entity: '' })]);
			await bench.control('sessions/expire', {});
			expect(await bench.refusal(VENDORS, shape)).toHaveLength(1);
		});
	});

	it('12. controlid of control and functions are echoed; results are in order', async () => {
		const response = await bench.response(fn(VENDORS, 'z') + fn('<getDimensions/>', 'a') + fn(BAD, 'm'));
		expect(at(response, 'control', 'controlid').text).toBe('c-1');
		expect(all(at(response, 'operation'), 'result').map((result) => [at(result, 'controlid').text, at(result, 'function').text])).toEqual([
			['z', 'query'],
			['a', 'getDimensions'],
			['m', 'query'],
		]);
	});

	it('13. includewhitespace=false gives no whitespace between elements, and the default gives some', async () => {
		expect((await bench.send(requestXml(fn(VENDORS)))).body).not.toMatch(/>\s+</);
		const roomy = await bench.send(requestXml(fn(VENDORS), { control: '<uniqueid>false</uniqueid><dtdversion>3.0</dtdversion>' }));
		expect(roomy.body).toMatch(/>\n\s+</);
		expect(roomy.contentType).toBe('text/xml; encoding="UTF-8"');
	});

	const THREE =
		fn(createVendor('N-1'), 'a') +
		fn('<create><VENDOR><VENDORID>V-10</VENDORID><NAME>x</NAME></VENDOR></create>', 'b') +
		fn(createVendor('N-2'), 'c');
	const vendorIds = async (): Promise<readonly (string | undefined)[]> =>
		(
			await bench.rows(
				queryXml('VENDOR', ['VENDORID'], { filter: '<like><field>VENDORID</field><value>N-%</value></like>', orderby: ['VENDORID'] }),
			)
		).map(({ VENDORID }) => VENDORID);

	it('14. three functions, second bad, without transaction: success, failure, success', async () => {
		const results = await bench.results(THREE);
		expect(results.map((result) => at(result, 'status').text)).toEqual(['success', 'failure', 'success']);
		expect(errorsOf(results[1]!).map(({ errorno }) => errorno)).toEqual(['BL34000061', 'BL01001973']);
		expect(await vendorIds()).toEqual(['N-1', 'N-2']);
	});

	it('15. the same in a transaction: aborted and failure, both with XL03000009, and nothing is kept', async () => {
		const results = await bench.results(THREE, { transaction: true });
		expect(results.map((result) => at(result, 'status').text)).toEqual(['aborted', 'failure']);
		for (const result of results) expect(errorsOf(result).at(-1)).toMatchObject({ errorno: 'XL03000009' });
		expect(await vendorIds()).toEqual([]);
		expect(await bench.effects('record-created')).toEqual([]);
		expect(await bench.rows(queryXml('AUDITHISTORY', ['OBJECTKEY']))).toEqual([]);
		await bench.switches({ abortedLater: 'listed' });
		expect((await bench.results(THREE, { transaction: true })).map((result) => at(result, 'status').text)).toEqual([
			'aborted',
			'failure',
			'aborted',
		]);
	});
});
