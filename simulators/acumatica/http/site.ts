import type { SimRequest, SimResponse } from '../../harness/server';
import { callerOf, isSignedIn } from '../auth/caller';
import { login, logout } from '../auth/login';
import { isSystemEndpoint, type Contract } from '../contract/catalogue';
import { openApiOf } from '../contract/openapi';
import type { Json } from '../json/tree';
import { odata } from '../odata/routes';
import type { World } from '../world';
import { serveEntity } from './entity-routes';
import { endpointPath, linkTo } from './call';
import { HTML_TYPE, json, noSuchAddress, Refusal } from './failure';
import { tooMany } from './too-many';

const segmentsOf = (path: string): string[] => {
	try {
		return path.split('/').filter((segment) => segment !== '').map(decodeURIComponent);
	} catch {
		return ['%'];
	}
};

const missing = (world: World, request: SimRequest, detail = 'No type was found that matches the controller.'): Refusal =>
	noSuchAddress(`${world.context.baseUrl()}${request.path}`, detail);

/** GET /entity: system endpoints for everybody, those made on the site for its users (reference acumatica 1). */
const endpoints = (world: World, request: SimRequest): SimResponse => {
	const all = isSignedIn(world, request);
	const rows: Json = world.contracts().filter((contract) => all || isSystemEndpoint(contract))
		.map((contract) => ({ name: contract.name, version: contract.version, href: linkTo(world, endpointPath(world, contract)) }));
	const { build } = world.company;
	return json(200, world.switches.values.bareEndpointList ? rows : {
		version: { acumaticaBuildVersion: build, databaseVersion: build }, endpoints: rows,
	});
};

const swagger = (world: World, request: SimRequest, contract: Contract): SimResponse => {
	if (!world.switches.values.anonymousSwagger) callerOf(world, request);
	const server = `${world.context.baseUrl()}${endpointPath(world, contract).slice(0, -1)}`;
	return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(openApiOf(contract, server)) };
};

const download = (world: World, request: SimRequest, id: string): SimResponse => {
	callerOf(world, request);
	const file = world.files.get(id);
	if (file === undefined) throw missing(world, request);
	return {
		status: 200,
		headers: { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${encodeURIComponent(file.filename)}"` },
		body: file.content,
	};
};

const endpoint = (world: World, request: SimRequest, [name = '', version = '', entity = '', ...rest]: readonly string[]): SimResponse => {
	const contract = world.contracts().find((one) => one.name === name && one.version === version && (isSystemEndpoint(one) || isSignedIn(world, request)));
	if (contract === undefined) throw missing(world, request, `No endpoint was found that matches ${name}/${version}.`);
	if (entity === 'swagger.json' && request.method === 'GET') return swagger(world, request, contract);
	if (entity === 'files' && rest.length === 1) return download(world, request, rest[0] ?? '');
	const { session, cookies } = callerOf(world, request);
	if (!contract.isEntity(entity)) throw missing(world, request, `No type was found that matches the controller named '${entity}'.`);
	const answer = serveEntity({ world, request, session, contract, entity, rest });
	return cookies === undefined ? answer : { ...answer, cookies };
};

type Route = (world: World, request: SimRequest) => SimResponse;

const INSTANCE_API = {
	openapi: '3.0.1', info: { title: 'Instance', version: '1' },
	paths: { '/entity': { get: {} }, '/entity/auth/login': { post: {} }, '/entity/auth/logout': { post: {} } },
} as const;

/** Addresses that are no entity, by verb and path below the site. */
const ROUTES: Readonly<Record<string, Route>> = {
	'GET entity': endpoints,
	'GET entity/swagger.json': () => ({
		status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(INSTANCE_API),
	}),
	'POST entity/auth/login': login,
	'POST entity/auth/logout': logout,
	'GET identity/.well-known/openid-configuration': (world) => world.oauth.discovery(),
	'GET identity/connect/authorize': (world, request) => world.oauth.authorize(request),
	'POST identity/connect/token': (world, request) => world.oauth.token(request),
	'GET identity/connect/userinfo': (world, request) => world.oauth.userinfo(request),
	'POST identity/connect/revocation': (world, request) => world.oauth.revoke(request),
	'GET Frames/Error.aspx': (_, request) => ({
		status: 200, headers: HTML_TYPE, body: `<html><head><title>Error</title></head><body>${request.query.get('message') ?? ''}</body></html>`,
	}),
};

const route = (world: World, request: SimRequest): SimResponse => {
	const below = request.path === world.site || request.path.startsWith(`${world.site}/`) ? request.path.slice(world.site.length) : undefined;
	if (below === undefined) return { status: 404, headers: HTML_TYPE, body: '<html><head><title>404 - Not Found</title></head></html>' };
	const segments = segmentsOf(below);
	const known = ROUTES[`${request.method} ${segments.join('/')}`];
	if (known !== undefined) return known(world, request);
	if (segments[0] === 'entity' && segments.length >= 4) return endpoint(world, request, segments.slice(1));
	if (['t', 'odata', 'odatav4'].includes(segments[0] ?? '')) return odata(world, request, segments);
	throw missing(world, request);
};

const answered = (world: World, request: SimRequest): SimResponse => {
	try {
		world.operations.settle();
		return route(world, request);
	} catch (error) {
		if (error instanceof Refusal) return error.response;
		throw error;
	}
};

/** Everything but sign-out passes the queue (reference acumatica 7). */
export const serveSite = async (world: World, request: SimRequest): Promise<SimResponse> => {
	const free = request.path.endsWith('/entity/auth/logout');
	let delayedMs = 0;
	const answer = free ? answered(world, request) : await world.throttle.run(async () => answered(world, request), (ms) => {
		delayedMs = ms;
	});
	world.later.answered(request);
	const { note, ...given } = answer ?? tooMany(world);
	// Stamps were seen to agree with the Date of the answers (reference acumatica 3.1), so it is of the simulated clock too.
	const headers = { ...given.headers, date: new Date(world.now()).toUTCString() };
	return { ...given, headers, note: delayedMs === 0 ? { ...note } : { ...note, delayedMs } };
};
