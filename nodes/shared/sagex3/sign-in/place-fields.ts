import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import type { ApiChoice, SageX3Place } from '../../../../src/systems/sagex3';
import { textIn } from '../../sign-in/credential-text';
import type { CertifiedServer } from '../../sign-in/server-certificate';

/** What proves a server on premises. */
export const SAGEX3_SERVER: CertifiedServer = {
	system: 'Sage X3', server: 'server', secret: 'the sign-in', usual: 'public',
	pinnedText: 'of the authority, or of the server itself where it has signed its own; leave empty if a known authority has signed it.',
};

/** Where n8n keeps the tokens that a service has given; see stored-token. */
export const tokenFields: INodeProperties[] = [
	{ displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
	// As a password, so that a form that was opened before the last renewal does not bring back what it has seen.
	{ displayName: 'Sign-In Secret', name: 'signInSecret', type: 'hidden', typeOptions: { password: true }, default: '' },
];

export const serverUrlField: INodeProperties = {
	displayName: 'Server URL',
	name: 'serverUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'https://x3.example.com:8124',
	description: 'Address of the Sage X3 web server with its port. What follows it, such as /xtrem/api or /api1, is left out.',
};

export const endpointField: INodeProperties = {
	displayName: 'Endpoint',
	name: 'endpoint',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'NORTHWIND',
	description: 'Name of the Syracuse endpoint (Administration > Endpoints > Endpoints), which usually is the code of the folder. Each endpoint needs a credential of its own.',
};

/** Of ways to sign in that both APIs know. */
export const apiField: INodeProperties = {
	displayName: 'API',
	name: 'api',
	type: 'options',
	options: [
		{ name: 'Classic REST', value: 'classic', description: 'The path /api1, which every server has' },
		{ name: 'Find Out', value: 'find out', description: 'GraphQL where the server answers to it, otherwise classic REST' },
		{ name: 'GraphQL', value: 'graphql', description: 'Sage X3 Services, a component of its own' },
	],
	default: 'find out',
	description: 'Which API is used',
};

export const graphqlUrlField: INodeProperties = {
	displayName: 'GraphQL Path',
	name: 'graphqlUrl',
	type: 'string',
	default: '',
	placeholder: '/xtrem/api',
	description: 'Path of the GraphQL API on the server, if it is not /xtrem/api',
};

const APIS: readonly ApiChoice[] = ['graphql', 'classic', 'find out'];

/** What the credential says about server and endpoint; nothing is checked yet. A self-signed token is known to GraphQL alone. */
export const placeIn = (credentials: ICredentialDataDecryptedObject): SageX3Place => ({
	serverUrl: textIn(credentials, 'serverUrl').trim(), endpoint: textIn(credentials, 'endpoint').trim(), graphqlUrl: textIn(credentials, 'graphqlUrl').trim(),
	api: APIS.find((one) => one === credentials.api) ?? 'graphql',
});
