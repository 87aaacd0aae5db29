import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import { KeyStore } from '../../../agent/src/index';
import { hashSecret, newKey, partsOf, secretFits } from '../../../agent/src/keys/key-secret';
import { tlsIdentity } from '../../../agent/src/tls/certificate';
import { HandClock } from './fakes/hand-clock';
import { endAll, newFolder, TestSite } from './fakes/running';

afterEach(endAll);

const clock = new HandClock();

describe('API keys', () => {
	it('are kept as salted hashes only', async () => {
		const folder = newFolder();
		const { text } = await new KeyStore(folder, clock).add('n8n', ['ABC'], ['read']);
		const file = readFileSync(path.join(folder, 'keys.json'), 'utf8');
		expect(file).not.toContain(partsOf(text)?.secret);
		expect(await new KeyStore(folder, clock).caller(text)).toMatchObject({ name: 'n8n', companies: ['ABC'], rights: ['read'] });
	});

	it('do not fit one another, nor a hash of another salt', async () => {
		const [one, other] = [newKey(), newKey()];
		const hash = await hashSecret(one.secret);
		expect([await secretFits(one.secret, hash), await secretFits(other.secret, hash)]).toEqual([true, false]);
		expect((await hashSecret(one.secret)).hash).not.toBe(hash.hash);
	});

	it('count, and stop counting, at once in a running agent', async () => {
		const site = await new TestSite().start();
		expect((await site.call('/companies')).status).toBe(200);
		const store = new KeyStore(site.folder, site.clock);
		const [facts] = store.list();
		expect(store.remove(facts?.keyId ?? '')).toBe(true);
		expect((await site.call('/companies')).status).toBe(401);
		expect(store.remove('0000000000')).toBe(false);
	});

	it('are refused with a sentence when somebody else wrote the file', () => {
		const folder = newFolder();
		const refused: ReadonlyArray<readonly [string, string]> = [['{}', 'not a list'], ['[{"keyId":"a"}]', 'did not write'], ['[null]', 'did not write']];
		for (const [content, sentence] of refused) {
			writeFileSync(path.join(folder, 'keys.json'), content);
			expect(() => new KeyStore(folder, clock).list()).toThrow(sentence);
		}
	});
});

describe('the certificate', () => {
	it('is made at the first start and then kept, so that its fingerprint can be pinned', async () => {
		const folder = newFolder();
		const first = await tlsIdentity(folder, undefined, ['sage.example', '10.0.0.5'], clock);
		const second = await tlsIdentity(folder, undefined, [], clock);
		expect(second.fingerprint).toBe(first.fingerprint);
		expect(first.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
		const parsed = new X509Certificate(first.certificate);
		for (const name of ['sage.example', '10.0.0.5', 'localhost', '127.0.0.1']) expect(parsed.subjectAltName).toContain(name);
		expect(first.own).toBe(true);
	});

	it('is the one that a client meets', async () => {
		const site = await new TestSite().start();
		const met = await new Promise<string>((resolve, reject) => {
			const socket = connect({ port: Number(new URL(site.agent.url).port), host: '127.0.0.1', rejectUnauthorized: false }, () => {
				resolve(socket.getPeerCertificate().fingerprint256);
				socket.destroy();
			});
			socket.on('error', reject);
		});
		expect(met).toBe(site.agent.fingerprint);
	});

	it('can be one of the site', async () => {
		const [folder, other] = [newFolder(), newFolder()];
		const made = await tlsIdentity(other, undefined, [], clock);
		writeFileSync(path.join(folder, 'site.pem'), made.certificate);
		writeFileSync(path.join(folder, 'site.key'), made.key);
		expect(await tlsIdentity(folder, { certificate: 'site.pem', key: 'site.key' }, [], clock)).toMatchObject({ fingerprint: made.fingerprint, own: false });
	});

	it('is refused with a sentence when it cannot be used', async () => {
		const folder = newFolder();
		const mine = await tlsIdentity(folder, undefined, [], clock);
		const strange = await tlsIdentity(newFolder(), undefined, [], clock);
		const files = { certificate: 'a.pem', key: 'a.key' };
		await expect(tlsIdentity(folder, files, [], clock)).rejects.toThrow('cannot be read');
		const tries: ReadonlyArray<readonly [string, string, string]> = [
			['no pem', mine.key, 'not a PEM certificate'], [mine.certificate, 'no pem', 'unencrypted PEM key'], [mine.certificate, strange.key, 'does not belong'],
		];
		for (const [certificate, key, sentence] of tries) {
			writeFileSync(path.join(folder, 'a.pem'), certificate);
			writeFileSync(path.join(folder, 'a.key'), key);
			await expect(tlsIdentity(folder, files, [], clock)).rejects.toThrow(sentence);
		}
	});

	it('is made anew when one half of it is missing', async () => {
		const folder = newFolder();
		mkdirSync(path.join(folder, 'tls'));
		writeFileSync(path.join(folder, 'tls', 'key.pem'), 'half');
		const first = await tlsIdentity(folder, undefined, [], clock);
		rmSync(path.join(folder, 'tls', 'certificate.pem'));
		expect((await tlsIdentity(folder, undefined, [], clock)).fingerprint).not.toBe(first.fingerprint);
	});
});
