import { X509Certificate } from 'node:crypto';
import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import type { Http } from '../../../../src/contracts';
import { isErrorLike } from '../../../../src/core/error-like';
import { ConnectionLostError, FatalError } from '../../../../src/core/errors';
import type { ConnectionOptions } from '../../context/node-http';
import { textIn } from '../../sign-in/credential-text';

const shown = (...values: string[]) => ({ show: { serverCertificate: values } });

/** On premises the certificate is often made by the company itself. Each choice says what is believed; none is made silently. */
export const certificateFields: INodeProperties[] = [
	{
		displayName: 'Server Certificate',
		name: 'serverCertificate',
		type: 'options',
		options: [
			{ name: 'Not Checked (Insecure)', value: 'unchecked', description: 'Whoever stands between n8n and the server can read the password. For trying out only.' },
			{ name: 'Pinned', value: 'pinned', description: 'This one certificate and no other, whatever its name' },
			{ name: 'Signed by a Known Authority', value: 'public', description: 'As browsers check it' },
			{ name: 'Signed by an Own Authority', value: 'ownAuthority', description: 'An authority of the company, whose certificate stands below' },
		],
		default: 'public',
		description: 'What proves that it is this server that answers',
	},
	{
		displayName: 'The certificate of the server is NOT checked. Anybody between n8n and the server can read and change everything, the password included. Every run of a node says so.',
		name: 'uncheckedNotice',
		type: 'notice',
		default: '',
		displayOptions: shown('unchecked'),
	},
	{
		displayName: 'Fingerprint (SHA-256)',
		name: 'fingerprint',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'A1:B2:C3:…',
		description: '64 hexadecimal digits, with or without colons, of the certificate of the server itself. When the server gets another certificate, it has to be changed here.',
		displayOptions: shown('pinned'),
	},
	{
		displayName: 'Certificate (PEM)',
		name: 'certificateText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'Of the own authority. With a pinned certificate: of the authority, or of the server itself where it has signed its own; leave empty if a known authority has signed it. It is no secret.',
		displayOptions: shown('ownAuthority', 'pinned'),
	},
];

const wrong = (said: string, remedy: string): FatalError => new FatalError({ system: 'Sage 300', operation: 'use the credential', said, remedy });

const PEM = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/** Line breaks get lost when texts are pasted into one line; Node.js wants them. */
const certificatesIn = (text: string): readonly string[] => [...text.matchAll(PEM)].map(([, body = '']) => {
	const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
	const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
	try {
		return new X509Certificate(pem).toString();
	} catch {
		throw wrong('the text in "Certificate (PEM)" is no certificate', 'Export it as Base-64 encoded X.509 and paste the whole text, with its BEGIN and END.');
	}
});

const fingerprintIn = (credentials: ICredentialDataDecryptedObject): string => {
	const digits = textIn(credentials, 'fingerprint').replace(/[\s:]/g, '').toUpperCase();
	if (/^[0-9A-F]{64}$/.test(digits)) return digits;
	throw wrong('the fingerprint is not one of SHA-256', 'Give the 64 hexadecimal digits of the SHA-256 fingerprint; one of 40 digits is SHA-1 and is not enough.');
};

type AgentOptions = NonNullable<ConnectionOptions['agentOptions']>;

/** Makes the refusal one that nothing repeats. */
const PIN_REFUSED = 'ERR_PINNED_CERTIFICATE';

/**
 * **No other certificate gets the password.** The check runs at the end of the handshake, before the first byte of the request. Node.js
 * calls it only after a chain that it believes, and never for one that was resumed; n8n makes an agent of its own for each request, so
 * that nothing is resumed. The name plays no part: of this certificate nobody else has the key.
 */
const pinned = (wanted: string): AgentOptions['checkServerIdentity'] => (_host, { fingerprint256 }) => {
	const given = fingerprint256.replace(/:/g, '').toUpperCase();
	if (given === wanted) return undefined;
	return Object.assign(new Error(`the server has another certificate, with the fingerprint ${fingerprint256}`), { code: PIN_REFUSED });
};

type Choice = (credentials: ICredentialDataDecryptedObject) => AgentOptions | undefined;

const CHOICES: Readonly<Record<string, Choice>> = {
	public: () => undefined,
	ownAuthority: (credentials) => {
		const authorities = certificatesIn(textIn(credentials, 'certificateText'));
		if (authorities.length > 0) return { ca: [...authorities] };
		throw wrong('"Certificate (PEM)" is empty', 'Paste the certificate of the authority that has signed the one of the server, or choose another Server Certificate.');
	},
	pinned: (credentials) => {
		const anchors = certificatesIn(textIn(credentials, 'certificateText'));
		const checkServerIdentity = pinned(fingerprintIn(credentials));
		// The server's own certificate may end the chain, although no authority has made it.
		return anchors.length > 0 ? { checkServerIdentity, ca: [...anchors], allowPartialTrustChain: true } : { checkServerIdentity };
	},
	unchecked: () => ({ rejectUnauthorized: false }),
};

const choiceIn = (credentials: ICredentialDataDecryptedObject): string => textIn(credentials, 'serverCertificate') || 'public';

export const isUnchecked = (credentials: ICredentialDataDecryptedObject): boolean => choiceIn(credentials) === 'unchecked';

/** What the connection is made with. @throws FatalError for a choice that cannot be kept: nothing is ever checked less than was chosen */
export const connectionOf = (credentials: ICredentialDataDecryptedObject): ConnectionOptions => {
	const name = choiceIn(credentials);
	const choice = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
	if (!choice) throw wrong(`there is no choice "${name}" of the server certificate`, 'Choose the Server Certificate of the credential again.');
	const agentOptions = choice(credentials);
	return agentOptions ? { agentOptions } : {};
};

/** Codes of Node.js for a certificate that is not believed. */
const REFUSALS = new Set([
	PIN_REFUSED, 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_SIGNATURE_FAILURE', 'CERT_UNTRUSTED', 'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH', 'INVALID_CA', 'INVALID_PURPOSE', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const codeOf = (error: unknown): unknown => (isErrorLike(error) ? error.code : undefined);

/**
 * A certificate that is not believed ends the handshake: nothing was sent, so nothing was lost, and trying again would only be refused
 * again.
 */
export const believing = (http: Http): Http => ({
	async send(request) {
		return await http.send(request).catch((caught: unknown) => {
			const cause = caught instanceof ConnectionLostError ? caught.facts.cause : undefined;
			const inner = isErrorLike(cause) ? cause.cause : undefined;
			if (!(caught instanceof ConnectionLostError) || ![cause, inner].some((error) => REFUSALS.has(String(codeOf(error))))) throw caught;
			throw new FatalError({
				...caught.facts, said: `the certificate of the server is not believed: ${caught.facts.said}`,
				remedy: 'Nothing was sent. Choose in the credential what proves the server: an own authority with its certificate, or a pinned certificate. '
					+ 'If a certificate was renewed, change it there; if nobody has renewed it, somebody may stand between n8n and the server.',
			});
		});
	},
});
