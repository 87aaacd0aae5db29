import { createHash } from 'node:crypto';
import type { SimRequest, SimResponse } from '../../harness/server';
import { Ended, jsonAnswer } from '../http/failure';
import type { GatewayApplication } from '../model/types';
import type { World } from '../world';

type Consent = 'accept' | 'pending' | 'deny';

interface Request {
	readonly code: string;
	readonly application: GatewayApplication;
	readonly redirect: string;
	readonly state: string;
	readonly askedAt: number;
	consent: Consent;
	used: boolean;
}

const LIFE = 24 * 3_600_000;

const refused = (status: number, message: string): Ended => new Ended(jsonAnswer(status, { message }));

/** The path in front of the gateway of another region. */
export const OTHER_REGION = '/eu';

/** Pairing of an application with a customer, asked for by a link and answered by a person at another time (reference sage-x3 2.2). */
export class Pairings {
	private readonly requests = new Map<string, Request>();

	constructor(private readonly world: World) {}

	/** GET …/v1/token/authorise. Throws Ended. */
	async authorise({ query }: SimRequest): Promise<SimResponse> {
		const ask = Object.fromEntries(query) as Readonly<Record<string, string | undefined>>;
		const { client_id: client, scope = '', customer, redirect_uri: redirect, state = '' } = ask;
		if (client === undefined || customer === undefined || redirect === undefined || scope === '') {
			throw refused(400, 'Required parameters are missing');
		}
		const application = this.world.definition.gateway.find(({ clientId }) => clientId === client);
		if (application === undefined || application.customer !== customer || !application.redirectUris.includes(redirect)) {
			throw refused(404, 'URL, client id or redirect URI cannot be associated with an application');
		}
		const { consent, callback } = this.world.switches.values;
		const code = createHash('sha256').update(`${this.requests.size}/${this.world.now()}`).digest('hex').slice(0, 32);
		const one: Request = { code, application, redirect, state, askedAt: this.world.now(), consent, used: false };
		this.requests.set(code, one);
		if (callback === 'redirect') {
			const back = new URL(redirect);
			for (const [name, value] of Object.entries(this.said(one, 'code'))) back.searchParams.set(name, value);
			return { status: 302, headers: { location: back.toString() } };
		}
		// The code is delivered whatever the user says; it is good for nothing until the request is accepted.
		await this.deliver(one);
		return jsonAnswer(202, { message: 'Pairing request sent to the customer' });
	}

	/** The application that a code was given for. Throws Ended. */
	redeem(code: string, clientId: string, redirect: string): GatewayApplication {
		const one = this.requests.get(code);
		if (one === undefined || one.used || one.application.clientId !== clientId || one.redirect !== redirect) {
			throw refused(403, 'Pairing request not found');
		}
		if (this.world.now() - one.askedAt > LIFE) throw refused(403, 'Pairing request has expired');
		if (one.consent !== 'accept') throw refused(403, 'Pairing request has not been accepted');
		one.used = true;
		return one.application;
	}

	/** The user says yes or no to what is waiting. */
	decide(consent: Consent): number {
		const waiting = [...this.requests.values()].filter((one) => one.consent === 'pending');
		for (const one of waiting) one.consent = consent;
		return waiting.length;
	}

	private said({ code, state }: Request, name: string): Record<string, string> {
		const elsewhere: Record<string, string> = this.world.switches.values.customerRegion === 'other'
			? { endpoint: `${this.world.context.baseUrl()}${OTHER_REGION}` } : {};
		return { [name]: code, state, ...elsewhere };
	}

	private async deliver(one: Request): Promise<void> {
		try {
			const { status } = await fetch(one.redirect, {
				method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(this.said(one, 'authorizationCode')),
					signal: AbortSignal.timeout(5_000),
			});
			this.world.effect('callback', { status });
		} catch (error) {
			this.world.effect('callback-failed', { why: String(error) });
		}
	}
}
