import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { checkBaseUrl, followWithin } from '../../../src/core/http/trusted-hosts';

const refusal = (act: () => unknown): FatalError => {
	try {
		act();
	} catch (caught) {
		if (caught instanceof FatalError) return caught;
		throw caught;
	}
	throw new Error('it was accepted');
};

describe('checkBaseUrl', () => {
	it.each([
		'https://api.anaplan.com', 'https://erp.example.com:8443/site/', ' https://api.anaplan.com ', 'HTTPS://API.ANAPLAN.COM', 'https://192.168.1.10/sage100',
		'http://localhost:4010', 'http://127.0.0.1:4010', 'http://127.8.9.10', 'http://127.1:80', 'http://[::1]:4010', 'https://localhost',
	])('accepts %s', (address) => {
		expect(checkBaseUrl(address)).toBeInstanceOf(URL);
	});

	it('hands out the address as the parser spells it', () => {
		expect(checkBaseUrl(' HTTPS://API.Anaplan.COM:443/2/0 ').href).toBe('https://api.anaplan.com/2/0');
	});

	it.each([
		['http://api.anaplan.com', 'would send passwords and figures unencrypted'],
		['http://192.168.1.10', 'unencrypted'],
		['http://10.0.0.1:8080', 'unencrypted'],
		['http://0.0.0.0', 'unencrypted'],
		['http://128.0.0.1', 'unencrypted'],
		['http://127.0.0.1.evil.com', 'unencrypted'],
		['http://localhost.evil.com', 'unencrypted'],
		['http://evil-localhost', 'unencrypted'],
		['http://[::ffff:7f00:1]', 'unencrypted'],
		['http://[::2]', 'unencrypted'],
		['http://localhost.', 'unencrypted'],
		['ftp://api.anaplan.com', 'ftp: is not a protocol this node speaks'],
		['file:///etc/passwd', 'is not a protocol'],
		['javascript:alert(1)', 'is not a protocol'],
		['https://api.anaplan.com.', 'a dot too many'],
		['', 'cannot be read'],
		['api.anaplan.com', 'cannot be read'],
		['//api.anaplan.com', 'cannot be read'],
		['https://', 'cannot be read'],
		['https://a b.com', 'cannot be read'],
	])('refuses %s', (address, said) => {
		const { facts } = refusal(() => checkBaseUrl(address, { system: 'Anaplan' }));
		expect(facts.said).toContain(said);
		expect(facts.system).toBe('Anaplan');
		expect(facts.remedy).not.toBe('');
	});

	it.each(['https://planner:hunter22@api.anaplan.com', 'https://hunter22@api.anaplan.com', 'http://:hunter22@localhost', 'hunter22', 'https://x:hunter22@a b'])(
		'refuses %s without repeating what may be a password', (address) => {
			const { facts, message } = refusal(() => checkBaseUrl(address));
			expect(JSON.stringify(facts) + message).not.toContain('hunter22');
		},
	);
});

