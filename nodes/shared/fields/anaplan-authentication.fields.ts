import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** First in the panel. Its values are in workflows: they stay. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Basic (User and Password)', value: 'basicAuth' },
		{ name: 'Certificate', value: 'certificate', description: 'A CA certificate and its key; no password that expires' },
		{ name: 'Device Code', value: 'device', description: 'Somebody enters a code in a browser once; works without an address that Anaplan can call back' },
		{ name: 'OAuth2', value: 'oAuth2', description: 'Somebody signs in through a browser once; also for users of single sign-on' },
	],
	default: 'basicAuth',
	description: 'How to sign in to Anaplan',
};

const CREDENTIALS = [['basicAuth', 'anaplanApi'], ['certificate', 'anaplanCertificateApi'], ['device', 'anaplanDeviceApi'], ['oAuth2', 'anaplanOAuth2Api']] as const;

export const anaplanCredentials = (required: boolean): INodeCredentialDescription[] =>
	CREDENTIALS.map(([authentication, name]) => ({ name, required, displayOptions: { show: { authentication: [authentication] } } }));
