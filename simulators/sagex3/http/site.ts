import type { SimRequest, SimResponse } from '../../harness/server';
import { folderOf, graphqlCaller } from '../auth/caller';
import { OTHER_REGION } from '../auth/pairing';
import { serveClassic } from '../classic/service';
import { serveGraphql } from '../graphql/service';
import type { World } from '../world';
import { Ended, HTML_TYPE, jsonAnswer } from './failure';

type Serve = (world: World, request: SimRequest) => SimResponse | Promise<SimResponse>;

const ownServer: Serve = (world, request) => {
	const caller = graphqlCaller(world, request);
	return serveGraphql(world, request, folderOf(world, request, caller), caller.user);
};

const SERVICE = /\/v1\/service\/([^/]+)\/graphql\/?$/;

const cloudService: Serve = (world, request) => {
	const { user, folders } = world.gateway.bearer(request);
	const folder = world.folders.find(({ definition }) => definition.folder === SERVICE.exec(request.path)?.[1]
		&& folders.includes(definition.folder));
	const found = world.definition.users.find(({ login }) => login === user);
	if (folder === undefined || found === undefined) throw new Ended(jsonAnswer(404, { message: 'Not found' }));
	return serveGraphql(world, request, folder, found);
};

/** Paths of the gateway may have that of a region in front. */
const gateway = (path: string): RegExp => new RegExp(`^(?:${OTHER_REGION})?${path}$`);

/** Addresses with their verb; another verb is 405 (reference sage-x3 1, 2). */
const ROUTES: readonly (readonly [verb: string, path: RegExp, serve: Serve])[] = [
	['POST', /^\/xtrem\/api$/, ownServer],
	['POST', gateway('/v1/service/[^/]+/graphql/?'), cloudService],
	['GET', gateway('/v1/?'), (world, request) => world.gateway.root(request)],
	['GET', gateway('/v1/token/authorise'), (world, request) => world.pairings.authorise(request)],
	['POST', gateway('/v1/token'), (world, request) => world.gateway.token(request)],
	['GET', gateway('/v1/folders'), (world, request) => world.gateway.folders(request)],
	['POST', /^\/oauth\/token$/, (world, request) => world.gateway.machineToken(request)],
];

const isClassic = ({ path }: SimRequest): boolean => /^\/(api1|sdata)\//.test(path);

/** A component that is not installed has no addresses. */
const checkInstalled = (world: World, request: SimRequest): void => {
	const { surfaces } = world.switches.values;
	const absent = surfaces === 'graphql' ? isClassic(request) : surfaces === 'classic' && request.path === '/xtrem/api';
	if (absent) throw new Ended({ status: 404, headers: HTML_TYPE, body: '<html><head><title>404 Not Found</title></head></html>' });
};

const route: Serve = (world, request) => {
	checkInstalled(world, request);
	if (isClassic(request)) return serveClassic(world, request);
	const found = ROUTES.filter(([, path]) => path.test(request.path));
	if (found.length === 0) throw new Ended(jsonAnswer(404, { message: 'Not found' }));
	const [, , serve] = found.find(([verb]) => verb === request.method) ?? [];
	if (serve === undefined) throw new Ended({ status: 405, headers: { allow: found.map(([verb]) => verb).join(', ') } });
	return serve(world, request);
};

const answered: Serve = async (world, request) => {
	try {
		return await route(world, request);
	} catch (error) {
		if (error instanceof Ended) return error.response;
		throw error;
	}
};

/** What `later` matches: GraphQL has one address for all, so the nodes of the question stand behind it. */
const named = (request: SimRequest, { note }: SimResponse): SimRequest => {
	if (!Array.isArray(note?.nodes) || note.nodes.length === 0) return request;
	const query = new URLSearchParams(request.query);
	query.set('nodes', note.nodes.join(' '));
	return { ...request, query };
};

/** One request; the answer has the server's own time, by which clients can tell whether their tokens are good. */
export const serveSite = async (world: World, request: SimRequest): Promise<SimResponse> => {
	const answer = await world.load.run(async () => answered(world, request));
	world.later.answered(named(request, answer));
	return { ...answer, headers: { ...answer.headers, date: new Date(world.now()).toUTCString() } };
};
