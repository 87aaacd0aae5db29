import type { SimRequest, SimResponse } from '../../harness/server';
import { callerOf, checkModule, nameIn } from '../auth/caller';
import { metadataOf } from '../contract/metadata';
import type { World } from '../world';
import { addressOf, type Address } from './address';
import { headerOf } from './call';
import { Cut, errorBody, htmlPage, Page, Refusal } from './failure';
import { serveResource } from './resource-routes';

const contentType = (request: SimRequest): string => (headerOf(request, 'content-type').split(';')[0] ?? '').trim().toLowerCase();

const MODULES: ReadonlySet<string> = new Set(['GL', 'AP', 'PO', 'IC', 'CS', 'AR', 'OE', 'BK', 'TX']);

const checkContentType = (world: World, request: SimRequest): void => {
	if (contentType(request) === 'application/json') return;
	throw new Refusal('InternalServerError', 'The content type of the request is not supported.',
		{ status: world.switches.values.missingContentType });
};

const missing = (what: string): Refusal => new Refusal('ResourceNotFound', `The resource '${what}' was not found.`);

const refuseSlash = (world: World, request: SimRequest): void => {
	if (world.switches.values.encodedSlash === 'refuse' && /%2f/i.test(request.path)) throw new Page(htmlPage(404, 'Not Found'));
};

const metadata = (world: World, { module }: Address): SimResponse => ({
	status: 200, headers: { 'content-type': 'application/xml; charset=utf-8' },
	body: metadataOf(module, world.catalogue().ofModule(module), world.switches.values.metadata),
});

/** One request, in the order of checks that the real server is believed to have: path, content type, user, company, right, resource. */
const route = (world: World, request: SimRequest): SimResponse => {
	refuseSlash(world, request);
	const address = addressOf(request.path, world.switches.values.tenantSegment);
	if (address === undefined) throw missing(request.path);
	checkContentType(world, request);
	const { user, cookies } = callerOf(world, request);
	const company = world.company(address.company);
	if (company === undefined) throw new Refusal(world.switches.values.unknownCompany, `Company ${address.company} was not found.`);
	checkModule(user, address.module);
	if (!MODULES.has(address.module)) throw missing(address.module);
	const answer = (): SimResponse => {
		if (address.resource === '$metadata' && request.method === 'GET') return metadata(world, address);
		const resource = world.catalogue().find(address.module, address.resource);
		if (resource === undefined) throw missing(address.resource);
		const path = request.path.replace(/\/$/, '');
		const listPath = address.key === undefined ? path : path.slice(0, path.lastIndexOf('/') + 1) + address.resource;
		return serveResource({ world, request, company, resource, own: world.catalogue().ownName(resource), user: user.name, path: listPath },
			address.key);
	};
	const given = refusalAsAnswer(world, answer);
	return cookies === undefined ? given : { ...given, cookies: [...(given.cookies ?? []), ...cookies] };
};

const errorAnswer = (world: World, { status, code, message, cookies, headers }: Refusal): SimResponse => ({
	status, headers: { 'content-type': `${world.switches.values.errorType}; charset=utf-8`, ...headers }, body: errorBody(code, message),
	...(cookies === undefined ? {} : { cookies }), note: { code },
});

/** Whatever ends a request early, as what the client gets. */
const refusalAsAnswer = (world: World, work: () => SimResponse): SimResponse => {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refusal) return errorAnswer(world, error);
		if (error instanceof Page) return error.response;
		if (error instanceof Cut) return { status: 0, cut: true, note: { cut: true } };
		throw error;
	}
};

/** A refusal of the whole request, such as of one too many at once. */
const guarded = async (world: World, work: () => Promise<SimResponse>): Promise<SimResponse> => {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refusal) return errorAnswer(world, error);
		throw error;
	}
};

export const serveSite = async (world: World, request: SimRequest): Promise<SimResponse> => {
	const coldMs = await world.pool.wake();
	const answer = await guarded(world, () => world.pool.run(nameIn(request), () => refusalAsAnswer(world, () => route(world, request))));
	world.later.answered(request);
	const headers = { ...answer.headers, date: new Date(world.now()).toUTCString() };
	return { ...answer, headers, note: coldMs === 0 ? { ...answer.note } : { ...answer.note, coldMs } };
};
