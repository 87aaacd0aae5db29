import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import type { AcumaticaPlace, CookieIdentity } from '../../../../src/systems/acumatica';
import { textIn } from '../../sign-in/credential-text';

/** Where requests go: the fields that all ways of signing in have. */
export const siteUrlField: INodeProperties = {
	displayName: 'Site URL',
	name: 'siteUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'https://harbormills.acumatica.com',
	description: 'Address of the site as in the browser, with the virtual directory if it has one, such as https://erp.example.com/AcumaticaERP. Leave out what follows, such as /Main?ScreenId=….',
};

export const tenantField = (description: string): INodeProperties => ({
	displayName: 'Tenant',
	name: 'tenant',
	type: 'string',
	default: '',
	placeholder: 'HarborMills',
	description,
});

export const placeFields: INodeProperties[] = [
	{
		displayName: 'Branch',
		name: 'branch',
		type: 'string',
		default: '',
		placeholder: 'Mill One',
		description: 'Name of the branch, not its ID, in which requests work. Leave empty for the default branch of the user.',
	},
	{
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'string',
		default: 'Default',
		required: true,
		description: 'Name of the web service endpoint (form SM207060). Default is on every site.',
	},
	{
		displayName: 'Endpoint Version',
		name: 'version',
		type: 'string',
		default: '24.200.001',
		required: true,
		placeholder: '24.200.001',
		description: 'Version of the endpoint. The test of this credential tells which ones the site has.',
	},
];

/** What the credential says about site, tenant and endpoint; nothing is checked yet. */
export const placeIn = (credentials: ICredentialDataDecryptedObject): AcumaticaPlace => ({
	siteUrl: textIn(credentials, 'siteUrl').trim(), endpoint: textIn(credentials, 'endpoint'), version: textIn(credentials, 'version'),
	tenant: textIn(credentials, 'tenant'), branch: textIn(credentials, 'branch'),
});

/** Who signs in by cookie. */
export const cookieIdentity = (credentials: ICredentialDataDecryptedObject): CookieIdentity => ({
	...placeIn(credentials), user: textIn(credentials, 'user').trim(), password: textIn(credentials, 'password'), locale: textIn(credentials, 'locale'),
});
