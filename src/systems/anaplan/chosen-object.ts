import { IntegrationError } from '../../core/errors';
import type { Lists } from './lists';
import type { Metadata, ModelRef, Named } from './metadata';
import { pick } from './pick';

/** What is asked for what there is: a client. */
export interface Catalogue {
	readonly metadata: Pick<Metadata, 'actions' | 'exports' | 'files' | 'imports' | 'modules' | 'processes' | 'views'>;
	readonly lists: Pick<Lists, 'all'>;
}

/** Where to look up what users choose. */
const CATALOGUES = {
	action: (client: Catalogue, model: ModelRef) => client.metadata.actions(model),
	export: (client: Catalogue, model: ModelRef) => client.metadata.exports(model),
	file: (client: Catalogue, model: ModelRef) => client.metadata.files(model),
	import: (client: Catalogue, model: ModelRef) => client.metadata.imports(model),
	list: (client: Catalogue, model: ModelRef) => client.lists.all(model),
	module: (client: Catalogue, model: ModelRef) => client.metadata.modules(model),
	process: (client: Catalogue, model: ModelRef) => client.metadata.processes(model),
	view: (client: Catalogue, model: ModelRef) => client.metadata.views(model),
} satisfies Record<string, (client: Catalogue, model: ModelRef) => Promise<readonly Named[]>>;

export type ObjectKind = keyof typeof CATALOGUES;

/** Everything inside a model has such an id (reference anaplan 4). */
const OBJECT_ID = /^\d{11,13}$/;

/** What Anaplan answers for an id that does not exist; 500 for imports (reference anaplan 7, 12). */
const MAY_MEAN_UNKNOWN: ReadonlySet<number | undefined> = new Set([404, 500]);

/** Looking it up must not hide why the call failed. */
const explained = async (client: Catalogue, model: ModelRef, kind: ObjectKind, wanted: string, failure: unknown): Promise<Named> => {
	const all = await CATALOGUES[kind](client, model).catch(() => {
		throw failure;
	});
	return pick(all, wanted, kind);
};

/**
 * Works on the object that a user has chosen, by id or by name. An id is used as it is, because a busy model would keep the lookup waiting, and
 * because it saves a call; a name is looked up. If the call then fails as it does for an id that does not exist, the
 * lookup is made up for: the error says which objects exist, or a name that merely looks like an id is found after all.
 *
 * @param work must be harmless to do again
 */
export const withChosen = async <T>(client: Catalogue, model: ModelRef, kind: ObjectKind, wanted: string, work: (id: string) => Promise<T>): Promise<T> => {
	if (!OBJECT_ID.test(wanted)) return await work(pick(await CATALOGUES[kind](client, model), wanted, kind).id);
	try {
		return await work(wanted);
	} catch (caught) {
		if (!(caught instanceof IntegrationError) || !MAY_MEAN_UNKNOWN.has(caught.facts.status)) throw caught;
		const { id } = await explained(client, model, kind, wanted, caught);
		if (id === wanted) throw caught;
		return await work(id);
	}
};
