import type { IExecuteFunctions, ILoadOptionsFunctions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { basic } from '../../shared/sagex3/sign-in/basic';
import { connectedApplication } from '../../shared/sagex3/sign-in/connected-application';
import type { CredentialWay } from '../../shared/sagex3/sign-in/trial';

/** One way of signing in to Sage X3, as the node needs it. */
export interface Way extends CredentialWay {
	/** Type of the credential. */
	readonly credential: string;
}

const WAYS: Readonly<Record<string, Way>> = {
	connectedApplication: { credential: 'sageX3Api', ...connectedApplication },
	basic: { credential: 'sageX3BasicApi', ...basic },
};

const FIRST = 'connectedApplication';

/** First in the panel. Its values are in workflows: they stay. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
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
