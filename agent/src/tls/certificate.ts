import { X509Certificate, createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type AgentClock } from '../agent-clock';

export interface TlsFiles {
	readonly certificate: string;
	readonly key: string;
}

export interface TlsIdentity {
	readonly certificate: string;
	readonly key: string;
	/** SHA-256 over the certificate, pairs of letters with colons, as browsers and OpenSSL show it. */
	readonly fingerprint: string;
	readonly validTo: Date;
	/** Made by the agent itself at its first start. */
	readonly own: boolean;
}

const YEARS = 10;
const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':');

/** What a client on the network may call this machine, beside the names that the configuration adds. */
const machineNames = (): string[] => {
	const addresses = Object.values(os.networkInterfaces()).flatMap((list) => (list ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address));
	return [os.hostname(), 'localhost', '127.0.0.1', '::1', ...addresses];
};

const made = async (names: readonly string[], clock: AgentClock): Promise<TlsFiles> => {
	const all = [...new Set([...names, ...machineNames()])];
	const from = new Date(clock.now() - 24 * 3_600_000);
	const until = new Date(from);
	until.setUTCFullYear(until.getUTCFullYear() + YEARS);
	// Only a first start needs it, and it is large.
	const { generate } = await import('selfsigned');
	const { cert, private: key } = await generate([{ name: 'commonName', value: all[0] ?? 'localhost' }], {
		notBeforeDate: from,
		notAfterDate: until,
		keyType: 'ec',
		curve: 'P-256',
		algorithm: 'sha256',
		extensions: [
			// Clients that are given the certificate itself as their authority want it to be one.
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
			{ name: 'extKeyUsage', serverAuth: true },
			{ name: 'subjectAltName', altNames: all.map((name) => (isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name })) },
		],
	});
	return { certificate: cert, key };
};

const read = (what: string, file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		throw new Error(`The ${what} ${file} cannot be read.`);
	}
};

const identityOf = ({ certificate, key }: TlsFiles, own: boolean): TlsIdentity => {
	let parsed: X509Certificate;
	try {
		parsed = new X509Certificate(certificate);
	} catch {
		throw new Error('The certificate is not a PEM certificate.');
	}
	let fits: boolean;
	try {
		fits = parsed.checkPrivateKey(createPrivateKey(key));
	} catch {
		throw new Error('The key of the certificate is not an unencrypted PEM key.');
	}
	if (!fits) throw new Error('The key does not belong to the certificate.');
	return { certificate, key, fingerprint: parsed.fingerprint256, validTo: new Date(parsed.validTo), own };
};

/**
 * The configured certificate, or the agent's own, which is made at the first start and then kept: clients pin its
 * fingerprint, so it must not change by itself.
 */
export const tlsIdentity = async (folder: string, configured: TlsFiles | undefined, names: readonly string[], clock: AgentClock): Promise<TlsIdentity> => {
	if (configured !== undefined) {
		const at = (file: string): string => path.resolve(folder, file);
		return identityOf({ certificate: read('certificate', at(configured.certificate)), key: read('key of the certificate', at(configured.key)) }, false);
	}
	const place = path.join(folder, 'tls');
	const files = { certificate: path.join(place, 'certificate.pem'), key: path.join(place, 'key.pem') };
	if (!existsSync(files.certificate) || !existsSync(files.key)) {
		const fresh = await made(names, clock);
		mkdirSync(place, { recursive: true, mode: 0o700 });
		// The certificate last: only when it is there, the pair is complete.
		for (const [file, text, mode] of [[files.key, fresh.key, 0o600], [files.certificate, fresh.certificate, 0o644]] as const) {
			writeFileSync(`${file}.new`, text, { mode });
			renameSync(`${file}.new`, file);
		}
	}
	return identityOf({ certificate: read('certificate', files.certificate), key: read('key of the certificate', files.key) }, true);
};
