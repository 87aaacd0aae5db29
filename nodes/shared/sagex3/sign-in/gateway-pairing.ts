import { createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { Fingerprint } from '../../../../src/core/fingerprint';
import { RotationChain } from '../../../../src/core/sessions/rotation-chain';
import { listFolders, pairingAddress, readPairingCallback, renewPairing, SageX3Gateway, SYSTEM, type Folder, type Pairing } from '../../../../src/systems/sagex3';
import { nodeClock } from '../../context/node-clock';
import { textIn } from '../../sign-in/credential-text';
import type { TokenWay } from './stored-token';

type Credentials = ICredentialDataDecryptedObject;

const shown = (...values: string[]) => ({ show: { beginsWith: values } });

/** How the first tokens come: the gateway answers a pairing by a POST to an address of the application, which n8n's own OAuth2 cannot take. */
export const pairingFields: INodeProperties[] = [
	{
		displayName: 'Begins With',
		name: 'beginsWith',
		type: 'options',
		options: [
			{ name: 'Pairing', value: 'pairing', description: 'The test shows the address at which the customer accepts; what the gateway answers is put in here' },
			{ name: 'Refresh Token', value: 'refreshToken', description: 'The application was paired elsewhere, for example with Postman' },
		],
		default: 'refreshToken',
		description: 'How the first tokens come. Those that follow are kept by n8n.',
	},
	{
		displayName: 'Refresh Token', name: 'refreshToken', type: 'string', typeOptions: { password: true }, default: '', required: true, displayOptions: shown('refreshToken'),
		description: 'The first one, which nobody has used yet. It works once: use each pairing in one credential of one n8n alone.',
	},
	{
		displayName: 'Save: the test cannot connect yet, and "More details" beside it shows an address. Open it, have it accepted in Sage X3, and put what the gateway sends to the redirect URL into Pairing Answer.',
		name: 'howToPair', type: 'notice', default: '', displayOptions: shown('pairing'),
	},
	{
		displayName: 'Customer URL', name: 'customer', type: 'string', default: '', required: true, placeholder: 'https://x3.customer.example', displayOptions: shown('pairing'),
		description: 'Address of the customer\'s Sage X3, as its users open it',
	},
	{
		displayName: 'Redirect URL', name: 'redirectUri', type: 'string', default: '', required: true, placeholder: 'https://n8n.example.com/webhook/sage-x3-pairing', displayOptions: shown('pairing'),
		description: 'As registered in the Sage App Registry. A workflow with a Webhook node (POST) can be that address: its output is the pairing answer.',
	},
	{
		displayName: 'Data Access', name: 'dataAccess', type: 'string', default: 'businessDomain.ALL', displayOptions: shown('pairing'),
		description: 'What the application may read: a business domain, or user.? for what the user may who accepts. The scope api.graphQL is added.',
	},
	{
		displayName: 'Pairing Answer', name: 'pairingAnswer', type: 'string', typeOptions: { password: true }, default: '', displayOptions: shown('pairing'),
		placeholder: '{"authorizationCode":"…","state":"…"}', description: 'The whole body that came to the redirect URL, or the whole address if the browser was sent there. Empty until then.',
	},
];

export const folderField: INodeProperties = {
	displayName: 'Folder', name: 'endpoint', type: 'string', default: '', placeholder: 'NORTHWIND',
	description: 'Folder that is read. Left empty or misspelled, the test says which folders the application may reach. A node can name another one of them.',
};

/** One per process: only then is no refresh token sent twice. */
const chain = new RotationChain(nodeClock);

const text = (credentials: Credentials, name: string): string => textIn(credentials, name).trim();

/** People copy the address with its version. */
const gatewayIn = (credentials: Credentials): string => text(credentials, 'gatewayUrl').replace(/\/+$/, '').replace(/\/v1$/, '');

const beginsWithPairing = (credentials: Credentials): boolean => credentials.beginsWith === 'pairing';

interface Application {
	readonly gatewayUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

const applicationIn = (credentials: Credentials): Application =>
	({ gatewayUrl: gatewayIn(credentials), clientId: text(credentials, 'clientId'), clientSecret: text(credentials, 'clientSecret') });

/** Nobody can guess it without the client secret, and it need not be remembered until the answer comes. */
const stateOf = ({ gatewayUrl, clientId, clientSecret }: Application, customer: string, redirectUri: string): string =>
	createHmac('sha256', clientSecret).update(JSON.stringify(['sagex3 pairing state', gatewayUrl, clientId, customer, redirectUri])).digest('hex').slice(0, 32);

const incomplete = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'pair with the cloud gateway', said, remedy });

