import { CREDENTIALS } from '../../examples/source/site-names';
import { accessOf } from '../../simulators/sage100';
import type { CredentialFile } from '../host/n8n';

/** Secrets of the users that the simulators know, each by what it is. */
export const INTACCT_SECRETS = { 'the sender password': 'sender-secret', 'the user password': 'user-secret' } as const;
export const ACUMATICA_SECRETS = { 'the password of the Acumatica user': 'planner-secret', 'the client secret of Acumatica': 'other-client-secret' } as const;
/** It never leaves the machine of the agent. */
export const SAGE100_SECRETS = { 'the password of the Sage 100 user': 'Agent-Secret-1' } as const;
/** As it is typed; it is sent in capitals. */
export const SAGE300_SECRETS = { 'the password of the Sage 300 user': 'Planner-Secret' } as const;
export const SAGEX3_SECRETS = { 'the client secret of Sage X3': 'linden-connected-secret', 'the password of the Sage X3 user': 'anaplan-secret' } as const;
export const ANAPLAN_SECRETS = { 'the Anaplan password': 'anaplan-password' } as const;

/** Credentials for the simulators at these addresses, under the names that every example gives them. */
export const intacctCredential = (url: string): CredentialFile => ({
	...CREDENTIALS.sageIntacctApi, type: 'sageIntacctApi',
	data: {
		senderId: 'bluefin-ws', senderPassword: INTACCT_SECRETS['the sender password'], companyId: 'BluefinTools', userId: 'ws_anaplan',
		userPassword: INTACCT_SECRETS['the user password'], entityId: '', clientCompanyId: '',
		gatewayUrl: `${url}/ia/xml/xmlgw.phtml`, trustedDomain: 'intacct.com', alwaysEmpty: '',
	},
});

/** Where a credential of Acumatica finds the simulated site. */
const harborMills = (url: string): Readonly<Record<string, unknown>> =>
	({ siteUrl: `${url}/HarborMills`, tenant: 'HarborMills', branch: '', endpoint: 'Default', version: '24.200.001' });

export const acumaticaCredential = (url: string): CredentialFile => ({
	...CREDENTIALS.acumaticaApi, type: 'acumaticaApi',
	data: { ...harborMills(url), user: 'planner-api', password: ACUMATICA_SECRETS['the password of the Acumatica user'], locale: 'en-US', keepSession: false },
});

export const acumaticaTokenCredential = (url: string): CredentialFile => ({
	id: 'erpAcumaticaPwd1', name: 'Acumatica by OAuth2 password', type: 'acumaticaPasswordApi',
	data: {
		...harborMills(url), clientId: '0C9D4C1E-77AA-4E0B-8F43-2B6A5D10EF02@HarborMills', clientSecret: ACUMATICA_SECRETS['the client secret of Acumatica'],
		user: 'planner-api', password: ACUMATICA_SECRETS['the password of the Acumatica user'],
	},
});

/** One user of the simulated Sage 300 site, in one of its companies. */
const sage300Site = (url: string, company: string): Readonly<Record<string, unknown>> => ({
	baseUrl: `${url}/Sage300WebApi`, company, user: 'planner', password: SAGE300_SECRETS['the password of the Sage 300 user'], keepCase: false,
	serverCertificate: 'public', tenantSegment: '-', lockPhrases: '', alwaysEmpty: '',
});

export const sage300Credential = (url: string): CredentialFile => ({ ...CREDENTIALS.sage300Api, type: 'sage300Api', data: sage300Site(url, 'NORDIX') });

/** In the company of the vendor's example payloads. */
export const SAMPLE_COMPANY = { id: 'erpSage300Sample', name: 'Sage 300, SAMLTD' };

export const sage300SampleCredential = (url: string): CredentialFile => ({ ...SAMPLE_COMPANY, type: 'sage300Api', data: sage300Site(url, 'SAMLTD') });

/** For the agent of the simulated Sage 100 site at this address; its certificate is proven by the fingerprint alone. */
export const sage100Agent = (url: string, company: string): Readonly<Record<string, unknown>> => {
	const { url: agentUrl, apiKey, fingerprint } = accessOf(url);
	return { agentUrl, apiKey, company, serverCertificate: 'pinned', fingerprint, certificateText: '', alwaysEmpty: '' };
};

export const sage100Credential = (url: string): CredentialFile => ({ ...CREDENTIALS.sage100Api, type: 'sage100Api', data: sage100Agent(url, 'ABC') });

/** In the company with five segments, whose entries need batches. */
export const SAGE100_FIVE = { id: 'erpSage100000005', name: 'Sage 100, 5IV' };

export const sage100FiveCredential = (url: string): CredentialFile => ({ ...SAGE100_FIVE, type: 'sage100Api', data: sage100Agent(url, '5IV') });

/** The connected application of the simulated Sage X3 server, in its first folder. */
export const sageX3Credential = (url: string): CredentialFile => ({
	...CREDENTIALS.sageX3Api, type: 'sageX3Api',
	data: {
		serverUrl: url, endpoint: 'LINDEN', clientId: 'linden-connected-app', clientSecret: SAGEX3_SECRETS['the client secret of Sage X3'], user: 'ANAPLAN',
		audience: '', validitySeconds: 300, graphqlUrl: '', serverCertificate: 'public', alwaysEmpty: '',
	},
});

/** The same folder for a user, by the API that the server has. */
export const SAGEX3_BASIC = { id: 'erpSageX3Basic001', name: 'Sage X3 by user and password' };

export const sageX3BasicCredential = (url: string): CredentialFile => ({
	...SAGEX3_BASIC, type: 'sageX3BasicApi',
	data: {
		serverUrl: url, endpoint: 'LINDEN', user: 'ANAPLAN', password: SAGEX3_SECRETS['the password of the Sage X3 user'], api: 'find out', graphqlUrl: '',
		serverCertificate: 'public', alwaysEmpty: '',
	},
});

/** By its cloud gateway: the first refresh token is good from the start and after a reset. */
export const sageX3GatewayCredential = (url: string): CredentialFile => ({
	id: 'erpSageX3Gateway1', name: 'Sage X3 by its gateway', type: 'sageX3GatewayOAuth2Api',
	data: {
		accessToken: '', signInSecret: '', gatewayUrl: url, clientId: 'x3-gateway-app', clientSecret: 'x3-gateway-secret', beginsWith: 'refreshToken', refreshToken: 'x3-first-refresh-token',
		endpoint: 'LINDEN', graphqlUrl: '',
	},
});

export const sageX3ClientCredential = (url: string): CredentialFile => ({
	id: 'erpSageX3Client01', name: 'Sage X3 by client credentials', type: 'sageX3ClientCredentialsApi',
	data: {
		accessToken: '', signInSecret: '', tokenUrl: `${url}/oauth/token`, clientId: 'x3-machine', clientSecret: 'x3-machine-secret', audience: 'https://x3.linden.example/api', apiKey: 'x3-api-key',
		askedBy: 'form', serverUrl: url, endpoint: 'LINDEN', api: 'find out', graphqlUrl: '',
	},
});

export const anaplanCredential = (url: string): CredentialFile => ({
	...CREDENTIALS.anaplanApi, type: 'anaplanApi',
	data: { token: '', user: 'integration@example.com', password: ANAPLAN_SECRETS['the Anaplan password'], apiUrl: url, authUrl: url },
});
