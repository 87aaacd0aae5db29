import { LINDEN } from './linden';
import { PILOT } from './pilot';
import type { ServerDefinition } from './types';

const REDIRECTS = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:5678/rest/oauth2-credential/callback`);

/** The server of examples, demo and end-to-end tests. All its names and people are invented. */
export const DEFAULT_SERVER: ServerDefinition = {
	users: [
		{ login: 'ANAPLAN', password: 'anaplan-secret', language: 'ENG' }, { login: 'COMPTA', password: 'compta-secret', language: 'FRA' },
		{ login: 'LIMITED', password: 'limited-secret', language: 'ENG', denied: ['journalEntryLine.analyticalLines', 'purchaseOrder'] },
	],
	applications: [
		{ clientId: 'linden-connected-app', secret: 'linden-connected-secret', url: '{url}/xtrem/api', validity: 300, user: 'ANAPLAN',
			defaultEndpoint: 'LINDEN' },
		{ clientId: 'compta-connected-app', secret: 'compta-connected-secret', url: '{url}/xtrem/api', validity: 300, user: 'COMPTA',
			defaultEndpoint: 'PILOTX3' },
		{ clientId: 'limited-connected-app', secret: 'limited-connected-secret', url: '{url}/xtrem/api', validity: 300, user: 'LIMITED',
			defaultEndpoint: 'LINDEN' },
	],
	gateway: [{
		clientId: 'x3-gateway-app', secret: 'x3-gateway-secret', redirectUris: REDIRECTS, customer: 'https://x3.linden.example',
			user: 'ANAPLAN', folders: ['LINDEN'],
		firstRefreshToken: 'x3-first-refresh-token',
	}],
	machines: [{
		clientId: 'x3-machine', secret: 'x3-machine-secret', audience: 'https://x3.linden.example/api', apiKey: 'x3-api-key',
			user: 'ANAPLAN', folders: ['LINDEN', 'PILOT'],
	}],
	folders: [LINDEN, PILOT],
};
