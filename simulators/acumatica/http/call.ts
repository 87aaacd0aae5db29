import type { SimRequest } from '../../harness/server';
import type { Contract } from '../contract/catalogue';
import type { Session } from '../auth/sessions';
import type { World } from '../world';

/** One request of a signed-in user to an entity of an endpoint. */
export interface Call {
	readonly world: World;
	readonly request: SimRequest;
	readonly session: Session;
	readonly contract: Contract;
	readonly entity: string;
	/** Segments behind the entity, decoded. */
	readonly rest: readonly string[];
}

export const headerOf = (request: SimRequest, name: string): string => {
	const value = request.headers[name];
	return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
};

export const queryOf = (request: SimRequest, name: string): string => request.query.get(name) ?? '';

/** `/HarborMills/entity/Default/25.200.001/`. */
export const endpointPath = (world: World, contract: Contract): string => `${world.site}/entity/${contract.name}/${contract.version}/`;

/** Addresses are relative to the origin, or absolute on some builds (reference acumatica 1, 6.2). */
export const linkTo = (world: World, path: string): string => (world.switches.values.absoluteLinks ? `${world.context.baseUrl()}${path}` : path);
