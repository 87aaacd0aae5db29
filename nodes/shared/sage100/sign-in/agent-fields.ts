import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sage100Identity, Sage100Place } from '../../../../src/systems/sage100';
import { textIn } from '../../sign-in/credential-text';
import type { CertifiedServer } from '../../sign-in/server-certificate';

/** What the credential says about agent and company; nothing is checked yet. */
export const placeIn = (credentials: ICredentialDataDecryptedObject): Sage100Place =>
	({ agentUrl: textIn(credentials, 'agentUrl').trim(), company: textIn(credentials, 'company').trim() });

export const identityIn = (credentials: ICredentialDataDecryptedObject): Sage100Identity => ({ apiKey: textIn(credentials, 'apiKey') });

/** Everything in the credential that must never be shown. */
export const secretsIn = (credentials: ICredentialDataDecryptedObject): readonly string[] => {
	const key = textIn(credentials, 'apiKey').trim();
	return key === '' ? [] : [key];
};

/** The agent makes its own certificate, so pinning is the usual way. */
export const SAGE100_AGENT: CertifiedServer = {
	system: 'Sage 100', server: 'agent', secret: 'the API key', usual: 'pinned',
	pinnedText: 'leave it empty, the agent hands out its certificate, and it counts only if it has the fingerprint above. Paste it where something else stands before the agent.',
};
