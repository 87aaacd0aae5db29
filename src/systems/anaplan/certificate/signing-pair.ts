import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../refusals';
import { isCertificate, isPrivateKey, pemBlocks, type PemBlock } from './pem';

export interface CertificateFields {
	/** PEM; of a chain, the certificate that fits the key is used. Text around it does not matter. */
	readonly certificate: string;
	/** PEM, PKCS#8 or PKCS#1, also encrypted. */
	readonly privateKey: string;
	readonly passphrase: string;
}

export interface SigningPair {
	/** The one certificate, as PEM text: neither its chain nor a key is ever sent. */
	readonly certificatePem: string;
	readonly key: KeyObject;
}

const refuse = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'read the certificate', said, remedy });

const EXPORT = 'Export both as PEM, for example: openssl pkcs12 -in login.p12 -nodes, and copy the parts from -----BEGIN to -----END.';

const describe = (blocks: readonly PemBlock[]): string => blocks.map(({ label }) => label).join(', ') || 'no PEM text (-----BEGIN …)';

/** Both fields, so that a mistake is told by what stands where. */
const sortedOut = ({ certificate, privateKey }: CertificateFields): { certificates: readonly PemBlock[]; key: PemBlock } => {
	const [first, second] = [pemBlocks(certificate), pemBlocks(privateKey)];
	const certificates = first.filter(isCertificate);
	// A file that holds both is often pasted whole.
	const key = second.find(isPrivateKey) ?? (privateKey.trim() === '' ? first.find(isPrivateKey) : undefined);
	if (certificates.length === 0 && first.some(isPrivateKey) && second.some(isCertificate)) {
		throw refuse('certificate and private key are swapped', 'Put the certificate into the field Certificate and the key into the field Private Key.');
	}
	if (certificates.length === 0) throw refuse(`the field Certificate holds ${describe(first)} instead of a certificate`, EXPORT);
	if (!key) throw refuse(`the field Private Key holds ${describe(second)} instead of a private key`, EXPORT);
	return { certificates, key };
};

const readCertificate = ({ text }: PemBlock): X509Certificate => {
	try {
		return new X509Certificate(text);
	} catch {
		throw refuse('the certificate cannot be read', `It may have been cut when it was copied. ${EXPORT}`);
	}
};

const readKey = (block: PemBlock, passphrase: string): KeyObject => {
	if (block.label === 'OPENSSH PRIVATE KEY') {
		throw refuse('the private key is in OpenSSH\'s own form', 'Convert a copy of it: ssh-keygen -p -m PKCS8 -f copy-of-the-key.');
	}
	if (block.encrypted && passphrase === '') throw refuse('the private key is encrypted and the passphrase is missing', 'Fill in the field Passphrase.');
	try {
		return createPrivateKey({ key: block.text, format: 'pem', ...(block.encrypted ? { passphrase } : {}) });
	} catch {
		// The words of the library are left out: they help nobody, and nobody knows what they quote.
		throw block.encrypted
			? refuse('the private key cannot be decrypted: the passphrase is wrong', 'Check the passphrase. If it is right, the key may be encrypted in a way that is no longer supported; encrypt it anew as PKCS#8.')
			: refuse('the private key cannot be read', `It may have been cut when it was copied. ${EXPORT}`);
	}
};

const KINDS: Readonly<Record<string, string>> = { ec: 'elliptic curve (EC)', 'rsa-pss': 'RSA-PSS', ed25519: 'Ed25519', ed448: 'Ed448', dsa: 'DSA' };

const demandRsa = (what: string, key: KeyObject): void => {
	const kind = key.asymmetricKeyType ?? 'unknown';
	if (kind !== 'rsa') throw refuse(`${what} is ${KINDS[kind] ?? kind}; Anaplan takes RSA only`, 'Ask for a certificate with an RSA key.');
};

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const demandValid = (certificate: X509Certificate, nowMs: number): void => {
	const [fromMs, toMs] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
	const today = `By the clock of this machine it is ${day(nowMs)}.`;
	if (nowMs > toMs) throw refuse(`the certificate expired on ${day(toMs)}`, `${today} Have a new certificate issued and registered in Anaplan.`);
	if (nowMs < fromMs) throw refuse(`the certificate is not valid before ${day(fromMs)}`, `${today} Use it from that day on, or set the clock right.`);
};

/**
 * Certificate and key, checked against one another before anything is sent.
 * @param nowMs the worker's clock: a certificate's dates are days and years, and the text says by which clock
 * @throws FatalError that says what is wrong with which field, and never what is in it
 */
export const readSigningPair = (fields: CertificateFields, nowMs: number): SigningPair => {
	const { certificates, key: keyBlock } = sortedOut(fields);
	const key = readKey(keyBlock, fields.passphrase);
	demandRsa('the private key', key);
	const read = certificates.map((block) => ({ block, certificate: readCertificate(block) }));
	const fitting = read.find(({ certificate }) => certificate.checkPrivateKey(key));
	if (!fitting) {
		const [{ certificate } = { certificate: undefined }] = read;
		if (certificate && read.length === 1) demandRsa('the key of the certificate', certificate.publicKey);
		throw refuse('certificate and private key do not belong together', 'Paste the key that the certificate was requested with: their public keys differ.');
	}
	demandValid(fitting.certificate, nowMs);
	return { certificatePem: fitting.block.text, key };
};
