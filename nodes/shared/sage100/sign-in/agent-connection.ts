import type { X509Certificate } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Http } from '../../../../src/contracts';
import { ConnectionLostError, FatalError } from '../../../../src/core/errors';
import { completePlace } from '../../../../src/systems/sage100';
import type { ConnectionOptions } from '../../context/node-http';
import { textIn } from '../../sign-in/credential-text';
import { bareFingerprint, believing, certificateChoice, certificatesIn, connectionOf, fingerprintIn, pinnedTo } from '../../sign-in/server-certificate';
import { placeIn, SAGE100_AGENT } from './agent-fields';

/** How n8n makes a connection, with these options. */
export type Connect = (options: ConnectionOptions) => Http;

/** Certificates that were handed out, by their fingerprints; a fingerprint stands for one certificate for ever, and it is no secret. */
const handedOut = new Map<string, string>();
const MOST_KEPT = 50;

const LONGEST_PAGE = 200_000;

const isPinnedAlone = (credentials: ICredentialDataDecryptedObject): boolean =>
	certificateChoice(credentials, SAGE100_AGENT) === 'pinned' && textIn(credentials, 'certificateText').trim() === '';

const refuse = (said: string, remedy: string): FatalError =>
	new FatalError({ system: 'Sage 100', operation: 'check the certificate of the agent', said, remedy });

const onPage = (page: Buffer): readonly X509Certificate[] => {
	try {
		return certificatesIn(page.subarray(0, LONGEST_PAGE).toString('utf8'));
	} catch {
		return [];
	}
};

const remember = (fingerprint: string, pem: string): void => {
	handedOut.set(fingerprint, pem);
	for (const oldest of handedOut.keys()) {
		if (handedOut.size <= MOST_KEPT) break;
		handedOut.delete(oldest);
	}
};

/**
 * Fingerprint → certificate. n8n offers no look at a certificate before a chain is believed, and the agent's own ends in no authority that
 * anybody knows. So the page of the agent is asked for its certificate first: over a connection of which nothing is believed, and to which
 * nothing is given, no key and no company.
 *
 * **Nobody else can slip one in.** What came is only taken when its SHA-256 is the fingerprint of the credential, and then it is that
 * certificate, whoever has handed it out. The connection that follows is made with it and with nothing else (`pinnedTo`), and only who has its
 * key can hold that one. Whoever stands in between can hinder this and not get the API key.
 */
const askForCertificate = async (connect: Connect, credentials: ICredentialDataDecryptedObject, fingerprint: string): Promise<string> => {
	const { agentUrl } = completePlace(placeIn(credentials));
	const { body } = await connect({ agentOptions: { rejectUnauthorized: false } })
		.send({ method: 'GET', url: `${agentUrl}/`, headers: { accept: 'text/html' }, purpose: 'ask the agent for its certificate', repeatable: true, timeoutMs: 30_000 });
	const shown = onPage(body);
	const found = shown.find(({ fingerprint256 }) => bareFingerprint(fingerprint256) === fingerprint);
	if (found) return found.toString();
	const [first] = shown;
	if (!first) {
		throw refuse(
			'what answers at this address hands out no certificate, so it is no Sage 100 agent, or one that is older than this node',
			'Check the address in the credential, or paste the certificate of the agent (tls/certificate.pem in its folder) into "Certificate (PEM)". The API key was not sent.',
		);
	}
	throw refuse(
		`it has the fingerprint ${first.fingerprint256}, which is not the one in the credential`,
		'The API key was not sent. Compare with "fingerprint" on the Sage server itself: if the certificate was renewed, change it in the credential; if not, somebody may stand between n8n and the agent.',
	);
};

/** What the connection is made with, as far as that is known without asking. @throws FatalError for a pin whose certificate nobody has shown yet */
export const knownConnection = (credentials: ICredentialDataDecryptedObject): ConnectionOptions => {
	if (!isPinnedAlone(credentials)) return connectionOf(credentials, SAGE100_AGENT);
	const fingerprint = fingerprintIn(credentials, SAGE100_AGENT);
	const pem = handedOut.get(fingerprint);
	if (pem !== undefined) return { agentOptions: pinnedTo(fingerprint, [pem]) };
	throw refuse('its certificate is not known here yet', 'Test the credential, or paste the certificate into "Certificate (PEM)".');
};

const connectionFor = async (connect: Connect, credentials: ICredentialDataDecryptedObject): Promise<ConnectionOptions> => {
	if (isPinnedAlone(credentials)) {
		const fingerprint = fingerprintIn(credentials, SAGE100_AGENT);
		if (!handedOut.has(fingerprint)) remember(fingerprint, await askForCertificate(connect, credentials, fingerprint));
	}
	return knownConnection(credentials);
};

/** The request itself was not sent, so it must not count as one whose answer was lost. */
const unsent = (caught: unknown, repeatable: boolean): unknown => (caught instanceof ConnectionLostError && !repeatable ? new FatalError({ ...caught.facts }) : caught);

/** The way to the agent of this credential. Nothing is sent to one that is not proven as the credential says. */
export const agentHttp = (connect: Connect, credentials: ICredentialDataDecryptedObject): Http => believing({
	async send(request) {
		const options = await connectionFor(connect, credentials).catch(async (caught: unknown) => await Promise.reject(unsent(caught, request.repeatable)));
		return await connect(options).send(request);
	},
});
