import { FatalError } from '../../core/errors';
import { checkBaseUrl } from '../../core/http/trusted-hosts';

export const SYSTEM = 'Sage X3';

/** `find out`: GraphQL where the server has it, otherwise classic REST. */
export type ApiChoice = 'graphql' | 'classic' | 'find out';

/** Class and representation that this installation serves a resource under; representations are often the customer's own (reference sage-x3 8.4). */
export interface ClassChoice {
	readonly class?: string;
	readonly representation?: string;
}

/** Where requests go and whose books they show. */
export interface SageX3Place {
	/** With the port, and with the path of a proxy if there is one: `https://x3.example.com:8124`. */
	readonly serverUrl: string;
	/** The Syracuse endpoint, which usually is the folder: `NORTHWIND`. */
	readonly endpoint: string;
	readonly api?: ApiChoice;
	/** `/xtrem/api` on an own server. Behind a cloud gateway the path, or the whole address on the same host or below its domain. */
	readonly graphqlUrl?: string;
	/** Classic REST only, by resource: `{ suppliers: { representation: 'ZSUPPLIER' } }`. */
	readonly classes?: Readonly<Record<string, ClassChoice>>;
}

export interface CompletePlace {
	/** Without a slash at its end. */
	readonly serverUrl: string;
	readonly endpoint: string;
	readonly api: ApiChoice;
	readonly graphqlUrl: string;
	readonly classes: Readonly<Record<string, ClassChoice>>;
}

const USUAL_GRAPHQL_PATH = '/xtrem/api';

export const wrongCredential = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'use the credential', said, remedy });

/** An address without a slash at its end. @throws FatalError when it must not be used */
export const addressOf = (url: string): string => {
	const { origin, pathname } = checkBaseUrl(url.trim(), { system: SYSTEM });
	return `${origin}${pathname.replace(/\/+$/, '')}`;
};

/** People copy the address of the API, or of the page on which they sign in. */
const serverOf = (url: string): string => addressOf(url).replace(/\/(?:xtrem|api1|sdata|syracuse-main)(?:\/.*)?$/i, '');

/** An own path, or an address whose host is the server's or stands below its domain. */
const graphqlUrlOf = (serverUrl: string, own: string): string => {
	if (own === '') return `${serverUrl}${USUAL_GRAPHQL_PATH}`;
	if (!/^https?:\/\//i.test(own)) return `${serverUrl}/${own.replace(/^\/+/, '').replace(/\/+$/, '')}`;
	const [server, address] = [new URL(serverUrl), new URL(addressOf(own))];
	const domain = server.hostname.replace(/^api\./, '');
	const isSame = server.origin === address.origin;
	const isBelow = server.hostname.startsWith('api.') && server.protocol === address.protocol && server.port === address.port
		&& (address.hostname === domain || address.hostname.endsWith(`.${domain}`));
	if (isSame || isBelow) return addressOf(own);
	throw wrongCredential(
		`the GraphQL address is on ${address.host}, the server is ${server.host}`, 'Give the GraphQL address on the server itself, or only its path, such as /xtrem/api.',
	);
};

const APIS: ReadonlySet<string> = new Set<ApiChoice>(['graphql', 'classic', 'find out']);

/** Checked, blanks taken off. @throws FatalError when a part is missing or strange */
export const completePlace = ({ serverUrl, endpoint, api = 'find out', graphqlUrl = '', classes = {} }: SageX3Place): CompletePlace => {
	if (serverUrl.trim() === '') throw wrongCredential('it lacks the server address', 'Fill in the address with its port, for example https://x3.example.com:8124.');
	const name = endpoint.trim();
	if (!/^[A-Za-z][\w.-]*$/.test(name)) {
		throw wrongCredential(
			name === '' ? 'it lacks the endpoint' : `"${name}" cannot be the name of an endpoint`,
			'Give the name of the endpoint as Syracuse shows it (Administration > Endpoints > Endpoints); usually it is the folder, for example NORTHWIND.',
		);
	}
	if (!APIS.has(api)) throw wrongCredential(`"${String(api)}" is no API of Sage X3`, 'Choose GraphQL, classic REST, or let the node find out.');
	const server = serverOf(serverUrl);
	return { serverUrl: server, endpoint: name, api, graphqlUrl: graphqlUrlOf(server, graphqlUrl.trim()), classes };
};

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');

/**
 * Server and endpoint, as streams name them. Customers share the host of a cloud gateway and may have folders of one name: the address of
 * GraphQL, which is handed out for each of them, keeps them apart. The usual one says nothing more.
 */
export const realmOf = ({ serverUrl, endpoint, graphqlUrl }: CompletePlace): string => {
	const server = `${withoutScheme(serverUrl).toLowerCase()}/${endpoint}`;
	if (graphqlUrl === `${serverUrl}${USUAL_GRAPHQL_PATH}`) return server;
	const own = graphqlUrl.startsWith(`${serverUrl}/`) ? graphqlUrl.slice(serverUrl.length + 1) : withoutScheme(graphqlUrl);
	return `${server}@${own}`;
};
