/** JavaScript for what `siteOf` decides, in places where n8n takes nothing but an expression; n8n refuses an address of any other protocol than http and https. */
const guarded = (fields: string): string =>
	`[String(${fields}["siteUrl"] || "").trim()].map((url) => /^(https:\\/\\/[^@?#]+|http:\\/\\/(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])([:\\/][^@?#]*)?)$/i.test(url) ? url.replace(/\\/+$/, "") : "unencrypted-address-refused:")[0]`;

/** For `test`: where n8n knows the values as `$credentials`. */
export const TEST_SITE = `={{ ${guarded('$credentials')} }}`;

/** A client id without a tenant never gets as far as a sign-in page that could say so (reference acumatica 2.1). */
const withTenant = (address: string): string => `/^[^@]+@[^@]+$/.test(String($self["clientId"] || "").trim()) ? ${address} : "client-id-without-@Tenant:"`;

/** For a hidden field that is made of the others: there they are `$self`. */
export const ownAuthorizeUrl = `={{ ${withTenant(guarded('$self'))} }}/identity/connect/authorize`;
export const ownTokenUrl = `={{ ${guarded('$self')} }}/identity/connect/token`;

/** Below the site, for `test`: the document of the endpoint version, which is not there when the version is not. */
export const TEST_ENDPOINT = '=/entity/{{ encodeURIComponent($credentials["endpoint"] || "Default") }}/{{ encodeURIComponent($credentials["version"] || "") }}/swagger.json';
