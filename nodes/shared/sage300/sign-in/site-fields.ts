import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sage300Identity, Sage300Place } from '../../../../src/systems/sage300';
import { textIn } from '../../sign-in/credential-text';
import type { CertifiedServer } from '../../sign-in/server-certificate';

/** What the credential says about server and company; nothing is checked yet. */
export const placeIn = (credentials: ICredentialDataDecryptedObject): Sage300Place => ({
	baseUrl: textIn(credentials, 'baseUrl').trim(), tenantSegment: textIn(credentials, 'tenantSegment').trim(), company: textIn(credentials, 'company').trim(),
});

export const identityIn = (credentials: ICredentialDataDecryptedObject): Sage300Identity => ({
	user: textIn(credentials, 'user').trim(), password: textIn(credentials, 'password'), keepPasswordCase: credentials.keepCase === true,
});

/** What a server of another language says of a lock: phrases with a semicolon or a line between them. */
export const lockPhrasesIn = (credentials: ICredentialDataDecryptedObject): readonly string[] =>
	textIn(credentials, 'lockPhrases').split(/[;\n]/).map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');

/** Everything in the credential that must never be shown, also as it is sent. */
export const secretsIn = (credentials: ICredentialDataDecryptedObject): readonly string[] => {
	const password = textIn(credentials, 'password');
	const user = textIn(credentials, 'user').trim().toUpperCase();
	const spellings = [password, password.toUpperCase()];
	return password === '' ? [] : [...spellings, ...spellings.map((text) => Buffer.from(`${user}:${text}`, 'utf8').toString('base64'))];
};

/** What proves the server on premises. */
export const SAGE300_SERVER: CertifiedServer = {
	system: 'Sage 300', server: 'server', secret: 'the password', usual: 'public',
	pinnedText: 'of the authority, or of the server itself where it has signed its own; leave empty if a known authority has signed it.',
};
