/**
 * JavaScript for what `checkBaseUrl` decides about a field, in places where n8n takes nothing but an expression; n8n refuses an address of
 * any other protocol than http and https.
 */
export const guardedAddress = (fields: string, name: string): string =>
	`[String(${fields}["${name}"] || "").trim()].map((url) => /^(https:\\/\\/[^@?#]+|http:\\/\\/(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])([:\\/][^@?#]*)?)$/i.test(url) ? url.replace(/\\/+$/, "") : "unencrypted-address-refused:")[0]`;
