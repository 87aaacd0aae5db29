import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { clientIdWithTenant, oauthFacts, tenantOf } from '../../../../src/systems/acumatica';
import { textIn } from '../../sign-in/credential-text';

/**
 * What can be told about an OAuth2 credential without asking anybody. n8n sends the client id as it stands in the form, so
 * its tenant cannot be put in from the field beside it.
 *
 * @throws FatalError for an address that must not be used, for a client id without its tenant or with another one
 */
export const checkOAuth2 = (credentials: ICredentialDataDecryptedObject): void => {
	oauthFacts(textIn(credentials, 'siteUrl').trim());
	const clientId = textIn(credentials, 'clientId');
	clientIdWithTenant(clientId, tenantOf(clientId) === '' ? '' : textIn(credentials, 'tenant'));
};
