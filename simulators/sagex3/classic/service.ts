import type { SimRequest, SimResponse } from '../../harness/server';
import { classicCaller, folderAt, type Caller } from '../auth/caller';
import { Ended, jsonAnswer, JSON_TYPE } from '../http/failure';
import type { World } from '../world';
import { classNamed, prototypeOf, type ClassicClass } from './classes';
import { diagnosesAnswer, type Call } from './diagnoses';
import { jsonText } from './json-text';
import { classicGuarded, listClass } from './list';
import { rendered } from './render';

const X3 = /^\/(?:api1|sdata)\/x3\/erp\/([^/]+)\/([^/(]+)(?:\((.*)\))?$/s;
const PLATFORM = /^\/(?:api1|sdata)\/syracuse\/collaboration\/syracuse\/endPoints$/;

const missing = (world: World, what: string): Ended => new Ended({
	status: world.switches.values.wrongRepresentation, headers: JSON_TYPE,
		body: JSON.stringify({ $diagnoses: [{ $severity: 'error', $message: what }] }),
});

const decoded = (text: string): string => decodeURIComponent(text);

/** The list of endpoints, which the platform gives with totals (reference sage-x3 8.1, 8.2). */
const endpoints = (world: World, { folders }: Caller): SimResponse => {
	const open = world.folders.filter(({ definition }) => folders?.includes(definition.folder) !== false);
	const shown = open.map(({ definition: { endpoint, folder } }) => ({
		$uuid: `00000000-0000-4000-8000-${Buffer.from(endpoint).toString('hex').padStart(12, '0').slice(-12)}`, $key: endpoint,
		dataset: endpoint, description: `Folder ${folder}`, applicationName: 'x3', contractName: 'erp', enableInMobile: true,
	}));
	return jsonAnswer(200, { $url: `${world.context.baseUrl()}/api1/syracuse/collaboration/syracuse/endPoints`, $itemsPerPage: 100,
		$startIndex: 1, $totalResults: shown.length,
		$resources: shown, $links: {} });
};

/** The record of a key, or 200 with a diagnosis when there is none (reference sage-x3 8.4). */
const details = (call: Call, key: string): SimResponse => {
	const { reader, shown } = call;
	const row = reader.folder.source(shown.table).find(key.split('~'));
	if (row === undefined) return jsonAnswer(200, { $diagnoses: [{ $severity: 'error', $message: '721 : Record does not exist' }] });
	const { kept, diagnoses } = diagnosesAnswer(call, [row]);
	const body = kept.length === 0 ? {} : rendered(row, shown, reader, true);
	return {
		status: 200, headers: JSON_TYPE, body: jsonText({ ...body, ...(diagnoses.length === 0 ? {} : { $diagnoses: diagnoses }) }),
		note: { folder: reader.folder.definition.endpoint, class: shown.name, rows: kept.length },
	};
};

const facetOf = (world: World, request: SimRequest, shown: ClassicClass): string => {
	const [, representation = '', facet = ''] = /^(.*)\.\$(\w+)$/.exec(request.query.get('representation') ?? '') ?? [];
	if (representation !== shown.representation) throw missing(world,
		`Representation ${request.query.get('representation') ?? ''} does not exist for class ${shown.name}`);
	return facet;
};

/** One request to api1, or to sdata, which is the same and burns a licence (reference sage-x3 8.1). */
export const serveClassic = (world: World, request: SimRequest): SimResponse => classicGuarded(() => {
	if (request.path.startsWith('/sdata/')) world.licences += 1;
	if (request.method !== 'GET') throw new Ended({ status: 405 });
	const caller = classicCaller(world, request);
	if (PLATFORM.test(request.path)) return endpoints(world, caller);
	const [, endpoint = '', className = '', bracket] = X3.exec(request.path) ?? [];
	if (endpoint === '') throw new Ended({ status: 404 });
	const folder = folderAt(world, decoded(endpoint), caller);
	const { values } = world.switches;
	const reader = { folder, language: caller.user.language, values };
	if (className === '$prototypes') {
		const [, name = ''] = /^'(.*)\.\$\w+'$/.exec(decoded(bracket ?? '')) ?? [];
		const found = classNamed(name, folder.definition, values);
		if (found === undefined) throw missing(world, `Representation ${name} does not exist`);
		return jsonAnswer(200, prototypeOf(found));
	}
	const shown = classNamed(decoded(className), folder.definition, values);
	if (shown === undefined) throw missing(world, `Class ${decoded(className)} does not exist`);
	const facet = facetOf(world, request, shown);
	const call: Call = { world, request, reader, shown };
	if (bracket === undefined && facet === 'query') return listClass(call);
	const [, key] = /^'(.*)'$/s.exec(decoded(bracket ?? '')) ?? [];
	if (key !== undefined && (facet === 'details' || facet === 'edit')) return details(call, key.replaceAll('\'\'', '\''));
	throw missing(world, `Facet ${facet} cannot be had here`);
});
