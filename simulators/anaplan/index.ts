import { serve, type RunningSimulator, type Simulator, type SimulatorContext, type SimRequest, type SimResponse } from '../harness/server';
import { OAUTH_ROUTES } from './auth/oauth-pages';
import { TOKEN_ROUTES } from './auth/token-routes';
import { control } from './control/control';
import { integrationApi } from './http/api';
import { ApiError, errorResponse } from './http/reply';
import { checkTenant, loadTenant } from './model/load';
import type { TenantDefinition } from './model/types';
import type { SeedName } from './seeds';
import { World } from './world';

export type { TenantDefinition } from './model/types';
export { DEFAULT_TENANT } from './model/default';
export { isSeedName, SEEDS, type SeedName } from './seeds';
export { BUDGET, type BudgetCell } from './seeds/budget';

export interface AnaplanOptions {
	/** The tenant with its models, or the path of a JSON file of that shape; the default model when absent. */
	readonly model?: TenantDefinition | string;
	/** Changes to the switches; `reset` comes back to these. */
	readonly switches?: Record<string, unknown>;
	/** Data for the first model, there from the start and after every reset. */
	readonly seeds?: readonly SeedName[];
}

/**
 * The three hosts of the service behind one address: authentication service (/token/…), OAuth 2.0 (/oauth/…, /auth/…) and
 * Integration API 2.0 (/2/0/…). Written from reference anaplan 1–12; its 16. is the list of what the tests show.
 */
export const anaplanSimulator = (options: AnaplanOptions = {}) => (context: SimulatorContext): Simulator => {
	const tenant = typeof options.model === 'object' ? options.model : loadTenant(options.model);
	checkTenant(tenant);
	const world = new World(context, tenant, options.switches, options.seeds);

	const handle = async (request: SimRequest): Promise<SimResponse> => {
		if (request.path.startsWith('/2/0/')) return integrationApi(world, request);
		const line = `${request.method} ${request.path}`;
		const route = TOKEN_ROUTES[line] ?? OAUTH_ROUTES[line];
		return route ? route(world, request) : errorResponse(new ApiError(404), request.path, context.clock.now());
	};
	return { name: 'anaplan', handle, control: (route, request) => control(world, route, request) };
};

export const startAnaplan = (options: AnaplanOptions & { readonly port?: number } = {}): Promise<RunningSimulator> =>
	serve(anaplanSimulator(options), options.port === undefined ? {} : { port: options.port });
