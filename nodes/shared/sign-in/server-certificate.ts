import { X509Certificate } from 'node:crypto';
import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import type { Http } from '../../../src/contracts';
import { isErrorLike } from '../../../src/core/error-like';
import { ConnectionLostError, FatalError } from '../../../src/core/errors';
import type { ConnectionOptions } from '../context/node-http';
import { textIn } from './credential-text';

/** A system that stands in the company's own network, and what its certificate protects. */
export interface CertifiedServer {
	readonly system: string;
	/** As its users call it: `server`, `agent`. */
	readonly server: string;
	/** What everybody in between could read if the certificate were not checked: `the password`. */
	readonly secret: string;
	/** What is chosen at first. */
	readonly usual: 'public' | 'pinned';
	/** What to say of the PEM beside a fingerprint. */
	readonly pinnedText: string;
}

const shown = (...values: string[]) => ({ show: { serverCertificate: values } });

/** On premises the certificate is often made by the company itself. Each choice says what is believed; none is made silently. */
export const certificateFields = ({ server, secret, usual, pinnedText }: CertifiedServer): INodeProperties[] => [
	{
		displayName: 'Server Certificate',
		name: 'serverCertificate',
		type: 'options',
		options: [
			{ name: 'Not Checked (Insecure)', value: 'unchecked', description: `Whoever stands between n8n and the ${server} can read ${secret}. For trying out only.` },
			{ name: 'Pinned', value: 'pinned', description: 'This one certificate and no other, whatever its name' },
			{ name: 'Signed by a Known Authority', value: 'public', description: 'As browsers check it' },
			{ name: 'Signed by an Own Authority', value: 'ownAuthority', description: 'An authority of the company, whose certificate stands below' },
		],
		default: usual,
		description: `What proves that it is this ${server} that answers`,
	},
	{
		displayName: `The certificate of the ${server} is NOT checked. Anybody between n8n and the ${server} can read and change everything, ${secret} included. Every run of a node says so.`,
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
		description: `64 hexadecimal digits, with or without colons, of the certificate of the ${server} itself. When the ${server} gets another certificate, it has to be changed here.`,
		displayOptions: shown('pinned'),
	},
	{
		displayName: 'Certificate (PEM)',
		name: 'certificateText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: `Of the own authority. With a pinned certificate: ${pinnedText} It is no secret.`,
		displayOptions: shown('ownAuthority', 'pinned'),
	},
];

type Wrong = (said: string, remedy: string) => FatalError;

const wrongIn = ({ system }: CertifiedServer): Wrong => (said, remedy) => new FatalError({ system, operation: 'use the credential', said, remedy });

const PEM = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/** Line breaks get lost when texts are pasted into one line; Node.js wants them. @throws for what only looks like a certificate */
export const certificatesIn = (text: string): readonly X509Certificate[] => [...text.matchAll(PEM)].map(([, body = '']) => {
	const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
	return new X509Certificate(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
});

const pastedIn = (credentials: ICredentialDataDecryptedObject, wrong: Wrong): readonly string[] => {
	try {
		return certificatesIn(textIn(credentials, 'certificateText')).map(String);
	} catch {
		throw wrong('the text in "Certificate (PEM)" is no certificate', 'Export it as Base-64 encoded X.509 and paste the whole text, with its BEGIN and END.');
	}
};

/** Without colons, in capitals: `A1B2…`. */
export const bareFingerprint = (text: string): string => text.replace(/[\s:]/g, '').toUpperCase();

/** @throws FatalError for what is none of SHA-256 */
export const fingerprintIn = (credentials: ICredentialDataDecryptedObject, server: CertifiedServer): string => {
	const digits = bareFingerprint(textIn(credentials, 'fingerprint'));
	if (/^[0-9A-F]{64}$/.test(digits)) return digits;
	throw wrongIn(server)('the fingerprint is not one of SHA-256', 'Give the 64 hexadecimal digits of the SHA-256 fingerprint; one of 40 digits is SHA-1 and is not enough.');
};

type AgentOptions = NonNullable<ConnectionOptions['agentOptions']>;

/** Makes the refusal one that nothing repeats. */
const PIN_REFUSED = 'ERR_PINNED_CERTIFICATE';

/**
 * **No other certificate gets the secret.** The check runs at the end of the handshake, before the first byte of the request. Node.js
 * calls it only after a chain that it believes, and never for one that was resumed; n8n makes an agent of its own for each request, so
 * that nothing is resumed. The name plays no part: of this certificate nobody else has the key.
 */
const pinned = (wanted: string): AgentOptions['checkServerIdentity'] => (_host, { fingerprint256 }) => {
	if (bareFingerprint(fingerprint256) === wanted) return undefined;
	return Object.assign(new Error(`the server has another certificate, with the fingerprint ${fingerprint256}`), { code: PIN_REFUSED });
};

/** The pin, with what may end the chain although no authority has made it. */
export const pinnedTo = (fingerprint: string, anchors: readonly string[]): AgentOptions => {
	const checkServerIdentity = pinned(fingerprint);
	return anchors.length > 0 ? { checkServerIdentity, ca: [...anchors], allowPartialTrustChain: true } : { checkServerIdentity };
};

type Choice = (credentials: ICredentialDataDecryptedObject, server: CertifiedServer) => AgentOptions | undefined;

const CHOICES: Readonly<Record<string, Choice>> = {
	public: () => undefined,
	ownAuthority: (credentials, server) => {
		const wrong = wrongIn(server);
		const authorities = pastedIn(credentials, wrong);
		if (authorities.length > 0) return { ca: [...authorities] };
		throw wrong('"Certificate (PEM)" is empty', 'Paste the certificate of the authority that has signed the one of the server, or choose another Server Certificate.');
	},
	pinned: (credentials, server) => pinnedTo(fingerprintIn(credentials, server), pastedIn(credentials, wrongIn(server))),
	unchecked: () => ({ rejectUnauthorized: false }),
};

export const certificateChoice = (credentials: ICredentialDataDecryptedObject, { usual }: CertifiedServer): string => textIn(credentials, 'serverCertificate') || usual;

/** What every run says where nothing is checked. */
export const uncheckedWarning = (credentials: ICredentialDataDecryptedObject, server: CertifiedServer): string | undefined => {
	if (certificateChoice(credentials, server) !== 'unchecked') return undefined;
	return `The certificate of the ${server.system} ${server.server} is not checked, because the credential says so: anybody between n8n and the ${server.server} can read ${server.secret} and change what is read and posted.`;
};

/** What the connection is made with. @throws FatalError for a choice that cannot be kept: nothing is ever checked less than was chosen */
export const connectionOf = (credentials: ICredentialDataDecryptedObject, server: CertifiedServer): ConnectionOptions => {
	const name = certificateChoice(credentials, server);
	const choice = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
	if (!choice) throw wrongIn(server)(`there is no choice "${name}" of the server certificate`, 'Choose the Server Certificate of the credential again.');
	const agentOptions = choice(credentials, server);
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
