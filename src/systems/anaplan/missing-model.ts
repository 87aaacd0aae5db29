import type { Json } from './json';
import { textOf } from './json';
import type { Named } from './metadata';
import { pick } from './pick';

/** Reads a collection outside of models; undefined when that fails or is not the whole. */
export type Look = (place: string, key: string) => Promise<readonly Json[] | undefined>;

const PLACE = /^(\/workspaces\/([^/?]+))?(?:\/models\/([^/?]+))?/;

/** The part of a path that says in which workspace and model it is; empty outside of both. */
export const placeIn = (path: string): string => PLACE.exec(path)?.[0] ?? '';

const demand = (all: readonly Json[] | undefined, encoded: string | undefined, what: string): void => {
	if (all && encoded !== undefined) pick(all.map((one): Named => ({ id: textOf(one, 'id'), name: textOf(one, 'name') })), decodeURIComponent(encoded), what);
};

/**
 * Looks whether the workspace and the model of a path exist for this user. To be asked only after a 404: Anaplan answers
 * that for an unknown model as for anything unknown in it (reference anaplan 12), and both lists are shown even to users
 * without access to what is in the model.
 * @throws FatalError that says which ones exist
 */
export const requirePlace = async (look: Look, path: string): Promise<void> => {
	const [, inWorkspace, workspaceId, modelId] = PLACE.exec(path) ?? [];
	if (workspaceId !== undefined) demand(await look('/workspaces', 'workspaces'), workspaceId, 'workspace');
	if (modelId !== undefined) demand(await look(`${inWorkspace ?? ''}/models`, 'models'), modelId, 'model');
};