describe('followWithin', () => {
	const BASE = 'https://api.intacct.com/ia/xml/xmlgw.phtml';
	const follow = (handed: string, base = BASE, domain = 'intacct.com'): string => followWithin(base, handed, { domain, system: 'Sage Intacct' }).href;

	it.each([
		['https://eu1.intacct.com/ia/xml/xmlgw.phtml', 'https://eu1.intacct.com/ia/xml/xmlgw.phtml'],
		['https://intacct.com/x', 'https://intacct.com/x'],
		['https://a.b.c.intacct.com/', 'https://a.b.c.intacct.com/'],
		['HTTPS://EU1.INTACCT.COM:443/x', 'https://eu1.intacct.com/x'],
		['/ia/next?offset=100', 'https://api.intacct.com/ia/next?offset=100'],
		['?offset=100', 'https://api.intacct.com/ia/xml/xmlgw.phtml?offset=100'],
		['//eu1.intacct.com/x', 'https://eu1.intacct.com/x'],
		['https://eu1。intacct。com/x', 'https://eu1.intacct.com/x'],
	])('follows %s', (handed, followed) => {
		expect(follow(handed)).toBe(followed);
	});

	it.each([
		['https://evilintacct.com/', 'outside of intacct.com'],
		['https://intacct.com.evil.com/', 'outside of intacct.com'],
		['https://api.intacct.com.evil.com/', 'outside of'],
		['https://intacct.co/', 'outside of'],
		['https://com/', 'outside of'],
		['//evil.com/x', 'outside of'],
		['\\\\evil.com\\x', 'outside of'],
		['https:\\\\evil.com/intacct.com', 'outside of'],
		['https://evil.com/.intacct.com', 'outside of'],
		['https://evil.com?.intacct.com', 'outside of'],
		['https://evil.com#.intacct.com', 'outside of'],
		['https://іntacct.com/', 'outside of'],
		['https://intaсct.com/', 'outside of'],
		['https://1.2.3.4/', 'outside of'],
		['http://127.0.0.1:4010/', 'outside of'],
		['https://api.intacct.com@evil.com/', 'user name or password'],
		['https://evil.com@api.intacct.com/', 'user name or password'],
		['http://eu1.intacct.com/', 'unencrypted'],
		['https://eu1.intacct.com./', 'a dot too many'],
		['https://evilintacct.com./', 'a dot too many'],
		['https://eu1.intacct.com:8443/', 'port 8443'],
		['https://eu1.intacct.com:80/', 'port 80'],
		['https://.intacct.com/', 'a dot too many'],
		['https://eu1..intacct.com/', 'a dot too many'],
		['ftp://eu1.intacct.com/', 'is not a protocol'],
		['data:text/plain,x', 'is not a protocol'],
		['https://', 'cannot be read'],
		['https://eu1.intacct.com:99999/', 'cannot be read'],
	])('refuses %s', (handed, said) => {
		expect(refusal(() => follow(handed)).facts).toMatchObject({ system: 'Sage Intacct', said: expect.stringContaining(said) });
	});

	it('follows the origin the user has typed, even outside of the domain', () => {
		expect(follow('/session', 'http://127.0.0.1:4010/xmlgw')).toBe('http://127.0.0.1:4010/session');
		expect(follow('http://127.0.0.1:4010/session', 'http://127.0.0.1:4010/xmlgw')).toBe('http://127.0.0.1:4010/session');
	});

	it('does not take another service of this machine for the configured one', () => {
		expect(refusal(() => follow('http://127.0.0.1:22/', 'http://127.0.0.1:4010/', '127.0.0.1')).facts.said).toBe('port 22 of 127.0.0.1 was never configured');
		expect(refusal(() => follow('http://127.0.0.1/', 'http://127.0.0.1:4010/', '127.0.0.1')).facts.said).toBe('port 80 of 127.0.0.1 was never configured');
	});

	it('is never led from https to http, not even on this machine', () => {
		expect(refusal(() => follow('http://localhost/', 'https://localhost/', 'localhost')).facts.said).toBe('localhost is not encrypted');
	});

	it('keeps the port of the base on other hosts of the domain', () => {
		expect(follow('https://node2.example.com:8443/x', 'https://node1.example.com:8443/', 'example.com')).toBe('https://node2.example.com:8443/x');
		expect(follow('https://node2.example.com/x', 'https://node1.example.com:8443/', 'example.com')).toBe('https://node2.example.com/x');
	});

	it.each(['Intacct.COM', ' intacct.com ', '.intacct.com'])('understands the domain %p', (domain) => {
		expect(follow('https://eu1.intacct.com/', BASE, domain)).toBe('https://eu1.intacct.com/');
	});

	it.each(['', 'com', 'intacct.com.', 'a b', '*', 'user@', 'https://'])('trusts nothing with the domain %p', (domain) => {
		refusal(() => follow('https://eu1.intacct.com/', BASE, domain));
	});

	it('an address is no domain: there is nothing below it', () => {
		expect(follow('https://10.0.0.5/x', 'https://10.0.0.4/', '10.0.0.5')).toBe('https://10.0.0.5/x');
		refusal(() => follow('https://1.10.0.0.5/x', 'https://10.0.0.4/', '10.0.0.5'));
	});

	it('checks the base as well', () => {
		refusal(() => follow('/x', 'http://api.intacct.com/'));
		refusal(() => follow('/x', 'https://me:secret@api.intacct.com/'));
	});

	it('a secret leaves for the configured domain only, whatever is handed back', () => {
		const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
		const piece = fc.oneof(
			fc.constantFrom('https://', 'http://', '//', '\\\\', '/', '.', '@', ':', '#', '?', '%2e', '。', '\t', '\n', '%00', ':443', ':8443'),
			fc.constantFrom('intacct.com', '.intacct.com', 'evil.com', '[::1]'),
			label,
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				let followed: URL | undefined;
				try {
					followed = followWithin(BASE, pieces.join(''), { domain: 'intacct.com' });
				} catch (caught) {
					expect(caught).toBeInstanceOf(FatalError);
				}
				if (!followed) return;
				expect(followed.protocol).toBe('https:');
				expect(followed.hostname).toMatch(/^([^.]+\.)*intacct\.com$/);
				expect([followed.port, followed.username, followed.password]).toEqual(['', '', '']);
			}),
			{ numRuns: 2_000 },
		);
	});
});
