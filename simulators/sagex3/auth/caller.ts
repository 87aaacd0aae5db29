import type { SimRequest } from '../../harness/server';
import type { Folder } from '../data/folder';
import { Ended, HTML_TYPE, jsonAnswer, LOGIN_PAGE, textAnswer } from '../http/failure';
import { basicOf, bearerOf, headerOf } from '../http/header';
import type { UserDefinition } from '../model/types';
import { listed } from '../switches';
import type { World } from '../world';

/** Who calls, and which folders are open. */
export interface Caller {
	readonly user: UserDefinition;
	/** Undefined: all of them. */
	readonly folders: readonly string[] | undefined;
	readonly defaultEndpoint: string;
}

const loginPage = (): Ended => new Ended({ status: 200, headers: HTML_TYPE, body: LOGIN_PAGE, note: { loginPage: true } });

const NOBODY: Readonly<Record<string, () => Ended>> = {
	text: () => new Ended(textAnswer(401, 'Unauthorized')), json: () => new Ended(jsonAnswer(401, { message: 'Unauthorised' })), html: loginPage,
};

const userNamed = (world: World, login: string): UserDefinition => {
	const found = world.definition.users.find((one) => one.login === login);
	if (found === undefined) throw new Error(`the model has no user ${login}`);
	return found;
};

const firstEndpoint = (world: World): string => world.folders[0]?.definition.endpoint ?? '';

const byPassword = (world: World, request: SimRequest): Caller | undefined => {
	const basic = basicOf(request);
	const user = world.definition.users.find(({ login, password }) => login === basic?.login && password === basic.password);
	return user === undefined ? undefined : { user, folders: undefined, defaultEndpoint: firstEndpoint(world) };
};

/** A token that the client signed, or one of the gateway's. */
const byToken = (world: World, request: SimRequest, token: string): Caller => {
	if (world.gatewayTokens.isOwn(token)) {
		const { user, folders } = world.gateway.bearer(request);
		return { user: userNamed(world, user), folders, defaultEndpoint: firstEndpoint(world) };
	}
	const { user, defaultEndpoint } = world.connected.authenticate(token);
	return { user: userNamed(world, user), folders: undefined, defaultEndpoint };
};

/** The caller of /xtrem/api. Throws Ended. */
export const graphqlCaller = (world: World, request: SimRequest): Caller => {
	const { missingToken, basicGraphql } = world.switches.values;
	const token = bearerOf(request);
	if (token !== undefined) return byToken(world, request, token);
	const caller = basicGraphql ? byPassword(world, request) : undefined;
	if (caller === undefined) throw NOBODY[missingToken]!();
	return caller;
};

/** The caller of api1. Throws Ended. */
export const classicCaller = (world: World, request: SimRequest): Caller => {
	const modes = listed(world.switches.values.classicModes);
	const token = bearerOf(request);
	if (token !== undefined && modes.includes('bearer')) return byToken(world, request, token);
	const caller = modes.includes('basic') ? byPassword(world, request) : undefined;
	if (caller !== undefined) return caller;
	if (world.switches.values.loginPage) throw loginPage();
	throw new Ended({ status: 401, headers: { ...HTML_TYPE, 'www-authenticate': 'Basic realm="Sage X3"' }, body: 'Unauthorized' });
};

const noFolder = (world: World, name: string): Ended =>
	new Ended(jsonAnswer(world.switches.values.unknownEndpoint, { errors: [{ message: `Endpoint ${name} not found` }], extensions: {} }));

/** The folder behind an endpoint that the caller may reach. Throws Ended. */
export const folderAt = (world: World, endpoint: string, { folders }: Caller): Folder => {
	const found = world.folderAt(endpoint);
	if (found === undefined || folders?.includes(found.definition.folder) === false) throw noFolder(world, endpoint);
	return found;
};

/** The folder of `x-xtrem-endpoint`. Throws Ended. */
export const folderOf = (world: World, request: SimRequest, caller: Caller): Folder => {
	const endpoint = headerOf(request, 'x-xtrem-endpoint');
	if (endpoint === '' && world.switches.values.missingEndpoint === 'refuse') throw noFolder(world, 'of no name');
	return folderAt(world, endpoint === '' ? caller.defaultEndpoint : endpoint, caller);
};
