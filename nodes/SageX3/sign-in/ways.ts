import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { basic } from '../../shared/sagex3/sign-in/basic';
import { clientCredentials } from '../../shared/sagex3/sign-in/client-credentials';
import { connectedApplication } from '../../shared/sagex3/sign-in/connected-application';
import { gatewayPairing } from '../../shared/sagex3/sign-in/gateway-pairing';
import { secretsOf, type TokenWay } from '../../shared/sagex3/sign-in/stored-token';
import type { CredentialWay } from '../../shared/sagex3/sign-in/trial';

/** One way of signing in to Sage X3, as the node needs it. */
export interface Way {
	/** Type of the credential. */
	readonly credential: string;
	/** Whether the node signs by itself, or n8n with the tokens that it keeps in the credential. */
	readonly signs: { readonly by: 'node'; readonly way: CredentialWay } | { readonly by: 'n8n'; readonly way: TokenWay };
	/** Everything in the credential that must never be shown. */
	secrets(credentials: ICredentialDataDecryptedObject): readonly string[];
	/** Who is signed in, or what stands for it: what one has seen is shown to no other. */
	identity(credentials: ICredentialDataDecryptedObject): readonly string[];
}

const byNode = (credential: string, way: CredentialWay): Way =>
	({ credential, signs: { by: 'node', way }, secrets: (credentials) => way.secrets(credentials), identity: (credentials) => way.secrets(credentials) });

const byN8n = (credential: string, way: TokenWay): Way => ({
	credential, signs: { by: 'n8n', way }, secrets: (credentials) => secretsOf(way, credentials),
	identity: (credentials) => [way.owner(credentials), ...way.typedSecrets(credentials)],
});

const WAYS: Readonly<Record<string, Way>> = {
	connectedApplication: byNode('sageX3Api', connectedApplication),
	gateway: byN8n('sageX3GatewayOAuth2Api', gatewayPairing),
	clientCredentials: byN8n('sageX3ClientCredentialsApi', clientCredentials),
	basic: byNode('sageX3BasicApi', basic),
};

const FIRST = 'connectedApplication';

/** First in the panel. Its values are in workflows: they stay. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Client Credentials and API Key', value: 'clientCredentials', description: 'For gateways that have it; unconfirmed by Sage' },
		{ name: 'Cloud Gateway', value: 'gateway', description: 'GraphQL of Sage X3 Cloud; the customer accepts the application once' },
		{ name: 'Connected Application', value: 'connectedApplication', description: 'GraphQL of an own server; tokens are signed by this node' },
		{ name: 'User and Password (Basic)', value: 'basic', description: 'Classic REST of an own server' },
	],
	default: FIRST,
	description: 'How to sign in to Sage X3',
};

export const sageX3Credentials: INodeCredentialDescription[] =
	Object.entries(WAYS).map(([authentication, { credential }]) => ({ name: credential, required: true, displayOptions: { show: { authentication: [authentication] } } }));

const chosen = (context: IExecuteFunctions | ILoadOptionsFunctions): unknown =>
	'getCurrentNodeParameter' in context ? context.getCurrentNodeParameter('authentication') : context.getNodeParameter('authentication', 0, FIRST);

/** The way that the node's panel names. */
export const wayOf = (context: IExecuteFunctions | ILoadOptionsFunctions): Way => {
	const name = String(chosen(context) ?? FIRST);
	const way = Object.hasOwn(WAYS, name) ? WAYS[name] : undefined;
	if (way) return way;
	throw new Error(`There is no way of signing in called "${name}": choose one of ${Object.keys(WAYS).join(', ')}`);
};
