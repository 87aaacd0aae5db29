import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** First in the panel. Its values are in workflows: they stay. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'OAuth2 (Authorization Code)', value: 'oAuth2', description: 'Somebody signs in through a browser once; also for users of single sign-on' },
		{ name: 'OAuth2 (User and Password)', value: 'password', description: 'A token for an API user; one seat that stays between runs' },
		{ name: 'User and Password (Cookie)', value: 'cookie', description: 'Signs in for each run and out again; needs no connected application' },
	],
	default: 'cookie',
	description: 'How to sign in to Acumatica',
};

const CREDENTIALS = [['cookie', 'acumaticaApi'], ['password', 'acumaticaPasswordApi'], ['oAuth2', 'acumaticaOAuth2Api']] as const;

export const acumaticaCredentials = (required: boolean): INodeCredentialDescription[] =>
	CREDENTIALS.map(([authentication, name]) => ({ name, required, displayOptions: { show: { authentication: [authentication] } } }));
