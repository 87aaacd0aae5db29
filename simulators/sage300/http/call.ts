import type { SimRequest } from '../../harness/server';
import type { Resource } from '../contract/types';
import type { Company } from '../data/company';
import type { World } from '../world';

/** One request of a user who may, to a resource of a company. */
export interface Call {
	readonly world: World;
	readonly request: SimRequest;
	readonly company: Company;
	readonly resource: Resource;
	/** The name that the database knows the resource by. */
	readonly own: string;
	readonly user: string;
	/** Address without the query, for links. */
	readonly path: string;
}

export const headerOf = (request: SimRequest, name: string): string => {
	const value = request.headers[name];
	return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
};
