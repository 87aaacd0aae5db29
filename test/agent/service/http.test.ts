import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { endAll, errorOf, TestSite } from './fakes/running';
import { callAgent } from './fakes/call-agent';
import { SageFault } from '../../../agent/src/index';

afterEach(endAll);

describe('who may call (checklist 1, 2)', () => {
	it('answers 401 without a key, with a wrong one, and with one that was removed', async () => {
		const site = await new TestSite().start();
		expect(errorOf(await site.call('/companies', { key: undefined })).code).toBe('UNAUTHORIZED');
		expect(errorOf(await site.call('/companies', { key: `${site.key.slice(0, -1)}${site.key.endsWith('A') ? 'B' : 'A'}` })).code).toBe('UNAUTHORIZED');
		expect((await site.call('/companies')).status).toBe(200);
	});

	it('binds a key to companies and rights', async () => {
		const site = await new TestSite().start();
		const key = await site.newKey(['ABC'], ['read']);
		expect((await site.call('/gl/accounts', { key })).status).toBe(200);
		expect(errorOf(await site.call('/gl/accounts', { key, company: 'XYZ' })).code).toBe('FORBIDDEN');
		expect(errorOf(await site.call('/gl/accounts', { key, company: 'QQQ' })).code).toBe('COMPANY_NOT_FOUND');
		const listed = (await site.call('/companies', { key })).body.items as ReadonlyArray<{ code: string }>;
		expect(listed.map(({ code }) => code)).toEqual(['ABC']);
	});

	it('asks for the company, takes lower case, and knows which there are', async () => {
		const site = await new TestSite().start();
		expect(errorOf(await site.call('/gl/accounts', { company: undefined })).code).toBe('COMPANY_REQUIRED');
		expect((await site.call('/gl/accounts', { company: 'abc' })).status).toBe(200);
		expect(site.sage.calls).toContain('scan ABC');
		expect(errorOf(await site.call('/gl/accounts', { company: 'QQQ' })).code).toBe('COMPANY_NOT_FOUND');
		expect((await site.call('/health/ready', { company: 'QQQ' })).status).toBe(404);
	});

	it('lets the right to write look entries up, and nothing else', async () => {
		const site = await new TestSite().start();
		const key = await site.newKey(null, ['journals:write']);
		expect((await site.call('/gl/journal-entries?naturalKey=ANP-1', { key })).status).toBe(200);
		expect((await site.call('/gl/accounts', { key })).status).toBe(403);
		expect((await site.call('/clock', { key })).status).toBe(200);
	});
});

describe('what is refused (checklist 41, 43, 45)', () => {
	it('names an unknown query parameter, and refuses one that comes twice', async () => {
		const site = await new TestSite().start();
		const unknown = await site.call('/gl/accounts?updatedsince=20250331T1');
		expect(unknown.status).toBe(400);
		expect(errorOf(unknown).message).toContain('updatedsince');
		expect((await site.call('/gl/accounts?pageSize=1&pageSize=2')).status).toBe(400);
		expect(site.sage.calls).toEqual([]);
	});

	it.each([
		'/gl/accounts?pageSize=0', '/gl/accounts?pageSize=many', '/gl/accounts?status=A,Q', '/gl/accounts?updatedSince=2025-03-31', '/gl/accounts?updatedSince=20250331T24.0',
		'/gl/balances', '/gl/balances?fiscalYear=25', '/gl/balances?fiscalYear=2025&periodFrom=05&periodTo=03', '/gl/balances?updatedSince=20250331T1&fillGaps=true',
		'/gl/balances?fiscalYear=2025&fillGaps=yes', '/gl/postings', '/gl/postings?postingDateFrom=2025-01-01', '/gl/postings?postingDateFrom=2025-02-30&postingDateTo=2025-03-01',
		'/gl/segments/11/values', '/ap/invoices', '/ap/invoices?stage=paid', '/gl/journal-entries', '/gl/journal-entries?naturalKey=a', '/gl/accounts/0000000001',
	])('answers 400 to %s', async (path) => {
		const site = await new TestSite().start();
		expect((await site.call(path)).status).toBe(400);
	});

	it('tells an unknown path from an unknown method', async () => {
		const site = await new TestSite().start();
		expect(errorOf(await site.call('/gl/nothing')).code).toBe('PATH_NOT_FOUND');
		const wrong = await site.call('/gl/journal-entries', { method: 'DELETE' });
		expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, POST']);
		expect((await site.call('/gl/nothing', { key: undefined })).status).toBe(401);
	});

	it('echoes the request id in answer and error, and makes one where it would do harm', async () => {
		const site = await new TestSite().start();
		expect((await site.call('/health', { headers: { 'X-Request-Id': 'run-17.a:b' } })).headers['x-request-id']).toBe('run-17.a:b');
		expect(errorOf(await site.call('/gl/accounts?x=1', { headers: { 'X-Request-Id': 'r1' } })).requestId).toBe('r1');
		const made = (await site.call('/health', { headers: { 'X-Request-Id': 'a "quoted" id' } })).headers['x-request-id'];
		expect(made).toMatch(/^[0-9a-f-]{36}$/);
	});

	it('answers a body that is no JSON, of another type, or missing with 400', async () => {
		const site = await new TestSite().start();
		const send = (raw: string, type = 'application/json') => site.call('/gl/journal-entries', { method: 'POST', raw, headers: { 'Content-Type': type, 'Idempotency-Key': 'ANP-1' } });
		for (const reply of [await send('{"naturalKey":'), await send('a=b', 'application/x-www-form-urlencoded'), await send('')]) {
			expect([reply.status, errorOf(reply).code]).toEqual([400, 'BAD_REQUEST']);
		}
	});

	it('says in a sentence that the port speaks HTTPS only', async () => {
		const site = await new TestSite().start();
		const answer = await new Promise<string>((resolve, reject) => {
			let text = '';
			const socket = connect(Number(new URL(site.agent.url).port), '127.0.0.1', () => socket.write('GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n'));
			socket.on('data', (part: Buffer) => {
				text += part.toString('utf8');
			});
			socket.on('end', () => resolve(text));
			socket.on('error', reject);
		});
		expect(answer).toMatch(/^HTTP\/1.1 400 /);
		expect(answer).toContain('HTTPS only');
	});

	it('answers in the shape of the contract to what is no HTTP at all', async () => {
		const site = await new TestSite().start();
		const answer = await new Promise<string>((resolve, reject) => {
			let text = '';
			const socket = connectTls({ port: Number(new URL(site.agent.url).port), host: '127.0.0.1', ca: site.agent.certificate }, () => socket.write('nonsense\r\n\r\n'));
			socket.on('data', (part: Buffer) => {
				text += part.toString('utf8');
			});
			socket.on('end', () => resolve(text));
			socket.on('error', reject);
		});
		expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ error: { code: 'BAD_REQUEST' } });
	});

	it('does not wait for a connection that never said anything when it stops', async () => {
		const site = await new TestSite().start();
		const socket = connect(Number(new URL(site.agent.url).port), '127.0.0.1');
		await new Promise<void>((resolve) => socket.once('connect', resolve));
		const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
		socket.on('error', () => undefined);
		// A call behind it shows that the agent knows of the connection.
		await site.call('/health');
		await site.agent.stop();
		await closed;
	});

	it('keeps a path that cannot be decoded within the contract', async () => {
		const site = await new TestSite().start();
		expect((await callAgent(site.agent, '/v1/gl/%ZZ', { key: site.key })).status).toBe(400);
	});
});

