import { createAcumaticaClient, createCookieSignIn, CookieSessions, type AcumaticaClient, type AcumaticaClientOptions, type CookieSignIn } from '../../src/systems/acumatica';
import { HARBOR_MILLS, startAcumatica, type AcumaticaOptions } from '../../simulators/acumatica';
import { SimulatedSite, userOf, type Stored } from './simulated-site';

export const VERSIONS = ['24.200.001', '25.200.001'] as const;

export const USER = userOf(HARBOR_MILLS.users, 'planner-api');
export const CONTROLLER = userOf(HARBOR_MILLS.users, 'controller');

export interface SeatsReport {
	readonly taken: number;
	readonly peak: number;
	readonly open: ReadonlyArray<{ readonly id: string; readonly user: string }>;
}

/** The real client on the real simulator, over HTTP. */
export class ContractSite extends SimulatedSite {
	readonly sessions = new CookieSessions(this.clock);
	private readonly signIns: CookieSignIn[] = [];

	static async start(options: AcumaticaOptions = {}): Promise<ContractSite> {
		return await new ContractSite(await startAcumatica(options)).atNoon();
	}

	get url(): string {
		return `${this.simulator.url}${HARBOR_MILLS.site}`;
	}

	signIn(identity: Partial<typeof USER> & { readonly tenant?: string } = {}): CookieSignIn {
		const signIn = createCookieSignIn({
			http: this.http, clock: this.clock, sessions: this.sessions, random: () => 0,
			identity: { siteUrl: this.url, tenant: HARBOR_MILLS.tenant, ...USER, ...identity },
		});
		this.signIns.push(signIn);
		return signIn;
	}

	client(options: Partial<AcumaticaClientOptions> = {}): AcumaticaClient {
		return createAcumaticaClient({
			siteUrl: this.url, tenant: HARBOR_MILLS.tenant, endpoint: 'Default', version: '25.200.001', http: options.http ?? this.signIn().http,
			clock: this.clock, random: () => 0, ...options,
		});
	}

	save(entity: string, record: Stored, stamp?: string): Promise<{ readonly id: string; readonly stamp: string }> {
		return this.control('records', { entity, record, ...(stamp === undefined ? {} : { stamp }) });
	}

	records(entity: string): Promise<readonly Stored[]> {
		return this.control(`records?entity=${entity}`);
	}

	seats(): Promise<SeatsReport> {
		return this.control('sessions');
	}

	protected override async leave(): Promise<void> {
		for (const signIn of this.signIns) await signIn.end();
	}
}
