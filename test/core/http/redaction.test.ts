import fc from 'fast-check';
import { AmbiguousError, CancelledError, ConnectionLostError, FatalError, type IntegrationError, RejectedError, RetryableError } from '../../../src/core/errors';
import { redactError, redactor, withRedaction } from '../../../src/core/http/redaction';
import { answer, request, scripted } from './scripted-http';

const SECRET = 'p&ss "w<ö>rd/+\\1';

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&apos;');
const numericXml = (text: string): string => [...text].map((one) => `&#${one.codePointAt(0)};`).join('');
const hexXml = (text: string): string => [...text].map((one) => `&#x${one.codePointAt(0)?.toString(16).toUpperCase()};`).join('');
const form = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const asciiJson = (text: string): string =>
	Array.from({ length: text.length }, (_unit, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const SPELLINGS: ReadonlyArray<[string, (text: string) => string]> = [
	['as it is', (text) => text],
	['XML-escaped', xml],
	['XML-escaped twice', (text) => xml(xml(text))],
	['in decimal references', numericXml],
	['in hexadecimal references', hexXml],
	['URL-encoded', encodeURIComponent],
	['URL-encoded in small letters', (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())],
	['URL-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
	['as a form', form],
	['JSON-escaped', json],
	['JSON-escaped twice', (text) => json(json(text))],
	['JSON-escaped into ASCII', asciiJson],
	['JSON-escaped with slashes', (text) => json(text).replace(/\//g, '\\/')],
	['in base64', base64],
	['in base64, URL-encoded', (text) => encodeURIComponent(base64(text))],
	['in base64, JSON-escaped with slashes', (text) => base64(text).replace(/\//g, '\\/')],
	['in base64 for URLs', (text) => Buffer.from(text, 'utf8').toString('base64url')],
];

describe('redactor: every spelling of a secret', () => {
	it.each(SPELLINGS)('%s', (_what, spell) => {
		expect(redactor([SECRET])(`login of planner with [${spell(SECRET)}] refused`)).toBe('login of planner with [•••] refused');
	});

	it.each(['a:', 'ab:', 'abc:', 'integration@example.com:'])('in base64 behind %p, as in a Basic header', (user) => {
		const encoded = base64(`${user}${SECRET}`);
		const cleaned = redactor([SECRET])(`sent ${encoded}.`);
		expect(cleaned).toContain('•••');
		const left = cleaned.slice('sent '.length).replace('•••', '').replace(/[.=]/g, '');
		// At most the characters that belong to the user name, and the two at its edges.
		expect(left.length).toBeLessThanOrEqual(Math.ceil((user.length * 8) / 6) + 2);
		expect(Buffer.from(left, 'base64').toString('latin1')).not.toMatch(/ss|rd/);
	});

	it('every occurrence, and several secrets', () => {
		expect(redactor(['alpha', 'bravo'])('alpha bravo alpha charlie')).toBe('••• ••• ••• charlie');
	});

	it('secrets that share characters do not save each other', () => {
		expect(redactor(['xxABCD', 'ABCDyy'])('1 xxABCDyy 2')).toBe('1 ••• 2');
		expect(redactor(['abcdab'])('abcdabcdab')).toBe('•••');
		expect(redactor(['secret', 'secret-longer'])('secret-longer')).toBe('•••');
	});

	it('characters with a meaning in patterns are just characters', () => {
		expect(redactor(['a.*b$'])('a.*b$ axxb')).toBe('••• axxb');
		expect(redactor(['[x]{2}'])('[x]{2} xx')).toBe('••• xx');
	});

	it('leaves words of less than four characters alone, and texts without secrets', () => {
		expect(redactor(['', 'abc'])('abc def')).toBe('abc def');
		expect(redactor([])('nothing to hide')).toBe('nothing to hide');
	});

	it('no spelling of a secret survives in any text', () => {
		const letter = fc.constantFrom(...'abZ9&<"\'\\/+ %=\né€🙂');
		const secret = fc.string({ unit: letter, minLength: 4, maxLength: 10 });
		const noise = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '&', ';', '%', '\\', '"', 'x'), maxLength: 12 });
		fc.assert(
			fc.property(secret, noise, noise, fc.constantFrom(...SPELLINGS), (word, before, after, [, spell]) => {
				const cleaned = redactor([word])(`${before}${spell(word)}${after}`);
				expect(cleaned).toContain('•••');
				expect(cleaned).not.toContain(spell(word));
				expect(cleaned.replace(/•••/g, '').length).toBeLessThanOrEqual(before.length + after.length);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is fast on long texts and long secrets', () => {
		const token = 'eyJhbGciOi'.repeat(200);
		const text = `${'<row a="1"/>\n'.repeat(20_000)}${token}`;
		expect(redactor([token, SECRET])(text).endsWith('\n•••')).toBe(true);
	});
});

describe('redactor: places whose content is always secret', () => {
	const clean = redactor([]);

	it.each([
		['Authorization: Bearer abc.def', 'Authorization: •••'],
		['GET /x\r\nauthorization: AnaplanAuthToken abc\r\naccept: */*', 'GET /x\r\nauthorization: •••\r\naccept: */*'],
		['{"Authorization":"Basic YWJj","accept":"*/*"}', '{"Authorization":•••,"accept":"*/*"}'],
		['{"set-cookie":["a=1; path=/","b=2"],"x":1}', '{"set-cookie":•••,"x":1}'],
		["{ cookie: 'ASP.NET_SessionId=abc', accept: 1 }", '{ cookie: •••, accept: 1 }'],
		['Set-Cookie: .ASPXAUTH=0123; path=/', 'Set-Cookie: •••'],
		['<control><password>top secret</password></control>', '<control><password>•••</password></control>'],
		['<ns:Password type="x">top</ns:Password>', '<ns:Password type="x">•••</ns:Password>'],
		['<password><![CDATA[a<b]]></password>', '<password>•••</password>'],
		['<sessionid>abc</sessionid><sessionid>def', '<sessionid>•••</sessionid><sessionid>•••'],
		['<password>top sec', '<password>•••'],
		['&lt;password&gt;top&lt;/password&gt;', '&lt;password&gt;•••&lt;/password&gt;'],
		['{"password":"a\\"b","user":"x"}', '{"password":"•••","user":"x"}'],
		['{"tokenInfo":{"tokenValue":"abc"}}', '{"tokenInfo":{"tokenValue":"•••"}}'],
		['"{\\"access_token\\":\\"abc\\",\\"n\\":1}"', '"{\\"access_token\\":\\"•••\\",\\"n\\":1}"'],
		['"{\\"password\\":\\"a\\\\\\"b\\",\\"n\\":1}"', '"{\\"password\\":\\"•••\\",\\"n\\":1}"'],
		['-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----•••-----END RSA PRIVATE KEY-----'],
		['key: -----BEGIN PRIVATE KEY----- MIIabc cut', 'key: -----BEGIN PRIVATE KEY-----•••'],
		['{"device_code":"abc","user_code":"QKMR-VHTB"}', '{"device_code":"•••","user_code":"QKMR-VHTB"}'],
	])('%s', (text, cleaned) => {
		expect(clean(text)).toBe(cleaned);
	});

	it.each([
		'<password/>', '<password></password>', '<passwordpolicy>strict</passwordpolicy>', 'the password is wrong', 'no authorization',
		'{"password":""}', 'x-cookie-count: 3', '-----BEGIN CERTIFICATE-----\nMIIabc\n-----END CERTIFICATE-----',
	])('leaves %s alone', (text) => {
		expect(clean(text)).toBe(text);
	});
});

describe('withRedaction', () => {
	const facts = {
		system: 'Sage Intacct', operation: `sign in with ${SECRET}`, said: `refused ${xml(SECRET)}`, remedy: `not ${SECRET}`, status: 401, code: 'XL03',
	};
	const redact = redactor([SECRET]);
	const thrown = async (error: Error): Promise<unknown> => await withRedaction(scripted(error), redact).send(request()).catch((caught: unknown) => caught);
	const whole = (error: IntegrationError): string =>
		[JSON.stringify(error.facts), error.message, error.stack, String(error), JSON.stringify({ ...error })].join();

	it.each([
		new FatalError(facts), new ConnectionLostError(facts), new CancelledError(facts), new RetryableError(facts, 7),
		new AmbiguousError(facts, `look for ${SECRET}`), new RejectedError(facts, [{ index: 1, key: SECRET, reasons: [`${SECRET} is wrong`] }]),
	])('an error comes out as what it is, with cleaned facts: %#', async (error) => {
		const caught = await thrown(error);
		expect(caught).toBe(error);
		expect(whole(error)).not.toContain('w<ö>rd');
		expect(whole(error)).not.toContain('w&lt;ö');
		expect(error.facts).toMatchObject({ system: 'Sage Intacct', operation: 'sign in with •••', said: 'refused •••', status: 401, code: 'XL03' });
		expect(error.message).toBe('Sage Intacct: sign in with •••: refused •••');
	});

	it('keeps what only one class has', async () => {
		expect(await thrown(new RetryableError(facts, 7))).toMatchObject({ afterMs: 7 });
		expect(await thrown(new AmbiguousError(facts, `look for ${SECRET}`))).toMatchObject({ howToFindOut: 'look for •••' });
		const rejected = new RejectedError(facts, [{ index: 1, key: undefined, reasons: [SECRET] }]);
		expect(await thrown(rejected)).toMatchObject({ records: [{ index: 1, reasons: ['•••'] }] });
	});

	it('cleans the causes below, also in circles', async () => {
		const deep = new Error(`password ${SECRET}`);
		const middle = Object.assign(new TypeError('fetch failed', { cause: deep }), { config: { headers: { authorization: SECRET } } });
		deep.cause = middle;
		const caught = await thrown(new ConnectionLostError({ ...facts, cause: middle }));
		expect(caught).toMatchObject({ facts: { cause: middle }, cause: middle });
		expect([deep.message, deep.stack, JSON.stringify(middle)].join()).not.toContain('w<ö>rd');
		expect(middle.config).toEqual({ headers: { authorization: '•••' } });
	});

	it('lets no foreign object through that nobody looked into', async () => {
		class Socket {
			readonly sent = SECRET;
		}
		const error = Object.assign(new Error('reset'), { socket: new Socket(), body: Buffer.from(SECRET), toJSON: () => SECRET });
		await thrown(error);
		expect(error.socket).toBe('[Socket]');
		expect(error.body).toBe('[Buffer]');
		expect(JSON.stringify(error)).not.toContain('w<ö>rd');
	});

	it('cleans errors of the platform, whose message is not their own property', () => {
		const error = new DOMException(`aborted ${SECRET}`, 'AbortError');
		redactError(error, redact);
		expect([error.message, error.name]).toEqual(['aborted •••', 'AbortError']);
	});

	it('replaces an error that cannot be changed by its cleaned text', async () => {
		const caught = await thrown(Object.freeze(new Error(`sealed ${SECRET}`)));
		expect(String(caught)).toBe('Error: Error: sealed •••');
	});

	it('cleans what is thrown without being an error', () => {
		expect(redactError(SECRET, redact)).toBe('•••');
		expect(redactError({ body: SECRET, status: 500, none: null }, redact)).toEqual({ body: '•••', status: 500, none: null });
		expect(redactError(undefined, redact)).toBeUndefined();
	});

	it('shared and circular parts stay what they are', () => {
		const part: Record<string, unknown> = { text: SECRET };
		part.self = part;
		const cleaned = redactError({ one: part, two: [part] }, redact);
		expect(cleaned).toMatchObject({ one: { text: '•••' }, two: [{ text: '•••' }] });
	});

	it('passes answers untouched', async () => {
		const good = answer(200, {}, SECRET);
		expect(await withRedaction(scripted(good), redact).send(request())).toBe(good);
	});
});
