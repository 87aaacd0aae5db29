import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { secretsOfGrant, tenantOfClient } from '../../shared/acumatica/sign-in/password-token';
import { textIn } from '../../shared/sign-in/credential-text';

type Credentials = ICredentialDataDecryptedObject;

/** One way of signing in to Acumatica, as the node needs it. */
export interface Way {
	/** Type of the credential. */
	readonly credential: string;
	/** `cookie` signs in and out by itself; n8n signs the requests of the others. */
	readonly signs: 'cookie' | 'n8n';
	/** Everything in the credential that must never be shown. */
	secrets(credentials: Credentials): readonly string[];
	/** Who is signed in, or what stands for it: what one identity has seen is never shown to another. */
	identity(credentials: Credentials): readonly string[];
	/** Names the streams; with OAuth2 the client id decides it. */
	tenant(credentials: Credentials): string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const oauthTokens = ({ oauthTokenData }: Credentials, names: readonly string[]): readonly string[] =>
	names.map((name) => (isRecord(oauthTokenData) ? oauthTokenData[name] : undefined)).filter((value) => typeof value === 'string');

const fields = (credentials: Credentials, names: readonly string[]): readonly string[] => names.map((name) => textIn(credentials, name));

const WAYS: Readonly<Record<string, Way>> = {
	cookie: {
		credential: 'acumaticaApi', signs: 'cookie',
		secrets: (credentials) => fields(credentials, ['password']),
		identity: (credentials) => fields(credentials, ['user', 'password']),
		tenant: (credentials) => textIn(credentials, 'tenant'),
	},
	password: {
		credential: 'acumaticaPasswordApi', signs: 'n8n',
		secrets: secretsOfGrant,
		identity: (credentials) => fields(credentials, ['clientId', 'user', 'password']),
		tenant: tenantOfClient,
	},
	oAuth2: {
		credential: 'acumaticaOAuth2Api', signs: 'n8n',
		secrets: (credentials) => [textIn(credentials, 'clientSecret'), ...oauthTokens(credentials, ['access_token', 'refresh_token', 'id_token'])],
		// Nothing else says who has signed in through the browser.
		identity: (credentials) => [textIn(credentials, 'clientId'), ...oauthTokens(credentials, ['access_token'])],
		tenant: tenantOfClient,
	},
};

const FIRST = 'cookie';

const chosen = (context: IExecuteFunctions | ILoadOptionsFunctions): unknown =>
	'getCurrentNodeParameter' in context ? context.getCurrentNodeParameter('authentication') : context.getNodeParameter('authentication', 0, FIRST);

/** The way that the node's panel names. */
export const wayOf = (context: IExecuteFunctions | ILoadOptionsFunctions): Way => {
	const name = String(chosen(context) ?? FIRST);
	const way = Object.hasOwn(WAYS, name) ? WAYS[name] : undefined;
	if (way) return way;
	throw new Error(`There is no way of signing in called "${name}": choose one of ${Object.keys(WAYS).join(', ')}`);
};
