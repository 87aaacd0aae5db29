import type { SimRequest, SimResponse } from '../../harness/server';
import { bearerOf, headerOf } from '../http/header';
import { Ended, jsonAnswer } from '../http/failure';
import type { GatewayApplication, MachineClient } from '../model/types';
import type { World } from '../world';
import type { Bearer } from './gateway-tokens';
import { OTHER_REGION } from './pairing';

type Form = Readonly<Record<string, unknown>>;

const refused = (status: number, message: string): Ended => new Ended(jsonAnswer(status, { message }));

const UNAUTHORISED = 'Unauthorised';

const jsonIn = ({ body }: SimRequest): Form | undefined => {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		return typeof value === 'object' && value !== null ? (value as Form) : undefined;
	} catch {
		return undefined;
	}
};

const text = (form: Form, name: string): string => {
	const value = form[name];
	return typeof value === 'string' ? value : '';
};

/** The cloud gateway: sign-in by JSON, and folders (reference sage-x3 2.2); and the token address of client credentials (2.3). */
export class Gateway {
	constructor(private readonly world: World) {}

	root(request: SimRequest): SimResponse {
		this.bearer(request);
		return jsonAnswer(200, { customerUsage: { folder: `${this.address(request)}/v1/folders` } });
	}

	token(request: SimRequest): SimResponse {
		const form = jsonIn(request);
		if (form === undefined) throw refused(400, 'Required parameters are missing');
		const grant = text(form, 'grant_type');
		if (grant !== 'authorization_code' && grant !== 'refresh_token') {
			throw refused(400, grant === '' ? 'Required parameters are missing' : 'Invalid grant type');
		}
		const needed = ['client_id', 'client_secret', ...(grant === 'refresh_token' ? ['refresh_token'] : ['code', 'redirect_uri'])];
		if (needed.some((name) => text(form, name) === '')) throw refused(400, 'Required parameters are missing');
		const application = this.application(request, form);
		const pair = grant === 'refresh_token'
			? this.world.gatewayTokens.exchange(text(form, 'refresh_token'), application.clientId)
			: this.world.gatewayTokens.issue(this.world.pairings.redeem(text(form, 'code'), application.clientId, text(form, 'redirect_uri')));
		if (pair === undefined) throw refused(this.world.switches.values.deadRefresh, 'Invalid refresh token');
		const { accessSeconds, tokenAnswer } = this.world.switches.values;
		return jsonAnswer(200, {
			access_token: pair.access, refresh_token: pair.refresh,
				...(tokenAnswer === 'full' ? { token_type: 'Bearer', expires_in: accessSeconds } : {}),
		}, { grant });
	}

	folders(request: SimRequest): SimResponse {
		const { folders } = this.bearer(request);
		const base = this.address(request);
		const shown = this.world.folders.filter(({ definition }) => folders.includes(definition.folder)).map(({ definition: { folder } }) => ({
			name: folder, $urls: {
				dataIngestion: `${base}/v1/dataingestion/${folder}/`, dataDelivery: `${base}/v1/datadelivery/${folder}/`,
				...(this.world.switches.values.dataService === 'present' ? { dataService: `${base}/v1/service/${folder}/graphql` } : {}),
			},
		}));
		return jsonAnswer(200, { folders: shown });
	}

	/** POST /oauth/token with client credentials. */
	machineToken(request: SimRequest): SimResponse {
		const { machineBody, accessSeconds } = this.world.switches.values;
		const isJson = headerOf(request, 'content-type').includes('json');
		if (machineBody !== 'both' && (machineBody === 'json') !== isJson) throw new Ended(jsonAnswer(400, { error: 'invalid_request' }));
		const form: Form = (isJson ? jsonIn(request) : Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))) ?? {};
		if (text(form, 'grant_type') !== 'client_credentials') throw new Ended(jsonAnswer(400, { error: 'unsupported_grant_type' }));
		const client = this.machine(request, form);
		if (client === undefined) throw new Ended(jsonAnswer(401, { error: 'access_denied', error_description: 'Unauthorized' }));
		if (text(form, 'audience') !== client.audience) {
			throw new Ended(jsonAnswer(403, { error: 'access_denied', error_description: 'Service not found' }));
		}
		return jsonAnswer(200, { access_token: this.world.gatewayTokens.issueMachine(client), token_type: 'Bearer', expires_in: accessSeconds });
	}

	/** Whom the token of a call stands for. Throws Ended: 401 as JSON, 403 without the API key that client credentials need. */
	bearer(request: SimRequest): Bearer {
		const bearer = this.world.gatewayTokens.of(bearerOf(request) ?? '');
		if (bearer === undefined) throw refused(401, UNAUTHORISED);
		if (bearer.apiKey !== undefined && headerOf(request, 'x-api-key') !== bearer.apiKey) throw refused(403, 'Forbidden');
		return bearer;
	}

	private machine(request: SimRequest, form: Form): MachineClient | undefined {
		let [id, secret] = [text(form, 'client_id'), text(form, 'client_secret')];
		const basic = /^Basic +(\S+)$/i.exec(headerOf(request, 'authorization'))?.[1];
		if (basic !== undefined) [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
		return this.world.definition.machines.find((one) => one.clientId === id && one.secret === secret);
	}

	private application(request: SimRequest, form: Form): GatewayApplication {
		const found = this.world.definition.gateway.find(({ clientId, secret }) => clientId === text(form, 'client_id')
			&& secret === text(form, 'client_secret'));
		const isElsewhere = this.world.switches.values.customerRegion === 'other' && !request.path.startsWith(OTHER_REGION);
		if (found === undefined || isElsewhere) throw refused(404, 'URL, client id or redirect URI cannot be associated with an application');
		return found;
	}

	/** The gateway of the region that was asked. */
	private address({ path }: SimRequest): string {
		return `${this.world.context.baseUrl()}${path.startsWith(`${OTHER_REGION}/`) ? OTHER_REGION : ''}`;
	}
}
