import { createPrivateKey, generateKeyPairSync, verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { FatalError, RetryableError } from '../../../../src/core/errors';
import { certificateLoginRequest, logInWithCertificate, messageToSign, readSigningPair, type CertificateLogin } from '../../../../src/systems/anaplan';
import { pemBlocks } from '../../../../src/systems/anaplan/certificate/pem';
import { certificateFor, type Signed } from '../../../simulators/anaplan/certificate';
import { failureOf, json, LeapingClock, plain } from '../fake-anaplan';

const NOW = Date.parse('2026-11-20T08:00:00Z');
const PASSPHRASE = 'pass phrase with "signs"';

describe('the certificate login', () => {
	let own: Signed;
	let other: Signed;
	let pem: { pkcs8: string; pkcs1: string; encrypted: string; oldEncrypted: string };
	beforeAll(() => {
		own = certificateFor('integration@example.com');
		other = certificateFor('somebody@example.com');
		const text = (key: KeyObject, type: 'pkcs8' | 'pkcs1', cipher?: string): string =>
			String(key.export({ type, format: 'pem', ...(cipher ? { cipher, passphrase: PASSPHRASE } : {}) }));
		pem = { pkcs8: text(own.key, 'pkcs8'), pkcs1: text(own.key, 'pkcs1'), encrypted: text(own.key, 'pkcs8', 'aes-256-cbc'), oldEncrypted: text(own.key, 'pkcs1', 'aes-128-cbc') };
	});

	const fields = (changes: Partial<CertificateLogin> = {}): CertificateLogin => ({ certificate: own.pem, privateKey: pem.pkcs8, passphrase: '', messageVersion: 'v2', ...changes });

	const isWhole = (login: CertificateLogin): void => {
		const { certificatePem, key } = readSigningPair(login, NOW);
		expect(new X509Certificate(certificatePem).checkPrivateKey(key)).toBe(true);
		expect(certificatePem).toBe(own.pem);
	};

	describe('reads', () => {
		it.each(['pkcs8', 'pkcs1', 'encrypted', 'oldEncrypted'] as const)('a key as %s', (form) => {
			isWhole(fields({ privateKey: pem[form], passphrase: form.toLowerCase().includes('encrypted') ? PASSPHRASE : '' }));
		});

		it.each<[string, (text: string) => string]>([
			['spaces instead of line breaks', (text) => text.replace(/\n/g, ' ')],
			['no line breaks at all', (text) => text.replace(/\n/g, '')],
			['\\n instead of line breaks', (text) => text.replace(/\n/g, '\\n')],
			['\\r\\n instead of line breaks', (text) => text.replace(/\n/g, '\\r\\n')],
			['line breaks of Windows', (text) => text.replace(/\n/g, '\r\n')],
			['blanks at the ends of lines', (text) => text.replace(/\n/g, ' \n\t')],
			['attributes of the bag around', (text) => `Bag Attributes\n    localKeyID: 01\nsubject=CN = x\n${text}\nmore`],
		])('with %s', (_what, spoil) => {
			isWhole(fields({ certificate: spoil(own.pem), privateKey: spoil(pem.pkcs8) }));
			// RFC 1421: its head lost the empty line that ends it.
			if (!/no line breaks/.test(_what)) isWhole(fields({ certificate: spoil(own.pem), privateKey: spoil(pem.oldEncrypted), passphrase: PASSPHRASE }));
			isWhole(fields({ certificate: spoil(own.pem), privateKey: spoil(pem.encrypted), passphrase: PASSPHRASE }));
		});

		it('a chain in any order: the certificate that fits the key is used, and it alone', () => {
			isWhole(fields({ certificate: other.pem + own.pem }));
			isWhole(fields({ certificate: own.pem + other.pem }));
		});

		it('a file with both, pasted into one field or into both; the key never gets into the header', () => {
			const both = pem.pkcs8 + own.pem;
			isWhole(fields({ certificate: both, privateKey: '' }));
			isWhole(fields({ certificate: both, privateKey: both }));
			const pair = readSigningPair(fields({ certificate: both, privateKey: '' }), NOW);
			const request = certificateLoginRequest('https://auth.anaplan.com', pair, 'v2', messageToSign('v2', NOW));
			expect(Buffer.from(String(request.headers?.authorization).slice('CACertificate '.length), 'base64').toString('utf8')).toBe(own.pem);
		});

		it('gives text that any other reader takes too', () => {
			expect(pemBlocks(pem.pkcs8.replace(/\n/g, ' ')).map(({ text }) => text)).toEqual([pem.pkcs8]);
			expect(String(createPrivateKey(pemBlocks(pem.pkcs1.replace(/\n/g, ''))[0]?.text ?? '').export({ type: 'pkcs1', format: 'pem' }))).toBe(pem.pkcs1);
		});
	});

	describe('says before any request', () => {
		const curve = (): Signed => certificateFor('integration@example.com', 'ec');
		it.each<[string, () => Partial<CertificateLogin>, RegExp]>([
			['that the pair is wrong', () => ({ certificate: other.pem }), /do not belong together/],
			['that no one of a chain fits', () => ({ certificate: other.pem + other.pem }), /do not belong together/],
			['that they are swapped', () => ({ certificate: pem.pkcs8, privateKey: own.pem }), /swapped/],
			['that there is no certificate', () => ({ certificate: 'my certificate' }), /field Certificate holds no PEM/],
			['that the certificate is empty', () => ({ certificate: '' }), /field Certificate holds no PEM/],
			['that there is no key', () => ({ privateKey: 'my key' }), /field Private Key holds no PEM/],
			['what stands there instead of a key', () => ({ privateKey: own.pem }), /Private Key holds CERTIFICATE/],
			['that a key stands in both', () => ({ certificate: pem.pkcs8 }), /Certificate holds PRIVATE KEY/],
			['that a passphrase is missing', () => ({ privateKey: pem.encrypted }), /passphrase is missing/],
			['that a passphrase is missing, old form', () => ({ privateKey: pem.oldEncrypted }), /passphrase is missing/],
			['that a passphrase is wrong', () => ({ privateKey: pem.encrypted, passphrase: 'wrong' }), /passphrase is wrong/],
			['that a passphrase is wrong, old form', () => ({ privateKey: pem.oldEncrypted, passphrase: 'wrong' }), /passphrase is wrong/],
			['that a key is cut', () => ({ privateKey: pem.pkcs8.replace(/\n[^\n]{20}/, '\n') }), /private key cannot be read/],
			['that a certificate is cut', () => ({ certificate: own.pem.replace(/\n[^\n]{20}/, '\n') }), /certificate cannot be read/],
			['that the key is not RSA, and what it is', () => ({ privateKey: String(curve().key.export({ type: 'pkcs8', format: 'pem' })) }), /elliptic curve/],
			['that the certificate is not RSA', () => ({ certificate: curve().pem }), /key of the certificate is elliptic curve/],
			['that a key is Ed25519', () => ({ privateKey: String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })) }), /Ed25519/],
			['that a key is OpenSSH\'s', () => ({ privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----' }), /OpenSSH/],
		])('%s', async (_what, changes, said) => {
			const http: Http = { send: jest.fn() };
			const failure = await failureOf(logInWithCertificate(http, new LeapingClock(), 'https://auth.anaplan.com', fields(changes())), FatalError);
			expect(failure.message).toMatch(said);
			expect(http.send).not.toHaveBeenCalled();
			expect(JSON.stringify([failure.message, failure.facts])).not.toMatch(/MII|pass phrase/);
		});

		it('that it has expired, and on which day', () => {
			const old = certificateFor('integration@example.com', 'rsa', '20240229120000Z');
			const login = fields({ certificate: old.pem, privateKey: String(old.key.export({ type: 'pkcs8', format: 'pem' })) });
			expect(() => readSigningPair(login, NOW)).toThrow('expired on 2024-02-29');
			expect(() => readSigningPair(login, Date.parse('2024-02-29T11:59:59Z'))).not.toThrow();
			expect(() => readSigningPair(login, Date.parse('2019-12-31T00:00:00Z'))).toThrow('not valid before 2020-01-01');
		});
	});

	describe('signs', () => {
		it('150 bytes; in version 2 the first eight are the time in seconds, big-endian', () => {
			const message = messageToSign('v2', Date.parse('2025-06-24T00:00:00.999Z'));
			expect([message.length, message.subarray(0, 8).toString('hex')]).toEqual([150, BigInt(1_750_723_200).toString(16).padStart(16, '0')]);
			const random = Buffer.alloc(150, 7);
			expect(messageToSign('v1', NOW, random)).toEqual(random);
			expect(messageToSign('v2', NOW, random).subarray(8)).toEqual(random.subarray(8));
		});

		it.each(['v1', 'v2'] as const)('the raw message with SHA-512, %s', (version) => {
			const pair = readSigningPair(fields(), NOW);
			const message = messageToSign(version, NOW);
			const request = certificateLoginRequest('https://auth.anaplan.com', pair, version, message);
			const body = JSON.parse(String(request.body)) as Record<string, string>;
			expect(Object.keys(body)).toEqual([...(version === 'v2' ? ['encodedDataFormat'] : []), 'encodedData', 'encodedSignedData']);
			expect(Buffer.from(body.encodedData ?? '', 'base64')).toEqual(message);
			expect(verify('RSA-SHA512', message, new X509Certificate(own.pem).publicKey, Buffer.from(body.encodedSignedData ?? '', 'base64'))).toBe(true);
		});
	});

	describe('a wrong clock', () => {
		const granted = json(201, { status: 'SUCCESS', tokenInfo: { tokenValue: 'token' } });
		const refusedAt = (serverMs: number): HttpResponse => json(401, { status: 'FAILURE_BAD_CREDENTIAL' }, { date: new Date(serverMs).toUTCString() });
		const asked = (...answers: HttpResponse[]) => {
			const seconds: bigint[] = [];
			const http: Http = {
				async send({ body }: HttpRequest) {
					seconds.push(Buffer.from((JSON.parse(String(body)) as { encodedData: string }).encodedData, 'base64').readBigUInt64BE(0));
					return answers.shift() ?? plain(500);
				},
			};
			return { http, seconds };
		};
		const clockAt = (ms: number): LeapingClock => Object.assign(new LeapingClock(), { nowMs: ms });
		const login = (http: Http, changes: Partial<CertificateLogin> = {}) => logInWithCertificate(http, clockAt(NOW), 'https://auth.anaplan.com', fields(changes));

		it('costs one more request and no login', async () => {
			const { http, seconds } = asked(refusedAt(NOW + 3_600_000), granted);
			expect((await login(http)).value).toBe('token');
			expect(seconds).toEqual([BigInt(NOW / 1000), BigInt(NOW / 1000 + 3_600)]);
		});

		it.each([[-7_200_000, '7200 s ahead of'], [61_000, '61 s behind']])('is told with its size when the second try is refused too: %d', async (skew, words) => {
			const { http, seconds } = asked(refusedAt(NOW + skew), refusedAt(NOW + skew));
			const { facts } = await failureOf(login(http), FatalError);
			expect(facts.remedy).toContain(words);
			expect(seconds).toHaveLength(2);
		});

		it.each<[string, HttpResponse, Partial<CertificateLogin>]>([
			['the clock is right', refusedAt(NOW + 59_000), {}],
			['the answer has no date', json(401, { status: 'FAILURE_BAD_CREDENTIAL' }), {}],
			['version 1 has no timestamp', refusedAt(NOW + 3_600_000), { messageVersion: 'v1' }],
		])('is not suspected when %s', async (_what, answer, changes) => {
			const { http, seconds } = asked(answer);
			const { facts } = await failureOf(login(http, changes), FatalError);
			expect(facts.remedy).toMatch(/registered for the integration user/);
			expect(facts.remedy).not.toMatch(/clock|password/);
			expect(seconds).toHaveLength(1);
		});

		it('an outage is passing and is no question of clocks', async () => {
			const { http, seconds } = asked(plain(503));
			await failureOf(login(http), RetryableError);
			expect(seconds).toHaveLength(1);
		});
	});
});
