import { guardedAddress } from '../../sign-in/guarded-address';

const guarded = (fields: string): string => guardedAddress(fields, 'siteUrl');

/** For `test`: where n8n knows the values as `$credentials`. */
export const TEST_SITE = `={{ ${guarded('$credentials')} }}`;

/** A client id without a tenant never gets as far as a sign-in page that could say so (reference acumatica 2.1). */
const withTenant = (address: string): string => `/^[^@]+@[^@]+$/.test(String($self["clientId"] || "").trim()) ? ${address} : "client-id-without-@Tenant:"`;

/** For a hidden field that is made of the others: there they are `$self`. */
export const ownAuthorizeUrl = `={{ ${withTenant(guarded('$self'))} }}/identity/connect/authorize`;
export const ownTokenUrl = `={{ ${guarded('$self')} }}/identity/connect/token`;

/** Below the site, for `test`: the document of the endpoint version, which is not there when the version is not. */
export const TEST_ENDPOINT = '=/entity/{{ encodeURIComponent($credentials["endpoint"] || "Default") }}/{{ encodeURIComponent($credentials["version"] || "") }}/swagger.json';
