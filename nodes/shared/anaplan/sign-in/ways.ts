import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { secretsOfDeviceState } from '../../../../src/systems/anaplan';
import { storedSignIn, textIn } from './token-login';

type Credentials = ICredentialDataDecryptedObject;

/** One way of signing in to Anaplan, as the nodes need it. */
export interface Way {
	/** Type of the credential. */
	readonly credential: string;
	/** Word before the token (reference anaplan 3, "Which prefix goes where"). */
	readonly scheme: 'AnaplanAuthToken' | 'Bearer';
	/** Empty when nobody has signed in yet. */
	token(credentials: Credentials): string;
	/** Everything in the credential that must never be shown. */
	secrets(credentials: Credentials): readonly string[];
	/** Who is signed in, or what stands for it: what one identity has seen is never shown to another. */
	identity(credentials: Credentials): string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const oauthTokens = ({ oauthTokenData }: Credentials, names: readonly string[]): readonly string[] =>
	names.map((name) => (isRecord(oauthTokenData) ? oauthTokenData[name] : undefined)).filter((value) => typeof value === 'string');

const fields = (credentials: Credentials, names: readonly string[]): readonly string[] => names.map((name) => textIn(credentials, name));

/** The lines of a key one by one: who quotes it, quotes it with line breaks of his own. */
const keyLines = (pem: string): readonly string[] => pem.replace(/-----[^-]*-----/g, ' ').split(/\s+|\\n|\\r/).filter((line) => line.length >= 16);

const accessToken = (credentials: Credentials): string => oauthTokens(credentials, ['access_token'])[0] ?? '';

const WAYS: Readonly<Record<string, Way>> = {
	basicAuth: {
		credential: 'anaplanApi', scheme: 'AnaplanAuthToken',
		token: (credentials) => textIn(credentials, 'token'),
		secrets: (credentials) => fields(credentials, ['token', 'password']),
		identity: (credentials) => textIn(credentials, 'user'),
	},
	certificate: {
		credential: 'anaplanCertificateApi', scheme: 'AnaplanAuthToken',
		token: (credentials) => textIn(credentials, 'token'),
		secrets: (credentials) => [...fields(credentials, ['token', 'passphrase']), ...keyLines(textIn(credentials, 'privateKey'))],
		identity: (credentials) => textIn(credentials, 'certificate'),
	},
	device: {
		credential: 'anaplanDeviceApi', scheme: 'Bearer',
		token: (credentials) => textIn(credentials, 'token'),
		secrets: (credentials) => [textIn(credentials, 'token'), ...secretsOfDeviceState(storedSignIn(credentials))],
		// Nothing else says who has entered the code. Before that, the token is empty for everybody, and the code tells them apart.
		identity: (credentials) => `${textIn(credentials, 'token')} ${storedSignIn(credentials)}`,
	},
	oAuth2: {
		credential: 'anaplanOAuth2Api', scheme: 'Bearer',
		token: accessToken,
		secrets: (credentials) => [textIn(credentials, 'clientSecret'), ...oauthTokens(credentials, ['access_token', 'refresh_token', 'id_token'])],
		identity: accessToken,
	},
};

const FIRST = 'basicAuth';

const chosen = (context: IExecuteFunctions | ILoadOptionsFunctions): unknown =>
	'getCurrentNodeParameter' in context ? context.getCurrentNodeParameter('authentication') : context.getNodeParameter('authentication', 0, FIRST);

/** The way that the node's panel names; a workflow from before there was a choice signs in with user and password. */
export const wayOf = (context: IExecuteFunctions | ILoadOptionsFunctions): Way => {
	const name = String(chosen(context) ?? FIRST);
	const way = Object.hasOwn(WAYS, name) ? WAYS[name] : undefined;
	if (way) return way;
	throw new Error(`There is no way of signing in called "${name}": choose one of ${Object.keys(WAYS).join(', ')}`);
};
