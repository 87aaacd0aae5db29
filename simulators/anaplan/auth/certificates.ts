import { verify, X509Certificate } from 'node:crypto';
import { isRecord } from '../http/call';
import type { World } from '../world';

/** Least length of the signed message (reference anaplan 2.1). */
const LEAST_MESSAGE = 100;

/** The value after `CACertificate`: base64 of the whole PEM text, or of the DER. Both are in use. */
const readCertificate = (value: string): X509Certificate | undefined => {
	try {
		const decoded = Buffer.from(value, 'base64');
		return new X509Certificate(decoded.includes('-----BEGIN') ? decoded.toString('latin1') : decoded);
	} catch {
		return undefined;
	}
};

const readBody = (body: Buffer): { version: 'v1' | 'v2' | 'unknown'; message: Buffer; signature: Buffer } | undefined => {
	let raw: unknown;
	try {
		raw = JSON.parse(body.toString('utf8'));
	} catch {
		return undefined;
	}
	if (!isRecord(raw) || typeof raw.encodedData !== 'string' || typeof raw.encodedSignedData !== 'string') return undefined;
	const format = raw.encodedDataFormat;
	return {
		version: format === undefined || format === null || format === 'v1' ? 'v1' : format === 'v2' ? 'v2' : 'unknown',
		message: Buffer.from(raw.encodedData, 'base64'), signature: Buffer.from(raw.encodedSignedData, 'base64'),
	};
};

const whom = (world: World, certificate: X509Certificate): string => {
	const names = `${certificate.subject}\n${certificate.subjectAltName ?? ''}`;
	return world.tenant.users.find((user) => names.includes(user.email))?.email ?? world.switches.values.certificateUser;
};

/**
 * The user that a certificate login proves, or undefined.
 * Checked: an RSA certificate that is valid by the simulated clock; SHA512withRSA over the raw message; a message of at least 100 bytes;
 * for v2, a big-endian stamp in SECONDS within the tolerance (a stamp in milliseconds is far outside and so refused).
 */
export const certificateUser = (world: World, header: string, body: Buffer): string | undefined => {
	const { certificateVersions, certificateToleranceMs, certificateSelfSigned } = world.switches.values;
	const certificate = readCertificate(header);
	const proof = readBody(body);
	const now = world.context.clock.now();
	if (certificate === undefined || proof === undefined || certificate.publicKey.asymmetricKeyType !== 'rsa') return undefined;
	if (now > Date.parse(certificate.validTo) || now < Date.parse(certificate.validFrom)) return undefined;
	if (certificateSelfSigned === 'refuse' && certificate.verify(certificate.publicKey)) return undefined;
	if (!certificateVersions.split(',').includes(proof.version) || proof.message.length < LEAST_MESSAGE) return undefined;
	if (proof.version === 'v2') {
		const stampMs = Number(proof.message.readBigInt64BE(0)) * 1000;
		if (Math.abs(stampMs - now) > certificateToleranceMs) return undefined;
	}
	return verify('RSA-SHA512', proof.message, certificate.publicKey, proof.signature) ? whom(world, certificate) : undefined;
};
