import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, INode } from 'n8n-workflow';

export interface CredentialStore {
	readonly credentialTypes: Readonly<Record<string, ICredentialType>>;
	readonly credentials: Record<string, ICredentialDataDecryptedObject>;
}

/** What n8n's credentials helper does (reference n8n-platform 4.3), with the values in memory instead of its database. */
export const credentialsHelper = (store: CredentialStore) => ({
	getParentTypes: (type: string) => store.credentialTypes[type]?.extends ?? [],
	isCredentialUsableByNode: () => true,
	async getDecrypted(_data: unknown, _reference: unknown, type: string) {
		const values = store.credentials[type];
		if (!values) throw new Error(`no credential of type ${type}`);
		return { ...values };
	},
	async preAuthentication(helpers: unknown, credentials: ICredentialDataDecryptedObject, type: string, _node: INode, expired: boolean) {
		const definition = store.credentialTypes[type];
		const field = definition?.properties.find((property) => property.typeOptions?.expirable === true)?.name;
		if (!definition?.preAuthentication || field === undefined || (credentials[field] !== '' && !expired)) return undefined;
		const output = await definition.preAuthentication.call(helpers as never, credentials);
		if ((output as Record<string, unknown>)[field] === undefined) return undefined;
		Object.assign(store.credentials[type] ?? {}, output);
		return Object.assign(credentials, output);
	},
	/** Before each request of an OAuth2 credential, and nothing of it is stored. */
	async runPreAuthentication(helpers: unknown, credentials: ICredentialDataDecryptedObject, type: string) {
		return await store.credentialTypes[type]?.preAuthentication?.call(helpers as never, credentials);
	},
	async updateCredentialsOauthTokenData(_reference: unknown, type: string, { oauthTokenData }: ICredentialDataDecryptedObject) {
		Object.assign(store.credentials[type] ?? {}, { oauthTokenData });
	},
	async authenticate(credentials: ICredentialDataDecryptedObject, type: string, request: IHttpRequestOptions) {
		const rule = store.credentialTypes[type]?.authenticate;
		if (rule === undefined) return request;
		if (typeof rule === 'function') return await rule(credentials, request);
		const headers = Object.fromEntries(Object.entries(rule.properties.headers ?? {}).map(([name, value]) => [
			name, String(value).replace(/^=/, '').replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_match, field: string) => String(credentials[field])),
		]));
		return { ...request, headers: { ...request.headers, ...headers } };
	},
});
