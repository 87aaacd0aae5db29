import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { TEST_SITE } from '../nodes/shared/acumatica/sign-in/site-address';
import { placeFields, siteUrlField, tenantField } from '../nodes/shared/acumatica/sign-in/site-fields';
import { signTestOnly, trialByCookie } from '../nodes/shared/acumatica/sign-in/trial';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * Acumatica with user and password: the node signs in for each run and out again, and n8n signs nothing. A wrong password
 * comes as a 500 among others, which a declarative test cannot judge; therefore the test signs in inside
 * `preAuthentication`, asks, and signs out (reference n8n-platform 4.2).
 */
export class AcumaticaApi implements ICredentialType {
	name = 'acumaticaApi';

	displayName = 'Acumatica API';

	icon: Icon = { light: 'file:../nodes/Acumatica/Acumatica.svg', dark: 'file:../nodes/Acumatica/Acumatica.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{ displayName: 'Site Build', name: 'siteBuild', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		siteUrlField,
		tenantField('Login name of the tenant as the sign-in page shows it. Leave empty if the site has only one.'),
		{ displayName: 'User', name: 'user', type: 'string', default: '', required: true, placeholder: 'planner-api', description: 'Login name of the API user' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true },
		...placeFields,
		{ displayName: 'Locale', name: 'locale', type: 'string', default: 'en-US', description: 'Language of the session. Status names and other labels come in it, and conditions on them have to be written in it.' },
		{ displayName: 'Keep Session', name: 'keepSession', type: 'boolean', default: false, description: 'Whether to leave the session open for the next run, which saves a sign-in and keeps a seat of the licence' },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return { siteBuild: await trialByCookie(this, credentials) };
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signTestOnly(credentials, request);
	}

	/** The trial above is the test; this request, which needs no sign-in, only proves that the site still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: TEST_SITE, url: '/entity', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' } },
	};
}