/** A browser that was sent to the redirect address shows the answer behind the question mark. */
const answerIn = (pasted: string): string => (/^https?:\/\//i.test(pasted) ? /\?([^#]*)/.exec(pasted)?.[1] ?? '' : pasted);

/** What the form says about the pairing. @throws FatalError with the address to open while nobody has paired it */
const pairingIn = (credentials: Credentials): Pairing => {
	const application = applicationIn(credentials);
	if (application.clientId === '' || application.clientSecret === '') throw incomplete('the credential lacks the client ID or the client secret', 'Copy both from the Sage App Registry.');
	if (!beginsWithPairing(credentials)) return { ...application, refreshToken: text(credentials, 'refreshToken') };
	const [customer, redirectUri, answer] = [text(credentials, 'customer'), text(credentials, 'redirectUri'), text(credentials, 'pairingAnswer')];
	if (customer === '' || redirectUri === '') throw incomplete('the credential lacks the customer URL or the redirect URL', 'Fill in both, the redirect URL as it is registered in the Sage App Registry.');
	const state = stateOf(application, customer, redirectUri);
	if (answer === '') {
		const scope = text(credentials, 'dataAccess');
		const address = pairingAddress({ gatewayUrl: application.gatewayUrl, clientId: application.clientId, customer, redirectUri, state, ...(scope !== '' && { scope }) });
		throw incomplete('nobody has accepted the pairing yet', `Open ${address} and have it accepted in Sage X3; then put what the gateway sends to the redirect URL into Pairing Answer.`);
	}
	const { code, gatewayUrl } = readPairingCallback(answerIn(answer), { gatewayUrl: application.gatewayUrl, state });
	return { ...application, gatewayUrl, refreshToken: '', begunBy: { code, redirectUri } };
};

const foldersOf: TokenWay['folders'] = async (http, credentials, asking = {}) =>
	await listFolders(new SageX3Gateway({ http, clock: nodeClock, ...asking }), pairingIn(credentials).gatewayUrl);

const addressIn = (folders: readonly Folder[], name: string): string => {
	const found = folders.find((folder) => folder.name === name);
	if (!found) {
		const names = folders.map((folder) => folder.name).join(', ');
		throw incomplete(
			name === '' ? 'the credential names no folder' : `there is no folder "${name}" that this application may reach`,
			names === '' ? 'The user who accepted the pairing has chosen no folder: pair again.' : `Write one of these into the credential: ${names}.`,
		);
	}
	if (found.dataServiceUrl !== undefined) return found.dataServiceUrl;
	throw incomplete(`the gateway names no address at which folder ${name} is read`, 'Ask Sage for the GraphQL address of the folder and write it into GraphQL Path of the credential.');
};

/** The cloud gateway (reference sage-x3 2.2): JSON token calls, and a refresh token that works once. */
export const gatewayPairing: TokenWay = {
	owner(credentials) {
		const { gatewayUrl, clientId } = applicationIn(credentials);
		const owner = new Fingerprint();
		owner.add(['sagex3 gateway 1', gatewayUrl, clientId, text(credentials, beginsWithPairing(credentials) ? 'pairingAnswer' : 'refreshToken')]);
		return owner.digest();
	},
	renew: async (http, credentials, held) => await renewPairing({ http, chain }, pairingIn(credentials), { ...held, freshUntilMs: 0 }),
	headers: () => ({}),
	async place(http, credentials, asking) {
		const [endpoint, own] = [text(credentials, 'endpoint'), text(credentials, 'graphqlUrl')];
		const graphqlUrl = own === '' ? addressIn(await foldersOf(http, credentials, asking), endpoint) : own;
		return { serverUrl: pairingIn(credentials).gatewayUrl, endpoint, api: 'graphql', graphqlUrl };
	},
	folders: foldersOf,
	typedSecrets: (credentials) => {
		const answer = answerIn(text(credentials, 'pairingAnswer'));
		const code = /(?:authorizationCode|code)"?\s*[:=]\s*"?([^"&\s,}]+)/.exec(answer)?.[1] ?? '';
		return [text(credentials, 'clientSecret'), text(credentials, 'refreshToken'), answer, code].filter((secret) => secret !== '');
	},
};
