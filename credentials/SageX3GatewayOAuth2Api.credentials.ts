import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { folderField, gatewayPairing, pairingFields } from '../nodes/shared/sagex3/sign-in/gateway-pairing';
import { graphqlUrlField, tokenFields } from '../nodes/shared/sagex3/sign-in/place-fields';
import { freshTokens, signWithStored } from '../nodes/shared/sagex3/sign-in/stored-token';
import { guardedAddress } from '../nodes/shared/sign-in/guarded-address';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * The Sage X3 Cloud gateway. Its OAuth2 takes JSON for tokens and answers a pairing by a POST, neither of which n8n's own OAuth2 does; so the
 * tokens are kept in hidden fields, see nodes/shared/sagex3/sign-in/stored-token.
 */
export class SageX3GatewayOAuth2Api implements ICredentialType {
	name = 'sageX3GatewayOAuth2Api';

	displayName = 'Sage X3 Gateway OAuth2 API';

	icon: Icon = { light: 'file:../nodes/SageX3/SageX3.svg', dark: 'file:../nodes/SageX3/SageX3.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		...tokenFields,
		{
			displayName: 'Gateway URL', name: 'gatewayUrl', type: 'string', default: '', required: true, placeholder: 'https://api.eu-sagex3.com',
			description: 'Address of the cloud gateway of the customer\'s region, without /v1',
		},
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, description: 'Of the application in the Sage App Registry' },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		...pairingFields,
		folderField,
		{ ...graphqlUrlField, placeholder: '/v1/service/NORTHWIND/graphql', description: 'Path of the GraphQL API of the folder on the gateway. Leave empty: the gateway says it.' },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await freshTokens(this, credentials, gatewayPairing);
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signWithStored(credentials, request, gatewayPairing);
	}

	/** The trial above is the test; this request only proves that the gateway still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ ${guardedAddress('$credentials', 'gatewayUrl')} }}`, url: '/', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' }, ignoreHttpStatusErrors: true },
	};
}
