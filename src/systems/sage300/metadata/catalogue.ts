import type { Sage300Gateway } from '../gateway';
import type { CompletePlace } from '../identity';
import { metadataRequest, resourceName } from '../wire/requests';
import type { ModuleModel, ResourceDescription } from './module-model';
import { readMetadata } from './read-metadata';

/** Documents by address; one map can serve all clients of a process, because they hold names and no data. */
export type KnownDocuments = Map<string, Promise<ModuleModel>>;

/** The names of the server, asked for once per module. */
export class Catalogue {
	constructor(
		private readonly place: CompletePlace,
		private readonly gateway: Sage300Gateway,
		private readonly documents: KnownDocuments = new Map(),
	) {}

	module(module: string): Promise<ModuleModel> {
		const request = metadataRequest(this.place, module);
		const known = this.documents.get(request.url) ?? this.gateway.call(request).then(({ response }) => readMetadata(response.body, module));
		this.documents.set(request.url, known);
		// A failure is not kept: the next one asks again.
		known.catch(() => this.documents.delete(request.url));
		return known;
	}

	/** @throws FatalError when there is no such resource, what fetching throws */
	async describe(resource: string): Promise<ResourceDescription> {
		const name = resourceName(resource);
		return (await this.module(name.module)).describe(name.resource);
	}
}
