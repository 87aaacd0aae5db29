import { DEFAULT_SITE } from './model/default';
import type { CompanyDefinition, Scale } from './model/types';
import { serve } from './serve';
import { World } from './world';

/** What the parent asks for; all of it plain data, because it comes from another process. */
export interface ServerOptions {
	readonly port?: number;
	/** Zone of the server. */
	readonly zone?: string;
	/** Codes of companies of the default site, or companies of one's own. */
	readonly companies?: readonly (string | CompanyDefinition)[];
	readonly switches?: Readonly<Record<string, unknown>>;
	readonly seeds?: Scale;
	/** The clock begins here, milliseconds since 1970. */
	readonly now?: number;
}

const companyOf = (wanted: string | CompanyDefinition): CompanyDefinition => {
	if (typeof wanted !== 'string') return wanted;
	const found = DEFAULT_SITE.companies.find(({ code }) => code === wanted);
	if (found === undefined) throw new TypeError(`no company ${wanted}; known: ${DEFAULT_SITE.companies.map(({ code }) => code).join(', ')}`);
	return found;
};

const start = async ({ port, zone = DEFAULT_SITE.zone, companies, switches, seeds, now }: ServerOptions): Promise<void> => {
	const site = { ...DEFAULT_SITE, zone, companies: companies?.map(companyOf) ?? DEFAULT_SITE.companies };
	const world = new World(site, switches, seeds, now);
	const serving = await serve(world, port);
	process.send?.({ url: serving.url, port: serving.port });
};

process.once('message', (options: ServerOptions) => {
	start(options).catch((error: unknown) => {
		process.send?.({ failed: error instanceof Error ? error.message : String(error) });
		process.exit(1);
	});
});
// The one who started it has ended.
process.once('disconnect', () => process.exit(0));