describe('faults of Sage', () => {
	it('is alive while Sage is down, and says why it is not ready (checklist 3)', async () => {
		const site = await new TestSite().start();
		site.sage.next('ready', () => {
			throw new SageFault('SAGE_UNAVAILABLE', 'The COM server is not registered.');
		});
		expect((await site.call('/health', { company: undefined })).status).toBe(200);
		const reply = await site.call('/health/ready', { company: undefined });
		expect([reply.status, errorOf(reply).message]).toEqual([503, 'The COM server is not registered.']);
		expect(reply.headers['retry-after']).toBe('30');
		expect((await site.call('/health/ready')).body).toMatchObject({ status: 'ready' });
	});

	it('carries Retry-After of an exclusive task, and the words of Sage (checklist 38)', async () => {
		const site = await new TestSite().start();
		site.sage.next('scan', () => {
			throw new SageFault('EXCLUSIVE_TASK', 'Period end processing is running.', { retryAfterSeconds: 120, sage: { object: 'SY_Session', returnCode: 0, number: null, text: 'x' } });
		});
		const reply = await site.call('/gl/accounts');
		expect([reply.status, reply.headers['retry-after'], errorOf(reply).retryAfterSeconds, errorOf(reply).retryable]).toEqual([503, '120', 120, true]);
	});

	it('never gives a status that the operation does not document: a lock on a read is a 502 with the same words', async () => {
		const site = await new TestSite().start();
		site.sage.next('scan', () => {
			throw new SageFault('RECORD_LOCKED', 'Vendor 00-ACME01 is being edited.');
		});
		const reply = await site.call('/ap/vendors');
		expect([reply.status, errorOf(reply).code, errorOf(reply).message]).toEqual([502, 'SAGE_ERROR', 'Vendor 00-ACME01 is being edited.']);
	});

	it('tells nothing of a defect but the request id; the log has the rest', async () => {
		const site = await new TestSite().start();
		site.sage.next('scan', () => {
			throw new TypeError('secret inner words');
		});
		const reply = await site.call('/gl/accounts', { headers: { 'X-Request-Id': 'r9' } });
		expect([reply.status, errorOf(reply).code]).toEqual([500, 'AGENT_ERROR']);
		expect(reply.text).not.toContain('inner words');
		expect(site.log.filter(({ what }) => what === 'defect')).toEqual([expect.objectContaining({ facts: expect.objectContaining({ requestId: 'r9', text: expect.stringContaining('inner words') as string }) as object })]);
	});

	it('does not send an answer that the contract forbids when it is told to verify', async () => {
		const site = await new TestSite().start({ verifyAnswers: true });
		site.sage.next('fetch', () => undefined);
		site.sage.fetch = () => Promise.resolve([{ accountKey: '1', amount: 5 }]);
		const reply = await site.call('/gl/accounts');
		expect([reply.status, errorOf(reply).code]).toEqual([500, 'AGENT_ERROR']);
	});
});

describe('the page for people', () => {
	it('shows fingerprint and versions without a key, and no company', async () => {
		const site = await new TestSite().start();
		const reply = await callAgent(site.agent, '/');
		expect(reply.status).toBe(200);
		expect(reply.headers['content-type']).toContain('text/html');
		expect(reply.text).toContain(site.agent.fingerprint);
		expect(reply.text).not.toContain('Company ABC');
	});
});

describe('the log', () => {
	it('has one line per request with status and name of the key, and neither key nor contents', async () => {
		const site = await new TestSite().start();
		await site.call('/gl/accounts?account=6200-200', { headers: { 'X-Request-Id': 'r5' } });
		const line = site.log.find(({ facts }) => facts.requestId === 'r5');
		expect(line?.facts).toMatchObject({ method: 'GET', path: '/v1/gl/accounts', status: 200, key: 'tests', company: 'ABC', rows: 3 });
		expect(JSON.stringify(site.log)).not.toContain(site.key);
		expect(JSON.stringify(site.log)).not.toContain('6200-200');
	});
});
