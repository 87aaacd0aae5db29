import type { SimulatorDescriptor } from '../harness/descriptor';
import { serve, type RunningSimulator, type Simulator, type SimulatorContext, type SimRequest, type SimResponse } from '../harness/server';
import { OAUTH_ROUTES } from './auth/oauth-pages';
import { TOKEN_ROUTES } from './auth/token-routes';
import { control } from './control/control';
import { integrationApi } from './http/api';
import { ApiError, errorResponse } from './http/reply';
import { checkTenant, loadTenant } from './model/load';
import type { TenantDefinition } from './model/types';
import { isSeedName, SEEDS, type SeedName } from './seeds';
import { World } from './world';

export type { TenantDefinition } from './model/types';
export { DEFAULT_TENANT } from './model/default';
export { SUBLEDGER_TENANT } from './model/subledgers';
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

const seedsOf = (text: string | undefined): SeedName[] => (text ?? '').split(',').filter((name) => name !== '').map((name) => {
	if (!isSeedName(name)) throw new Error(`--seed takes ${Object.keys(SEEDS).join(', ')}, not ${name}`);
	return name;
});

export const descriptor: SimulatorDescriptor = {
	name: 'anaplan',
	title: 'Anaplan',
	options: {
		model: { value: 'FILE', help: 'the Anaplan tenant as JSON (simulators/anaplan/model/types.ts says its shape); subledgers: the usual one with lists and modules for Acumatica' },
		seed: { value: 'budget', help: 'the Anaplan model begins with an approved budget in INP01 Budget' },
	},
	help: `  K U/__sim/model                                     lists and modules with counts
  K 'U/__sim/list?id=101000000001'                    items
  K 'U/__sim/cells?module=102000000003'               cells, one row per line
  K 'U/__sim/totals?module=102000000003&by=Account,Period&sum=Amount'    exact sums as text
  K U/__sim/tasks   U/__sim/uploads   U/__sim/dumps   U/__sim/sessions
  K U/__sim/seed -d '{"what":"budget"}'               an approved budget of 40 accounts, 5 departments and 12 months
  K U/__sim/scale -d '{"rows":1000000,"lineItems":4}' a module of computed cells, with view and export; answers ids and exact sums
  K U/__sim/model-state -d '{"activeState":"LOCKED"}' any word; refuses: another HTTP status than usual, or null
  K U/__sim/model-state -d '{"activeState":"ARCHIVED","afterRequests":3,"match":"/tasks"}'    between two requests of a client
  K U/__sim/default-file -d '{"file":"113000000001","content":"Code,Name\\n","access":"everyone"}'
  K U/__sim/busy -d '{"ms":5000}'                     the model is busy, as by work in the user interface
  K U/__sim/device -d '{"userCode":"QKMR-VHTB","decision":"approve"}'
  K -X POST U/__sim/sessions/expire                   every token is dead; also with user, afterRequests, match
  K U/__sim/storm -d '{"requests":20,"retryAfter":2}' so many requests get 429
`,
	start: ({ model, seed }, port) => startAnaplan({ ...(port === undefined ? {} : { port }), ...(model === undefined ? {} : { model }), seeds: seedsOf(seed) }),
};
